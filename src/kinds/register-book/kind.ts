/**
 * Sổ đăng ký văn bản: the book of one body, one direction, one series and one period. It gives its entries their numbers while
 * it is open; closed, it gives none, and the next book is opened with the same act.
 */
import { z } from 'zod';
import { anyOfficial, clerkOf, deputyOf, headOf } from '../../dossier/capacity.ts';
import { choice, integer, legalDate, line, prose, symbol } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf, defineKind, type SummaryItem } from '../../dossier/kind.ts';
import { refuse } from '../../dossier/refusal.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { bookFields, COMMON_SERIES, keepsBooks, openSlot, ownBooks, SERIAL_PLACE } from '../open-book.ts';
import { fitsPeriod, isPattern, nextLabel, sideOf, stemOf } from './rules.ts';
import { type BookState, initial } from './state.ts';

const act = actsOf<BookState>();
const keepers = [clerkOf<BookState>((s) => s.unit), headOf<BookState>((s) => s.unit), deputyOf<BookState>((s) => s.unit)];

/** Word turns three dots into one sign. */
function patternOf(body: { readonly pattern?: string | undefined }): string {
  return (body.pattern ?? '').replace('…', SERIAL_PLACE);
}

/** Opens a book. What its period is, year or term, the law says; what it is called and where it begins, the clerk. */
export const open = act({
  from: 'new',
  to: 'open',
  by: [anyOfficial()],
  body: z.object({
    unit: bookFields.unit,
    direction: choice(['in', 'out']),
    label: symbol({ max: 9, pattern: /^\d{4}(-\d{4})?$/ }),
    from: legalDate(),
    series: bookFields.series,
    pattern: symbol({ max: 60, later: true }).optional(),
    first: integer({ min: 1, max: 999_999, later: true }).optional(),
  }),
  resolve: (c) => {
    const { unit, direction } = c.body;
    const series = c.body.series ?? COMMON_SERIES;
    const kindsOn = (side: string) => c.law.value(`register.${side}.units`).value as readonly string[];
    const side = sideOf(c.org, unit as UnitId, { party: kindsOn('party'), state: kindsOn('state') });
    const { value, source } = c.law.value(`register.${side}.${direction}.period`);
    const period = value === 'term' ? ('term' as const) : ('year' as const);
    const byType = c.law.value(`register.${side}.${direction}.series`).value === 'type';
    if (byType && series === COMMON_SERIES) return refuse('register-book.series_needed', { clause: source.clause });
    return {
      period,
      basis: { clause: source.clause, confidence: source.confidence },
      series,
      stem: stemOf(unit, series, c.body.label),
    };
  },
  guard: (c) => {
    if (!keepsBooks(c.standing.keys, c.body.unit))
      return refuse('register-book.not_keeper', { unit: c.org.unitName(c.body.unit as UnitId) });
    if (c.body.from > toLegalDate(c.now.businessAt)) return refuse('register-book.from_future');
    if (!fitsPeriod(c.resolved.period, c.body.label, c.body.from))
      return refuse(`register-book.label_${c.resolved.period}`, { clause: c.resolved.basis.clause });
    if (c.body.direction === 'out' && !isPattern(patternOf(c.body))) return refuse('register-book.pattern_needed');
    return undefined;
  },
  apply: (state, { body, resolved }) => ({
    ...state,
    ...resolved,
    unit: body.unit as UnitId,
    direction: body.direction,
    label: body.label,
    from: body.from,
    first: body.first ?? 1,
    pattern: body.direction === 'out' ? patternOf(body) : '',
  }),
  prefill: ownBooks,
  names: (c) => [c.body.unit as UnitId],
  milestone: true,
  registers: true,
  basis: 'nd30-2020',
});

