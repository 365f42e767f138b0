/** Organisation and law as of an epoch, kept in memory until an act moves the epoch. */
import type pg from 'pg';
import type { TableRow } from '../dossier/table.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { LegalDate } from '../kernel/time.ts';
import { organisationTables } from '../organisation/rows.ts';
import { buildSnapshot, type Organisation } from '../organisation/snapshot.ts';
import { buildLaw, type Law } from '../policy/law.ts';
import { policyTables } from '../policy/rows.ts';
import { readAs } from './database.ts';

/** Which epoch a read table moves. */
export type EpochName = 'organisation' | 'law';

const LAW_TABLES: ReadonlySet<string> = new Set(policyTables.map((t) => t.name));
const ORGANISATION_TABLES: ReadonlySet<string> = new Set(organisationTables.map((t) => t.name));

/** The epoch a change of this table moves; undefined for tables nobody decides by. */
export function epochOf(table: string): EpochName | undefined {
  if (LAW_TABLES.has(table)) return 'law';
  return ORGANISATION_TABLES.has(table) ? 'organisation' : undefined;
}

/** Organisation and law together, with the epochs they stand for. */
export interface Reference {
  readonly organisation: Organisation;
  readonly law: Law;
}

interface Loaded extends Reference {
  readonly organisationEpoch: number;
  readonly lawEpoch: number;
}

const SQL = `
  select app.epoch('organisation')::int as organisation, app.epoch('law')::int as law,
    (select coalesce(jsonb_agg(jsonb_build_object('table', table_name, 'key', key, 'values', "values",
       'from', lower(valid), 'to', upper(valid))), '[]') from app.effective_row) as rows`;

/** Reads every effective-dated row with the epochs, in one statement. The identity must be set. */
export async function readEffectiveRows(
  client: pg.ClientBase,
): Promise<{ readonly rows: readonly TableRow[]; readonly organisation: number; readonly law: number }> {
  const result = await client.query<{ organisation: number; law: number; rows: TableRow[] }>(SQL);
  const row = result.rows[0];
  return { rows: row?.rows ?? [], organisation: row?.organisation ?? 0, law: row?.law ?? 0 };
}

/** Keeps organisation and law of each tenant until told of a newer epoch. */
export class ReferenceCache {
  readonly #loaded = new Map<TenantId, Loaded>();
  readonly #loading = new Map<TenantId, Promise<Loaded>>();
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Gives what is in memory, loading it the first time. */
  async current(tenant: TenantId): Promise<Loaded> {
    return this.#loaded.get(tenant) ?? this.#load(tenant);
  }

  /** Gives what stands for at least these epochs. */
  async atLeast(tenant: TenantId, epochs: { readonly organisation: number; readonly law: number }): Promise<Loaded> {
    const held = this.#loaded.get(tenant);
    if (held && isAtLeast(held, epochs)) return held;
    const loaded = await this.#load(tenant);
    // A loading already under way may have read before the epoch moved.
    return isAtLeast(loaded, epochs) ? loaded : this.#load(tenant);
  }

  #load(tenant: TenantId): Promise<Loaded> {
    const running = this.#loading.get(tenant);
    if (running) return running;
    const loading = this.#read(tenant).finally(() => this.#loading.delete(tenant));
    this.#loading.set(tenant, loading);
    return loading;
  }

  async #read(tenant: TenantId): Promise<Loaded> {
    const read = await readAs(this.#pool, { tenant, person: null, keys: [] }, readEffectiveRows);
    const held = this.#loaded.get(tenant);
    const loaded: Loaded = {
      organisation:
        held?.organisationEpoch === read.organisation
          ? held.organisation
          : buildSnapshot(only(read.rows, ORGANISATION_TABLES), read.organisation),
      law: held?.lawEpoch === read.law ? held.law : buildLaw(only(read.rows, LAW_TABLES), read.law),
      organisationEpoch: read.organisation,
      lawEpoch: read.law,
    };
    this.#loaded.set(tenant, loaded);
    return loaded;
  }
}

function isAtLeast(held: Loaded, epochs: { readonly organisation: number; readonly law: number }): boolean {
  return held.organisationEpoch >= epochs.organisation && held.lawEpoch >= epochs.law;
}

function only(rows: readonly TableRow[], tables: ReadonlySet<string>): readonly TableRow[] {
  return rows.filter((r) => tables.has(r.table));
}

/** The day's organisation and law. */
export function onDay(reference: Reference, date: LegalDate) {
  return { org: reference.organisation.on(date), law: reference.law.on(date) };
}
