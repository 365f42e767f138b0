/** From a body to the controls that would send it: for drafts, proposals of a reader of documents, and corrections. */
import type { FieldSpec } from '../../dossier/schema.ts';
import { formatDate } from '../../kernel/format.ts';
import { isLegalDate } from '../../kernel/time.ts';
import type { FormEcho } from './values.ts';

/** The controls of a body; what the fields do not name is left out. */
export function fillForm(fields: readonly FieldSpec[], body: unknown): FormEcho {
  const echo: Record<string, readonly string[]> = {};
  fillObject(fields, body, '', echo);
  return echo;
}

function fillObject(fields: readonly FieldSpec[], value: unknown, prefix: string, echo: Record<string, readonly string[]>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const spec of fields) {
    const member = (value as Readonly<Record<string, unknown>>)[spec.name];
    if (member !== undefined && member !== null) fillField(spec, member, prefix + spec.name, echo);
  }
}

function fillField(spec: FieldSpec, value: unknown, name: string, echo: Record<string, readonly string[]>): void {
  if (spec.fields && Array.isArray(value)) {
    const { fields } = spec;
    for (const [n, row] of value.entries()) fillObject(fields, row, `${name}.${n}.`, echo);
  } else if (spec.fields) {
    fillObject(spec.fields, value, `${name}.`, echo);
  } else if (Array.isArray(value)) {
    echo[name] = value.map((item) => toText(spec, item));
  } else if (value !== false) {
    echo[name] = [toText(spec, value)];
  }
}

function toText(spec: FieldSpec, value: unknown): string {
  if (value === true) return 'yes';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value !== 'string') return JSON.stringify(value);
  return spec.meta.widget === 'date' && isLegalDate(value) ? formatDate(value) : value;
}
