/** The ledger against itself: leaves, indices, tiles, what was signed, by whom, and how one epoch follows from another. */
import type pg from 'pg';
import type { Policy } from '../../../verifier/formats/policy.ts';
import { asInstant } from '../../kernel/time.ts';
import { disclosed, leafOf, readDisclosures } from '../../ledger/epoch.ts';
import type { LogEpoch } from '../ledger/prove.ts';
import { MomentCheck } from './ledger-moments.ts';
import { countEntries, type EntryRow, type LogRow, readEntriesOf, readLogs } from './ledger-rows.ts';
import { checkKeys, type KnownWitness, readWitnesses, SignatureCheck } from './ledger-signatures.ts';
import { TreeCheck } from './ledger-tree.ts';
import type { Findings } from './report.ts';

/** What may be said to a verification of the ledger. */
export interface LedgerOptions {
  /** Whose keys are trusted; absent: the keys and policies in the database alone, which whoever owns it can replace. */
  readonly policy?: Policy | undefined;
  readonly onLeaves?: (done: number, of: number) => void;
}

/** Verifies every log in the transaction of a connection that has the system's identity. */
export async function verifyLedger(client: pg.ClientBase, options: LedgerOptions, findings: Findings): Promise<void> {
  const of = await countEntries(client);
  const logs = await readLogs(client);
  checkEpochs(logs, findings);
  const witnesses = await readWitnesses(client, options.policy);
  let before = 0;
  for (const [at, log] of logs.entries()) {
    const previous = logs[at - 1];
    const tell = (done: number) => options.onLeaves?.(before + done, of);
    before += await verifyEpoch(
      client,
      { log, previous: previous?.log === log.log ? previous : undefined },
      { options, witnesses, findings, tell },
    );
  }
}

/** Exactly one epoch of a log is open, the last, and none is missing. */
function checkEpochs(logs: readonly LogRow[], findings: Findings): void {
  for (const log of logs) {
    const own = logs.filter((other) => other.log === log.log);
    const expected = own.indexOf(log) + 1;
    if (log.epoch !== expected || log.closed !== expected < own.length) findings.add({ code: 'epoch-wrong', where: nameOf(log) });
  }
}

async function verifyEpoch(
  client: pg.ClientBase,
  { log, previous }: { readonly log: LogRow; readonly previous: LogRow | undefined },
  {
    options,
    witnesses,
    findings,
    tell,
  }: {
    readonly options: LedgerOptions;
    readonly witnesses: readonly KnownWitness[];
    readonly findings: Findings;
    readonly tell: (done: number) => void;
  },
): Promise<number> {
  const where = nameOf(log);
  const signatures = new SignatureCheck(log, checkKeys(log, options.policy, findings), witnesses, findings);
  const tree = new TreeCheck(client, log, signatures, findings);
  const moments = new MomentCheck(where, findings);
  let count = 0;
  for await (const rows of readEntriesOf(client, log)) {
    const beginning = count === 0 && previous ? rows[0] : undefined;
    // What waited while nothing was signed is older than the leaf that began the epoch, and stands behind it all the same.
    for (const row of rows)
      if (row === beginning) new MomentCheck(where, findings).take(row);
      else moments.take(row);
    if (count === 0) await checkFirst(client, { log, previous, first: rows[0] }, findings);
    await tree.take(rows);
    count += rows.length;
    findings.counts.leaves += rows.length;
    tell(count);
  }
  moments.end();
  await tree.end();
  if (Number(log.size) !== count) findings.add({ code: 'log-size', where: `${where}: ${log.size} ≠ ${count}` });
  await signatures.checkCosignatures(client);
  return count;
}

/** What an epoch begins with: the first with any leaf, every later one with what ended the one before it. */
async function checkFirst(
  client: pg.ClientBase,
  { log, previous, first }: { readonly log: LogRow; readonly previous: LogRow | undefined; readonly first: EntryRow | undefined },
  findings: Findings,
): Promise<void> {
  if (!previous || !first) return;
  const disclosures = readDisclosures(previous.because);
  const last = await lastNote(client, previous);
  const commits =
    disclosures !== undefined &&
    leafOf(disclosures, log.origin, asInstant(first.at)).text === first.leaf &&
    disclosed(disclosures, 'checkpoint') === last &&
    disclosed(disclosures, 'origin') === previous.origin;
  if (!commits) findings.add({ code: 'epoch-unfounded', where: `${nameOf(log)} 0` });
}

async function lastNote(client: pg.ClientBase, { log, epoch }: LogEpoch): Promise<string> {
  const found = await client.query<{ note: string }>(
    'select c.note from app.ledger_checkpoint c where c.log = $1 and c.epoch = $2 order by c.size desc limit 1',
    [log, epoch],
  );
  return found.rows[0]?.note ?? '';
}

/** How an epoch of a log is called in what is found. */
export function nameOf({ log, epoch }: LogEpoch): string {
  return `${log}/${epoch}`;
}
