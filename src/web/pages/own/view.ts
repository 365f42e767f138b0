/** «Hồ sơ của tôi» in words: what is under way, what has ended, and what others owe. */
import type { AnyKind } from '../../../dossier/kind.ts';
import { formatDate, formatNumber, formatStamp } from '../../../kernel/format.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { HeldClock } from '../../../store/read/held.ts';
import { type OwnGroup, type OwnRow, type OwnView, personalKinds } from '../../../store/read/own.ts';
import type { LightView } from '../../components/light.tsx';
import { openingActs } from '../act/subject.ts';
import { pauseReason } from '../dossier/todo.ts';
import { READINGS } from '../reading/address.ts';
import { deadlineHref, dossierHref, listHref } from '../showing/address.ts';
import { toLight, toShortLight } from '../showing/light.ts';
import { answering, clockLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** Where the pages are. */
export const OWN = {
  path: '/ho-so-cua-toi',
  owed: '/ho-so-cua-toi/con-no',
  readings: READINGS,
  take: '/ho-so-cua-toi/tai-ve',
  evidence: '/ho-so-cua-toi/bang-chung',
} as const;
/** So many dossiers of each kind, things owed and readings stand on the first page. */
export const FEW = { rows: 5, owed: 8, readings: 5 } as const;
/** Most dossiers one file holds; more are taken out in parts. */
export const PART = 500;

/** One dossier of one's own. */
export interface OwnLine {
  readonly id: string;
  readonly light?: LightView;
  readonly number: string;
  readonly title: string;
  readonly href: string;
  readonly tie: string;
  readonly stage: string;
  readonly date: string;
}

/** One thing somebody else has to do. */
export interface OwedLine {
  readonly id: string;
  readonly light?: LightView;
  readonly what: string;
  readonly whyHref: string;
  readonly title: string;
  readonly holder: string;
  readonly person?: string;
  readonly due: string;
  /** What must be said of the date: it ran out, or binds nobody here. */
  readonly note?: string;
  readonly number: string;
  readonly href: string;
}

/** Dossiers of one kind that are under way, or that have ended. */
export interface OwnPart {
  readonly ended: boolean;
  readonly total: number;
  readonly rows: readonly OwnLine[];
  readonly allHref?: string;
}

/** A file to take out: all of it, or one part. */
export interface TakePart {
  readonly part: number;
  readonly from: number;
  readonly to: number;
  readonly href: string;
}

/** Everything the page says. */
export interface OwnPageView {
  readonly lead: string;
  readonly owed: readonly OwedLine[];
  readonly owedTotal: number;
  readonly kinds: readonly { readonly name: string; readonly title: string; readonly parts: readonly OwnPart[] }[];
  /** The kinds of which the reader has none, as one sentence names them. */
  readonly without: string;
  readonly total: number;
  readonly takes: readonly TakePart[];
  readonly opening: readonly { readonly href: string; readonly label: string }[];
  readonly dataAt: string;
}

/** Builds the page for its reader. */
export function buildOwn(r: Reader, view: OwnView): OwnPageView {
  const kinds = personalKinds(r.registry).map(({ kind }) => kind);
  const sum = (ended: boolean): number =>
    view.groups.filter((g) => g.ended === ended).reduce((total, group) => total + group.total, 0);
  const total = sum(false) + sum(true);
  const has = (kind: AnyKind): boolean => view.groups.some((g) => g.kind === kind.name);
  return {
    lead: leadOf(r, view, sum(false), sum(true)),
    owed: view.owed.clocks.map((held) => toOwedLine(r, held)),
    owedTotal: view.owed.total,
    kinds: kinds.filter(has).map((kind) => ({
      name: kind.name,
      title: r.say.kind(kind.name, 'plural'),
      parts: [false, true].flatMap((ended) => {
        const group = view.groups.find((g) => g.kind === kind.name && g.ended === ended);
        return group ? [toPart(r, kind, group)] : [];
      }),
    })),
    without: kinds
      .filter((kind) => !has(kind))
      .map((kind) => r.say.kind(kind.name, 'plural'))
      .join(', '),
    total,
    takes: takesOf(total),
    opening: kinds.flatMap((kind) => {
      const [first] = openingActs(r, kind);
      return first ? [{ href: `${listHref(kind)}/moi`, label: r.say.act(kind.name, first.act, 'label') }] : [];
    }),
    dataAt: formatStamp(view.now),
  };
}

function leadOf(r: Reader, { owed }: OwnView, open: number, ended: number): string {
  const n = (value: number): string => formatNumber(value, r.lang);
  const own = r.t('screens.own.lead', { open: n(open), ended: n(ended) });
  if (owed.total === 0) return open === 0 ? own : `${own} ${r.t('screens.own.leadFree')}`;
  return owed.late === 0
    ? `${own} ${r.t('screens.own.leadOwed', { n: n(owed.total) })}`
    : `${own} ${r.t('screens.own.leadLate', { n: n(owed.total), late: n(owed.late) })}`;
}

/** The files that hold everything together. */
export function takesOf(total: number): readonly TakePart[] {
  const parts = Math.max(1, Math.ceil(total / PART));
  return Array.from({ length: parts }, (_, i) => ({
    part: i + 1,
    from: i * PART + 1,
    to: Math.min(total, (i + 1) * PART),
    href: parts === 1 ? OWN.take : `${OWN.take}?phan=${i + 1}`,
  }));
}

function toPart(r: Reader, kind: AnyKind, group: OwnGroup): OwnPart {
  return {
    ended: group.ended,
    total: group.total,
    rows: group.rows.map((row) => toOwnLine(r, row)),
    ...(group.total > group.rows.length ? { allHref: ownListHref(kind, group.ended) } : {}),
  };
}

/** The list of all of one's own dossiers of a kind. */
export function ownListHref(kind: AnyKind, ended: boolean): string {
  return `${OWN.path}${listHref(kind)}?tinh-trang=${ended ? 'ended' : 'open'}`;
}

/** One dossier in words; for one that has ended the day of its last act stands where the deadline would. */
export function toOwnLine(r: Reader, row: OwnRow): OwnLine {
  const light = toShortLight(r.t, row.light);
  const roles = row.ties.filter((tie) => tie !== '');
  return {
    id: row.id,
    ...(light ? { light } : {}),
    number: row.number ?? row.receipt,
    title: row.title,
    href: dossierHref(r.registry, row),
    tie: roles.length === 0 ? r.t('screens.own.author') : roles.map((role) => r.say.kind(row.kind, `parties.${role}`)).join(', '),
    stage: r.say.stage(row.kind, row.stage),
    date: row.ended
      ? formatDate(toLegalDate(row.changedAt))
      : row.dueAt === null
        ? ''
        : row.light.code === 'paused'
          ? r.t('pages.light.paused')
          : formatDate(toLegalDate(row.dueAt)),
  };
}

/** What somebody owes, in words. */
export function toOwedLine(r: Reader, { clock, light, row }: HeldClock): OwedLine {
  const base = dossierHref(r.registry, row);
  const number = row.number ?? row.receipt;
  const person = answering(r, clock.holder);
  // A body outside is bound by no date of ours: no light says that it is late.
  const lit = clock.expected
    ? undefined
    : light.code === 'paused'
      ? toLight(r.t, light, pauseReason(r, row.kind, clock.pauseReason))
      : toShortLight(r.t, light);
  const note = clock.expected ? 'expected' : clock.state === 'lapsed' ? 'lapsed' : undefined;
  return {
    id: `${row.id}/${clock.id}`,
    ...(lit ? { light: lit } : {}),
    what: clockLabel(r, row.kind, clock),
    whyHref: deadlineHref(base, clock.id),
    title: row.title === number ? '' : truncateWords(row.title, 90),
    holder: postTitle(r, clock.holder),
    ...(person === undefined ? {} : { person }),
    // A clock that stands still is due on no day yet.
    due: light.code === 'paused' ? r.t('pages.light.paused') : formatDate(toLegalDate(clock.dueAt)),
    ...(note ? { note: r.t(`screens.own.${note}`) } : {}),
    number,
    href: base,
  };
}
