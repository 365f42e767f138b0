/** Something everybody reads and confirms: one dossier of the whole, one for each unit, counts of the units on the page of the whole. */
import { z } from 'zod';
import { clerkOf, roleOf, staffOf, systemOnly } from '../../../src/dossier/capacity.ts';
import { dossierRef, symbol, unitRef, unitRefs } from '../../../src/dossier/field.ts';
import { key } from '../../../src/dossier/keys.ts';
import { actsOf, defineKind } from '../../../src/dossier/kind.ts';
import { refuse } from '../../../src/dossier/refusal.ts';
import type { RegisteredKind } from '../../../src/dossier/registry.ts';
import type { DossierId, UnitId } from '../../../src/kernel/ids.ts';

interface ReadingState {
  readonly subject: string;
  readonly unit: UnitId;
  readonly sent: number;
}

const readingAct = actsOf<ReadingState>();

/** The whole: sent to units, read by nobody itself. */
export const readingKind: RegisteredKind = {
  kind: defineKind<ReadingState>({
    name: 'reading',
    prefix: 'DT',
    version: 1,
    stages: ['open', 'closed'],
    ends: ['closed'],
    initial: { subject: '', unit: '' as UnitId, sent: 0 },
    acts: {
      start: readingAct({
        from: 'new',
        to: 'open',
        by: [roleOf('register')],
        body: z.object({ subject: symbol(), unit: unitRef() }),
        registers: true,
        milestone: true,
        apply: (state, a) => ({ ...state, subject: a.body.subject, unit: a.body.unit as UnitId }),
      }),
      send: readingAct({
        from: ['open'],
        by: [clerkOf((s) => s.unit)],
        body: z.object({ units: unitRefs({ min: 1, max: 20 }) }),
        apply: (state, a) => ({ ...state, sent: state.sent + a.body.units.length }),
        opens: (c) =>
          c.body.units.map((unit) => ({
            kind: 'unit-reading',
            act: 'open',
            by: 'system' as const,
            body: { reading: c.id, subject: c.state.subject, unit },
          })),
      }),
    },
    describe: (state) => ({ title: state.subject }),
    place: (state) => ({ unit: state.unit }),
    access: () => ({ read: [key.official] }),
    stewards: (state) => [key.clerk(state.unit)],
    summary: (state) => [
      { key: 'subject', value: state.subject },
      { key: 'sent', value: state.sent, as: 'integer' },
    ],
    onLapse: {},
    shows: [{ kind: 'unit-reading', table: 'tally' }],
    retention: { years: 1, basis: 'test' },
  }),
  messages: {
    vi: {
      name: 'Đợt đọc',
      plural: 'Đợt đọc',
      about: 'Loại hồ sơ chỉ có trong kiểm thử.',
      stages: { open: 'Đang đọc', closed: 'Đã đóng' },
      acts: {
        start: { label: 'Mở đợt', button: 'Mở', done: 'mở đợt đọc', hint: '' },
        send: { label: 'Gửi', button: 'Gửi', done: 'gửi tới các đơn vị', hint: '' },
      },
      fields: {
        subject: { label: 'Đọc gì', hint: '' },
        unit: { label: 'Đơn vị', hint: '' },
        units: { label: 'Các đơn vị', hint: '' },
      },
      clocks: {},
      summary: { subject: 'Đọc gì', sent: 'Số đơn vị' },
      choices: {},
      sections: {},
      parties: {},
      notices: {},
      refusals: {},
    },
    en: {
      name: 'Reading',
      plural: 'Readings',
      about: 'A kind that exists in tests only.',
      stages: { open: 'Open', closed: 'Closed' },
      acts: {
        start: { label: 'Start a reading', button: 'Start', done: 'started the reading', hint: '' },
        send: { label: 'Send', button: 'Send', done: 'sent it to units', hint: '' },
      },
      fields: {
        subject: { label: 'Subject', hint: '' },
        unit: { label: 'Unit', hint: '' },
        units: { label: 'Units', hint: '' },
      },
      clocks: {},
      summary: { subject: 'Subject', sent: 'Units' },
      choices: {},
      sections: {},
      parties: {},
      notices: {},
      refusals: {},
    },
  },
};

interface UnitReadingState {
  readonly reading: DossierId;
  readonly subject: string;
  readonly unit: UnitId;
  readonly confirmed: number;
}

const unitAct = actsOf<UnitReadingState>();

