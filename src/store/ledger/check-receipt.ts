/** What a receipt, or a leaf hash alone, is worth today. Works from the hash and tells places and times: anybody may ask. */
import { fromBase64 } from '../../../verifier/formats/bytes.ts';
import { parseCheckpoint } from '../../../verifier/formats/checkpoint.ts';
import { FormatProblem, parseNote, parseVerifierKey, type VerifierKey, verifyNote } from '../../../verifier/formats/note.ts';
import { parseReceipt, type Receipt } from '../../../verifier/formats/receipt.ts';
import { verifyInclusion } from '../../../verifier/formats/tree.ts';
import { key } from '../../dossier/keys.ts';
import { toHex } from '../../kernel/json.ts';
import { asInstant, type Instant, toMillis } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Store } from '../store.ts';
import { proveInclusion } from './prove.ts';
import { readCheckpoint } from './published.ts';
import { type LeafPlace, type LeafState, readLeafState } from './receipts.ts';

/** What was handed in, taken apart. Nothing is verified. */
export type Claim =
  | { readonly is: 'receipt'; readonly receipt: Receipt; readonly note: string; readonly leafHash: string }
  | { readonly is: 'hash'; readonly leafHash: string };

/** What is known of the promise a genuine receipt makes. */
export interface Promised {
  readonly note: string;
  readonly at: Instant;
  readonly until: Instant;
}

/** What came of checking. */
export type Checked = { readonly leafHash: string; readonly state: LeafState } & (
  | { readonly verdict: 'in-log'; readonly place: LeafPlace; readonly promised: Promised | null }
  /** Genuine, not in the log, and the promise still runs. */
  | { readonly verdict: 'promised'; readonly promised: Promised }
  /** Genuine, and either missing in the log after the promised time or not under the root the log signed: the record was tampered with. */
  | { readonly verdict: 'broken'; readonly promised: Promised | null; readonly how: 'missing' | 'tree' }
  /** No key of this log signed it. */
  | { readonly verdict: 'forged' }
  /** A hash alone that stands nowhere: it proves nothing. */
  | { readonly verdict: 'unknown' }
);

const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/]{43}=?$/;
/** The newest receipt is shorter by half. */
const MOST_TYPED = 4000;

/** Reads a receipt or a leaf hash as people bring them: pasted with other line ends, or as the address in a QR code. Undefined: neither. */
export function readClaim(typed: string): Claim | undefined {
  if (typed.length > MOST_TYPED) return undefined;
  const text = typed.replace(/\r\n?/g, '\n').trim();
  const leafHash = readHash(/[?&]la=([\w-]{43})(?:&|$)/.exec(text)?.[1] ?? text);
  if (leafHash !== undefined) return { is: 'hash', leafHash };
  const note = `${text}\n`;
  try {
    const receipt = parseReceipt(note);
    return { is: 'receipt', receipt, note, leafHash: toHex(receipt.leafHash) };
  } catch (error) {
    if (error instanceof FormatProblem) return undefined;
    throw error;
  }
}

function readHash(text: string): string | undefined {
  if (HEX.test(text)) return text.toLowerCase();
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = BASE64.test(standard) ? fromBase64(standard.length === 43 ? `${standard}=` : standard) : undefined;
  return bytes?.length === 32 ? toHex(bytes) : undefined;
}

/** Checks a claim against keys, log and signed tree, as of now; `now` is the clock of the database unless given. */
export async function checkClaim(store: Store, claim: Claim, now?: Instant): Promise<Checked> {
  const read = await readLeafState(store, claim.leafHash);
  const state = now === undefined ? read : { ...read, now };
  const about = { leafHash: claim.leafHash, state };
  const promised = claim.is === 'receipt' ? promiseOf(claim.receipt, claim.note) : null;
  if (claim.is === 'receipt' && !(await isGenuine(store, claim))) return { ...about, verdict: 'forged' };
  const { place } = state;
  if (place) {
    const holds = place.checkpoint === null || (await standsInSignedTree(store, claim.leafHash, place));
    return holds ? { ...about, verdict: 'in-log', place, promised } : { ...about, verdict: 'broken', promised, how: 'tree' };
  }
  if (promised === null) return { ...about, verdict: 'unknown' };
  return state.now <= promised.until
    ? { ...about, verdict: 'promised', promised }
    : { ...about, verdict: 'broken', promised, how: 'missing' };
}

