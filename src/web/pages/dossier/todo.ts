/** «Việc cần làm»: what the reader can do on a dossier, the one main act first, or whom everybody waits for. */

import type { AvailableAct } from '../../../dossier/available.ts';
import { keysWithin } from '../../../dossier/capacity.ts';
import { isOpen } from '../../../dossier/clocks.ts';
import { key } from '../../../dossier/keys.ts';
import type { Clock } from '../../../dossier/words.ts';
import { formatDate, formatTime, formatWeekdayDate } from '../../../kernel/format.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { lightOf } from '../../../store/read/light.ts';
import type { LightView } from '../../components/light.tsx';
import { actHref, deadlineHref } from '../showing/address.ts';
import { toLight, toShortLight } from '../showing/light.ts';
import { answering, clockLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** A button of the page. */
export interface ActLink {
  readonly act: string;
  readonly label: string;
  readonly href: string;
  readonly hint: string;
}

/** The clock the page shows large. */
export interface BigClock {
  readonly id: string;
  readonly name: string;
  readonly light: LightView;
  /** «Thứ Năm, 20/03/2025, trước 17:00». */
  readonly date: string;
  readonly howHref: string;
  /** True where the limit itself rests on a source nobody has checked. */
  readonly unverified: boolean;
  /** True where the date crosses days nobody has decided on yet. */
  readonly unsettled: boolean;
  readonly holder: string;
  readonly history: readonly { readonly date: string; readonly note: string; readonly current?: boolean }[];
}

/** Everything the card «Việc cần làm» says. */
export interface Todo {
  /** True when a clock of the reader's own runs. */
  readonly mine: boolean;
  readonly clock?: BigClock;
  /** «Đang chờ … đến …», when others must act. */
  readonly waiting?: string;
  readonly remindHref?: string;
  readonly primary?: ActLink;
  readonly secondary: readonly ActLink[];
  readonly others: readonly ActLink[];
}

/** Acts that need to be told which act or clock they are about; they are offered beside it, not among the buttons. */
const BESIDE: ReadonlySet<string> = new Set(['correct', 'move-to', 'remind', 'claim-cause', 'decide-cause']);

/** The open clock that matters most to the reader: the own one due first, else the one everybody waits for. */
export function chooseClock(r: Reader, view: DossierView): { readonly clock: Clock; readonly mine: boolean } | undefined {
  const open = view.dossier.clocks.filter(isOpen).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const held = new Set(keysWithin(r.asker.standing, view.row.kind));
  const mine = open.filter((c) => held.has(key.post(c.holder)));
  const running = (list: readonly Clock[]) => list.find((c) => c.state !== 'paused') ?? list[0];
  const own = running(mine);
  if (own) return { clock: own, mine: true };
  const lead = running(open.filter((c) => c.level === 0)) ?? running(open);
  return lead && { clock: lead, mine: false };
}

/** The card for whoever reads. */
export function buildTodo(r: Reader, view: DossierView, base: string): Todo {
  const chosen = chooseClock(r, view);
  const offered = view.available.filter((a) => !BESIDE.has(a.act));
  const links = offered.map((a) => toLink(r, view, a, base));
  const first = offered[0];
  const ownActs = links.filter((_, i) => !offered[i]?.common);
  // An act that answers no clock of the reader's is the main one only where there is no other choice.
  const hasMain =
    first !== undefined && (first.answers !== undefined || ((chosen?.mine ?? false) && ownActs.length === 1 && !first.common));
  const primary = hasMain ? links[0] : undefined;
  const secondary = ownActs.filter((l) => l !== primary).slice(0, 2);
  const others = [...links.filter((l) => l !== primary && !secondary.includes(l)), ...causeLinks(r, view, base)];
  const remind = view.available.some((a) => a.act === 'remind');
  return {
    mine: chosen?.mine ?? false,
    ...(chosen ? { clock: bigClock(r, view, chosen.clock, base) } : {}),
    ...(chosen && !chosen.mine ? { waiting: waitingLine(r, chosen.clock) } : {}),
    ...(chosen && !chosen.mine && remind && !chosen.clock.expected
      ? { remindHref: actHref(base, 'remind', { clock: chosen.clock.id }) }
      : {}),
    ...(primary ? { primary } : {}),
    secondary,
    others,
  };
}

function toLink(r: Reader, view: DossierView, act: AvailableAct, base: string): ActLink {
  const kind = view.kind.name;
  return {
    act: act.act,
    label: r.say.act(kind, act.act, 'label'),
    href: actHref(base, act.act),
    hint: r.say.act(kind, act.act, 'hint'),
  };
}

/** Causes belong to one lapse each: one link for every clock they may be given or decided for. */
function causeLinks(r: Reader, view: DossierView, base: string): readonly ActLink[] {
  const kind = view.kind.name;
  const may = new Set(view.available.map((a) => a.act));
  const link = (act: string, clock: Clock): ActLink => ({
    act,
    label: `${r.say.act(kind, act, 'label')}: ${clockLabel(r, kind, clock)}`,
    href: actHref(base, act, { clock: clock.id }),
    hint: r.say.act(kind, act, 'hint'),
  });
  const held = new Set(keysWithin(r.asker.standing, view.row.kind));
  const own = (c: Clock) => held.has(key.post(c.holder)) || c.lapsedPerson === r.asker.standing.person;
  const { clocks } = view.dossier;
  return [
    ...(may.has('claim-cause')
      ? clocks.filter((c) => c.lapsedBy !== undefined && !c.cause && own(c)).map((c) => link('claim-cause', c))
      : []),
    ...(may.has('decide-cause')
      ? clocks
          .filter((c) => c.cause?.state === 'claimed' && c.superior !== undefined && held.has(key.post(c.superior)))
          .map((c) => link('decide-cause', c))
      : []),
  ];
}

/** «Đang chờ Thủ trưởng Sở Một đến 14/03/2025». */
function waitingLine(r: Reader, clock: Clock): string {
  const who = answering(r, clock.holder);
  const title = postTitle(r, clock.holder);
  const said = who === undefined ? title : `${title} (${who})`;
  if (clock.state === 'paused') return r.t('pages.todo.waitingPaused', { who: said });
  if (clock.state === 'lapsed') return r.t('pages.todo.waitingLate', { who: said, date: formatDate(toLegalDate(clock.dueAt)) });
  return r.t('pages.todo.waiting', { who: said, date: formatDate(toLegalDate(clock.dueAt)) });
}

/** The clock as the panel shows it: words, weekday and hour, and every date it had before. */
export function bigClock(r: Reader, view: Pick<DossierView, 'kind' | 'now'>, clock: Clock, base: string): BigClock {
  const light = clockLight(r, clock, view.now, view.kind.name);
  const due = toLegalDate(clock.dueAt);
  return {
    id: clock.id,
    name: clockLabel(r, view.kind.name, clock),
    light,
    date: r.t(clock.expected ? 'pages.clock.expected' : 'pages.clock.before', {
      date: formatWeekdayDate(due, r.lang),
      time: formatTime(clock.dueAt),
    }),
    howHref: deadlineHref(base, clock.id),
    unverified: clock.source.confidence !== 'verified',
    unsettled: clock.working.doubts.length > 0,
    holder: postTitle(r, clock.holder),
    history: datesOf(r, clock),
  };
}

/** The light of one clock, ended or not; `brief` says it in the fewest words. */
export function clockLight(r: Reader, clock: Clock, now: DossierView['now'], kind: string, brief = false): LightView {
  if (clock.state === 'met') return { tone: 'done-ok', text: r.t('light.doneOk') };
  if (clock.state === 'met-late') return { tone: 'done-late', text: r.t('light.doneLate') };
  if (clock.state === 'cancelled') return { tone: 'paused', text: r.t('pages.clock.cancelled') };
  const lit = lightOf(
    { ended: false, late: false, clockState: clock.state, dueAt: clock.dueAt, startAt: clock.startAt },
    now,
    r.asker.law.calendar,
  );
  const light =
    brief && lit.code !== 'paused' ? toShortLight(r.t, lit) : toLight(r.t, lit, pauseReason(r, kind, clock.pauseReason));
  return light ?? { tone: 'ok', text: '' };
}

/** Why a clock stands still, in words where the kind has them. */
export function pauseReason(r: Reader, kind: string, reason: string | undefined): string | undefined {
  if (reason === undefined) return undefined;
  const key = `pauses.${reason}`;
  return r.say.has(kind, key) ? r.say.kind(kind, key) : undefined;
}

/** The dates a clock had, oldest first, the one in force last; empty for a clock that never moved. */
export function datesOf(r: Reader, clock: Clock): BigClock['history'] {
  const { working } = clock;
  const changes = [
    ...(working.pauses ?? []).map((p) => ({ at: p.to, old: p.oldDueAt, why: r.t('pages.clock.afterPause') })),
    ...(working.extensions ?? []).map((e, i) => ({
      at: e.at,
      old: e.oldDueAt,
      why: r.t('pages.clock.afterExtension', { n: i + 1 }),
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  if (changes.length === 0) return [];
  const noteOf = (i: number) => (i === 0 ? r.t('pages.clock.first') : (changes[i - 1]?.why ?? ''));
  return [
    ...changes.map((c, i) => ({ date: formatDate(toLegalDate(c.old)), note: noteOf(i) })),
    { date: formatDate(toLegalDate(clock.dueAt)), note: noteOf(changes.length), current: true },
  ];
}
