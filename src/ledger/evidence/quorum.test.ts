import { expect, test } from 'vitest';
import { newSigner, newWitness } from '../../../verifier/formats/keys.test-support.ts';
import { fewestWitnesses, isWitnessed, momentOf, policyWith, policyWithout, readPolicy, toWitnessedNote } from './quorum.ts';

const log = newSigner('log.example/1');
const witnesses = ['a', 'b', 'c', 'd'].map((name) => ({ name, signer: newWitness(`${name}.example`) }));
const members = witnesses.map(({ name, signer }) => `witness ${name} ${signer.vkey}\n`).join('');
const text = `${members}group trong 2 a b\ngroup ngoai any c d\ngroup dat all trong ngoai\nquorum dat\n`;
const policy = readPolicy(text);

const signedAt = (times: Readonly<Record<string, readonly number[]>>) => {
  const note = 'log.example/1\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const cosignatures = witnesses.flatMap(({ name, signer }) =>
    (times[name] ?? []).map((time) => ({ witness: name, time, line: signer.cosign(note, time) })),
  );
  return { size: 5, note: `${note}\n${log.line(note)}`, cosignatures };
};

test('asks for no more witnesses than the smallest quorum has', () => {
  expect(fewestWitnesses(policy)).toBe(3);
  expect(fewestWitnesses(readPolicy(policyWithout([log.vkey])))).toBe(0);
});

test('dates by the first signatures from above and by the last from below', () => {
  const kept = signedAt({ a: [100, 900], b: [200, 800], c: [300, 700], d: [400, 600] });
  expect(isWitnessed(policy, kept)).toBe(true);
  expect(momentOf(policy, kept, 'first')).toBe(300);
  expect(momentOf(policy, kept, 'last')).toBe(700);
  // One line of each witness: whoever reads the note cannot mistake one moment for the other.
  expect(
    toWitnessedNote(kept, 'first')
      .split('\n')
      .filter((line) => line.startsWith('— ')),
  ).toHaveLength(5);
});

test('takes too few for no quorum, and where nobody is asked anybody for more than nobody', () => {
  expect(isWitnessed(policy, signedAt({ a: [1], c: [1], d: [1] }))).toBe(false);
  expect(momentOf(policy, signedAt({ a: [1], c: [1], d: [1] }), 'first')).toBeUndefined();
  const nobody = readPolicy(policyWithout([log.vkey]));
  expect([{}, { a: [1] }].map((times) => isWitnessed(nobody, signedAt(times)))).toEqual([false, true]);
});

test('adds keys of the log a policy does not name, and none twice', () => {
  const once = policyWith(text, [log.vkey]);
  expect(once).toBe(`log ${log.vkey}\n${text}`);
  expect(policyWith(once, [log.vkey])).toBe(once);
});
