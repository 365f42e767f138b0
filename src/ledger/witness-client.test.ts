import { describe, expect, test } from 'vitest';
import { parseAddCheckpoint } from '../../verifier/formats/add-checkpoint.ts';
import { newSigner } from '../../verifier/formats/keys.test-support.ts';
import { entries } from '../../verifier/formats/tree.test-support.ts';
import { testLog } from '../../verifier/witness/log.test-support.ts';
import { served } from '../../verifier/witness/serving.test-support.ts';
import { addCheckpoint } from './witness-client.ts';

const ORIGIN = 'khoithong.example/1';
const log = testLog(ORIGIN, entries(40));
const edited = testLog(ORIGIN, entries(40, ' edited'), log.signer);

describe('a witness that keeps to the specification', () => {
  test('is understood whatever it answers', async () => {
    await served([log], async ({ witness, url }) => {
      const ask = async (tree: typeof log, old: number, size: number) => {
        const shown = parseAddCheckpoint(await tree.request(old, size));
        return addCheckpoint({ name: 'w', key: witness.state.key.verifier, url }, shown, AbortSignal.timeout(30_000));
      };
      expect(await ask(log, 0, 20)).toMatchObject({ is: 'cosigned', cosignature: { witness: 'w' } });
      expect(await ask(log, 0, 30)).toEqual({ is: 'other-size', size: 20 });
      expect(await ask(log, 20, 30)).toMatchObject({ is: 'cosigned' });
      expect(await ask(edited, 30, 40)).toEqual({ is: 'fork' });
      expect(await ask(testLog(ORIGIN, entries(40), newSigner(ORIGIN)), 30, 40)).toEqual({ is: 'bad-signature' });
      expect(await ask(testLog('other.example/1', entries(40)), 0, 40)).toEqual({ is: 'unknown-log' });
      expect(await ask(log, 30, 20)).toEqual({ is: 'confused' });
    });
  });

  test('is believed when it holds another root for the same size', async () => {
    await served([log], async ({ witness, url }) => {
      const ask = async (tree: typeof log, old: number) => {
        const shown = parseAddCheckpoint(await tree.request(old, 20));
        return addCheckpoint({ name: 'w', key: witness.state.key.verifier, url }, shown, AbortSignal.timeout(30_000));
      };
      expect(await ask(log, 0)).toMatchObject({ is: 'cosigned' });
      expect(await ask(edited, 0)).toEqual({ is: 'other-size', size: 20 });
      expect(await ask(edited, 20)).toEqual({ is: 'fork' });
    });
  });
});
