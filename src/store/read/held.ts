/** Open clocks by who holds them: what a member must decide, and what the head of a unit must see to. */
import type { Clock } from '../../dossier/words.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { type LightView, lightOf } from './light.ts';
import { rowsOf, sql } from './sql.ts';

/** An open clock with its light and the dossier it belongs to. */
export interface HeldClock {
  readonly clock: Clock;
  readonly light: LightView;
  readonly row: DossierRowView;
}

/** Whose clocks: those of posts, those of a unit, or those of dossiers a post answers for. */
export type HeldBy =
  | { readonly posts: readonly string[] }
  | { readonly unit: string }
  | { readonly responsible: readonly string[]; readonly late: true };

/** The open clocks the asker may see, by due moment. */
export async function readHeldClocks(store: Store, asker: Asker, by: HeldBy, limit = 30): Promise<readonly HeldClock[]> {
  const whose =
    'posts' in by
      ? sql`c.holder = any (${[...by.posts]}::text[])`
      : 'unit' in by
        ? sql`c.unit = ${by.unit}`
        : sql`c.dossier in (select d.id from app.dossier d where d.responsible = any (${[...by.responsible]}::text[]) and not d.ended and not d.restricted)
            and c.level = 0 and c.state <> 'paused' and c.due_at < (select app.business_now()) and c.holder <> all (${[...by.responsible]}::text[])`;
  const statement = sql`
    select c.detail as clock, to_jsonb(r) as row, (select app.business_now()) as now
    from app.clock c join lateral (select ${ROW_COLUMNS} from app.dossier d where d.id = c.dossier and not d.ended) r on true
    where ${whose} and c.state in ('running', 'lapsed', 'paused') and not c.expected
    order by c.due_at limit ${limit}`;
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<{ clock: Clock; row: StoredRow; now: Date }>(client, statement);
    return rows.map(({ clock, row, now }) => toHeld(clock, row, asInstant(now), asker));
  });
}

/** A clock with its light of the moment. */
export function toHeld(clock: Clock, row: StoredRow, now: Instant, asker: Asker): HeldClock {
  const lit = { ended: false, late: false, clockState: clock.state, dueAt: clock.dueAt, startAt: clock.startAt };
  return { clock, light: lightOf(lit, now, asker.law.calendar), row: toRowView(row, now, asker) };
}
