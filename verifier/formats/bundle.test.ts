/** A whole bundle, right and wrong. */
import { expect, test } from 'vitest';
import { makeWorld } from '../testing/world.ts';
import { verifyBundle } from './bundle.ts';
import { writeBundle } from './bundle-write.ts';

const world = await makeWorld();
const zip = writeBundle(world.content);

test('a bundle whose witnesses signed is true and fully witnessed', async () => {
  const report = await verifyBundle(zip, { policy: world.policy, keys: [world.receiptKey] });
  expect(report.problems).toEqual([]);
  expect(report.verdict).toBe('witnessed');
  expect(report.streams).toEqual([{ stream: expect.any(String), last: 3, missing: [] }]);
});
