/** Dossiers that may already say the same, offered while one is being opened. Never blocks anybody. */
import { findAct } from '../../../dossier/common-acts.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { truncateWords } from '../../../kernel/text.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { findSimilar } from '../../../store/read/similar.ts';
import type { Store } from '../../../store/store.ts';
import { actHref, dossierHref } from '../showing/address.ts';
import { toLight } from '../showing/light.ts';
import type { Reader } from '../showing/reader.ts';

/** The control by which a form says that its writer has seen them. */
export const SEEN = '__similar';

/** One of them, as the island and the page show it. */
export interface SimilarItem {
  readonly number: string;
  readonly title: string;
  readonly href: string;
  readonly tone: string;
  readonly light: string;
  readonly joinHref?: string;
}

/** Shorter texts say too little to compare. */
const SHORTEST = 10;

/** At most three dossiers of a kind that say much the same as a text; none for kinds that do not compare. */
export async function readSimilar(store: Store, r: Reader, kind: AnyKind, text: string): Promise<readonly SimilarItem[]> {
  if (!kind.similar || text.trim().length < SHORTEST) return [];
  const rows = await findSimilar(store, r.asker, kind.name, text.slice(0, 2000));
  return rows.map((row) => toItem(r, kind, row));
}

function toItem(r: Reader, kind: AnyKind, row: DossierRowView): SimilarItem {
  const light = toLight(r.t, row.light);
  const href = dossierHref(r.registry, row);
  const join = kind.similar?.join;
  const spec = join === undefined ? undefined : findAct(kind, join);
  const joins = spec !== undefined && Array.isArray(spec.from) && spec.from.includes(row.stage);
  return {
    number: row.number ?? row.receipt,
    title: truncateWords(row.title, 160),
    href,
    tone: light?.tone ?? 'ok',
    light: [r.say.stage(kind.name, row.stage), ...(light ? [light.text] : [])].join(' · '),
    ...(joins && join !== undefined ? { joinHref: actHref(href, join) } : {}),
  };
}
