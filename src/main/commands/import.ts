/** `khoithong import`: an archive becomes the installation, or a copy that only reads. */
import { bringIn } from '../bring-in.ts';
import type { CommandContext } from '../command.ts';
import { usageProblem } from '../words.ts';

/** Exit code 0 when everything is there and verified; else the database is as it was. */
export async function importRecord(context: CommandContext): Promise<number> {
  const use = context.values['as'];
  if (use !== 'restore' && use !== 'copy') throw usageProblem('usage.asNeeded');
  return bringIn(context, use);
}
