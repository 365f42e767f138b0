/** Signing for a log: checkpoints and receipts. Holds private keys in memory and gives them to nobody. */
import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { formatCheckpoint, parseCheckpoint } from '../../verifier/formats/checkpoint.ts';
import { ED25519, formatNote, formatVerifierKey, keyId, parseNote, signatureLine } from '../../verifier/formats/note.ts';
import { formatReceiptText, receiptKeyName } from '../../verifier/formats/receipt.ts';
import type { KeyFiles, KeyName } from './keys.ts';

/** The logs of an installation. */
export const LOG_NAMES = ['main', 'reads'] as const;
/** Which log: that of the acts or that of what was read. */
export type LogName = (typeof LOG_NAMES)[number];

/** Whether there is a log of that name. */
export function isLogName(name: string): name is LogName {
  return (LOG_NAMES as readonly string[]).includes(name);
}

/** A receipt is kept if its leaf is in the log so many seconds after; a leaf still missing then proves that the record was tampered with. */
export const PROMISE_SECONDS = 86_400;

/** Bytes before the key itself in the SPKI of an Ed25519 key. */
const SPKI_PREFIX = 12;

/** What signs for one installation. */
export interface Signer {
  /** The verifier key of a log's checkpoints under that origin. */
  logKey(log: LogName, origin: string): string;
  /** The verifier key of receipts under that origin. */
  receiptKey(origin: string): string;
  /** A signed note over a checkpoint. The same checkpoint always gives the same note. */
  checkpoint(log: LogName, checkpoint: { readonly origin: string; readonly size: number; readonly root: Uint8Array }): string;
  /** A signed note that promises a leaf its place in the log. The same leaf always gives the same note. */
  receipt(promised: { readonly origin: string; readonly leafHash: Uint8Array; readonly at: string }): string;
}

/** A signer on the keys of an installation. */
export function createSigner(keys: KeyFiles): Signer {
  return {
    logKey: (log, origin) => verifierKeyOf(log, keys[log], origin),
    receiptKey: (origin) => verifierKeyOf('receipt', keys.receipt, origin),
    checkpoint: (log, checkpoint) => signNote(checkpoint.origin, formatCheckpoint(checkpoint), keys[log]),
    receipt: ({ origin, leafHash, at }) =>
      signNote(
        receiptKeyName(origin),
        formatReceiptText({ origin, leafHash, at, promiseSeconds: PROMISE_SECONDS }),
        keys.receipt,
      ),
  };
}

/** A checkpoint's note with one more signature, by the key that signs from now on. */
export function cosignWithNewKey(signer: Signer, log: LogName, note: string): string {
  const { text, signatures } = parseNote(note);
  const own = parseNote(signer.checkpoint(log, parseCheckpoint(text)));
  return formatNote(
    text,
    [...signatures, ...own.signatures].map(({ line }) => line),
  );
}

/** The verifier key of one key, under the origin of the log it serves. */
export function verifierKeyOf(purpose: KeyName, key: KeyObject, origin: string): string {
  return formatVerifierKey(purpose === 'receipt' ? receiptKeyName(origin) : origin, ED25519, publicBytes(key));
}

/** Taken out once a key: it is asked for with every receipt. */
const publicHalves = new WeakMap<KeyObject, Uint8Array>();

function publicBytes(key: KeyObject): Uint8Array {
  const known = publicHalves.get(key) ?? createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX);
  publicHalves.set(key, known);
  return known;
}

function signNote(name: string, text: string, key: KeyObject): string {
  const id = keyId(name, ED25519, publicBytes(key));
  return formatNote(text, [signatureLine(name, id, sign(null, Buffer.from(text, 'utf8'), key))]);
}
