/** «Phần tôi phụ trách»: what a member must decide, where it is late, what has moved. */
import { formatDate, formatMoney, formatStamp, formatWeekdayDate } from '../../../kernel/format.ts';
import { asFieldId, asPostId, asUnitId, type PostId } from '../../../kernel/ids.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { type AssignmentRow, EVERY } from '../../../organisation/rows.ts';
import type { HeldClock } from '../../../store/read/held.ts';
import type { PortfolioCell, PortfolioView } from '../../../store/read/portfolio.ts';
import type { LightView } from '../../components/light.tsx';
import type { MatrixCell } from '../../components/matrix.tsx';
import type { TodoItem } from '../../components/work-list.tsx';
import { actHref, dossierHref, withQuery } from '../showing/address.ts';
import { toShortLight } from '../showing/light.ts';
import { clockLabel, personLabel, unitShort } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { stepOf, whoAsks } from '../work/view.ts';

/** How many localities and fields the matrix shows before the rest is summed. */
const MATRIX = { columns: 5, rows: 6 } as const;
/** As many as stand beside the matrix on a tablet without scrolling. */
const MOST_DECISIONS = 3;

/** One assignment in words. */
export interface ScopeLine {
  readonly fields: string;
  readonly localities: string;
  readonly units: string;
  readonly basis: string;
}

/** One silent unit and the dossier it is silent on. */
export interface Urged {
  readonly unit: string;
  readonly number: string;
  readonly href: string;
  readonly what: string;
  readonly light: LightView;
  readonly urgeHref?: string;
}

