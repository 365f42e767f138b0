/** Whom the open dossiers of a load concern: found in one go from their clocks and parties, instead of with each of them. */
import pg from 'pg';
import type { TenantId } from '../../kernel/ids.ts';

/** Writes for every open dossier of the tenant what verification would miss. The URL's account must own the server. */
export async function fillConcerns(ownerUrl: string, tenant: TenantId): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select app.set_identity($1, '', 'system')", [tenant]);
    await client.query(
      'insert into app.concern (tenant, dossier, who) select $1, w.dossier, w.who from app.wrong_concerns() w where w.missing',
      [tenant],
    );
    await client.query('commit');
    await client.query('vacuum analyze app.concern');
  } finally {
    await client.end();
  }
}
