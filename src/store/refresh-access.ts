/** Who may read and act on what is already there, and what it is found by, written anew after an upgrade that changed the declarations. */
import type pg from 'pg';
import type { KindRegistry } from '../dossier/registry.ts';
import type { TenantId } from '../kernel/ids.ts';
import { actsOfStored, textsOfStored } from './verify/chain.ts';
import { ALL, readBatch, type StoredDossier } from './verify/read-batch.ts';
import { type Refolded, refold } from './verify/refold.ts';

/**
 * Raised with every change of who may read or perform what on a dossier that stands as it stood, and of what it is found by. Both
 * follow from its acts and the declarations; without this they would keep the old rights until somebody acts on it.
 */
const ACCESS_VERSION = 4;
const SETTING = 'access.version';
/** Up to which dossier the work of a version has come. */
const PLACE = 'access.place';
/** Of two programs one writes at a time. */
const LOCK = 7244202;

interface Place {
  readonly version: number;
  readonly after: string;
}

/**
 * Writes keys, titles and search entries of every dossier anew where the program that wrote them had other rules, each batch in a
 * transaction of its own: what broke off goes on where it stopped, and two programs share the work. A dossier on which somebody acts
 * meanwhile gets everything with that act. The connection must be the owner's and in no transaction. Returns how many dossiers
 * changed. What cannot be folded is left as it is, for verification to name.
 */
export async function refreshAccess(client: pg.ClientBase, tenant: TenantId, registry: KindRegistry): Promise<number> {
  for (let changed = 0; ; ) {
    const step = await inOneStep(client, tenant, () => refreshNext(client, tenant, registry));
    changed += step.changed;
    if (step.isDone) return changed;
  }
}

async function inOneStep<T>(client: pg.ClientBase, tenant: TenantId, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query('set local role app_owner');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await client.query("select app.set_identity($1, '', 'system')", [tenant]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // A lost connection has nothing left to take back, and its own error is the one that tells.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function refreshNext(client: pg.ClientBase, tenant: TenantId, registry: KindRegistry) {
  if ((await readSetting<number>(client, SETTING)) === ACCESS_VERSION) return { changed: 0, isDone: true };
  const place = await readSetting<Place>(client, PLACE);
  const batch = await readBatch(client, { ...ALL, ...(place?.version === ACCESS_VERSION ? { after: place.after } : {}) });
  const last = batch.at(-1);
  if (!last) {
    await client.query('delete from app.setting where name = $1', [PLACE]);
    await writeSetting(client, tenant, SETTING, ACCESS_VERSION);
    return { changed: 0, isDone: true };
  }
  const changed = await writeBatch(
    client,
    tenant,
    batch.flatMap((stored) => foldAgain(registry, stored) ?? []),
  );
  await writeSetting(client, tenant, PLACE, { version: ACCESS_VERSION, after: last.row.id } satisfies Place);
  return { changed, isDone: false };
}

interface Fresh {
  readonly stored: StoredDossier;
  readonly row: Refolded['expected'];
}

function foldAgain(registry: KindRegistry, stored: StoredDossier): Fresh | undefined {
  const kind = registry.find(stored.row.kind);
  if (!kind) return undefined;
  try {
    return { stored, row: refold(kind, stored, actsOfStored(stored), textsOfStored(stored)).expected };
  } catch {
    return undefined;
  }
}

async function writeBatch(client: pg.ClientBase, tenant: TenantId, batch: readonly Fresh[]): Promise<number> {
  const entries = new Map(
    batch.map(({ stored, row }) => [stored.row.id, JSON.stringify({ ...row, seq: null, receipt: stored.row.receipt })]),
  );
  const wrong = await client.query<{ dossier: string }>('select dossier::text from app.wrong_search_entries($1)', [
    `[${[...entries.values()].join(',')}]`,
  ]);
  const misplaced = new Set(wrong.rows.map((found) => found.dossier));
  let changed = 0;
  for (const { stored, row } of batch) {
    const { id, seq } = stored.row;
    // Where somebody has acted since it was read neither finds it: the sequence has moved.
    const written = await client.query(
      `update app.dossier set read_keys = $2, may = $3, awaited = $4, excluded = $5, title = $7
       where id = $1 and seq = $6
         and (read_keys, may, awaited, excluded, title) is distinct from ($2::text[], $3::text[], $4::text[], $5::text[], $7::text)`,
      [id, row.readKeys, row.may, row.awaited, row.excluded, seq, row.title],
    );
    const isMisplaced = misplaced.has(id) && (await holds(client, id, seq));
    if (isMisplaced) await client.query('select app.write_search_entry($1, $2)', [tenant, entries.get(id)]);
    if (isMisplaced || written.rowCount !== 0) changed += 1;
  }
  return changed;
}

/** Keeps acts from a dossier until the end of the transaction, unless one has come already. */
async function holds(client: pg.ClientBase, id: string, seq: number): Promise<boolean> {
  const held = await client.query('select 1 from app.dossier where id = $1 and seq = $2 for no key update', [id, seq]);
  return held.rowCount === 1;
}

async function readSetting<T>(client: pg.ClientBase, name: string): Promise<T | undefined> {
  return (await client.query<{ value: T }>('select value from app.setting where name = $1', [name])).rows[0]?.value;
}

async function writeSetting(client: pg.ClientBase, tenant: TenantId, name: string, value: unknown): Promise<void> {
  await client.query(
    `insert into app.setting (tenant, name, value) values ($1, $2, $3) on conflict (tenant, name) do update set value = excluded.value`,
    [tenant, name, JSON.stringify(value)],
  );
}
