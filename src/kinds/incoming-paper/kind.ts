/**
 * Văn bản đến: a paper that came to a body. A scan waits for the clerk, the clerk enters it in the open book, where it gets its
 * number; from there it goes to a unit, and may become a dossier of what it asks for.
 */
import { z } from 'zod';
import type { PaperFacts } from '../../dossier/books.ts';
import { anyOfficial, clerkOf, deputyOf, headOf } from '../../dossier/capacity.ts';
import type { OrganisationView } from '../../dossier/context.ts';
import { choice, files, legalDate, line, paperKind, prose, symbol, unitRef } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf, defineKind, type Opening, type SummaryItem } from '../../dossier/kind.ts';
import { isRefusal, type Refusal, refuse } from '../../dossier/refusal.ts';
import type { DossierId, UnitId } from '../../kernel/ids.ts';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
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
} from '../open-book.ts';
import { factsOf, identityOf, rowOf, soleKeys } from './rules.ts';
import { type IncomingState, initial } from './state.ts';

const KIND = 'incoming-paper';
const act = actsOf<IncomingState>();
const keepers = [
  clerkOf<IncomingState>((s) => s.unit),
  headOf<IncomingState>((s) => s.unit),
  deputyOf<IncomingState>((s) => s.unit),
];

const what = {
  issuer: line({ max: 200 }),
  symbol: symbol({ max: 80 }).optional(),
  issuedOn: legalDate(),
  subject: line({ max: 1000 }),
  type: choice(DOCUMENT_TYPES, { select: true, later: true }).optional(),
  to: unitRef().optional(),
  becomes: paperKind().optional(),
  receivedOn: legalDate({ later: true }).optional(),
  note: line({ later: true }).optional(),
};

interface Entered {
  readonly issuer: string;
  readonly symbol?: string | undefined;
  readonly issuedOn: string;
  readonly subject: string;
  readonly type?: (typeof DOCUMENT_TYPES)[number] | undefined;
  readonly to?: string | undefined;
  readonly becomes?: string | undefined;
  readonly receivedOn?: string | undefined;
  readonly note?: string | undefined;
}

interface EntryFacts extends FoundBook {
  readonly identity: string | null;
}

interface Entering {
  readonly body: Entered & { readonly number?: number | undefined };
  readonly today: LegalDate;
  readonly number: string | undefined;
}

/** Nothing is entered that the law keeps out of this book, that has not happened yet, or that is not next in line. */
function refuseEntry({ body, today, number }: Entering): Refusal | undefined {
  if (findSecrecyMark(body.subject)) return refuse('incoming-paper.secret');
  if (body.issuedOn > today) return refuse('incoming-paper.date_future');
  if (body.receivedOn !== undefined && (body.receivedOn > today || body.receivedOn < body.issuedOn))
    return refuse('incoming-paper.received_unlikely');
  return refuseOtherNumber(KIND, body.number, number);
}

function entered(
  state: IncomingState,
  a: { readonly body: Entered; readonly resolved: EntryFacts; readonly businessAt: Parameters<typeof toLegalDate>[0] },
): IncomingState {
  const { body, resolved } = a;
  const today = toLegalDate(a.businessAt);
  return {
    ...state,
    book: resolved.book,
    issuer: body.issuer,
    symbol: body.symbol ?? null,
    issuedOn: body.issuedOn,
    subject: body.subject,
    type: body.type ?? null,
    identity: resolved.identity,
    excerpt: null,
    setAside: null,
    receivedOn: body.receivedOn ?? today,
    enteredOn: today,
    to: (body.to as UnitId | undefined) ?? null,
    forwardedOn: body.to === undefined ? null : today,
    becomes: body.becomes ?? null,
    note: body.note ?? null,
  };
}

function dossierOf(becomes: string | undefined, after: IncomingState, id: DossierId): readonly Opening[] {
  if (becomes === undefined) return [];
  const paper: PaperFacts = factsOf(after, id);
  return [{ kind: becomes, paper, by: 'actor' }];
}

function tell(to: string | undefined) {
  return to === undefined ? [] : [{ to: key.head(to as UnitId), code: 'forwarded' }];
}

function entryKeeper(org: OrganisationView, unit: UnitId) {
  return org.clerkPost(unit) ?? org.headPost(unit);
}

function refuseStranger(
  c: { readonly standing: { readonly keys: readonly string[] }; readonly org: OrganisationView },
  unit: string,
) {
  return keepsBooks(c.standing.keys, unit)
    ? undefined
    : refuse('incoming-paper.not_keeper', { unit: c.org.unitName(unit as UnitId) });
}

