import { z } from 'zod';
import type { Confidence } from '../kernel/calendar.ts';
import { AppError, type FieldProblem } from '../kernel/errors.ts';
import type { Json } from '../kernel/json.ts';
import type { Bilingual } from '../kernel/messages.ts';
import { isLegalDate, type LegalDate } from '../kernel/time.ts';

/**
 * What a value is counted in or stands for. The first four are limits a clock can run on; `choice` is the name of a rule
 * a kind offers, `list` a list of such names or of required fields, `units` a list of units of the organisation,
 * `table` rows of an outcome table.
 */
export const PARAMETER_UNITS = [
  'working-day',
  'day',
  'month',
  'hour',
  'year',
  'percent',
  'count',
  'time-of-day',
  'switch',
  'choice',
  'list',
  'units',
  'table',
] as const;
/** A word of {@link PARAMETER_UNITS}. */
export type ParameterUnit = (typeof PARAMETER_UNITS)[number];

/** One value of the law with where it stands and how far that was checked. */
export interface PackParameter {
  /** Null exactly when no source was found: the parameter then stays empty until somebody sets it. */
  readonly value: Json;
  readonly unit: ParameterUnit;
  readonly clause: string;
  readonly source: string | null;
  readonly confidence: Confidence;
  readonly checkedOn: LegalDate | null;
}

/** What a parameter is called, and the words for each name its value may hold. */
export interface ParameterWords {
  readonly title: Bilingual;
  /** Present exactly where the value holds names: choices and lists. */
  readonly options?: Readonly<Record<string, Bilingual>> | undefined;
}

/** Parameters of one matter, for readers. */
export interface Topic {
  readonly title: Bilingual;
  readonly parameters: readonly string[];
}

/** A legal text as typed parameters, each with its words. */
export interface Pack {
  readonly id: string;
  /** Raised with every change of the file, so that an act can name exactly what it was decided by. */
  readonly version: string;
  readonly title: Bilingual;
  readonly issuer: string;
  readonly number: string;
  readonly date: LegalDate;
  readonly valid: { readonly from: LegalDate; readonly to: LegalDate | null };
  /** How the parameters are grouped for reading; absent: as one. */
  readonly topics?: readonly Topic[] | undefined;
  readonly parameters: Readonly<Record<string, PackParameter & ParameterWords>>;
}

/** A pack as an act once adopted it: those of the first days have no words. */
export type AdoptedPack = Omit<Pack, 'parameters'> & {
  readonly parameters: Readonly<
    Record<string, PackParameter & { readonly [K in keyof ParameterWords]?: ParameterWords[K] | undefined }>
  >;
};

const text = z.string().trim().min(1).max(500);
const date = z
  .string()
  .refine(isLegalDate)
  .transform((value) => value as LegalDate);
const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);

const bilingual = z.strictObject({ vi: text, en: text });
const words = z.record(z.string().min(1).max(80), bilingual).optional();

const adoptedParameter = z.strictObject({
  title: bilingual.optional(),
  value: json,
  unit: z.enum(PARAMETER_UNITS),
  clause: text,
  source: text.nullable(),
  confidence: z.enum(['verified', 'secondary', 'unverified', 'not-found']),
  checkedOn: date.nullable(),
  options: words,
});

const parameter = adoptedParameter.extend({ title: bilingual }).superRefine((given, context) => {
  const wrong = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  const unnamed = namesIn(given.value, given.unit).filter((name) => given.options?.[name] === undefined);
  if (unnamed.length > 0) wrong('options', 'policy.field.words_needed');
  if ((given.value === null) !== (given.confidence === 'not-found')) wrong('value', 'policy.field.empty_only_when_not_found');
  const isChecked = given.confidence === 'verified' || given.confidence === 'secondary';
  if (isChecked && given.source === null) wrong('source', 'policy.field.source_needed');
  if (isChecked && given.checkedOn === null) wrong('checkedOn', 'policy.field.date_needed');
  if (given.value !== null && !fitsUnit(given.value, given.unit)) wrong('value', 'policy.field.unit_mismatch');
});

const topics = z
  .array(z.strictObject({ title: bilingual, parameters: z.array(text).min(1) }))
  .min(1)
  .optional();

const heading = {
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  title: bilingual,
  issuer: text,
  number: text,
  date,
  valid: z.strictObject({ from: date, to: date.nullable() }),
  topics,
};
const key = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);

const adoptedPack = z.strictObject({ ...heading, parameters: z.record(key, adoptedParameter) });
const pack = z.strictObject({ ...heading, parameters: z.record(key, parameter) }).superRefine((given, context) => {
  if (given.topics === undefined) return;
  const grouped = given.topics.flatMap((topic) => topic.parameters).sort();
  const isWhole = grouped.join() === Object.keys(given.parameters).sort().join();
  if (!isWhole) context.addIssue({ code: 'custom', path: ['topics'], message: 'policy.field.each_in_one_topic' });
});

/**
 * The pack of a parsed JSON file, every parameter checked: a checked value names its source and day, an empty one says so,
 * and everything has its words in both languages.
 * @throws {policy.bad_pack} with one field problem for each thing wrong
 */
export function readPack(content: unknown): Pack {
  return readBy(pack, content);
}

/**
 * The pack in an act on record; what was adopted once stays readable, whatever is asked of packs since.
 * @throws {policy.bad_pack} it was never one
 */
export function readAdoptedPack(content: unknown): AdoptedPack {
  return readBy(adoptedPack, content);
}

function readBy<T>(schema: z.ZodType<T>, content: unknown): T {
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  throw new AppError('policy.bad_pack', 'invalid', { fields: read.error.issues.map(toProblem) });
}

/** The names a value holds that mean nothing to a reader without words. */
function namesIn(value: Json, unit: ParameterUnit): readonly string[] {
  const named = unit === 'choice' ? [value] : unit === 'list' && Array.isArray(value) ? value : [];
  return named.filter((name) => typeof name === 'string');
}

/** True when a value can be what its unit says: limits and counts are whole numbers from 0, times of day `HH:mm`. */
export function fitsUnit(value: Json, unit: ParameterUnit): boolean {
  switch (unit) {
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && value !== '';
    case 'time-of-day':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
    case 'list':
    case 'units':
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
    case 'table':
      return Array.isArray(value);
    case 'percent':
      return typeof value === 'number' && value >= 0 && value <= 100;
    default:
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10_000;
  }
}

function toProblem(issue: z.core.$ZodIssue): FieldProblem {
  const code = issue.message.startsWith('policy.') ? issue.message : 'policy.field.malformed';
  return { path: issue.path.map(String).join('.'), code };
}
