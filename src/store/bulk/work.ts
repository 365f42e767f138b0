/** A bulk as a person asked for it, kept until every dossier has its answer: an interrupted one goes on where it stopped. */
import { AppError } from '../../kernel/errors.ts';
import { type DossierId, isUuid } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs, writeAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type BulkItem, type BulkOutcome, type BulkRequest, performBulk } from './carry-out.ts';

/** What became of one dossier, as it is kept. */
export type KeptOutcome = { readonly dossier: DossierId } & (
  | { readonly seq: number; readonly number?: string }
  | { readonly code: string; readonly params: Readonly<Record<string, string | number>> }
);

/** A bulk of one's own. */
export interface BulkWork {
  readonly id: string;
  readonly act: string;
  readonly body: Readonly<Record<string, Json>>;
  readonly items: readonly BulkItem[];
  /** Absent while it is under way, or was interrupted. */
  readonly outcomes?: readonly KeptOutcome[];
  readonly createdAt: Instant;
}

interface Row {
  readonly id: string;
  readonly act: string;
  readonly body: Record<string, Json>;
  readonly items: BulkItem[];
  readonly outcomes: KeptOutcome[] | null;
  readonly created_at: Date;
}

/**
 * Keeps what is asked for, does it, keeps what became of it. Sent again with the same id it goes on, and changes nothing that was done.
 * @throws {bulk.other_request} the id stands for another bulk
 * @throws {document.secret} a text carries a secrecy marking: nothing is written
 */
export async function startBulk(store: Store, asker: Asker, id: string, request: BulkRequest): Promise<void> {
  const { act, body, items } = request;
  if (Object.values(body).some((text) => typeof text === 'string' && findSecrecyMark(text) !== undefined)) {
    throw new AppError('document.secret', 'invalid');
  }
  await writeAs(store.pool, asker.identity, (client) =>
    client.query(
      `insert into app.bulk_work (tenant, id, person, act, body, items)
       values (app.current_tenant(), $1, app.current_person(), $2, $3, $4) on conflict (tenant, id) do nothing`,
      [id, act, JSON.stringify(body), JSON.stringify(items)],
    ),
  );
  const kept = await findBulk(store, asker, id);
  if (!kept || kept.act !== act || !isSame(kept.items, items)) throw new AppError('bulk.other_request', 'conflict');
  await continueBulk(store, asker, kept);
}

/** Does what is left of a bulk and keeps what became of each dossier; one that is finished stays as it is. */
export async function continueBulk(store: Store, asker: Asker, work: BulkWork): Promise<void> {
  if (work.outcomes) return;
  const { id, act, body, items } = work;
  const outcomes = await performBulk(store, { person: asker.identity.person }, { act, body, items, key: id });
  await writeAs(store.pool, asker.identity, (client) =>
    client.query('update app.bulk_work set outcomes = $2, finished_at = now() where id = $1 and outcomes is null', [
      id,
      JSON.stringify(outcomes.map(toKept)),
    ]),
  );
}

/** A bulk of one's own; undefined where there is none. */
export async function findBulk(store: Store, asker: Asker, id: string): Promise<BulkWork | undefined> {
  if (!isUuid(id)) return undefined;
  return readAs(store.pool, asker.identity, async (client) => {
    const result = await client.query<Row>(
      'select id, act, body, items, outcomes, created_at from app.bulk_work where id = $1 and person = app.current_person()',
      [id],
    );
    const row = result.rows[0];
    if (!row) return undefined;
    const { created_at, outcomes, ...rest } = row;
    return { ...rest, createdAt: asInstant(created_at), ...(outcomes ? { outcomes } : {}) };
  });
}

function isSame(kept: readonly BulkItem[], sent: readonly BulkItem[]): boolean {
  return kept.length === sent.length && kept.every((item, n) => item.dossier === sent[n]?.dossier);
}

function toKept(outcome: BulkOutcome): KeptOutcome {
  const { dossier } = outcome;
  if ('refused' in outcome) return { dossier, code: outcome.refused.code, params: outcome.refused.params };
  const { seq, number } = outcome.done;
  return { dossier, seq, ...(number === undefined ? {} : { number }) };
}
