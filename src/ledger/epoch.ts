/** The first leaf of an epoch: why the one before ended, who decided so, and what it had come to. */
import { hash } from 'node:crypto';
import type { Json } from '../kernel/json.ts';
import { buildLeaf, digestField, type Leaf, newSalt } from './leaf.ts';

/** What an epoch begins with is said by a leaf of this name. */
export const EPOCH_LEAF = 'ledger.reopened';

/** Why an epoch ended. */
export type EpochEnd = 'lost-past' | 'lost-key';

/** What the first leaf of an epoch commits to. */
export interface EpochChange {
  readonly because: EpochEnd;
  /** What the epoch before was called. */
  readonly origin: string;
  /** How many leaves of it there are. */
  readonly size: number;
  /** The newest checkpoint of it that is stored, a signed note; empty where there is none. */
  readonly checkpoint: string;
  /** The newest checkpoint somebody else holds of it, with its cosignatures; empty where nobody showed one. */
  readonly witnessed: string;
  /** How many leaves somebody else saw and are there no longer. */
  readonly lost: number;
  /** The two who decided so. */
  readonly officers: readonly [string, string];
  readonly reason: string;
}

/** One part with its salt, as it is disclosed. */
export type Disclosure = readonly [salt: string, name: string, value: Json];

/** The first leaf of the epoch of that origin, with what it commits to. */
export function openEpoch(
  change: EpochChange,
  origin: string,
  at: string,
): { readonly leaf: Leaf; readonly disclosures: readonly Disclosure[] } {
  const disclosures = Object.entries(change).map(([name, value]): Disclosure => [newSalt(), name, value as Json]);
  return { leaf: leafOf(disclosures, origin, at), disclosures };
}

/** The same leaf from what was disclosed: the same parts always give the same bytes. */
export function leafOf(disclosures: readonly Disclosure[], origin: string, at: string): Leaf {
  const digests = Object.fromEntries(disclosures.map(([salt, name, value]) => [name, digestField(salt, name, value)]));
  const stream = hash('sha256', origin, 'buffer');
  return buildLeaf({ kind: EPOCH_LEAF, stream, n: 0, previous: null, at, produced: EPOCH_LEAF }, digests);
}

/** What was disclosed, or undefined where it is nothing an epoch begins with. */
export function readDisclosures(stored: unknown): readonly Disclosure[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  const parts = stored as readonly unknown[];
  const isPart = (part: unknown): part is Disclosure =>
    Array.isArray(part) && part.length === 3 && typeof part[0] === 'string' && typeof part[1] === 'string';
  return parts.every(isPart) ? parts : undefined;
}

/** One part of what was disclosed. */
export function disclosed(disclosures: readonly Disclosure[], name: keyof EpochChange): Json | undefined {
  return disclosures.find((part) => part[1] === name)?.[2];
}
