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
import { isInstant } from './instant.ts';
import { parseNote } from './note.ts';
import { fromDecimal, isCount } from './numbers.ts';
import { FormatProblem } from './problem.ts';

const HEADER = 'khoithong.receipt/v1';
/** Ten years: no log waits longer, and a promise must end at a moment that can be written. */
const LONGEST_SECONDS = 10 * 365 * 86_400;
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z');

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
  if (!whole || !origin || leafHash?.length !== 32 || !at || promiseSeconds === undefined || !isPromise(at, promiseSeconds)) {
    throw new FormatProblem('receipt-shape');
  }
  return { origin, leafHash, at, promiseSeconds };
}

/** A promise from a moment since 1970, for a second to ten years, that ends within the year 9999. */
function isPromise(at: string, seconds: number): boolean {
  if (!isInstant(at) || seconds < 1 || seconds > LONGEST_SECONDS) return false;
  const from = Date.parse(at);
  return from >= 0 && from + seconds * 1000 <= LAST_MOMENT;
}
