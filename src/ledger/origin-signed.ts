/** Whose checkpoint a paper is, if it is anybody's. */
import { parseCheckpoint } from '../../verifier/formats/checkpoint.ts';
import { FormatProblem, parseNote, parseVerifierKey, verifyNote } from '../../verifier/formats/note.ts';
import type { Policy } from './policy.ts';

/**
 * The log a checkpoint is of, where a key known for that log signed it: one of those given, or one the policy names, for a database put back may
 * not know the newest key and whoever witnesses does. Undefined for anything else.
 */
export async function originSigned(
  text: string,
  vkeys: readonly string[],
  policy: Policy | undefined,
): Promise<string | undefined> {
  try {
    const note = parseNote(text);
    const { origin } = parseCheckpoint(note.text);
    const keys = [...vkeys.map(parseVerifierKey), ...(policy?.logs ?? []).map(({ key }) => key)];
    const own = keys.filter(({ name }) => name === origin);
    return (await verifyNote(note, own)).length > 0 ? origin : undefined;
  } catch (error) {
    if (error instanceof FormatProblem) return undefined;
    throw error;
  }
}
