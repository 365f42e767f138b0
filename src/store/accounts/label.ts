/** Labels: words a person or the staff of a unit puts on dossiers for its own work. Nobody else sees them; they are no part of the record. */
import { key } from '../../dossier/keys.ts';
import { AppError } from '../../kernel/errors.ts';
import type { DossierId, PersonId, UnitId } from '../../kernel/ids.ts';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
import { cleanInput } from '../../kernel/text.ts';
import { type Identity, readAs, writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** The longest label. */
export const LABEL_LENGTH = 40;

/** Who works with a label: oneself, or the staff of a unit one belongs to. */
export type LabelOwner = { readonly person: PersonId } | { readonly unit: UnitId };

/**
 * Puts a label on dossiers and gives on how many it now is. Doing it twice changes nothing; restricted dossiers bear none.
 * @throws {label.bad_request} no word, or too long a one
 * @throws {document.secret} the word is a secrecy marking
 */
export async function putLabel(
  store: Store,
  identity: Identity,
  owner: LabelOwner,
  word: string,
  dossiers: readonly DossierId[],
): Promise<number> {
  const label = toLabel(word);
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query<{ n: number }>(
      `with chosen as (select d.id from app.dossier d where d.id = any ($3::uuid[]) and not d.restricted),
       put as (insert into app.dossier_label (tenant, owner, label, dossier, person)
         select app.current_tenant(), $1, $2, c.id, app.current_person() from chosen c on conflict do nothing)
       select count(*)::int as n from chosen`,
      [keyOf(owner), label, dossiers],
    );
    return result.rows[0]?.n ?? 0;
  });
}

/** Takes a label off dossiers and gives off how many. */
export async function takeLabel(
  store: Store,
  identity: Identity,
  owner: LabelOwner,
  word: string,
  dossiers: readonly DossierId[],
): Promise<number> {
  const label = toLabel(word);
  return writeAs(store.pool, identity, async (client) => {
    const result = await client.query(
      'delete from app.dossier_label where owner = $1 and label = $2 and dossier = any ($3::uuid[])',
      [keyOf(owner), label, dossiers],
    );
    return result.rowCount ?? 0;
  });
}

/** The labels somebody works with, alone or with the own unit, by name. */
export async function listLabels(store: Store, identity: Identity): Promise<readonly string[]> {
  return readAs(store.pool, identity, async (client) => {
    const result = await client.query<{ label: string }>(
      'select l.label from app.dossier_label l group by l.label order by l.label collate "vi-x-icu" limit 200',
    );
    return result.rows.map((row) => row.label);
  });
}

function toLabel(word: string): string {
  const label = cleanInput(word, { multiline: false });
  if (label === '' || label.length > LABEL_LENGTH)
    throw new AppError('label.bad_request', 'invalid', { params: { max: LABEL_LENGTH } });
  if (findSecrecyMark(label) !== undefined) throw new AppError('document.secret', 'invalid');
  return label;
}

function keyOf(owner: LabelOwner): string {
  return 'unit' in owner ? key.staff(owner.unit) : key.person(owner.person);
}
