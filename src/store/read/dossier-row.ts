/** A dossier as a row of a list, a search, a portfolio or another dossier's page. */
import type { SummaryItem } from '../../dossier/kind.ts';
import { asDossierId, type DossierId } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import type { Asker } from '../store.ts';
import { type LightView, lightOf } from './light.ts';
import { sql } from './sql.ts';

/** One row of a list, a search result, a similar dossier or a linked one. */
export interface DossierRowView {
  readonly id: DossierId;
  readonly kind: string;
  readonly number: string | null;
  readonly receipt: string;
  readonly title: string;
  readonly stage: string;
  readonly ended: boolean;
  readonly unit: string | null;
  readonly field: string | null;
  readonly locality: string | null;
  readonly responsible: string | null;
  readonly holder: string | null;
  readonly classification: string | null;
  readonly money: number | null;
  readonly people: number | null;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly dueAt: Instant | null;
  readonly light: LightView;
  /** What a list of a kind apart says of it besides, where that was asked for. */
  readonly items?: readonly SummaryItem[];
}

export const ROW_COLUMNS = sql`d.id, d.kind, d.number, d.receipt, d.title, d.stage, d.ended, d.unit, d.field, d.locality, d.responsible, d.holder,
  d.classification, d.money::float8 as money, d.people, d.opened_at, d.changed_at, d.due_at, d.clock_state, d.late`;

/** A dossier row as ROW_COLUMNS selects it. */
export interface StoredRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly receipt: string;
  readonly title: string;
  readonly stage: string;
  readonly ended: boolean;
  readonly unit: string | null;
  readonly field: string | null;
  readonly locality: string | null;
  readonly responsible: string | null;
  readonly holder: string | null;
  readonly classification: string | null;
  readonly money: number | null;
  readonly people: number | null;
  readonly opened_at: Date | string;
  readonly changed_at: Date | string;
  readonly due_at: Date | string | null;
  readonly clock_state: string | null;
  readonly late: boolean;
}

/** The row as pages and API show it, with its light of the moment. */
export function toRowView(row: StoredRow, now: Instant, asker: Asker): DossierRowView {
  const dueAt = row.due_at === null ? null : asInstant(row.due_at);
  return {
    id: asDossierId(row.id),
    kind: row.kind,
    number: row.number,
    receipt: row.receipt,
    // A restricted dossier has no title; it goes by its random code.
    title: row.title === '' ? row.receipt : row.title,
    stage: row.stage,
    ended: row.ended,
    unit: row.unit,
    field: row.field,
    locality: row.locality,
    responsible: row.responsible,
    holder: row.holder,
    classification: row.classification,
    money: row.money,
    people: row.people,
    openedAt: asInstant(row.opened_at),
    changedAt: asInstant(row.changed_at),
    dueAt,
    light: lightOf({ ended: row.ended, late: row.late, clockState: row.clock_state, dueAt }, now, asker.law.calendar),
  };
}

/** The row with what a list of its kind says besides, if anything. */
export function withItems(row: DossierRowView, items: ReadonlyMap<string, readonly SummaryItem[]>): DossierRowView {
  const own = items.get(row.id);
  return own ? { ...row, items: own } : row;
}
