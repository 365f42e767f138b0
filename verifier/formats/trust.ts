/** Whom the verifier believes: a policy, keys, authorities; given from outside, or for want of that read from the bundle itself. */
import { fromUtf8, toHex } from './bytes.ts';
import { must } from './fault.ts';
import { ED25519, parseVerifierKey, type VerifierKey } from './note.ts';
import { type Policy, parsePolicy } from './policy.ts';
import type { PolicySource } from './report.ts';

/** What the person who checks brings along. */
export interface Given {
  /** Text of a c2sp.org/tlog-policy. */
  readonly policy?: string;
  /** Keys of logs and of receipts (vkey). */
  readonly keys?: readonly string[];
  /** Certificates of time-stamping authorities, DER. */
  readonly authorities?: readonly Uint8Array[];
}

/** Whom to believe. */
export interface Trust {
  readonly source: PolicySource;
  readonly policy: Policy;
  readonly logs: readonly VerifierKey[];
  /** Keys that may sign receipts; empty where nobody vouched for any. */
  readonly receipts: readonly VerifierKey[];
  readonly authorities: readonly Uint8Array[];
}

const RECEIPT_KEY = /\/receipt$/;

/** Reads keys, one a line; lines that start with # say nothing. @throws {FormatProblem} */
export function parseKeys(text: string): readonly VerifierKey[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseVerifierKey);
}

/** @throws {FormatProblem} for a policy or key that cannot be read; {Fault} policy.none where there is nothing to go by */
export function establishTrust(given: Given, files: ReadonlyMap<string, Uint8Array>): Trust {
  const keys = (given.keys ?? []).map(parseVerifierKey);
  const authorities = given.authorities ?? [];
  const receipts = keys.filter((key) => RECEIPT_KEY.test(key.name));
  const logs = keys.filter((key) => !RECEIPT_KEY.test(key.name) && key.type === ED25519);
  if (given.policy !== undefined) {
    const policy = parsePolicy(given.policy);
    return { source: 'given', policy, logs: unique([...logsOf(policy), ...logs]), receipts, authorities };
  }
  if (logs.length > 0) return { source: 'keys', policy: parsePolicy('quorum none\n'), logs, receipts, authorities };
  const copy = files.get('policy.txt');
  const listed = files.get('keys.txt');
  must(copy !== undefined || listed !== undefined, 'policy.none');
  const policy = parsePolicy(copy === undefined ? 'quorum none\n' : (fromUtf8(copy) ?? ''));
  const own = copy === undefined ? parseKeys(fromUtf8(listed ?? new Uint8Array()) ?? '') : [];
  return {
    source: 'copy',
    policy,
    logs: unique([...logsOf(policy), ...own.filter((key) => !RECEIPT_KEY.test(key.name) && key.type === ED25519)]),
    receipts,
    authorities,
  };
}

function logsOf(policy: Policy): readonly VerifierKey[] {
  return policy.logs.map((log) => log.key);
}

/** A key given twice is one key: two would leave open whose line a signature is. */
function unique(keys: readonly VerifierKey[]): readonly VerifierKey[] {
  return [...new Map(keys.map((key) => [`${key.name}+${toHex(key.id)}`, key])).values()];
}
