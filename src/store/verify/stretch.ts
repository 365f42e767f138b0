/** One stretch of the record, folded again and compared: what needs nothing but the dossiers in it. */
import type pg from 'pg';
import type { Store } from '../store.ts';
import { actsOfStored, checkChain, textsOfStored } from './chain.ts';
import { readDossiers, type StoredDossier, type Stretch } from './read-batch.ts';
import { checkDerived, type Refolded, refold } from './refold.ts';
import { type Difference, Findings, type VerifyReport } from './report.ts';
import { checkRows } from './rows.ts';
import { foldSteps, type PlacedOps, projectAgain } from './tables.ts';
import { findConfirmedSince } from './unconfirmed.ts';

/** What a stretch holds and what was found in it; plain data, so that another process can say it. */
export interface StretchReport {
  readonly report: VerifyReport;
  /** What its acts say to the read tables, which only the whole record can be compared with. */
  readonly placed: readonly PlacedOps[];
}

/** Verifies a stretch in the transaction of a connection that has the system's identity; tells how many dossiers are done. */
export async function verifyStretch(
  client: pg.ClientBase,
  store: Store,
  stretch: Stretch,
  onDossiers: (done: number) => void,
): Promise<StretchReport> {
  const findings = new Findings();
  const confirmedSince = await findConfirmedSince(client);
  const placed: PlacedOps[] = [];
  // The database compares the entries of one batch while the next is folded.
  let comparing: Promise<void> = Promise.resolve();
  for await (const batch of readDossiers(client, stretch)) {
    const refolds: { readonly stored: StoredDossier; readonly refolded: Refolded }[] = [];
    for (const stored of batch) {
      const checked = checkDossier(store, stored, confirmedSince, findings);
      placed.push(...checked.placed);
      if (checked.refolded) refolds.push({ stored, refolded: checked.refolded });
    }
    await comparing;
    comparing = checkSearchEntries(client, refolds, findings);
    comparing.catch(() => undefined);
    findings.counts.tableRows += await checkOwnRows(client, store, batch, findings);
    onDossiers(findings.counts.dossiers);
  }
  await comparing;
  return { report: findings.report(), placed };
}

function checkDossier(
  store: Store,
  stored: StoredDossier,
  confirmedSince: number,
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
    checkChain(kind, stored, acts, confirmedSince).forEach(add);
    const refolded = refold(kind, stored, acts, textsOfStored(stored));
    checkDerived(kind, stored, acts, refolded).forEach(add);
    const places = new Map(stored.leaves.map((p) => [p.seq, p.place]));
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
