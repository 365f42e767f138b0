/** The first answer to a request, given again from the record. */
import { OPENINGS_LIMIT } from '../dossier/decide.ts';
import { AppError } from '../kernel/errors.ts';
import { asDossierId, type DossierId } from '../kernel/ids.ts';
import { asInstant } from '../kernel/time.ts';
import type { Performed } from './command.ts';
import { readAs } from './database.ts';
import { readLeafState, type SignedReceipt, signAgain } from './ledger/receipts.ts';
import type { Store } from './store.ts';

interface First {
  readonly kind: string;
  readonly receipt: string;
  readonly number: string | null;
  readonly stage: string;
  readonly at: Date;
  readonly business_at: Date;
  readonly leaf_hash: string;
  readonly by_system: boolean;
  readonly opened: readonly {
    readonly dossier: string;
    readonly kind: string;
    readonly receipt: string;
    readonly number: string | null;
  }[];
}

// Openings stand in the order in which they were decided: each before those it opened itself.
const SQL = `
  with recursive opening as (
    select a.dossier, a.seq, array[a.cause_n] as path from app.act a where a.cause_dossier = $1 and a.cause_seq = $2 and a.cause_n < $3 and a.seq = 1
    union all
    select a.dossier, a.seq, o.path || a.cause_n from opening o join app.act a
      on a.cause_dossier = o.dossier and a.cause_seq = o.seq and a.cause_n < $3 and a.seq = 1)
  select d.kind, d.receipt, a.facts->>'to' as stage, a.at, a.business_at, encode(a.leaf_hash, 'hex') as leaf_hash, a.actor is null and a.mask is null as by_system,
    (select n.facts->>'number' from app.act n where n.dossier = a.dossier and n.seq <= a.seq and n.facts ? 'number' order by n.seq desc limit 1) as number,
    coalesce((select jsonb_agg(jsonb_build_object('dossier', x.id, 'kind', x.kind, 'receipt', x.receipt, 'number', f.facts->>'number') order by o.path)
      from opening o join app.dossier x on x.id = o.dossier join app.act f on f.dossier = o.dossier and f.seq = 1
        where not (x.restricted and f.actor is null)), '[]') as opened
  from app.act a join app.dossier d on d.id = a.dossier where a.dossier = $1 and a.seq = $2`;

const numbered = (number: string | null) => (number === null ? {} : { number });

/** Gives the receipt of an act again, the same as the first time, even to whom the dossier has closed itself since. */
export async function repeatAnswer(store: Store, act: { readonly dossier: DossierId; readonly seq: number }): Promise<Performed> {
  const system = { tenant: store.tenant, person: null, keys: ['system'] };
  const first = await readAs(
    store.pool,
    system,
    async (client) => (await client.query<First>(SQL, [act.dossier, act.seq, OPENINGS_LIMIT])).rows[0],
  );
  if (!first) throw new AppError('dossier.not_found', 'not_found');
  const signedReceipt = await receiptOf(store, first);
  return {
    dossier: act.dossier,
    kind: first.kind,
    seq: act.seq,
    ...numbered(first.number),
    receipt: first.receipt,
    stage: first.stage,
    at: asInstant(first.at),
    businessAt: asInstant(first.business_at),
    leafHash: first.leaf_hash,
    ...(signedReceipt ? { signedReceipt } : {}),
    opened: first.opened.map((o) => ({
      dossier: asDossierId(o.dossier),
      kind: o.kind,
      receipt: o.receipt,
      ...numbered(o.number),
    })),
    repeated: true,
  };
}

async function receiptOf(store: Store, first: First): Promise<SignedReceipt | undefined> {
  if (store.ledger === undefined || first.by_system) return undefined;
  const act = { leafHash: first.leaf_hash, at: asInstant(first.at) };
  return signAgain(store, act, await readLeafState(store, act.leafHash));
}
