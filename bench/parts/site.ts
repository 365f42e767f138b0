/** One loaded province and everything the measurements need of it. */
import { asDossierId, type DossierId, type PersonId, type PostId } from '../../src/kernel/ids.ts';
import type { Json } from '../../src/kernel/json.ts';
import { asInstant, toMillis } from '../../src/kernel/time.ts';
import { openStore } from '../../src/main/installation.ts';
import { openSession } from '../../src/store/accounts/session.ts';
import { issueToken } from '../../src/store/accounts/token.ts';
import { readAs } from '../../src/store/database.ts';
import { type Asker, askAs, type Store } from '../../src/store/store.ts';
import { type Chance, chanceOf } from '../load/chance.ts';
import { deedOf } from '../load/deeds.ts';
import { Words } from '../load/texts.ts';
import { runOn } from '../server/cluster.ts';

/** A task that its holder is working on. */
export interface OpenTask {
  readonly id: DossierId;
  readonly person: PersonId;
}

/** The province, its people with their keys to the program, and what they work on. */
export interface Site {
  readonly url: string;
  readonly size: string;
  readonly dossiers: number;
  readonly store: Store;
  readonly asker: Asker;
  /** Heads of communes: who reports. */
  readonly reporters: readonly PersonId[];
  readonly tokens: readonly string[];
  readonly sessions: readonly string[];
  readonly tasks: readonly OpenTask[];
  /** Numbers of obstacles with a history. */
  readonly numbers: readonly string[];
  close(): Promise<void>;
}

/** Callers at once, everywhere. */
export const CALLERS = [1, 16] as const;
const CONNECTIONS = 16;

/** Looks round in a loaded database and issues what the callers need. */
export async function openSite(url: string, size: string): Promise<Site> {
  const store = openStore(url, 'app_web', CONNECTIONS);
  const asker = await askAs(store, null);
  const { org } = asker;
  const reporters = org.communes().flatMap((unit) => {
    const head = org.headPost(unit.id);
    return head === undefined ? [] : (org.actingHolder(head)?.person ?? []);
  });
  const tokens: string[] = [];
  const sessions: string[] = [];
  for (const person of reporters.slice(0, Math.max(...CALLERS))) {
    const { identity } = await askAs(store, person);
    const now = asInstant(Date.now());
    const expiresAt = asInstant(toMillis(now) + 86_400_000);
    tokens.push((await issueToken(store, identity, { label: 'bench', scopes: ['read', 'act'], expiresAt, now })).secret);
    sessions.push(await openSession(store, person, 'demo', { idleSeconds: 36_000, absoluteSeconds: 36_000 }));
  }
  const found = await readAs(store.pool, asker.identity, async (client) => ({
    tasks: (
      await client.query<{ id: string; holder: string }>(
        `select id, state->>'holder' as holder from app.dossier where kind = 'task' and stage = 'doing' and seq < 100 order by id limit 4000`,
      )
    ).rows,
    numbers: (
      await client.query<{ number: string }>(
        `select number from app.dossier where kind = 'obstacle' and number is not null and seq >= 8 order by id limit 2000`,
      )
    ).rows,
    dossiers: (await client.query<{ n: number }>('select count(*)::int as n from app.dossier')).rows[0]?.n ?? 0,
  }));
  const tasks = found.tasks.flatMap((row) => {
    const holder = org.actingHolder(row.holder as PostId);
    return holder ? [{ id: asDossierId(row.id), person: holder.person }] : [];
  });
  return {
    url,
    size,
    dossiers: found.dossiers,
    store,
    asker,
    reporters,
    tokens,
    sessions,
    tasks,
    numbers: found.numbers.map((row) => row.number),
    close: () => store.pool.end(),
  };
}

/** The body of a report, about 1.5 kB of text, as the load writes them. */
export function reportBody(site: Site, chance: Chance): Json {
  const words = new Words(chance);
  const deed = deedOf({
    act: 'report',
    at: asInstant(Date.now()),
    dossier: undefined,
    org: site.asker.org,
    law: site.asker.law,
    chance,
    words,
    opens: false,
  });
  return deed?.body ?? null;
}

/** The body of a report of progress. */
export function progressBody(n: number): Json {
  const chance = chanceOf(n);
  return { percent: 5 + chance.int(90), note: new Words(chance).write('{progress}') };
}

/** Collects what PostgreSQL has to tidy before a measurement, so that the last part does not weigh on the next. */
export function settleDown(url: string): Promise<void> {
  return runOn(url, 'checkpoint');
}
