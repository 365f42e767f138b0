/** c2sp.org/tlog-cosignature, Ed25519: a witness states that at a moment this was the largest consistent tree it had seen. */
import { verifyEd25519 } from '../platform/node.ts';
import { concat, utf8 } from './bytes.ts';
import { isCount } from './numbers.ts';

const TIME_BYTES = 8;
const ED25519_BYTES = 64;

/** The bytes a witness signs for a checkpoint (the text of its note) at a moment in POSIX seconds. */
export function cosignedMessage(time: number, noteText: string): Uint8Array {
  if (!isCount(time)) throw new RangeError(`no POSIX time: ${time}`);
  return utf8(`cosignature/v1\ntime ${time}\n${noteText}`);
}

/** The timestamped signature, as it stands in a note after the key id. */
export function encodeCosignature(time: number, signature: Uint8Array): Uint8Array {
  if (!isCount(time) || signature.length !== ED25519_BYTES) throw new RangeError('no cosignature');
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return concat(bytes, signature);
}

/** Time and signature, undefined unless the bytes are exactly that and the time is one a number holds. */
export function decodeCosignature(bytes: Uint8Array): { readonly time: number; readonly signature: Uint8Array } | undefined {
  if (bytes.length !== TIME_BYTES + ED25519_BYTES) return undefined;
  const time = new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return { time: Number(time), signature: bytes.subarray(TIME_BYTES) };
}

/** The moment the holder of the Ed25519 key cosigned this note text, undefined if it did not. */
export async function verifyCosignature(
  publicKey: Uint8Array,
  noteText: string,
  timestamped: Uint8Array,
): Promise<number | undefined> {
  const decoded = decodeCosignature(timestamped);
  if (!decoded) return undefined;
  const good = await verifyEd25519(publicKey, cosignedMessage(decoded.time, noteText), decoded.signature);
  return good ? decoded.time : undefined;
}