/** Closes the book; with the name of the next period the next book is opened in the same stroke. */
export const close = act({
  from: ['open'],
  to: 'closed',
  by: keepers,
  body: z.object({ next: symbol({ max: 9, pattern: /^\d{4}(-\d{4})?$/ }).optional(), note: line({ later: true }).optional() }),
  apply: (state, a) => ({ ...state, closedOn: toLegalDate(a.businessAt), note: a.body.note ?? null }),
  opens: (c) => {
    const { unit, direction, series, pattern } = c.state;
    if (c.body.next === undefined) return [];
    const body = {
      unit,
      direction,
      label: c.body.next,
      from: toLegalDate(c.now.businessAt),
      ...(series === COMMON_SERIES ? {} : { series }),
      ...(pattern === '' ? {} : { pattern }),
    };
    return [{ kind: 'register-book', act: 'open', body, by: 'actor' }];
  },
  prefill: ({ dossier }) => {
    const state = dossier?.state;
    return state ? { next: nextLabel(state.period, state.label) } : {};
  },
  milestone: true,
  check: true,
});

/** A book closed by mistake, while no other one of its series is open. */
export const reopen = act({
  from: ['closed'],
  to: 'open',
  by: keepers,
  body: z.object({ reason: prose({ min: 10 }) }),
  apply: (state, { body }) => ({ ...state, closedOn: null, note: body.reason }),
  milestone: true,
});

function summary(s: BookState): readonly SummaryItem[] {
  return [
    { key: 'unit', value: s.unit, as: 'unit' },
    { key: 'direction', value: s.direction, as: 'choice', group: 'direction' },
    ...(s.series === COMMON_SERIES ? [] : [{ key: 'series', value: s.series }]),
    { key: 'label', value: s.label },
    { key: 'from', value: s.from, as: 'date' },
    ...(s.first === 1 ? [] : [{ key: 'first', value: s.first, as: 'integer' as const }]),
    ...(s.pattern === '' ? [] : [{ key: 'pattern', value: s.pattern }]),
    { key: 'basis', value: s.basis.clause },
    ...(s.basis.confidence === 'verified' ? [] : [{ key: 'confidence', value: s.basis.clause, as: 'unverified' as const }]),
    ...(s.closedOn === null ? [] : [{ key: 'closedOn', value: s.closedOn, as: 'date' as const }]),
    ...(s.note === null ? [] : [{ key: 'note', value: s.note }]),
  ];
}

function titleOf(s: BookState): string {
  const series = s.series === COMMON_SERIES ? '' : ` ${s.series}`;
  return `Sổ văn bản ${s.direction === 'in' ? 'đến' : 'đi'}${series} ${s.period === 'term' ? 'nhiệm kỳ ' : 'năm '}${s.label}`;
}

/** The book. */
export const registerBook = defineKind<BookState>({
  name: 'register-book',
  prefix: 'SO',
  version: 1,
  stages: ['open', 'closed'],
  ends: ['closed'],
  initial,
  acts: { open, close, reopen },
  describe: (s) => ({ title: titleOf(s), search: [s.label, s.series] }),
  place: (s) => ({ unit: s.unit }),
  access: (s) => ({ read: [key.staff(s.unit), key.clerk(s.unit), key.head(s.unit)] }),
  stewards: (s) => [key.clerk(s.unit), key.head(s.unit)],
  parties: (s) => [{ role: 'keeper', unit: s.unit }],
  sole: (s, d) => {
    const stem = { name: 'already_exists', key: `${s.direction}|${s.stem}` };
    if (d.stage === 'open') return [openSlot(s.direction, s.unit, s.series), stem];
    return d.stage === 'closed' ? [stem] : [];
  },
  summary,
  exports: (s, d) => ({
    direction: s.direction,
    unit: s.unit,
    series: s.series,
    title: titleOf(s),
    stem: s.stem,
    first: s.first,
    pattern: s.pattern,
    open: d.stage === 'open',
  }),
  book: {
    open: 'open',
    facts: (s) => ({
      direction: s.direction,
      unit: s.unit,
      series: s.series === COMMON_SERIES ? '' : s.series,
      label: s.label,
      period: s.period,
      from: s.from,
      closedOn: s.closedOn,
      stem: s.stem,
      first: s.first,
      pattern: s.pattern,
    }),
    isOpen: (stage) => stage === 'open',
  },
  onLapse: {},
  retention: { years: 'permanent', basis: 'nd30-2020' },
});
