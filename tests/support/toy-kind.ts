/** A kind as small as a kind can be that still uses clocks, texts, numbers, follow-ups and openings. */
import { z } from 'zod';
import { anyOfficial, author, headOf, holderOf } from '../../src/dossier/capacity.ts';
import { choice, line, prose, unitRef } from '../../src/dossier/field.ts';
import { key } from '../../src/dossier/keys.ts';
import { actsOf, defineKind } from '../../src/dossier/kind.ts';
import { refuse } from '../../src/dossier/refusal.ts';
import type { RegisteredKind } from '../../src/dossier/registry.ts';
import type { PostId, UnitId } from '../../src/kernel/ids.ts';

interface ToyState {
  readonly what: string;
  readonly unit: UnitId | null;
  readonly clerk: PostId | null;
  readonly secretBy: boolean;
  readonly answers: readonly { readonly stance: string; readonly text: string }[];
}

const act = actsOf<ToyState>();

/** The toy: asked by anybody, registered by the clerk of a unit, answered by its head within a limit. */
export const toyKind: RegisteredKind = {
  kind: defineKind<ToyState>({
    name: 'toy',
    prefix: 'DC',
    version: 1,
    stages: ['asked', 'registered', 'answered'],
    ends: ['answered'],
    initial: { what: '', unit: null, clerk: null, secretBy: false, answers: [] },
    acts: {
      ask: act({
        from: 'new',
        to: 'asked',
        by: [anyOfficial()],
        body: z.object({ what: prose({ min: 5 }), unit: unitRef(), hide: choice(['yes', 'no']) }),
        sign: true,
        resolve: (c) => {
          const clerk = c.org.clerkPost(c.body.unit as UnitId);
          return clerk ? { clerk } : refuse('toy.no_clerk');
        },
        apply: (state, a) => ({
          ...state,
          what: a.body.what,
          unit: a.body.unit as UnitId,
          clerk: a.resolved.clerk,
          secretBy: a.body.hide === 'yes',
        }),
        clocks: (c) => [{ op: 'start', name: 'register', holder: c.resolved.clerk, limit: 'toy.register' }],
        maskActor: (body, resolved) => (body.hide === 'yes' ? [key.post(resolved.clerk)] : undefined),
        milestone: true,
      }),
      register: act({
        from: ['asked'],
        to: 'registered',
        by: [holderOf('register')],
        body: z.object({ note: line().optional() }),
        registers: true,
        apply: (state) => state,
        clocks: (c) => [
          { op: 'meet', name: 'register' },
          { op: 'start', name: 'answer', holder: c.org.headPost(c.state.unit as UnitId) as PostId, limit: 'toy.answer' },
        ],
        answers: 'register',
        milestone: true,
      }),
      pause: act({
        from: ['registered'],
        by: [holderOf('answer')],
        body: z.object({ why: line() }),
        bulk: {},
        apply: (state) => state,
        clocks: () => [{ op: 'pause', name: 'answer', reason: 'waiting' }],
      }),
      resume: act({
        from: ['registered'],
        by: [author(), holderOf('answer')],
        body: z.object({}),
        apply: (state) => state,
        clocks: () => [{ op: 'resume', name: 'answer' }],
      }),
      answer: act({
        from: ['registered'],
        to: 'answered',
        by: [headOf((s) => s.unit ?? undefined)],
        body: z.object({ stance: choice(['yes', 'no']), text: prose({ min: 5 }) }),
        sign: true,
        apply: (state, a) => ({ ...state, answers: [...state.answers, { stance: a.body.stance, text: a.body.text }] }),
        clocks: () => [{ op: 'meet', name: 'answer' }],
        answers: 'answer',
        milestone: true,
      }),
    },
    describe: (state) => ({ title: state.what.slice(0, 80), search: state.answers.map((a) => a.text) }),
    place: (state) => ({ ...(state.unit ? { unit: state.unit, locality: state.unit } : {}) }),
    access: (state, d) => ({ read: d.number ? [key.official] : state.unit ? [key.clerk(state.unit)] : [] }),
    stewards: (state) => (state.unit ? [key.head(state.unit), key.clerk(state.unit)] : []),
    summary: (state) => [{ key: 'what', value: state.what }],
    sections: (state) => [
      { key: 'answers', columns: [{ key: 'stance', as: 'choice', group: 'stance' }, { key: 'text' }], rows: state.answers },
    ],
    onLapse: { default: { escalate: 'escalation.level' } },
    retention: { years: 1, basis: 'test' },
  }),
  messages: {
    vi: {
      name: 'Đồ chơi',
      plural: 'Đồ chơi',
      about: 'Loại hồ sơ chỉ có trong kiểm thử.',
      stages: { asked: 'Đã hỏi', registered: 'Đã vào sổ', answered: 'Đã trả lời' },
      acts: {
        ask: { label: 'Hỏi', button: 'Gửi', done: 'hỏi', hint: '' },
        register: { label: 'Vào sổ', button: 'Vào sổ', done: 'vào sổ', hint: '' },
        pause: { label: 'Tạm dừng', button: 'Tạm dừng', done: 'tạm dừng', hint: '' },
        resume: { label: 'Tiếp tục', button: 'Tiếp tục', done: 'tiếp tục', hint: '' },
        answer: { label: 'Trả lời', button: 'Trả lời', done: 'trả lời', hint: '' },
      },
      fields: {
        what: { label: 'Hỏi gì?', hint: '' },
        unit: { label: 'Đơn vị', hint: '' },
        hide: { label: 'Giấu tên', hint: '', options: { yes: 'Có', no: 'Không' } },
        note: { label: 'Ghi chú', hint: '' },
        why: { label: 'Lý do', hint: '' },
        stance: { label: 'Ý kiến', hint: '', options: { yes: 'Đồng ý', no: 'Không' } },
        text: { label: 'Nội dung', hint: '' },
      },
      clocks: { register: 'Vào sổ', answer: 'Trả lời' },
      summary: { what: 'Hỏi gì' },
      choices: { stance: { yes: 'Đồng ý', no: 'Không' } },
      sections: { answers: { title: 'Trả lời', empty: 'Chưa có', columns: { stance: 'Ý kiến', text: 'Nội dung' } } },
      parties: {},
      notices: {},
      refusals: { no_clerk: 'Đơn vị không có văn thư.' },
    },
    en: {
      name: 'Toy',
      plural: 'Toys',
      about: 'A kind that exists in tests only.',
      stages: { asked: 'Asked', registered: 'Registered', answered: 'Answered' },
      acts: {
        ask: { label: 'Ask', button: 'Send', done: 'asked', hint: '' },
        register: { label: 'Register', button: 'Register', done: 'registered', hint: '' },
        pause: { label: 'Pause', button: 'Pause', done: 'paused', hint: '' },
        resume: { label: 'Resume', button: 'Resume', done: 'resumed', hint: '' },
        answer: { label: 'Answer', button: 'Answer', done: 'answered', hint: '' },
      },
      fields: {
        what: { label: 'What?', hint: '' },
        unit: { label: 'Unit', hint: '' },
        hide: { label: 'Hide name', hint: '', options: { yes: 'Yes', no: 'No' } },
        note: { label: 'Note', hint: '' },
        why: { label: 'Why', hint: '' },
        stance: { label: 'Stance', hint: '', options: { yes: 'Yes', no: 'No' } },
        text: { label: 'Text', hint: '' },
      },
      clocks: { register: 'Register', answer: 'Answer' },
      summary: { what: 'What' },
      choices: { stance: { yes: 'Yes', no: 'No' } },
      sections: { answers: { title: 'Answers', empty: 'None yet', columns: { stance: 'Stance', text: 'Text' } } },
      parties: {},
      notices: {},
      refusals: { no_clerk: 'The unit has no clerk.' },
    },
  },
};
