/** c2sp.org/signed-note: a text and the lines of those who signed it, and the keys that tell whether they did. */
import { sha256, verifyEd25519 } from '../platform/node.ts';
import { concat, equal, fromBase64, fromHex, isPlainText, toBase64, toHex, utf8 } from './bytes.ts';
import { verifyCosignature } from './cosignature.ts';
import { FormatProblem } from './problem.ts';

export { FormatProblem } from './problem.ts';

/** Ed25519 over the note text: how a log signs. */
export const ED25519 = 0x01;
/** Timestamped Ed25519 cosignature: how a witness signs. */
export const COSIGNATURE = 0x04;
/** Timestamped ML-DSA-44 cosignature: read, and not verified where the platform has no such algorithm. */
export const ML_DSA_44 = 0x06;

const KEY_BYTES: Readonly<Record<number, number>> = { [ED25519]: 32, [COSIGNATURE]: 32, [ML_DSA_44]: 1312 };

const MAX_NOTE = 1_000_000;
const MAX_SIGNATURES = 100;
const ID_BYTES = 4;
const DASH = '\u2014 ';
const NAME = /^[^\p{White_Space}+]+$/u;
const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/;

/** One signature line. `signature` is what follows the key id. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
  /** The line as it stands, its newline included. */
  readonly line: string;
}

/** A note taken apart. `text` ends in a newline and is what was signed. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A public key under the name its owner signs with. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Uint8Array;
  readonly type: number;
  readonly key: Uint8Array;
}

/** A signature that holds; `time` in POSIX seconds where its kind carries one. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly time: number | undefined;
  /** The line of the note, its newline included. */
  readonly line: string;
}

/** Whether it may stand as a key name. */
export function isKeyName(name: string): boolean {
  return NAME.test(name) && isPlainText(name, '');
}

/** Takes a note apart, or throws a FormatProblem. Nothing is verified. */
export function parseNote(text: string): Note {
  if (text.length > MAX_NOTE) throw new FormatProblem('note-too-large');
  if (!isPlainText(text, '\n')) throw new FormatProblem('note-characters');
  const split = text.lastIndexOf('\n\n');
  if (split < 0 || !text.endsWith('\n') || split + 2 === text.length) throw new FormatProblem('note-shape');
  const lines = text.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new FormatProblem('note-too-many-signatures');
  return { text: text.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

/** The note of a text (ending in a newline) and its signature lines. What comes out can be parsed, or this throws. */
export function formatNote(text: string, lines: readonly string[]): string {
  const note = `${text}\n${lines.join('')}`;
  const parsed = parseNote(note);
  if (parsed.text !== text) throw new FormatProblem('note-shape');
  return note;
}

/** Reads one signature line without its newline. */
export function parseSignatureLine(line: string): NoteSignature {
  const [name, encoded, ...more] = line.startsWith(DASH) ? line.slice(DASH.length).split(' ') : [];
  const bytes = fromBase64(encoded ?? '');
  if (name === undefined || !bytes || more.length > 0 || !isKeyName(name) || bytes.length <= ID_BYTES) {
    throw new FormatProblem('note-signature-line', line.slice(0, 200));
  }
  return { name, id: bytes.subarray(0, ID_BYTES), signature: bytes.subarray(ID_BYTES), line: `${line}\n` };
}

/** The line of a signature, ending in a newline. */
export function signatureLine(name: string, id: Uint8Array, signature: Uint8Array): string {
  if (!isKeyName(name) || id.length !== ID_BYTES || signature.length === 0) throw new FormatProblem('note-signature-line', name);
  return `${DASH}${name} ${toBase64(concat(id, signature))}\n`;
}

/** The four bytes by which a note names the key. */
export function keyId(name: string, type: number, key: Uint8Array): Uint8Array {
  return sha256(utf8(`${name}\n`), Uint8Array.of(type), key).slice(0, ID_BYTES);
}

/** The key as one writes it down (vkey). */
export function formatVerifierKey(name: string, type: number, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new FormatProblem('key-shape', name);
  if (KEY_BYTES[type] !== publicKey.length) throw new FormatProblem('key-type', name);
  return `${name}+${toHex(keyId(name, type, publicKey))}+${toBase64(concat(Uint8Array.of(type), publicKey))}`;
}

/** Reads a key as one writes it down (vkey); its id must be the one of its name, type and bytes. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const [, name = '', hex = '', encoded = ''] = VERIFIER_KEY.exec(vkey) ?? [];
  const id = fromHex(hex);
  const bytes = fromBase64(encoded);
  const type = bytes?.[0];
  if (!isKeyName(name) || !id || !bytes || type === undefined) throw new FormatProblem('key-shape', vkey.slice(0, 200));
  const key = bytes.subarray(1);
  if (KEY_BYTES[type] !== key.length) throw new FormatProblem('key-type', name);
  if (!equal(id, keyId(name, type, key))) throw new FormatProblem('key-id', name);
  return { name, id, type, key };
}

/**
 * The keys of the list whose signatures stand under the note and hold, each once; empty if nobody's does, and then the note is
 * worth nothing. Lines of other keys are ignored; a line of a key of the list that does not hold rejects the note.
 */
export async function verifyNote(note: Note, keys: readonly VerifierKey[]): Promise<VerifierKey[]> {
  return (await verifySignatures(note, keys)).map((one) => one.key);
}

/** As verifyNote, with the moments of cosignatures. Of several lines of one key the earliest counts. */
export async function verifySignatures(note: Note, keys: readonly VerifierKey[]): Promise<VerifiedSignature[]> {
  const verified = new Map<VerifierKey, VerifiedSignature>();
  for (const signature of note.signatures) {
    const key = keyOf(signature, keys);
    if (!key) continue;
    const found = await verifyOne(note.text, signature, key);
    if (!found) throw new FormatProblem('signature-invalid', key.name);
    const earlier = verified.get(key);
    if (!earlier || (found.time ?? 0) < (earlier.time ?? 0)) verified.set(key, found);
  }
  return [...verified.values()];
}

/** The key of the list a line names. A kind of signature that cannot be verified here is as good as unknown. */
function keyOf(signature: NoteSignature, keys: readonly VerifierKey[]): VerifierKey | undefined {
  const [key, second] = keys.filter((one) => one.name === signature.name && equal(one.id, signature.id));
  if (second) throw new FormatProblem('key-ambiguous', second.name);
  return key?.type === ED25519 || key?.type === COSIGNATURE ? key : undefined;
}

async function verifyOne(
  text: string,
  { signature, line }: NoteSignature,
  key: VerifierKey,
): Promise<VerifiedSignature | undefined> {
  if (key.type === ED25519) {
    return (await verifyEd25519(key.key, utf8(text), signature)) ? { key, time: undefined, line } : undefined;
  }
  const time = await verifyCosignature(key.key, text, signature);
  return time === undefined ? undefined : { key, time, line };
}
