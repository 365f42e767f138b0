/** Folds everything again from the acts and names each place where the database says something else. */
import type pg from 'pg';
import type { Policy } from '../../verifier/formats/policy.ts';
import { key } from '../dossier/keys.ts';
import { joinKeys } from './database.ts';
import type { Store } from './store.ts';
import { type LedgerOptions, verifyLedger } from './verify/ledger.ts';
import { checkCoverage } from './verify/ledger-coverage.ts';
import { ALL, type Stretch } from './verify/read-batch.ts';
import { checkReadings } from './verify/readings.ts';
import { Findings, type VerifyReport } from './verify/report.ts';
import { checkSigningKeys } from './verify/signing-keys.ts';
import { type StretchReport, verifyStretch } from './verify/stretch.ts';
import { checkTables } from './verify/tables.ts';
import { checkConcerns, checkContents, checkLeavesOfActs, checkLedgerOwners, checkNumbers, checkOwners } from './verify/whole.ts';

export { type Difference, type DifferenceCode, describeDifference, nameDifference, type VerifyReport } from './verify/report.ts';
export type { StretchReport } from './verify/stretch.ts';

/** How far a verification has come. */
export interface VerifyProgress {
  readonly dossiers: number;
  readonly of: number;
  /** Leaves of the ledger, once the dossiers are done. */
  readonly leaves: number;
  readonly ofLeaves: number;
}

/** A stretch of the record as it stood when a verification began. */
export interface SharedStretch extends Stretch {
  /** Name of the snapshot, which another connection takes up while the verification runs. */
  readonly snapshot: string;
}

/** Has a stretch verified elsewhere, as {@link verifyShared} does it; the signal says that nobody waits any longer. */
export type VerifyElsewhere = (
  stretch: SharedStretch,
  onDossiers: (done: number) => void,
  signal: AbortSignal,
) => Promise<StretchReport>;

/** What may be said to a verification. */
export interface VerifyOptions {
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Who else verifies at the same time: each takes as much of the record as this process. The report is the same with or without them. */
  readonly elsewhere?: readonly VerifyElsewhere[];
  /** Whose keys are trusted to sign the ledger and to witness it. */
  readonly policy?: Policy | undefined;
}

/**
 * Compares the whole record with what its acts make, in one snapshot, some dossiers at a time. The pool must work as `app_worker`:
 * the web's role cannot see who may read. Changes nothing.
 */
export async function verify(store: Store, options: VerifyOptions = {}): Promise<VerifyReport> {
  return inSnapshot(store, undefined, (client) => verifyAs(client, store, options));
}

/** Verifies the ledger alone: leaves, tiles, signatures, and that every act has its leaf and every leaf its act. Folds no dossier. */
export async function verifyLedgerAlone(store: Store, { onProgress, policy }: VerifyOptions = {}): Promise<VerifyReport> {
  return inSnapshot(store, undefined, async (client) => {
    const findings = new Findings();
    findings.counts.acts = await checkLeavesOfActs(client, findings);
    const onLeaves = (leaves: number, ofLeaves: number) => onProgress?.({ dossiers: 0, of: 0, leaves, ofLeaves });
    await checkLedger(client, { policy, onLeaves }, findings);
    return findings.report();
  });
}

async function checkLedger(client: pg.ClientBase, options: LedgerOptions, findings: Findings): Promise<void> {
  await checkLedgerOwners(client, findings);
  await verifyLedger(client, options, findings);
  await checkCoverage(client, findings);
}

/** Verifies a stretch in the snapshot of a verification that runs on another connection. */
export async function verifyShared(
  store: Store,
  { snapshot, ...stretch }: SharedStretch,
  onDossiers: (done: number) => void,
): Promise<StretchReport> {
  return inSnapshot(store, snapshot, (client) => verifyStretch(client, store, stretch, onDossiers));
}

async function inSnapshot<T>(
  store: Store,
  snapshot: string | undefined,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    if (snapshot !== undefined) await client.query(`set transaction snapshot ${client.escapeLiteral(snapshot)}`);
    // A province is read whole: the limit meant for pages does not apply.
    await client.query('set local statement_timeout = 0');
    await client.query("select app.set_identity($1, '', $2)", [store.tenant, joinKeys([key.system])]);
    const done = await work(client);
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function verifyAs(
  client: pg.ClientBase,
  store: Store,
  { onProgress, elsewhere = [], policy }: VerifyOptions,
): Promise<VerifyReport> {
  const counted = await client.query<{ n: number }>('select count(*)::int as n from app.dossier');
  const of = counted.rows[0]?.n ?? 0;
  const [own = ALL, ...others] = await divide(client, elsewhere.length + 1);
  const snapshot = others.length === 0 ? '' : await exportSnapshot(client);
  const done: number[] = [];
  const tell = (at: number) => (dossiers: number) => {
    done[at] = dossiers;
    onProgress?.({ dossiers: done.reduce((sum, n) => sum + (n ?? 0), 0), of, leaves: 0, ofLeaves: 0 });
  };
  const ended = new AbortController();
  const parts = await Promise.all([
    verifyStretch(client, store, own, tell(0)),
    ...others.flatMap((stretch, i) => elsewhere[i]?.({ ...stretch, snapshot }, tell(i + 1), ended.signal) ?? []),
  ]).finally(() => ended.abort());
  const findings = new Findings();
  for (const { report } of parts) findings.take(report);
  const tables = await checkTables(
    client,
    parts.flatMap((part) => part.placed),
  );
  findings.counts.tableRows += tables.rows;
  for (const difference of tables.differences) findings.add(difference);
  const onLeaves = (leaves: number, ofLeaves: number) => onProgress?.({ dossiers: of, of, leaves, ofLeaves });
  await checkLedger(client, { policy, onLeaves }, findings);
  await checkOwners(client, findings);
  await checkConcerns(client, findings);
  await checkNumbers(client, findings);
  await checkSigningKeys(client, store.registry, findings);
  await checkReadings(client, findings);
  findings.counts.contents = await checkContents(client, findings);
  return findings.report();
}

/** So many stretches, each with as many dossiers as any other, in the order of their ids. */
async function divide(client: pg.ClientBase, parts: number): Promise<readonly Stretch[]> {
  if (parts === 1) return [ALL];
  const shares = Array.from({ length: parts - 1 }, (_, i) => (i + 1) / parts);
  const found = await client.query<{ cuts: readonly string[] | null }>(
    'select percentile_disc($1::float8[]) within group (order by d.id)::text[] as cuts from app.dossier d',
    [shares],
  );
  const cuts = [ALL.after, ...(found.rows[0]?.cuts ?? []), ALL.upTo];
  return cuts.slice(1).map((upTo, i) => ({ after: cuts[i] ?? ALL.after, upTo }));
}

async function exportSnapshot(client: pg.ClientBase): Promise<string> {
  const result = await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
  return result.rows[0]?.snapshot ?? '';
}
