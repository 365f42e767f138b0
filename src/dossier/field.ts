/**
 * The fields acts are made of. One schema gives validation, form, OpenAPI, export column and redaction; what a form needs to
 * know stands in its meta. Labels and hints are messages: `<kind>.fields.<name>.label`.
 */
import { z } from 'zod';
import { isLegalDate } from '../kernel/time.ts';
import type { RowsMeta } from './imported-rows.ts';
import { ROWS_LIMIT, type RowColumn } from './rows.ts';

/** How a field is shown and whether its content is kept apart. */
export interface FieldMeta {
  readonly widget:
    | 'text'
    | 'textarea'
    | 'choice'
    | 'choices'
    | 'date'
    | 'money'
    | 'integer'
    | 'decimal'
    | 'unit'
    | 'units'
    | 'post'
    | 'person'
    | 'field'
    | 'fields'
    | 'flag'
    | 'files'
    | 'dossier'
    | 'list'
    | 'hidden'
    | 'paper-kind'
    | 'json';
  /** Kept in the vault: may be erased without touching the record. */
  readonly sealed?: 'free-text' | 'personal';
  /** Only some may ever read it, as the act says by `readers`: never corrected, for a correction would be read by all. */
  readonly narrowed?: boolean;
  readonly multiline?: boolean;
  /** Narrows the choice: kinds of units, functions of posts. */
  readonly only?: readonly string[];
  /** Shown collapsed: useful, asked later. */
  readonly later?: boolean;
  /** Shown when another field has this value. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
  readonly options?: readonly string[];
  /** The question's number, for forms that promise few questions and count them. */
  readonly number?: number;
  readonly [more: string]: unknown;
}

const meta = (m: FieldMeta): FieldMeta => m;

/** Longest texts, declared and refused beyond. */
export const TEXT_LIMITS = { line: 300, paragraph: 4000, long: 12000 } as const;

/** One line of free text, kept in the vault. */
export function line(options: { min?: number; max?: number; personal?: boolean; later?: boolean; narrowed?: boolean } = {}) {
  return z
    .string()
    .min(options.min ?? 1)
    .max(options.max ?? TEXT_LIMITS.line)
    .meta(
      meta({
        widget: 'text',
        sealed: options.personal ? 'personal' : 'free-text',
        later: options.later ?? false,
        ...(options.narrowed ? { narrowed: true } : {}),
      }),
    );
}

/** Several lines of free text, kept in the vault. */
export function prose(options: { min?: number; max?: number; later?: boolean; personal?: boolean; narrowed?: boolean } = {}) {
  return z
    .string()
    .min(options.min ?? 1)
    .max(options.max ?? TEXT_LIMITS.paragraph)
    .meta(
      meta({
        widget: 'textarea',
        sealed: options.personal ? 'personal' : 'free-text',
        multiline: true,
        later: options.later ?? false,
        ...(options.narrowed ? { narrowed: true } : {}),
      }),
    );
}

/** A short code or symbol that is neither personal nor free: a document number, a clause. Stays in the act. */
export function symbol(options: { max?: number; pattern?: RegExp; later?: boolean } = {}) {
  const base = z
    .string()
    .min(1)
    .max(options.max ?? 120);
  return (options.pattern ? base.regex(options.pattern) : base).meta(meta({ widget: 'text', later: options.later ?? false }));
}

/** One of a closed list. */
export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  options: {
    later?: boolean;
    when?: { field: string; is: readonly string[] };
    select?: boolean;
    /** Kept in the vault like a text, for answers that only some may read. */
    narrowed?: boolean;
  } = {},
) {
  return z.enum(values).meta(
    meta({
      widget: 'choice',
      options: values,
      ...(options.narrowed ? { sealed: 'personal', narrowed: true } : {}),
      later: options.later ?? false,
      ...(options.when ? { when: options.when } : {}),
      select: options.select ?? false,
    }),
  );
}

/** A legal date `YYYY-MM-DD` that exists in the calendar. */
export function legalDate(options: { later?: boolean; when?: { field: string; is: readonly string[] } } = {}) {
  return z
    .string()
    .refine((s) => isLegalDate(s), { params: { code: 'field.date' } })
    .meta(meta({ widget: 'date', later: options.later ?? false, ...(options.when ? { when: options.when } : {}) }));
}

/** An amount in đồng, whole and not negative, within what a double holds exactly. */
export function money(options: { later?: boolean } = {}) {
  return z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .meta(meta({ widget: 'money', later: options.later ?? false }));
}

