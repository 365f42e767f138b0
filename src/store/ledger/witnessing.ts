/** What the store knows of witnesses: what to show them, what they signed, and since when too few of them did. */

import type pg from 'pg';
import { formatAddCheckpoint } from '../../../verifier/formats/add-checkpoint.ts';
import { key } from '../../dossier/keys.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import type { LogName } from '../../ledger/signer.ts';
import { type Cosignature, readWitnessPolicy, type WitnessPolicy } from '../../ledger/witness-policy.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import { type LogEpoch, proveConsistency } from './prove.ts';

/** What a witness may have said when it was last asked. */
export type WitnessSaid =
  | 'cosigned'
  | 'away'
  | 'confused'
  | 'unknown-log'
  | 'bad-signature'
  | 'bad-cosignature'
  | 'fork'
  | 'behind';

/** The newest checkpoint of a log, to be shown to witnesses. */
export interface WitnessTarget extends LogEpoch {
  readonly size: number;
  readonly note: string;
  /** How far each witness is, by name. */
  readonly known: ReadonlyMap<string, KnownWitness>;
}

/** How far a witness is with the epoch of the log that grows. */
export interface KnownWitness {
  readonly size: number;
  /** Seconds since it last cosigned. */
  readonly age: number;
  /** It holds another past: it is not asked again before somebody has answered for it. */
  readonly isBarred: boolean;
}

/** Reads what witnesses are to be shown; undefined before the first checkpoint over a leaf. */
export async function readTarget(store: Store, log: LogName): Promise<WitnessTarget | undefined> {
  return readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<{ epoch: number; size: string; note: string; known: Record<string, KnownWitness> | null }>({
      name: 'witness_target',
      text: `select c.epoch, c.size, c.note, (
           select jsonb_object_agg(w.witness, jsonb_build_object('size', coalesce(w.size, 0),
             'age', coalesce(extract(epoch from clock_timestamp() - w.cosigned_at), 1e9), 'isBarred', exists (
               select 1 from app.ledger_alarm a where a.tenant = w.tenant and a.log = w.log and a.epoch = w.epoch and a.witness = w.witness
                 and a.code = 'fork' and a.lifted_at is null)))
           from app.ledger_witness w where w.log = c.log and w.epoch = c.epoch) as known
         from app.ledger_checkpoint c join app.ledger_log l on l.tenant = c.tenant and l.log = c.log and l.epoch = c.epoch and l.closed_at is null
         where c.log = $1 and c.size > 0 order by c.size desc limit 1`,
      values: [log],
    });
    const row = found.rows[0];
    return (
      row && { log, epoch: row.epoch, size: Number(row.size), note: row.note, known: new Map(Object.entries(row.known ?? {})) }
    );
  });
}

/** The proof that a tree goes on from an earlier size of it; empty where there is nothing to prove. */
export async function readConsistency(store: Store, of: LogEpoch, from: number, to: number): Promise<readonly Uint8Array[]> {
  if (from === 0 || from === to) return [];
  return readAs(store.pool, systemOf(store), (client) => proveConsistency(client, of, from, to));
}

/**
 * What is carried to a witness without a network: where it stands, the proof from there and the checkpoint proven, in one text as
 * c2sp.org/tlog-witness writes a request, so that the two always fit. Undefined where the log has not come so far.
 */
export async function proofText(store: Store, log: LogName, old: number): Promise<string | undefined> {
  const target = await readTarget(store, log);
  if (target === undefined || old > target.size) return undefined;
  const proof = await readConsistency(store, target, old, target.size);
  return formatAddCheckpoint({ old, proof, note: target.note });
}

/** Keeps cosignatures that hold for a checkpoint there is, and notes when they are enough for it. Those known before say nothing of their witness. */
export async function keepCosignatures(
  store: Store,
  policy: WitnessPolicy,
  { log, epoch, size }: LogEpoch & { readonly size: number },
  found: readonly Cosignature[],
): Promise<void> {
  await writeAs(store.pool, systemOf(store), async (client) => {
    for (const { witness, time, line } of found) {
      const noted = await client.query<{ isNew: boolean }>('select app.note_cosignature($1, $2, $3, $4, $5, $6) as "isNew"', [
        log,
        epoch,
        size,
        witness,
        time,
        line,
      ]);
      if (noted.rows[0]?.isNew) await noteOn(client, { log, epoch }, witness, 'cosigned', size);
    }
    const names = await client.query<{ witness: string }>(
      'select distinct witness from app.ledger_cosignature where log = $1 and epoch = $2 and size = $3',
      [log, epoch, size],
    );
    if (policy.asksForQuorum && policy.isEnough(new Set(names.rows.map((row) => row.witness))))
      await client.query('select app.note_quorum($1, $2, $3)', [log, epoch, size]);
  });
}

