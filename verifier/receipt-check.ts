/** Whether the promise of a receipt was kept, from what its holder can get: a proof, or a checkpoint with the hashes of all records. */
import { equal, fromUtf8 } from './formats/bytes.ts';
import { createCheckpointReader, instantOf, lowerBound } from './formats/dating.ts';
import { Fault, must } from './formats/fault.ts';
import { parseNote, verifyNote } from './formats/note.ts';
import { parseProof } from './formats/proof.ts';
import { parseReceipt, type Receipt, receiptKeyName } from './formats/receipt.ts';
import { appendAll, EMPTY_RANGE, rootOf, verifyInclusion } from './formats/tree.ts';
import { establishTrust, type Given, type Trust } from './formats/trust.ts';

/** What the holder brings besides the receipt. */
export interface ReceiptEvidence {
  /** A c2sp.org/tlog-proof of the record. */
  readonly proof?: string;
  /** A checkpoint, with the hashes of all its records one after another (what the tiles of level 0 hold). */
  readonly tree?: { readonly checkpoint: string; readonly leaves: Uint8Array };
}

/** What follows. `broken`: the log promised the record and has not got it. */
export type ReceiptVerdict = 'kept' | 'open' | 'early' | 'broken';

/** The answer, with what its words need. */
export interface ReceiptReport {
  readonly verdict: ReceiptVerdict;
  readonly params: Readonly<Record<string, string | number>>;
}

const HASH = 32;

/** @throws {Fault}, {FormatProblem} where receipt, proof or checkpoint do not hold */
export async function checkReceipt(note: Uint8Array, given: Given, evidence: ReceiptEvidence): Promise<ReceiptReport> {
  const text = fromUtf8(note);
  must(text !== undefined, 'json.not-utf8');
  const receipt = parseReceipt(text);
  const trust = establishTrust({ ...given, policy: given.policy ?? 'quorum none\n' }, new Map());
  const name = receiptKeyName(receipt.origin);
  const keys = trust.receipts.filter((key) => key.name === name);
  must(keys.length > 0, 'receipt-check.key', { origin: receipt.origin, name });
  must((await verifyNote(parseNote(text), keys)).length > 0, 'receipt.not-signed');
  const deadline = Date.parse(receipt.at) / 1000 + receipt.promiseSeconds;
  const params = { origin: receipt.origin, until: instantOf(deadline) };
  if (evidence.proof !== undefined)
    return { verdict: 'kept', params: { ...params, ...(await checkProof(receipt, trust, evidence.proof)) } };
  if (!evidence.tree) return { verdict: 'open', params };
  return searchTree(receipt, trust, { ...evidence.tree, deadline, params });
}

async function checkProof(receipt: Receipt, trust: Trust, text: string) {
  const { index, proof, checkpointNote } = parseProof(text);
  const { origin, size, root } = await createCheckpointReader(trust).read(checkpointNote);
  must(origin === receipt.origin, 'proof.origin', { origin });
  must(verifyInclusion({ index, size, leaf: receipt.leafHash, proof, root }), 'proof.not-in-tree', { index, size });
  return { index, size };
}

async function searchTree(
  receipt: Receipt,
  trust: Trust,
  {
    checkpoint,
    leaves,
    deadline,
    params,
  }: {
    readonly checkpoint: string;
    readonly leaves: Uint8Array;
    readonly deadline: number;
    readonly params: ReceiptReport['params'];
  },
): Promise<ReceiptReport> {
  const { origin, size, root, times } = await createCheckpointReader(trust).read(checkpoint);
  must(origin === receipt.origin, 'proof.origin', { origin });
  const hashes = Array.from({ length: leaves.length / HASH }, (_, n) => leaves.subarray(n * HASH, (n + 1) * HASH));
  const isWhole = hashes.length === size && equal(rootOf(appendAll(EMPTY_RANGE, hashes)), root);
  if (!isWhole) throw new Fault('receipt-check.leaves');
  const index = hashes.findIndex((hash) => equal(hash, receipt.leafHash));
  if (index >= 0) return { verdict: 'kept', params: { ...params, index, size } };
  const witnessed = lowerBound(trust.policy, times);
  if (witnessed === undefined || witnessed <= deadline) return { verdict: 'early', params };
  return { verdict: 'broken', params: { ...params, size, witnessed: instantOf(witnessed) } };
}
