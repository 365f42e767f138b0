/** «Ai đã xem hồ sơ của tôi» in words. */
import { formatStamp, formatTime } from '../../../kernel/format.ts';
import { type ReadingPage, type ReadingView, SHOWN_MONTHS, shownMonths } from '../../../store/read/readings.ts';
import { readingsHref } from '../reading/address.ts';
import { dossierHref } from '../showing/address.ts';
import { personLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** One reading in words. */
export interface ReadingLine {
  readonly id: string;
  readonly at: string;
  /** Said of more than one look within a minute. */
  readonly again?: string;
  readonly who: string;
  readonly post: string;
  readonly purpose: string;
  readonly words: string;
  readonly what: string;
  readonly number: string;
  readonly href: string;
  readonly onlyHref: string;
}

/** A page of readings, or the newest few of them. */
export interface ReadingsView {
  readonly rows: readonly ReadingLine[];
  readonly total: number;
  /** What is shown how long, and what is kept back. */
  readonly shown: string;
  readonly unverified: boolean;
  readonly held: string;
}

/** Builds the section for its reader. */
export function buildReadings(r: Reader, page: ReadingPage): ReadingsView {
  const { law } = r.asker;
  const held = r.registry.all
    .filter(({ kind }) => kind.readings !== undefined)
    .map(({ kind }) => r.say.kind(kind.name, 'plural'));
  return {
    rows: page.rows.map((row) => toLine(r, row)),
    total: page.total,
    shown: r.t('screens.own.readings.shown', { n: shownMonths(r.asker) }),
    unverified: !law.has(SHOWN_MONTHS) || law.value(SHOWN_MONTHS).source.confidence !== 'verified',
    held: held.length === 0 ? r.t('screens.own.readings.heldNone') : r.t('screens.own.readings.held', { kinds: held.join(', ') }),
  };
}

function toLine(r: Reader, row: ReadingView): ReadingLine {
  const { dossier } = row;
  return {
    id: row.id,
    at: formatStamp(row.at),
    ...(row.times > 1 ? { again: r.t('screens.own.readings.again', { n: row.times, last: formatTime(row.lastAt) }) } : {}),
    who: personLabel(r, row.reader),
    post: row.post === null ? r.t('screens.own.readings.noPost') : postTitle(r, row.post),
    purpose: r.t(`pages.reading.purposes.${row.purpose}`),
    words: row.words,
    what: r.t(`screens.own.readings.what.${row.what}`),
    number: dossier.number ?? dossier.receipt,
    href: dossierHref(r.registry, dossier),
    onlyHref: readingsHref(dossier.receipt),
  };
}
