/** The one door to restricted dossiers: a reading is noted in the transaction that reads, and nothing is given before it is on record. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { AnyKind } from '../../dossier/kind.ts';
import { isStatedPurpose, PURPOSE_WORDS, type ReadWhat, type StatedPurpose } from '../../dossier/reading.ts';
import { AppError } from '../../kernel/errors.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { cleanInput } from '../../kernel/text.ts';
import { newSalt } from '../../ledger/leaf.ts';
import { writeAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';

/** What for, as whoever reads states it. */
export interface Purpose {
  readonly code: StatedPurpose;
  readonly words: string;
}

/** How a dossier is looked at. It matters for restricted ones alone. */
export interface Reading {
  readonly what: ReadWhat;
  /** Stated with the question itself; else an evident or a remembered one counts. */
  readonly purpose?: Purpose;
  /** True: it is read to carry out an act, which is on record itself. */
  readonly acting?: boolean;
}

/** A dossier that may be restricted: what of it must be known before it is read. */
export interface Closed {
  readonly id: DossierId;
  readonly kind: AnyKind;
}

type Outcome = 'hidden' | 'own' | 'unasked' | 'noted';

/**
 * Reads a restricted dossier after noting who reads, by which key and what for. A process of the installation itself leaves no trace: it is nobody.
 * @throws {dossier.not_found} nothing was noted
 * @throws {reading.purpose_needed} nothing was noted and nothing read
 */
export async function readClosed<T>(
  store: Store,
  asker: Asker,
  closed: Closed,
  reading: Reading,
  read: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return writeAs(store.pool, asker.identity, async (client) => {
    const noted = asker.identity.person === null ? 'own' : await noteReading(client, asker, closed, reading);
    if (noted === 'hidden') throw new AppError('dossier.not_found', 'not_found');
    if (noted === 'unasked')
      throw new AppError('reading.purpose_needed', 'precondition', { params: { dossier: closed.id, kind: closed.kind.name } });
    return read(client);
  });
}

async function noteReading(client: pg.PoolClient, asker: Asker, { id, kind }: Closed, reading: Reading): Promise<Outcome> {
  const posts = asker.standing.capacities.flatMap((c) => (c.post === null ? [] : [[c.key, c.post] as const]));
  const hold = kind.readings;
  const note = {
    dossier: id,
    id: randomUUID(),
    what: reading.what,
    acting: reading.acting === true,
    purpose: reading.purpose?.code ?? null,
    words: reading.purpose?.words ?? '',
    posts: Object.fromEntries(posts),
    roles: kind.personal?.roles ?? [],
    held: hold !== undefined && 'until' in hold,
    days: hold !== undefined && 'days' in hold ? Number(asker.law.value(hold.days).value) : null,
    salt: newSalt(),
    subjectSalt: newSalt(),
  };
  const result = await client.query<{ outcome: Outcome }>('select app.note_reading($1) as outcome', [JSON.stringify(note)]);
  return result.rows[0]?.outcome ?? 'hidden';
}

/** A purpose as it was sent. @throws {reading.purpose_unknown} {reading.purpose_words} `other` without own words, or too many of them */
export function readPurpose(code: string, words: string): Purpose {
  if (!isStatedPurpose(code)) throw new AppError('reading.purpose_unknown', 'invalid');
  const said = cleanInput(words, { multiline: false });
  if (said.length > PURPOSE_WORDS || (code === 'other' && said.length < 5))
    throw new AppError('reading.purpose_words', 'invalid', { params: { max: PURPOSE_WORDS } });
  return { code, words: said };
}

/** Remembers for eight hours what the asker reads a restricted dossier for. @throws {dossier.not_found} */
export async function statePurpose(store: Store, asker: Asker, dossier: DossierId, { code, words }: Purpose): Promise<void> {
  const known = await writeAs(store.pool, asker.identity, (client) =>
    client.query<{ known: boolean }>('select app.state_purpose($1, $2, $3) as known', [dossier, code, words]),
  );
  if (known.rows[0]?.known !== true) throw new AppError('dossier.not_found', 'not_found');
}
