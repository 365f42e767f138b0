import type pg from 'pg';
import type { StandingView } from '../dossier/context.ts';
import { SYSTEM_STANDING } from '../dossier/decide.ts';
import type { KindRegistry } from '../dossier/registry.ts';
import type { PersonId, TenantId } from '../kernel/ids.ts';
import { asInstant, type Instant, type LegalDate, toLegalDate } from '../kernel/time.ts';
import type { Signer } from '../ledger/signer.ts';
import type { OrganisationDay } from '../organisation/snapshot.ts';
import { standingOf } from '../organisation/standing.ts';
import type { LawDay } from '../policy/law.ts';
import { type Identity, readAs } from './database.ts';
import { onDay, ReferenceCache } from './reference.ts';
import type { StoreWatch } from './watch.ts';

/** Everything the doors of the store need; made once per process. */
export interface Store {
  readonly pool: pg.Pool;
  readonly tenant: TenantId;
  readonly registry: KindRegistry;
  readonly reference: ReferenceCache;
  /** True: the database is a read-only copy, in which nobody is offered an act. */
  readonly isCopy?: boolean;
  /** What signs receipts, and the name of the log they promise a place in; absent: there are no keys, and nothing is promised. */
  readonly ledger?: { readonly signer: Signer; readonly origin: string };
  /** Told how acts end; absent: nobody counts. */
  readonly watch?: StoreWatch;
  /** Present: people confirm in person what is declared to be signed. Absent where nobody sits before a screen: commands, stories, imports. */
  readonly signing?: 'demanded';
}

/** Makes a store on a pool. */
export function createStore(
  pool: pg.Pool,
  tenant: TenantId,
  registry: KindRegistry,
  watch?: StoreWatch,
  signing?: Store['signing'],
): Store {
  return {
    pool,
    tenant,
    registry,
    reference: new ReferenceCache(pool),
    ...(watch ? { watch } : {}),
    ...(signing ? { signing } : {}),
  };
}

/** Who asks: a person with the standing of the day, or the system. Resolved once per request. */
export interface Asker {
  readonly identity: Identity;
  readonly standing: StandingView;
  readonly org: OrganisationDay;
  readonly law: LawDay;
  readonly today: LegalDate;
}

interface Now {
  readonly at: Instant;
  readonly organisation: number;
  readonly law: number;
}

async function readNow(store: Store): Promise<Now> {
  return readAs(store.pool, { tenant: store.tenant, person: null, keys: [] }, async (client) => {
    const result = await client.query<{ at: Date; organisation: number; law: number }>(
      "select app.business_now() as at, app.epoch('organisation')::int as organisation, app.epoch('law')::int as law",
    );
    const row = result.rows[0];
    return { at: asInstant(row?.at ?? new Date(0)), organisation: row?.organisation ?? 0, law: row?.law ?? 0 };
  });
}

/** Reads legal time; shifted in demo mode only. */
export async function businessNow(store: Store): Promise<Instant> {
  return (await readNow(store)).at;
}

/**
 * Resolves a person's standing of the day into the keys row security compares. `null` asks as the system. A decision signed by
 * another process counts from the next question on.
 */
export async function askAs(store: Store, person: PersonId | null): Promise<Asker> {
  const now = await readNow(store);
  const reference = await store.reference.atLeast(store.tenant, now);
  return askerOn(store, person, toLegalDate(now.at), reference);
}

/** The same for a known day and reference. */
export function askerOn(store: Store, person: PersonId | null, today: LegalDate, reference: Parameters<typeof onDay>[0]): Asker {
  const { org, law } = onDay(reference, today);
  const standing: StandingView = person === null ? SYSTEM_STANDING : findStanding(org, person);
  return { identity: { tenant: store.tenant, person, keys: standing.keys }, standing, org, law, today };
}

/** So many standings of a day are kept: those who work with the program on one day, with room to spare. */
const STANDINGS_KEPT = 2000;
const standings = new WeakMap<OrganisationDay, Map<PersonId, StandingView>>();

/** A standing depends on the day's organisation alone, and everybody asks many times a day. */
function findStanding(org: OrganisationDay, person: PersonId): StandingView {
  const ofDay = standings.get(org) ?? new Map<PersonId, StandingView>();
  standings.set(org, ofDay);
  const known = ofDay.get(person);
  if (known) return known;
  const standing = standingOf(org, person);
  const oldest = ofDay.keys().next();
  if (ofDay.size >= STANDINGS_KEPT && oldest.done !== true) ofDay.delete(oldest.value);
  ofDay.set(person, standing);
  return standing;
}
