/** `khoithong export`: the record alone, in a documented format that outlives the program. */
import { placeArchive } from '../archive-place.ts';
import type { CommandContext } from '../command.ts';
import { giveArchive } from '../give-archive.ts';
import { print, say, usageProblem } from '../words.ts';

/** Exit code 0 when the file was written and read back. */
export async function exportRecord(context: CommandContext): Promise<number> {
  const to = context.values['to'];
  if (typeof to !== 'string' || to.trim() === '') throw usageProblem('usage.toNeeded');
  await giveArchive(context, 'export', await placeArchive(to, 'export', new Date()));
  print(say('say.exportSecrets'));
  return 0;
}
