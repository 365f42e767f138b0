/** From what was asked and read to a decision. */
import { bulkBody } from '../dossier/bulk.ts';
import { findAct } from '../dossier/common-acts.ts';
import { isConfirmed } from '../dossier/confirmation.ts';
import type { LinkedDossier, LinkedView } from '../dossier/context.ts';
import { type Decision, type Desk, decide, needsHistory, SYSTEM_STANDING } from '../dossier/decide.ts';
import type { AnyKind } from '../dossier/kind.ts';
import { isRefusal, refuse } from '../dossier/refusal.ts';
import type { Act, Dossier } from '../dossier/words.ts';
import { AppError } from '../kernel/errors.ts';
import { asDossierId, type DossierId, newId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { asInstant, toMillis } from '../kernel/time.ts';
import { type ChainHead, newChain, type ProvenSignature } from './change.ts';
import type { Command } from './command.ts';
import { refuseUnwitnessed, refuseUnwitnessedSilence } from './confirm.ts';
import { identify, type Queryable } from './database.ts';
import { readDecidedBy } from './decide-by.ts';
import type { ForAct } from './open-for-act.ts';
import { readHistory, readHistoryOn, readLinked, readLinkedOn } from './read/for-act.ts';
import { orThrow, toRefusalError } from './refusals.ts';
import { fromByteaJson, toDossier } from './rows.ts';
import type { Asker, Store } from './store.ts';

/** A decision, with everything that writing it down needs. */
export interface Writing {
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

/** Decides on what was read; nothing has been written yet. @throws {AppError} refusals with their own code */
export async function prepare(store: Store, on: Queryable, asker: Asker, command: Command, read: ForAct): Promise<Writing> {
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
    texts: desk.texts ?? new Map(),
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
  await on.query(identify(system.identity));
  const history = await readHistoryOn(on, dossier);
  await on.query(identify(asker.identity));
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
