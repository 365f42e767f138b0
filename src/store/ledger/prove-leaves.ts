/** Many leaves proven at once: each in the checkpoint that dates it best, with the one that still lacked it. */
import type pg from 'pg';
import {
  consistencyProof,
  inclusionProof,
  nodesOfConsistency,
  nodesOfInclusion,
  type ReadNode,
  type TreeNode,
} from '../../../verifier/formats/tree.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import {
  type Cosignature,
  fewestWitnesses,
  isWitnessed,
  type KeptCheckpoint,
  momentOf,
  type Policy,
  policyWith,
  policyWithout,
  readPolicy,
  textOfNote,
  toWitnessedNote,
} from '../../ledger/evidence/quorum.ts';
import { type LogEpoch, readNodes } from './prove.ts';

/** A leaf in the log of acts. */
export interface LeafPlace {
  /** How whoever asks calls it. */
  readonly key: string;
  readonly epoch: number;
  readonly index: number;
  readonly leaf: Uint8Array;
}

/** A leaf with everything that shows where in the log it stands and since when. */
export interface ProvenPlace extends Omit<LeafPlace, 'key'> {
  readonly origin: string;
  /** The act is older than its log, which can date it only from then on. */
  readonly isLate: boolean;
  readonly proof: { readonly index: number; readonly proof: readonly Uint8Array[]; readonly checkpointNote: string };
  readonly before?: { readonly proof: readonly Uint8Array[]; readonly checkpointNote: string };
  readonly size: number;
  readonly isWitnessed: boolean;
  /** Witnesses under the checkpoint that holds it, and under the one that lacked it, by their names in the policy. */
  readonly witnesses: readonly string[];
  readonly witnessesBefore: readonly string[];
  /** POSIX seconds between which it entered the log, as far as a quorum says. */
  readonly after?: number;
  readonly notAfter?: number;
}

/** What of the ledger belongs to every bundle. */
export interface LedgerReading {
  readonly policy: string;
  /** Whether that policy asks for anybody but the log. */
  readonly asksWitnesses: boolean;
  readonly keys: readonly { readonly purpose: 'log' | 'receipt'; readonly vkey: string; readonly isCurrent: boolean }[];
  /** Since when there is a log; null: there is none yet. Nothing older was promised a place in it. */
  readonly openedAt: Instant | null;
  /** Time stamps over checkpoints the proofs end in. */
  readonly tokens: readonly { readonly checkpointText: string; readonly bytes: Uint8Array; readonly authority: string }[];
}

interface Epoch {
  readonly epoch: number;
  readonly origin: string;
  readonly opened_at: Date;
  readonly newest: string | null;
}

/** A statement looks at so many signatures beyond a leaf, and gives so many checkpoints that may do. */
const LOOKED_AT = 600;
const CANDIDATES = 4;

/**
 * Proves leaves, as many statements for a thousand as for one. A leaf that no signed checkpoint holds yet is not among the proven.
 * @throws {FormatProblem} tiles are missing or short, or the policy is no policy
 */
export async function proveLeaves(
  client: pg.ClientBase,
  leaves: readonly LeafPlace[],
): Promise<LedgerReading & { readonly proven: ReadonlyMap<string, ProvenPlace> }> {
  const [epochs, keys, named, openedAt] = await Promise.all([
    readEpochs(client, leaves),
    readKeys(client),
    readPolicyText(client),
    readOpening(client),
  ]);
  const logKeys = keys.filter(({ purpose }) => purpose === 'log').map(({ vkey }) => vkey);
  const policy = named === null ? policyWithout(logKeys) : policyWith(named, logKeys);
  const proven = new Map<string, ProvenPlace>();
  const tokens: LedgerReading['tokens'][number][] = [];
  for (const epoch of epochs) {
    const found = await proveEpoch(
      client,
      epoch,
      leaves.filter((leaf) => leaf.epoch === epoch.epoch),
      policy,
    );
    for (const [key, place] of found.proven) proven.set(key, place);
    tokens.push(...found.tokens);
  }
  return { policy, asksWitnesses: readPolicy(policy).quorum !== 'none', keys, openedAt, tokens, proven };
}

async function readEpochs(client: pg.ClientBase, leaves: readonly LeafPlace[]): Promise<readonly Epoch[]> {
  const found = await client.query<Epoch>({
    name: 'evidence_epochs',
    text: `select l.epoch, l.origin, l.opened_at,
       (select c.size from app.ledger_checkpoint c where c.tenant = l.tenant and c.log = l.log and c.epoch = l.epoch order by c.size desc limit 1) as newest
     from app.ledger_log l where l.log = 'main' and l.epoch = any ($1) order by l.epoch`,
    values: [[...new Set(leaves.map((leaf) => leaf.epoch))]],
  });
  return found.rows;
}

