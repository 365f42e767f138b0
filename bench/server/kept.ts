/** What a kept server remembers of its provinces: how each was loaded, and how its verification ended. */
import pg from 'pg';
import type { LoadReport } from '../load/load.ts';

/** A province that was loaded whole. */
export interface Kept extends LoadReport {
  readonly loadedAt: string;
  /** How long verification took; absent until it passed. */
  readonly verifyMillis?: number;
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('create table if not exists public.bench_kept (name text primary key, kept jsonb not null)');
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The province of a name; undefined where none was loaded to its end. */
export async function findKept(url: string, name: string): Promise<Kept | undefined> {
  return onServer(url, async (client) => {
    const { rows } = await client.query<{ kept: Kept }>('select kept from public.bench_kept where name = $1', [name]);
    return rows[0]?.kept;
  });
}

/** Remembers it. */
export async function keep(url: string, name: string, kept: Kept): Promise<void> {
  await onServer(url, (client) =>
    client.query(
      'insert into public.bench_kept (name, kept) values ($1, $2) on conflict (name) do update set kept = excluded.kept',
      [name, JSON.stringify(kept)],
    ),
  );
}
