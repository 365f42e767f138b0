import { toNfc } from './text.ts';

/** A number that was understood, or why it was not. `grouping`: a point that is no thousands separator (`1.5`). */
export type NumberInput =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: 'not-a-number' | 'grouping' | 'too-large' };

/** An amount of whole đồng that was understood, or why it was not. `fraction`: it would leave parts of a đồng. */
export type MoneyInput =
  | { readonly ok: true; readonly dong: bigint }
  | { readonly ok: false; readonly reason: 'not-a-number' | 'grouping' | 'too-large' | 'fraction' };

type Digits = { readonly sign: 1 | -1; readonly whole: string; readonly fraction: string };

/**
 * A number as Vietnamese officials type it: the comma is the decimal sign, points and spaces only group thousands.
 * `1.234` is 1234; `1.5` is refused rather than guessed, because a wrong guess is wrong by a thousand.
 * @example parseDecimalInput('1.234,5') // { ok: true, value: 1234.5 }
 */
export function parseDecimalInput(text: string): NumberInput {
  const digits = readDigits(text);
  if (typeof digits === 'string') return { ok: false, reason: digits };
  if (digits.whole.length + digits.fraction.length > 15) return { ok: false, reason: 'too-large' };
  const value = Number(`${digits.whole}.${digits.fraction || '0'}`);
  return { ok: true, value: value === 0 ? 0 : digits.sign * value };
}

const unitExponents: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['nghìn', 3],
  ['ngàn', 3],
  ['thousand', 3],
  ['triệu', 6],
  ['tr', 6],
  ['million', 6],
  ['tỷ', 9],
  ['tỉ', 9],
  ['ty', 9],
  ['billion', 9],
  ['nghìn tỷ', 12],
  ['nghìn tỉ', 12],
  ['ngàn tỷ', 12],
  ['trillion', 12],
]);

/**
 * An amount in whole đồng: digits as for `parseDecimalInput`, then perhaps nghìn, triệu, tỷ or nghìn tỷ, then perhaps đồng.
 * @example parseMoneyInput('1,2 tỷ') // { ok: true, dong: 1_200_000_000n }
 */
export function parseMoneyInput(text: string): MoneyInput {
  const match = /^([^\p{L}₫]*)([\p{L}₫\s]*)$/u.exec(toNfc(text).toLowerCase().trim());
  if (match === null) return { ok: false, reason: 'not-a-number' };
  const unit = (match[2] ?? '')
    .replace(/\s+/gu, ' ')
    .replace(/(?:^| )(?:đồng|vnđ|vnd|đ|dong)$|[₫đ]$/u, '')
    .trim();
  const exponent = unitExponents.get(unit);
  const digits = readDigits(match[1] ?? '');
  if (exponent === undefined) return { ok: false, reason: 'not-a-number' };
  if (typeof digits === 'string') return { ok: false, reason: digits };
  const fraction = digits.fraction.replace(/0+$/, '');
  if (fraction.length > exponent) return { ok: false, reason: 'fraction' };
  const size = BigInt(digits.whole + fraction.padEnd(exponent, '0'));
  // The largest amount a bigint column of the database holds.
  if (size > 9_223_372_036_854_775_807n) return { ok: false, reason: 'too-large' };
  return { ok: true, dong: digits.sign === 1 ? size : -size };
}

function readDigits(text: string): Digits | 'not-a-number' | 'grouping' {
  const typed = text.trim();
  const match = /^([-−+])?(\d[\d.\s]*?)(?:,(\d+))?$/u.exec(typed);
  if (match === null) return 'not-a-number';
  const whole = match[2] ?? '';
  if (!/^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:\s\d{3})+)$/u.test(whole)) return 'grouping';
  const sign = match[1] === '-' || match[1] === '−' ? -1 : 1;
  return { sign, whole: whole.replace(/\D/g, ''), fraction: match[3] ?? '' };
}

const digitWords = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const groupWords = ['', ' nghìn', ' triệu'] as const;

/**
 * The number in Vietnamese words, as read back under a field; a fraction is read digit by digit after «phẩy».
 * @example numberInWordsVi(1234) // 'một nghìn hai trăm ba mươi tư'
 */
export function numberInWordsVi(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const written = typeof value === 'bigint' ? String(value) : toPlainDecimal(value);
  const [whole = '0', fraction] = written.replace('-', '').split('.');
  const words = wholeInWords(BigInt(whole));
  const tail = fraction === undefined ? '' : ` phẩy ${Array.from(fraction, wordOf).join(' ')}`;
  return `${written.startsWith('-') ? 'âm ' : ''}${words}${tail}`;
}

function toPlainDecimal(value: number): string {
  const shortest = String(value);
  if (!shortest.includes('e')) return shortest;
  return Number.isInteger(value) ? String(BigInt(value)) : value.toFixed(20).replace(/0+$/, '');
}

/** «tỷ» is the highest word there is; above it the count of tỷ is itself read in words. */
function wholeInWords(value: bigint): string {
  if (value === 0n) return 'không';
  const high = value / 1_000_000_000n;
  const low = value % 1_000_000_000n;
  if (high === 0n) return belowBillion(low, false);
  const head = `${wholeInWords(high)} tỷ`;
  return low === 0n ? head : `${head} ${belowBillion(low, true)}`;
}

function belowBillion(value: bigint, isContinued: boolean): string {
  const parts: string[] = [];
  for (const place of [2, 1, 0] as const) {
    const group = Number((value / 1000n ** BigInt(place)) % 1000n);
    if (group === 0) continue;
    parts.push(groupInWords(group, isContinued || parts.length > 0) + groupWords[place]);
  }
  return parts.join(' ');
}

function groupInWords(group: number, isContinued: boolean): string {
  const hundreds = Math.floor(group / 100);
  const rest = group % 100;
  const head = hundreds > 0 || isContinued ? `${wordOf(hundreds)} trăm` : '';
  if (rest === 0) return head;
  const tail = rest < 10 && head !== '' ? `linh ${wordOf(rest)}` : belowHundred(rest);
  return head === '' ? tail : `${head} ${tail}`;
}

function belowHundred(value: number): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  if (tens === 0) return wordOf(ones);
  const head = tens === 1 ? 'mười' : `${wordOf(tens)} mươi`;
  if (ones === 0) return head;
  if (ones === 5) return `${head} lăm`;
  if (ones === 1 && tens > 1) return `${head} mốt`;
  if (ones === 4 && tens > 1) return `${head} tư`;
  return `${head} ${wordOf(ones)}`;
}

function wordOf(digit: number | string): string {
  return digitWords[Number(digit)] ?? '';
}
