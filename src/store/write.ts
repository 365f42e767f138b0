/** From a decision to the record. */
import type pg from 'pg';
import { type Decided, type Decision, decide, type Registration } from '../dossier/decide.ts';
import type { Act } from '../dossier/words.ts';
import { AppError } from '../kernel/errors.ts';
import { numberOf } from '../kernel/serial.ts';
import { newChain, toChange } from './change.ts';
import { type Performed, requestHash } from './command.ts';
import { writeAs } from './database.ts';
import { signReceipt } from './ledger/receipts.ts';
import type { Writing } from './prepare.ts';
import { orThrow } from './refusals.ts';
import type { Asker, Store } from './store.ts';
import { appendAlone, appendTogether } from './together.ts';

/** Writes a decision down and gives its receipt: with others that act at the same time where it may, alone where it must. @throws what the database said */
export async function write(store: Store, asker: Asker, w: Writing): Promise<Performed> {
  if (w.decision.registrations.length > 0) return writeAs(store.pool, asker.identity, (client) => append(store, client, w));
  const changes = toChanges(w.decision, w);
  const asked = { identity: asker.identity, document: JSON.stringify(documentOf(w, changes)) };
  await (isOnItsOwn(changes) ? appendAlone(store.pool, asked) : appendTogether(store.pool, asked));
  return performedFrom(store, changes, w.decision);
}

/** Takes the numbers the decision needs, decides again with them, and writes, on a connection that is held. @throws what the database said */
export async function append(store: Store, client: pg.ClientBase, w: Writing): Promise<Performed> {
  const { registrations } = w.decision;
  const numbers = await takeNumbers(client, registrations);
  const decision = registrations.length === 0 ? w.decision : orThrow(decide(w.kind, w.before, w.request, { ...w.desk, numbers }));
  const changes = toChanges(decision, w);
  await client.query('select app.append_act($1)', [JSON.stringify(documentOf(w, changes, registrations))]);
  return performedFrom(store, changes, decision);
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
