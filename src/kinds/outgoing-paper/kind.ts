/**
 * Văn bản đi: a paper a body sends out. It takes the next number of the open book when it is issued; a number may be kept for a
 * paper still to be signed, and a number that was given is never given again, whatever becomes of its paper.
 */
import { z } from 'zod';
import { anyOfficial, clerkOf, deputyOf, headOf } from '../../dossier/capacity.ts';
import { choice, files, integer, legalDate, line, prose, unitRefs } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf, defineKind, type SummaryItem } from '../../dossier/kind.ts';
import { type Refusal, refuse } from '../../dossier/refusal.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
import { serialOf } from '../../kernel/serial.ts';
import { type LegalDate, toLegalDate } from '../../kernel/time.ts';
import { DOCUMENT_TYPES } from '../document-types.ts';
import {
  bookFields,
  COMMON_SERIES,
  type FoundBook,
  findOpenBook,
  keepersOf,
  keepsBooks,
  numberFields,
  openBook,
  ownBooks,
  refuseOtherNumber,
  seriesOf,
  symbolOf,
} from '../open-book.ts';
import { rowOf } from './rules.ts';
import { initial, type OutgoingState } from './state.ts';

const KIND = 'outgoing-paper';
const act = actsOf<OutgoingState>();
const keepers = [
  clerkOf<OutgoingState>((s) => s.unit),
  headOf<OutgoingState>((s) => s.unit),
  deputyOf<OutgoingState>((s) => s.unit),
];

const paperFields = {
  type: choice(DOCUMENT_TYPES, { select: true }),
  subject: line({ max: 1000 }),
  signer: line({ max: 200, personal: true }),
  issuedOn: legalDate().optional(),
  units: unitRefs({ max: 80 }).optional(),
  others: line({ max: 1000 }).optional(),
  copyKeeper: line({ max: 200, later: true }).optional(),
  copies: integer({ max: 100_000, later: true }).optional(),
  files: files({ max: 10, later: true }).optional(),
  note: line({ later: true }).optional(),
};

type Paper = z.output<z.ZodObject<typeof paperFields>>;

/** Papers marked secret have a register of their own; a paper bears no later date than the day it is entered. */
function refusePaper(body: Paper, today: LegalDate): Refusal | undefined {
  if (findSecrecyMark(body.subject)) return refuse('outgoing-paper.secret');
  if ((body.issuedOn ?? today) > today) return refuse('outgoing-paper.date_future');
  return (body.units ?? []).length === 0 && body.others === undefined ? refuse('outgoing-paper.no_recipient') : undefined;
}

function withPaper(state: OutgoingState, body: Paper, today: LegalDate): OutgoingState {
  return {
    ...state,
    type: body.type,
    subject: body.subject,
    signer: body.signer,
    issuedOn: body.issuedOn ?? today,
    units: body.units ?? [],
    others: body.others ?? null,
    copyKeeper: body.copyKeeper ?? null,
    copies: body.copies ?? null,
    files: body.files ?? [],
    note: body.note ?? null,
    sentOn: today,
  };
}

function numbered(
  state: OutgoingState,
  a: {
    readonly body: { readonly unit: string; readonly series?: string | undefined };
    readonly resolved: FoundBook;
    readonly facts: { readonly number?: string };
  },
  today: LegalDate,
): OutgoingState {
  return {
    ...state,
    unit: a.body.unit as UnitId,
    series: a.body.series ?? COMMON_SERIES,
    book: a.resolved.book,
    symbol: symbolOf(a.resolved.pattern, serialOf(a.facts.number)),
    enteredOn: today,
  };
}

function refuseStranger(c: {
  readonly standing: { readonly keys: readonly string[] };
  readonly org: { unitName(unit: UnitId): string };
  readonly body: { readonly unit: string };
}) {
  const { unit } = c.body;
  return keepsBooks(c.standing.keys, unit)
    ? undefined
    : refuse('outgoing-paper.not_keeper', { unit: c.org.unitName(unit as UnitId) });
}

/** A signed paper gets its number and goes out. */
export const issue = act({
  from: 'new',
  to: 'issued',
  by: [anyOfficial()],
  body: z.object({ ...paperFields, ...bookFields, ...numberFields }),
  reads: (_, body) => [openBook('out', body.unit, body.series ?? COMMON_SERIES)],
  resolve: (c) => findOpenBook(KIND, c.view, c.body.book),
  registers: (c) => seriesOf(c.resolved),
  guard: (c) =>
    refuseStranger(c) ?? refusePaper(c.body, toLegalDate(c.now.businessAt)) ?? refuseOtherNumber(KIND, c.body.number, c.number),
  apply: (state, a) => {
    const today = toLegalDate(a.businessAt);
    return withPaper(numbered(state, a, today), a.body, today);
  },
  prefill: ownBooks,
  names: (c) => [c.body.unit as UnitId],
  milestone: true,
  basis: 'nd30-2020',
});

