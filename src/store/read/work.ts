import type { Clock } from '../../dossier/words.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { type LightView, lightOf } from './light.ts';
import { type Fragment, rowsOf, sql } from './sql.ts';

/** One thing to do, or one thing waited for: a clock and its dossier. */
export interface WorkItem {
  readonly clock: Clock;
  readonly light: LightView;
  readonly row: DossierRowView;
  /** The capacity by which it is the asker's, when acting for somebody else. */
  readonly onBehalfOf?: { readonly post: string; readonly form: string };
  /** True when the asker may remind the holder: whoever opened the dossier or holds a clock of it. */
  readonly mayRemind: boolean;
}

/** Something asked of the reader without a clock of the reader's own, such as an answer to a question. */
export interface AskedItem {
  readonly act: string;
  readonly row: DossierRowView;
}

/** «Việc của tôi hôm nay»: never mixes what I must do with what I wait for. */
export interface WorkView {
  readonly mine: readonly WorkItem[];
  readonly asked: readonly AskedItem[];
  readonly waiting: readonly WorkItem[];
  readonly unit: { readonly late: number; readonly due: number; readonly ok: number };
  readonly now: Instant;
}

interface Row {
  readonly clock: Clock;
  readonly row: StoredRow;
  readonly mine: boolean;
  readonly remind?: boolean;
}

/** The posts whose clocks are the asker's, own posts and those held for others. */
export function heldPosts(asker: Asker): readonly string[] {
  const keys = new Set(asker.standing.capacities.map((c) => c.key));
  return [...keys].filter((k) => k.startsWith('post:')).map((k) => k.slice('post:'.length));
}

/** The units the asker belongs to. */
export function ownUnits(asker: Asker): readonly string[] {
  return [
    ...new Set(asker.standing.capacities.flatMap((c) => (c.key.startsWith('staff:') && !c.onBehalfOf && c.unit ? [c.unit] : []))),
  ];
}

/** So much of what others hold is shown, the most urgent first. */
const WAITED_FOR = 30;
/** Up to so many open dossiers concerning somebody are looked at each; beyond, the most urgent clocks of all. Which way is taken changes no answer. */
const FEW = 1000;

/** Everything the asker must do, by due moment, and what the asker waits for from others. */
export async function readWork(store: Store, asker: Asker, limit = 200): Promise<WorkView> {
  const posts = heldPosts(asker);
  const units = ownUnits(asker);
  const awaited = awaitedPairs(store, asker);
  const chosen = (which: Fragment) => sql`from ${which} w
        join app.clock c on c.tenant = app.current_tenant() and c.dossier = w.dossier and c.n = w.n
        join lateral (select ${ROW_COLUMNS} from app.dossier d where d.tenant = c.tenant and d.id = c.dossier) r on true order by c.due_at, c.dossier, c.n`;
  const statement = sql`
    select coalesce((select jsonb_agg(x) from (
        select k.act, to_jsonb(r) as row from app.asked(${awaited}::text[]) k
        join lateral (select ${ROW_COLUMNS} from app.dossier d where d.id = k.dossier) r on true) x), '[]') as asked,
      coalesce((select jsonb_agg(x) from (
        select c.detail as clock, to_jsonb(r) as row, true as mine
        ${chosen(sql`app.held_clocks(${posts}::text[], ${limit})`)}) x), '[]') as mine,
      coalesce((select jsonb_agg(x) from (
        select c.detail as clock, to_jsonb(r) as row, false as mine, not c.expected and (w.own
          or exists (select 1 from app.clock k where k.tenant = c.tenant and k.dossier = c.dossier and k.holder = any (${posts}::text[]) and k.state in ('running', 'lapsed', 'paused'))) as remind
        ${chosen(sql`app.waited_for(${posts}::text[], ${WAITED_FOR}, ${FEW})`)}) x), '[]') as waiting,
      (select jsonb_build_object(
         'late', count(*) filter (where c.due_at < (select app.business_now()) and c.state <> 'paused'),
         'due', count(*) filter (where c.state = 'running' and c.due_at >= (select app.business_now()) and c.due_at < (select app.business_now()) + interval '4 days'),
         'ok', count(*) filter (where c.state = 'paused' or c.due_at >= (select app.business_now()) + interval '4 days'))
       from app.clock c where c.unit = any (${units}::text[]) and c.state in ('running', 'lapsed', 'paused') and c.level = 0 and not c.expected) as unit,
      (select app.business_now()) as now`;
  return readAs(store.pool, asker.identity, async (client) => {
    // Posts and units come as lists, and the planner takes each list for a reason to plan anew, for longer than the reading takes.
    client.query('set local plan_cache_mode = force_generic_plan').catch(() => undefined);
    const [read] = await rowsOf<{
      asked: { act: string; row: StoredRow }[];
      mine: Row[];
      waiting: Row[];
      unit: WorkView['unit'];
      now: Date;
    }>(client, statement);
    const now = asInstant(read?.now ?? new Date(0));
    return {
      asked: (read?.asked ?? []).map((a) => ({ act: a.act, row: toRowView(a.row, now, asker) })),
      mine: (read?.mine ?? []).filter((r) => isCovered(asker, r)).map((r) => toItem(r, now, asker)),
      waiting: (read?.waiting ?? []).map((r) => toItem(r, now, asker)),
      unit: read?.unit ?? { late: 0, due: 0, ok: 0 },
      now,
    };
  });
}

function toItem(read: Row, now: Instant, asker: Asker): WorkItem {
  const { clock } = read;
  const behalf = asker.standing.capacities.find((c) => c.key === `post:${clock.holder}`)?.onBehalfOf;
  return {
    clock,
    light: lightOf(
      { ended: false, late: false, clockState: clock.state, dueAt: clock.dueAt, startAt: clock.startAt },
      now,
      asker.law.calendar,
    ),
    row: toRowView(read.row, now, asker),
    mayRemind: read.remind ?? false,
    ...(behalf ? { onBehalfOf: { post: behalf.post, form: behalf.form } } : {}),
  };
}

/** A delegation for certain matters brings only their clocks. */
function isCovered(asker: Asker, read: Row): boolean {
  return asker.standing.capacities.some(
    (c) => c.key === `post:${read.clock.holder}` && (!c.matters || c.matters.includes(read.row.kind)),
  );
}

/** Every `act|key` the asker could be waited for with, over the acts that say so. */
function awaitedPairs(store: Store, asker: Asker): readonly string[] {
  const acts = new Set(
    store.registry.all.flatMap(({ kind }) => Object.entries(kind.acts).flatMap(([name, spec]) => (spec.awaited ? [name] : []))),
  );
  return [...acts].flatMap((act) => asker.standing.keys.map((k) => `${act}|${k}`));
}
