/** c2sp.org/tlog-policy: which logs and which witnesses somebody trusts, and how many of them must have signed. */
import { isPlainText, toHex } from './bytes.ts';
import { COSIGNATURE, ED25519, ML_DSA_44, parseVerifierKey, type VerifierKey } from './note.ts';
import { fromDecimal } from './numbers.ts';
import { FormatProblem } from './problem.ts';

/** A log or witness with its key and, where given, its address. */
export interface PolicyMember {
  readonly key: VerifierKey;
  readonly url?: string;
}

/** Members of which at least `threshold` must have witnessed. */
export interface PolicyGroup {
  readonly threshold: number;
  readonly members: readonly string[];
}

/** A policy. `quorum` names a witness or a group, or is `none`. */
export interface Policy {
  readonly logs: readonly PolicyMember[];
  readonly witnesses: ReadonlyMap<string, PolicyMember>;
  readonly groups: ReadonlyMap<string, PolicyGroup>;
  readonly quorum: string;
}

/** The quorum that asks for nobody. */
const NONE = 'none';
const MAX_POLICY = 1_000_000;

interface Draft {
  readonly logs: PolicyMember[];
  readonly witnesses: Map<string, PolicyMember>;
  readonly groups: Map<string, PolicyGroup>;
  readonly members: Set<string>;
  readonly keys: Set<string>;
  quorum: string | undefined;
}

/** Reads a policy, or throws a FormatProblem whose detail is the line. */
export function parsePolicy(text: string): Policy {
  if (text.length > MAX_POLICY || !isPlainText(text, '\t\n') || text.includes('\u007f'))
    throw new FormatProblem('policy-characters');
  const draft: Draft = {
    logs: [],
    witnesses: new Map(),
    groups: new Map(),
    members: new Set(),
    keys: new Set(),
    quorum: undefined,
  };
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new FormatProblem('policy-line', 'no newline at the end');
  lines.forEach((line, at) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length > 0 && !words[0]?.startsWith('#')) readLine(draft, words, `line ${at + 1}`);
  });
  if (draft.quorum === undefined) throw new FormatProblem('policy-quorum', 'no quorum line');
  return { logs: draft.logs, witnesses: draft.witnesses, groups: draft.groups, quorum: draft.quorum };
}

function readLine(draft: Draft, words: readonly string[], place: string): void {
  const [keyword, ...rest] = words;
  if (keyword === 'log') readLog(draft, rest, place);
  else if (keyword === 'witness') readWitness(draft, rest, place);
  else if (keyword === 'group') readGroup(draft, rest, place);
  else if (keyword === 'quorum') readQuorum(draft, rest, place);
  else throw new FormatProblem('policy-line', place);
}

function readLog(draft: Draft, [vkey, url, ...more]: readonly string[], place: string): void {
  if (vkey === undefined || more.length > 0) throw new FormatProblem('policy-line', place);
  draft.logs.push(readMember(draft, 'log', [ED25519, ML_DSA_44], vkey, url, place));
}

function readWitness(draft: Draft, [name, vkey, url, ...more]: readonly string[], place: string): void {
  if (name === undefined || vkey === undefined || more.length > 0) throw new FormatProblem('policy-line', place);
  takeName(draft, name, place);
  draft.witnesses.set(name, readMember(draft, 'witness', [COSIGNATURE, ML_DSA_44], vkey, url, place));
}

/** One public key is one log and one witness, whatever names it goes by: else somebody would count twice. */
function readMember(
  draft: Draft,
  role: string,
  types: readonly number[],
  vkey: string,
  url: string | undefined,
  place: string,
): PolicyMember {
  const key = parseVerifierKey(vkey);
  const known = `${role} ${toHex(key.key)}`;
  if (!types.includes(key.type) || draft.keys.has(known)) throw new FormatProblem('policy-key', place);
  draft.keys.add(known);
  return url === undefined ? { key } : { key, url };
}

function readGroup(draft: Draft, [name, rule, ...members]: readonly string[], place: string): void {
  if (name === undefined || rule === undefined || members.length === 0) throw new FormatProblem('policy-line', place);
  const threshold = rule === 'any' ? 1 : rule === 'all' ? members.length : fromDecimal(rule);
  if (threshold === undefined || threshold < 1 || threshold > members.length) throw new FormatProblem('policy-line', place);
  for (const member of members) {
    if (!isDefined(draft, member) || draft.members.has(member)) throw new FormatProblem('policy-name', place);
    draft.members.add(member);
  }
  takeName(draft, name, place);
  draft.groups.set(name, { threshold, members });
}

function readQuorum(draft: Draft, [name, ...more]: readonly string[], place: string): void {
  if (name === undefined || more.length > 0) throw new FormatProblem('policy-line', place);
  if (draft.quorum !== undefined) throw new FormatProblem('policy-quorum', place);
  if (name !== NONE && !isDefined(draft, name)) throw new FormatProblem('policy-name', place);
  draft.quorum = name;
}

function takeName(draft: Draft, name: string, place: string): void {
  if (name === NONE || isDefined(draft, name)) throw new FormatProblem('policy-name', place);
}

function isDefined(draft: Draft, name: string): boolean {
  return draft.witnesses.has(name) || draft.groups.has(name);
}

/** Whether those witnesses (by their names in the policy) are enough. */
export function isQuorumMet(policy: Policy, names: ReadonlySet<string>): boolean {
  const has = (name: string): boolean => {
    const group = policy.groups.get(name);
    if (!group) return policy.witnesses.has(name) && names.has(name);
    return group.members.filter(has).length >= group.threshold;
  };
  return policy.quorum === NONE || has(policy.quorum);
}

/**
 * The smallest moment by which enough witnesses had signed, given when each did; undefined if they are not enough, and also where
 * the policy asks for nobody, because then nobody's word dates anything.
 */
export function quorumTime(policy: Policy, times: ReadonlyMap<string, number>): number | undefined {
  const byTime = [...times].sort(([, a], [, b]) => a - b);
  const names = new Set<string>();
  for (const [name, time] of policy.quorum === NONE ? [] : byTime) {
    names.add(name);
    if (isQuorumMet(policy, names)) return time;
  }
  return undefined;
}
