/** `khoithong export-people FILE`: the registers of the organisation as one workbook that can be brought in again. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsx } from '../../documents/index.ts';
import { isAppError } from '../../kernel/errors.ts';
import { REGISTER_TABLES, toRegisterSheet } from '../../organisation/register/index.ts';
import { noteExport } from '../../store/export-log.ts';
import { readRegister } from '../../store/read/roster.ts';
import { askAs } from '../../store/store.ts';
import type { CommandContext } from '../command.ts';
import { fileProblem } from '../file-problem.ts';
import { findKnownPerson } from '../known-person.ts';
import { withStore } from '../with-store.ts';
import { print, say, usageProblem } from '../words.ts';

/** Writes the file; the export stands in the log under the person named, else the system. */
export async function exportPeople({ config, values, files, root }: CommandContext): Promise<number> {
  const [file = ''] = files;
  const { reason, person: who } = values;
  return withStore({ config, root }, async (store) => {
    const person = typeof who === 'string' && who !== '' ? await findKnownPerson(store, who) : null;
    const asker = await askAs(store, person);
    const note = { what: '/to-chuc/xuat/all', filter: '', format: 'xlsx', personal: true } as const;
    await noteExport(store, asker, { ...note, reason: typeof reason === 'string' ? reason : '' }).catch((error: unknown) => {
      throw isAppError(error, 'export.reason') ? usageProblem('usage.badReason') : error;
    });
    const { rows } = await readRegister(store, asker);
    const sheets = REGISTER_TABLES.map((table) => ({ ...toRegisterSheet(table, rows, asker.today, 'vi'), preface: [] }));
    await pipeline(Readable.from(writeXlsx(sheets)), createWriteStream(file, { mode: 0o600 })).catch(
      (error: NodeJS.ErrnoException) => {
        throw fileProblem('problem.noFile', file, error);
      },
    );
    print(say('say.exported', { rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0), file }));
    return 0;
  });
}
