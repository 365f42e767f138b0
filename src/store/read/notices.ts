import type { MessageParams } from '../../kernel/errors.ts';
import { asDossierId, type DossierId } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** One notice: what happened on which dossier, and by which key it came to the asker. */
export interface NoticeView {
  readonly id: number;
  readonly dossier: DossierId;
  readonly kind: string;
  readonly number: string | null;
  readonly title: string;
  readonly code: string;
  readonly params: MessageParams;
  readonly toKey: string;
  readonly businessAt: Instant;
}

/** The newest notices for the asker, newest first. */
export async function readNotices(store: Store, asker: Asker, limit = 50): Promise<readonly NoticeView[]> {
  const statement = sql`
    select n.id::int as id, n.dossier, d.kind, d.number, d.title, n.code, n.params, n.to_key, n.business_at
    from app.notice n join lateral (select d.kind, d.number, coalesce(nullif(d.title, ''), d.receipt) as title from app.dossier d where d.id = n.dossier) d on true
    where n.to_key = any (${[...asker.identity.keys]}::text[]) order by n.id desc limit ${limit}`;
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<{
      id: number;
      dossier: string;
      kind: string;
      number: string | null;
      title: string;
      code: string;
      params: MessageParams;
      to_key: string;
      business_at: Date;
    }>(client, statement);
    return rows.map((r) => ({
      id: r.id,
      dossier: asDossierId(r.dossier),
      kind: r.kind,
      number: r.number,
      title: r.title,
      code: r.code,
      params: r.params,
      toKey: r.to_key,
      businessAt: asInstant(r.business_at),
    }));
  });
}
