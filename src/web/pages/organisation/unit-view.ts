/** The page of a unit: its names, who sits where, whom it answers to, what is open. */
import { key } from '../../../dossier/keys.ts';
import { formatDate } from '../../../kernel/format.ts';
import type { UnitId } from '../../../kernel/ids.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { addDays } from '../../../kernel/time.ts';
import { type DelegationRow, EVERY, type PostRow } from '../../../organisation/rows.ts';
import type { UnitFigures } from '../../../store/read/figures.ts';
import type { HeldClock } from '../../../store/read/held.ts';
import type { NameRow } from '../../../store/read/history.ts';
import type { LightView } from '../../components/light.tsx';
import { dossierHref } from '../showing/address.ts';
import { toShortLight } from '../showing/light.ts';
import { clockLabel, personLabel } from '../showing/people.ts';
import { type DayReader, onDayHref } from './as-of.tsx';
import { unitHref } from './tree.ts';

/** A unit as a link. */
export interface UnitLink {
  readonly name: string;
  readonly href: string;
}

/** A post of the unit with its holder of the day. */
export interface PostLine {
  readonly id: string;
  readonly title: string;
  readonly holder?: string;
  readonly note?: string;
}

/** One open clock of the unit. */
export interface OpenLine {
  readonly id: string;
  readonly light?: LightView;
  readonly number: string;
  readonly title: string;
  readonly href: string;
  readonly what: string;
  /** Who holds it; only for the head of the unit. */
  readonly holder?: string;
}

/** Everything the page of a unit says. */
export interface UnitPage {
  readonly name: string;
  readonly kind: string;
  readonly code?: string;
  readonly isGone: boolean;
  readonly nowIs?: UnitLink;
  readonly names: readonly { readonly name: string; readonly span: string }[];
  readonly superior?: UnitLink;
  readonly former: readonly UnitLink[];
  readonly subordinates: readonly UnitLink[];
  readonly posts: readonly PostLine[];
  readonly delegations: readonly string[];
  readonly open?: { readonly lines: readonly OpenLine[]; readonly withHolders: boolean };
  readonly figures?: UnitFigures;
}

/** Which lights of the open list are asked for. */
export const LIGHT_NAMES: Readonly<Record<string, string>> = { 'qua-han': 'late', 'sap-den': 'due', 'trong-han': 'ok' };

/** True for those who may see what is open in the unit: its staff, and who leads it. */
export function seesOpen(shown: DayReader, unit: UnitId): boolean {
  const { keys } = shown.r.asker.standing;
  return !shown.other && (keys.includes(key.staff(unit)) || leads(shown, unit));
}

function leads({ r }: DayReader, unit: UnitId): boolean {
  const { keys } = r.asker.standing;
  return keys.includes(key.head(unit)) || keys.includes(key.deputy(unit));
}

/** The page of one unit on the day shown. */
export function buildUnit(
  shown: DayReader,
  unit: UnitId,
  read: {
    readonly names: readonly NameRow[];
    readonly open: readonly HeldClock[] | undefined;
    readonly figures: UnitFigures | undefined;
    readonly now: string;
  },
  light: string | undefined,
): UnitPage {
  const { r } = shown;
  const { org } = r.asker;
  const row = org.knownUnit(unit);
  const present = org.unit(unit);
  const current = org.currentUnit(unit);
  const superior = org.superiorUnit(unit);
  const link = (id: UnitId): UnitLink => ({ name: org.unitName(id, r.lang), href: onDayHref(unitHref(id), shown) });
  const open = read.open?.filter((item) => light === undefined || coarseLight(item, read.now) === light);
  return {
    name: org.unitName(unit, r.lang),
    kind: r.t(`screens.organisation.kinds.${row?.kind ?? 'other'}`),
    ...(row?.code ? { code: row.code } : {}),
    isGone: present === undefined,
    ...(present === undefined && current && current !== unit ? { nowIs: link(current) } : {}),
    names: read.names.map((n) => ({ name: n.name[r.lang], span: spanOf(shown, n) })),
    ...(superior ? { superior: link(superior) } : {}),
    former: org.formerUnits(unit).map(link),
    subordinates: org.subordinateUnits(unit).map((u) => link(u.id)),
    posts: org.postsIn(unit).map((post) => postLine(shown, post)),
    delegations: [...org.index.grants, ...org.index.absences.values()].flatMap((row2) => delegationLine(shown, unit, row2)),
    ...(open ? { open: { lines: open.map((item) => openLine(shown, unit, item)), withHolders: leads(shown, unit) } } : {}),
    ...(read.figures ? { figures: read.figures } : {}),
  };
}

