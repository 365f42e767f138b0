/** Brings a database to the schema this program needs. Forward only, each migration in a transaction of its own, checksummed. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { keysFor } from '../dossier/access.ts';
import { allActs } from '../dossier/common-acts.ts';
import { emptyDossier } from '../dossier/fold.ts';
import type { KindRegistry } from '../dossier/registry.ts';
import { AppError } from '../kernel/errors.ts';
import { asDossierId, type TenantId } from '../kernel/ids.ts';
import { refreshAccess } from './refresh-access.ts';

/** Where the SQL files lie, and what happens on the way. */
export interface MigrateOptions {
  readonly root: string;
  /** Called before the first step of an upgrade, alone on the database; what it throws ends the upgrade before it began. */
  readonly beforeUpgrade?: (steps: readonly string[]) => Promise<void>;
  /** Fills a new schema with rows of an older one, after the step they were written by and before those that change them. */
  readonly fill?: { readonly after: string; readonly load: (client: pg.Client) => Promise<void> };
}

/** One step of the schema. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The steps this program knows, in their order. */
export async function readMigrations(root: string): Promise<readonly Migration[]> {
  const folder = join(root, 'src/store/migrations');
  const names = (await readdir(folder)).filter((n) => n.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

const ROLES = `
do $$ declare r text; begin
  foreach r in array array['app_owner', 'app_web', 'app_worker'] loop
    begin
      if not exists (select 1 from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
    exception when duplicate_object or unique_violation then null;
    end;
    -- Since PostgreSQL 16 whoever creates a role is a member of it, but may not act as it before granting that as well.
    if not pg_has_role(current_user, r, case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
      execute format('grant %I to current_user', r);
    end if;
  end loop;
end $$`;

const BOOTSTRAP = `
create extension if not exists btree_gist;
create schema if not exists app authorization app_owner;
create table if not exists app.schema_migration (
  name text primary key, checksum text not null, applied_at timestamptz not null default now());
alter table app.schema_migration owner to app_owner;
comment on table app.schema_migration is 'Migrations applied, with the checksum of their text.';
comment on column app.schema_migration.name is 'File name.';
comment on column app.schema_migration.checksum is 'SHA-256 of its text.';
comment on column app.schema_migration.applied_at is 'When.';
grant usage on schema app to app_web, app_worker;
grant select on app.schema_migration to app_web, app_worker;`;

const JOB_GRANTS = `
-- Not to the web: a job names dossiers its reader may not know of. Jobs are added by functions that run as the owner.
revoke all on schema graphile_worker from app_web;
revoke all on all tables in schema graphile_worker from app_web;
revoke all on all sequences in schema graphile_worker from app_web;
revoke all on all functions in schema graphile_worker from app_web;
grant usage on schema graphile_worker to app_owner, app_worker;
grant all on all tables in schema graphile_worker to app_owner, app_worker;
grant all on all sequences in schema graphile_worker to app_owner, app_worker;
grant execute on all functions in schema graphile_worker to app_owner, app_worker;
alter default privileges in schema graphile_worker grant all on tables to app_owner, app_worker;
do $$ declare t record; begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity loop
    execute format('drop policy if exists product on graphile_worker.%I', t.relname);
    execute format('create policy product on graphile_worker.%I for all to app_owner, app_worker using (true) with check (true)', t.relname);
  end loop;
end $$;`;

/**
 * Applies what is missing and refreshes functions, policies and grants.
 * @throws {store.newer_schema} the database was migrated by a newer program: nothing is touched
 * @throws {store.changed_migration} an applied migration's text has changed
 * @throws {store.old_postgres} the server is older than PostgreSQL 15
 */
export async function migrate(adminUrl: string, options: MigrateOptions): Promise<{ readonly applied: readonly string[] }> {
  const migrations = await readMigrations(options.root);
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'khoithong migrate' });
  await client.connect();
  try {
    const version = await client.query<{ v: number }>("select current_setting('server_version_num')::int as v");
    if ((version.rows[0]?.v ?? 0) < 150000) throw new AppError('store.old_postgres', 'precondition');
    await client.query("set lock_timeout = '20s'");
    await client.query('select pg_advisory_lock(7244201)');
    await refuseNewer(client, migrations);
    // In this order: the first file takes every grant back before it gives its own.
    const repeatable = await Promise.all(
      ['functions.sql', 'accounts.sql', 'readings.sql', 'ledger.sql', 'witnesses.sql', 'mail.sql'].map((name) =>
        readFile(join(options.root, 'src/store', name), 'utf8'),
      ),
    );
    await client.query(ROLES);
    await client.query(BOOTSTRAP);
    const done = await client.query<{ name: string; checksum: string }>('select name, checksum from app.schema_migration');
    const known = new Map(done.rows.map((r) => [r.name, r.checksum]));
    const changed = migrations.find((m) => known.has(m.name) && known.get(m.name) !== m.checksum);
    if (changed) throw new AppError('store.changed_migration', 'precondition', { params: { name: changed.name } });
    const missing = migrations.filter((m) => !known.has(m.name));
    if (known.size > 0 && missing.length > 0) await options.beforeUpgrade?.(missing.map((m) => m.name));
    const applied: string[] = [];
    for (const m of missing) {
      await inTransaction(client, async () => {
        await client.query('set local role app_owner');
        await client.query(m.sql);
        await client.query('insert into app.schema_migration (name, checksum) values ($1, $2)', [m.name, m.checksum]);
      });
      applied.push(m.name);
      const { fill } = options;
      if (fill?.after === m.name) await inTransaction(client, () => fill.load(client));
    }
    await runMigrations({ connectionString: adminUrl });
    await inTransaction(client, async () => {
      await client.query(JOB_GRANTS);
      await client.query('set local role app_owner');
      for (const sql of repeatable) await client.query(sql);
    });
    return { applied };
  } finally {
    await client.end();
  }
}

