import { toBase64Url } from '../../../kernel/json.ts';

/** Where anybody checks a receipt. */
export const CHECK_PATH = '/so-cai/kiem-tra';
/** The leaf hash in an address. */
export const LEAF_PARAM = 'la';
/** A whole receipt in an address. */
export const NOTE_PARAM = 'bien-nhan';

/** The page of an act's receipt. */
export function receiptPageHref(base: string, seq: number): string {
  return `${base}/bien-nhan/${seq}`;
}

/** The address a QR code holds: it tells the hash of a leaf and nothing else. */
export function leafCheckHref(origin: string, leafHash: string): string {
  return `${origin}${CHECK_PATH}?${LEAF_PARAM}=${toBase64Url(Buffer.from(leafHash, 'hex'))}`;
}

/** The same page for a whole receipt, and the file that proves a broken promise. */
export function noteCheckHref(note: string, file = ''): string {
  return `${CHECK_PATH}${file}?${NOTE_PARAM}=${Buffer.from(note, 'utf8').toString('base64url')}`;
}

/** The receipt an address holds. */
export function noteInAddress(encoded: string): string {
  return Buffer.from(encoded.slice(0, 6000), 'base64url').toString('utf8');
}
