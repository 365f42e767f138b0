/** What an act is decided on, read as whoever performs it. */
import type { Clock } from '../dossier/words.ts';
import { AppError } from '../kernel/errors.ts';
import type { Json } from '../kernel/json.ts';
import { asInstant, toLegalDate } from '../kernel/time.ts';
import type { Command, Performer } from './command.ts';
import { type Queryable, toAppError } from './database.ts';
import type { DossierRow } from './rows.ts';
import { type Asker, askerOn, type Store } from './store.ts';
import { readForActOn, readForActs } from './together.ts';

/** The dossier as it stands, with what else of it, of the day and of an earlier answer an act is decided on. */
export interface ForAct {
  readonly dossier: DossierRow | null;
  readonly clocks: readonly Clock[] | null;
  readonly texts: Readonly<Record<string, Json>> | null;
  readonly organisation: number;
  readonly law: number;
  readonly at: string;
  readonly businessAt: string;
  /** The last act that was more than the record of a silence. */
  readonly spoken: number | null;
  readonly answered: { readonly dossier: string; readonly seq: number; readonly hash: string } | null;
}

const todayGuess = new WeakMap<Store, ReturnType<typeof toLegalDate>>();

/** The day it was when last read; long ago before that. The keys that may read are those of the day. */
export function guessToday(store: Store) {
  return todayGuess.get(store) ?? toLegalDate(asInstant(0));
}

function noteToday(store: Store, today: ReturnType<typeof toLegalDate>): void {
  todayGuess.set(store, today);
}

/** Reads it on a connection of the pool, with others that are asked for at the same time, or on one that is held. @throws {AppError} */
export async function readForAct(store: Store, on: Queryable, asker: Asker, command: Command): Promise<ForAct> {
  const { identity } = asker;
  const asked = { identity, dossier: command.dossier ?? null, idempotencyKey: command.idempotencyKey ?? null };
  const reading = on === store.pool ? readForActs<ForAct>(store.pool, asked) : readForActOn<ForAct>(on, asked);
  const read = await reading.catch((error: unknown) => {
    throw toAppError(error);
  });
  if (!read) throw new AppError('store.unavailable', 'unavailable');
  return read;
}

/** What the act is decided on, read with the standing, organisation and law of the very day. */
export async function readFresh(
  store: Store,
  performer: Performer,
  command: Command,
): Promise<{ readonly asker: Asker; readonly read: ForAct }> {
  const reference = await store.reference.current(store.tenant);
  // The keys that may read are those of the day; the day is known from the same query, so a first guess is made and corrected.
  let asker = askerOn(store, performer.person, guessToday(store), reference);
  let read = await readForAct(store, store.pool, asker, command);
  const today = toLegalDate(asInstant(read.businessAt));
  const fresh = await store.reference.atLeast(store.tenant, { organisation: read.organisation, law: read.law });
  if (fresh !== reference || today !== asker.today) {
    asker = askerOn(store, performer.person, today, fresh);
    noteToday(store, today);
    read = await readForAct(store, store.pool, asker, command);
  }
  return { asker, read };
}
