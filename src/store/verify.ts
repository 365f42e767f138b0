/** Folds everything again from the acts and names each place where the database says something else. */
import type pg from 'pg';
import { key } from '../dossier/keys.ts';
import { joinKeys } from './database.ts';
import type { Store } from './store.ts';
import { actsOfStored, checkChain, textsOfStored } from './verify/chain.ts';
import { readDossiers, type StoredDossier } from './verify/read-batch.ts';
import { checkDerived, type Refolded, refold } from './verify/refold.ts';
import { type Difference, Findings, type VerifyReport } from './verify/report.ts';
import { checkRows } from './verify/rows.ts';
import { checkTables, foldSteps, type PlacedOps, projectAgain } from './verify/tables.ts';
import { checkConcerns, checkContents, checkNumbers, checkOwners } from './verify/whole.ts';

export { type Difference, type DifferenceCode, describeDifference, type VerifyReport } from './verify/report.ts';

/** How far a verification has come. */
export interface VerifyProgress {
  readonly dossiers: number;
  readonly of: number;
}

/**
 * Compares the whole record with what its acts make, in one snapshot, some dossiers at a time. The pool must work as `app_worker`:
 * the web's role cannot see who may read. Changes nothing.
 */
export async function verify(
  store: Store,
  options: { readonly onProgress?: (progress: VerifyProgress) => void } = {},
): Promise<VerifyReport> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    // A province is read whole: the limit meant for pages does not apply.
    await client.query('set local statement_timeout = 0');
    await client.query("select app.set_identity($1, '', $2)", [store.tenant, joinKeys([key.system])]);
    const report = await verifyAs(client, store, options.onProgress ?? (() => undefined));
    await client.query('commit');
    return report;
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
  onProgress: (progress: VerifyProgress) => void,
): Promise<VerifyReport> {
  const findings = new Findings();
  const counted = await client.query<{ n: number }>('select count(*)::int as n from app.dossier');
  const of = counted.rows[0]?.n ?? 0;
  const placed: PlacedOps[] = [];
  let rows = 0;
  // The database compares the entries of one batch while the next is folded.
  let comparing: Promise<void> = Promise.resolve();
  for await (const batch of readDossiers(client)) {
    const refolds: { readonly stored: StoredDossier; readonly refolded: Refolded }[] = [];
    for (const stored of batch) {
      const checked = checkDossier(store, stored, findings);
      placed.push(...checked.placed);
      if (checked.refolded) refolds.push({ stored, refolded: checked.refolded });
    }
    await comparing;
    comparing = checkSearchEntries(client, refolds, findings);
    comparing.catch(() => undefined);
    rows += await checkOwnRows(client, store, batch, findings);
    onProgress({ dossiers: findings.counts.dossiers, of });
  }
  await comparing;
  const tables = await checkTables(client, placed);
  findings.counts.tableRows = tables.rows + rows;
  for (const difference of tables.differences) findings.add(difference);
  await checkOwners(client, findings);
  await checkConcerns(client, findings);
  await checkNumbers(client, findings);
  findings.counts.contents = await checkContents(client, findings);
  return findings.report();
}

function checkDossier(
  store: Store,
  stored: StoredDossier,
  findings: Findings,
): { readonly placed: readonly PlacedOps[]; readonly refolded?: Refolded } {
  const { counts } = findings;
  counts.dossiers += 1;
  counts.acts += stored.acts.length;
  counts.texts += stored.vault.length;
  counts.erased += stored.vault.filter((v) => v.erased_by !== null).length;
  counts.clocks += stored.clocks.length;
  const add = (found: Omit<Difference, 'dossier' | 'number'>) => findings.add({ ...nameOf(stored), ...found });
  const kind = store.registry.find(stored.row.kind);
  if (!kind) {
    add({ code: 'kind-unknown', where: stored.row.kind });
    return { placed: [] };
  }
  try {
    const acts = actsOfStored(stored);
    checkChain(kind, stored, acts).forEach(add);
    const refolded = refold(kind, stored, acts, textsOfStored(stored));
    checkDerived(kind, stored, acts, refolded).forEach(add);
    const places = new Map(stored.pending.map((p) => [p.seq, p.place]));
    return { refolded, placed: projectAgain(kind, stored.row.id, acts, (seq) => places.get(seq) ?? Number.MAX_SAFE_INTEGER) };
  } catch (error) {
    // Only tampering gives acts that the kind never wrote.
    add({ code: 'unfoldable', where: error instanceof Error ? error.message : String(error) });
    return { placed: [] };
  }
}

/** Dossiers whose kind keeps rows, and those that have rows although their kind keeps none. */
async function checkOwnRows(
  client: pg.ClientBase,
  store: Store,
  batch: readonly StoredDossier[],
  findings: Findings,
): Promise<number> {
  const counted = await client.query<{ dossier: string }>(
    'select distinct r.dossier from app.table_row r where r.dossier = any ($1::uuid[])',
    [batch.map((stored) => stored.row.id)],
  );
  const having = new Set(counted.rows.map((row) => row.dossier));
  let rows = 0;
  for (const stored of batch) {
    const kind = store.registry.find(stored.row.kind);
    if (!kind || !(having.has(stored.row.id) || kind.tables)) continue;
    try {
      const checked = await checkRows(client, kind, stored.row.id, foldSteps(kind, stored.row.id, actsOfStored(stored)));
      rows += checked.rows;
      for (const found of checked.found) findings.add({ ...nameOf(stored), ...found });
    } catch {
      // What cannot be folded has been named as such already.
    }
  }
  return rows;
}

function nameOf(stored: StoredDossier): { readonly dossier: string; readonly number?: string } {
  return { dossier: stored.row.id, ...(stored.row.number === null ? {} : { number: stored.row.number }) };
}

/** How a dossier is found must be what its acts make: a reader smuggled into the index would read what lists hide. */
async function checkSearchEntries(
  client: pg.ClientBase,
  refolds: readonly { readonly stored: StoredDossier; readonly refolded: Refolded }[],
  findings: Findings,
): Promise<void> {
  const expected = refolds.map(({ stored, refolded }) => ({ ...refolded.expected, receipt: stored.row['receipt'] }));
  const result = await client.query<{ id: string; wrong: string }>(
    'select w.dossier as id, w.wrong from app.wrong_search_entries($1) w',
    [JSON.stringify(expected)],
  );
  const byId = new Map(refolds.map((r) => [r.stored.row.id, r.stored]));
  for (const { id, wrong } of result.rows) {
    const stored = byId.get(id);
    if (stored) findings.add({ code: 'row-changed', ...nameOf(stored), where: `search_entry.${wrong}` });
  }
}
