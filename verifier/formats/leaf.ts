/** The leaf: what the log commits to for one act. */
import { isHashText, toBase64Url } from './base64url.ts';
import { must } from './fault.ts';
import { isInstant } from './instant.ts';
import { isList, type Json, membersOf, parseCanonical } from './jcs.ts';
import { hashLeaf } from './tree.ts';

const MOST_BYTES = 4096;
/** The most digests that stand in a leaf one by one; beyond it stands one digest over the sorted list. */
export const DIGESTS_IN_LEAF = 64;
const KIND = /^[a-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)?$/;

/** A leaf taken apart. Hashes are base64url. */
export interface Leaf {
  /** `<kind>.<act>` or `sealed`. */
  readonly kind: string;
  readonly stream: string;
  readonly n: number;
  /** Hash of the leaf before it in the stream; empty for the first. */
  readonly previous: string;
  readonly at: string;
  readonly digests: readonly string[];
  /** Hash of the person's own signature; empty where there is none. */
  readonly assertion: string;
  readonly hash: string;
}

/** Reads the exact bytes of a leaf. @throws {Fault} leaf.*, json.* */
export function parseLeaf(bytes: Uint8Array): Leaf {
  must(bytes.length <= MOST_BYTES, 'leaf.too-large', { most: MOST_BYTES });
  const { v, k, s, n, p, t, d, g, x } = membersOf(parseCanonical(bytes), ['v', 'k', 's', 'n', 'p', 't', 'd', 'g', 'x'], 'leaf');
  must(v === 'khoithong/1', 'leaf.version');
  must(typeof k === 'string' && k.length <= 120 && KIND.test(k), 'leaf.member', { member: 'k' });
  must(isHashText(s), 'leaf.member', { member: 's' });
  must(typeof n === 'number' && Number.isSafeInteger(n) && n >= 0, 'leaf.member', { member: 'n' });
  must(n === 0 ? p === '' : isHashText(p), 'leaf.member', { member: 'p' });
  must(isInstant(t), 'leaf.member', { member: 't' });
  must(g === '' || isHashText(g), 'leaf.member', { member: 'g' });
  must(isHashText(x), 'leaf.member', { member: 'x' });
  const digests = readDigests(d);
  return { kind: k, stream: s, n, previous: String(p), at: t, digests, assertion: g, hash: toBase64Url(hashLeaf(bytes)) };
}

function readDigests(value: Json | undefined): readonly string[] {
  must(isList(value) && value.length > 0 && value.length <= DIGESTS_IN_LEAF && isDigestList(value), 'leaf.member', {
    member: 'd',
  });
  return value;
}

/** Whether these are digests, in order, none twice. */
export function isDigestList(list: readonly Json[]): list is readonly string[] {
  return list.every((one, i) => isHashText(one) && (i === 0 || String(list[i - 1]) < one));
}
