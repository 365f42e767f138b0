import type { CalendarDay, CalendarDayKind, Confidence } from './calendar.ts';
import type { FieldProblem } from './errors.ts';
import { AppError } from './errors.ts';
import type { Bilingual } from './messages.ts';
import { asLegalDate, isLegalDate } from './time.ts';

/** What a calendar pack says: its version, the years whose list is complete, and the rows of `buildCalendar`. */
export type CalendarPack = {
  readonly version: string;
  readonly years: readonly number[];
  readonly rows: readonly CalendarDay[];
};

const kinds: readonly CalendarDayKind[] = ['holiday', 'swap-off', 'swap-work', 'working'];
const confidences: readonly Confidence[] = ['verified', 'secondary', 'unverified', 'not-found'];

/**
 * The calendar pack of a parsed JSON file, every row checked.
 * @throws {kernel.bad_calendar_pack} with one field problem for each thing wrong
 */
export function readCalendarPack(json: unknown): CalendarPack {
  const problems: FieldProblem[] = [];
  const pack = asRecord(json);
  const version = readText(pack, 'version', 'version', problems);
  const years = readYears(pack['years'], problems);
  const rows = Array.isArray(pack['rows']) ? pack['rows'] : undefined;
  if (rows === undefined) problems.push({ path: 'rows', code: 'kernel.field.list' });
  const read = (rows ?? []).map((row: unknown, index) => readRow(asRecord(row), `rows.${index}`, problems));
  const seen = new Set<string>();
  read.forEach((row, index) => {
    if (row === undefined) return;
    if (seen.has(row.date)) problems.push({ path: `rows.${index}.date`, code: 'kernel.field.duplicate' });
    seen.add(row.date);
  });
  if (problems.length > 0) throw new AppError('kernel.bad_calendar_pack', 'invalid', { fields: problems });
  return { version, years, rows: read.filter((row) => row !== undefined) };
}

type Fields = Readonly<Record<string, unknown>>;

function readRow(row: Fields, path: string, problems: FieldProblem[]): CalendarDay | undefined {
  const before = problems.length;
  const date = readText(row, 'date', `${path}.date`, problems);
  if (date !== '' && !isLegalDate(date)) problems.push({ path: `${path}.date`, code: 'kernel.field.date' });
  const kind = readOneOf(row['kind'], kinds, `${path}.kind`, problems);
  const confidence = readOneOf(row['confidence'], confidences, `${path}.confidence`, problems);
  const name = readBilingual(row['name'], `${path}.name`, problems);
  const basis = readText(row, 'basis', `${path}.basis`, problems);
  const source = readText(row, 'source', `${path}.source`, problems);
  if (problems.length > before || kind === undefined || confidence === undefined) return undefined;
  return { date: asLegalDate(date), kind, name, basis, source, confidence };
}

function readYears(value: unknown, problems: FieldProblem[]): number[] {
  if (Array.isArray(value) && value.every((year): year is number => Number.isInteger(year) && year >= 1900)) return value;
  problems.push({ path: 'years', code: 'kernel.field.years' });
  return [];
}

function readBilingual(value: unknown, path: string, problems: FieldProblem[]): Bilingual {
  const texts = asRecord(value);
  return { vi: readText(texts, 'vi', `${path}.vi`, problems), en: readText(texts, 'en', `${path}.en`, problems) };
}

function readText(fields: Fields, key: string, path: string, problems: FieldProblem[]): string {
  const value = fields[key];
  if (typeof value === 'string' && value.trim() !== '') return value;
  problems.push({ path, code: 'kernel.field.text' });
  return '';
}

function readOneOf<T extends string>(
  value: unknown,
  allowed: readonly T[],
  path: string,
  problems: FieldProblem[],
): T | undefined {
  const found = allowed.find((option) => option === value);
  if (found === undefined) problems.push({ path, code: 'kernel.field.choice', params: { allowed: allowed.join(', ') } });
  return found;
}

function asRecord(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
