/** A tenth of the attacks on the record; all of them in tests/long/tamper.long.ts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ATTACKS } from '../../tests/support/attacks.ts';
import { expectNoticed } from '../../tests/support/expect-noticed.ts';
import { attack, prepareVictim, type Victim } from '../../tests/support/victim.ts';

const TRIED = Number(process.env['ATTACKS_EVERY'] ?? 12);

let victim: Victim;
beforeAll(async () => {
  victim = await prepareVictim();
}, 900_000);
afterAll(() => victim?.close());

test('an untouched record is whole to everybody', async () => {
  expect(await attack(victim, 'database', async () => undefined)).toEqual({ verify: [], witness: [], receipt: [] });
}, 300_000);

const tried = ATTACKS.filter((_, n) => n % TRIED === TRIED - 1 || n === ATTACKS.length - 1);
test.each(tried)('$name: noticed by $noticedBy', (one) => expectNoticed(victim, one), 300_000);
