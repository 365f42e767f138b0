/** Whoever changes a bundle and makes zip and list fit again is found out by what the log and the people signed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reseal } from '../testing/reseal.ts';
import { makeWorld } from '../testing/world.ts';
import { verifyBundle } from './bundle.ts';
import { writeBundle } from './bundle-write.ts';
import { readZip } from './zip.ts';

const world = await makeWorld();
const whole = writeBundle(world.content);
const given = { policy: world.policy, keys: [world.receiptKey] };
const bound = readZip(whole).filter(({ name }) => /\.(leaf|tlog-proof|before|assertion\.json)$|^(files|receipts)\//.test(name));

test('every bit of records, proofs, signatures, papers and receipts counts: the bundle is wrong, or a witness falls away', async () => {
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...bound), fc.nat(), fc.integer({ min: 0, max: 7 }), async ({ name, bytes }, place, bit) => {
      const changed = Uint8Array.from(bytes);
      const at = place % bytes.length;
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      const zip = reseal(whole, (entry) => (entry.name === name ? changed : entry.bytes));
      const { verdict, problems, notes } = await verifyBundle(zip, given);
      // A line whose name nobody knows any more is ignored, as the format has it; then the witness is missing, and that is said.
      const isShort = verdict === 'short' || notes.some((note) => note.code === 'note.before-short');
      expect(verdict === 'wrong' || (isShort && /proof|before/.test(name))).toBe(true);
      for (const problem of problems) codes.add(problem.code);
    }),
    { numRuns: 1200 },
  );
  expect(codes).not.toContain('internal');
  expect(codes.size).toBeGreaterThan(15);
});

test('whatever stands in a file, there is an answer', async () => {
  const names = readZip(whole).map((entry) => entry.name);
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names.slice(2)), content, async (name, bytes) => {
      const zip = reseal(whole, (entry) => (entry.name === name ? bytes : entry.bytes));
      const { problems } = await verifyBundle(zip, given);
      expect(problems.map((problem) => problem.code)).not.toContain('internal');
      if (bound.some((entry) => entry.name === name)) expect(problems).not.toEqual([]);
    }),
    { numRuns: 400 },
  );
});
