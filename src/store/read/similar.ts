/** Dossiers that say much the same as a text somebody is writing. */
import { foldVietnamese } from '../../kernel/text.ts';
import { asInstant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { rowsOf, sql } from './sql.ts';

/** Pairs of neighbouring syllables: in Vietnamese a word is mostly two of them. */
function syllablePairs(text: string): readonly (readonly [first: string, second: string])[] {
  const syllables = foldVietnamese(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((s) => s.length > 0)
    .slice(0, 60);
  const pairs = new Map<string, readonly [string, string]>();
  for (const [i, second] of syllables.slice(1).entries()) {
    const first = syllables[i];
    if (first !== undefined) pairs.set(`${first} ${second}`, [first, second]);
  }
  return [...pairs.values()].slice(0, 40);
}

/** At most three dossiers of a kind that say much the same; never blocks anybody. */
export async function findSimilar(store: Store, asker: Asker, kind: string, text: string): Promise<readonly DossierRowView[]> {
  const pairs = syllablePairs(text);
  if (pairs.length < 2) return [];
  const statement = sql`
    select ${ROW_COLUMNS}, app.business_now() as now
    from app.find_similar(${kind}, ${pairs.map(([first]) => first)}::text[], ${pairs.map(([, second]) => second)}::text[]) s join app.dossier d on d.id = s.dossier
    where d.stage <> 'annulled' and s.shared >= 2 and s.shared >= ${pairs.length} * 0.2
    order by s.shared desc, d.changed_at desc limit 3`;
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<StoredRow & { now: Date } & Record<string, unknown>>(client, statement);
    return rows.map((row) => toRowView(row, asInstant(row.now), asker));
  });
}