/** The part of one unit: its people confirm, each for himself. */
export const unitReadingKind: RegisteredKind = {
  kind: defineKind<UnitReadingState>({
    name: 'unit-reading',
    prefix: 'DV',
    version: 1,
    stages: ['open', 'closed'],
    ends: ['closed'],
    initial: { reading: '' as DossierId, subject: '', unit: '' as UnitId, confirmed: 0 },
    acts: {
      open: unitAct({
        from: 'new',
        to: 'open',
        by: [systemOnly()],
        body: z.object({ reading: dossierRef({ hidden: true }), subject: symbol(), unit: unitRef() }),
        apply: (state, a) => ({
          ...state,
          reading: a.body.reading as DossierId,
          subject: a.body.subject,
          unit: a.body.unit as UnitId,
        }),
      }),
      confirm: unitAct({
        from: ['open'],
        by: [staffOf((s) => s.unit)],
        body: z.object({}),
        looks: (_, __, person) => [{ table: 'confirmations', key: { person } }],
        guard: (c) => (c.row('confirmations', { person: c.standing.person }) ? refuse('unit-reading.already') : undefined),
        apply: (state) => ({ ...state, confirmed: state.confirmed + 1 }),
      }),
    },
    describe: (state) => ({ title: state.subject }),
    place: (state) => ({ unit: state.unit }),
    access: (state) => ({ read: [key.staff(state.unit)] }),
    stewards: (state) => [key.clerk(state.unit)],
    links: (state) => (state.reading === '' ? [] : [{ type: 'part-of', to: state.reading }]),
    summary: (state) => [{ key: 'confirmed', value: state.confirmed, as: 'integer' }],
    onLapse: {},
    tables: [
      {
        name: 'confirmations',
        key: [{ key: 'person', type: 'text', as: 'person' }],
        values: [{ key: 'at', type: 'text', as: 'date' }],
        keeps: 'last',
        rows: ({ act }) => (act.name === 'confirm' ? [{ key: { person: act.actor }, values: { at: act.businessAt } }] : []),
      },
      {
        name: 'tally',
        key: [{ key: 'unit', type: 'text', as: 'unit' }],
        values: [{ key: 'confirmed', type: 'number', as: 'integer' }],
        keeps: 'last',
        rows: ({ act, after }) =>
          act.name === 'confirm' || act.name === 'open'
            ? [{ key: { unit: after.unit }, values: { confirmed: after.confirmed }, shownOn: after.reading }]
            : [],
      },
    ],
    retention: { years: 1, basis: 'test' },
  }),
  messages: {
    vi: {
      name: 'Đọc ở đơn vị',
      plural: 'Đọc ở đơn vị',
      about: 'Loại hồ sơ chỉ có trong kiểm thử.',
      stages: { open: 'Đang đọc', closed: 'Đã đóng' },
      acts: {
        open: { label: 'Mở', button: 'Mở', done: 'mở', hint: '' },
        confirm: { label: 'Tôi đã đọc', button: 'Tôi đã đọc', done: 'đã đọc', hint: '' },
      },
      fields: {
        reading: { label: 'Đợt đọc', hint: '' },
        subject: { label: 'Đọc gì', hint: '' },
        unit: { label: 'Đơn vị', hint: '' },
      },
      clocks: {},
      summary: { confirmed: 'Đã đọc' },
      choices: {},
      sections: {
        confirmations: { title: 'Người đã đọc', empty: 'Chưa ai đọc', columns: { person: 'Người', at: 'Ngày' } },
        tally: { title: 'Đã đọc theo đơn vị', empty: 'Chưa đơn vị nào', columns: { unit: 'Đơn vị', confirmed: 'Đã đọc' } },
      },
      parties: {},
      notices: {},
      refusals: { already: 'Bạn đã xác nhận rồi.' },
    },
    en: {
      name: 'Reading in a unit',
      plural: 'Readings in units',
      about: 'A kind that exists in tests only.',
      stages: { open: 'Open', closed: 'Closed' },
      acts: {
        open: { label: 'Open', button: 'Open', done: 'opened it', hint: '' },
        confirm: { label: 'I have read it', button: 'I have read it', done: 'has read it', hint: '' },
      },
      fields: {
        reading: { label: 'Reading', hint: '' },
        subject: { label: 'Subject', hint: '' },
        unit: { label: 'Unit', hint: '' },
      },
      clocks: {},
      summary: { confirmed: 'Confirmed' },
      choices: {},
      sections: {
        confirmations: { title: 'Who has read it', empty: 'Nobody yet', columns: { person: 'Person', at: 'Day' } },
        tally: { title: 'Read by unit', empty: 'No unit yet', columns: { unit: 'Unit', confirmed: 'Confirmed' } },
      },
      parties: {},
      notices: {},
      refusals: { already: 'You have confirmed already.' },
    },
  },
};
