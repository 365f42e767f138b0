import type { Lang } from './messages.ts';
import type { Instant, LegalDate } from './time.ts';
import { minutesOfDay, toLegalDate, weekday } from './time.ts';

const locale: Readonly<Record<Lang, string>> = { vi: 'vi-VN', en: 'en-GB' };

const weekdays: Readonly<Record<Lang, readonly string[]>> = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** `26/02/2025`, in both languages: day first, zeros kept. */
export function formatDate(date: LegalDate): string {
  return `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
}

/** The name of the weekday: `Thứ Năm`, `Thursday`. */
export function formatWeekday(date: LegalDate, lang: Lang): string {
  return weekdays[lang][weekday(date) - 1] ?? '';
}

/** `Thứ Năm, 20/03/2025` or `Thursday, 20/03/2025`; the form of every deadline. */
export function formatWeekdayDate(date: LegalDate, lang: Lang): string {
  return `${formatWeekday(date, lang)}, ${formatDate(date)}`;
}

/** `09:05`, 24 hours, time of Vietnam. */
export function formatTime(instant: Instant): string {
  const minutes = minutesOfDay(instant);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** `09:05 26/02/2025`, time of Vietnam. */
export function formatStamp(instant: Instant): string {
  return `${formatTime(instant)} ${formatDate(toLegalDate(instant))}`;
}

/** `ngày 26 tháng 02 năm 2025`; days and months keep their zero as official papers write them. */
export function formatLetterDate(date: LegalDate): string {
  return `ngày ${date.slice(8)} tháng ${date.slice(5, 7)} năm ${date.slice(0, 4)}`;
}

/** `1.234.567,5` in Vietnamese, `1,234,567.5` in English. */
export function formatNumber(value: number | bigint, lang: Lang, maxFractionDigits = 2): string {
  return numberFormat(lang, maxFractionDigits).format(value);
}

// Making a formatter costs a hundred times what using it does.
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(lang: Lang, maxFractionDigits: number): Intl.NumberFormat {
  const name = `${lang} ${maxFractionDigits}`;
  const known = numberFormats.get(name);
  if (known) return known;
  const format = new Intl.NumberFormat(locale[lang], { maximumFractionDigits: maxFractionDigits });
  numberFormats.set(name, format);
  return format;
}

/** `14,25%` for the value 14.25: the value is already per hundred. */
export function formatPercent(value: number, lang: Lang, maxFractionDigits = 2): string {
  return `${formatNumber(value, lang, maxFractionDigits)}%`;
}

const billion = 1_000_000_000n;
const million = 1_000_000n;

/**
 * Money as officials read it: `1.234,5 tỷ đồng`, below one tỷ `850 triệu đồng`, below one triệu all đồng; at most one
 * decimal, rounded half away from zero.
 * @example formatMoney(850_000_000n, 'en') // '850 million VND'
 */
export function formatMoney(dong: bigint | number, lang: Lang): string {
  const amount = typeof dong === 'bigint' ? dong : BigInt(Math.round(dong));
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? '-' : '';
  const word =
    lang === 'vi'
      ? { billion: 'tỷ đồng', million: 'triệu đồng', unit: 'đồng' }
      : { billion: 'billion VND', million: 'million VND', unit: 'VND' };
  // 999,96 triệu rounds to 1.000 triệu, which is read as 1 tỷ.
  if (roundTenths(size, million) >= 10_000n) return `${sign}${inTenths(roundTenths(size, billion), lang)} ${word.billion}`;
  if (size >= million) return `${sign}${inTenths(roundTenths(size, million), lang)} ${word.million}`;
  return `${sign}${formatNumber(size, lang)} ${word.unit}`;
}

/** Every đồng: `1.234.500.000.000 đồng`, for tooltips and exports. */
export function formatMoneyExact(dong: bigint, lang: Lang): string {
  return `${formatNumber(dong, lang)} ${lang === 'vi' ? 'đồng' : 'VND'}`;
}

function roundTenths(size: bigint, unit: bigint): bigint {
  return (size * 10n + unit / 2n) / unit;
}

function inTenths(tenths: bigint, lang: Lang): string {
  const whole = formatNumber(tenths / 10n, lang);
  const tenth = tenths % 10n;
  return tenth === 0n ? whole : `${whole}${lang === 'vi' ? ',' : '.'}${tenth}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