/** A whole number within bounds. */
export function integer(options: { min?: number; max?: number; later?: boolean } = {}) {
  return z
    .number()
    .int()
    .min(options.min ?? 0)
    .max(options.max ?? 1_000_000_000)
    .meta(meta({ widget: 'integer', later: options.later ?? false }));
}

/** A number with decimals, such as hectares. */
export function decimal(options: { min?: number; max?: number; later?: boolean } = {}) {
  return z
    .number()
    .min(options.min ?? 0)
    .max(options.max ?? 1_000_000_000)
    .meta(meta({ widget: 'decimal', later: options.later ?? false }));
}

const reference = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\p{L}\p{N}._:@/-]+$/u);

/** A unit of the organisation, by id. Existence is checked by the engine on the day. */
export function unitRef(options: { only?: readonly string[]; later?: boolean } = {}) {
  return reference.meta(meta({ widget: 'unit', later: options.later ?? false, ...(options.only ? { only: options.only } : {}) }));
}

/** Several units, each once. */
export function unitRefs(options: { only?: readonly string[]; min?: number; max?: number; later?: boolean } = {}) {
  return z
    .array(reference)
    .min(options.min ?? 0)
    .max(options.max ?? 80)
    .meta(meta({ widget: 'units', later: options.later ?? false, ...(options.only ? { only: options.only } : {}) }));
}

/** A post of the organisation, by id. */
export function postRef(options: { only?: readonly string[]; later?: boolean } = {}) {
  return reference.meta(meta({ widget: 'post', later: options.later ?? false, ...(options.only ? { only: options.only } : {}) }));
}

/** A field of work, by id. */
export function fieldRef(options: { later?: boolean } = {}) {
  return reference.meta(meta({ widget: 'field', later: options.later ?? false }));
}

/** Another dossier, by id or number; the act must declare it in `reads`. */
export function dossierRef(options: { later?: boolean; hidden?: boolean } = {}) {
  return reference.meta(meta({ widget: options.hidden ? 'hidden' : 'dossier', later: options.later ?? false }));
}

/** What a paper turns out to be: a kind of dossier that one may begin with. The engine refuses any other. */
export function paperKind(options: { later?: boolean } = {}) {
  return z
    .string()
    .regex(/^[a-z][a-z-]{1,39}$/)
    .meta(meta({ widget: 'paper-kind', later: options.later ?? false }));
}

/** A yes that must or may be given. */
export function flag(options: { later?: boolean; mustBeTrue?: boolean } = {}) {
  const base = options.mustBeTrue ? z.boolean().refine((v) => v, { params: { code: 'field.must_be_true' } }) : z.boolean();
  return base.meta(meta({ widget: 'flag', later: options.later ?? false }));
}

/** A file already taken in by the store, named by the hash of its content. */
export const fileSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z
    .string()
    .min(1)
    .max(200)
    .meta(meta({ widget: 'hidden', sealed: 'personal' })),
  size: z.number().int().min(1),
  type: z.string().max(100),
});

/** Files taken in by the store; the form uploads them first. */
export function files(options: { max?: number; later?: boolean } = {}) {
  return z
    .array(fileSchema)
    .max(options.max ?? 10)
    .meta(meta({ widget: 'files', later: options.later ?? false }));
}

/** What the sender's own machine has enciphered: `v1.` and base64url. The server keeps it, gives it back, and cannot read it. */
export function ciphertext(options: { max?: number } = {}) {
  return z
    .string()
    .max(options.max ?? 24_000)
    .refine((text) => /^v1\.[A-Za-z0-9_-]{40,}$/.test(text), { params: { code: 'field.cipher' } })
    .meta(meta({ widget: 'textarea', sealed: 'personal', cipher: true }));
}

/** One file of rows, stored once by its hash; the act carries hash, size and how many rows there are. */
export function rowsFile(options: { columns: readonly RowColumn[]; max?: number }) {
  const rows: RowsMeta = { columns: options.columns, max: Math.min(options.max ?? ROWS_LIMIT, ROWS_LIMIT) };
  return z
    .array(fileSchema)
    .min(1)
    .max(1)
    .meta(meta({ widget: 'files', rows }));
}

/** A value the form carries along unseen. */
export function hidden(options: { max?: number } = {}) {
  return z
    .string()
    .min(1)
    .max(options.max ?? 200)
    .meta(meta({ widget: 'hidden' }));
}

/** Several rows of the same fields. */
export function list<T extends z.ZodType>(row: T, options: { min?: number; max?: number; later?: boolean } = {}) {
  return z
    .array(row)
    .min(options.min ?? 0)
    .max(options.max ?? 200)
    .meta(meta({ widget: 'list', later: options.later ?? false }));
}
