/** What the write door reads besides the dossier itself: its history, and the dossiers an act declared. */

import type { LinkedDossier } from '../../dossier/context.ts';
import type { KindRegistry } from '../../dossier/registry.ts';
import { unseal } from '../../dossier/sealed.ts';
import type { Act, Clock } from '../../dossier/words.ts';
import { asDossierId, type DossierId, isUuid } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { type Queryable, readAs } from '../database.ts';
import { type ActRow, type DossierRow, toAct, toDossier } from '../rows.ts';
import type { Asker, Store } from '../store.ts';

const SOLE = 'sole:';

/** Every act of a dossier the asker may read, in order, with the masked actors the asker may see. */
export async function readHistory(store: Store, asker: Asker, dossier: DossierId): Promise<readonly Act[]> {
  return readAs(store.pool, asker.identity, (client) => readHistoryOn(client, dossier));
}

/** The same on a connection whose identity is set. */
export async function readHistoryOn(client: Queryable, dossier: DossierId): Promise<readonly Act[]> {
  const result = await client.query<ActRow & { masked_actor: string | null }>(
    `select a.dossier, a.seq, a.name, a.kind_version, a.actor, a.mask, a.key, a.at, a.business_at, a.body, a.facts, a.cause_dossier, a.cause_seq, a.cause_n,
         (select v.value #>> '{}' from app.vault v where v.tenant = a.tenant and v.dossier = a.dossier and v.seq = a.seq and v.name = 'actor') as masked_actor
       from app.act a where a.dossier = $1 order by a.seq`,
    [dossier],
  );
  return result.rows.map((row) => toAct(row, row.masked_actor));
}

/** A frozen look at other dossiers, by id, number or what they stand for alone, as far as the asker may read them. */
export async function readLinked(
  store: Store,
  asker: Asker,
  wanted: readonly string[],
): Promise<ReadonlyMap<DossierId, LinkedDossier>> {
  return readAs(store.pool, asker.identity, (client) => readLinkedOn(client, store.registry, wanted));
}

/** The same on a connection whose identity is set. */
export async function readLinkedOn(
  client: Queryable,
  registry: KindRegistry,
  wanted: readonly string[],
): Promise<ReadonlyMap<DossierId, LinkedDossier>> {
  const result = await client.query<{ row: DossierRow; clocks: Clock[] | null; texts: Record<string, Json> | null }>(
    `select l.dossier as row, l.clocks, l.texts
     from app.read_linked($1::uuid[] || array(select s.dossier from app.sole_key s where s.key = any ($3)), $2::text[]) l`,
    [
      wanted.filter(isUuid),
      wanted.filter((w) => !isUuid(w) && !w.startsWith(SOLE)).map((w) => w.toUpperCase()),
      wanted.filter((w) => w.startsWith(SOLE)).map((w) => w.slice(SOLE.length)),
    ],
  );
  return new Map(
    result.rows.flatMap(({ row, clocks, texts }): [DossierId, LinkedDossier][] => {
      const kind = registry.find(row.kind);
      if (!kind) return [];
      const dossier = toDossier(kind, row, clocks ?? []);
      const filled = unseal(dossier.state, new Map(Object.entries(texts ?? {})), () => '');
      const linked: LinkedDossier = {
        id: asDossierId(row.id),
        kind: row.kind,
        stage: row.stage,
        ...(row.number === null ? {} : { number: row.number }),
        exports: kind.exports?.(filled, { ...dossier, state: filled }) ?? null,
      };
      return [[linked.id, linked]];
    }),
  );
}
