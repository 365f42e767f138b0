import { describe, expect, it } from 'vitest';
import { asLegalDate } from '../kernel/time.ts';
import { applyRowOp, findRowOpFaults, type RowOp, type TableRow } from './table.ts';

const open = (from: string, word: string, key = 'a'): RowOp => {
  return { op: 'open', table: 't', key: { id: key }, values: { word }, from: asLegalDate(from) };
};
const close = (on: string): RowOp => ({ op: 'close', table: 't', key: { id: 'a' }, on: asLegalDate(on) });
const fold = (...ops: RowOp[]): TableRow[] => ops.reduce(applyRowOp, [] as TableRow[]);
const said = (rows: TableRow[]): string[] => rows.map((row) => `${row.from}..${row.to ?? ''} ${String(row.values['word'])}`);

describe('an effective-dated table', () => {
  it('cuts what was said when something new is said of the same key', () => {
    const rows = fold(open('2025-01-01', 'tỉnh'), open('2026-09-01', 'thành phố'));
    expect(said(rows)).toEqual(['2025-01-01..2026-09-01 tỉnh', '2026-09-01.. thành phố']);
  });

  it('lets a row opened in the past run to the next later row only', () => {
    const rows = fold(open('2026-09-01', 'later'), open('2025-01-01', 'earlier'));
    expect(said(rows)).toEqual(['2025-01-01..2026-09-01 earlier', '2026-09-01.. later']);
  });

  it('replaces a row that began on the same day', () => {
    expect(said(fold(open('2025-01-01', 'wrong'), open('2025-01-01', 'right')))).toEqual(['2025-01-01.. right']);
  });

  it('ends a row on the day it is closed and drops one that began that day', () => {
    expect(said(fold(open('2025-01-01', 'a'), close('2025-07-01')))).toEqual(['2025-01-01..2025-07-01 a']);
    expect(fold(open('2025-01-01', 'a'), close('2025-01-01'))).toEqual([]);
  });

  it('leaves rows of other keys alone', () => {
    const rows = fold(open('2025-01-01', 'b', 'b'), open('2025-01-01', 'a'), close('2025-07-01'));
    expect(said(rows)).toContain('2025-01-01.. b');
  });

  it('names columns that are missing, unknown or empty', () => {
    const specs = [{ name: 't', key: ['id'], values: ['word', 'more'] }];
    const op: RowOp = { op: 'open', table: 't', key: { id: '' }, values: { word: 1, extra: 2 }, from: asLegalDate('2025-01-01') };
    expect(findRowOpFaults(specs, op)).toEqual([
      { fault: 'empty-key', column: 'id' },
      { fault: 'missing-column', column: 'more' },
      { fault: 'unknown-column', column: 'extra' },
    ]);
    expect(findRowOpFaults([], op)).toEqual([{ fault: 'unknown-table', table: 't' }]);
  });
});
