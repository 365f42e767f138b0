import { familyOf } from '../../../dossier/clocks.ts';
import { findAct, isCommonAct } from '../../../dossier/common-acts.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { type FieldSpec, fieldsOf } from '../../../dossier/schema.ts';
import { formatDate, formatMoney, formatNumber } from '../../../kernel/format.ts';
import type { FieldId } from '../../../kernel/ids.ts';
import type { Json } from '../../../kernel/json.ts';
import { isLegalDate } from '../../../kernel/time.ts';
import type { Corrected } from './corrections.ts';
import { clockLabel, personLabel, postTitle, unitLabel } from './people.ts';
import type { Reader } from './reader.ts';
import { readable } from './text.tsx';

/** One field of an act's body in words. */
export interface BodyRow {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly hidden: boolean;
  /** True for what a person wrote freely. */
  readonly isText: boolean;
  /** What a later correction put in its place. */
  readonly corrected?: { readonly text: string; readonly by: number };
}

/** The filled fields of an act's body, in the order of its form; what a form carries unseen is left out. */
export function bodyRows(
  r: Reader,
  kind: AnyKind,
  act: string,
  body: Json,
  corrections: ReadonlyMap<string, Corrected> = new Map(),
): readonly BodyRow[] {
  const spec = findAct(kind, act);
  if (!spec || typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return fieldsOf(spec.body).flatMap((field): BodyRow[] => {
    const value = (body as Record<string, Json>)[field.name];
    const text = fieldText(r, kind.name, field, value);
    if (text === '') return [];
    const correction = corrections.get(field.name);
    const corrected = correction && { text: fieldText(r, kind.name, field, correction.value), by: correction.by };
    const row = {
      name: field.name,
      label: fieldLabel(r, kind, act, field.name),
      text,
      hidden: isHidden(r, value),
      isText: field.meta.sealed === 'free-text',
    };
    return [corrected ? { ...row, corrected } : row];
  });
}

/** The label of a field of an act. A kind may have a field of its own that is called as one of a common act: it does not speak for that. */
export function fieldLabel(r: Reader, kind: AnyKind, act: string, field: string): string {
  const common = isCommonAct(kind, act) ? r.say.common(`fields.${field}.label`) : undefined;
  return common ?? r.say.kind(kind.name, `fields.${field}.label`);
}

function isHidden(r: Reader, value: Json | undefined): boolean {
  return typeof value === 'string' && readable(r.t, value).hidden;
}

/** The value of a field in words; empty when there is nothing to show. */
export function fieldText(r: Reader, kind: string, field: FieldSpec, value: Json | undefined, row?: string): string {
  if (value === null || value === undefined || value === '') return '';
  const { widget } = field.meta;
  if (field.meta['cipher'] === true && typeof value === 'string' && value.startsWith('v1.'))
    return r.t('pages.text.enciphered', { n: value.length });
  if (Array.isArray(value)) {
    if (widget === 'files')
      return value.map((f) => readable(r.t, String((f as Record<string, Json>)['name'] ?? '')).text).join('; ');
    if (field.fields) return value.map((v) => rowText(r, kind, field, v)).join('\n');
    return value.map((v) => scalarText(r, kind, field, v, row)).join('; ');
  }
  if (field.fields && typeof value === 'object') return rowText(r, kind, field, value);
  return scalarText(r, kind, field, value, row);
}

function rowText(r: Reader, kind: string, list: FieldSpec, value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  return (list.fields ?? [])
    .map((f) => fieldText(r, kind, f, (value as Record<string, Json>)[f.name], list.name))
    .filter((text) => text !== '')
    .join(' · ');
}

function scalarText(r: Reader, kind: string, field: FieldSpec, value: Json, row: string | undefined): string {
  if (typeof value === 'boolean') return r.t(value ? 'pages.yes' : 'pages.no');
  if (typeof value === 'number') return field.meta.widget === 'money' ? formatMoney(value, r.lang) : formatNumber(value, r.lang);
  if (typeof value !== 'string') return '';
  const { text, hidden } = readable(r.t, value);
  if (hidden) return text;
  const { org } = r.asker;
  switch (field.meta.widget) {
    case 'unit':
    case 'units':
      return unitLabel(r, value);
    case 'post':
      return postTitle(r, value);
    case 'person':
      return personLabel(r, value);
    case 'field':
    case 'fields':
      return org.fieldName(value as FieldId, r.lang);
    case 'date':
      return isLegalDate(value) ? formatDate(value) : text;
    case 'choice':
    case 'choices':
      return optionText(r, kind, field.name, value, row);
    case 'hidden':
      return field.name === 'clock' ? clockLabel(r, kind, { id: value, name: familyOf(value) }) : '';
    case 'json':
      return '';
    default:
      if (field.name === 'field' && r.say.has(kind, `fields.${value}.label`)) return r.say.kind(kind, `fields.${value}.label`);
      return text;
  }
}

function optionText(r: Reader, kind: string, field: string, value: string, row: string | undefined): string {
  const own = row === undefined ? undefined : `fields.${row}.rows.${field}.options.${value}`;
  if (own !== undefined && r.say.has(kind, own)) return r.say.kind(kind, own);
  return r.say.kind(kind, `fields.${field}.options.${value}`);
}
