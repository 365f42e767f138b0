/** An act on many dossiers: each decided alone through the write door, every refusal named, asking twice does once. */
import { BULK_LIMIT } from '../../dossier/bulk.ts';
import type { Key } from '../../dossier/keys.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { type DossierId, isUuid } from '../../kernel/ids.ts';
import { sha256, toHex } from '../../kernel/json.ts';
import type { Command, Performed, Performer } from '../command.ts';
import { foresee, perform } from '../perform.ts';
import type { Store } from '../store.ts';

/** One dossier of a bulk, with the sequence its asker saw. */
export interface BulkItem {
  readonly dossier: DossierId;
  readonly seq?: number;
}

/** What is to be done with each of them. */
export interface BulkRequest {
  readonly act: string;
  /** What was typed once for all. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly items: readonly BulkItem[];
  readonly as?: Key;
}

/** What would become of one dossier. */
export type Foreseen = { readonly dossier: DossierId } & ({ readonly seq: number } | { readonly refused: AppError });

/** What became of one dossier. */
export type BulkOutcome = { readonly dossier: DossierId } & ({ readonly done: Performed } | { readonly refused: AppError });

/**
 * Says for each dossier whether the act would be done, and why not; writes nothing of it.
 * @throws {bulk.too_many} more dossiers than one bulk takes
 */
export async function foreseeBulk(store: Store, performer: Performer, request: BulkRequest): Promise<readonly Foreseen[]> {
  return eachAlone(request.items, async (item): Promise<Foreseen> => {
    const { seq } = await foresee(store, performer, commandFor(request, item));
    return { dossier: item.dossier, seq };
  });
}

/**
 * Does the act on each dossier, one after the other. The same key does each of them once, however often and from wherever it is sent again.
 * @throws {bulk.too_many} more dossiers than one bulk takes
 * @throws {store.unavailable} the database went away: what was done stands, the rest waits to be sent again
 */
export async function performBulk(
  store: Store,
  performer: Performer,
  request: BulkRequest & { readonly key: string },
): Promise<readonly BulkOutcome[]> {
  return eachAlone(request.items, async (item): Promise<BulkOutcome> => {
    const command = { ...commandFor(request, item), idempotencyKey: keyOf(request.key, item.dossier) };
    return { dossier: item.dossier, done: await perform(store, performer, command) };
  });
}

async function eachAlone<T>(
  items: readonly BulkItem[],
  work: (item: BulkItem) => Promise<T>,
): Promise<readonly (T | { readonly dossier: DossierId; readonly refused: AppError })[]> {
  if (items.length === 0 || items.length > BULK_LIMIT) {
    throw new AppError(items.length === 0 ? 'bulk.empty' : 'bulk.too_many', 'invalid', { params: { max: BULK_LIMIT } });
  }
  const outcomes: (T | { readonly dossier: DossierId; readonly refused: AppError })[] = [];
  for (const item of items) {
    try {
      if (!isUuid(item.dossier)) throw new AppError('dossier.not_found', 'not_found');
      outcomes.push(await work(item));
    } catch (error) {
      if (!isAppError(error) || error.category === 'unavailable' || error.category === 'internal') throw error;
      outcomes.push({ dossier: item.dossier, refused: error });
    }
  }
  return outcomes;
}

function commandFor(request: BulkRequest, { dossier, seq }: BulkItem): Command {
  return {
    dossier,
    act: request.act,
    body: request.body,
    bulk: true,
    ...(seq === undefined ? {} : { expectedSeq: seq }),
    ...(request.as === undefined ? {} : { as: request.as }),
  };
}

/** By dossier rather than by place in the list: the same dossier is done once even when the list is sent in another order. */
function keyOf(bulk: string, dossier: DossierId): string {
  return `bulk-${toHex(sha256(`${bulk}\n${dossier}`)).slice(0, 40)}`;
}
