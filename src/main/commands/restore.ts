/** `khoithong restore`: a backup becomes the installation again. */
import { bringIn } from '../bring-in.ts';
import type { CommandContext } from '../command.ts';

/** Exit code 0 when everything is there and verified; else the database is as it was. */
export function restore(context: CommandContext): Promise<number> {
  return bringIn(context, 'restore');
}
