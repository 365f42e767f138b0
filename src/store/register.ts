/** A file of registers against the record: looked at first, carried out by a decision afterwards. */
import { z } from 'zod';
import { available } from '../dossier/available.ts';
import { emptyDossier } from '../dossier/fold.ts';
import { AppError } from '../kernel/errors.ts';
import { asDossierId } from '../kernel/ids.ts';
import { canonicalize, type Json, sha256, toHex } from '../kernel/json.ts';
import {
  type GivenSheet,
  onlyKnownCells,
  planRegister,
  type RegisterPlan,
  type RegisterWish,
} from '../organisation/register/index.ts';
import type { Performer } from './command.ts';
import { readContent, takeContent } from './content.ts';
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

/** Sheets the store holds between a preview and its writing, and afterwards beside the decision. */
export interface HeldSheets {
  readonly hash: string;
  readonly size: number;
  readonly type: string;
}

const SHEETS_TYPE = 'application/json';
const heldSheets = z.array(z.strictObject({ name: z.string(), rows: z.array(z.array(z.string())) }));

/** Keeps what of a file is used, once by its hash; columns nobody asked for are not kept. */
export async function holdSheets(store: Store, asker: Asker, sheets: readonly GivenSheet[]): Promise<HeldSheets> {
  return takeContent(store, asker, Buffer.from(JSON.stringify(onlyKnownCells(sheets))), SHEETS_TYPE);
}

/** The sheets held under a hash, for whoever brought them. @throws {content.not_found} */
export async function readHeldSheets(store: Store, asker: Asker, hash: string): Promise<readonly GivenSheet[]> {
  const { bytes, type } = await readContent(store, asker, hash);
  const read = type === SHEETS_TYPE ? heldSheets.safeParse(JSON.parse(bytes.toString('utf8'))) : undefined;
  if (!read?.success) throw new AppError('content.not_found', 'not_found');
  return read.data;
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

const NOBODY = asDossierId('00000000-0000-0000-0000-000000000000');

/** True for whoever may begin bringing registers in. */
export function mayBringRegisters(store: Store, asker: Asker): boolean {
  return store.registry.all.some(
    ({ kind }) =>
      kind.takesRows !== undefined &&
      available(kind, emptyDossier(kind, NOBODY), asker.standing).some((offered) => offered.act === kind.takesRows?.begin),
  );
}
