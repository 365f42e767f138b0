/** Brings an archive into a database as it was written: rows verbatim, nothing decided again. */
import pg from 'pg';
import type { KindRegistry } from '../../dossier/registry.ts';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { migrate, readMigrations } from '../migrate.ts';
import { refreshAccess } from '../refresh-access.ts';
import type { ArchiveProgress } from './archive-progress.ts';
import { readParts } from './check-archive.ts';
import type { Manifest } from './manifest.ts';
import { type Column, readColumns } from './read-rows.ts';

/** `restore` becomes the installation; `copy` is refused every further write by the database itself. */
export type ArchiveUse = 'restore' | 'copy';

/** What is to be brought in where. */
export interface LoadWish {
  readonly url: string;
  /** Folder of the program, where its migrations lie. */
  readonly root: string;
  readonly file: string;
  readonly manifest: Manifest;
  readonly registry: KindRegistry;
  readonly use: ArchiveUse;
  readonly onProgress?: (progress: ArchiveProgress) => void;
  readonly signal?: AbortSignal;
}

/** What this program is, for comparison with what an archive needs. */
export interface Reader {
  readonly root: string;
  readonly tenant: TenantId;
  readonly registry: KindRegistry;
}

/**
 * Guarantees that this program can go on where the archive stopped.
 * @throws {archive.other_tenant} it is another province's
 * @throws {archive.newer_program} its schema or a kind is newer, or not one of ours
 */
export async function checkReadable(manifest: Manifest, { root, tenant, registry }: Reader): Promise<void> {
  if (manifest.tenant !== tenant)
    throw new AppError('archive.other_tenant', 'precondition', { params: { tenant: manifest.tenant } });
  const known = await readMigrations(root);
  for (const [i, step] of manifest.migrations.entries()) {
    if (known[i]?.name !== step.name || known[i]?.checksum !== step.checksum) throw newerProgram(step.name);
  }
  for (const [name, version] of Object.entries(manifest.kinds)) {
    const kind = registry.find(name);
    if (!kind || kind.version < version) throw newerProgram(`${name} ${version}`);
  }
}

function newerProgram(what: string): AppError {
  return new AppError('archive.newer_program', 'precondition', { params: { what } });
}

/**
 * Makes the schema as it was when the archive was written, loads every row in one transaction, and takes the steps since.
 * The database must hold no schema of ours. The archive must have been checked.
 */
export async function loadArchive(wish: LoadWish): Promise<void> {
  const { url, root, manifest } = wish;
  const last = manifest.migrations.at(-1)?.name ?? '';
  await migrate(url, { root, fill: { after: last, load: (client) => loadRows(client, wish) } });
  const client = new pg.Client({ connectionString: url, application_name: 'khoithong archive', pipeline: true });
  await client.connect();
  try {
    await refreshAccess(client, manifest.tenant as TenantId, wish.registry);
    await client.query('begin');
    await client.query('set local role app_owner');
    await client.query("select app.set_identity($1, '', 'system')", [manifest.tenant]);
    if (wish.use === 'copy') await client.query('select app.seal_copy($1)', [manifest.takenAt]);
    else await client.query('select app.resume_follow_ups()');
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function loadRows(client: pg.Client, wish: LoadWish): Promise<void> {
  const { file, manifest } = wish;
  await client.query('set local role app_owner');
  await client.query('set local timezone = UTC');
  const statements = new Map<string, string>();
  const identities: (readonly [string, string])[] = [];
  for (const table of manifest.tables) {
    const columns = await readColumns(client, table.name);
    if (columns.map((column) => column.name).join() !== table.columns.join()) throw newerProgram(table.name);
    statements.set(table.name, insertOf(table.name, columns));
    for (const column of columns) if (column.isIdentity) identities.push([table.name, column.name]);
  }
  let rows = 0;
  for await (const { table, lines } of readParts(file, manifest)) {
    wish.signal?.throwIfAborted();
    await client.query(statements.get(table) ?? '', [`[${lines.join(',')}]`]);
    rows += lines.length;
    wish.onProgress?.({ step: 'load', table, rows });
  }
  for (const [table, column] of identities) {
    await client.query(
      `select setval(pg_get_serial_sequence('app.${table}', '${column}'), coalesce(max("${column}"), 1), count(*) > 0) from app.${table}`,
    );
  }
}

/** A column of JSON is taken as written: there the value null is a value. */
function insertOf(table: string, columns: readonly Column[]): string {
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const values = columns.map(({ name, isJson }) => (isJson ? `(line -> '${name}')::jsonb` : `r."${name}"`)).join(', ');
  return `insert into app.${table} (${names}) overriding system value
    select ${values} from json_array_elements($1::json) line cross join lateral json_populate_record(null::app.${table}, line) r`;
}
