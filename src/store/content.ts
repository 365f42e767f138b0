/** Files and long texts, stored once by hash. */
import { AppError } from '../kernel/errors.ts';
import { sha256, toHex } from '../kernel/json.ts';
import { readAs, writeAs } from './database.ts';
import type { Asker, Store } from './store.ts';

/** What an act's body says of a file. */
export interface TakenContent {
  readonly hash: string;
  readonly size: number;
  readonly type: string;
}

/** Stores bytes that have passed every gate; the same bytes are stored once. */
export async function takeContent(store: Store, asker: Asker, bytes: Uint8Array, type: string): Promise<TakenContent> {
  const hash = toHex(sha256(bytes));
  await writeAs(store.pool, asker.identity, async (client) => {
    await client.query('select app.take_content($1, $2, $3)', [hash, type, Buffer.from(bytes)]);
  });
  return { hash, size: bytes.byteLength, type };
}

/**
 * The bytes of a file, for whoever may read a dossier that attaches it or brought it.
 * @throws {content.not_found}
 */
export async function readContent(
  store: Store,
  asker: Asker,
  hash: string,
): Promise<{ readonly bytes: Buffer; readonly type: string }> {
  return readAs(store.pool, asker.identity, async (client) => {
    const result = await client.query<{ bytes: Buffer; type: string }>('select bytes, type from app.content where hash = $1', [
      hash,
    ]);
    const row = result.rows[0];
    if (!row) throw new AppError('content.not_found', 'not_found');
    return row;
  });
}
