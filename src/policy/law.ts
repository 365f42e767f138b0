import { isInForce, rowKey, type TableRow } from '../dossier/table.ts';
import { buildCalendar, type CalendarDay, type Confidence, type WorkingCalendar, worstConfidence } from '../kernel/calendar.ts';
import { AppError } from '../kernel/errors.ts';
import { canonicalize, type Json, sha256, toBase64Url } from '../kernel/json.ts';
import type { CountingRules, Limit, LimitUnit } from '../kernel/limit.ts';
import { asLegalDate, type LegalDate } from '../kernel/time.ts';
import { fitsUnit, PARAMETER_UNITS, type PackParameter, type ParameterUnit, type Topic } from './pack.ts';
import { type NamedParameter, type PackName, readPackNames, readParameterWords, readTopics } from './words.ts';

/** A value in force on a day, with everything needed to show where it comes from. */
export interface Parameter extends PackParameter {
  readonly key: string;
  readonly pack: string;
  readonly packVersion: string;
  /** The own decision that set it, else null: then the pack's text itself says so. */
  readonly decisionNumber: string | null;
}

/** Where a value comes from, as it is written into the facts of an act. */
export interface ParameterSource {
  readonly parameter: string;
  readonly pack: string;
  readonly packVersion: string;
  readonly clause: string;
  readonly confidence: Confidence;
}

/** The law of one day. */
export interface LawDay {
  readonly date: LegalDate;
  /** Equal exactly for equal law: a digest of everything in force on the day. */
  readonly version: string;
  readonly calendar: WorkingCalendar;
  readonly counting: CountingRules;
  has(key: string): boolean;
  parameters(): Parameter[];
  /** What a parameter is called; undefined where the pack that set it has no words for it. */
  words(key: string): NamedParameter | undefined;
  /** How a legal text is quoted; undefined where none of that id is in force. */
  packName(pack: string): PackName | undefined;
  /** How the parameters of a pack are grouped for reading; empty where they are not. */
  topics(pack: string): readonly Topic[];
  /** @throws {policy.unknown_parameter} */
  parameter(key: string): Parameter;
  /** @throws {policy.unknown_parameter} @throws {policy.empty_parameter} */
  value(key: string): { readonly value: Json; readonly source: ParameterSource };
  /** @throws {policy.unknown_parameter} @throws {policy.empty_parameter} @throws {policy.not_a_limit} */
  limit(key: string): { readonly limit: Limit; readonly source: ParameterSource };
}

/** All law the installation follows, with its history. */
export interface Law {
  readonly epoch: number;
  on(date: LegalDate): LawDay;
}

const LIMIT_UNITS: readonly LimitUnit[] = ['working-day', 'day', 'month', 'hour'];
const DAYS_KEPT = 32;

/** Guarantees equal answers for equal rows, whatever their order; rows of other tables are left out. */
export function buildLaw(rows: readonly TableRow[], epoch: number): Law {
  const ordered = inOrder(rows);
  const days = new Map<LegalDate, LawDay>();
  const on = (date: LegalDate): LawDay => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const day = buildLawDay(
      ordered.filter((row) => isInForce(row, date)),
      date,
    );
    const oldest = days.keys().next();
    if (days.size >= DAYS_KEPT && oldest.done !== true) days.delete(oldest.value);
    days.set(date, day);
    return day;
  };
  return { epoch, on };
}

function buildLawDay(rows: readonly TableRow[], date: LegalDate): LawDay {
  const parameters = readParameters(rows);
  const calendar = readCalendar(rows);
  const words = readParameterWords(rows);
  const packs = readPackNames(rows);
  const parameter = (key: string): Parameter => {
    const found = parameters.get(key);
    if (found === undefined) throw new AppError('policy.unknown_parameter', 'internal', { params: { key, date } });
    return found;
  };
  const filled = (key: string): Parameter => {
    const found = parameter(key);
    if (found.value === null) throw new AppError('policy.empty_parameter', 'precondition', { params: { key, date } });
    return found;
  };
  const contents = [...parameters.values()].map((given): Json => ({ ...given }));
  return {
    date,
    version: `gq-${digestOf([contents, calendar.version])}`,
    calendar,
    counting: readCounting(parameters),
    has: (key) => parameters.has(key),
    parameters: () => [...parameters.values()],
    words: (key) => words.get(key),
    packName: (pack) => packs.get(pack),
    topics: (pack) => readTopics(rows, pack),
    parameter,
    value(key) {
      const found = filled(key);
      return { value: found.value, source: sourceOf(found) };
    },
    limit(key) {
      const found = filled(key);
      const unit = LIMIT_UNITS.find((known) => known === found.unit);
      if (unit === undefined || typeof found.value !== 'number') {
        throw new AppError('policy.not_a_limit', 'internal', { params: { key, date } });
      }
      return { limit: { value: found.value, unit }, source: sourceOf(found) };
    },
  };
}

