import { describe, expect, test } from 'vitest';
import { newSigner, newWitness } from './keys.test-support.ts';
import { isQuorumMet, parsePolicy, quorumTime } from './policy.ts';

const names = ['a', 'b', 'c', 'x', 'y', 'z'];
const text = [
  `log ${newSigner('log.example/1').vkey}`,
  ...names.map((name) => `witness ${name} ${newWitness(`${name}.example`).vkey}`),
  'group inside 2 a b c',
  'group outside 2 x y z',
  'group both all inside outside',
  'quorum both',
  '',
].join('\n');

describe('a policy', () => {
  test('asks for enough witnesses of every group', () => {
    const policy = parsePolicy(text);
    expect(isQuorumMet(policy, new Set(['a', 'b', 'x', 'z']))).toBe(true);
    expect(isQuorumMet(policy, new Set(['a', 'b', 'c', 'z']))).toBe(false);
    expect(isQuorumMet(policy, new Set(['a', 'stranger', 'x', 'z']))).toBe(false);
  });

  test('dates a checkpoint by the witness that completed the quorum', () => {
    const policy = parsePolicy(text);
    const times = new Map(Object.entries({ a: 10, b: 50, c: 90, x: 20, y: 70, z: 30 }));
    expect(quorumTime(policy, times)).toBe(50);
    times.delete('b');
    expect(quorumTime(policy, times)).toBe(90);
    times.delete('c');
    expect(quorumTime(policy, times)).toBeUndefined();
  });

  test('lets nobody count twice', () => {
    const twice = text.replace('group both all inside outside', 'group both 2 inside a outside');
    expect(() => parsePolicy(twice)).toThrow(expect.objectContaining({ code: 'policy-name', detail: 'line 10' }));
  });
});
