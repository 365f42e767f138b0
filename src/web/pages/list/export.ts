/** A list as a file: the same rows under the same filter, with where they come from and when. */
import type { SheetCell, SheetTable } from '../../../documents/index.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import type { DossierId, FieldId } from '../../../kernel/ids.ts';
import { type Instant, toLegalDate } from '../../../kernel/time.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { EXPORT_LIMIT, findAll, readRows } from '../../../store/read/whole-list.ts';
import type { Store } from '../../../store/store.ts';
import { itemText, ownColumns, shownTitle } from '../showing/apart.ts';
import { lightWord } from '../showing/light.ts';
import { postTitle, unitLabel } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import type { AskedList } from './asked.ts';
import { activeFilters, orderWords } from './view.ts';

/**
 * Every row of a filtered list, up to the limit, as the reader may see it; read while it is written. Where the list holds more, the
 * head of the file says so and its last row again.
 */
export async function toExport(
  store: Store,
  r: Reader,
  asked: AskedList,
  now: Instant,
  limit = EXPORT_LIMIT,
): Promise<SheetTable> {
  const name = asked.kind ? r.say.kind(asked.kind.name, 'plural') : r.t('pages.list.all');
  const { ids, isCut } = await findAll(store, r.asker, asked, limit);
  const cut = isCut ? [r.t('pages.export.cut', { n: formatNumber(limit, r.lang) })] : [];
  const col = (key: string) => r.t(`pages.list.col.${key}`);
  return {
    name,
    preface: [
      r.t('pages.export.source', { list: name, person: r.asker.standing.name, time: formatStamp(now) }),
      narrowedBy(r, asked),
      orderWords(r, asked.order),
      ...cut,
    ],
    head: [
      col('number'),
      col('receipt'),
      col('kind'),
      col('title'),
      col('stage'),
      r.t('list.status'),
      col('days'),
      col('due'),
      r.t('field.one'),
      r.t('locality.one'),
      r.t('unit.lead'),
      r.t('person.inCharge'),
      col('opened'),
      col('changed'),
      col('money'),
      col('people'),
      ...ownColumns(r, asked.kind).map(({ label }) => label),
    ],
    widths: [...WIDTHS, ...ownColumns(r, asked.kind).map(() => 26)],
    rows: exportRows(store, r, asked.kind, ids, cut),
  };
}

/** What of the record stands in the file, as a sentence. */
function narrowedBy(r: Reader, asked: AskedList): string {
  const { ids } = asked.filter;
  if (ids) return r.t('bulk.picked', { n: formatNumber(ids.length, r.lang) });
  const filters = activeFilters(r, asked).map((a) => a.name);
  return filters.length === 0 ? r.t('pages.export.unfiltered') : r.t('pages.list.filtered', { filters: filters.join('; ') });
}

async function* exportRows(
  store: Store,
  r: Reader,
  kind: AnyKind | undefined,
  ids: readonly DossierId[],
  last: readonly SheetCell[],
): AsyncGenerator<readonly SheetCell[]> {
  for await (const row of readRows(store, r.asker, ids, kind)) yield [...cellsOf(r, row), ...ownCells(r, kind, row)];
  if (last.length > 0) yield last;
}

function cellsOf(r: Reader, row: DossierRowView): readonly SheetCell[] {
  return [
    row.number,
    row.receipt,
    r.say.kind(row.kind, 'name'),
    shownTitle(r, row),
    r.say.stage(row.kind, row.stage),
    r.registry.find(row.kind)?.apart ? null : lightWord(r.t, row.light),
    row.light.days ?? null,
    row.dueAt === null || row.ended ? null : { date: toLegalDate(row.dueAt) },
    row.field === null ? null : r.asker.org.fieldName(row.field as FieldId, r.lang),
    row.locality === null ? null : unitLabel(r, row.locality),
    row.unit === null ? null : unitLabel(r, row.unit),
    row.responsible === null ? null : postTitle(r, row.responsible),
    { date: toLegalDate(row.openedAt) },
    { date: toLegalDate(row.changedAt) },
    row.money,
    row.people,
  ];
}

function ownCells(r: Reader, kind: AnyKind | undefined, row: DossierRowView): readonly SheetCell[] {
  return kind ? ownColumns(r, kind).map(({ key }) => itemText(r, kind, row.items ?? [], key)) : [];
}

const WIDTHS = [16, 12, 16, 60, 16, 14, 10, 12, 18, 26, 34, 34, 12, 12, 18, 10] as const;
