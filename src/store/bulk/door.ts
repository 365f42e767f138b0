/**
 * The owner's door for whole records: what was decided elsewhere by the engine is copied in with its hashes. It needs an account
 * that row security does not hold, which none of the program's roles is; `khoithong verify` judges what came through it.
 */
import pg from 'pg';
import { AppError } from '../../kernel/errors.ts';
import { newReceipt, type TenantId } from '../../kernel/ids.ts';
import { copyInto } from './copy.ts';
import { BULK_COLUMNS, type BulkLines, type BulkTable } from './record-rows.ts';

/** A connection that copies whole records in. */
export interface BulkDoor {
  /** Writes everything in one transaction. */
  write(lines: BulkLines): Promise<void>;
  close(): Promise<void>;
}

const TABLES_FILLED = Object.keys(BULK_COLUMNS);
const TABLES = TABLES_FILLED.filter((table) => table !== 'search_entry') as readonly BulkTable[];
const STAGING = `create temporary table bulk_search_entry (tenant text, dossier uuid, opened_at timestamptz, excluded text[], readers text[], kind text,
  unit text, symbols text[], number text, receipt text, words text, folded text)`;
/** Where the id of the dossier stands, in its row and in its search entry. */
const ID_AT = 1;
const FROM_STAGING = `insert into app.search_entry (tenant, dossier, opened_at, excluded, tags, words, folded)
  select tenant, dossier, opened_at, excluded, app.search_tags(readers, kind, unit, opened_at, symbols, number, receipt),
    to_tsvector('simple', words), to_tsvector('simple', folded) from bulk_search_entry`;

/** Opens the door. @throws {store.not_the_owner} for an account that could not pass row security or leave out the checks between tables */
export async function openBulkDoor(ownerUrl: string): Promise<BulkDoor> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'khoithong bulk' });
  await client.connect();
  try {
    await requireOwner(client);
    // Owners and order are right by construction and judged by verify: checking each row against its dossier would double the work.
    await client.query('set session_replication_role = replica');
    await client.query('set statement_timeout = 0');
    // A load that broke off is thrown away: no piece of it need be on the disk before the next is made.
    await client.query('set synchronous_commit = off');
    await client.query('set timezone = UTC');
    await client.query(STAGING);
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    async write(lines) {
      for (;;) {
        await client.query('begin');
        try {
          for (const table of TABLES) await copyInto(client, `app.${table}`, BULK_COLUMNS[table], lines[table]);
          await copyInto(client, 'bulk_search_entry', BULK_COLUMNS.search_entry, lines.search_entry);
          await client.query(FROM_STAGING);
          await client.query('truncate bulk_search_entry');
          await client.query('commit');
          return;
        } catch (error) {
          await client.query('rollback');
          const taken = receiptTaken(error);
          if (taken === undefined || !giveOtherReceipt(lines, taken)) throw error;
        }
      }
    },
    close: () => client.end(),
  };
}

/** Among a million receipts two are alike about every second time; the write door draws again as well. */
function receiptTaken(error: unknown): string | undefined {
  const { code, constraint, detail } = error as pg.DatabaseError;
  if (code !== '23505' || constraint !== 'dossier_tenant_receipt_key') return undefined;
  return /, ([^,()]+)\) already exists/.exec(detail ?? '')?.[1];
}

/**
 * The receipt stands in no hash: the row and what it is found by are all that names it. Of two in one stretch the later draws again.
 * Tells whether any line had it.
 */
function giveOtherReceipt(lines: BulkLines, taken: string): boolean {
  const id = lines.dossier.findLast((line) => line.includes(`\t${taken}\t`))?.split('\t')[ID_AT];
  if (id === undefined) return false;
  const other = newReceipt();
  for (const table of ['dossier', 'search_entry'] as const) {
    const at = lines[table].findIndex((line) => line.split('\t', ID_AT + 1)[ID_AT] === id);
    const line = lines[table][at];
    if (line !== undefined) lines[table][at] = line.replace(`\t${taken}\t`, () => `\t${other}\t`);
  }
  return true;
}

async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ super: boolean }>('select rolsuper as super from pg_roles where rolname = current_user');
  if (rows[0]?.super !== true) throw new AppError('store.not_the_owner', 'forbidden');
}

/** Takes as many numbers of a series as a load will give out; gives the first. They are gone whether or not the load succeeds. */
export async function takeNumbersAsOwner(ownerUrl: string, tenant: TenantId, series: string, count: number): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select app.set_identity($1, '', 'system')", [tenant]);
    const { rows } = await client.query<{ first: number }>('select app.take_numbers($1, $2, 1) as first', [series, count]);
    await client.query('commit');
    return rows[0]?.first ?? 1;
  } finally {
    await client.end();
  }
}

/** Runs work without the indexes that serve reading alone, and builds them again afterwards, whatever became of the work. */
export async function withoutReadIndexes<T>(ownerUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; definition: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'app' and not i.indisunique and not i.indisexclusion
         and c.relname = any ($1)`,
      [TABLES_FILLED],
    );
    try {
      for (const { name } of rows) await client.query(`drop index ${name}`);
      // What is read while nobody asks for it is read for nothing.
      for (const table of TABLES_FILLED) await client.query(`alter table app.${table} set (autovacuum_enabled = off)`);
      return await work();
    } finally {
      await client.query("set maintenance_work_mem = '512MB'");
      for (const { definition } of rows) await client.query(definition.replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS'));
      for (const table of TABLES_FILLED) {
        await client.query(`alter table app.${table} reset (autovacuum_enabled)`);
        await client.query(`vacuum analyze app.${table}`);
      }
    }
  } finally {
    await client.end();
  }
}
