/** What a witness remembers of a log: the last checkpoint it cosigned, as it tells everybody. */
import { hash } from 'node:crypto';
import { type Checkpoint, parseCheckpoint } from '../../verifier/formats/checkpoint.ts';
import { parseNote, verifyNote } from '../../verifier/formats/note.ts';
import type { Witness } from './witness-policy.ts';

const ANSWER_WITHIN = 5000;
const MOST_BYTES = 65_536;

/** A checkpoint with the signature of a witness under it. */
export interface Remembered {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/**
 * Asks a witness what it last cosigned of the log of that origin. Undefined where it cannot be reached or has seen nothing; what does not
 * bear its signature is nobody's word.
 */
export async function askWitness(witness: Witness & { readonly url: string }, origin: string): Promise<Remembered | undefined> {
  try {
    const answer = await fetch(`${witness.url}/${hash('sha256', origin, 'hex')}/checkpoint`, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) return undefined;
    const note = await answer.text();
    const parsed = parseNote(note);
    const checkpoint = parseCheckpoint(parsed.text);
    const signed = await verifyNote(parsed, [witness.key]);
    return checkpoint.origin === origin && signed.length > 0 ? { note, checkpoint } : undefined;
  } catch {
    return undefined;
  }
}
