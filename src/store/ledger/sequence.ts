/** The sequencer's round: waiting leaves get their indices, the tree grows, and what it became is signed. One transaction. */

import { key } from '../../dossier/keys.ts';
import { asInstant } from '../../kernel/time.ts';
import type { LogName, Signer } from '../../ledger/signer.ts';
import { type Edge, grow } from '../../ledger/tiles.ts';
import { writeAs } from '../database.ts';
import type { Store } from '../store.ts';

/** Leaves that get their index in one round. */
export const ROUND_LEAVES = 4096;
/** Between two checkpoints of a growing log; a tree that did not grow is not signed again. */
const CHECKPOINT_MILLIS = 900;

/** What a round did. */
export interface Round {
  /** False: another sequencer has the log, or no epoch of it is open. */
  readonly held: boolean;
  readonly sequenced: number;
  readonly size: number;
  /** True when a checkpoint over that size is in place. */
  readonly signed: boolean;
  /** The checkpoint that was signed in this round. */
  readonly note?: string;
}

interface TakenLog {
  readonly epoch: number;
  readonly origin: string;
  readonly size: string;
  readonly now: Date;
  readonly signed_size: string | null;
  readonly signed_at: Date | null;
  readonly edge: Readonly<Record<string, string>> | null;
}

const NOT_HELD: Round = { held: false, sequenced: 0, size: 0, signed: false };

/**
 * One round on one log. Two at once never both give indices: the later leaves with nothing done. Killed at any moment, all of it
 * happened or nothing did.
 * @throws {EdgeProblem} tiles and size of the log do not belong together: nothing is signed over them
 */
export async function sequenceOnce(store: Store, signer: Signer, log: LogName): Promise<Round> {
  const identity = { tenant: store.tenant, person: null, keys: [key.system] };
  return writeAs(store.pool, identity, async (client) => {
    const taken = (await client.query<TakenLog>({ name: 'take_log', text: 'select * from app.take_log($1)', values: [log] }))
      .rows[0];
    if (!taken) return NOT_HELD;
    const size = Number(taken.size);
    const sequenced = await client.query<{ hashes: Buffer | null }>({
      name: 'sequence_leaves',
      text: 'select * from app.sequence_leaves($1, $2, $3, $4)',
      values: [log, taken.epoch, size, ROUND_LEAVES],
    });
    const grown = grow(size, edgeOf(taken.edge), sequenced.rows[0]?.hashes ?? new Uint8Array(0));
    const isNew = taken.signed_size === null || Number(taken.signed_size) < grown.size;
    const since = taken.signed_at === null ? Number.POSITIVE_INFINITY : taken.now.getTime() - taken.signed_at.getTime();
    // A clock that was turned back must not keep the log unsigned for an hour.
    const isDue = isNew && (since >= CHECKPOINT_MILLIS || since < 0);
    const note = isDue ? signer.checkpoint(log, { origin: taken.origin, size: grown.size, root: grown.root }) : undefined;
    if (grown.size > size || isDue) {
      const checkpoint = note === undefined ? null : { root: toText(grown.root), note, at: asInstant(taken.now) };
      await client.query({
        name: 'keep_tree',
        text: 'select app.keep_tree($1, $2, $3, $4, $5, $6)',
        values: [
          log,
          taken.epoch,
          size,
          grown.size,
          JSON.stringify(grown.tiles.map((tile) => ({ ...tile, hashes: toText(tile.hashes) }))),
          checkpoint === null ? null : JSON.stringify(checkpoint),
        ],
      });
    }
    return {
      held: true,
      sequenced: grown.size - size,
      size: grown.size,
      signed: isDue || !isNew,
      ...(note === undefined ? {} : { note }),
    };
  });
}

function edgeOf(stored: Readonly<Record<string, string>> | null): Edge {
  return new Map(Object.entries(stored ?? {}).map(([level, text]) => [Number(level), Buffer.from(text, 'base64')]));
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
