/** The write door. Web form, API, job, import and command line all come through here; the database refuses everything else. */
import type pg from 'pg';
import { bulkBody } from '../dossier/bulk.ts';
import { findAct } from '../dossier/common-acts.ts';
import { isConfirmed } from '../dossier/confirmation.ts';
import type { LinkedDossier, LinkedView } from '../dossier/context.ts';
import {
  type ActRequest,
  type Decided,
  type Decision,
  type Desk,
  decide,
  needsHistory,
  type Registration,
  SYSTEM_STANDING,
} from '../dossier/decide.ts';
import { isEnd } from '../dossier/fold.ts';
import type { AnyKind } from '../dossier/kind.ts';
import { isRefusal, type Refusal, refuse } from '../dossier/refusal.ts';
import type { Act, Clock, Dossier } from '../dossier/words.ts';
import { AppError, type ErrorCategory } from '../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid, newId, type PersonId } from '../kernel/ids.ts';
import { canonicalize, type Json, sha256, toHex } from '../kernel/json.ts';
import { numberOf } from '../kernel/serial.ts';
import { asInstant, type Instant, toLegalDate, toMillis } from '../kernel/time.ts';
import { type Proven, proveSignature, type SignatureGiven } from './accounts/signing.ts';
import { type ChainHead, newChain, type ProvenSignature, toChange } from './change.ts';
import { confirm, refuseUnwitnessed, refuseUnwitnessedSilence } from './confirm.ts';
import { connect, joinKeys, toAppError } from './database.ts';
import { readDecidedBy } from './decide-by.ts';
import type { KeyProof } from './device-key.ts';
import { type SignedReceipt, signReceipt } from './ledger/receipts.ts';
import { readHistory, readHistoryOn, readLinked, readLinkedOn } from './read/for-act.ts';
import { soleKeyTaken } from './read/sole-key.ts';
import { repeatAnswer } from './repeat-answer.ts';
import { type DossierRow, fromByteaJson, toDossier } from './rows.ts';
import { type Asker, askerOn, type Store } from './store.ts';
import { appendAlone, appendTogether, readForActOn, readForActs } from './together.ts';

type Queryable = Pick<pg.Pool, 'query'>;

/** Who performs; `null` is the system. */
export interface Performer {
  readonly person: PersonId | null;
}

/** What is asked of the write door. */
export interface Command extends ActRequest {
  /** The dossier acted on; absent: a new one of `kind`. */
  readonly dossier?: DossierId;
  readonly kind?: string;
  /** The sequence the asker saw; the act is refused if the dossier has moved since. */
  readonly expectedSeq?: number;
  readonly idempotencyKey?: string;
  /** True for one of many: the dossier itself answers for some fields, and only an act declared for it is let through. */
  readonly bulk?: boolean;
  /** The answer by which whoever performs it confirms an act declared to be signed. */
  readonly signature?: SignatureGiven;
  /** What an act that enrols or removes a key comes with. */
  readonly onKey?: KeyProof;
  /** The follow-up this act carries out. */
  readonly followUp?: { readonly dossier: DossierId; readonly seq: number; readonly n: number };
}

/** The receipt of a write. */
export interface Performed {
  readonly dossier: DossierId;
  readonly kind: string;
  readonly seq: number;
  readonly number?: string;
  readonly receipt: string;
  readonly stage: string;
  readonly at: Instant;
  readonly businessAt: Instant;
  /** The hash of its leaf, by which the log knows it. */
  readonly leafHash: string;
  /** The promise that the leaf will stand in the log; absent for the system, and where there are no keys. */
  readonly signedReceipt?: SignedReceipt;
  readonly opened: readonly {
    readonly dossier: DossierId;
    readonly kind: string;
    readonly number?: string;
    readonly receipt: string;
  }[];
  /** True when the same request had been answered before. */
  readonly repeated: boolean;
}

