/** The rows of an installation as lines of JSON, all from one moment, however long the reading takes. */
import pg from 'pg';
import { key } from '../../dossier/keys.ts';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { ARCHIVED_TABLES, type ArchivedTable, LEFT_OUT } from './tables.ts';

/** One moment of a database, read by one connection. */
export interface Snapshot {
  readonly takenAt: string;
  readonly postgresql: string;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  /** The archived tables this database has; an older schema has fewer. */
  readonly tables: ReadonlySet<string>;
  columnsOf(table: string): Promise<readonly string[]>;
  linesOf(table: ArchivedTable): AsyncGenerator<string>;
}

/** Reads within one snapshot and changes nothing. */
export async function withSnapshot<T>(url: string, tenant: TenantId, read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'khoithong archive',
    options: '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c timezone=UTC',
  });
  // A connection lost is said by the query at hand; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    // Every row is wanted in order: a plan for the first few would be the wrong one.
    await client.query('set local cursor_tuple_fraction = 1');
    await client.query("select app.set_identity($1, '', $2)", [tenant, key.system]);
    const result = await read(await openSnapshot(client));
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}

async function openSnapshot(client: pg.Client): Promise<Snapshot> {
  const about = await client.query<{ at: Date; version: string; all: boolean }>(
    `select now() as at, current_setting('server_version') as version,
       (select r.rolsuper or r.rolbypassrls from pg_roles r where r.rolname = current_user) as all`,
  );
  const migrations = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from app.schema_migration order by name collate "C"',
  );
  const seesAll = about.rows[0]?.all ?? false;
  return {
    takenAt: (about.rows[0]?.at ?? new Date(0)).toISOString(),
    postgresql: about.rows[0]?.version ?? '',
    migrations: migrations.rows,
    tables: await readTables(client),
    columnsOf: async (table) => (await readColumns(client, table)).map((column) => column.name),
    linesOf: (table) => readLines(client, table, seesAll),
  };
}

/** @throws {archive.unknown_table} a table of the schema is neither archived nor left out on purpose */
async function readTables(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  const known = new Set([...ARCHIVED_TABLES.map((table) => table.name), ...Object.keys(LEFT_OUT)]);
  const unknown = rows.find((row) => !known.has(row.name));
  if (unknown) throw new AppError('archive.unknown_table', 'internal', { params: { table: unknown.name } });
  return new Set(rows.map((row) => row.name));
}

/** A column of a table and whether it holds JSON. */
export interface Column {
  readonly name: string;
  readonly isJson: boolean;
  readonly isIdentity: boolean;
}

/** The columns of a table in the order they were made. */
export async function readColumns(client: pg.ClientBase, table: string): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(
    `select attname as name, atttypid in ('json'::regtype, 'jsonb'::regtype) as "isJson", attidentity <> '' as "isIdentity"
     from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
    [`app.${table}`],
  );
  return rows;
}

/** What is not set is left out, so that the JSON value null of a column stays apart from no value. */
function lineOf(columns: readonly Column[]): string {
  const members = columns.map(({ name }) => `'"${name}":' || to_json(t."${name}")::text`);
  return `'{' || concat_ws(',', ${members.join(', ')}) || '}'`;
}

async function* readLines(client: pg.Client, table: ArchivedTable, seesAll: boolean): AsyncGenerator<string> {
  const columns = await readColumns(client, table.name);
  await client.query(seesAll ? 'reset role' : `set local role ${table.reader}`);
  await client.query(
    `declare archived no scroll cursor for select ${lineOf(columns)} as line from app.${table.name} t
     where t.tenant = current_setting('app.tenant') order by ${table.order.join(', ')}`,
  );
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${table.rowsAtOnce} from archived`);
    for (const row of rows) yield row.line;
    if (rows.length < table.rowsAtOnce) break;
  }
  await client.query('close archived');
}
