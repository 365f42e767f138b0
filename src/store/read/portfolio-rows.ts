/** Exactly the dossiers a number of the portfolio counts. */
import { asInstant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { allOf, type Fragment, rowsOf, sql } from './sql.ts';

/** Which of the dossiers of a portfolio: a cell of the matrix, what is new, or what was freed this year. */
export interface PortfolioSlice {
  readonly field?: string | undefined;
  readonly locality?: string | undefined;
  readonly light?: 'late' | 'due' | 'ok' | undefined;
  readonly since?: 'opened' | 'closed' | 'freed' | undefined;
}

const LIGHTS: Readonly<Record<'late' | 'due' | 'ok', Fragment>> = {
  late: sql`d.clock_state <> 'paused' and d.due_at < (select app.business_now())`,
  due: sql`d.clock_state = 'running' and d.due_at >= (select app.business_now()) and d.due_at < (select app.business_now()) + interval '4 days'`,
  ok: sql`(d.due_at is null or d.clock_state = 'paused' or d.due_at >= (select app.business_now()) + interval '4 days')`,
};

const SINCE: Readonly<Record<'opened' | 'closed' | 'freed', Fragment>> = {
  opened: sql`d.opened_at > (select app.business_now()) - interval '7 days'`,
  closed: sql`d.closed_at > (select app.business_now()) - interval '7 days'`,
  freed: sql`d.ended and d.stage = 'closed'
    and d.closed_at >= date_trunc('year', (select app.business_now()) at time zone 'Asia/Ho_Chi_Minh') at time zone 'Asia/Ho_Chi_Minh'`,
};

/** The dossiers of a slice as far as the asker may read them, by due moment; the conditions are those of `readPortfolio`. */
export async function readPortfolioRows(
  store: Store,
  asker: Asker,
  posts: readonly string[],
  slice: PortfolioSlice,
): Promise<readonly DossierRowView[]> {
  const where = allOf([
    sql`d.responsible = any (${[...posts]}::text[])`,
    ...(slice.since ? [SINCE[slice.since]] : [sql`not d.ended and not d.restricted`]),
    ...(slice.light ? [LIGHTS[slice.light]] : []),
    ...(slice.field ? [sql`d.field = ${slice.field}`] : []),
    ...(slice.locality ? [sql`d.locality = ${slice.locality}`] : []),
  ]);
  const statement = sql`select ${ROW_COLUMNS}, (select app.business_now()) as now from app.dossier d where ${where} order by d.due_at nulls last, d.id limit 200`;
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<StoredRow & { now: Date } & Record<string, unknown>>(client, statement);
    return rows.map((row) => toRowView(row, asInstant(row.now), asker));
  });
}
