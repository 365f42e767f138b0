/** A list in words: what it holds, how it is narrowed and ordered, and where each of its links leads. */

import { sharedBulkActs } from '../../../dossier/bulk.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { formatDate, formatNumber } from '../../../kernel/format.ts';
import type { FieldId } from '../../../kernel/ids.ts';
import { isUnsettled } from '../../../kernel/limit.ts';
import { type LegalDate, toLegalDate } from '../../../kernel/time.ts';
import type { SavedFilter as StoredFilter } from '../../../store/accounts/filter.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { type ListOrder, type ListPage, MATCH_LIMIT, TOTAL_LIMIT } from '../../../store/read/list.ts';
import { EXPORT_LIMIT } from '../../../store/read/whole-list.ts';
import { ownUnits } from '../../../store/read/work.ts';
import type { LightView } from '../../components/light.tsx';
import type { ActiveFilter, SavedFilter } from '../../components/list-tools.tsx';
import { dossierHref } from '../showing/address.ts';
import { itemText, ownColumns, shownTitle } from '../showing/apart.ts';
import { toShortLight } from '../showing/light.ts';
import { placeLabel, postTitle, unitLabel, unitShort } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { type AskedList, listAddress, nextAddress, PARAMS, PLACE, previousAddress, STATES } from './asked.ts';

/** Rows on one page. */
export const PAGE_ROWS = 50;

/** One row of the list. */
export interface ListRowView {
  readonly id: string;
  readonly light?: LightView;
  readonly number: string;
  readonly title: string;
  readonly href: string;
  readonly kind: string;
  readonly place: string;
  readonly lead: string;
  readonly due: string;
  readonly stage: string;
  /** What the columns say that only lists of its kind have. */
  readonly own: Readonly<Record<string, string>>;
  /** The reader's labels, each with the list of what bears it. */
  readonly labels: readonly { readonly text: string; readonly href: string }[];
}

/** One act of the bar that works on several rows at once. */
export interface BulkChoice {
  readonly act: string;
  readonly label: string;
}

/** A list page in words. */
export interface ListView {
  readonly title: string;
  readonly about: string;
  readonly count: string;
  readonly caption: string;
  readonly rows: readonly ListRowView[];
  readonly active: readonly ActiveFilter[];
  readonly saved: readonly SavedFilter[];
  readonly page: number;
  readonly pages: number;
  readonly pagesAreMore: boolean;
  readonly previousHref?: string;
  readonly nextHref?: string;
  readonly isFiltered: boolean;
  /** What may be done with several rows at once. */
  readonly bulk: readonly BulkChoice[];
  /** True where the list holds more than this page shows. */
  readonly hasMore: boolean;
  /** Present when the words of the filter stand in more dossiers than were looked at. */
  readonly wide?: string;
}

/** Builds the page from what was read. */
export function buildList(r: Reader, asked: AskedList, read: ListPage, stored: readonly StoredFilter[]): ListView {
  const { kind } = asked;
  const title = kind ? r.say.kind(kind.name, 'plural') : r.t('pages.list.all');
  const total = totalWords(r, read.total);
  const late = read.late > 0 ? r.t('pages.list.late', { n: formatNumber(read.late, r.lang) }) : '';
  const count = [r.t('pages.list.count', { n: total }), late].filter((s) => s !== '').join(' · ');
  const active = activeFilters(r, asked);
  const page = asked.cursor === undefined ? 1 : asked.trail.length + 1;
  const previousHref = previousAddress(asked);
  return {
    title,
    about: kind ? r.say.kind(kind.name, 'about') : r.t('pages.list.aboutAll'),
    count,
    caption: captionOf(r, asked, active, total, page, read.rows.length),
    rows: read.rows.map((row) => ({
      ...toRow(r, row),
      labels: (read.labels?.get(row.id) ?? []).map((text) => ({
        text,
        href: listAddress(asked, { [PARAMS.label]: text }),
      })),
    })),
    active,
    saved: savedFilters(r, asked, stored),
    page,
    pages: Math.max(page, Math.ceil(Math.min(read.total, TOTAL_LIMIT) / PAGE_ROWS)),
    pagesAreMore: read.total > TOTAL_LIMIT,
    ...(previousHref === undefined ? {} : { previousHref }),
    ...(read.next === undefined ? {} : { nextHref: nextAddress(asked, read.next) }),
    isFiltered: active.length > 0,
    bulk: bulkChoices(r, kindsOf(r, asked, read.rows), read.offered ?? []),
    hasMore: read.total > read.rows.length,
    ...(read.isCut
      ? { wide: r.t('pages.list.wide', { n: formatNumber(MATCH_LIMIT, r.lang), max: formatNumber(EXPORT_LIMIT, r.lang) }) }
      : {}),
  };
}

