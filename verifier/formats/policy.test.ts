import { describe, expect, test } from 'vitest';
import { newSigner, newWitness } from './keys.test-support.ts';
import { COSIGNATURE, ED25519, FormatProblem, formatVerifierKey, ML_DSA_44 } from './note.ts';
import { isQuorumMet, parsePolicy, quorumTime } from './policy.ts';

const names = ['a', 'b', 'c', 'x', 'y', 'z'];
const log = newSigner('log.example/1');
const witnesses = names.map((name) => newWitness(`${name}.example`));
const members = [`log ${log.vkey} https://log.example/`, ...names.map((name, at) => `witness ${name} ${witnesses[at]?.vkey}`)];
const text = [
  ...members,
  'group inside 2 a b c',
  'group outside 2 x y z',
  'group both all inside outside',
  'quorum both',
  '',
].join('\n');

/** A policy of the members above and the lines given. */
const policyOf = (...lines: string[]) => parsePolicy(`${[...members, ...lines].join('\n')}\n`);

describe('a policy', () => {
  test('asks for enough witnesses of every group', () => {
    const policy = parsePolicy(text);
    expect(policy.logs).toEqual([{ key: log.key, url: 'https://log.example/' }]);
    expect(isQuorumMet(policy, new Set(['a', 'b', 'x', 'z']))).toBe(true);
    expect(isQuorumMet(policy, new Set(['a', 'b', 'c', 'z']))).toBe(false);
    expect(isQuorumMet(policy, new Set(['a', 'stranger', 'x', 'z']))).toBe(false);
    expect(isQuorumMet(policy, new Set(['both', 'inside', 'outside']))).toBe(false);
  });

  test('may ask for one witness, for any of some, or for nobody', () => {
    expect(isQuorumMet(policyOf('quorum a'), new Set(['a']))).toBe(true);
    expect(isQuorumMet(policyOf('quorum a'), new Set(['b']))).toBe(false);
    expect(isQuorumMet(policyOf('group one any a b', 'quorum one'), new Set(['b']))).toBe(true);
    expect(isQuorumMet(policyOf('quorum none'), new Set())).toBe(true);
    expect(isQuorumMet(parsePolicy('quorum none\n'), new Set())).toBe(true);
  });

  test('dates a checkpoint by the witness that completed the quorum', () => {
    const policy = parsePolicy(text);
    const times = new Map(Object.entries({ a: 10, b: 50, c: 90, x: 20, y: 70, z: 30, stranger: 5 }));
    expect(quorumTime(policy, times)).toBe(50);
    times.delete('b');
    expect(quorumTime(policy, times)).toBe(90);
    times.delete('c');
    expect(quorumTime(policy, times)).toBeUndefined();
    expect(quorumTime(policyOf('quorum none'), times)).toBeUndefined();
  });

  test('is read with comments, empty lines and tabs, and in words of any script', () => {
    const witness = newWitness('thanhtra.example');
    const read = parsePolicy(
      `  # Ủy ban Kiểm tra\n\n \t\n\twitness\tthanh-tra   ${witness.vkey}\thttps://ví-dụ.example/ \nquorum  thanh-tra\t\n`,
    );
    expect(read.witnesses.get('thanh-tra')?.url).toBe('https://ví-dụ.example/');
    expect(parsePolicy(`witness Ủy-ban ${witness.vkey}\nquorum Ủy-ban\n`).quorum).toBe('Ủy-ban');
  });

  test('takes witnesses with keys of the time after quantum computers', () => {
    const vkey = formatVerifierKey('pq.example', ML_DSA_44, new Uint8Array(1312).fill(9));
    expect(policyOf(`witness pq ${vkey}`, 'quorum pq').witnesses.get('pq')?.key.type).toBe(ML_DSA_44);
  });

  test('is refused when it leaves anything open', () => {
    const other = newWitness('other.example').vkey;
    const sameKey = formatVerifierKey('alias.example', COSIGNATURE, witnesses[0]?.key.key ?? new Uint8Array());
    const sameLog = formatVerifierKey('alias.example/2', ED25519, log.key.key);
    const spoilt: Record<string, readonly [readonly string[], string]> = {
      'no quorum': [[], 'policy-quorum'],
      'two quorums': [['quorum a', 'quorum a'], 'policy-quorum'],
      'a quorum of nobody known': [['quorum stranger'], 'policy-name'],
      'a quorum defined later': [['quorum later', `witness later ${other}`], 'policy-name'],
      'a quorum of two': [['quorum a b'], 'policy-line'],
      'a word nobody knows': [['witnesses a', 'quorum a'], 'policy-line'],
      'a member in two groups': [['group g all a b', 'group h any b c', 'quorum g'], 'policy-name'],
      'a member twice in a group': [['group g 2 a a', 'quorum g'], 'policy-name'],
      'a group within itself': [['group g any g', 'quorum g'], 'policy-name'],
      'none as a member': [['group g any none', 'quorum g'], 'policy-name'],
      'none as a name': [['group none any a', 'quorum none'], 'policy-name'],
      'a name twice': [[`witness a ${other}`, 'quorum a'], 'policy-name'],
      'a group named as a witness': [['group a any b', 'quorum a'], 'policy-name'],
      'a group of nobody': [['group g any', 'quorum g'], 'policy-line'],
      'none of them': [['group g 0 a', 'quorum g'], 'policy-line'],
      'more than there are': [['group g 3 a b', 'quorum g'], 'policy-line'],
      'a number written oddly': [['group g 01 a', 'quorum g'], 'policy-line'],
      'a witness twice under two names': [[`witness alias ${sameKey}`, 'quorum a'], 'policy-key'],
      'a log twice under two names': [[`log ${sameLog}`, 'quorum a'], 'policy-key'],
      "a log's key for a witness": [[`witness w ${newSigner('w.example').vkey}`, 'quorum a'], 'policy-key'],
      "a witness's key for a log": [[`log ${other}`, 'quorum a'], 'policy-key'],
      'a key that is none': [['witness w w.example+00000000+AAAA', 'quorum a'], 'key-type'],
      'something after the address': [[`witness w ${other} https://w.example/ more`, 'quorum a'], 'policy-line'],
      'lines ended as on Windows': [['quorum a\r'], 'policy-characters'],
      'an invisible character': [['quorum a\u007f'], 'policy-characters'],
    };
    for (const [name, [lines, code]] of Object.entries(spoilt)) {
      let found = 'taken';
      try {
        policyOf(...lines);
      } catch (problem) {
        found = problem instanceof FormatProblem ? problem.code : String(problem);
      }
      expect([name, found]).toEqual([name, code]);
    }
    expect(() => parsePolicy(`${members.join('\n')}\nquorum a`)).toThrow(expect.objectContaining({ code: 'policy-line' }));
  });
});
