/**
 * Legal time. A legal date is a day in Vietnam (Asia/Ho_Chi_Minh); an instant is a moment written in UTC.
 * The zone is the fixed offset +07:00: Vietnam has kept it without daylight saving since 1975, and a fixed offset
 * gives the same dates on every machine whatever time zone data it carries.
 */
import { AppError } from './errors.ts';

declare const legalDateBrand: unique symbol;
declare const instantBrand: unique symbol;

/** A day in Vietnam, `YYYY-MM-DD`; ordinary string comparison is comparison in time. */
export type LegalDate = string & { readonly [legalDateBrand]: true };
/** A moment, `YYYY-MM-DDTHH:mm:ss.sssZ`; ordinary string comparison is comparison in time. */
export type Instant = string & { readonly [instantBrand]: true };

const dayMillis = 86_400_000;
const zoneMillis = 7 * 3_600_000;

/** True for an existing day written `YYYY-MM-DD`; 2026-02-31 is refused. */
export function isLegalDate(text: string): text is LegalDate {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/**
 * The same text, known to be an existing day.
 * @throws {kernel.not_a_date}
 */
export function asLegalDate(text: string): LegalDate {
  if (!isLegalDate(text)) throw new AppError('kernel.not_a_date', 'invalid', { params: { text } });
  return text;
}

/** The day made of year, month 1–12 and day 1–31, or undefined when there is no such day. */
export function makeDate(year: number, month: number, day: number): LegalDate | undefined {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isLegalDate(text) ? text : undefined;
}

/**
 * The one written form of a moment, from milliseconds, a Date or an ISO text that names its offset.
 * @throws {kernel.not_an_instant} text without offset, or not a time at all
 */
export function asInstant(moment: string | number | Date): Instant {
  // A text without an offset would be read in the machine's own zone.
  const isBare = typeof moment === 'string' && !/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(moment);
  const millis = isBare ? Number.NaN : new Date(moment).getTime();
  if (Number.isNaN(millis)) throw new AppError('kernel.not_an_instant', 'invalid', { params: { text: String(moment) } });
  return new Date(millis).toISOString() as Instant;
}

/** Milliseconds since 1970 of a moment. */
export function toMillis(instant: Instant): number {
  return Date.parse(instant);
}

/** The day in Vietnam on which the moment falls. */
export function toLegalDate(instant: Instant): LegalDate {
  return dateOf(Math.floor((toMillis(instant) + zoneMillis) / dayMillis));
}

/**
 * The moment of a wall clock time in Vietnam on that day.
 * @throws {kernel.not_a_time} anything but HH:mm from 00:00 to 23:59
 * @example atTime(asLegalDate('2026-11-23'), '17:00') // '2026-11-23T10:00:00.000Z'
 */
export function atTime(date: LegalDate, clock: string): Instant {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  if (match === null) throw new AppError('kernel.not_a_time', 'invalid', { params: { text: clock } });
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return asInstant(dayNumber(date) * dayMillis + minutes * 60_000 - zoneMillis);
}

/** Whole minutes since midnight in Vietnam, 0–1439. */
export function minutesOfDay(instant: Instant): number {
  const millis = (((toMillis(instant) + zoneMillis) % dayMillis) + dayMillis) % dayMillis;
  return Math.floor(millis / 60_000);
}

/** Days since 1970-01-01, so that days can be counted as numbers. */
export function dayNumber(date: LegalDate): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const number = Date.parse(`${date}T00:00:00Z`) / dayMillis;
  remember(number, date);
  return number;
}

// Limits are counted day by day: the days of two centuries are written once.
const numbers = new Map<LegalDate, number>();
const dates = new Map<number, LegalDate>();
const firstRemembered = -36_525;
const lastRemembered = 73_050;

function remember(number: number, date: LegalDate): void {
  if (!(number >= firstRemembered && number <= lastRemembered)) return;
  numbers.set(date, number);
  dates.set(number, date);
}

function dateOf(number: number): LegalDate {
  const known = dates.get(number);
  if (known !== undefined) return known;
  const date = new Date(number * dayMillis).toISOString().slice(0, 10) as LegalDate;
  remember(number, date);
  return date;
}

/** The day so many days later, or earlier when `days` is negative. */
export function addDays(date: LegalDate, days: number): LegalDate {
  return dateOf(dayNumber(date) + days);
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function countDays(from: LegalDate, to: LegalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The same day number so many months later, or the last day of a month that is too short.
 * @example addMonths(asLegalDate('2026-01-31'), 1) // '2026-02-28'
 */
export function addMonths(date: LegalDate, months: number): LegalDate {
  const index = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return asLegalDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(Number(date.slice(8)), lastDay), 2)}`);
}

/** Negative, zero or positive as `a` is before, on or after `b`. */
export function compareDates(a: LegalDate, b: LegalDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The later of two days. */
export function laterDate(a: LegalDate, b: LegalDate): LegalDate {
  return a > b ? a : b;
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: LegalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The calendar year of a day. */
export function yearOf(date: LegalDate): number {
  return Number(date.slice(0, 4));
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
