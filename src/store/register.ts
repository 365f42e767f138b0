/** A file of registers against the record: looked at first, carried out by a decision afterwards. */
import { AppError } from '../kernel/errors.ts';
import { canonicalize, type Json, sha256, toHex } from '../kernel/json.ts';
import { type GivenSheet, planRegister, type RegisterPlan, type RegisterWish } from '../organisation/register/index.ts';
import type { Performer } from './perform.ts';
import { readRegister } from './read/roster.ts';
import { type Asker, askAs, type Store } from './store.ts';
import { type RowsOrder, type RowsTaken, takeRows } from './take-rows.ts';

/** What a file would change, and a digest by which the same answer is known again. */
export interface RegisterPreview {
  readonly plan: RegisterPlan;
  readonly epoch: number;
  readonly digest: string;
}

/** Works out what a file would change. Writes nothing. */
export async function previewRegister(
  store: Store,
  asker: Asker,
  sheets: readonly GivenSheet[],
  wish: RegisterWish,
): Promise<RegisterPreview> {
  const { rows, epoch } = await readRegister(store, asker);
  const plan = planRegister(sheets, rows, wish);
  return { plan, epoch, digest: toHex(sha256(canonicalize(plan.ops as unknown as Json))) };
}

/** What is to be carried out. */
export interface RegisterOrder {
  readonly sheets: readonly GivenSheet[];
  readonly heading: RowsOrder['heading'];
  readonly wish: RegisterWish;
  readonly source?: RowsOrder['source'];
  readonly key: string;
  /** The digest of the preview that was agreed to; absent: whatever the file means now. */
  readonly agreed?: string;
}

/** What became of it: nothing to change, or the decision that changed it. */
export type RegisterOutcome = { readonly preview: RegisterPreview; readonly taken?: RowsTaken };

/**
 * Carries a file out. Without a change nothing is written.
 * @throws {register.problems} the file has problems @throws {register.moved} it would now do something else than what was agreed to
 */
export async function carryOutRegister(store: Store, performer: Performer, order: RegisterOrder): Promise<RegisterOutcome> {
  const preview = await previewRegister(store, await askAs(store, performer.person), order.sheets, order.wish);
  const { plan, epoch, digest } = preview;
  if (plan.problems.length > 0) throw new AppError('register.problems', 'invalid', { params: { count: plan.problems.length } });
  if (order.agreed !== undefined && order.agreed !== digest) throw new AppError('register.moved', 'conflict');
  if (plan.ops.length === 0) return { preview };
  const { heading, source, key } = order;
  const taken = await takeRows(store, performer, { heading, ops: plan.ops, epoch, key, ...(source ? { source } : {}) });
  return { preview, taken };
}
