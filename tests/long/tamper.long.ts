/** Every attack on the record by somebody who owns everything but its witness and its receipts: each is noticed, and named. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ATTACKS } from '../support/attacks.ts';
import { expectNoticed } from '../support/expect-noticed.ts';
import { attack, prepareVictim, type Victim } from '../support/victim.ts';

const MOST = 40;

let victim: Victim;
beforeAll(async () => {
  victim = await prepareVictim();
});
afterAll(() => victim?.close());

test(`there are ${MOST} of them and more`, () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(MOST);
  expect(new Set(ATTACKS.map(({ name }) => name)).size).toBe(ATTACKS.length);
});

test('an untouched record is whole to everybody', async () => {
  expect(await attack(victim, 'database', async () => undefined)).toEqual({ verify: [], witness: [], receipt: [] });
});

test.each(ATTACKS)('$name: noticed by $noticedBy', (one) => expectNoticed(victim, one));