/** The kinds a list may hold: its own, or every kind of work. */
export function listKinds(r: Reader, asked: AskedList): readonly AnyKind[] {
  return asked.kind ? [asked.kind] : r.registry.all.flatMap(({ kind }) => (kind.apart ? [] : [kind]));
}

function kindsOf(r: Reader, asked: AskedList, rows: readonly DossierRowView[]): readonly AnyKind[] {
  if (asked.kind) return [asked.kind];
  const names = new Set(rows.map((row) => row.kind));
  return listKinds(r, asked).filter((kind) => names.has(kind.name));
}

function bulkChoices(r: Reader, kinds: readonly AnyKind[], offered: readonly string[]): readonly BulkChoice[] {
  const [first] = kinds;
  if (!first) return [];
  return sharedBulkActs(kinds)
    .filter((act) => offered.includes(act))
    .map((act) => ({ act, label: r.say.act(first.name, act, 'label') }));
}

/** `418`, or «hơn 1.000» where counting stopped. */
export function totalWords(r: Reader, total: number): string {
  return total > TOTAL_LIMIT ? r.t('pages.list.moreThan', { n: formatNumber(TOTAL_LIMIT, r.lang) }) : formatNumber(total, r.lang);
}

function captionOf(
  r: Reader,
  asked: AskedList,
  active: readonly ActiveFilter[],
  total: string,
  page: number,
  rows: number,
): string {
  const first = (page - 1) * PAGE_ROWS + 1;
  const shown =
    rows === 0 ? '' : r.t('pages.list.shown', { from: formatNumber(first, r.lang), to: formatNumber(first + rows - 1, r.lang) });
  const filter = active.length === 0 ? '' : r.t('pages.list.filtered', { filters: active.map((a) => a.name).join('; ') });
  return [r.t('pages.list.captionCount', { n: total }) + (shown === '' ? '.' : `, ${shown}.`), orderWords(r, asked.order), filter]
    .filter((s) => s !== '')
    .join(' ');
}

/** How the list is ordered, as a sentence. */
export function orderWords(r: Reader, order: ListOrder): string {
  return r.t(`pages.list.order.${order}`);
}

/** One dossier as a row. */
export function toRow(r: Reader, row: DossierRowView): ListRowView {
  const kind = r.registry.find(row.kind);
  const light = kind?.apart ? undefined : toShortLight(r.t, row.light);
  const { items } = row;
  return {
    id: row.id,
    ...(light ? { light } : {}),
    number: row.number ?? r.t('pages.list.noNumber'),
    title: shownTitle(r, row),
    href: dossierHref(r.registry, row),
    kind: r.say.kind(row.kind, 'name'),
    place: row.locality === null ? '' : unitShort(r, row.locality),
    lead: row.unit === null ? '' : unitShort(r, row.unit),
    due: row.dueAt === null || row.ended ? '' : dueWords(r, toLegalDate(row.dueAt)),
    stage: r.say.stage(row.kind, row.stage),
    own: kind && items ? Object.fromEntries(ownColumns(r, kind).map(({ key }) => [key, itemText(r, kind, items, key)])) : {},
    labels: [],
  };
}

/** A day as short as a list needs it: without the year when it is this one. */
function dueWords(r: Reader, due: LegalDate): string {
  const date = due.slice(0, 4) === r.asker.today.slice(0, 4) ? formatDate(due).slice(0, 5) : formatDate(due);
  return isUnsettled(r.asker.today, due, r.asker.law.calendar) ? r.t('pages.clock.unsettledShort', { date }) : date;
}

