/** Receipts: what whoever acts is handed at once. A receipt names nobody and says nothing of what was done; it is the same whenever it is given. */
import { key } from '../../dossier/keys.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { PROMISE_SECONDS } from '../../ledger/signer.ts';
import { readAs } from '../database.ts';
import type { Store } from '../store.ts';

/** A promise that a leaf will stand in the log, signed. */
export interface SignedReceipt {
  /** The signed note, word for word what a verifier reads. */
  readonly note: string;
  readonly leafHash: string;
  /** The log it names. */
  readonly origin: string;
  /** From the moment of the act on, within how many seconds. */
  readonly promiseSeconds: number;
}

/** Where a leaf stands, and who saw a tree with it. */
export interface LeafPlace {
  readonly epoch: number;
  readonly origin: string;
  readonly index: number;
  readonly sequencedAt: Instant;
  /** The first signed tree it stands in; null for the second before there is one. */
  readonly checkpoint: { readonly size: number; readonly signedAt: Instant } | null;
  /** Who first cosigned a tree with it, the earliest first. */
  readonly witnesses: readonly { readonly name: string; readonly time: Instant }[];
}

/** What the log says of a leaf. */
export interface LeafState {
  readonly now: Instant;
  /** Since when there is a log; null: there is none yet. */
  readonly openedAt: Instant | null;
  /** The moment of the oldest leaf that waits for its index, of whichever act; null when none waits. */
  readonly waitingSince: Instant | null;
  readonly place: LeafPlace | null;
}

/** An act as its receipt knows it. */
export interface Receipted {
  readonly leafHash: string;
  readonly at: Instant;
}

/** The receipt of an act that was just written; nothing where there are no keys to sign it. */
export function signReceipt(
  { ledger }: Pick<Store, 'ledger'>,
  { leafHash, at }: Receipted,
  origin?: string,
): SignedReceipt | undefined {
  if (ledger === undefined) return undefined;
  const named = origin ?? ledger.origin;
  const note = ledger.signer.receipt({ origin: named, leafHash: Buffer.from(leafHash, 'hex'), at });
  return { note, leafHash, origin: named, promiseSeconds: PROMISE_SECONDS };
}

/**
 * The receipt of an act given again later. An act older than the log was promised nothing: it has a receipt from when it stands there.
 */
export function signAgain(store: Pick<Store, 'ledger'>, act: Receipted, state: Pick<LeafState, 'openedAt' | 'place'>) {
  const isPromised = state.place !== null || (state.openedAt !== null && act.at >= state.openedAt);
  return isPromised ? signReceipt(store, act, state.place?.origin) : undefined;
}

interface Read {
  readonly now: Date;
  readonly opened_at: Date | null;
  readonly waiting_since: Date | null;
  readonly place: {
    readonly epoch: number;
    readonly origin: string;
    readonly idx: number;
    readonly sequenced_at: string;
    readonly size: number | null;
    readonly signed_at: string | null;
    readonly witnesses: readonly { readonly witness: string; readonly time: number }[] | null;
  } | null;
}

// Of the cosignatures only the first few over a tree with the leaf are looked at: there is one for every second since.
const SQL = `
  select clock_timestamp() as now,
    (select min(l.opened_at) from app.ledger_log l where l.log = 'main') as opened_at,
    (select p.at from app.ledger_pending p where p.tenant = $2 order by p.place limit 1) as waiting_since,
    (select to_jsonb(x) from (
      select e.epoch, l.origin, e.idx, e.sequenced_at, c.size, c.signed_at,
        (select jsonb_agg(w order by w.time) from (
           select f.witness, min(f.time) as time from (
             select k.witness, k.time from app.ledger_cosignature k
             where k.tenant = e.tenant and k.log = e.log and k.epoch = e.epoch and k.size > e.idx order by k.size limit 30) f
           group by f.witness) w) as witnesses
      from app.ledger_entry e join app.ledger_log l on l.tenant = e.tenant and l.log = e.log and l.epoch = e.epoch
        left join lateral (select k.size, k.signed_at from app.ledger_checkpoint k
          where k.tenant = e.tenant and k.log = e.log and k.epoch = e.epoch and k.size > e.idx order by k.size limit 1) c on true
      where e.leaf_hash = decode($1, 'hex') and e.log = 'main' order by e.epoch limit 1) x) as place`;

/** What the log says of the leaf with that hash. It tells place and times and nothing of what the leaf is about: anybody may ask. */
export async function readLeafState(store: Store, leafHash: string): Promise<LeafState> {
  const identity = { tenant: store.tenant, person: null, keys: [key.system] };
  const read = await readAs(store.pool, identity, async (client) => {
    const found = await client.query<Read>({ name: 'leaf_state', text: SQL, values: [leafHash, store.tenant] });
    return found.rows[0];
  });
  const instant = (moment: Date | string | null | undefined) => (moment == null ? null : asInstant(moment));
  return {
    now: asInstant(read?.now ?? new Date(0)),
    openedAt: instant(read?.opened_at),
    waitingSince: instant(read?.waiting_since),
    place: read?.place ? toPlace(read.place) : null,
  };
}

function toPlace(place: NonNullable<Read['place']>): LeafPlace {
  return {
    epoch: place.epoch,
    origin: place.origin,
    index: place.idx,
    sequencedAt: asInstant(place.sequenced_at),
    checkpoint:
      place.size === null || place.signed_at === null ? null : { size: place.size, signedAt: asInstant(place.signed_at) },
    witnesses: (place.witnesses ?? []).map(({ witness, time }) => ({ name: witness, time: asInstant(time * 1000) })),
  };
}

/** The receipt of an act one may read, and what became of its leaf. */
export interface ActReceipt {
  readonly signed: SignedReceipt | undefined;
  readonly state: LeafState;
}

/** Gives the receipt of an act again, to whoever may read the act. */
export async function readActReceipt(store: Store, act: Receipted): Promise<ActReceipt> {
  const state = await readLeafState(store, act.leafHash);
  return { signed: signAgain(store, act, state), state };
}
