/** Rows worked out from a file, put on record as acts of bounded size on one dossier. */
import type { TakesRows } from '../dossier/kind.ts';
import type { RowOp } from '../dossier/table.ts';
import { AppError } from '../kernel/errors.ts';
import type { DossierId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { splitIntoSheets } from '../organisation/register/batches.ts';
import type { Performer } from './command.ts';
import { perform } from './perform.ts';
import { readDossier } from './read/dossier.ts';
import { findByDocumentNumber } from './read/roster.ts';
import { type Asker, askAs, type Store } from './store.ts';

/** What is put on record. */
export interface RowsOrder {
  /** What the decision says of itself, said once. */
  readonly heading: {
    readonly decisionNumber: string;
    readonly title: string;
    readonly date: string;
    readonly effectiveOn: string;
    readonly signer?: string;
  };
  readonly ops: readonly RowOp[];
  /** The epoch of the organisation the operations were worked out against. */
  readonly epoch: number;
  /** The file they come from, already in the store. */
  readonly source?: { readonly hash: string; readonly name: string; readonly size: number; readonly type: string };
  /** The same key writes once. */
  readonly key: string;
}

/** The receipt of rows put on record. */
export interface RowsTaken {
  readonly kind: string;
  readonly dossier: DossierId;
  readonly number?: string;
  readonly rows: number;
  readonly acts: number;
  /** True when the same order had been taken before. */
  readonly repeated: boolean;
}

interface Taker extends TakesRows {
  readonly kind: string;
}

/**
 * Puts rows on record in order: one act that begins, one for each part, one that finishes. Each part is refused when somebody else
 * has changed the organisation since the rows were worked out; what is on record by then stays, and the same decision number
 * goes on where it stopped.
 * @throws {register.nobody_takes} no kind takes rows of these tables
 */
export async function takeRows(store: Store, performer: Performer, order: RowsOrder): Promise<RowsTaken> {
  const taker = findTaker(store, order.ops);
  const asker = await askAs(store, performer.person);
  const open = await findBegun(store, asker, taker, order);
  const begun = open ? undefined : await begin(store, performer, taker, order);
  const dossier = open ?? begun?.dossier;
  if (dossier === undefined) throw new AppError('register.nobody_takes', 'internal');
  const receipt = { kind: taker.kind, dossier, ...(begun?.number === undefined ? {} : { number: begun.number }) };
  if (begun?.repeated) return { ...receipt, rows: 0, acts: 0, repeated: true };
  const parts = splitIntoSheets(order.ops);
  for (const [n, { groups }] of parts.entries()) {
    await perform(store, performer, {
      dossier,
      act: taker.part,
      // Every part moves the epoch by one: what comes between is not ours.
      body: { epoch: order.epoch + n, groups: groups as unknown as Json },
      idempotencyKey: `${order.key}/${n + 1}`,
    });
  }
  const done = await perform(store, performer, { dossier, act: taker.finish, body: {}, idempotencyKey: `${order.key}/end` });
  return {
    ...receipt,
    ...(done.number === undefined ? {} : { number: done.number }),
    rows: order.ops.length,
    acts: parts.length + (begun ? 2 : 1),
    repeated: false,
  };
}

function findTaker(store: Store, ops: readonly RowOp[]): Taker {
  const tables = new Set(ops.map((op) => op.table));
  for (const { kind } of store.registry.all) {
    if (kind.takesRows && [...tables].every((table) => kind.takesRows?.tables.includes(table)))
      return { ...kind.takesRows, kind: kind.name };
  }
  throw new AppError('register.nobody_takes', 'internal');
}

function begin(store: Store, performer: Performer, taker: Taker, order: RowsOrder) {
  const body = { ...order.heading, expected: order.ops.length, ...(order.source ? { source: order.source } : {}) };
  return perform(store, performer, { kind: taker.kind, act: taker.begin, body, idempotencyKey: order.key });
}

/** An import of this decision that stopped half-way and takes effect on the same day. */
async function findBegun(store: Store, asker: Asker, taker: Taker, order: RowsOrder): Promise<DossierId | undefined> {
  const { decisionNumber, effectiveOn } = order.heading;
  const found = await findByDocumentNumber(store, asker, { kind: taker.kind, stage: taker.during, number: decisionNumber });
  for (const id of found) {
    const { dossier, kind } = await readDossier(store, asker, id);
    const said = kind.exports?.(dossier.state, dossier) as { readonly effectiveOn?: string } | undefined;
    if (said?.effectiveOn === effectiveOn) return id;
  }
  return undefined;
}
