/** «Nội dung» and the kind's own tables, from what its declaration says. */
import { correctableFields } from '../../../dossier/common-acts.ts';
import type { Section, SummaryItem } from '../../../dossier/kind.ts';
import type { Json } from '../../../kernel/json.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { isOwn } from '../act/correction.ts';
import { actHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { isEmpty, type ShowAs } from '../showing/value.tsx';

/** One row of the summary. */
export interface ContentRow {
  readonly key: string;
  readonly label: string;
  readonly how: ShowAs;
  readonly value: Json;
  readonly editHref?: string;
}

/** The filled rows of a kind's summary, each with the way to change it where the reader has one. */
export function buildContent(r: Reader, view: DossierView, base: string): readonly ContentRow[] {
  const { kind, dossier } = view;
  return kind
    .summary(dossier.state)
    .filter((item) => !isEmpty(item.value))
    .map((item) => {
      const editHref = editOf(r, view, item, base);
      return {
        key: item.key,
        label: r.say.kind(kind.name, `summary.${item.key}`),
        how: { as: item.as, group: item.group },
        value: item.as === 'dossier' ? numberOf(view, item.value) : item.value,
        ...(editHref === undefined ? {} : { editHref }),
      };
    });
}

/** The number of a tied dossier the reader may read, by which people know it; else what stood there. */
function numberOf(view: DossierView, id: Json): Json {
  return view.links.find(({ row }) => row.id === id)?.row.number ?? id;
}

/** The act the kind names for the row, else a correction of the newest act that wrote the field. */
function editOf(r: Reader, view: DossierView, item: SummaryItem, base: string): string | undefined {
  const may = new Set(view.available.map((a) => a.act));
  if (may.has('correct')) {
    const written = view.acts.findLast(
      (a) =>
        !a.common &&
        a.struck !== 'moved' &&
        hasField(a.body, item.key) &&
        correctableFields(view.kind, a.name).some((f) => f.name === item.key),
    );
    if (written && isOwn(r, written)) return actHref(base, 'correct', { seq: written.seq, field: item.key });
  }
  return item.edit !== undefined && may.has(item.edit) ? actHref(base, item.edit) : undefined;
}

function hasField(body: Json, name: string): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && Object.hasOwn(body, name);
}

/** A section ready to be drawn: only columns in which something stands. */
export interface SectionView {
  readonly key: string;
  readonly title: string;
  readonly empty: string;
  readonly columns: readonly { readonly key: string; readonly label: string; readonly how: ShowAs; readonly number?: boolean }[];
  readonly rows: Section['rows'];
  /** True when it has too many columns for a table. */
  readonly wide: boolean;
}

/** Most columns of a table beside the side cards; more are shown one below another. */
const MOST_COLUMNS = 6;

/** The kind's own tables. */
export function buildSections(r: Reader, view: DossierView): readonly SectionView[] {
  const { kind, dossier } = view;
  return (kind.sections?.(dossier.state, dossier) ?? []).map((section) => {
    const columns = section.columns.filter(
      (c, i) => i === 0 || section.rows.some((row) => !isEmpty(row[c.key] as Json | undefined)),
    );
    return {
      key: section.key,
      title: r.say.kind(kind.name, `sections.${section.key}.title`),
      empty: r.say.kind(kind.name, `sections.${section.key}.empty`),
      columns: columns.map((c) => ({
        key: c.key,
        label: r.say.kind(kind.name, `sections.${section.key}.columns.${c.key}`),
        how: { as: c.as, group: c.group },
      })),
      rows: section.rows,
      wide: columns.length > MOST_COLUMNS,
    };
  });
}
