/** A file kept by a unit, and an order that moves every open file of one unit to another at once. */
import { z } from 'zod';
import { anyOfficial, clerkOf, headOf, roleOf, systemOnly } from '../../../src/dossier/capacity.ts';
import { integer, symbol, unitRef } from '../../../src/dossier/field.ts';
import { key } from '../../../src/dossier/keys.ts';
import { actsOf, defineKind } from '../../../src/dossier/kind.ts';
import { refuse } from '../../../src/dossier/refusal.ts';
import type { RegisteredKind } from '../../../src/dossier/registry.ts';
import type { UnitId } from '../../../src/kernel/ids.ts';

interface FileState {
  readonly name: string;
  readonly unit: UnitId;
  readonly moves: number;
  readonly locked: boolean;
}

const fileAct = actsOf<FileState>();
const kept = clerkOf<FileState>((s) => s.unit);

/** One of many: kept, locked, closed, moved by the system. */
export const keptFileKind: RegisteredKind = {
  kind: defineKind<FileState>({
    name: 'kept-file',
    prefix: 'TG',
    version: 1,
    stages: ['kept', 'closed'],
    ends: ['closed'],
    initial: { name: '', unit: '' as UnitId, moves: 0, locked: false },
    acts: {
      keep: fileAct({
        from: 'new',
        to: 'kept',
        by: [anyOfficial()],
        body: z.object({ name: symbol(), unit: unitRef() }),
        apply: (state, a) => ({ ...state, name: a.body.name, unit: a.body.unit as UnitId }),
      }),
      lock: fileAct({
        from: ['kept'],
        by: [kept],
        body: z.object({}),
        apply: (state) => ({ ...state, locked: true }),
      }),
      close: fileAct({ from: ['kept'], to: 'closed', by: [kept], body: z.object({}), apply: (state) => state }),
      move: fileAct({
        from: ['kept'],
        by: [systemOnly()],
        body: z.object({ to: unitRef() }),
        guard: (c) => (c.state.locked ? refuse('kept-file.locked') : undefined),
        apply: (state, a) => ({ ...state, unit: a.body.to as UnitId, moves: state.moves + 1 }),
      }),
    },
    describe: (state) => ({ title: state.name }),
    place: (state) => ({ unit: state.unit }),
    access: (state) => ({ read: [key.staff(state.unit)] }),
    stewards: (state) => [key.clerk(state.unit)],
    summary: (state) => [{ key: 'unit', value: state.unit, as: 'unit' }],
    onLapse: {},
    retention: { years: 1, basis: 'test' },
  }),
  messages: { vi: {}, en: {} },
};

interface OrderState {
  readonly from: UnitId;
  readonly to: UnitId;
}

const orderAct = actsOf<OrderState>();

/** One act that moves every file a unit keeps, and one that opens many at a time. */
export const moveOrderKind: RegisteredKind = {
  kind: defineKind<OrderState>({
    name: 'move-order',
    prefix: 'LD',
    version: 1,
    stages: ['drafted', 'signed'],
    ends: ['signed'],
    initial: { from: '' as UnitId, to: '' as UnitId },
    acts: {
      draft: orderAct({
        from: 'new',
        to: 'drafted',
        by: [roleOf('register')],
        body: z.object({ from: unitRef(), to: unitRef() }),
        registers: true,
        apply: (_, a) => ({ from: a.body.from as UnitId, to: a.body.to as UnitId }),
      }),
      fill: orderAct({
        from: ['drafted'],
        by: [clerkOf((s) => s.from)],
        body: z.object({ count: integer({ min: 1, max: 20 }) }),
        apply: (state) => state,
        opens: (c) =>
          Array.from({ length: c.body.count }, (_, i) => ({
            kind: 'kept-file',
            act: 'keep',
            by: 'actor' as const,
            body: { name: `${c.dossier.seq}-${i}`, unit: c.state.from },
          })),
      }),
      sign: orderAct({
        from: ['drafted'],
        to: 'signed',
        by: [headOf((s) => s.from)],
        body: z.object({}),
        apply: (state) => state,
        spreads: (c) => [{ kind: 'kept-file', where: { unit: c.state.from }, act: 'move', body: { to: c.state.to } }],
      }),
    },
    describe: (state) => ({ title: `${state.from} → ${state.to}` }),
    place: (state) => ({ unit: state.from }),
    access: (state) => ({ read: [key.staff(state.from), key.staff(state.to)] }),
    stewards: (state) => [key.clerk(state.from)],
    summary: (state) => [
      { key: 'from', value: state.from, as: 'unit' },
      { key: 'to', value: state.to, as: 'unit' },
    ],
    onLapse: {},
    retention: { years: 1, basis: 'test' },
  }),
  messages: {
    vi: {
      name: 'Lệnh chuyển hồ sơ',
      plural: 'Lệnh chuyển hồ sơ',
      about: 'Loại hồ sơ chỉ có trong kiểm thử.',
      stages: { drafted: 'Dự thảo', signed: 'Đã ký' },
      acts: {
        draft: { label: 'Soạn lệnh', button: 'Soạn', done: 'soạn lệnh', hint: '' },
        fill: { label: 'Mở hồ sơ', button: 'Mở', done: 'mở hồ sơ', hint: '' },
        sign: { label: 'Ký', button: 'Ký', done: 'ký lệnh', hint: '' },
      },
      fields: {
        from: { label: 'Từ', hint: '' },
        to: { label: 'Đến', hint: '' },
        count: { label: 'Bao nhiêu', hint: '' },
      },
      clocks: {},
      summary: { from: 'Từ', to: 'Đến' },
      choices: {},
      sections: {},
      parties: {},
      notices: {},
      refusals: {},
    },
    en: {
      name: 'Order to move files',
      plural: 'Orders to move files',
      about: 'A kind that exists in tests only.',
      stages: { drafted: 'Drafted', signed: 'Signed' },
      acts: {
        draft: { label: 'Draft an order', button: 'Draft', done: 'drafted the order', hint: '' },
        fill: { label: 'Open files', button: 'Open', done: 'opened files', hint: '' },
        sign: { label: 'Sign', button: 'Sign', done: 'signed the order', hint: '' },
      },
      fields: { from: { label: 'From', hint: '' }, to: { label: 'To', hint: '' }, count: { label: 'How many', hint: '' } },
      clocks: {},
      summary: { from: 'From', to: 'To' },
      choices: {},
      sections: {},
      parties: {},
      notices: {},
      refusals: {},
    },
  },
};
