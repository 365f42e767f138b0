/**
 * The leaf of an act: what the ledger will commit to. Only salted digests of its fields enter it, so that a text can be erased
 * while its existence and moment stay provable.
 */
import { hash, randomBytes } from 'node:crypto';
import { canonicalize, type Json, toBase64Url } from '../kernel/json.ts';

/** The most digests that stand in a leaf one by one; beyond it stands one digest over the sorted list. */
const DIGESTS_IN_LEAF = 64;
const STREAM_PREFIX = Buffer.from('khoithong/stream/1\0');

/** What identifies the leaf besides its fields. */
export interface LeafHeader {
  /** `<kind>.<act>`; `sealed` for restricted kinds. */
  readonly kind: string;
  readonly stream: Uint8Array;
  /** Place in the stream from 0. */
  readonly n: number;
  readonly previous: Uint8Array | null;
  readonly at: string;
  /** Names the software and rules that produced it. */
  readonly produced: string;
  /** The digest of the signature package; absent: nobody signed. */
  readonly signature?: string;
}

/** A leaf with everything needed to show later what it commits to. */
export interface Leaf {
  readonly text: string;
  readonly hash: Uint8Array;
  readonly digests: Readonly<Record<string, string>>;
}

const SALT_BYTES = 32;
let random: Buffer = Buffer.alloc(0);

/** A fresh salt: 32 random bytes, base64url. */
export function newSalt(): string {
  // Random bytes are asked for by the hundred: the asking costs more than the bytes. No byte is given out twice.
  if (random.length < SALT_BYTES) random = randomBytes(128 * SALT_BYTES);
  const salt = random.toString('base64url', 0, SALT_BYTES);
  random.fill(0, 0, SALT_BYTES);
  random = random.subarray(SALT_BYTES);
  return salt;
}

/** The digest that stands for one field: SHA-256(JCS([salt, name, value])), base64url. */
export function digestField(salt: string, name: string, value: Json): string {
  return digestWritten(salt, name, canonicalize(value));
}

/** The same for a value whose canonical text is known already. */
export function digestWritten(salt: string, name: string, written: string): string {
  return hash('sha256', `[${canonicalize(salt)},${canonicalize(name)},${written}]`, 'base64url');
}

/** The hash of a leaf in an RFC 6962 tree. */
export function hashLeaf(text: string): Uint8Array {
  return hash('sha256', `\0${text}`, 'buffer');
}

const produced = new Map<string, string>();
const PRODUCED_KEPT = 500;

/** Software and rules are the same for days on end. */
function digestOfProduced(text: string): string {
  const known = produced.get(text);
  if (known !== undefined) return known;
  const digest = hash('sha256', text, 'base64url');
  if (produced.size < PRODUCED_KEPT) produced.set(text, digest);
  return digest;
}

/** Builds a leaf from the digests of its fields. The same header and digests always give the same bytes. */
export function buildLeaf(header: LeafHeader, digests: Readonly<Record<string, string>>): Leaf {
  const sorted = Object.values(digests).sort();
  const listed = sorted.length <= DIGESTS_IN_LEAF ? sorted : [hash('sha256', canonicalize(sorted), 'base64url')];
  const text = canonicalize({
    v: 'khoithong/1',
    k: header.kind,
    s: hash('sha256', Buffer.concat([STREAM_PREFIX, header.stream]), 'base64url'),
    n: header.n,
    p: header.previous ? toBase64Url(header.previous) : '',
    t: header.at,
    d: listed,
    g: header.signature ?? '',
    x: digestOfProduced(header.produced),
  });
  return { text, hash: hashLeaf(text), digests };
}
