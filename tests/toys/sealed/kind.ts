/** A case whose content is enciphered before it is sent: stage, clock, code and hash are all the server knows. */
import { z } from 'zod';
import { holderOf, postOf, roleOf } from '../../../src/dossier/capacity.ts';
import { choice, ciphertext, unitRef } from '../../../src/dossier/field.ts';
import { key } from '../../../src/dossier/keys.ts';
import { actsOf, defineKind } from '../../../src/dossier/kind.ts';
import { refuse } from '../../../src/dossier/refusal.ts';
import type { RegisteredKind } from '../../../src/dossier/registry.ts';
import type { PostId, UnitId } from '../../../src/kernel/ids.ts';

interface SealedState {
  readonly clerk: PostId | null;
  readonly head: PostId | null;
  readonly content: string;
  readonly finding: string;
  readonly outcome: string;
}

const act = actsOf<SealedState>();
const handlers = (s: SealedState): PostId[] => [s.clerk, s.head].filter((p) => p !== null);

/** Opened with a ciphertext, taken up within a limit, closed with an outcome and a ciphertext. */
export const sealedKind: RegisteredKind = {
  kind: defineKind<SealedState>({
    name: 'sealed-case',
    prefix: 'KN',
    version: 1,
    stages: ['opened', 'taken', 'closed'],
    ends: ['closed'],
    initial: { clerk: null, head: null, content: '', finding: '', outcome: '' },
    restricted: true,
    acts: {
      open: act({
        from: 'new',
        to: 'opened',
        by: [roleOf('register')],
        body: z.object({ handler: unitRef(), content: ciphertext() }),
        resolve: (c) => {
          const clerk = c.org.clerkPost(c.body.handler as UnitId);
          const head = c.org.headPost(c.body.handler as UnitId);
          return clerk && head ? { clerk, head } : refuse('sealed-case.no_handler');
        },
        apply: (state, a) => ({ ...state, ...a.resolved, content: a.body.content }),
        clocks: (c) => [{ op: 'start', name: 'take', holder: c.resolved.clerk, limit: 'sealed.take' }],
        notices: (c) => [{ to: key.post(c.resolved.head), code: 'opened' }],
        milestone: true,
      }),
      take: act({
        from: ['opened'],
        to: 'taken',
        by: [holderOf('take')],
        body: z.object({}),
        apply: (state) => state,
        clocks: () => [{ op: 'meet', name: 'take' }],
        answers: 'take',
      }),
      close: act({
        from: ['taken'],
        to: 'closed',
        by: [postOf((s) => s.head ?? undefined)],
        body: z.object({ outcome: choice(['founded', 'unfounded']), finding: ciphertext() }),
        apply: (state, a) => ({ ...state, outcome: a.body.outcome, finding: a.body.finding }),
      }),
    },
    // What the kind would say is never asked of a restricted dossier; the test finds these words nowhere.
    describe: (state) => ({ title: `LỘ TIÊU ĐỀ ${state.content}`, search: ['LỘ TÌM KIẾM'], symbols: ['1-LỘ/TU'] }),
    place: () => ({ unit: 'C2' as UnitId, field: 'land', classification: 'LỘ PHÂN LOẠI' }),
    weight: () => ({ money: 777_777_777, people: 7 }),
    access: (state) => ({ read: handlers(state).map((p) => key.post(p)) }),
    stewards: () => [],
    summary: () => [],
    onLapse: {},
    retention: { years: 1, basis: 'test' },
  }),
  messages: {
    vi: {
      name: 'Việc niêm phong',
      plural: 'Việc niêm phong',
      about: 'Loại hồ sơ chỉ có trong kiểm thử.',
      stages: { opened: 'Đã mở', taken: 'Đã nhận', closed: 'Đã đóng' },
      acts: {
        open: { label: 'Mở', button: 'Mở', done: 'mở', hint: '' },
        take: { label: 'Nhận', button: 'Nhận', done: 'nhận', hint: '' },
        close: { label: 'Đóng', button: 'Đóng', done: 'đóng', hint: '' },
      },
      fields: {
        handler: { label: 'Nơi xử lý', hint: '' },
        content: { label: 'Nội dung', hint: '' },
        outcome: { label: 'Kết quả', hint: '', options: { founded: 'Có cơ sở', unfounded: 'Không có cơ sở' } },
        finding: { label: 'Kết luận', hint: '' },
      },
      clocks: { take: 'Nhận việc' },
      summary: {},
      choices: {},
      sections: {},
      parties: {},
      notices: { opened: 'Có việc niêm phong chờ bạn' },
      refusals: { no_handler: 'Đơn vị này không có người nhận.' },
    },
    en: {
      name: 'Sealed case',
      plural: 'Sealed cases',
      about: 'A kind that exists in tests only.',
      stages: { opened: 'Opened', taken: 'Taken up', closed: 'Closed' },
      acts: {
        open: { label: 'Open', button: 'Open', done: 'opened it', hint: '' },
        take: { label: 'Take up', button: 'Take up', done: 'took it up', hint: '' },
        close: { label: 'Close', button: 'Close', done: 'closed it', hint: '' },
      },
      fields: {
        handler: { label: 'Handled by', hint: '' },
        content: { label: 'Content', hint: '' },
        outcome: { label: 'Outcome', hint: '', options: { founded: 'Founded', unfounded: 'Unfounded' } },
        finding: { label: 'Finding', hint: '' },
      },
      clocks: { take: 'Taking up' },
      summary: {},
      choices: {},
      sections: {},
      parties: {},
      notices: { opened: 'A sealed case waits for you' },
      refusals: { no_handler: 'Nobody there can take it.' },
    },
  },
};