async function readOpening(client: pg.ClientBase): Promise<Instant | null> {
  const found = await client.query<{ at: Date | null }>({
    name: 'evidence_opening',
    text: `select min(l.opened_at) as at from app.ledger_log l where l.log = 'main'`,
  });
  const at = found.rows[0]?.at;
  return at ? asInstant(at) : null;
}

/** The policy of this installation; null where it names none. */
async function readPolicyText(client: pg.ClientBase): Promise<string | null> {
  const found = await client.query<{ text: string | null }>({
    name: 'evidence_policy',
    text: 'select p.text from app.ledger_policy p order by p.since desc limit 1',
  });
  return found.rows[0]?.text ?? null;
}

async function readKeys(client: pg.ClientBase): Promise<LedgerReading['keys']> {
  const found = await client.query<LedgerReading['keys'][number]>({
    name: 'evidence_keys',
    text: `select k.purpose, k.vkey, k.until is null as "isCurrent" from app.ledger_key k where k.log = 'main' order by k.epoch, k.purpose, k.since`,
  });
  return found.rows;
}

async function proveEpoch(client: pg.ClientBase, epoch: Epoch, leaves: readonly LeafPlace[], policyText: string) {
  const of: LogEpoch = { log: 'main', epoch: epoch.epoch };
  const newest = Number(epoch.newest ?? 0);
  const covered = leaves.filter((leaf) => leaf.index < newest);
  if (covered.length === 0) return { proven: new Map<string, ProvenPlace>(), tokens: [] };
  const policy = readPolicy(policyText);
  const indices = covered.map((leaf) => leaf.index);
  const fewest = Math.max(1, fewestWitnesses(policy));
  const [above, below] = await Promise.all([
    readCandidates(client, of, indices, 'above', fewest),
    readCandidates(client, of, indices, 'below', fewest),
  ]);
  const choices = covered.map((leaf, i) => ({
    leaf,
    upper: above[i]?.find((one) => isWitnessed(policy, one)),
    lower: below[i]?.find((one) => isWitnessed(policy, one)),
  }));
  const spare = choices.some(({ upper }) => !upper) ? await readSpare(client, of, fewest) : [];
  const chosen = choices.flatMap(({ leaf, upper, lower }) => {
    const best = upper ?? spare.find((one) => one.size > leaf.index);
    return best ? [{ leaf, upper: best, lower }] : [];
  });
  const [read, tokens] = await Promise.all([
    readNodes(
      client,
      of,
      Math.max(...chosen.map(({ upper }) => upper.size)),
      chosen.flatMap(({ leaf, upper, lower }): readonly TreeNode[] => [
        ...nodesOfInclusion(leaf.index, upper.size),
        ...(lower ? nodesOfConsistency(lower.size, upper.size) : []),
      ]),
    ),
    readTokens(client, of, [...new Map(chosen.map(({ upper }) => [upper.size, upper])).values()]),
  ]);
  const proven = await Promise.all(
    chosen.map(async (choice) => [choice.leaf.key, await prove(epoch, choice, read, policy)] as const),
  );
  return { proven: new Map(proven), tokens };
}

interface Choice {
  readonly leaf: LeafPlace;
  readonly upper: KeptCheckpoint;
  readonly lower: KeptCheckpoint | undefined;
}

