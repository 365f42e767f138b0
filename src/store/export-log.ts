/** What was taken out of the system as a file: noted before the first row leaves. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../kernel/errors.ts';
import { cleanInput } from '../kernel/text.ts';
import { asInstant, type Instant } from '../kernel/time.ts';
import { readAs, writeAs } from './database.ts';
import type { Asker, Store } from './store.ts';

/** One file somebody is about to take out. */
export interface ExportNote {
  /** Which list or register, by its address. */
  readonly what: string;
  /** Its filters, as they stand in the address. */
  readonly filter: string;
  readonly format: 'csv' | 'xlsx' | 'zip';
  /** Whether it holds personal data; then a reason is needed. */
  readonly personal: boolean;
  /** True: what is on record of whoever takes it. Nobody is asked why for that. */
  readonly own?: boolean;
  readonly reason?: string;
}

/** A file taken out, as the log shows it. */
export interface NotedExport extends Omit<ExportNote, 'reason' | 'own'> {
  readonly id: string;
  readonly person: string;
  readonly at: Instant;
  readonly reason: string | null;
}

const REASON = { min: 10, max: 500 } as const;
const SHOWN = 200;

/** Notes an export. @throws {export.reason} personal data without a reason of at least ten characters */
export async function noteExport(store: Store, asker: Asker, note: ExportNote): Promise<void> {
  const reason = cleanInput(note.reason ?? '', { multiline: false });
  const isAsked = (note.personal && note.own !== true) || reason !== '';
  if (isAsked && (reason.length < REASON.min || reason.length > REASON.max))
    throw new AppError('export.reason', 'invalid', { params: { min: REASON.min, max: REASON.max } });
  await writeAs(store.pool, asker.identity, (client) =>
    client.query('select app.note_export($1, $2, $3, $4, $5, $6, $7)', [
      randomUUID(),
      note.what.slice(0, 80),
      note.filter.slice(0, 2000),
      note.format,
      note.personal,
      note.own === true,
      reason === '' ? null : reason,
    ]),
  );
}

/** The newest exports the asker may know of: own ones, for administrators and inspectors all. Never grouped or counted by person. */
export async function readExportLog(store: Store, asker: Asker): Promise<readonly NotedExport[]> {
  return readAs(store.pool, asker.identity, async (client) => {
    const result = await client.query<Omit<NotedExport, 'at'> & { readonly at: Date }>(
      `select id, person, at, what, filter, format, personal, reason from app.export_log order by at desc, id limit ${SHOWN}`,
    );
    return result.rows.map((row) => ({ ...row, at: asInstant(row.at) }));
  });
}