/** Everything the page says. */
export interface PortfolioPage {
  readonly title: string;
  readonly whose?: string;
  readonly dateLine: string;
  readonly scope: readonly ScopeLine[];
  readonly decisions: readonly TodoItem[];
  readonly allDecisions: number;
  readonly urge: readonly Urged[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cell: (row: number, column: number) => MatrixCell;
  readonly href: (row: number | undefined, column: number | undefined, light: keyof MatrixCell) => string | undefined;
  readonly base: string;
  readonly view: PortfolioView;
  readonly money: string;
  readonly dataAt: string;
}

/** What the page is built from. */
export interface PortfolioSource {
  readonly posts: readonly string[];
  readonly view: PortfolioView;
  readonly mine: readonly HeldClock[];
  readonly late: readonly HeldClock[];
  /** True for the reader's own; others only look. */
  readonly own: boolean;
  readonly base: string;
}

/** The page of a member, for the member or for whoever may look on. */
export function buildPortfolio(r: Reader, source: PortfolioSource): PortfolioPage {
  const { view, own, base } = source;
  const rows = namesOf(view.cells, 'field', MATRIX.rows);
  const columns = namesOf(view.cells, 'locality', MATRIX.columns);
  const [post] = source.posts;
  const holder = post === undefined ? undefined : r.asker.org.actingHolder(asPostId(post));
  return {
    title: r.t(own ? 'screens.portfolio.title' : 'screens.portfolio.titleOther'),
    ...(own || post === undefined
      ? {}
      : {
          whose: [holder ? personLabel(r, holder.person) : r.t('org.vacant'), r.asker.org.postTitle(asPostId(post))[r.lang]].join(
            ', ',
          ),
        }),
    dateLine: formatWeekdayDate(r.asker.today, r.lang),
    scope: scopeOf(r, source.posts),
    decisions: source.mine.slice(0, MOST_DECISIONS).map((item, n) => toDecision(r, item, own, n === 0)),
    allDecisions: source.mine.length,
    urge: urgedOf(r, source),
    rows: rows.names.map((id) => rowName(r, id)),
    columns: columns.names.map((id) => columnName(r, id)),
    cell: (row, column) => sumCells(view.cells, (c) => rows.at(c.field) === row && columns.at(c.locality) === column),
    href: (row, column, light) => sliceHref(base, rows.names, columns.names, row, column, light),
    base,
    view,
    money: formatMoney(Math.round(view.freed.money), r.lang),
    dataAt: formatStamp(view.now),
  };
}

/** The key under which everything beyond the shown rows or columns is summed. */
export const REST = '*';
/** The key of dossiers that name no field or no locality. */
export const NONE = '-';

interface Axis {
  readonly names: readonly string[];
  at(id: string | null): number;
}

function namesOf(cells: readonly PortfolioCell[], dimension: 'field' | 'locality', most: number): Axis {
  const weight = new Map<string, number>();
  for (const cell of cells) {
    const id = cell[dimension] ?? NONE;
    weight.set(id, (weight.get(id) ?? 0) + cell.late * 1000 + cell.due * 30 + cell.ok);
  }
  const sorted = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
  const names = sorted.length <= most ? sorted : [...sorted.slice(0, most - 1), REST];
  return { names, at: (id) => (names.includes(id ?? NONE) ? names.indexOf(id ?? NONE) : names.indexOf(REST)) };
}

function sumCells(cells: readonly PortfolioCell[], fits: (cell: PortfolioCell) => boolean): MatrixCell {
  return cells
    .filter(fits)
    .reduce((sum, c) => ({ late: sum.late + c.late, due: sum.due + c.due, ok: sum.ok + c.ok }), { late: 0, due: 0, ok: 0 });
}

function rowName(r: Reader, id: string): string {
  if (id === REST) return r.t('screens.portfolio.otherFields');
  return id === NONE ? r.t('screens.portfolio.noField') : r.asker.org.fieldName(asFieldId(id), r.lang);
}

function columnName(r: Reader, id: string): string {
  if (id === REST) return r.t('screens.portfolio.otherPlaces');
  return id === NONE ? r.t('screens.portfolio.noPlace') : unitShort(r, id);
}

function sliceHref(
  base: string,
  rows: readonly string[],
  columns: readonly string[],
  row: number | undefined,
  column: number | undefined,
  light: keyof MatrixCell,
): string | undefined {
  const field = row === undefined ? undefined : rows[row];
  const place = column === undefined ? undefined : columns[column];
  // A sum of several fields or places has no address of its own; the sums at the edges do.
  if ([field, place].some((id) => id === REST || id === NONE)) return undefined;
  return withQuery(`${base}/ho-so`, { 'linh-vuc': field, 'dia-ban': place, den: light });
}

function scopeOf(r: Reader, posts: readonly string[]): readonly ScopeLine[] {
  const { org } = r.asker;
  const held = new Set(posts);
  const answersFor = (row: AssignmentRow) => held.has(row.post) || held.has(org.livePost(row.post) ?? ('' as PostId));
  return org.index.assignments.filter(answersFor).map((row) => ({
    fields: listOf(row.fields, (id) => org.fieldName(asFieldId(id), r.lang)),
    localities: listOf(row.localities, (id) => unitShort(r, id)),
    units: listOf(row.units, (id) => unitShort(r, id)),
    basis: r.t('screens.portfolio.basis', { number: row.decisionNumber, date: formatDate(row.from) }),
  }));
}

function listOf(ids: readonly string[], name: (id: string) => string): string {
  return ids.includes(EVERY) ? '' : ids.map(name).join(', ');
}

function toDecision(r: Reader, item: HeldClock, own: boolean, first: boolean): TodoItem {
  const { row, clock } = item;
  const step = stepOf(r, row, clock);
  const base = dossierHref(r.registry, row);
  return {
    light: toShortLight(r.t, item.light) ?? { tone: 'ok', text: r.t('light.ok') },
    number: row.number ?? row.receipt,
    verb: step.verb,
    title: truncateWords(row.title, 90),
    who: whoAsks(r, row).join(' · '),
    href: base,
    actions: own ? [{ text: step.button, href: step.href, filled: first }] : [],
  };
}

function urgedOf(r: Reader, source: PortfolioSource): readonly Urged[] {
  const seen = new Map<string, number>();
  return source.late
    .filter((item) => {
      const times = seen.get(item.clock.unit) ?? 0;
      seen.set(item.clock.unit, times + 1);
      return times === 0;
    })
    .slice(0, 4)
    .map((item) => {
      const base = dossierHref(r.registry, item.row);
      const more = (seen.get(item.clock.unit) ?? 1) - 1;
      const light = toShortLight(r.t, item.light) ?? { tone: 'late' as const, text: '' };
      const mayUrge = source.own && !r.isCopy && item.clock.superior !== undefined && source.posts.includes(item.clock.superior);
      return {
        unit: r.asker.org.unitShortName(asUnitId(item.clock.unit), r.lang),
        number: item.row.number ?? item.row.receipt,
        href: base,
        what: clockLabel(r, item.row.kind, item.clock),
        light: {
          tone: light.tone,
          text: more > 0 ? r.t('screens.portfolio.silentMore', { light: light.text, n: more }) : light.text,
        },
        ...(mayUrge ? { urgeHref: actHref(base, 'remind', { clock: item.clock.id }) } : {}),
      };
    });
}