async function refuseNewer(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const exists = await client.query<{ t: string | null }>("select to_regclass('app.schema_migration')::text as t");
  if (!exists.rows[0]?.t) return;
  const applied = await client.query<{ name: string }>('select name from app.schema_migration');
  const unknown = applied.rows.find((r) => !migrations.some((m) => m.name === r.name));
  if (unknown) throw new AppError('store.newer_schema', 'precondition', { params: { name: unknown.name } });
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Makes the tenant and writes down which key may open which kind, as the declarations say. */
export async function syncTenant(
  adminUrl: string,
  tenant: TenantId,
  name: { vi: string; en: string },
  registry: KindRegistry,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, pipeline: true });
  await client.connect();
  try {
    await inTransaction(client, async () => {
      // Two programs that start at once do this one after the other; the second finds nothing left to do.
      await client.query('select pg_advisory_xact_lock(7244201)');
      await client.query('set local role app_owner');
      await client.query("select app.set_identity($1, '', '')", [tenant]);
      await client.query(
        'insert into app.tenant (tenant, name_vi, name_en) values ($1, $2, $3) on conflict (tenant) do nothing',
        [tenant, name.vi, name.en],
      );
      await client.query('select app.register_openings($1)', [JSON.stringify(openingsOf(registry))]);
    });
    await refreshAccess(client, tenant, registry);
  } finally {
    await client.end();
  }
}

/** Every first act of every kind with the keys that may perform it. */
export function openingsOf(
  registry: KindRegistry,
): readonly { readonly kind: string; readonly act: string; readonly key: string }[] {
  return registry.all.flatMap(({ kind }) =>
    Object.entries(allActs(kind))
      .filter(([, spec]) => spec.from === 'new')
      .flatMap(([act, spec]) => keysFor(spec, emptyDossier(kind, asDossierId(''))).map((key) => ({ kind: kind.name, act, key }))),
  );
}
