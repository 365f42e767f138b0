/** What the command line must know of accounts. No role of the program may look names up; whoever holds the owner's account may. */
import pg from 'pg';
import { asPersonId, type PersonId, type TenantId } from '../kernel/ids.ts';
import { normalizeLoginName } from '../store/accounts/account.ts';

/** Whose account it is, and whether it is open. */
export interface KnownAccount {
  readonly person: PersonId;
  readonly isActive: boolean;
}

/** The account of a login name; undefined where there is none. */
export async function findAccount(url: string, tenant: TenantId, login: string): Promise<KnownAccount | undefined> {
  const rows = await readAsOwner<{ person: string; active: boolean }>(url, tenant, {
    text: 'select person, active from app.account where name = $1',
    values: [normalizeLoginName(login)],
  });
  const row = rows[0];
  return row === undefined ? undefined : { person: asPersonId(row.person), isActive: row.active };
}

/** True when nobody can sign in with a password yet. */
export async function hasNoAccount(url: string, tenant: TenantId): Promise<boolean> {
  const rows = await readAsOwner<{ none: boolean }>(url, tenant, {
    text: 'select not exists (select 1 from app.account) as none',
    values: [],
  });
  return rows[0]?.none ?? true;
}

async function readAsOwner<T extends pg.QueryResultRow>(
  url: string,
  tenant: TenantId,
  query: { readonly text: string; readonly values: readonly unknown[] },
): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin read only');
    await client.query('set local role app_owner');
    await client.query("select app.set_identity($1, '', 'system')", [tenant]);
    const result = await client.query<T>(query.text, [...query.values]);
    await client.query('commit');
    return result.rows;
  } finally {
    await client.end();
  }
}
