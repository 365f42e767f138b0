/**
 * Brings open clocks after a change of organisation or law: a clock whose post is gone moves to the post that has taken its
 * place, a clock the calendar now counts otherwise gets its new due moment; each by an act of the system naming the decision.
 * It compares every open clock with the day as it is, so that running it again, later or on two workers changes nothing more.
 */
import type { Clock } from '../dossier/words.ts';
import { isAppError } from '../kernel/errors.ts';
import type { DossierId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { recountDue } from '../kernel/limit-change.ts';
import type { OrganisationDay } from '../organisation/snapshot.ts';
import { policyTables } from '../policy/rows.ts';
import type { Command } from '../store/command.ts';
import { readAs } from '../store/database.ts';
import { perform } from '../store/perform.ts';
import { type Asker, askAs, type Store } from '../store/store.ts';
import { workAtOnce } from './at-once.ts';
import { type JobLog, systemIdentity } from './system.ts';

const PAGE = 200;
const AT_ONCE = 4;
const FIRST = '00000000-0000-0000-0000-000000000000';
/** Stands where no decision can be found that explains a change: for a person to look into. */
const UNKNOWN_DECISION = '?';

/** What one page of the work did; `next` is where to go on. */
export interface Reorganised {
  readonly moved: number;
  readonly recounted: number;
  /** Clocks for which nobody answers, up to the top. */
  readonly stuck: number;
  readonly next?: DossierId;
}

interface OpenClocks {
  readonly dossier: DossierId;
  readonly clocks: readonly Clock[];
}

/** Goes through the open clocks of the next dossiers after a cursor. */
export async function reorganisePage(store: Store, after?: string, log?: JobLog): Promise<Reorganised> {
  const asker = await askAs(store, null);
  const page = await readOpenClocks(store, after ?? FIRST);
  const lawDecision = once(() => readLawDecision(store, asker));
  const count = { moved: 0, recounted: 0, stuck: 0 };
  await workAtOnce(page, AT_ONCE, async ({ dossier, clocks }) => {
    for (const clock of clocks) {
      const target = findTarget(asker.org, clock);
      if (target === 'stuck') {
        count.stuck += 1;
        log?.error({ dossier, clock: clock.id, holder: clock.holder }, 'no post answers for this clock');
      } else if (target !== undefined) {
        const body = { clock: clock.id, holder: target, decision: decisionBehind(asker.org, clock) };
        if (await act(store, { dossier, act: 'reassign-holder', body }, log)) count.moved += 1;
      }
      if (isCountedOtherwise(asker, clock)) {
        const body = { clock: clock.id, decision: await lawDecision() };
        if (await act(store, { dossier, act: 'recompute-clock', body }, log)) count.recounted += 1;
      }
    }
  });
  const last = page.at(-1);
  return page.length === PAGE && last ? { ...count, next: last.dossier } : count;
}

/** Goes through all open clocks. */
export async function reorganiseAll(store: Store, log?: JobLog): Promise<Omit<Reorganised, 'next'>> {
  const total = { moved: 0, recounted: 0, stuck: 0 };
  let after: string | undefined;
  do {
    const page: Reorganised = await reorganisePage(store, after, log);
    total.moved += page.moved;
    total.recounted += page.recounted;
    total.stuck += page.stuck;
    after = page.next;
  } while (after !== undefined);
  return total;
}

/** Where a clock belongs whose post is gone; a post that is merely vacant keeps its clocks, the acting holder answers. */
function findTarget(org: OrganisationDay, clock: Clock): Clock['holder'] | 'stuck' | undefined {
  if (org.post(clock.holder) !== undefined) return undefined;
  return org.livePost(clock.holder) ?? 'stuck';
}

function decisionBehind(org: OrganisationDay, clock: Clock): string {
  const { postSuccessions, unitSuccessions } = org.index;
  const unit = org.knownPost(clock.holder)?.unit ?? clock.unit;
  return (postSuccessions.get(clock.holder) ?? unitSuccessions.get(unit))?.decisionNumber ?? UNKNOWN_DECISION;
}

function isCountedOtherwise(asker: Asker, clock: Clock): boolean {
  if (clock.state === 'lapsed') return false;
  const { calendar, counting } = asker.law;
  return recountDue({ working: clock.working, calendar, rules: counting }).dueAt !== clock.dueAt;
}

async function act(store: Store, command: Command, log?: JobLog): Promise<boolean> {
  try {
    await perform(store, { person: null }, command);
    return true;
  } catch (error) {
    // Answered, ended or moved by somebody else meanwhile: then there is nothing left to do here.
    if (isAppError(error) && ['clock.not_open', 'clock.not_moved', 'act.stage'].includes(error.code)) return false;
    log?.error({ dossier: command.dossier, act: command.act, err: error }, 'clock not brought after');
    throw error;
  }
}

async function readOpenClocks(store: Store, after: string): Promise<readonly OpenClocks[]> {
  return readAs(store.pool, systemIdentity(store), async (client) => {
    const result = await client.query<OpenClocks>(
      `select c.dossier, jsonb_agg(c.detail order by c.n) as clocks
       from app.clock c join app.dossier d on d.tenant = c.tenant and d.id = c.dossier
       where c.state in ('running', 'paused', 'lapsed') and not d.ended and c.dossier > $1
       group by c.dossier order by c.dossier limit ${PAGE}`,
      [after],
    );
    return result.rows;
  });
}

/** The number of the newest decision that has said something of the law in force. */
async function readLawDecision(store: Store, asker: Asker): Promise<string> {
  return readAs(store.pool, systemIdentity(store), async (client) => {
    const result = await client.query<{ kind: string; state: Json; number: string | null }>(
      `select d.kind, d.state, d.number
       from app.effective_row r
         join app.act a on a.tenant = r.tenant and a.dossier = r.dossier and a.seq = r.seq
         join app.dossier d on d.tenant = r.tenant and d.id = r.dossier
       where r.table_name = any ($1) and lower(r.valid) <= $2
       order by a.at desc, a.dossier desc limit 1`,
      [policyTables.map((table) => table.name), asker.today],
    );
    const row = result.rows[0];
    if (!row) return UNKNOWN_DECISION;
    const exported = store.registry.find(row.kind)?.exports?.(row.state, { state: row.state } as never) as
      | { decisionNumber?: string }
      | undefined;
    return exported?.decisionNumber ?? row.number ?? UNKNOWN_DECISION;
  });
}

function once<T>(compute: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}
