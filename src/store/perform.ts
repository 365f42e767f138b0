/** The write door. Web form, API, job, import and command line all come through here; the database refuses everything else. */
import { findAct } from '../dossier/common-acts.ts';
import type { Clock } from '../dossier/words.ts';
import { AppError } from '../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid } from '../kernel/ids.ts';
import { type Proven, proveSignature } from './accounts/signing.ts';
import { type Command, type Foreseen, type Performed, type Performer, requestHash } from './command.ts';
import { confirm } from './confirm.ts';
import { toAppError, writeAs } from './database.ts';
import { lapseInTurn, overdue } from './lapses.ts';
import { type ForAct, readForAct, readFresh } from './open-for-act.ts';
import { prepare, type Writing } from './prepare.ts';
import { soleKeyTaken } from './read/sole-key.ts';
import { repeatAnswer } from './repeat-answer.ts';
import type { Asker, Store } from './store.ts';
import { amongOthers } from './together.ts';
import { append, write } from './write.ts';

const MOVED = new Set(['KT001', 'KT002', '23505', '40001', '40P01']);
/** So often a writing is tried without holding anybody up, then so often under a lock of the dossier. */
const OPEN_ATTEMPTS = 2;
const LOCKED_ATTEMPTS = 3;

/**
 * Performs one act: settles what is past due, decides, writes. Gives the receipt.
 * @throws {AppError} refusals with their own code; `dossier.not_found` for what the performer may not see; `dossier.moved`
 */
export async function perform(store: Store, performer: Performer, command: Command): Promise<Performed> {
  const { watch } = store;
  if (!watch) return performNow(store, performer, command);
  const trace: Trace = {};
  const began = performance.now();
  const tell = (outcome: string): void => {
    const kind = store.registry.find(trace.kind ?? command.kind ?? '');
    const act = kind && findAct(kind, command.act) ? command.act : 'unknown';
    watch.performed({ kind: kind?.name ?? 'unknown', act, outcome, seconds: (performance.now() - began) / 1000 });
  };
  try {
    const done = await performNow(store, performer, command, trace);
    tell(done.repeated ? 'repeated' : 'done');
    return done;
  } catch (error) {
    tell(error instanceof AppError ? error.category : 'fault');
    throw error;
  }
}

/** What an act turned out to be about, known before it ends. */
interface Trace {
  kind?: string;
  /** Judged once: however often a writing is tried again, a password is not worked through twice. */
  signature?: Proven;
}

async function performNow(store: Store, performer: Performer, command: Command, trace: Trace = {}): Promise<Performed> {
  if (command.dossier !== undefined && !isUuid(command.dossier)) throw new AppError('dossier.not_found', 'not_found');
  let lastFault: unknown;
  for (let attempt = 1; attempt <= OPEN_ATTEMPTS + LOCKED_ATTEMPTS; attempt++) {
    try {
      return await amongOthers(store.pool, () => attemptOnce(store, performer, command, attempt > OPEN_ATTEMPTS, trace));
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code === 'KT006') throw await soleKeyTaken(store, performer.person, error);
      if (!MOVED.has(code)) throw toAppError(error);
      lastFault = error;
      store.watch?.retried();
    }
  }
  throw new AppError('dossier.busy', 'conflict', { cause: lastFault });
}

/**
 * Decides one act as {@link perform} would and writes nothing of it; clocks past due are settled first, as they would be. No signature is looked at.
 * @throws {AppError} what perform would refuse with
 */
export async function foresee(store: Store, performer: Performer, command: Command): Promise<Foreseen> {
  const { asker, read } = await readFresh(store, performer, command);
  const repeated = await answerRepeated(store, command, read);
  if (repeated) return { seq: repeated.seq, head: null, at: repeated.at };
  if (command.dossier !== undefined && read.dossier === null) throw new AppError('dossier.not_found', 'not_found');
  const settled = (await settleDue(store, read)) ? await readForAct(store, store.pool, asker, command) : read;
  const { before, decision, isSigned, chain } = await prepare(store, store.pool, asker, command, settled);
  return { seq: before?.seq ?? 0, decision, isSigned, head: chain.head, at: decision.changes[0].act.at };
}

