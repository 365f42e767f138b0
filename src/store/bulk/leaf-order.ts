/** The waiting leaves of a load in the order in which their acts were written: a dossier is loaded whole, and lived beside others. */
import pg from 'pg';
import type { TenantId } from '../../kernel/ids.ts';

/**
 * Gives every leaf that waits a place by its moment, as if nobody had written ahead of the others: in the ledger an old moment behind a
 * newer one is somebody's backdating. Nobody may be writing meanwhile. The URL's account must own the server.
 */
export async function orderLeaves(ownerUrl: string, tenant: TenantId): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('set synchronous_commit = off');
    await client.query('begin');
    await client.query('lock table app.ledger_pending in access exclusive mode');
    await client.query(
      `create temporary table waiting on commit drop as
       select dossier, seq, leaf, leaf_hash, at, place from app.ledger_pending where tenant = $1`,
      [tenant],
    );
    await client.query('delete from app.ledger_pending where tenant = $1', [tenant]);
    await client.query(
      `insert into app.ledger_pending (tenant, dossier, seq, leaf, leaf_hash, at)
       select $1, dossier, seq, leaf, leaf_hash, at from waiting order by at, place`,
      [tenant],
    );
    await client.query('commit');
    await client.query('vacuum analyze app.ledger_pending');
  } finally {
    await client.end();
  }
}
