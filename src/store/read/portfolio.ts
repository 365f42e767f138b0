import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { rowsOf, sql } from './sql.ts';
import { heldPosts } from './work.ts';

/** The open dossiers of one field in one locality, by light. */
export interface PortfolioCell {
  readonly field: string | null;
  readonly locality: string | null;
  readonly late: number;
  readonly due: number;
  readonly ok: number;
}

/** What a responsible member sees: everything open under the assignment, where it is late, what is new. */
export interface PortfolioView {
  readonly posts: readonly string[];
  readonly cells: readonly PortfolioCell[];
  readonly late: readonly DossierRowView[];
  readonly recent: { readonly opened: number; readonly closed: number };
  readonly freed: { readonly dossiers: number; readonly money: number };
  readonly now: Instant;
}

/** The portfolio of the posts given, or of the asker's own. */
export async function readPortfolio(
  store: Store,
  asker: Asker,
  posts: readonly string[] = heldPosts(asker),
): Promise<PortfolioView> {
  const statement = sql`
    select coalesce((select jsonb_agg(c) from (
        select d.field, d.locality,
          count(*) filter (where d.clock_state <> 'paused' and d.due_at < (select app.business_now()))::int as late,
          count(*) filter (where d.clock_state = 'running' and d.due_at >= (select app.business_now()) and d.due_at < (select app.business_now()) + interval '4 days')::int as due,
          count(*) filter (where d.due_at is null or d.clock_state = 'paused' or d.due_at >= (select app.business_now()) + interval '4 days')::int as ok
        from app.dossier d where d.responsible = any (${[...posts]}::text[]) and not d.ended and not d.restricted group by d.field, d.locality) c), '[]') as cells,
      coalesce((select jsonb_agg(r) from (select ${ROW_COLUMNS} from app.dossier d where d.responsible = any (${[...posts]}::text[]) and not d.ended
        and d.clock_state <> 'paused' and d.due_at < (select app.business_now()) order by d.due_at limit 10) r), '[]') as late,
      (select jsonb_build_object('opened', count(*) filter (where d.opened_at > (select app.business_now()) - interval '7 days'),
         'closed', count(*) filter (where d.closed_at > (select app.business_now()) - interval '7 days'))
       from app.dossier d where d.responsible = any (${[...posts]}::text[])) as recent,
      (select jsonb_build_object('dossiers', count(*), 'money', coalesce(sum(d.money), 0)) from app.dossier d
       where d.responsible = any (${[...posts]}::text[]) and d.ended and d.stage = 'closed'
         and d.closed_at >= date_trunc('year', (select app.business_now()) at time zone 'Asia/Ho_Chi_Minh') at time zone 'Asia/Ho_Chi_Minh') as freed,
      (select app.business_now()) as now`;
  return readAs(store.pool, asker.identity, async (client) => {
    const [read] = await rowsOf<{
      cells: PortfolioCell[];
      late: StoredRow[];
      recent: PortfolioView['recent'];
      freed: PortfolioView['freed'];
      now: Date;
    }>(client, statement);
    const now = asInstant(read?.now ?? new Date(0));
    return {
      posts,
      cells: read?.cells ?? [],
      late: (read?.late ?? []).map((row) => toRowView(row, now, asker)),
      recent: read?.recent ?? { opened: 0, closed: 0 },
      freed: read?.freed ?? { dossiers: 0, money: 0 },
      now,
    };
  });
}
