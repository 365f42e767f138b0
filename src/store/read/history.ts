/** The history of one unit's names and of the legal texts in force, as the effective-dated tables keep it. */
import type { Json } from '../../kernel/json.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** A name a unit bears or bore; `to` is the first day it no longer does. */
export interface NameRow {
  readonly name: { readonly vi: string; readonly en: string };
  readonly from: LegalDate;
  readonly to: LegalDate | null;
}

/** Every name of a unit, the oldest first; names to come are among them. */
export async function readUnitNames(store: Store, asker: Asker, unit: string): Promise<readonly NameRow[]> {
  const statement = sql`
    select r."values"->>'name_vi' as vi, r."values"->>'name_en' as en, lower(r.valid)::text as from, upper(r.valid)::text as to
    from app.effective_row r where r.table_name = 'unit_name' and r.key->>'unit' = ${unit} order by lower(r.valid)`;
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<{ vi: string; en: string; from: LegalDate; to: LegalDate | null }>(client, statement);
    return rows.map(({ vi, en, from, to }) => ({ name: { vi, en }, from, to }));
  });
}

/** A legal text as the installation keeps it. */
export interface PackRow {
  readonly pack: string;
  readonly version: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly issuer: string;
  readonly number: string;
  readonly date: LegalDate;
}

/** The legal texts in force on a day. */
export async function readPacks(store: Store, asker: Asker, day: LegalDate): Promise<readonly PackRow[]> {
  const statement = sql`
    select r.key->>'pack' as pack, r."values" as given from app.effective_row r
    where r.table_name = 'pack' and r.valid @> ${day}::date order by r.key->>'pack'`;
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<{ pack: string; given: Readonly<Record<string, Json>> }>(client, statement);
    return rows.map(({ pack, given }) => ({
      pack,
      version: String(given['version'] ?? ''),
      title: { vi: String(given['title_vi'] ?? ''), en: String(given['title_en'] ?? '') },
      issuer: String(given['issuer'] ?? ''),
      number: String(given['number'] ?? ''),
      date: String(given['date'] ?? '') as LegalDate,
    }));
  });
}