/** Notes what a witness said that was no cosignature. */
export async function noteWitness(store: Store, of: LogEpoch, witness: string, said: WitnessSaid): Promise<void> {
  await writeAs(store.pool, systemOf(store), (client) => noteOn(client, of, witness, said, null));
}

async function noteOn(
  client: pg.ClientBase,
  of: LogEpoch,
  witness: string,
  said: WitnessSaid,
  size: number | null,
): Promise<void> {
  await client.query('select app.note_witness($1, $2, $3, $4, $5)', [of.log, of.epoch, witness, said, size]);
}

/** A contradiction between a log and a witness. Tells whether it is news. */
export async function raiseAlarm(
  store: Store,
  of: LogEpoch,
  alarm: { readonly witness: string; readonly code: 'fork' | 'behind'; readonly size: number; readonly witnessSize?: number },
): Promise<boolean> {
  return writeAs(store.pool, systemOf(store), async (client) => {
    const raised = await client.query<{ isNew: boolean }>('select app.raise_alarm($1, $2, $3, $4, $5, $6) as "isNew"', [
      of.log,
      of.epoch,
      alarm.witness,
      alarm.code,
      alarm.size,
      alarm.witnessSize ?? null,
    ]);
    return raised.rows[0]?.isNew ?? false;
  });
}

/** Somebody answers for an alarm; the witness is asked again. False where it no longer stands. */
export async function liftAlarm(store: Store, id: string, person: string, reason: string): Promise<boolean> {
  return writeAs(store.pool, systemOf(store), async (client) => {
    const lifted = await client.query<{ done: boolean }>('select app.lift_alarm($1, $2, $3) as done', [id, person, reason]);
    return lifted.rows[0]?.done ?? false;
  });
}

/** A policy, and how long people may decide without enough of its witnesses. */
export interface NamedPolicy {
  readonly policy: WitnessPolicy;
  readonly patienceMillis: number;
}

/** Makes the policy of this installation known to all its processes; undefined where it names none any more. */
export async function notePolicy(store: Store, named: NamedPolicy | undefined): Promise<void> {
  await writeAs(store.pool, systemOf(store), (client) =>
    client.query('select app.note_policy($1, $2, $3)', [
      named?.policy.text ?? null,
      named?.policy.asksForQuorum ?? false,
      `${named?.patienceMillis ?? 0} milliseconds`,
    ]),
  );
}

let parsed: WitnessPolicy | undefined;

/** The policy the ledger is witnessed by; undefined where none was named. */
export async function readPolicy(store: Store): Promise<WitnessPolicy | undefined> {
  const text = await readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<{ text: string | null }>('select text from app.ledger_policy order by since desc limit 1');
    return found.rows[0]?.text ?? undefined;
  });
  if (text === undefined) return undefined;
  if (parsed?.text !== text) parsed = readWitnessPolicy(text);
  return parsed;
}

/** Declares an outage that has lasted too long, or its end. */
export async function settleOutage(store: Store): Promise<'declared' | 'ended' | undefined> {
  return writeAs(store.pool, systemOf(store), async (client) => {
    const settled = await client.query<{ what: 'declared' | 'ended' | null }>('select app.settle_outage() as what');
    return settled.rows[0]?.what ?? undefined;
  });
}

/** A time in which people cannot decide, because too few witnesses have been there for longer than the policy has patience. */
export interface Outage {
  /** Since when something waits for its witnesses. */
  readonly since: Instant;
  /** From when decisions are refused. */
  readonly from: Instant;
}

const ASKED_EVERY = 5000;
const asked = new WeakMap<pg.Pool, { readonly at: number; readonly outage: Promise<Outage | undefined> }>();

/** The outage there is, if any. Seconds old at most: the database is asked once for all who ask meanwhile. */
export async function currentOutage(store: Store): Promise<Outage | undefined> {
  const known = asked.get(store.pool);
  const now = performance.now();
  if (known !== undefined && now - known.at < ASKED_EVERY) return known.outage;
  const outage = readOutage(store);
  asked.set(store.pool, { at: now, outage });
  outage.catch(() => asked.delete(store.pool));
  return outage;
}

/** The same, asked now. */
export async function readOutage(store: Store): Promise<Outage | undefined> {
  return readAs(store.pool, systemOf(store), async (client) => {
    const found = await client.query<{ since: Date | null; from: Date | null }>({
      name: 'outage',
      text: `select o.since, o.since + (select p.patience from app.ledger_policy p order by p.since desc limit 1) as from
        from (select app.outage_since() as since) o`,
    });
    const { since, from } = found.rows[0] ?? {};
    return since && from ? { since: asInstant(since), from: asInstant(from) } : undefined;
  });
}

function systemOf(store: Store): Identity {
  return { tenant: store.tenant, person: null, keys: [key.system] };
}