/** Keeps the next number for a paper still to be signed. */
export const reserve = act({
  from: 'new',
  to: 'reserved',
  by: [anyOfficial()],
  body: z.object({ reason: line({ min: 5 }), ...bookFields, ...numberFields }),
  reads: (_, body) => [openBook('out', body.unit, body.series ?? COMMON_SERIES)],
  resolve: (c) => findOpenBook(KIND, c.view, c.body.book),
  registers: (c) => seriesOf(c.resolved),
  guard: (c) => refuseStranger(c) ?? refuseOtherNumber(KIND, c.body.number, c.number),
  apply: (state, a) => ({ ...numbered(state, a, toLegalDate(a.businessAt)), reservedFor: a.body.reason }),
  prefill: ownBooks,
  names: (c) => [c.body.unit as UnitId],
  milestone: true,
});

/** The paper the number was kept for. */
export const fill = act({
  from: ['reserved'],
  to: 'issued',
  by: keepers,
  body: z.object(paperFields),
  guard: (c) => refusePaper(c.body, toLegalDate(c.now.businessAt)),
  apply: (state, a) => withPaper(state, a.body, toLegalDate(a.businessAt)),
  milestone: true,
});

/** Strikes the number out. Its line stays in the book and no other paper gets it. */
export const voidNumber = act({
  from: ['reserved', 'issued'],
  to: 'voided',
  by: keepers,
  body: z.object({ reason: prose({ min: 10 }) }),
  apply: (state, a) => ({ ...state, voided: { reason: a.body.reason, on: toLegalDate(a.businessAt) } }),
  milestone: true,
  check: true,
});

function summary(s: OutgoingState): readonly SummaryItem[] {
  return [
    { key: 'symbol', value: s.symbol },
    ...(s.issuedOn === null ? [] : [{ key: 'issuedOn', value: s.issuedOn, as: 'date' as const }]),
    ...(s.type === null ? [] : [{ key: 'type', value: s.type, as: 'choice' as const, group: 'type' }]),
    ...(s.subject === null ? [] : [{ key: 'subject', value: s.subject }]),
    ...(s.signer === null ? [] : [{ key: 'signer', value: s.signer }]),
    { key: 'unit', value: s.unit, as: 'unit' },
    ...(s.book === null ? [] : [{ key: 'book', value: s.book, as: 'dossier' as const }]),
    ...(s.others === null ? [] : [{ key: 'others', value: s.others }]),
    ...(s.reservedFor === null ? [] : [{ key: 'reservedFor', value: s.reservedFor }]),
    ...(s.note === null ? [] : [{ key: 'note', value: s.note }]),
    ...(s.voided === null ? [] : [{ key: 'voided', value: s.voided.reason }]),
  ];
}

/** The outgoing paper. */
export const outgoingPaper = defineKind<OutgoingState>({
  name: KIND,
  prefix: 'DI',
  version: 1,
  stages: ['reserved', 'issued'],
  ends: ['issued', 'voided'],
  initial,
  acts: { issue, reserve, fill, void: voidNumber },
  describe: (s) => ({
    title: s.subject ?? s.reservedFor ?? '',
    symbols: s.symbol === '' ? [] : [s.symbol],
  }),
  place: (s) => ({ unit: s.unit }),
  access: (s) => ({ read: keepersOf(s.unit) }),
  stewards: (s) => [key.clerk(s.unit), key.head(s.unit)],
  parties: (s) => [{ role: 'sender', unit: s.unit }, ...s.units.map((unit) => ({ role: 'receiver', unit: unit as UnitId }))],
  links: (s) =>
    s.book === null ? [] : [{ type: 'part-of', to: s.book, ...(s.enteredOn === null ? {} : { note: s.enteredOn }) }],
  summary,
  sections: (s) => [{ key: 'units', columns: [{ key: 'unit', as: 'unit' }], rows: s.units.map((unit) => ({ unit })) }],
  exports: (s) => ({ symbol: s.symbol, issuedOn: s.issuedOn }),
  entries: {
    direction: 'out',
    series: (s) => (s.series === COMMON_SERIES ? '' : s.series),
    enter: 'issue',
    reserve: 'reserve',
    row: rowOf,
  },
  onLapse: {},
  retention: { years: 'permanent', basis: 'nd30-2020' },
});
