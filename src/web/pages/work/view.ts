/** «Việc của tôi hôm nay»: what to do first, what others owe, and the three numbers of one's unit. */
import { allActs, findAct, isCommonAct } from '../../../dossier/common-acts.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import type { Clock } from '../../../dossier/words.ts';
import {
  formatDate,
  formatMoney,
  formatNumber,
  formatStamp,
  formatTime,
  formatWeekday,
  formatWeekdayDate,
} from '../../../kernel/format.ts';
import { asFieldId, asPostId, asUnitId } from '../../../kernel/ids.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { addDays, toLegalDate } from '../../../kernel/time.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import type { LightView as StoreLight } from '../../../store/read/light.ts';
import { ownUnits, type WorkItem, type WorkView } from '../../../store/read/work.ts';
import type { LightView } from '../../components/light.tsx';
import { textLang } from '../../components/text-lang.ts';
import type { TodoItem } from '../../components/work-list.tsx';
import { actHref, dossierHref } from '../showing/address.ts';
import { toLight, toShortLight } from '../showing/light.ts';
import { clockLabel, personLabel, unitShort } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** How many rows a day begins with; the rest is one click away. */
export const FIRST_ROWS = 7;

/** Somebody for whom the reader acts, until when, and by which paper. */
export interface Deputised {
  readonly name: string;
  readonly title: string;
  readonly paper: string;
  readonly until?: string;
}

/** One thing others owe: by whom, what, on which dossier. */
export interface Awaited {
  readonly holder: string;
  readonly what: string;
  readonly number: string;
  readonly href: string;
  readonly title: string;
  readonly light?: LightView;
  readonly remindHref?: string;
}

/** Everything `/viec` says. */
export interface WorkPage {
  readonly dateLine: string;
  readonly lead: string;
  readonly items: readonly TodoItem[];
  readonly total: number;
  /** False in a read-only copy. */
  readonly mayReport: boolean;
  /** Asked of the reader without a deadline of the reader's own, such as a question. */
  readonly asked: readonly { readonly title: string; readonly number: string; readonly href: string; readonly label: string }[];
  readonly waiting: readonly Awaited[];
  readonly unit?: {
    readonly name: string;
    readonly href: string;
    readonly late: number;
    readonly due: number;
    readonly ok: number;
  };
  readonly deputised: readonly Deputised[];
  /** The next thing due by others, when there is nothing to do. */
  readonly next?: string;
  readonly dataAt: string;
}

/** The page of one reader. `all` shows every row instead of the first seven. */
export function buildWork(r: Reader, view: WorkView, all: boolean): WorkPage {
  const ordered = orderWork(view.mine, (item) => isNew(r, item));
  const shown = all ? ordered : ordered.slice(0, FIRST_ROWS);
  const next = view.waiting.find((w) => w.light.code !== 'late') ?? view.waiting[0];
  const [unit] = ownUnits(r.asker);
  return {
    dateLine: [formatWeekdayDate(r.asker.today, r.lang), ...(unit ? [r.asker.org.unitName(asUnitId(unit), r.lang)] : [])].join(
      ' · ',
    ),
    lead: leadOf(r, view.mine, shown.length),
    items: shown.map((item, n) => toTodo(r, item, n === 0)),
    total: view.mine.length,
    mayReport: !r.isCopy,
    asked: view.asked.map(({ act, row }) => ({
      title: row.title,
      number: row.number ?? row.receipt,
      ...(r.isCopy
        ? { href: dossierHref(r.registry, row), label: r.t('screens.work.open') }
        : { href: actHref(dossierHref(r.registry, row), act), label: r.say.act(row.kind, act, 'label') }),
    })),
    waiting: view.waiting.slice(0, 8).map((item) => toWait(r, item)),
    ...(unit
      ? {
          unit: {
            name: r.asker.org.unitName(asUnitId(unit), r.lang),
            href: `/to-chuc/${encodeURIComponent(unit)}`,
            ...view.unit,
          },
        }
      : {}),
    deputised: deputisedFor(r),
    ...(next ? { next: formatWeekdayDate(toLegalDate(next.clock.dueAt), r.lang) } : {}),
    dataAt: formatStamp(view.now),
  };
}

