import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, asLegalDate } from '../kernel/time.ts';
import { applyRowOp, foldRowOps, isInForce, packRowOps, type RowOp, rowKey, type TableRow, unpackRowOps } from './table.ts';

const day = fc.integer({ min: 0, max: 20 }).map((n) => addDays(asLegalDate('2026-01-01'), n));
const key = fc.constantFrom('a', 'b').map((id) => ({ id }));
const op: fc.Arbitrary<RowOp> = fc.oneof(
  fc.record({ op: fc.constant('open' as const), table: fc.constant('t'), key, values: fc.record({ n: fc.nat() }), from: day }),
  fc.record({ op: fc.constant('close' as const), table: fc.constant('t'), key, on: day }),
);
const byText = (a: TableRow, b: TableRow): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

it('never lets two rows of one key hold on the same day', () => {
  fc.assert(
    fc.property(fc.array(op, { maxLength: 30 }), day, (ops, on) => {
      const keys = foldRowOps(ops)
        .filter((row) => isInForce(row, on))
        .map((row) => rowKey(row.table, row.key));
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

it('says on the day of the last operation exactly what that operation said', () => {
  fc.assert(
    fc.property(fc.array(op, { maxLength: 20 }), op, (ops, last) => {
      const on = last.op === 'open' ? last.from : last.on;
      const found = foldRowOps([...ops, last]).find((row) => row.key['id'] === last.key['id'] && isInForce(row, on));
      expect(found?.values).toEqual(last.op === 'open' ? last.values : undefined);
    }),
  );
});

it('folds many operations as it applies them one by one', () => {
  fc.assert(
    fc.property(fc.array(op, { maxLength: 30 }), (ops) => {
      const oneByOne = ops.reduce<TableRow[]>(applyRowOp, []);
      expect(foldRowOps(ops).sort(byText)).toEqual(oneByOne.sort(byText));
    }),
  );
});

it('has no row that ends before it begins', () => {
  fc.assert(
    fc.property(fc.array(op, { maxLength: 30 }), (ops) => {
      for (const row of foldRowOps(ops)) expect(row.to === null || row.from < row.to).toBe(true);
    }),
  );
});

it('writes operations as sheets and reads the same operations in the same order', () => {
  const value = fc.oneof(fc.constant(null), fc.string({ maxLength: 4 }), fc.integer(), fc.constant(['a', 'b']));
  const base = { table: fc.constantFrom('t', 'u'), id: fc.string({ minLength: 1, maxLength: 3 }), on: day };
  const any: fc.Arbitrary<RowOp> = fc.oneof(
    fc
      .record({ ...base, a: value, b: value })
      .map(({ table, id, on, a, b }) => ({ op: 'open' as const, table, key: { id }, values: { a, b }, from: on })),
    fc.record(base).map(({ table, id, on }) => ({ op: 'close' as const, table, key: { id }, on })),
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (ops) => {
      expect(unpackRowOps(packRowOps(ops))).toEqual(ops);
    }),
  );
});