interface ForAct {
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

const MOVED = new Set(['KT001', 'KT002', '23505', '40001', '40P01']);
/** So often a writing is tried without holding anybody up, then so often under a lock of the dossier. */
const OPEN_ATTEMPTS = 2;
const LOCKED_ATTEMPTS = 3;
/** More lapses than this in one dossier at once means a fault, not a late job. */
const SETTLE_LIMIT = 200;

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
      return await attemptOnce(store, performer, command, attempt > OPEN_ATTEMPTS, trace);
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

/** What an act would come to, without a word of it written. */
export interface Foreseen {
  /** The sequence it was decided on. */
  readonly seq: number;
  /** Absent where the same request was answered before. */
  readonly decision?: Decision;
  /** True: it would have to be confirmed in person. */
  readonly isSigned?: boolean;
  /** The leaf it would follow; null for a new dossier. */
  readonly head: Uint8Array | null;
  /** When it was decided, real time. */
  readonly at: Instant;
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
  const settled = (await settle(store, read)) ? await readForAct(store, store.pool, asker, command) : read;
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
  if (command.act !== 'lapse' && (await settle(store, read))) read = await readForAct(store, store.pool, asker, command);
  if (lock && read.dossier) return writeLocked(store, asker, command, read, trace);

  const prepareSigned = async () => confirmed(store, asker, await prepare(store, store.pool, asker, command, read), trace);
  const prepared = await prepareSigned().catch(async (refused: unknown) => {
    // What was looked at beside the dossier, or the challenge that was answered, may already have led to the first answer to this very request.
    const later = command.idempotencyKey === undefined ? undefined : await readForAct(store, store.pool, asker, command);
    if (later?.answered) throw Object.assign(new Error('answered meanwhile'), { code: 'KT001' });
    throw refused;
  });
  if (prepared.decision.registrations.length > 0) {
    return inTransaction(store, asker, (client) => append(store, client, prepared));
  }
  const changes = toChanges(prepared.decision, prepared);
  const asked = { identity: asker.identity, document: JSON.stringify(documentOf(prepared, changes)) };
  await (isOnItsOwn(changes) ? appendAlone(store.pool, asked) : appendTogether(store.pool, asked));
  return performedFrom(store, changes, prepared.decision);
}

/** What the act is decided on, read with the standing, organisation and law of the very day. */
async function readFresh(
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

/** Reads again and decides while nobody else can move the dossier, on one connection: waiting for a second could wait for ever. */
async function writeLocked(store: Store, asker: Asker, command: Command, seen: ForAct, trace: Trace): Promise<Performed> {
  // A signature that will not hold is not worth a lock, and judging one asks for connections of its own.
  if (command.signature) trace.signature ??= await proveSignature(store, asker.identity, command.signature);
  return inTransaction(store, asker, async (client) => {
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

/** Decides on what was read; nothing has been written yet. */
async function prepare(store: Store, on: Queryable, asker: Asker, command: Command, read: ForAct): Promise<Writing> {
  const kind = kindOf(store, command, read);
  if (command.act === 'lapse') await refuseUnwitnessedSilence(store, kind, command, read);
  const row = read.dossier;
  const before = row ? toDossier(kind, row, read.clocks ?? []) : undefined;
  if (before) refuseStale(before, command, read);
  const request = before && command.bulk ? inBulk(kind, before, command) : command;
  const desk = await deskFor(store, on, asker, kind, before, request, read);
  const decision = orThrow(decide(kind, before, request, desk));
  const isSigned = asker.identity.person !== null && isConfirmed(kind, decision.changes[0].act, desk.history ?? []);
  if (isSigned) await refuseUnwitnessed(store);
  const chain: ChainHead = row
    ? { receipt: row.receipt, stream: fromByteaJson(row.stream), head: fromByteaJson(row.head) }
    : newChain();
  return {
    command,
    request,
    kind,
    before,
    desk,
    decision,
    isSigned,
    chain,
    texts: new Map(Object.entries(read.texts ?? {})),
    read,
  };
}

function inBulk(kind: AnyKind, before: Dossier, command: Command): Command {
  const spec = findAct(kind, command.act);
  const body = spec ? bulkBody(spec, command.act, before, command.body) : refuse('act.unknown', { act: command.act });
  if (isRefusal(body)) throw toRefusalError(body);
  return { ...command, body };
}

/** A page is out of date when somebody acted since; a silence the system recorded meanwhile takes nothing from what was seen. */
function refuseStale(before: Dossier, command: Command, read: ForAct): void {
  const seen = command.expectedSeq;
  if (seen === undefined || seen === before.seq) return;
  if (seen > before.seq || seen < (read.spoken ?? 0)) {
    throw new AppError('dossier.moved', 'conflict', { params: { seen, now: before.seq } });
  }
}

const todayGuess = new WeakMap<Store, ReturnType<typeof toLegalDate>>();
function guessToday(store: Store) {
  return todayGuess.get(store) ?? toLegalDate(asInstant(0));
}
function noteToday(store: Store, today: ReturnType<typeof toLegalDate>): void {
  todayGuess.set(store, today);
}

async function readForAct(store: Store, on: Queryable, asker: Asker, command: Command): Promise<ForAct> {
  const { identity } = asker;
  const asked = { identity, dossier: command.dossier ?? null, idempotencyKey: command.idempotencyKey ?? null };
  const reading = on === store.pool ? readForActs<ForAct>(store.pool, asked) : readForActOn<ForAct>(on, asked);
  const read = await reading.catch((error: unknown) => {
    throw toAppError(error);
  });
  if (!read) throw new AppError('store.unavailable', 'unavailable');
  return read;
}

function requestHash(command: Command): string {
  return toHex(
    sha256(
      canonicalize({
        kind: command.kind ?? null,
        dossier: command.dossier ?? null,
        act: command.act,
        body: (command.body ?? null) as Json,
      }),
    ),
  );
}

async function answerRepeated(store: Store, command: Command, read: ForAct): Promise<Performed | undefined> {
  const { answered } = read;
  if (!answered) return undefined;
  if (answered.hash !== requestHash(command)) throw new AppError('idempotency.other_request', 'conflict');
  return repeatAnswer(store, { dossier: asDossierId(answered.dossier), seq: answered.seq });
}

/** Settles every clock of the dossier that is past due, as the system, oldest first. Tells whether anything was written. */
async function settle(store: Store, read: ForAct): Promise<boolean> {
  const due = overdue(store, read);
  if (!read.dossier || due.length === 0) return false;
  await settleLapses(store, asDossierId(read.dossier.id), due);
  return true;
}

/** The clocks that ran out before a moment, oldest due first. */
export function pastDue(clocks: readonly Clock[], now: Instant): readonly Clock[] {
  return clocks
    .filter((c) => c.state === 'running' && !c.expected && c.dueAt < now)
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

/** Writes the lapses of these clocks and of the escalations they start. Doing it twice, late or from two workers changes nothing. */
export async function settleLapses(store: Store, dossier: DossierId, first: readonly Clock[]): Promise<number> {
  let due = first;
  /** Those nobody could answer for want of witnesses: they are paused, or run on, and are no silence. */
  const spared = new Set<string>();
  for (let settled = 0; settled < SETTLE_LIMIT; settled++) {
    const clock = due[0];
    if (!clock) return settled;
    const isFull = await perform(store, { person: null }, { dossier, act: 'lapse', body: { clock: clock.id } }).then(
      (done) => {
        store.watch?.lapsed((toMillis(done.businessAt) - toMillis(clock.dueAt)) / 1000);
        return false;
      },
      (error: unknown) => {
        // Another worker was first, or somebody answered in between: the next look decides.
        // A dossier without room for silences can still be ended: its acts say so themselves.
        if (error instanceof AppError && error.code === 'dossier.too_many_acts') return true;
        if (error instanceof AppError && error.code === 'ledger.no_witness') {
          spared.add(clock.id);
          return false;
        }
        if (!(error instanceof AppError) || !['clock.not_running', 'clock.not_due', 'act.stage'].includes(error.code))
          throw error;
        return false;
      },
    );
    if (isFull) return settled;
    due = (await findPastDue(store, dossier)).filter(({ id }) => !spared.has(id));
  }
  throw new AppError('clock.endless_lapses', 'internal', { params: { dossier } });
}

async function findPastDue(store: Store, dossier: DossierId): Promise<readonly Clock[]> {
  const reference = await store.reference.current(store.tenant);
  const system = askerOn(store, null, guessToday(store), reference);
  return overdue(store, await readForAct(store, store.pool, system, { dossier, act: 'lapse', body: {} }));
}

function overdue(store: Store, read: ForAct): readonly Clock[] {
  if (!read.dossier || isEnd(store.registry.byName(read.dossier.kind), read.dossier.stage)) return [];
  return pastDue(read.clocks ?? [], asInstant(read.businessAt));
}

function kindOf(store: Store, command: Command, read: ForAct): AnyKind {
  const name = read.dossier?.kind ?? command.kind;
  const kind = name === undefined ? undefined : store.registry.find(name);
  if (!kind) throw new AppError('kind.unknown', 'not_found');
  return kind;
}

async function deskFor(
  store: Store,
  on: Queryable,
  asker: Asker,
  kind: AnyKind,
  before: Dossier | undefined,
  command: Command,
  read: ForAct,
): Promise<Desk> {
  const spec = findAct(kind, command.act);
  const wanted =
    spec?.reads && typeof command.body === 'object' && command.body !== null ? readsOf(spec.reads, before, command.body) : [];
  const isLocked = on !== store.pool;
  const view: LinkedView =
    wanted.length === 0
      ? new Map<DossierId, LinkedDossier>()
      : await (isLocked ? readLinkedOn(on, store.registry, wanted) : readLinked(store, asker, wanted));
  const history = before && needsHistory(command.act) ? await readWholeHistory(store, on, asker, before.id) : undefined;
  const texts = new Map(Object.entries(read.texts ?? {}));
  return {
    registry: store.registry,
    standing: asker.standing,
    org: asker.org,
    law: asker.law,
    view,
    now: { at: asInstant(read.at), businessAt: asInstant(read.businessAt) },
    newId: () => asDossierId(newId(toMillis(asInstant(read.at)))),
    texts,
    ...(await readDecidedBy(store, on, asker, kind, spec, before, command.body)),
    ...(history ? { history } : {}),
  };
}

/** The fold needs every masked actor, whether or not the asker may see who it was. */
async function readWholeHistory(store: Store, on: Queryable, asker: Asker, dossier: DossierId): Promise<readonly Act[]> {
  const system: Asker = { ...asker, identity: { ...asker.identity, person: null, keys: SYSTEM_STANDING.keys } };
  if (on === store.pool) return readHistory(store, system, dossier);
  await on.query('select app.set_identity($1, $2, $3)', [...identityOf(system)]);
  const history = await readHistoryOn(on, dossier);
  await on.query('select app.set_identity($1, $2, $3)', [...identityOf(asker)]);
  return history;
}

function readsOf(
  reads: (dossier: Dossier, body: never) => readonly string[],
  before: Dossier | undefined,
  body: object,
): readonly string[] {
  try {
    return before
      ? reads(before, body as never).filter((id) => typeof id === 'string')
      : reads({ state: {} } as Dossier, body as never).filter((id) => typeof id === 'string');
  } catch {
    // The body has not been validated yet; what is wrong with it is said by decide.
    return [];
  }
}

interface Writing {
  /** As it was sent: what a repeated request is compared with. */
  readonly command: Command;
  /** As it is decided. */
  readonly request: Command;
  readonly kind: AnyKind;
  readonly before: Dossier | undefined;
  readonly desk: Desk;
  readonly decision: Decision;
  /** Whether whoever performs it confirms it in person. */
  readonly isSigned: boolean;
  readonly chain: ChainHead;
  readonly texts: ReadonlyMap<string, Json>;
  readonly read: ForAct;
  readonly signature?: ProvenSignature;
}

async function inTransaction<T>(store: Store, asker: Asker, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(store.pool);
  try {
    const begun = [client.query('begin'), client.query('select app.set_identity($1, $2, $3)', [...identityOf(asker)])];
    const [done] = await Promise.all([work(client), ...begun]);
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Takes the numbers the decision needs, decides again with them, and writes. */
async function append(store: Store, client: pg.ClientBase, w: Writing): Promise<Performed> {
  const { registrations } = w.decision;
  const numbers = await takeNumbers(client, registrations);
  const decision = registrations.length === 0 ? w.decision : orThrow(decide(w.kind, w.before, w.request, { ...w.desk, numbers }));
  const changes = toChanges(decision, w);
  await client.query('select app.append_act($1)', [JSON.stringify(documentOf(w, changes, registrations))]);
  return performedFrom(store, changes, decision);
}

function identityOf(asker: Asker): readonly [string, string | null, string] {
  return [asker.identity.tenant, asker.identity.person, joinKeys(asker.identity.keys)];
}

/** In the order of their names, so that two acts that take from the same series never wait for each other both ways. */
async function takeNumbers(
  client: pg.ClientBase,
  registrations: readonly Registration[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const numbers = new Map<string, readonly string[]>();
  for (const series of [...new Set(registrations.map((r) => r.series))].sort()) {
    const asked = registrations.filter((r) => r.series === series);
    const result = await client.query<{ taken: number }>('select app.take_numbers($1, $2, $3) as taken', [
      series,
      asked.length,
      asked[0]?.first ?? 1,
    ]);
    const taken = result.rows[0]?.taken ?? 0;
    numbers.set(
      series,
      asked.map((_, i) => numberOf(series, taken + i)),
    );
  }
  return numbers;
}

type Change = ReturnType<typeof toChange>;

/**
 * What opens other dossiers is judged by the transaction that wrote its cause, and what changes organisation or law makes all others wait:
 * neither shares a transaction.
 */
function isOnItsOwn(changes: readonly Change[]): boolean {
  return changes.length > 1 || changes.some(({ rows }) => rows.length > 0);
}

function toChanges(decision: Decision, w: Writing): readonly Change[] {
  return decision.changes.map((decided, i) =>
    i === 0
      ? toChange(decided, w.chain, w.texts, { signature: w.signature, ...w.command.onKey })
      : toChange(decided, newChain(), new Map()),
  );
}

function documentOf(w: Writing, changes: readonly Change[], registrations: readonly Registration[] = []) {
  const keepers = registrations.flatMap((r) => r.keeper ?? []);
  return {
    organisation: w.read.organisation,
    law: w.read.law,
    changes,
    ...(keepers.length === 0 ? {} : { keepers }),
    ...(w.command.idempotencyKey === undefined
      ? {}
      : { idempotency: { key: w.command.idempotencyKey, hash: requestHash(w.command) } }),
    ...(w.command.followUp ? { followUp: w.command.followUp } : {}),
  };
}

const isOpenedUnseen = (change: Decided | undefined): boolean => change?.kind.restricted === true && change.act.actor === null;

function performedFrom(store: Store, changes: readonly Change[], decision: Decision): Performed {
  const [main] = changes;
  // What the system opens closed to most is nobody's to learn of by an answer: whoever may read it finds it.
  const opened = changes.filter((_, n) => n > 0 && !isOpenedUnseen(decision.changes[n]));
  const act: Act = decision.changes[0].act;
  if (!main) throw new AppError('store.unavailable', 'internal');
  const { leafHash } = main.act;
  const signedReceipt = act.actor === null ? undefined : signReceipt(store, { leafHash, at: act.at });
  return {
    dossier: main.dossier.id,
    kind: main.dossier.kind,
    seq: act.seq,
    ...(main.dossier.number === null ? {} : { number: main.dossier.number }),
    receipt: main.dossier.receipt,
    stage: main.dossier.stage,
    at: act.at,
    businessAt: act.businessAt,
    leafHash,
    ...(signedReceipt ? { signedReceipt } : {}),
    opened: opened.map((c) => ({
      dossier: c.dossier.id,
      kind: c.dossier.kind,
      receipt: c.dossier.receipt,
      ...(c.dossier.number === null ? {} : { number: c.dossier.number }),
    })),
    repeated: false,
  };
}

const CATEGORY: Readonly<Record<string, ErrorCategory>> = {
  'act.invalid': 'invalid',
  'act.unknown': 'not_found',
  'act.stage': 'conflict',
  'act.capacity': 'forbidden',
  'dossier.not_found': 'not_found',
  'dossier.too_many_acts': 'limited',
  'dossier.state_too_large': 'limited',
};

function orThrow(outcome: Decision | Refusal): Decision {
  if (!isRefusal(outcome)) return outcome;
  throw toRefusalError(outcome);
}

function toRefusalError(refusal: Refusal): AppError {
  return new AppError(refusal.code, CATEGORY[refusal.code] ?? 'precondition', {
    ...(refusal.params ? { params: refusal.params } : {}),
    ...(refusal.fields ? { fields: refusal.fields } : {}),
  });
}