/** A scan comes in and waits for the clerk, with what could be read of it. */
export const bring = act({
  from: 'new',
  to: 'waiting',
  by: [anyOfficial()],
  body: z.object({
    ...bookFields,
    scan: files({ max: 5 }),
    issuer: line({ max: 200, later: true }).optional(),
    symbol: symbol({ max: 80, later: true }).optional(),
    issuedOn: legalDate({ later: true }).optional(),
    type: choice(DOCUMENT_TYPES, { select: true, later: true }).optional(),
    subject: line({ max: 1000, later: true }).optional(),
    excerpt: prose({ later: true }).optional(),
  }),
  resolve: (c) => {
    const keeper = entryKeeper(c.org, c.body.unit as UnitId);
    return keeper === undefined
      ? refuse('incoming-paper.nobody_keeps', { unit: c.org.unitName(c.body.unit as UnitId) })
      : { keeper };
  },
  guard: (c) => {
    if (c.body.scan.length === 0) return refuse('incoming-paper.no_scan');
    if (findSecrecyMark(c.body.excerpt ?? '') || findSecrecyMark(c.body.subject ?? '')) return refuse('incoming-paper.secret');
    return refuseStranger(c, c.body.unit);
  },
  apply: (state, { body }) => ({
    ...state,
    unit: body.unit as UnitId,
    series: body.series ?? COMMON_SERIES,
    scan: body.scan,
    issuer: body.issuer ?? null,
    symbol: body.symbol ?? null,
    issuedOn: body.issuedOn ?? null,
    type: body.type ?? null,
    subject: body.subject ?? null,
    excerpt: body.excerpt ?? null,
  }),
  clocks: (c) => [{ op: 'start', name: 'enter', holder: c.resolved.keeper, limit: 'register.enter' }],
  prefill: ownBooks,
  names: (c) => [c.body.unit as UnitId],
});

/** Entered at once, with or without a scan. */
export const enter = act({
  from: 'new',
  to: 'registered',
  by: [anyOfficial()],
  body: z.object({ ...what, files: files({ max: 5 }).optional(), ...bookFields, ...numberFields }),
  reads: (_, body) => [openBook('in', body.unit, body.series ?? COMMON_SERIES)],
  resolve: (c): EntryFacts | Refusal => {
    const found = findOpenBook(KIND, c.view, c.body.book);
    return isRefusal(found) ? found : { ...found, identity: identityOf(c.body) };
  },
  registers: (c) => seriesOf(c.resolved),
  guard: (c) =>
    refuseStranger(c, c.body.unit) ?? refuseEntry({ body: c.body, today: toLegalDate(c.now.businessAt), number: c.number }),
  apply: (state, a) =>
    entered(
      {
        ...state,
        unit: a.body.unit as UnitId,
        series: a.body.series ?? COMMON_SERIES,
        scan: a.body.files ?? [],
      },
      a,
    ),
  opens: (c) => dossierOf(c.body.becomes, c.after, c.id),
  notices: (c) => tell(c.body.to),
  prefill: ownBooks,
  names: (c) => [c.body.unit as UnitId],
  milestone: true,
  basis: 'nd30-2020',
});

/** What waited is entered: four things are filled in, the number is the next of the open book. */
export const register = act({
  from: ['waiting'],
  to: 'registered',
  by: keepers,
  body: z.object({ ...what, ...numberFields }),
  reads: (d) => [openBook('in', d.state.unit, d.state.series)],
  resolve: (c): EntryFacts | Refusal => {
    const found = findOpenBook(KIND, c.view, c.body.book);
    return isRefusal(found) ? found : { ...found, identity: identityOf(c.body) };
  },
  registers: (c) => seriesOf(c.resolved),
  guard: (c) => refuseEntry({ body: c.body, today: toLegalDate(c.now.businessAt), number: c.number }),
  apply: entered,
  clocks: () => [{ op: 'meet', name: 'enter' }],
  opens: (c) => dossierOf(c.body.becomes, c.after, c.id),
  notices: (c) => tell(c.body.to),
  prefill: ({ dossier }) => {
    const s = dossier?.state;
    const known = { issuer: s?.issuer, symbol: s?.symbol, issuedOn: s?.issuedOn, subject: s?.subject, type: s?.type };
    return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  },
  milestone: true,
  answers: 'enter',
  basis: 'nd30-2020',
});

/** Put back to the end of the queue, with what is missing. */
export const setAside = act({
  from: ['waiting'],
  by: keepers,
  body: z.object({ note: line() }),
  apply: (state, a) => ({ ...state, setAside: { note: a.body.note, on: toLegalDate(a.businessAt) } }),
});

/** No paper after all: an empty page, the same sheet twice. It takes no number. */
export const discard = act({
  from: ['waiting'],
  to: 'discarded',
  by: keepers,
  body: z.object({ reason: line({ min: 5 }) }),
  apply: (state, a) => ({ ...state, ended: { reason: a.body.reason, on: toLegalDate(a.businessAt) } }),
});

