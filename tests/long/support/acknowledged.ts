/** Holds what was acknowledged against what is stored. */
import type pg from 'pg';
import { expect } from 'vitest';
import type { Reporter } from './reporter.ts';

/** Every acknowledged report of these keys is stored once, with its receipt, and nothing beside them bears such a title. */
export async function expectEachOnce(
  client: pg.Client,
  reporters: readonly Reporter[],
  like: { readonly keys: string; readonly titles: string },
): Promise<void> {
  const acknowledged = reporters.flatMap((reporter) => reporter.acknowledged);
  const stored = await client.query<{ id: string; key: string; receipt: string }>(
    `select d.id, i.key, d.receipt from app.idempotency i join app.dossier d on d.tenant = i.tenant and d.id = i.dossier
     where i.key like $1 order by i.key`,
    [like.keys],
  );
  const byKey = new Map(stored.rows.map((row) => [row.key, row]));
  for (const { key, dossier, receipt } of acknowledged) expect(byKey.get(key)).toEqual({ id: dossier, key, receipt });
  expect(new Set(stored.rows.map((row) => row.id)).size).toBe(stored.rows.length);
  const titled = await client.query<{ n: number }>(
    `select count(*)::int as n from app.dossier where kind = 'obstacle' and title like $1`,
    [like.titles],
  );
  expect(titled.rows[0]?.n).toBe(acknowledged.length);
}
