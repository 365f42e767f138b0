/** What PostgreSQL's own load program makes of the same two inserts, where it is installed. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Report } from '../measure/line.ts';

const run = promisify(execFile);
const SCRIPT = `begin;
insert into public.bench_record (unit, body) values ('unit', repeat('ho so ', 180));
insert into public.bench_audit (what) values ('created');
commit;
`;

/** Adds a line for pgbench at sixteen callers; nothing where there is no pgbench. */
export async function measurePgbench(report: Report, url: string, dataDir: string, seconds: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      'create table public.bench_record (id bigint generated always as identity primary key, unit text, body text)',
    );
    await client.query('create table public.bench_audit (id bigint generated always as identity primary key, what text)');
    const file = path.join(dataDir, 'pgbench.sql');
    await writeFile(file, SCRIPT, { mode: 0o644 });
    const args = ['-n', '-M', 'prepared', '-c', '16', '-j', '2', '-T', String(seconds), '-f', file, url];
    const { stdout } = await run('pgbench', args).catch(() => ({ stdout: '' }));
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    if (perSecond > 0) report.add('raw: pgbench, two inserts a commit, 16 callers', perSecond, 'commits/s');
    await client.query('drop table public.bench_record, public.bench_audit');
  } finally {
    await client.end();
  }
}
