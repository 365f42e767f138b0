/** Records of the house about itself, in words: they have no deadlines, and their titles are said in the language of the page. */
import type { AnyKind, SummaryItem } from '../../../dossier/kind.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import type { Reader } from './reader.ts';
import { valueText } from './value.tsx';

/** The title as the page shows it; stored titles are Vietnamese, and so is that of a piece of work. */
export function shownTitle(r: Reader, row: DossierRowView, items: readonly SummaryItem[] | undefined = row.items): string {
  const kind = r.registry.find(row.kind);
  const named = kind?.apart && itemText(r, kind, items ?? [], kind.apart.named);
  return named ? `${r.say.kind(row.kind, 'name')} ${named}` : row.title;
}

/** What one item of a summary says; empty where it is not there. */
export function itemText(r: Reader, kind: AnyKind, items: readonly SummaryItem[], key: string): string {
  const item = items.find((one) => one.key === key);
  return item ? valueText(r, kind.name, item, item.value) : '';
}

/** The columns of a list of the kind that other lists do not have. */
export function ownColumns(r: Reader, kind: AnyKind | undefined): readonly { readonly key: string; readonly label: string }[] {
  return (kind?.apart?.columns ?? []).map((key) => ({ key, label: r.say.kind(kind?.name ?? '', `summary.${key}`) }));
}
