/** A row of the organisation that is in force since before every test. */
import type { RowOp } from '../../src/dossier/table.ts';
import type { Json } from '../../src/kernel/json.ts';
import { asLegalDate } from '../../src/kernel/time.ts';

/** The first day of such rows. */
export const SINCE = asLegalDate('2025-01-01');

/** Opens a row on that day. */
export function openRow(table: string, key: Record<string, string>, values: Record<string, Json>): RowOp {
  return { op: 'open', table, key, values, from: SINCE };
}