const FOUR_DAYS = 4 * 86_400_000;

/** The light by which the three numbers of a unit are counted: late, within four days, later. */
export function coarseLight(item: HeldClock, now: string): 'late' | 'due' | 'ok' {
  if (item.clock.state === 'paused') return 'ok';
  const left = Date.parse(item.clock.dueAt) - Date.parse(now);
  return left < 0 ? 'late' : left < FOUR_DAYS ? 'due' : 'ok';
}

function spanOf({ r }: DayReader, n: NameRow): string {
  const from = r.t('screens.organisation.from', { date: formatDate(n.from) });
  return n.to === null
    ? from
    : r.t('screens.organisation.fromTo', { from: formatDate(n.from), to: formatDate(addDays(n.to, -1)) });
}

function postLine({ r }: DayReader, post: PostRow): PostLine {
  const { org } = r.asker;
  const holder = org.holderOf(post.id);
  const answer = org.actingHolder(post.id);
  const acts = answer && answer.person !== holder?.person;
  const note = acts
    ? r.t('screens.organisation.answers', {
        name: org.personName(answer.person),
        via: r.t(`screens.organisation.via.${answer.via}`),
      })
    : undefined;
  const form = holder?.form === 'acting' ? ` (${r.t('screens.organisation.acting')})` : '';
  return {
    id: post.id,
    title: post.title[r.lang],
    ...(holder ? { holder: `${personLabel(r, holder.person)}${form}` } : {}),
    ...(note ? { note } : {}),
  };
}

function delegationLine({ r }: DayReader, unit: UnitId, row: DelegationRow): string[] {
  const { org } = r.asker;
  if (org.knownPost(row.fromPost)?.unit !== unit && (row.toPost === null || org.knownPost(row.toPost)?.unit !== unit)) return [];
  const matters = row.matters.includes(EVERY)
    ? r.t('screens.organisation.allMatters')
    : row.matters.map((m) => r.say.kind(m, 'plural')).join(', ');
  const until =
    row.to === null ? r.t('screens.work.untilFurther') : r.t('screens.work.until', { date: formatDate(addDays(row.to, -1)) });
  const from = org.postTitle(row.fromPost)[r.lang];
  const to = row.toPost === null ? r.t('screens.organisation.noStandIn') : org.postTitle(row.toPost)[r.lang];
  return [
    r.t('screens.organisation.delegation', {
      form: r.t(`screens.organisation.forms.${row.form}`),
      from,
      to,
      matters,
      until,
      number: row.documentNumber,
    }),
  ];
}

function openLine(shown: DayReader, unit: UnitId, item: HeldClock): OpenLine {
  const { r } = shown;
  const light = toShortLight(r.t, item.light);
  const holder = r.asker.org.actingHolder(item.clock.holder);
  return {
    id: `${item.row.id}-${item.clock.id}`,
    ...(light ? { light } : {}),
    number: item.row.number ?? item.row.receipt,
    title: truncateWords(item.row.title, 120),
    href: dossierHref(r.registry, item.row),
    what: clockLabel(r, item.row.kind, item.clock),
    ...(leads(shown, unit) && holder ? { holder: personLabel(r, holder.person) } : {}),
  };
}
