/** The log held against what somebody else saw of it: a checkpoint that was signed once must be of the tree we have. */
import type pg from 'pg';
import { equal, toBase64 } from '../../../verifier/formats/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../../verifier/formats/checkpoint.ts';
import { FormatProblem, parseNote, parseVerifierKey, verifyNote } from '../../../verifier/formats/note.ts';
import { parseReceipt, receiptKeyName } from '../../../verifier/formats/receipt.ts';
import { nodesOfTree, rootOf, verifyConsistency } from '../../../verifier/formats/tree.ts';
import { type LogEpoch, proveConsistency, readNodes } from './prove.ts';

/** How the log stands to what somebody else saw. */
export type OutsideCode =
  /** It goes on from there. */
  | 'agrees'
  /** It is shorter than what was seen: leaves were lost or taken away. */
  | 'outside-behind'
  /** Two roots were signed for one size. */
  | 'outside-rewritten'
  /** It does not go on from what was seen. */
  | 'outside-forked'
  /** There is no log of that name. */
  | 'outside-unknown'
  /** What was shown bears no signature of the log. */
  | 'outside-unsigned'
  /** What was shown is no checkpoint at all. */
  | 'outside-unreadable';

/** One comparison. */
export interface Outside {
  readonly code: OutsideCode;
  readonly origin: string;
  /** Size somebody else saw. */
  readonly seen: number;
  /** Size we have. */
  readonly ours: number;
}

interface KnownLog extends LogEpoch {
  readonly size: string;
  readonly closed: boolean;
  readonly because: unknown;
  readonly keys: readonly string[];
}

/** Compares a tree somebody else saw, whatever says that it was signed. The identity must be the system's. */
export async function compareSeen(client: pg.ClientBase, seen: Checkpoint): Promise<Outside> {
  const log = await findLog(client, seen.origin);
  const said = { origin: seen.origin, seen: seen.size, ours: Number(log?.size ?? 0) };
  if (!log) return { code: 'outside-unknown', ...said };
  return { code: await codeOf(client, log, seen, said.ours), ...said };
}

/** Compares a checkpoint as a signed note; without a signature by a key the log has or had it says nothing. */
export async function compareNote(client: pg.ClientBase, text: string): Promise<Outside> {
  try {
    const note = parseNote(text);
    const seen = parseCheckpoint(note.text);
    const log = await findLog(client, seen.origin);
    if (!log) return { code: 'outside-unknown', origin: seen.origin, seen: seen.size, ours: 0 };
    const signed = await verifyNote(note, log.keys.map(parseVerifierKey));
    if (signed.length === 0) return { code: 'outside-unsigned', origin: seen.origin, seen: seen.size, ours: Number(log.size) };
    return await compareSeen(client, seen);
  } catch (error) {
    if (error instanceof FormatProblem) return { code: 'outside-unreadable', origin: '', seen: 0, ours: 0 };
    throw error;
  }
}

async function findLog(client: pg.ClientBase, origin: string): Promise<KnownLog | undefined> {
  const found = await client.query<KnownLog>(
    `select l.log, l.epoch, l.size, l.closed_at is not null as closed, l.closed_because as because,
       array(select k.vkey from app.ledger_key k where k.tenant = l.tenant and k.log = l.log and k.epoch = l.epoch and k.purpose = 'log') as keys
     from app.ledger_log l where l.origin = $1`,
    [origin],
  );
  return found.rows[0];
}

async function codeOf(client: pg.ClientBase, log: KnownLog, seen: Checkpoint, ours: number): Promise<OutsideCode> {
  // What the restore ceremony wrote down as lost is known to be lost.
  if (seen.size > ours) return log.closed && isKnownLoss(log.because, seen) ? 'agrees' : 'outside-behind';
  const signed = await client.query<{ root: Buffer }>(
    'select c.root from app.ledger_checkpoint c where c.log = $1 and c.epoch = $2 and c.size = $3',
    [log.log, log.epoch, seen.size],
  );
  const root = signed.rows[0]?.root;
  if (root && !equal(root, seen.root)) return 'outside-rewritten';
  return (await goesOn(client, log, seen, ours)) ? 'agrees' : 'outside-forked';
}

async function goesOn(client: pg.ClientBase, log: LogEpoch, seen: Checkpoint, ours: number): Promise<boolean> {
  try {
    const nodes = nodesOfTree(ours);
    const read = await readNodes(client, log, ours, nodes);
    const toRoot = rootOf({ size: ours, hashes: await Promise.all(nodes.map(async ({ level, index }) => read(level, index))) });
    const proof = await proveConsistency(client, log, seen.size, ours);
    return verifyConsistency({ from: seen.size, to: ours, fromRoot: seen.root, toRoot, proof });
  } catch (error) {
    // Tiles that are missing prove nothing.
    if (error instanceof FormatProblem || error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether the ceremony that ended the epoch was shown exactly this checkpoint, or a later one of the same past. */
function isKnownLoss(because: unknown, seen: Checkpoint): boolean {
  const parts = Array.isArray(because) ? (because as readonly (readonly unknown[])[]) : [];
  const witnessed = parts.find((part) => part[1] === 'witnessed')?.[2];
  if (typeof witnessed !== 'string' || witnessed === '') return false;
  try {
    const known = parseCheckpoint(parseNote(witnessed).text);
    return known.size > seen.size || (known.size === seen.size && equal(known.root, seen.root));
  } catch {
    return false;
  }
}

/** How a leaf that was promised its place stands. */
export type ReceiptCode = 'kept' | 'waiting' | 'receipt-broken' | 'receipt-unsigned' | 'receipt-unreadable';

/** Looks for the leaf of a receipt; one that is neither in the log nor waiting proves that the record was tampered with. */
export async function compareReceipt(
  client: pg.ClientBase,
  text: string,
): Promise<{ readonly code: ReceiptCode; readonly leaf: string; readonly at: string }> {
  try {
    const { origin, leafHash, at } = parseReceipt(text);
    const said = { leaf: toBase64(leafHash), at };
    const keys = await client.query<{ vkey: string }>(
      `select distinct k.vkey from app.ledger_key k where k.purpose = 'receipt' and k.vkey like $1 || '+%'`,
      [receiptKeyName(origin)],
    );
    const signed = await verifyNote(
      parseNote(text),
      keys.rows.map(({ vkey }) => parseVerifierKey(vkey)),
    );
    if (signed.length === 0) return { ...said, code: 'receipt-unsigned' };
    const found = await client.query<{ entered: boolean; waits: boolean }>(
      `select exists (select from app.ledger_entry e where e.leaf_hash = $1 and e.at = $2::timestamptz) as entered,
         exists (select from app.ledger_pending p where p.leaf_hash = $1) as waits`,
      [Buffer.from(leafHash), at],
    );
    const { entered = false, waits = false } = found.rows[0] ?? {};
    return { ...said, code: entered ? 'kept' : waits ? 'waiting' : 'receipt-broken' };
  } catch (error) {
    if (error instanceof FormatProblem) return { code: 'receipt-unreadable', leaf: '', at: '' };
    throw error;
  }
}
