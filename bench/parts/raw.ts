/** What PostgreSQL itself does with two inserts and a commit, through the same driver and as many connections. */
import pg from 'pg';
import { runCallers } from '../measure/callers.ts';
import type { Report } from '../measure/line.ts';
import { CALLERS } from './site.ts';

/** A line's name for so many callers. */
export const rawName = (callers: number): string => `raw: begin, two inserts, commit, ${callers} callers`;

const TEXT = 'Hồ sơ vướng mắc về giải phóng mặt bằng. '.repeat(28);

/** Measures the floor that `perform` is held against: a record of 1.1 kB and its audit row, each commit on the disk. */
export async function measureRaw(report: Report, url: string, millis: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: Math.max(...CALLERS) });
  try {
    await pool.query(
      `create table if not exists public.raw_record (id bigint generated always as identity primary key, unit text, state text, due timestamptz, body text)`,
    );
    await pool.query(
      `create table if not exists public.raw_audit (id bigint generated always as identity primary key, record bigint, at timestamptz default now(), what text)`,
    );
    for (const callers of CALLERS) {
      const measured = await runCallers(callers, millis, async (n) => {
        const client = await pool.connect();
        try {
          await client.query('begin');
          const { rows } = await client.query<{ id: string }>({
            name: 'record',
            text: 'insert into public.raw_record (unit, state, due, body) values ($1, $2, now(), $3) returning id',
            values: [`unit-${n % 54}`, 'new', TEXT],
          });
          await client.query({
            name: 'audit',
            text: 'insert into public.raw_audit (record, what) values ($1, $2)',
            values: [rows[0]?.id, 'created'],
          });
          await client.query('commit');
        } finally {
          client.release();
        }
      });
      report.add(rawName(callers), measured.perSecond, 'commits/s');
      report.add(`${rawName(callers)}, p95`, measured.p95, 'ms');
    }
    const single = await runCallers(16, millis, async (n) => {
      await pool.query({
        name: 'both',
        text: `with r as (insert into public.raw_record (unit, state, due, body) values ($1, $2, now(), $3) returning id)
          insert into public.raw_audit (record, what) select id, 'created' from r`,
        values: [`unit-${n % 54}`, 'new', TEXT],
      });
    });
    report.add('raw: both inserts in one statement, 16 callers', single.perSecond, 'commits/s');
    await pool.query('drop table public.raw_record, public.raw_audit');
  } finally {
    await pool.end();
  }
}
