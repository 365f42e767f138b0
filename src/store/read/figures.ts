/** Figures about units, from unrestricted kinds only; never about a person, never from too few. */
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** Fewer cases or holders than this could point at a person. */
export const FEWEST_CASES = 5;
/** Fewer holders than this could point at a person. */
export const FEWEST_HOLDERS = 3;

/** How a unit answered its clocks in a period. Lapses with a confirmed objective cause are left out at once. */
export interface UnitFigures {
  readonly unit: string;
  readonly answered: number;
  readonly lapsed: number;
  readonly openLate: number;
}

/** The units with at least five cases and three holders since a business date. */
export async function readUnitFigures(store: Store, asker: Asker, since: string): Promise<readonly UnitFigures[]> {
  const statement = sql`
    select c.unit, count(*) filter (where c.state in ('met', 'met-late'))::int as answered,
      count(*) filter (where c.lapsed_by is not null)::int as lapsed,
      count(*) filter (where c.state = 'lapsed')::int as "openLate"
    from app.clock c join app.dossier d on d.id = c.dossier
    where c.level = 0 and not c.expected and not d.restricted and (c.state <> 'cancelled' or c.lapsed_by is not null) and c.cause_state is distinct from 'confirmed'
      and c.start_at >= ${since}::date and (c.ended_at is not null or c.lapsed_by is not null)
    group by c.unit having count(*) >= ${FEWEST_CASES} and count(distinct c.holder) >= ${FEWEST_HOLDERS} order by lapsed desc, c.unit`;
  return readAs(store.pool, asker.identity, async (client) => rowsOf<UnitFigures & Record<string, unknown>>(client, statement));
}

/** The public counts in four states, and per locality; counts under five are not told apart. */
export interface PublicFigures {
  readonly total: number;
  readonly onTime: number;
  readonly doneOk: number;
  readonly doneLate: number;
  readonly late: number;
  readonly stages: readonly { readonly stage: string; readonly count: number }[];
  readonly localities: readonly { readonly locality: string; readonly count: number }[];
}

/** Figures of one kind for the public page: asked as the system, so only counts leave this function. */
export async function readPublicFigures(store: Store, asker: Asker, kind: string): Promise<PublicFigures> {
  const statement = sql`
    select count(*)::int as total,
      count(*) filter (where not d.ended and (d.due_at is null or d.clock_state = 'paused' or d.due_at >= (select app.business_now())))::int as "onTime",
      count(*) filter (where d.ended and not d.late)::int as "doneOk",
      count(*) filter (where d.ended and d.late)::int as "doneLate",
      count(*) filter (where not d.ended and d.clock_state <> 'paused' and d.due_at < (select app.business_now()))::int as late,
      coalesce((select jsonb_agg(jsonb_build_object('stage', s.stage, 'count', s.n)) from (select stage, count(*)::int as n from app.dossier
        where kind = ${kind} and not restricted and number is not null and stage not in ('annulled', 'diverted') group by stage) s), '[]') as stages,
      coalesce((select jsonb_agg(jsonb_build_object('locality', l.locality, 'count', l.n)) from (select locality, count(*)::int as n from app.dossier
        where kind = ${kind} and not restricted and number is not null and not ended and locality is not null group by locality) l), '[]') as localities
    from app.dossier d where d.kind = ${kind} and not d.restricted and d.number is not null and d.stage not in ('annulled', 'diverted')`;
  return readAs(store.pool, asker.identity, async (client) => {
    const [read] = await rowsOf<PublicFigures & Record<string, unknown>>(client, statement);
    return read ?? { total: 0, onTime: 0, doneOk: 0, doneLate: 0, late: 0, stages: [], localities: [] };
  });
}
