/** Values of the law as people type them, and packs and rows as files bring them. */
import { z } from 'zod';
import { type Refusal, refuse } from '../../dossier/refusal.ts';
import { findRowOpFaults, type RowOp } from '../../dossier/table.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { Json } from '../../kernel/json.ts';
import { findForbiddenCharacters } from '../../kernel/text.ts';
import { isLegalDate } from '../../kernel/time.ts';
import { fitsUnit, type Pack, type ParameterUnit, readPack } from '../../policy/pack.ts';
import { policyTables } from '../../policy/rows.ts';

/** The value a typed text stands for in its unit; undefined when it can be none. */
export function readValue(text: string, unit: ParameterUnit): Json | undefined {
  const value = parse(text.trim(), unit);
  return value !== undefined && fitsUnit(value, unit) ? value : undefined;
}

function parse(text: string, unit: ParameterUnit): Json | undefined {
  switch (unit) {
    case 'choice':
    case 'time-of-day':
      return text;
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'list':
    case 'units':
      return text.split(/\s*[,;]\s*/u).filter((part) => part !== '');
    case 'table':
      return readJson(text);
    default:
      return /^\d+(\.\d+)?$/u.test(text) ? Number(text) : undefined;
  }
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A pack as its file has it. */
export const packField = z.json().meta({ widget: 'json' });

/** The pack of a body, or why it is none. */
export function findPack(content: Json): Pack | Refusal {
  if (hasForbidden(content)) return refuse('rule-set.bad_pack', { name: '?' });
  try {
    return readPack(content);
  } catch (error) {
    if (!isAppError(error, 'policy.bad_pack')) throw error;
    return refuse('rule-set.bad_pack', { name: error.fields?.[0]?.path ?? '?' });
  }
}

const date = z.string().refine(isLegalDate);
const key = z.record(z.string().max(40), z.string().min(1).max(120));

/** Operations on the tables of the law, as data. */
export const rowsField = z
  .array(
    z.discriminatedUnion('op', [
      z.strictObject({
        op: z.literal('open'),
        table: z.string(),
        key,
        values: z.record(z.string().max(40), z.json()),
        from: date,
      }),
      z.strictObject({ op: z.literal('close'), table: z.string(), key, on: date }),
    ]),
  )
  .min(1)
  .max(400)
  .meta({ widget: 'json' });

const confidence = z.enum(['verified', 'secondary', 'unverified', 'not-found']);
const calendarDay = z.object({
  kind: z.enum(['holiday', 'swap-off', 'swap-work', 'working']),
  name_vi: z.string().min(1),
  name_en: z.string().min(1),
  basis: z.string(),
  source: z.string(),
  confidence,
});
const titles = { title_vi: z.string().min(1), title_en: z.string().min(1) };
const bilingual = z.object({ vi: z.string().min(1), en: z.string().min(1) });
const parameterName = z.object({ ...titles, pack: z.string(), options: z.record(z.string(), bilingual) });
const packTopic = z.object({ ...titles, parameters: z.array(z.string()) });
const parameter = z.object({ clause: z.string(), pack: z.string(), version: z.string(), confidence });

/** Says which operation does not fit its table; undefined when all do. */
export function findBadRow(ops: readonly RowOp[]): Refusal | undefined {
  for (const [i, op] of ops.entries()) {
    const [first] = findRowOpFaults(policyTables, op);
    const isSound = first === undefined && !hasForbidden([op.key, op.op === 'open' ? op.values : null]) && isSoundRow(op);
    if (!isSound) return refuse('rule-set.bad_row', { n: i + 1, name: op.table });
  }
  return undefined;
}

function isSoundRow(op: RowOp): boolean {
  if (op.op === 'close') return true;
  switch (op.table) {
    case 'calendar_day':
      return isLegalDate(op.key['date'] ?? '') && calendarDay.safeParse(op.values).success;
    case 'calendar_year':
      return /^\d{4}$/u.test(op.key['year'] ?? '');
    case 'parameter': {
      const { value = null, unit } = op.values;
      const fits = value === null || fitsUnit(value, unit as ParameterUnit);
      return ['pack', 'local'].includes(op.key['layer'] ?? '') && fits && parameter.safeParse(op.values).success;
    }
    case 'parameter_name':
      return parameterName.safeParse(op.values).success;
    case 'pack_topic':
      return /^\d{1,3}$/u.test(op.key['place'] ?? '') && packTopic.safeParse(op.values).success;
    default:
      return true;
  }
}

function hasForbidden(value: Json): boolean {
  if (typeof value === 'string') return findForbiddenCharacters(value).length > 0;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => findForbiddenCharacters(name).length > 0 || hasForbidden(member));
}
