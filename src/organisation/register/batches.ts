import { packRowOps, type RowGroup, type RowOp } from '../../dossier/table.ts';

/** Room left below the limit of 32 kB for what else the body of an act says. */
const BATCH_BYTES = 30_000;
/** The most operations one act carries when each is written out. */
const BATCH_ROWS = 400;
/** The most rows of one act written as sheets. */
const SHEET_ROWS = 1000;

/** Guarantees parts in the same order, each small enough for the body of one act. */
export function splitRows(ops: readonly RowOp[]): readonly (readonly RowOp[])[] {
  const parts: RowOp[][] = [[]];
  let bytes = 0;
  for (const op of ops) {
    const size = Buffer.byteLength(JSON.stringify(op)) + 1;
    if (bytes + size > BATCH_BYTES || (parts.at(-1)?.length ?? 0) >= BATCH_ROWS) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(op);
    bytes += size;
  }
  return parts.filter((part) => part.length > 0);
}

/** The same as sheets, which hold two to three times as many rows; operations of one table come together, those of one key in their order. */
export function splitIntoSheets(
  ops: readonly RowOp[],
): readonly { readonly groups: readonly RowGroup[]; readonly rows: number }[] {
  const tables = [...new Set(ops.map((op) => op.table))];
  const ordered = tables.flatMap((table) => ops.filter((op) => op.table === table));
  const parts: { groups: RowGroup[]; rows: number }[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const group of packRowOps(ordered)) {
    const head = Buffer.byteLength(JSON.stringify({ ...group, rows: [] })) + 1;
    let open: (readonly (typeof group.rows)[number][number][])[] | undefined;
    for (const row of group.rows) {
      const size = Buffer.byteLength(JSON.stringify(row)) + 1;
      const needed = size + (open === undefined ? head : 0);
      let part = parts.at(-1);
      if (part === undefined || bytes + needed > BATCH_BYTES || part.rows >= SHEET_ROWS) {
        part = { groups: [], rows: 0 };
        parts.push(part);
        bytes = 0;
        open = undefined;
      }
      if (open === undefined) {
        open = [];
        part.groups.push({ ...group, rows: open });
        bytes += head;
      }
      open.push(row);
      part.rows += 1;
      bytes += size;
    }
  }
  return parts;
}