/** The filters in force in words, each with the address of the list without it. */
export function activeFilters(r: Reader, asked: AskedList): readonly ActiveFilter[] {
  const { filter } = asked;
  const words: Partial<Record<keyof typeof PARAMS, string>> = {
    ...(filter.stage ? { stage: stageWord(r, asked, filter.stage) } : {}),
    ...(filter.state ? { state: r.t(`pages.list.states.${filter.state}`) } : {}),
    ...(filter.unit ? { unit: r.t('pages.list.chip.unit', { name: unitLabel(r, filter.unit) }) } : {}),
    ...(filter.field ? { field: r.asker.org.fieldName(filter.field as FieldId, r.lang) } : {}),
    ...(filter.locality ? { locality: placeLabel(r, filter.locality) } : {}),
    ...(filter.responsible ? { responsible: postTitle(r, filter.responsible) } : {}),
    ...(filter.classification ? { classification: filter.classification } : {}),
    ...(filter.since ? { since: r.t('pages.list.chip.since', { date: formatDate(filter.since as LegalDate) }) } : {}),
    ...(filter.until ? { until: r.t('pages.list.chip.until', { date: formatDate(filter.until as LegalDate) }) } : {}),
    ...(filter.text ? { text: `«${filter.text}»` } : {}),
    ...(filter.label ? { label: r.t('bulk.labelled', { label: filter.label }) } : {}),
  };
  return Object.entries(words).map(([name, word]) => ({
    name: word,
    removeHref: listAddress(asked, { [PARAMS[name as keyof typeof PARAMS]]: undefined }),
  }));
}

function stageWord(r: Reader, asked: AskedList, stage: string): string {
  return asked.kind ? r.say.stage(asked.kind.name, stage) : stage;
}

/** Ready-made narrowings first, then what the reader and the unit have kept. */
function savedFilters(r: Reader, asked: AskedList, stored: readonly StoredFilter[]): readonly SavedFilter[] {
  const here = listAddress(asked);
  const kept = stored
    .filter((f) => f.url.split('?')[0] === asked.path)
    .map((f) => ({ name: f.unit === null ? f.label : r.t('pages.list.ofUnit', { name: f.label }), href: f.url }));
  return [...readyFilters(r, asked), ...kept].map((f) => ({ ...f, current: f.href === here }));
}

/** Work is narrowed to what is one's own, late or open; a record of the house has stages alone. */
function readyFilters(r: Reader, { kind, path }: AskedList): readonly { readonly name: string; readonly href: string }[] {
  if (kind?.apart)
    return kind.stages.map((stage) => ({
      name: r.say.stage(kind.name, stage),
      href: `${path}?${PARAMS.stage}=${encodeURIComponent(stage)}`,
    }));
  const [unit] = ownUnits(r.asker);
  return [
    ...(unit ? [{ name: r.t('pages.list.ready.unit'), href: `${path}?${PARAMS.unit}=${encodeURIComponent(unit)}` }] : []),
    { name: r.t('pages.list.ready.late'), href: `${path}?${PARAMS.state}=late` },
    { name: r.t('pages.list.ready.open'), href: `${path}?${PARAMS.state}=open` },
  ];
}

/** What a column head sorts by: the order to follow and the direction in force. */
export function sortOf(
  asked: AskedList,
  up: ListOrder,
  down: ListOrder,
): { href: string; direction?: 'ascending' | 'descending' } {
  const direction = asked.order === up ? 'ascending' : asked.order === down ? 'descending' : undefined;
  const next = asked.order === up && up !== down ? down : up;
  return { href: listAddress(asked, { [PLACE.order]: next === 'due' ? undefined : next }), ...(direction ? { direction } : {}) };
}

/** Every state of a list with its word. */
export function stateChoices(r: Reader): readonly { readonly value: string; readonly label: string }[] {
  return STATES.map((value) => ({ value, label: r.t(`pages.list.states.${value}`) }));
}