/** Late, today, soon, new, the rest; inside by due moment, then by money and people. */
export function orderWork(items: readonly WorkItem[], isNewItem: (item: WorkItem) => boolean): readonly WorkItem[] {
  const group = (item: WorkItem): number => {
    const { code, days } = item.light;
    if (code === 'late') return 0;
    if (code === 'paused') return 5;
    if (days === 0) return 1;
    if (code === 'due') return 2;
    return isNewItem(item) ? 3 : 4;
  };
  return items.toSorted(
    (a, b) =>
      group(a) - group(b) ||
      (a.clock.dueAt < b.clock.dueAt ? -1 : a.clock.dueAt > b.clock.dueAt ? 1 : 0) ||
      (b.row.money ?? 0) - (a.row.money ?? 0) ||
      (b.row.people ?? 0) - (a.row.people ?? 0),
  );
}

function isNew(r: Reader, item: WorkItem): boolean {
  return toLegalDate(item.clock.startAt) === r.asker.today;
}

function leadOf(r: Reader, mine: readonly WorkItem[], shown: number): string {
  if (mine.length === 0) return r.t('screens.work.nothing');
  const late = mine.filter((i) => i.light.code === 'late').length;
  const today = mine.filter((i) => i.light.code !== 'late' && i.light.days === 0).length;
  const head = shown < mine.length ? r.t('screens.work.leadSome', { n: shown }) : r.t('screens.work.leadAll', { n: mine.length });
  const parts = [
    ...(late > 0 ? [r.t('screens.work.leadLate', { n: late })] : []),
    ...(today > 0 ? [r.t('screens.work.leadToday', { n: today })] : []),
  ];
  return parts.length === 0 ? `${head}.` : `${head}: ${parts.join(', ')}.`;
}

/** The one act that answers a clock at this stage; undefined where there are several ways, or the clock is an escalation. */
export function answeringAct(kind: AnyKind, clock: Pick<Clock, 'name' | 'of'>, stage: string): string | undefined {
  if (clock.of !== undefined) return undefined;
  const possible = Object.keys(allActs(kind)).filter((name) => {
    const spec = findAct(kind, name);
    if (spec?.answers !== clock.name || isCommonAct(kind, name)) return false;
    return spec.from === 'any' || spec.from === 'open' || (Array.isArray(spec.from) && spec.from.includes(stage));
  });
  return possible.length === 1 ? possible[0] : undefined;
}

/** What the row of a clock tells to do, and where. */
export function stepOf(
  r: Reader,
  row: DossierRowView,
  clock: Clock,
): { readonly verb: string; readonly button: string; readonly href: string } {
  const base = dossierHref(r.registry, row);
  const kind = r.registry.byName(row.kind);
  const act = answeringAct(kind, clock, row.stage);
  if (act === undefined) {
    // Where there are several ways to answer, the dossier offers them side by side.
    const button = clock.of === undefined ? r.say.clock(kind.name, clock.name) : r.t('screens.work.open');
    return { verb: clockLabel(r, kind.name, clock), button, href: base };
  }
  const label = r.say.act(kind.name, act, 'label');
  if (r.isCopy) return { verb: label, button: r.t('screens.work.open'), href: base };
  const send = r.say.act(kind.name, act, 'button');
  return { verb: label, button: send.length < label.length ? send : label, href: actHref(base, act) };
}

