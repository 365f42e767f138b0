/** «Ai đã xem hồ sơ của tôi»: who read the restricted dossiers that are somebody's own, when, by which key and what for. */
import { asDossierId, type DossierId, isUuid, type PersonId } from '../../kernel/ids.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** The parameter that says for how many months a reading is shown. */
export const SHOWN_MONTHS = 'reading.shown';

/** One reading, as those it concerned see it. */
export interface ReadingView {
  readonly id: string;
  readonly at: Instant;
  /** The same look again within the same minute: when last, and how many times in all. */
  readonly lastAt: Instant;
  readonly times: number;
  readonly reader: PersonId;
  readonly key: string;
  readonly post: string | null;
  readonly purpose: string;
  readonly words: string;
  readonly what: string;
  readonly dossier: { readonly id: DossierId; readonly kind: string; readonly receipt: string; readonly number: string | null };
}

/** A page of readings, the newest first. */
export interface ReadingPage {
  readonly rows: readonly ReadingView[];
  readonly total: number;
  readonly now: Instant;
}

/** Which readings: of one dossier by its id or receipt, or of all. */
export interface ReadingRequest {
  readonly dossier?: string | undefined;
  readonly limit: number;
  readonly skip: number;
}

interface StoredReading extends Omit<ReadingView, 'at' | 'lastAt' | 'dossier'> {
  readonly at: string;
  readonly last_at: string;
  readonly dossier: string;
  readonly kind: string;
  readonly receipt: string;
  readonly number: string | null;
}

/** The readings the asker is told of. Row security says which: own dossiers as far as they may be read, nothing held back, never one's own readings. */
export async function readReadings(store: Store, asker: Asker, request: ReadingRequest): Promise<ReadingPage> {
  const limit = Math.min(Math.max(1, request.limit), 200);
  const of = request.dossier;
  const chosen =
    of === undefined
      ? sql`true`
      : isUuid(of)
        ? sql`e.dossier = ${of}::uuid`
        : sql`e.dossier = (select d.id from app.dossier d where d.receipt = ${of.toUpperCase()} limit 1)`;
  const months = shownMonths(asker);
  const statement = sql`
    with mine as (select e.id, e.at, e.last_at, e.times, e.reader, e.key, e.post, e.purpose, e.words, e.what, e.dossier from app.read_event e
      where ${chosen} and e.at > now() - make_interval(months => ${months}::int)),
    page as (select m.*, d.kind, d.receipt, d.number from mine m join app.dossier d on d.id = m.dossier
      order by m.at desc, m.id desc limit ${limit} offset ${request.skip})
    select coalesce((select jsonb_agg(p order by p.at desc, p.id desc) from page p), '[]') as rows,
      (select count(*)::int from mine) as total, now() as now`;
  const [read] = await readAs(store.pool, asker.identity, (client) =>
    rowsOf<{ rows: readonly StoredReading[]; total: number; now: Date }>(client, statement),
  );
  return {
    rows: (read?.rows ?? []).map(toReadingView),
    total: read?.total ?? 0,
    now: asInstant(read?.now ?? new Date(0)),
  };
}

/** For how many months readings are shown: as the packs say, else two years. */
export function shownMonths(asker: Asker): number {
  return asker.law.has(SHOWN_MONTHS) ? Number(asker.law.value(SHOWN_MONTHS).value) : 24;
}

function toReadingView(row: StoredReading): ReadingView {
  const { id, times, reader, key, post, purpose, words, what, dossier, kind, receipt, number } = row;
  return {
    id,
    at: asInstant(new Date(row.at)),
    lastAt: asInstant(new Date(row.last_at)),
    times,
    reader,
    key,
    post,
    purpose,
    words,
    what,
    dossier: { id: asDossierId(dossier), kind, receipt, number },
  };
}
