/** What some acts are decided by besides the dossier itself: the rows they look at and the files of rows they bring. */
import type { Desk } from '../dossier/decide.ts';
import { type Contents, ROWS_FILE_LIMIT, rowsFilesOf } from '../dossier/imported-rows.ts';
import type { AnyAct, AnyKind } from '../dossier/kind.ts';
import type { RowName } from '../dossier/rows.ts';
import type { Dossier } from '../dossier/words.ts';
import { type Queryable, readAs } from './database.ts';
import { readNamedRows } from './read/rows.ts';
import type { Asker, Store } from './store.ts';

/** Reads them as the asker may; nothing is read for acts that declare nothing. */
export async function readDecidedBy(
  store: Store,
  on: Queryable,
  asker: Asker,
  kind: AnyKind,
  spec: AnyAct | undefined,
  before: Dossier | undefined,
  body: unknown,
): Promise<Pick<Desk, 'contents' | 'rows'>> {
  if (!spec) return {};
  const files = rowsFilesOf(spec.body, body);
  const names = before && spec.looks ? looksOf(spec.looks, before, body, asker) : [];
  if (files.length === 0 && names.length === 0) return {};
  const read = async (client: Queryable): Promise<Pick<Desk, 'contents' | 'rows'>> => ({
    ...(files.length === 0
      ? {}
      : {
          contents: await readContents(
            client,
            files.map((file) => file.hash),
          ),
        }),
    ...(names.length === 0 || !before ? {} : { rows: await readNamedRows(client, kind, before.id, names) }),
  });
  return on === store.pool ? readAs(store.pool, asker.identity, read) : read(on);
}

function looksOf(looks: NonNullable<AnyAct['looks']>, before: Dossier, body: unknown, asker: Asker): readonly RowName[] {
  try {
    return looks(before, body as never, asker.identity.person);
  } catch {
    // The body has not been validated yet; what is wrong with it is said by decide.
    return [];
  }
}

/** The bytes of files of rows by hash; larger ones are left where they are: what is too large is said of a file cut short, too. */
export async function readContents(client: Queryable, hashes: readonly string[]): Promise<Contents> {
  const result = await client.query<{ hash: string; bytes: Buffer }>(
    'select hash, substring(bytes from 1 for $2) as bytes from app.content where tenant = app.current_tenant() and hash = any ($1)',
    [hashes, ROWS_FILE_LIMIT + 1],
  );
  return new Map(result.rows.map((row) => [row.hash, row.bytes]));
}
