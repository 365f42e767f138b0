/** Asking a witness to cosign a checkpoint, c2sp.org/tlog-witness. */
import { type AddCheckpoint, formatAddCheckpoint } from '../../verifier/formats/add-checkpoint.ts';
import { type Cosignature, findCosignatures, readLines, type Witness } from './witness-policy.ts';

/** What it said. */
export type WitnessAnswer =
  | { readonly is: 'cosigned'; readonly cosignature: Cosignature }
  /** It last cosigned another size than we thought. */
  | { readonly is: 'other-size'; readonly size: number }
  /** The tree does not go on from what it has seen: one of the two is wrong about the past. */
  | { readonly is: 'fork' }
  | { readonly is: 'unknown-log' | 'bad-signature' | 'bad-cosignature' | 'confused' | 'away' };

const MOST_BYTES = 16_384;
const SIZE_TYPE = 'text/x.tlog.size';

/** Shows a witness a checkpoint. Never throws for anything the witness or the way to it does; a cosignature that does not hold is none. */
export async function addCheckpoint(
  witness: Witness & { readonly url: string },
  shown: AddCheckpoint,
  signal: AbortSignal,
): Promise<WitnessAnswer> {
  try {
    const answer = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: formatAddCheckpoint(shown),
      redirect: 'error',
      signal,
    });
    const text = await readShort(answer);
    return text === undefined ? { is: 'confused' } : await understand(witness, shown, answer, text);
  } catch {
    return { is: 'away' };
  }
}

async function understand(
  witness: Witness,
  { note, old }: AddCheckpoint,
  answer: Response,
  text: string,
): Promise<WitnessAnswer> {
  switch (answer.status) {
    case 200: {
      const cosignature = await findOwn(witness, note, text);
      return cosignature === undefined ? { is: 'bad-cosignature' } : { is: 'cosigned', cosignature };
    }
    case 409: {
      // With the size we named it answers so only if its root of that size is another one than ours.
      const size = /^(0|[1-9]\d{0,15})\n?$/.exec(text)?.[1];
      const isSize = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() === SIZE_TYPE;
      if (size === undefined || !isSize) return { is: 'confused' };
      return Number(size) === old ? { is: 'fork' } : { is: 'other-size', size: Number(size) };
    }
    case 422:
      return { is: 'fork' };
    case 404:
      return { is: 'unknown-log' };
    case 403:
      return { is: 'bad-signature' };
    case 400:
      return { is: 'confused' };
    default:
      return { is: 'away' };
  }
}

async function findOwn(witness: Witness, note: string, text: string): Promise<Cosignature | undefined> {
  const lines = readLines(text);
  if (lines === undefined) return undefined;
  return findCosignatures([witness], note, lines).then(
    (found) => found[0],
    () => undefined,
  );
}

/** The body, as far as a witness has something to say; undefined where it talks on. */
async function readShort(answer: Response): Promise<string | undefined> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return '';
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces).toString('utf8');
    pieces.push(value);
    length += value.length;
    if (length <= MOST_BYTES) continue;
    await reader.cancel();
    return undefined;
  }
}
