/** How the ledger is doing, for anybody who asks: nothing of it says what a leaf is about. */
import { fromBase64 } from '../../../verifier/formats/bytes.ts';
import { rootCode } from '../../../verifier/formats/root-code.ts';
import { key } from '../../dossier/keys.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import type { LogName } from '../../ledger/signer.ts';
import { readWitnessPolicy } from '../../ledger/witness-policy.ts';
import { readAs } from '../database.ts';
import type { Store } from '../store.ts';
import type { WitnessSaid } from './witnessing.ts';

/** One epoch of one log. */
export interface LogState {
  readonly log: LogName;
  readonly epoch: number;
  readonly origin: string;
  readonly size: number;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  /** What was signed last; `code` is its root in twenty characters to be read aloud. */
  readonly checkpoint: { readonly size: number; readonly root: string; readonly signedAt: Instant; readonly code: string } | null;
  /** The largest size enough witnesses cosigned. */
  readonly quorum: { readonly size: number; readonly reachedAt: Instant } | null;
  readonly keys: readonly {
    readonly purpose: 'log' | 'receipt';
    readonly vkey: string;
    readonly since: Instant;
    readonly until: Instant | null;
  }[];
  readonly witnesses: readonly WitnessState[];
}

/** How far a witness is with a log. */
export interface WitnessState {
  readonly name: string;
  readonly size: number | null;
  readonly cosignedAt: Instant | null;
  /** Null: it was never asked and has never come. */
  readonly answer: WitnessSaid | null;
  readonly answeredAt: Instant | null;
  /** Whether we go to it; otherwise it comes to us, or somebody carries its lines. */
  readonly isAsked: boolean;
}

/** A contradiction between a log and a witness. */
export interface AlarmState {
  readonly id: string;
  readonly log: LogName;
  readonly epoch: number;
  readonly witness: string;
  readonly code: 'fork' | 'behind';
  readonly size: number;
  readonly witnessSize: number | null;
  readonly raisedAt: Instant;
  readonly liftedAt: Instant | null;
}

/** Everything anybody may know. */
export interface LedgerState {
  readonly at: Instant;
  /** The newest epoch of each log first. */
  readonly logs: readonly LogState[];
  /** Leaves without an index; counted up to ten thousand. */
  readonly pending: { readonly count: number; readonly oldestAt: Instant | null };
  /** Null: nobody was named to witness. */
  readonly policy: {
    readonly text: string;
    readonly since: Instant;
    readonly asks: boolean;
    readonly patienceSeconds: number;
  } | null;
  /** Since when something waits for its witnesses. */
  readonly unwitnessedSince: Instant | null;
  /** The same where it is longer than the policy has patience: people do not decide. */
  readonly outageSince: Instant | null;
  readonly outages: readonly { readonly startedAt: Instant; readonly declaredAt: Instant; readonly endedAt: Instant | null }[];
  /** Standing ones first. */
  readonly alarms: readonly AlarmState[];
  readonly token: { readonly log: LogName; readonly size: number; readonly authority: string; readonly time: Instant } | null;
  readonly check: LastCheck | null;
}

/** The last verification of the whole record by the program itself. */
export interface LastCheck {
  readonly at: Instant;
  readonly seconds: number;
  readonly dossiers: number;
  readonly acts: number;
  readonly found: number;
  readonly codes: readonly string[];
}

/** Reads it all in one statement. */
export async function readLedgerState(store: Store): Promise<LedgerState> {
  const system = { tenant: store.tenant, person: null, keys: [key.system] };
  const read = await readAs(
    store.pool,
    system,
    async (client) =>
      (await client.query<{ state: Read }>({ name: 'ledger_state', text: 'select app.ledger_state() as state' })).rows[0]?.state,
  );
  if (!read) throw new Error('app.ledger_state() gave nothing');
  const { policy, logs, ...state } = withInstants(read) as unknown as Read;
  const named = policy === null || policy.text === null ? null : { ...policy, text: policy.text };
  return {
    ...state,
    policy: named,
    logs: (logs ?? []).map((log) => ({ ...log, ...codeOf(log), witnesses: witnessesOf(log, named?.text) })),
  };
}

/** Seconds the oldest leaf has waited for its index; 0 where none waits. */
export async function readLedgerLag(store: Store): Promise<number> {
  const system = { tenant: store.tenant, person: null, keys: [key.system] };
  return readAs(
    store.pool,
    system,
    async (client) =>
      (await client.query<{ lag: number }>({ name: 'ledger_lag', text: 'select app.ledger_lag() as lag' })).rows[0]?.lag ?? 0,
  );
}

type Read = Omit<LedgerState, 'logs' | 'policy'> & {
  readonly logs: readonly LogState[] | null;
  readonly policy: (Omit<NonNullable<LedgerState['policy']>, 'text'> & { readonly text: string | null }) | null;
};

/** The database writes moments its own way; they all stand under names that say so. */
function withInstants(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withInstants(one));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withInstants(one, key)]));
  const isMoment = typeof value === 'string' && (/(At|Since)$/.test(name) || ['at', 'since', 'until', 'time'].includes(name));
  return isMoment ? asInstant(new Date(value)) : value;
}

function codeOf({ origin, checkpoint }: LogState): Pick<LogState, 'checkpoint'> {
  if (checkpoint === null) return { checkpoint };
  const root = fromBase64(checkpoint.root) ?? new Uint8Array(32);
  return { checkpoint: { ...checkpoint, code: rootCode({ origin, size: checkpoint.size, root }) } };
}

/** Those the policy names, in its order, whether or not they were ever heard of; then those it names no longer. */
function witnessesOf({ witnesses }: LogState, policy: string | undefined): readonly WitnessState[] {
  const named = policy === undefined ? [] : readWitnessPolicy(policy).witnesses;
  const silent = { size: null, cosignedAt: null, answer: null, answeredAt: null };
  return named.map(({ name, url }) => ({
    ...(witnesses.find((one) => one.name === name) ?? { name, ...silent }),
    isAsked: url !== undefined,
  }));
}