/** To the unit that must deal with it; the last word counts. */
export const forward = act({
  from: ['registered'],
  by: keepers,
  body: z.object({ to: unitRef(), note: line({ later: true }).optional() }),
  apply: (state, a) => ({
    ...state,
    to: a.body.to as UnitId,
    forwardedOn: toLegalDate(a.businessAt),
    note: a.body.note ?? state.note,
  }),
  notices: (c) => tell(c.body.to),
});

/** The paper becomes a dossier of what it asks for, with its scan. */
export const become = act({
  from: ['registered'],
  by: keepers,
  body: z.object({ becomes: paperKind() }),
  guard: (c) => (c.state.becomes === null ? undefined : refuse('incoming-paper.already_became')),
  apply: (state, a) => ({ ...state, becomes: a.body.becomes }),
  opens: (c) => dossierOf(c.body.becomes, c.after, c.id),
});

/** The entry was a mistake. The line stays in the book, struck out; its number is never given again. */
export const voidEntry = act({
  from: ['registered'],
  to: 'voided',
  by: keepers,
  body: z.object({ reason: prose({ min: 10 }) }),
  apply: (state, a) => ({ ...state, ended: { reason: a.body.reason, on: toLegalDate(a.businessAt) } }),
  milestone: true,
  check: true,
});

function summary(s: IncomingState): readonly SummaryItem[] {
  return [
    { key: 'issuer', value: s.issuer ?? '' },
    { key: 'symbol', value: s.symbol ?? '' },
    ...(s.issuedOn === null ? [] : [{ key: 'issuedOn', value: s.issuedOn, as: 'date' as const }]),
    ...(s.type === null ? [] : [{ key: 'type', value: s.type, as: 'choice' as const, group: 'type' }]),
    { key: 'subject', value: s.subject ?? '' },
    { key: 'unit', value: s.unit, as: 'unit' },
    ...(s.book === null ? [] : [{ key: 'book', value: s.book, as: 'dossier' as const }]),
    ...(s.receivedOn === null ? [] : [{ key: 'receivedOn', value: s.receivedOn, as: 'date' as const }]),
    ...(s.enteredOn === null ? [] : [{ key: 'enteredOn', value: s.enteredOn, as: 'date' as const }]),
    ...(s.to === null ? [] : [{ key: 'to', value: s.to, as: 'unit' as const }]),
    ...(s.setAside === null ? [] : [{ key: 'setAside', value: s.setAside.note }]),
    ...(s.note === null ? [] : [{ key: 'note', value: s.note }]),
    ...(s.ended === null ? [] : [{ key: 'ended', value: s.ended.reason }]),
  ];
}

/** The incoming paper. */
export const incomingPaper = defineKind<IncomingState>({
  name: KIND,
  prefix: 'DEN',
  version: 1,
  stages: ['waiting', 'registered'],
  ends: ['registered', 'voided', 'discarded'],
  initial,
  acts: { enter, bring, register, 'set-aside': setAside, discard, forward, become, void: voidEntry },
  describe: (s) => ({
    title: s.subject ?? s.scan[0]?.name ?? '',
    search: s.issuer === null ? [] : [s.issuer],
    symbols: s.symbol === null ? [] : [s.symbol],
  }),
  place: (s) => ({ unit: s.to ?? s.unit }),
  access: (s) => ({
    read: [...keepersOf(s.unit), ...(s.to === null ? [] : keepersOf(s.to))],
  }),
  stewards: (s) => [key.clerk(s.unit), key.head(s.unit)],
  parties: (s) => [{ role: 'receiver', unit: s.unit }, ...(s.to === null ? [] : [{ role: 'handler', unit: s.to }])],
  links: (s) =>
    s.book === null ? [] : [{ type: 'part-of', to: s.book, ...(s.enteredOn === null ? {} : { note: s.enteredOn }) }],
  sole: (s, d) => soleKeys(s, d.stage),
  summary,
  exports: (s) => ({ symbol: s.symbol, issuedOn: s.issuedOn, becomes: s.becomes }),
  entries: {
    direction: 'in',
    series: (s) => (s.series === COMMON_SERIES ? '' : s.series),
    enter: 'enter',
    queue: {
      bring: 'bring',
      register: 'register',
      setAside: 'set-aside',
      discard: 'discard',
      fields: ['issuer', 'symbol', 'issuedOn', 'subject', 'to', 'becomes'],
      scan: (s) => s.scan,
      excerpt: (s) => s.excerpt,
      note: (s) => s.setAside?.note ?? null,
    },
    become: 'become',
    paper: (s, id) => (s.enteredOn === null || s.ended !== null || s.becomes !== null ? undefined : factsOf(s, id)),
    row: rowOf,
  },
  onLapse: { enter: { escalate: 'escalation.level' }, escalation: { escalate: 'escalation.level' } },
  retention: { years: 'permanent', basis: 'nd30-2020' },
});
