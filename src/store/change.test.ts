import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Act } from '../dossier/words.ts';
import type { Json } from '../kernel/json.ts';
import { newSalt } from '../ledger/leaf.ts';
import { digestAct, fieldsOfAct } from './change.ts';

const actOf = (body: Json): Act =>
  ({
    seq: 2,
    name: 'answer',
    kindVersion: 1,
    actor: 'C1-head',
    key: 'head:C1',
    body,
    facts: {},
    businessAt: '',
  }) as unknown as Act;
const saltsFor = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, newSalt()]));

const bodies = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant('§1/body/text§'), fc.array(fc.integer())),
  { minKeys: 1 },
);

describe('the digests of an act', () => {
  test('stand one for each member of what was filled in, and one for their outline', () => {
    const act = actOf({ stance: 'yes', cost: 5, text: '§2/body/text§' });
    expect(fieldsOfAct(act)).toMatchObject({
      'body/stance': 'yes',
      'body/cost': 5,
      body: { stance: 0, cost: 0, text: '§2/body/text§' },
    });
    expect(Object.keys(fieldsOfAct(act))).not.toContain('body/text');
  });

  test('change whenever any member changes, comes or goes', () => {
    fc.assert(
      fc.property(bodies, bodies, (one, other) => {
        const salts = saltsFor(Object.keys({ ...fieldsOfAct(actOf(one)), ...fieldsOfAct(actOf(other)) }));
        const [a, b] = [one, other].map((body) => digestAct(actOf(body), salts, []));
        expect(JSON.stringify(a) === JSON.stringify(b)).toBe(
          JSON.stringify(fieldsOfAct(actOf(one))) === JSON.stringify(fieldsOfAct(actOf(other))),
        );
      }),
    );
  });

  test('of an act that was hashed with its body whole stay those of the whole', () => {
    const act = actOf({ stance: 'yes', text: '§2/body/text§' });
    const whole = saltsFor(['act', 'actor', 'businessAt', 'body', 'facts']);
    expect(Object.keys(digestAct(act, whole, []))).toEqual(Object.keys(fieldsOfAct(act, whole)));
    expect(fieldsOfAct(act, whole)).toMatchObject({ body: { stance: 'yes', text: '§2/body/text§' } });
  });
});