function toTodo(r: Reader, item: WorkItem, first: boolean): TodoItem {
  const { row, clock, light } = item;
  const { verb, button, href } = stepOf(r, row, clock);
  const due = dueWords(r, clock, light);
  const who = [...whoAsks(r, row), ...(item.onBehalfOf ? [behalfWords(r, item.onBehalfOf.post)] : [])].join(' · ');
  return {
    light: lightWords(r, item),
    number: row.number ?? row.receipt,
    ...(due ? { due } : {}),
    verb,
    title: truncateWords(row.title, 160),
    titleLang: textLang(r.lang, row.title),
    href: dossierHref(r.registry, row),
    ...(who === '' ? {} : { who }),
    actions: [{ text: button, href, filled: first }],
  };
}

function lightWords(r: Reader, item: WorkItem): LightView {
  const light = toLight(r.t, item.light) ?? { tone: 'ok', text: r.t('light.ok') };
  return light.tone === 'ok' && isNew(r, item) ? { tone: 'ok', text: r.t('screens.work.new') } : light;
}

function dueWords(r: Reader, clock: Clock, light: StoreLight): string | undefined {
  if (light.code !== 'late' && light.days === 0) return undefined;
  const date = toLegalDate(clock.dueAt);
  const said = r.t('screens.work.due', {
    day: formatWeekday(date, r.lang),
    date: formatDate(date).slice(0, 5),
    time: formatTime(clock.dueAt),
  });
  return clock.working.doubts.length > 0 ? r.t('pages.clock.unsettledShort', { date: said }) : said;
}

/** Where the matter comes from and what hangs on it, as far as a row has room. */
export function whoAsks(r: Reader, row: DossierRowView): readonly string[] {
  const place = row.locality ?? row.unit;
  return [
    ...(place ? [unitShort(r, place)] : []),
    ...(row.field ? [r.asker.org.fieldName(asFieldId(row.field), r.lang)] : []),
    ...(row.money ? [formatMoney(row.money, r.lang)] : []),
    ...(row.people ? [r.t('screens.work.people', { n: formatNumber(row.people, r.lang) })] : []),
  ];
}

function behalfWords(r: Reader, post: string): string {
  const held = r.asker.org.holderOf(asPostId(post));
  return held
    ? r.t('screens.work.behalf', { name: r.asker.org.personName(held.person) })
    : r.t('screens.work.behalfPost', { post: r.asker.org.postTitle(asPostId(post))[r.lang] });
}

function toWait(r: Reader, item: WorkItem): Awaited {
  const { row, clock } = item;
  const light = toShortLight(r.t, item.light);
  const base = dossierHref(r.registry, row);
  return {
    holder: unitShort(r, clock.unit),
    // The unit stands before it; an instance named after the unit would say it twice.
    what: clock.id === `${clock.name}:${clock.unit}` ? r.say.clock(row.kind, clock.name) : clockLabel(r, row.kind, clock),
    number: row.number ?? row.receipt,
    href: base,
    title: truncateWords(row.title, 70),
    ...(light ? { light } : {}),
    ...(item.mayRemind && !r.isCopy ? { remindHref: actHref(base, 'remind', { clock: clock.id }) } : {}),
  };
}

/** Everybody whose posts the reader fills today because they are away or have delegated. */
export function deputisedFor(r: Reader): readonly Deputised[] {
  const { org, standing } = r.asker;
  const seen = new Set<string>();
  return standing.capacities.flatMap(({ onBehalfOf }): Deputised[] => {
    if (!onBehalfOf || seen.has(onBehalfOf.post)) return [];
    seen.add(onBehalfOf.post);
    const row = org.index.absences.get(onBehalfOf.post) ?? org.index.grants.find((g) => g.fromPost === onBehalfOf.post);
    const held = onBehalfOf.person ?? org.holderOf(onBehalfOf.post)?.person;
    return [
      {
        name: held ? personLabel(r, held) : org.postTitle(onBehalfOf.post)[r.lang],
        title: org.postTitle(onBehalfOf.post)[r.lang],
        paper: onBehalfOf.documentNumber,
        ...(row?.to ? { until: formatWeekdayDate(addDays(row.to, -1), r.lang) } : {}),
      },
    ];
  });
}
