/**
 * The receipt handed out at once for an act: a promise that its leaf will stand in the log. A leaf missing after the promised time
 * and the receipt together prove that the log dropped it.
 *
 * It is a signed note by a key of its own, named `<origin without its epoch>/receipt`:
 * ```
 * khoithong.receipt/v1
 * khoithong.example.gov.vn/1
 * <leaf hash, base64>
 * 2026-11-23T05:44:00.123Z
 * 60
 *
 * — khoithong.example.gov.vn/receipt <signature>
 * ```
 */
import { fromBase64, toBase64 } from './bytes.ts';
import { parseNote } from './note.ts';
import { fromDecimal, isCount } from './numbers.ts';
import { FormatProblem } from './problem.ts';

const HEADER = 'khoithong.receipt/v1';
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What a receipt says. */
export interface Receipt {
  /** The log the leaf will stand in. */
  readonly origin: string;
  readonly leafHash: Uint8Array;
  /** The instant of the act, UTC with milliseconds. */
  readonly at: string;
  /** From then on, within how many seconds. */
  readonly promiseSeconds: number;
}

/** The name of the key that signs receipts for a log: the same through all its epochs. */
export function receiptKeyName(origin: string): string {
  return `${origin.replace(/\/[0-9]+$/, '')}/receipt`;
}

/** The text of a receipt, to be signed as a note. */
export function formatReceiptText({ origin, leafHash, at, promiseSeconds }: Receipt): string {
  const text = `${HEADER}\n${origin}\n${toBase64(leafHash)}\n${at}\n${promiseSeconds}\n`;
  if (!isCount(promiseSeconds)) throw new FormatProblem('receipt-shape');
  parseReceiptText(text);
  return text;
}

/** Reads the note of a receipt, or throws a FormatProblem. Its signature is verified as that of any note. */
export function parseReceipt(note: string): Receipt {
  return parseReceiptText(parseNote(note).text);
}

function parseReceiptText(text: string): Receipt {
  const [header, origin, encoded, at, seconds, end, ...more] = text.split('\n');
  const leafHash = fromBase64(encoded ?? '');
  const promiseSeconds = fromDecimal(seconds ?? '');
  const whole = header === HEADER && end === '' && more.length === 0;
  if (!whole || !origin || leafHash?.length !== 32 || !at || !isInstant(at) || promiseSeconds === undefined) {
    throw new FormatProblem('receipt-shape');
  }
  return { origin, leafHash, at, promiseSeconds };
}

function isInstant(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
}
