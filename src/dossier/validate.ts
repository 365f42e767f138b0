/** From whatever was sent to a body the act may use, or a list of what is wrong with it, field by field. */
import type { z } from 'zod';
import type { FieldProblem } from '../kernel/errors.ts';
import type { FieldId, PostId, UnitId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { findSecrecyMark } from '../kernel/secrecy.ts';
import { cleanInput, findForbiddenCharacters } from '../kernel/text.ts';
import type { OrganisationView } from './context.ts';
import { type FieldSpec, fieldsOf } from './schema.ts';
import { parseReference } from './sealed.ts';

/** The largest body of an act, in bytes of JSON; longer texts are stored once by hash. */
export const BODY_LIMIT = 32 * 1024;

/** The problem of a text that bears a secrecy marking: such a text is shown nowhere again. */
export const SECRET_MARK = 'field.secret_mark';

interface Outcome {
  readonly body: Json;
  readonly problems: readonly FieldProblem[];
}

/** Cleans every text (NFC, line ends, spaces) and finds what must not be in one. */
function cleanFields(fields: readonly FieldSpec[], value: unknown, path: string, problems: FieldProblem[]): unknown {
  if (Array.isArray(value)) return value.map((row, i) => cleanFields(fields, row, `${path}${i}.`, problems));
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const spec = fields.find((f) => f.name === name);
    const at = `${path}${name}`;
    if (!spec) {
      problems.push({ path: at, code: 'field.unknown' });
    } else if (typeof member === 'string') {
      const cleaned = cleanText(member, spec, at, problems);
      if (cleaned !== '' || spec.required) out[name] = cleaned;
    } else if (Array.isArray(member) && !spec.fields) {
      if (member.some((m) => typeof m !== 'string' && holdsReference(m))) problems.push({ path: at, code: 'field.format' });
      out[name] = member.map((m, i) => (typeof m === 'string' ? cleanText(m, spec, `${at}.${i}`, problems) : m));
    } else if (member !== undefined && member !== null) {
      if (!spec.fields && holdsReference(member)) problems.push({ path: at, code: 'field.format' });
      out[name] = spec.fields ? cleanFields(spec.fields, member, `${at}.`, problems) : member;
    }
  }
  return out;
}

/** Tells whether a text that reads like a reference into the vault stands anywhere in a value, or one too deep to be looked through. */
function holdsReference(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return parseReference(value) !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  return depth > 64 || Object.values(value).some((member) => holdsReference(member, depth + 1));
}

function cleanText(text: string, spec: FieldSpec, path: string, problems: FieldProblem[]): string {
  const bad = findForbiddenCharacters(text);
  if (bad.length > 0) {
    problems.push({ path, code: `field.characters.${bad[0]}` });
    return '';
  }
  // Before anything of it is written anywhere; a short value such as a symbol or a choice is no place for a marking.
  if (spec.meta.sealed !== undefined && findSecrecyMark(text)) {
    problems.push({ path, code: SECRET_MARK });
    return '';
  }
  const cleaned = cleanInput(text, { multiline: spec.meta.multiline === true });
  if (parseReference(cleaned)) problems.push({ path, code: 'field.format' });
  return cleaned;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined),
    body,
  );
}

function problemOf(issue: z.core.$ZodIssue, body: unknown): FieldProblem {
  const path = issue.path.join('.');
  const missing = valueAt(body, issue.path) === undefined;
  switch (issue.code) {
    case 'invalid_type':
      return { path, code: missing ? 'field.required' : 'field.type' };
    case 'too_small': {
      const min = Number(issue.minimum);
      if (issue.origin === 'string')
        return min <= 1 ? { path, code: 'field.required' } : { path, code: 'field.too_short', params: { min } };
      return { path, code: issue.origin === 'array' ? 'field.too_few' : 'field.too_small', params: { min } };
    }
    case 'too_big': {
      const max = Number(issue.maximum);
      const code = issue.origin === 'string' ? 'field.too_long' : issue.origin === 'array' ? 'field.too_many' : 'field.too_big';
      return { path, code, params: { max } };
    }
    case 'invalid_value':
      return { path, code: missing ? 'field.required' : 'field.choice' };
    case 'custom': {
      const code = (issue.params as { code?: string } | undefined)?.code;
      return { path, code: code ?? 'field.format' };
    }
    default:
      return { path, code: 'field.format' };
  }
}

/** Units, posts and fields named by a body must exist on the day. */
function checkReferences(
  fields: readonly FieldSpec[],
  value: unknown,
  path: string,
  org: OrganisationView,
  problems: FieldProblem[],
): void {
  if (typeof value !== 'object' || value === null) return;
  for (const spec of fields) {
    const member = (value as Record<string, unknown>)[spec.name];
    if (member === undefined || member === null) continue;
    const at = `${path}${spec.name}`;
    if (spec.fields) {
      const rows = Array.isArray(member) ? member : [member];
      for (const [i, row] of rows.entries()) {
        checkReferences(spec.fields, row, Array.isArray(member) ? `${at}.${i}.` : `${at}.`, org, problems);
      }
      continue;
    }
    const names = (Array.isArray(member) ? member : [member]).filter((m): m is string => typeof m === 'string');
    if (names.some((name) => !isKnown(spec, name, org))) problems.push({ path: at, code: `field.no_such_${spec.meta.widget}` });
  }
}

function isKnown(spec: FieldSpec, name: string, org: OrganisationView): boolean {
  switch (spec.meta.widget) {
    case 'unit':
    case 'units': {
      const unit = org.unit(name as UnitId);
      return unit !== undefined && (spec.meta.only === undefined || spec.meta.only.includes(unit.kind));
    }
    case 'post': {
      const post = org.post(name as PostId);
      return post !== undefined && (spec.meta.only === undefined || spec.meta.only.includes(post.function));
    }
    case 'field':
    case 'fields':
      return org.fields().some((f) => f.id === (name as FieldId));
    default:
      return true;
  }
}

/** Validates a body against its act's schema. Nothing typed is thrown away: on problems the caller still holds what was sent. */
export function validateBody(schema: z.ZodType, sent: unknown, org: OrganisationView): Outcome {
  const problems: FieldProblem[] = [];
  const fields = fieldsOf(schema);
  const cleaned = cleanFields(fields, sent ?? {}, '', problems);
  const parsed = schema.safeParse(cleaned);
  if (!parsed.success) {
    const known = new Set(problems.map((p) => p.path));
    problems.push(...parsed.error.issues.map((issue) => problemOf(issue, cleaned)).filter((p) => !known.has(p.path)));
  }
  const body = (parsed.success ? parsed.data : cleaned) as Json;
  if (problems.length === 0) checkReferences(fields, body, '', org, problems);
  if (problems.length === 0 && Buffer.byteLength(JSON.stringify(body)) > BODY_LIMIT) {
    problems.push({ path: '', code: 'field.body_too_large', params: { max: BODY_LIMIT } });
  }
  return { body, problems };
}