async function prove(epoch: Epoch, { leaf, upper, lower }: Choice, read: ReadNode, policy: Policy): Promise<ProvenPlace> {
  const notAfter = momentOf(policy, upper, 'first');
  const after = lower && momentOf(policy, lower, 'last');
  const { t } = JSON.parse(Buffer.from(leaf.leaf).toString('utf8')) as { readonly t: string };
  return {
    epoch: leaf.epoch,
    index: leaf.index,
    leaf: leaf.leaf,
    origin: epoch.origin,
    isLate: Date.parse(t) < epoch.opened_at.getTime(),
    proof: {
      index: leaf.index,
      proof: await inclusionProof(leaf.index, upper.size, read),
      checkpointNote: toWitnessedNote(upper, 'first'),
    },
    ...(lower
      ? {
          before: {
            proof: await consistencyProof(lower.size, upper.size, read),
            checkpointNote: toWitnessedNote(lower, 'last'),
          },
        }
      : {}),
    size: upper.size,
    isWitnessed: policy.quorum !== 'none' && isWitnessed(policy, upper),
    witnesses: namesOf(upper),
    witnessesBefore: lower ? namesOf(lower) : [],
    ...(after === undefined ? {} : { after }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

function namesOf({ cosignatures }: KeptCheckpoint): readonly string[] {
  return [...new Set(cosignatures.map(({ witness }) => witness))].sort();
}

interface CheckpointRow {
  readonly place: number;
  readonly size: string;
  readonly note: string;
  readonly cosignatures: readonly Cosignature[];
}

const CHECKPOINT = `k.size, k.note, coalesce((select jsonb_agg(jsonb_build_object('witness', x.witness, 'time', x.time, 'line', x.line))
  from app.ledger_cosignature x where x.tenant = k.tenant and x.log = k.log and x.epoch = k.epoch and x.size = k.size), '[]') as cosignatures`;

/** For each index the checkpoints nearest to it that enough witnesses may have signed, the nearest first. */
async function readCandidates(
  client: pg.ClientBase,
  of: LogEpoch,
  indices: readonly number[],
  side: 'above' | 'below',
  fewest: number,
): Promise<readonly (readonly KeptCheckpoint[])[]> {
  const [compare, order] = side === 'above' ? ['>', 'asc'] : ['<=', 'desc'];
  const found = await client.query<CheckpointRow>({
    name: `evidence_${side}`,
    text: `select w.place::int as place, ${CHECKPOINT}
     from unnest($3::bigint[]) with ordinality w(idx, place)
     cross join lateral (
       select s.size from (select c.size, c.witness from app.ledger_cosignature c
         where c.tenant = app.current_tenant() and c.log = $1 and c.epoch = $2 and c.size ${compare} w.idx and c.size > 0 order by c.size ${order} limit ${LOOKED_AT}) s
       group by s.size having count(distinct s.witness) >= $4 order by s.size ${order} limit ${CANDIDATES}) n
     join app.ledger_checkpoint k on k.tenant = app.current_tenant() and k.log = $1 and k.epoch = $2 and k.size = n.size
     order by w.place, k.size ${order}`,
    values: [of.log, of.epoch, indices, fewest],
  });
  const lists = indices.map((): KeptCheckpoint[] => []);
  for (const row of found.rows) lists[row.place - 1]?.push(toKept(row));
  return lists;
}

/** Where no quorum is to be had: a checkpoint somebody signed, else one with a time stamp, else the newest. */
async function readSpare(client: pg.ClientBase, of: LogEpoch, fewest: number): Promise<readonly KeptCheckpoint[]> {
  const found = await client.query<CheckpointRow>({
    name: 'evidence_spare',
    text: `select 0 as place, ${CHECKPOINT} from (
       (select c.size, 1 as rank from app.ledger_cosignature c where c.log = $1 and c.epoch = $2 and $3 > 1 order by c.size desc limit 1)
       union all (select t.size, 2 from app.ledger_token t where t.log = $1 and t.epoch = $2 order by t.size desc limit 1)
       union all (select c.size, 3 from app.ledger_checkpoint c where c.log = $1 and c.epoch = $2 order by c.size desc limit 1)) n
     join app.ledger_checkpoint k on k.tenant = app.current_tenant() and k.log = $1 and k.epoch = $2 and k.size = n.size
     order by n.rank`,
    values: [of.log, of.epoch, fewest],
  });
  return found.rows.map(toKept);
}

function toKept({ size, note, cosignatures }: CheckpointRow): KeptCheckpoint {
  return { size: Number(size), note, cosignatures };
}

async function readTokens(client: pg.ClientBase, of: LogEpoch, checkpoints: readonly KeptCheckpoint[]) {
  const found = await client.query<{ size: string; token: Buffer; authority: string }>({
    name: 'evidence_tokens',
    text: `select distinct on (t.size) t.size, t.token, t.authority from app.ledger_token t
     where t.log = $1 and t.epoch = $2 and t.size = any ($3::bigint[]) order by t.size, t.time`,
    values: [of.log, of.epoch, checkpoints.map(({ size }) => size)],
  });
  return found.rows.map(({ size, token, authority }) => ({
    checkpointText: textOfNote(checkpoints.find((one) => one.size === Number(size))?.note ?? ''),
    bytes: new Uint8Array(token),
    authority,
  }));
}
