import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldRowOps } from '../../dossier/table.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { named, unit } from '../testing/rows.ts';
import { REGISTER_COLUMNS, REGISTER_TABLES } from './columns.ts';
import { planRegister } from './plan.ts';
import { columnLabel, sayRegisterProblem } from './problem.ts';

const recorded = foldRowOps([...unit0('top', null), ...unit0('d1', 'top'), ...unit0('d2', 'top')]);
const wish = { effectiveOn: asLegalDate('2026-12-01'), decisionNumber: '1-QĐ/TU', missing: 'end' } as const;

function unit0(id: string, parent: string | null) {
  return [unit(id, parent), named(id, `Đơn vị ${id}`)];
}

/** What people and machines leave in cells: nothing, the wrong thing, far too much of it, and things that look right. */
const cell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('', 'top', 'd1', 'd2', 'd1.head', 'S-1', 'S-2', 'land', '*', 'head', 'department', 'full'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('01/12/2026', '31/02/2026', '46357', '2026-12-01', '-1', '1e400', '=1+1', '#REF!', '٣'),
  },
  // A sentence quotes the cell: what would look like a word missing from the catalogue must not stand in one.
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[⟦{]/.test(text)) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 200, maxLength: 400 }).filter((text) => !/[⟦{]/.test(text)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor', '\u0000', '\ud800', '\u202e', '§1/body§', "'", '🏛', 'a'.repeat(3000)),
  },
);

const sheet = fc.constantFrom(...REGISTER_TABLES).chain((table) => {
  const columns = REGISTER_COLUMNS[table];
  const head = columns.map((column) => columnLabel(table, column.key, 'vi'));
  return fc
    .tuple(fc.array(cell, { maxLength: 3 }), fc.shuffledSubarray(head, { minLength: Math.max(2, head.length - 2) }))
    .chain(([more, heads]) =>
      fc
        .array(fc.array(cell, { maxLength: heads.length + more.length + 1 }), { maxLength: 5 })
        .map((rows) => ({ name: table as string, rows: [[], [...heads, ...more], ...rows] })),
    );
});

test('whatever stands in the cells, every problem names a row and a column of the file, and a file without problems changes nothing twice', () => {
  fc.assert(
    fc.property(fc.array(sheet, { minLength: 1, maxLength: 3 }), (sheets) => {
      const plan = planRegister(sheets, recorded, wish);
      for (const problem of plan.problems) {
        for (const lang of ['vi', 'en'] as const) {
          const sentence = sayRegisterProblem(problem, lang);
          expect(sentence).not.toMatch(/⟦|\{\w+\}/);
          expect(sentence.length).toBeLessThan(700);
        }
        if (problem.code === 'no_table' || problem.code === 'nobody_keeps') continue;
        const rows = sheets.filter((one) => one.name === problem.sheet).map((one) => one.rows);
        expect(rows.some((given) => problem.row !== undefined && problem.row >= 1 && problem.row <= given.length)).toBe(true);
        if (problem.column === undefined) expect(['no_rows', 'missing_column', 'twice_column']).toContain(problem.code);
        else expect(problem.column).toBeGreaterThanOrEqual(0);
      }
      if (plan.problems.length > 0) {
        expect(plan.ops).toEqual([]);
        return;
      }
      const again = planRegister(sheets, foldRowOps(plan.ops, recorded), wish);
      expect(again.problems).toEqual([]);
      expect(again.ops).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
