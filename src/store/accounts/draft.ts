/** Drafts: what a person has typed and not sent. One per person and form; row security lets nobody else see it. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** Which form a draft belongs to; `dossier` null is a new one. */
export interface DraftSlot {
  readonly kind: string;
  readonly dossier: string | null;
  readonly act: string;
}

/** The fields of a form as typed, by name. */
export type DraftBody = Readonly<Record<string, readonly string[]>>;

/** A draft with what was typed. */
export interface Draft extends DraftSlot {
  readonly body: DraftBody;
  readonly updatedAt: Instant;
}

/** Most characters a draft may hold. */
export const DRAFT_LIMIT = 400_000;

/**
 * Keeps what was typed, in place of what was kept before. Gives the moment of saving.
 * @throws {document.secret} a text carries a secrecy marking: nothing is written
 * @throws {draft.too_large}
 */
export async function saveDraft(store: Store, identity: Identity, slot: DraftSlot, body: DraftBody): Promise<Instant> {
  const texts = Object.values(body).flat();
  // The database keeps neither NUL nor halves of surrogate pairs; the act itself will say what is wrong with them.
  const clean = Object.fromEntries(Object.entries(body).map(([name, values]) => [storable(name), values.map(storable)]));
  if (texts.some((text) => findSecrecyMark(text) !== undefined)) throw new AppError('document.secret', 'invalid');
  if (texts.reduce((sum, text) => sum + text.length, 0) > DRAFT_LIMIT) throw new AppError('draft.too_large', 'limited');
  requireSlot(slot);
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query<{ at: Date }>(
      `insert into app.draft (tenant, id, person, kind, dossier, act, body)
       values (app.current_tenant(), $1, app.current_person(), $2, $3, $4, $5)
       on conflict (tenant, person, kind, dossier, act) do update set body = excluded.body, updated_at = now()
       returning updated_at as at`,
      [randomUUID(), slot.kind, slot.dossier, slot.act, JSON.stringify(clean)],
    );
    return asInstant(result.rows[0]?.at ?? 0);
  });
}

/** What was kept for a form, or undefined. */
export async function findDraft(store: Store, identity: Identity, slot: DraftSlot): Promise<Draft | undefined> {
  requireSlot(slot);
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<DraftRow>(
      'select kind, dossier, act, body, updated_at from app.draft where kind = $1 and dossier is not distinct from $2 and act = $3',
      [slot.kind, slot.dossier, slot.act],
    );
    return result.rows[0] && toDraft(result.rows[0]);
  });
}

/** Every draft of whoever asks, the last saved first. */
export async function listDrafts(store: Store, identity: Identity): Promise<readonly Draft[]> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<DraftRow>(
      'select kind, dossier, act, body, updated_at from app.draft order by updated_at desc',
    );
    return result.rows.map(toDraft);
  });
}

/** Drops what was kept for a form; nothing happens where nothing was. */
export async function dropDraft(store: Store, identity: Identity, slot: DraftSlot): Promise<void> {
  requireSlot(slot);
  await writeAs(store.pool, identity, (client) =>
    client.query('delete from app.draft where kind = $1 and dossier is not distinct from $2 and act = $3', [
      slot.kind,
      slot.dossier,
      slot.act,
    ]),
  );
}

interface DraftRow {
  readonly kind: string;
  readonly dossier: string | null;
  readonly act: string;
  readonly body: DraftBody;
  readonly updated_at: Date;
}

function toDraft(row: DraftRow): Draft {
  return { kind: row.kind, dossier: row.dossier, act: row.act, body: row.body, updatedAt: asInstant(row.updated_at) };
}

function requireSlot(slot: DraftSlot): void {
  if (slot.dossier !== null && !isUuid(slot.dossier)) throw new AppError('dossier.not_found', 'not_found');
}

function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\u{fffd}');
}
