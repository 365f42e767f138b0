/** A store on a fresh database with the small province in it: what most database tests start from. */
import pg from 'pg';
import type { RegisteredKind } from '../../src/dossier/registry.ts';
import { createRegistry } from '../../src/dossier/registry.ts';
import type { RowOp } from '../../src/dossier/table.ts';
import { asPersonId, asTenantId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import type { Command, Performed } from '../../src/store/command.ts';
import { openPool } from '../../src/store/database.ts';
import { syncTenant } from '../../src/store/migrate.ts';
import { perform } from '../../src/store/perform.ts';
import { type Asker, askAs, createStore, type Store } from '../../src/store/store.ts';
import { createTestDatabase } from './database.ts';
import { seedKind } from './seed-kind.ts';
import { smallLaw, smallOrganisation } from './small-province.ts';

/** What a test may do with its world. */
export interface World {
  readonly store: Store;
  /** Superuser URL, for tampering as one who owns the database would. */
  readonly adminUrl: string;
  admin<T extends pg.QueryResultRow>(sql: string, params?: readonly unknown[]): Promise<readonly T[]>;
  /** The same with the triggers switched off that would refuse a dossier without acts: shapes of a record, not its history. */
  shape(sql: string): Promise<void>;
  act(person: string | null, command: Command): Promise<Performed>;
  seed(rows: readonly RowOp[]): Promise<void>;
  ask(person: string | null): Promise<Asker>;
  /** Moves legal time, as the demo clock does. */
  moveClock(milliseconds: number): Promise<void>;
  /** Sets legal time to an instant. */
  setClock(instant: string): Promise<void>;
  close(): Promise<void>;
}

/** Options of a world: the kinds under test and the limits they name. */
export interface WorldOptions {
  readonly kinds: readonly RegisteredKind[];
  readonly limits?: Readonly<Record<string, number>>;
  readonly rows?: readonly RowOp[];
}

/** Makes a world; close it in afterAll. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const database = await createTestDatabase();
  const tenant = asTenantId('test');
  const registry = createRegistry([...options.kinds, seedKind]);
  await syncTenant(database.url, tenant, { vi: 'Tỉnh thử', en: 'Test province' }, registry);
  const pool = openPool(database.url, 'app_web');
  const store = createStore(pool, tenant, registry);
  const adminPool = new pg.Pool({ connectionString: database.url, max: 2 });
  adminPool.on('error', () => undefined);
  const act = (person: string | null, command: Command) =>
    perform(store, { person: person === null ? null : asPersonId(person) }, command);
  const seed = async (rows: readonly RowOp[]) => {
    for (let i = 0; i < rows.length; i += 60) {
      await act(null, { kind: 'seed', act: 'import', body: { rows: rows.slice(i, i + 60) as unknown as Json } });
    }
  };
  await adminPool.query(`insert into app.setting (tenant, name, value) values ('test', 'installation', '"demo"')`);
  const world: World = {
    store,
    adminUrl: database.url,
    admin: async <T extends pg.QueryResultRow>(sql: string, params: readonly unknown[] = []) =>
      (await adminPool.query<T>(sql, [...params])).rows,
    shape: async (sql) => {
      const client = await adminPool.connect();
      try {
        await client.query('set session_replication_role = replica');
        await client.query(sql);
      } finally {
        await client.query('reset session_replication_role');
        client.release();
      }
    },
    act,
    seed,
    ask: (person) => askAs(store, person === null ? null : asPersonId(person)),
    moveClock: async (ms) => {
      await adminPool.query(
        `insert into app.setting (tenant, name, value) values ('test', 'demo.shift', jsonb_build_object('milliseconds', $1::bigint))
         on conflict (tenant, name) do update set value = jsonb_build_object('milliseconds', (app.setting.value->>'milliseconds')::bigint + $1::bigint)`,
        [ms],
      );
    },
    setClock: async (instant) => {
      await adminPool.query(
        `insert into app.setting (tenant, name, value)
         values ('test', 'demo.shift', jsonb_build_object('milliseconds', (extract(epoch from ($1::timestamptz - now())) * 1000)::bigint))
         on conflict (tenant, name) do update set value = excluded.value`,
        [instant],
      );
    },
    close: async () => {
      await pool.end();
      await adminPool.end();
      await database.drop();
    },
  };
  await seed([...smallOrganisation, ...smallLaw({ 'escalation.level': 2, ...options.limits }), ...(options.rows ?? [])]);
  return world;
}
