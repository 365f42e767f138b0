/** How the installation is doing: counts, sizes and moments, for administrators and monitoring. */
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Store } from '../store.ts';

/** The jobs of one task. */
export interface JobCounts {
  readonly task: string;
  /** Ready and not taken up yet. */
  readonly waiting: number;
  /** How long the oldest of these has been ready. */
  readonly oldestSeconds: number;
  readonly running: number;
  /** Failed before and to be tried again. */
  readonly retrying: number;
  /** Failed for the last time: nobody tries again. */
  readonly dead: number;
}

/** Everything that can be said without a dossier's name. */
export interface Condition {
  readonly at: Instant;
  readonly businessAt: Instant;
  readonly jobs: readonly JobCounts[];
  /** When a worker last took up its minute's work; null before the first. */
  readonly workerSeen: Instant | null;
  /** Clocks past due whose silence is not recorded yet. */
  readonly lapses: { readonly overdue: number; readonly oldestDue: Instant | null };
  readonly followUps: {
    readonly underWay: number;
    readonly oldestAt: Instant | null;
    readonly refused: readonly { readonly kind: string; readonly act: string; readonly code: string; readonly n: number }[];
  };
  readonly database: {
    readonly bytes: number;
    readonly server: string;
    readonly connections: number;
    readonly maxConnections: number;
  };
  readonly schema: { readonly name: string; readonly at: Instant };
}

type Read = Omit<Condition, 'at' | 'businessAt' | 'workerSeen'> & { at: string; businessAt: string; workerSeen: string | null };

/** Reads it as the system; who may be told is for the caller to ask. */
export async function readCondition(store: Store): Promise<Condition> {
  const system = { tenant: store.tenant, person: null, keys: ['system'] };
  const read = await readAs(
    store.pool,
    system,
    async (client) => (await client.query<{ c: Read }>('select app.condition() as c')).rows[0]?.c,
  );
  if (!read) throw new Error('app.condition() gave nothing');
  const moment = (text: string | null) => (text === null ? null : asInstant(new Date(text)));
  return {
    ...read,
    at: asInstant(new Date(read.at)),
    businessAt: asInstant(new Date(read.businessAt)),
    workerSeen: moment(read.workerSeen),
    lapses: { ...read.lapses, oldestDue: moment(read.lapses.oldestDue) },
    followUps: { ...read.followUps, oldestAt: moment(read.followUps.oldestAt) },
    schema: { ...read.schema, at: asInstant(new Date(read.schema.at)) },
  };
}
