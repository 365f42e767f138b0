/** Reading the record for verification: some dossiers at a time with everything that belongs to them. */
import type pg from 'pg';
import type { Json } from '../../kernel/json.ts';
import type { ActRow, DossierRow } from '../rows.ts';

/** A whole dossier row. */
export interface WholeRow extends DossierRow {
  readonly [column: string]: unknown;
}

/** An act row with its hashes. */
export interface HashedActRow extends ActRow {
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
  readonly leaf_hash: string;
  readonly prev_hash: string | null;
}

/** A text of the vault; null value means erased. */
export interface VaultRow {
  readonly dossier: string;
  readonly seq: number;
  readonly name: string;
  readonly salt: string | null;
  readonly value: Json;
  readonly erased_by: string | null;
}

/** By what an act was confirmed; null salt means erased with the act's texts. */
export interface SignatureRow {
  readonly dossier: string;
  readonly seq: number;
  readonly how: string;
  readonly package: Json;
  readonly salt: string | null;
}

/** The leaf of an act, in the ledger or waiting for it. */
export interface LeafRow {
  /** Its table. */
  readonly where: 'ledger_entry' | 'ledger_pending';
  readonly dossier: string;
  readonly seq: number;
  readonly leaf: string;
  readonly leaf_hash: string;
  readonly at: string;
  /** Order of writing among all leaves. */
  readonly place: number;
}

/** A row of a table derived from the acts. */
export type DerivedRow = Readonly<Record<string, Json>> & { readonly dossier: string };

/** One dossier with all its rows. */
export interface StoredDossier {
  readonly row: WholeRow;
  readonly acts: readonly HashedActRow[];
  readonly vault: readonly VaultRow[];
  readonly signatures: readonly SignatureRow[];
  readonly leaves: readonly LeafRow[];
  readonly clocks: readonly DerivedRow[];
  readonly parties: readonly DerivedRow[];
  readonly links: readonly DerivedRow[];
  readonly soleKeys: readonly DerivedRow[];
  readonly attachments: readonly DerivedRow[];
}

const BATCH = 100;

async function rowsOf<T extends { readonly dossier: string }>(
  client: pg.ClientBase,
  sql: string,
  ids: readonly string[],
): Promise<Map<string, T[]>> {
  const result = await client.query<{ row: T }>(sql, [ids]);
  const grouped = new Map<string, T[]>();
  for (const { row } of result.rows) {
    const list = grouped.get(row.dossier);
    if (list) list.push(row);
    else grouped.set(row.dossier, [row]);
  }
  return grouped;
}

/** Order of writing, in SQL, of an entry `e` and of a waiting leaf `p`: what has an index came before what waits; within an epoch the index says it. */
export const ENTRY_PLACE = 'e.epoch * 2::float8 ^ 40 + e.idx';
export const PENDING_PLACE = '2::float8 ^ 52 + p.place';

const LEAVES = `select to_jsonb(l) as row from (
    select 'ledger_entry' as "where", e.dossier, e.seq, e.leaf, e.leaf_hash, e.at, ${ENTRY_PLACE} as place
      from app.ledger_entry e where e.dossier = any($1::uuid[])
    union all select 'ledger_pending', p.dossier, p.seq, p.leaf, p.leaf_hash, p.at, ${PENDING_PLACE}
      from app.ledger_pending p where p.dossier = any($1::uuid[])) l order by l.dossier, l.seq`;

const tableSql = (table: string, order: string) =>
  `select to_jsonb(t) as row from app.${table} t where t.dossier = any($1::uuid[]) order by ${order}`;

/** Dossiers whose ids lie after one and not after another. */
export interface Stretch {
  readonly after: string;
  readonly upTo: string;
}

/** Every id there can be. */
export const ALL: Stretch = { after: '00000000-0000-0000-0000-000000000000', upTo: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The first dossiers of a stretch; empty when it holds none. The identity must be the system's. */
export async function readBatch(client: pg.ClientBase, { after, upTo }: Stretch): Promise<readonly StoredDossier[]> {
  const result = await client.query<{ row: WholeRow }>(
    `select to_jsonb(d) as row from app.dossier d where d.id > $1 and d.id <= $2 order by d.id limit ${BATCH}`,
    [after, upTo],
  );
  const rows = result.rows.map((r) => r.row);
  const ids = rows.map((row) => row.id);
  const derived = (table: string, order: string) => rowsOf<DerivedRow>(client, tableSql(table, order), ids);
  const [acts, vault, signatures, leaves, clocks, parties, links, soleKeys, attachments] = await Promise.all([
    rowsOf<HashedActRow>(client, tableSql('act', 't.dossier, t.seq'), ids),
    rowsOf<VaultRow>(client, tableSql('vault', 't.dossier, t.seq, t.name'), ids),
    rowsOf<SignatureRow>(client, tableSql('act_signature', 't.dossier, t.seq'), ids),
    rowsOf<LeafRow>(client, LEAVES, ids),
    derived('clock', 't.dossier, t.n'),
    derived('party', 't.dossier, t.n'),
    derived('link', 't.dossier, t.n'),
    derived('sole_key', 't.dossier, t.key'),
    derived('attachment', 't.dossier, t.seq, t.n'),
  ]);
  return rows.map((row) => ({
    row,
    acts: acts.get(row.id) ?? [],
    vault: vault.get(row.id) ?? [],
    signatures: signatures.get(row.id) ?? [],
    leaves: leaves.get(row.id) ?? [],
    clocks: clocks.get(row.id) ?? [],
    parties: parties.get(row.id) ?? [],
    links: links.get(row.id) ?? [],
    soleKeys: soleKeys.get(row.id) ?? [],
    attachments: attachments.get(row.id) ?? [],
  }));
}

/**
 * Gives every dossier of a stretch, some at a time, in the order of their ids; the next are read while the caller looks at those it
 * was given. The identity must be the system's.
 */
export async function* readDossiers(client: pg.ClientBase, stretch: Stretch): AsyncGenerator<readonly StoredDossier[]> {
  let coming = readBatch(client, stretch);
  for (;;) {
    const batch = await coming;
    const last = batch.at(-1);
    if (!last) return;
    coming = readBatch(client, { ...stretch, after: last.row.id });
    // Whoever asks for the next hears of a failure; whoever stops earlier need not.
    coming.catch(() => undefined);
    yield batch;
  }
}