async function attemptOnce(
  store: Store,
  performer: Performer,
  command: Command,
  lock: boolean,
  trace: Trace,
): Promise<Performed> {
  const { asker, read: first } = await readFresh(store, performer, command);
  if (first.dossier) trace.kind = first.dossier.kind;
  let read = first;
  const repeated = await answerRepeated(store, command, read);
  if (repeated) return repeated;
  if (command.dossier !== undefined && read.dossier === null) throw new AppError('dossier.not_found', 'not_found');
  if (command.act !== 'lapse' && (await settleDue(store, read))) read = await readForAct(store, store.pool, asker, command);
  if (lock && read.dossier) return writeLocked(store, asker, command, read, trace);

  const prepareSigned = async () => confirmed(store, asker, await prepare(store, store.pool, asker, command, read), trace);
  const prepared = await prepareSigned().catch(async (refused: unknown) => {
    // What was looked at beside the dossier, or the challenge that was answered, may already have led to the first answer to this very request.
    const later = command.idempotencyKey === undefined ? undefined : await readForAct(store, store.pool, asker, command);
    if (later?.answered) throw Object.assign(new Error('answered meanwhile'), { code: 'KT001' });
    throw refused;
  });
  return write(store, asker, prepared);
}

/** Reads again and decides while nobody else can move the dossier, on one connection: waiting for a second could wait for ever. */
async function writeLocked(store: Store, asker: Asker, command: Command, seen: ForAct, trace: Trace): Promise<Performed> {
  // A signature that will not hold is not worth a lock, and judging one asks for connections of its own.
  if (command.signature) trace.signature ??= await proveSignature(store, asker.identity, command.signature);
  return writeAs(store.pool, asker.identity, async (client) => {
    await client.query('select app.lock_dossier($1)', [command.dossier]);
    const read = await readForAct(store, client, asker, command);
    if (read.answered || read.organisation !== seen.organisation || read.law !== seen.law || overdue(store, read).length > 0) {
      throw Object.assign(new Error('moved while waiting'), { code: 'KT001' });
    }
    if (read.dossier === null) throw new AppError('dossier.not_found', 'not_found');
    const prepared = await prepare(store, client, asker, command, read);
    return append(store, client, await confirmed(store, asker, prepared, trace));
  });
}

/** The same writing with the signature of whoever performs it, where there must be one. */
async function confirmed(store: Store, asker: Asker, w: Writing, trace: Trace): Promise<Writing> {
  const toConfirm = { main: w.decision.changes[0], isSigned: w.isSigned, head: w.chain.head, given: w.command.signature };
  const signature = await confirm(store, asker.identity, toConfirm, trace);
  return signature ? { ...w, signature } : w;
}

async function answerRepeated(store: Store, command: Command, read: ForAct): Promise<Performed | undefined> {
  const { answered } = read;
  if (!answered) return undefined;
  if (answered.hash !== requestHash(command)) throw new AppError('idempotency.other_request', 'conflict');
  return repeatAnswer(store, { dossier: asDossierId(answered.dossier), seq: answered.seq });
}

/** Settles every clock of the dossier that is past due, as the system. Tells whether anything was written. */
async function settleDue(store: Store, read: ForAct): Promise<boolean> {
  const due = overdue(store, read);
  if (!read.dossier || due.length === 0) return false;
  await settleLapses(store, asDossierId(read.dossier.id), due);
  return true;
}

/** Writes the lapses of these clocks and of the escalations they start. Doing it twice, late or from two workers changes nothing. */
export function settleLapses(store: Store, dossier: DossierId, first: readonly Clock[]): Promise<number> {
  return lapseInTurn(store, dossier, first, (command) => perform(store, { person: null }, command));
}
