/**
 * From the controls of a form to the raw body an act's schema expects. What cannot be understood is passed on as it was
 * typed: validation says what is wrong with it, and the form shows it again. Never throws.
 */
import type { FieldSpec } from '../../dossier/schema.ts';
import type { WorkingCalendar } from '../../kernel/calendar.ts';
import { parseDateInput } from '../../kernel/date-input.ts';
import { parseDecimalInput, parseMoneyInput } from '../../kernel/numbers.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { FORM_NAMES, type FormEcho, type FormValues, firstValue } from './values.ts';

/** What the meaning of a text depends on: «hôm nay», «26/2», «+5». */
export interface FormContext {
  readonly today: LegalDate;
  readonly calendar: WorkingCalendar;
}

/** A form understood. */
export interface ReadForm {
  /** For the act's schema. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The controls as typed, rows numbered as in `body`, to show the form again. */
  readonly echo: FormEcho;
  /** Set when the reader asked for more rows of a list instead of sending the form: path and how many empty ones. */
  readonly moreRows?: { readonly path: string; readonly count: number };
}

/** Rows beyond this are left out; every schema refuses fewer. */
const MOST_ROWS = 1000;

/** Understands a form. `values` holds the controls by name: `what`, `units` (several), `items.0.text`. */
export function readForm(fields: readonly FieldSpec[], values: FormValues, context: FormContext): ReadForm {
  const echo: Record<string, readonly string[]> = {};
  const body = readObject(fields, values, '', '', { context, echo }) ?? {};
  const moreRows = readMoreRows(firstValue(values, FORM_NAMES.rows));
  return { body, echo, ...(moreRows ? { moreRows } : {}) };
}

interface Reading {
  readonly context: FormContext;
  readonly echo: Record<string, readonly string[]>;
}

function readMoreRows(text: string | undefined): ReadForm['moreRows'] {
  const match = /^([\w.-]{1,100}):(\d{1,2})$/.exec(text ?? '');
  return match?.[1] === undefined ? undefined : { path: match[1], count: Number(match[2]) };
}

/** The members of an object; undefined when nothing was filled in. `from` is the prefix sent, `to` the prefix in the echo. */
function readObject(fields: readonly FieldSpec[], values: FormValues, from: string, to: string, reading: Reading) {
  const members: Record<string, unknown> = {};
  let isFilled = false;
  for (const spec of fields) {
    const read = readField(spec, values, from + spec.name, to + spec.name, reading);
    if (read === undefined) continue;
    if (!isIdle(spec, read)) isFilled = true;
    if (applies(spec, values, from)) members[spec.name] = read;
  }
  return isFilled || from === '' ? members : undefined;
}

/** What a control says although nobody touched it. */
function isIdle(spec: FieldSpec, read: unknown): boolean {
  return read === false || (Array.isArray(read) && read.length === 0) || (spec.meta.widget === 'hidden' && read === '');
}

/** A field that depends on another counts only with the answer it depends on; one not answered yet decides nothing. */
function applies(spec: FieldSpec, values: FormValues, from: string): boolean {
  const { when } = spec.meta;
  if (when === undefined || when.is.length === 0) return true;
  const answer = values.get(from + when.field)?.filter((value) => value !== '') ?? [];
  return answer.length === 0 || answer.some((value) => when.is.includes(value));
}

function readField(spec: FieldSpec, values: FormValues, from: string, to: string, reading: Reading): unknown {
  const { widget } = spec.meta;
  if (spec.fields && (widget === 'list' || widget === 'files')) return readRows(spec, spec.fields, values, from, to, reading);
  if (spec.fields) return readObject(spec.fields, values, `${from}.`, `${to}.`, reading);
  const sent = values.get(from);
  if (sent) reading.echo[to] = sent;
  switch (widget) {
    case 'flag':
      return sent === undefined ? (spec.required ? false : undefined) : true;
    case 'choices':
    case 'units':
    case 'fields':
    case 'list':
    case 'files': {
      const chosen = [...new Set(sent?.filter((value) => value !== ''))];
      return chosen.length === 0 && !spec.required ? undefined : chosen;
    }
    default: {
      const text = sent?.[0] ?? '';
      return text.trim() === '' ? undefined : readText(spec, text, reading.context);
    }
  }
}

function readText(spec: FieldSpec, text: string, context: FormContext): unknown {
  switch (spec.meta.widget) {
    case 'date': {
      const date = parseDateInput(text, context);
      return date.ok ? date.date : text;
    }
    case 'money': {
      const money = parseMoneyInput(text);
      return money.ok && money.dong <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(money.dong) : text;
    }
    case 'integer':
    case 'decimal':
      return readNumber(text);
    case 'json':
      return isNumeric(spec) ? readNumber(text) : readJson(text);
    default:
      return text;
  }
}

/** Fields without a widget of their own, such as the size of a file carried along. */
function isNumeric(spec: FieldSpec): boolean {
  return (spec.schema.def as { readonly type?: string }).type === 'number';
}

function readNumber(text: string): unknown {
  const number = parseDecimalInput(text);
  return number.ok ? number.value : text;
}

/** A field without a widget holds plain text where its schema is a text, else JSON. */
function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
}

function readRows(
  spec: FieldSpec,
  fields: readonly FieldSpec[],
  values: FormValues,
  from: string,
  to: string,
  reading: Reading,
): unknown {
  const rows: unknown[] = [];
  for (const index of rowIndices(values, from)) {
    if (rows.length >= MOST_ROWS) break;
    if (values.has(`${from}.${index}.drop`)) continue;
    const echo: Record<string, readonly string[]> = {};
    const row = readObject(fields, values, `${from}.${index}.`, `${to}.${rows.length}.`, { ...reading, echo });
    if (row === undefined) continue;
    Object.assign(reading.echo, echo);
    rows.push(row);
  }
  return rows.length === 0 && !spec.required ? undefined : rows;
}

/** The numbers of the rows sent, in order. */
function rowIndices(values: FormValues, path: string): readonly number[] {
  const found = new Set<number>();
  for (const name of values.keys()) {
    if (!name.startsWith(`${path}.`)) continue;
    const index = /^(\d{1,5})\./.exec(name.slice(path.length + 1))?.[1];
    if (index !== undefined) found.add(Number(index));
  }
  return [...found].sort((a, b) => a - b);
}
