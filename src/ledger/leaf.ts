/**
 * The leaf of an act: what the ledger will commit to. Only salted digests of its fields enter it, so that a text can be erased
 * while its existence and moment stay provable.
 */
import { createHash, hash, randomBytes } from 'node:crypto';
import { canonicalize, type Json, toBase64Url } from '../kernel/json.ts';

/** The most digests that stand in a leaf one by one; beyond it stands one digest over the sorted list. */
const DIGESTS_IN_LEAF = 64;
/** How many digests a leaf shows: one of these, so that their number does not tell what kind of act it is. */
const SHOWN = [4, 8, 16, 32, DIGESTS_IN_LEAF] as const;
/** Among the salts of an act the one its decoys are made from; no field has that name. Acts of before 12/2026 have none. */
export const DECOYS = '~';
const DECOY_PREFIX = 'khoithong/decoys/1\0';
const DIGEST_BYTES = 32;
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

/**
 * What fills up the digests of a leaf. Made from a secret of the act, so that they are told from digests of fields by whoever has the act and by
 * nobody else, and none of a field can be passed off as one of them.
 */
function decoysFor(count: number, secret: string): readonly string[] {
  const missing = (SHOWN.find((most) => count <= most) ?? count) - count;
  if (missing === 0) return [];
  const bytes = createHash('shake256', { outputLength: missing * DIGEST_BYTES })
    .update(DECOY_PREFIX + secret)
    .digest();
  return Array.from({ length: missing }, (_, n) => bytes.toString('base64url', n * DIGEST_BYTES, (n + 1) * DIGEST_BYTES));
}

/**
 * Builds a leaf from the digests of its fields, filled up with decoys made from a secret where there is one. The same header, digests and secret
 * always give the same bytes.
 */
export function buildLeaf(header: LeafHeader, digests: Readonly<Record<string, string>>, decoys?: string): Leaf {
  const own = Object.values(digests);
  const sorted = [...own, ...(decoys === undefined ? [] : decoysFor(own.length, decoys))].sort();
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