function sourceOf(given: Parameter): ParameterSource {
  return {
    parameter: given.key,
    pack: given.pack,
    packVersion: given.packVersion,
    clause: given.decisionNumber === null ? given.clause : `${given.clause} (${given.decisionNumber})`,
    confidence: given.confidence,
  };
}

function readParameters(rows: readonly TableRow[]): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const layer of ['pack', 'local']) {
    for (const row of rows) {
      if (row.table === 'parameter' && row.key['layer'] === layer) {
        const given = toParameter(row);
        found.set(given.key, given);
      }
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toParameter(row: TableRow): Parameter {
  const unit: ParameterUnit | undefined = PARAMETER_UNITS.find((known) => known === row.values['unit']);
  const value = row.values['value'] ?? null;
  if (unit === undefined || (value !== null && !fitsUnit(value, unit))) {
    throw new AppError('policy.malformed_row', 'internal', { params: { table: row.table, key: row.key['parameter'] ?? '' } });
  }
  const checkedOn = row.values['checked_on'];
  return {
    key: row.key['parameter'] ?? '',
    value,
    unit,
    clause: textOf(row, 'clause'),
    source: textOrNull(row, 'source'),
    confidence: textOf(row, 'confidence') as Confidence,
    checkedOn: typeof checkedOn === 'string' ? asLegalDate(checkedOn) : null,
    pack: textOf(row, 'pack'),
    packVersion: textOf(row, 'version'),
    decisionNumber: textOrNull(row, 'decision_number'),
  };
}

function readCalendar(rows: readonly TableRow[]): WorkingCalendar {
  const years = rows.filter((row) => row.table === 'calendar_year').map((row) => Number(row.key['year']));
  const days = rows
    .filter((row) => row.table === 'calendar_day')
    .map(
      (row): CalendarDay => ({
        date: asLegalDate(row.key['date'] ?? ''),
        kind: textOf(row, 'kind') as CalendarDay['kind'],
        name: { vi: textOf(row, 'name_vi'), en: textOf(row, 'name_en') },
        basis: textOf(row, 'basis'),
        source: textOf(row, 'source'),
        confidence: textOf(row, 'confidence') as Confidence,
      }),
    );
  const contents: Json = [years, days.map((day): Json => ({ ...day }))];
  return buildCalendar(`lich-${digestOf(contents)}`, years, days);
}

/** How each rule of counting is called in the packs. */
export const COUNTING_KEYS = {
  dayZero: 'counting.day-zero',
  dayStart: 'counting.day-start',
  dayEnd: 'counting.day-end',
  lateReceipt: 'counting.late-receipt',
  dayOffReceipt: 'counting.day-off-receipt',
  rollForward: 'counting.roll-forward',
  pause: 'counting.pause',
  extension: 'counting.extension',
} as const;

// An installation without counting rules still counts, and every date says that the rule is nowhere found.
function readCounting(parameters: ReadonlyMap<string, Parameter>): CountingRules {
  const timeOf = (key: string, otherwise: string): string => {
    const value = parameters.get(key)?.value;
    return typeof value === 'string' ? value : otherwise;
  };
  const switchOf = (key: string): boolean => parameters.get(key)?.value !== false;
  return {
    dayStart: timeOf(COUNTING_KEYS.dayStart, '08:00'),
    dayEnd: timeOf(COUNTING_KEYS.dayEnd, '17:00'),
    lateReceiptNextDay: switchOf(COUNTING_KEYS.lateReceipt),
    dayOffReceiptNextDay: switchOf(COUNTING_KEYS.dayOffReceipt),
    plainDaysRollForward: switchOf(COUNTING_KEYS.rollForward),
    confidence: worstConfidence(Object.values(COUNTING_KEYS).map((key) => parameters.get(key)?.confidence ?? 'not-found')),
  };
}

function textOf(row: TableRow, column: string): string {
  const value = row.values[column];
  if (typeof value === 'string') return value;
  throw new AppError('policy.malformed_row', 'internal', { params: { table: row.table, key: column } });
}

function textOrNull(row: TableRow, column: string): string | null {
  const value = row.values[column];
  return typeof value === 'string' ? value : null;
}

function digestOf(content: Json): string {
  return toBase64Url(sha256(canonicalize(content))).slice(0, 12);
}

/** Sorted once for every day: of one key no two rows are in force on the same day. */
function inOrder(rows: readonly TableRow[]): readonly TableRow[] {
  return rows
    .map((row) => ({ row, key: rowKey(row.table, row.key) }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
    .map(({ row }) => row);
}
