/** What must be true of the whole database, whatever tables are added. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const names = async (sql: string): Promise<readonly string[]> =>
  (await client.query<{ name: string }>(sql)).rows.map((row) => row.name);
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relkind in ('r', 'p')`;

/** Written by app.append_act and its kin alone. */
const RECORD = [
  'act',
  'attachment',
  'clock',
  'concern',
  'content',
  'dossier',
  'effective_row',
  'export_log',
  'follow_up',
  'idempotency',
  'kind_opening',
  'ledger_pending',
  'link',
  'notice',
  'number_counter',
  'party',
  'read_batch',
  'read_event',
  'read_purpose',
  'setting',
  'sole_key',
  'spread',
  'table_row',
  'tenant',
  'vault',
];

describe('every table', () => {
  test('and every column says what it is for', async () => {
    const silent = await names(
      `select c.relname as name from ${TABLES} and obj_description(c.oid, 'pg_class') is null
       union all
       select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'app' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and col_description(c.oid, a.attnum) is null
       order by 1`,
    );
    expect(silent).toEqual([]);
  });

  test('is under forced row security with a restrictive wall, but for the list of migrations and the search index', async () => {
    const open = await names(
      `select c.relname as name from ${TABLES} and not (c.relrowsecurity and c.relforcerowsecurity
         and exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive)) order by 1`,
    );
    expect(open).toEqual(['schema_migration', 'search_entry']);
  });

  test('of search is held from everybody but the owner', async () => {
    const grants = await names(
      `select r || ' ' || p as name from unnest(array['app_web', 'app_worker', 'public']) r, unnest(array['select', 'insert', 'update', 'delete', 'references']) p
       where case when r = 'public' then exists (select 1 from pg_class c cross join lateral aclexplode(c.relacl) a
           where c.oid = 'app.search_entry'::regclass and a.grantee = 0)
         else has_any_column_privilege(r, 'app.search_entry', replace(p, 'delete', 'select')) or has_table_privilege(r, 'app.search_entry', p) end`,
    );
    expect(grants).toEqual([]);
    const walled = await names(
      `select relname as name from pg_class where oid = 'app.search_entry'::regclass and relrowsecurity`,
    );
    expect(walled).toEqual(['search_entry']);
  });

  test('belongs to the owner nobody can sign in as', async () => {
    expect(await names(`select distinct pg_get_userbyid(c.relowner)::text as name from ${TABLES}`)).toEqual(['app_owner']);
    expect(
      await names(
        "select rolname as name from pg_roles where rolname like 'app\\_%' and (rolcanlogin or rolsuper or rolbypassrls)",
      ),
    ).toEqual([]);
  });
});

describe('policies', () => {
  test('read the identity only through the functions that close at an empty setting', async () => {
    const direct = await names(
      `select schemaname || '.' || tablename || '.' || policyname as name from pg_policies
       where schemaname = 'app' and coalesce(qual, '') || coalesce(with_check, '') like '%current_setting(%'`,
    );
    expect(direct).toEqual([]);
  });

  test('let nobody in who has no identity', async () => {
    await client.query('begin');
    await client.query('set local role app_web');
    await client.query("select app.set_identity('', '', '')");
    for (const table of ['dossier', 'act', 'clock', 'vault', 'effective_row', 'content', 'notice']) {
      expect((await client.query(`select count(*)::int as n from app.${table}`)).rows).toEqual([{ n: 0 }]);
    }
    await client.query('rollback');
  });
});

describe('the roles of the program', () => {
  test('the web cannot see who wrote first, who may read, who may act, who is shut out', async () => {
    const seen = await names(
      `select c as name from unnest(array['author', 'author_key', 'read_keys', 'may', 'excluded']) c where has_column_privilege('app_web', 'app.dossier', c, 'select')`,
    );
    expect(seen).toEqual([]);
  });

  test('neither role writes the record but through the write door', async () => {
    const writable = await names(
      `select r || ' ' || t || ' ' || v as name from unnest(array['app_web', 'app_worker']) r, unnest(array['${RECORD.join("','")}']) t,
         unnest(array['insert', 'update', 'delete', 'truncate']) v
       where has_table_privilege(r, 'app.' || t, v) or (v in ('insert', 'update') and has_any_column_privilege(r, 'app.' || t, v))`,
    );
    expect(writable).toEqual([]);
    expect(await names(`select c.relname as name from ${TABLES} and c.relname = any ('{${RECORD.join(',')}}')`)).toHaveLength(
      RECORD.length,
    );
  });

  test('neither role may call what only the owner and the write door call', async () => {
    const callable = await names(
      `select r || ' ' || p.proname as name from unnest(array['app_web', 'app_worker']) r, pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'app' and p.proname in ('write_changes', 'write_rest', 'may_perform', 'apply_row_op', 'register_openings') and has_function_privilege(r, p.oid, 'execute')`,
    );
    expect(callable).toEqual([]);
  });

  test('every function that runs as its owner fixes where it looks names up', async () => {
    const loose = await names(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'app' and p.prosecdef and not coalesce(array_to_string(p.proconfig, ','), '') like 'search_path=app, pg_temp%'`,
    );
    expect(loose).toEqual([]);
  });
});
