/** Rows brought in as they are: the registers an installation begins with. */
import { z } from 'zod';
import type { TakesRows } from '../../dossier/kind.ts';
import { type Refusal, refuse } from '../../dossier/refusal.ts';
import { findRowOpFaults, type RowGroup, type RowOp, unpackRowOps } from '../../dossier/table.ts';
import { findForbiddenCharacters } from '../../kernel/text.ts';
import { isLegalDate } from '../../kernel/time.ts';
import { findMalformedColumn } from '../../organisation/read-rows.ts';
import { organisationTables } from '../../organisation/rows.ts';

const date = z.string().refine(isLegalDate);
const key = z.record(z.string().max(40), z.string().min(1).max(120));

/** The most operations one import carries. */
export const IMPORT_LIMIT = 400;

/** How rows of the organisation come in from a file. */
export const takesRows: TakesRows = {
  tables: organisationTables.map((table) => table.name),
  begin: 'begin-import',
  part: 'import-part',
  finish: 'finish-import',
  during: 'importing',
};

/** Operations on the tables of the organisation, as data. */
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
  .max(IMPORT_LIMIT)
  .meta({ widget: 'json' });

/** The most rows one part of an import carries. */
const PART_LIMIT = 1000;
const column = z.string().min(1).max(40);

/** Operations as sheets: columns once, then rows. */
export const groupsField = z
  .array(
    z.strictObject({
      op: z.enum(['open', 'close']),
      table: z.string(),
      on: date,
      key: z.array(column).min(1).max(4),
      values: z.array(column).max(12),
      rows: z.array(z.array(z.json()).max(16)).min(1).max(PART_LIMIT),
    }),
  )
  .min(1)
  .max(PART_LIMIT)
  .meta({ widget: 'json' });

/** The operations a body's groups stand for. */
export function rowsOfGroups(groups: z.output<typeof groupsField>): readonly RowOp[] {
  return unpackRowOps(groups as unknown as readonly RowGroup[]);
}

/** Says which operation does not fit its table; undefined when all do. */
export function findBadRow(ops: readonly RowOp[]): Refusal | undefined {
  for (const [i, op] of ops.entries()) {
    const column = badColumn(op);
    if (column !== undefined) return refuse('organisation-decision.bad_row', { n: i + 1, name: `${op.table}.${column}` });
  }
  return undefined;
}

function badColumn(op: RowOp): string | undefined {
  const [first] = findRowOpFaults(organisationTables, op);
  if (first !== undefined) return 'column' in first ? first.column : '?';
  const text = [...Object.values(op.key), ...(op.op === 'open' ? Object.values(op.values).flat() : [])];
  if (text.some((one) => typeof one === 'string' && findForbiddenCharacters(one).length > 0)) return '?';
  return op.op === 'open' ? findMalformedColumn({ ...op, to: null }) : undefined;
}
