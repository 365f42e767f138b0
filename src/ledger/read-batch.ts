/**
 * The leaf of a minute of readings: one digest over the sorted salted digests of its events, so that any one event can be disclosed
 * later with nothing but the digests of the others.
 */
import { hash } from 'node:crypto';
import { canonicalize, toBase64Url } from '../kernel/json.ts';
import { digestField, hashLeaf } from './leaf.ts';

/** A reading, as its digest commits to it. */
export interface ReadingFields {
  /** First and last moment within its minute, and how many times. */
  readonly at: string;
  readonly last: string;
  readonly times: number;
  readonly reader: string;
  readonly key: string;
  readonly post: string | null;
  readonly purpose: string;
  readonly words: string;
  readonly what: string;
  readonly dossier: string;
}

/** A reading with what makes its digest unguessable, and whom it concerned. */
export interface SaltedReading extends ReadingFields {
  readonly salt: string;
  readonly subjects: readonly string[];
  readonly subjectSalt: string;
  /** Not shown before the dossier ended, or before this moment. */
  readonly held: boolean;
  readonly shownAt: string | null;
}

/** A leaf of the log of readings. */
export interface ReadBatch {
  readonly n: number;
  readonly text: string;
  readonly hash: Uint8Array;
  readonly digests: readonly string[];
}

/** What comes before a leaf in its chain; absent for the first, which names a stream of its own. */
export interface BatchPlace {
  readonly n: number;
  readonly stream: string;
  readonly previous: Uint8Array | null;
  readonly at: string;
}

const STREAM_PREFIX = Buffer.from('khoithong/stream/1\0');
const PRODUCED = hash('sha256', 'reads@1', 'base64url');

/** The name of a stream of readings, from 32 random bytes. */
export function nameReadStream(random: Uint8Array): string {
  return hash('sha256', Buffer.concat([STREAM_PREFIX, random]), 'base64url');
}

/**
 * The digest of a reading: SHA-256(JCS([salt, "read", event])), base64url. Of the persons concerned it holds a digest with a salt of its own:
 * one of them can be shown the event without learning who the others are.
 */
export function digestReading(event: SaltedReading): string {
  const { salt, subjectSalt, subjects, at, last, times, reader, key, post, purpose, words, what, dossier, held, shownAt } = event;
  const fields = { at, last, times, reader, key, post, purpose, words, what, dossier, held, shownAt };
  return digestField(salt, 'read', { ...fields, subjects: digestField(subjectSalt, 'subjects', [...subjects].sort()) });
}

/** The one digest a leaf holds for all of its readings. */
export function digestAll(digests: readonly string[]): string {
  return hash('sha256', canonicalize([...digests].sort()), 'base64url');
}

/** The exact bytes of a leaf. */
export function writeReadLeaf({ n, stream, previous, at }: BatchPlace, digests: readonly string[]): string {
  return canonicalize({
    v: 'khoithong/1',
    k: 'reads',
    s: stream,
    n,
    p: previous ? toBase64Url(previous) : '',
    t: at,
    d: [digestAll(digests)],
    g: '',
    x: PRODUCED,
  });
}

/** Makes the leaf of some readings. The same place and readings always give the same bytes. */
export function buildReadBatch(place: BatchPlace, events: readonly SaltedReading[]): ReadBatch {
  const digests = events.map(digestReading).sort();
  const text = writeReadLeaf(place, digests);
  return { n: place.n, text, hash: hashLeaf(text), digests };
}
