/** `khoithong backup`: everything an installation needs to go on, in one file, while it works. */
import path from 'node:path';
import { dropOld, placeArchive } from '../archive-place.ts';
import type { CommandContext, OptionValues } from '../command.ts';
import { giveArchive } from '../give-archive.ts';
import { print, say, usageProblem } from '../words.ts';

/** Exit code 0 when the file was written and read back; older backups are dropped only after that, and only when told. */
export async function backup(context: CommandContext): Promise<number> {
  const { config, values } = context;
  const keep = readKeep(values['keep']);
  const to = typeof values['to'] === 'string' ? values['to'] : `${config.backupDir}/`;
  const file = await placeArchive(to, 'backup', new Date());
  const isNamedByUs = path.resolve(to) !== file;
  if (keep !== undefined && !isNamedByUs) throw usageProblem('usage.keepNeedsFolder');
  await giveArchive(context, 'backup', file);
  print(say('say.backupSecrets'));
  if (keep !== undefined) {
    const dropped = await dropOld(path.dirname(file), 'backup', keep);
    print(say('say.backupsKept', { keep, dropped: dropped.length }));
  }
  return 0;
}

function readKeep(value: OptionValues[string]): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (!/^[1-9]\d{0,3}$/.test(value)) throw usageProblem('usage.badKeep', { value });
  return Number(value);
}
