/** Files and long texts, stored once by hash. */
import type pg from 'pg';
import { AppError } from '../kernel/errors.ts';
import type { DossierId } from '../kernel/ids.ts';
import { sha256, toHex } from '../kernel/json.ts';
import { readAs, writeAs } from './database.ts';
import { readClosed } from './read/closed.ts';
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

/** Whether anything but a restricted dossier lets the asker have the file, and which restricted ones do. */
interface FoundContent {
  readonly bytes: Buffer;
  readonly type: string;
  readonly free: boolean;
  readonly closed: { readonly id: DossierId; readonly kind: string } | null;
}

const CONTENT = `
  select c.bytes, c.type,
    exists (select 1 from app.content_taker k where k.hash = c.hash and k.person = app.current_person())
      or app.is_system() or exists (select 1 from app.attachment a join app.dossier d on d.id = a.dossier where a.hash = c.hash and not d.restricted) as free,
    (select jsonb_build_object('id', d.id, 'kind', d.kind) from app.attachment a join app.dossier d on d.id = a.dossier
      where a.hash = c.hash and d.restricted order by d.opened_at, d.id limit 1) as closed
  from app.content c where c.hash = $1`;

/**
 * The bytes of a file of a dossier that was read already: the look at a restricted one is noted then, once for all that it shows.
 * @throws {content.not_found} the dossier does not attach it, or is not the asker's to read
 */
export async function readAttached(store: Store, asker: Asker, dossier: DossierId, hash: string): Promise<Buffer> {
  const found = await readAs(store.pool, asker.identity, (client) =>
    client.query<{ bytes: Buffer }>(
      `select c.bytes from app.content c where c.hash = $1
         and exists (select 1 from app.attachment a join app.dossier d on d.id = a.dossier where a.hash = c.hash and a.dossier = $2)`,
      [hash, dossier],
    ),
  );
  const bytes = found.rows[0]?.bytes;
  if (!bytes) throw new AppError('content.not_found', 'not_found');
  return bytes;
}

/**
 * The bytes of a file, for whoever may read a dossier that attaches it or brought it. One that restricted dossiers alone let the asker have is read
 * through the door that notes it, for the oldest of them.
 * @throws {content.not_found} {reading.purpose_needed}
 */
export async function readContent(
  store: Store,
  asker: Asker,
  hash: string,
): Promise<{ readonly bytes: Buffer; readonly type: string }> {
  const readOn = async (client: pg.ClientBase) => (await client.query<FoundContent>(CONTENT, [hash])).rows[0];
  const found = await readAs(store.pool, asker.identity, readOn);
  if (!found) throw new AppError('content.not_found', 'not_found');
  const kind = found.closed ? store.registry.find(found.closed.kind) : undefined;
  if (found.free || !found.closed || !kind) return found;
  const noted = await readClosed(store, asker, { id: found.closed.id, kind }, { what: 'file' }, readOn);
  if (!noted) throw new AppError('content.not_found', 'not_found');
  return noted;
}