function promiseOf(receipt: Receipt, note: string): Promised {
  const at = asInstant(receipt.at);
  return { note, at, until: asInstant(toMillis(at) + receipt.promiseSeconds * 1000) };
}

/** Signed by a key of the log it names, while that key signed. */
async function isGenuine(store: Store, { receipt, note }: Extract<Claim, { is: 'receipt' }>): Promise<boolean> {
  const keys = await readReceiptKeys(store, receipt);
  return holds(note, keys);
}

async function readReceiptKeys(store: Store, { origin, at }: Receipt): Promise<readonly VerifierKey[]> {
  const found = await read<{ vkey: string }>(
    store,
    `select distinct k.vkey from app.ledger_key k join app.ledger_log l on l.tenant = k.tenant and l.log = k.log and l.epoch = k.epoch
     where k.log = 'main' and k.purpose = 'receipt' and l.origin = $1 and (k.until is null or k.until >= $2)`,
    [origin, at],
  );
  return found.map(({ vkey }) => parseVerifierKey(vkey));
}

/** Whether the leaf stands under the root of the first tree that was signed with it. */
async function standsInSignedTree(store: Store, leafHash: string, place: LeafPlace): Promise<boolean> {
  const size = place.checkpoint?.size ?? 0;
  const of = { log: 'main', epoch: place.epoch } as const;
  const signed = await read<{ note: string; keys: readonly string[] }>(
    store,
    `select c.note, array(select k.vkey from app.ledger_key k where k.tenant = c.tenant and k.log = c.log and k.epoch = c.epoch and k.purpose = 'log') as keys
     from app.ledger_checkpoint c where c.log = 'main' and c.epoch = $1 and c.size = $2`,
    [place.epoch, size],
  );
  const [row] = signed;
  if (!row || !(await holds(row.note, row.keys.map(parseVerifierKey)))) return false;
  try {
    const checkpoint = parseCheckpoint(parseNote(row.note).text);
    const identity = { tenant: store.tenant, person: null, keys: [key.system] };
    const proof = await readAs(store.pool, identity, (client) => proveInclusion(client, of, place.index, size));
    const { root } = checkpoint;
    const leaf = Buffer.from(leafHash, 'hex');
    return checkpoint.size === size && verifyInclusion({ index: place.index, size, leaf, proof, root });
  } catch (error) {
    if (error instanceof FormatProblem) return false;
    throw error;
  }
}

async function holds(note: string, keys: readonly VerifierKey[]): Promise<boolean> {
  try {
    return (await verifyNote(parseNote(note), keys)).length > 0;
  } catch (error) {
    if (error instanceof FormatProblem) return false;
    throw error;
  }
}

/**
 * The file to take to whoever inspects: the receipt and what the log says of itself now. Undefined for a receipt that proves nothing.
 */
export async function writeProof(store: Store, checked: Checked): Promise<string | undefined> {
  if (checked.verdict !== 'broken') return undefined;
  const checkpoint = await readCheckpoint(store, 'main');
  return [
    `khoithong.broken-promise/v1\n${checked.how}\n${checked.leafHash}\n${checked.state.now}\n`,
    `== receipt ==\n${checked.promised?.note ?? ''}`,
    `== checkpoint ==\n${checkpoint?.note ?? ''}`,
  ].join('\n');
}

async function read<T extends Record<string, unknown>>(
  store: Store,
  text: string,
  values: readonly unknown[],
): Promise<readonly T[]> {
  const identity = { tenant: store.tenant, person: null, keys: [key.system] };
  return readAs(store.pool, identity, async (client) => (await client.query<T>(text, [...values])).rows);
}
