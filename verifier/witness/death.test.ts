import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAddCheckpoint } from '../formats/add-checkpoint.ts';
import { entries } from '../formats/tree.test-support.ts';
import { inFolder, testLog } from './log.test-support.ts';
import { stateOf } from './serving.test-support.ts';
import { persistState, readState } from './state.ts';
import { openWitness } from './witness.ts';

const ORIGIN = 'khoithong.example/1';
const log = testLog(ORIGIN, entries(40));
const edited = testLog(ORIGIN, entries(40, ' edited'), log.signer);
const program = fileURLToPath(new URL('./dying.test-support.ts', import.meta.url));

/** Runs a witness that may die; what it said before it did. */
async function run(file: string, when: string, body: string): Promise<{ said: string; signal: NodeJS.Signals | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, file, when], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  child.stdin.end(body);
  return { said: await text(child.stdout), signal: await ended };
}

const sizeIn = async (file: string) => (await readState(file)).logs.get(ORIGIN)?.latest?.size;

describe('a witness that dies', () => {
  test('between writing and answering remembers, and signs no second root for the size', async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, 'state.json');
      await persistState(file, stateOf([log]));
      expect(await run(file, 'after', await log.request(0, 20))).toEqual({ said: '', signal: 'SIGKILL' });
      expect(await sizeIn(file)).toBe(20);
      // The dead one's hold on the file is no hindrance.
      const witness = await openWitness(file);
      const answerTo = async (request: Promise<string>) => {
        const decision = await witness.submit(parseAddCheckpoint(await request));
        return decision.outcome === 'refused' ? decision.code : decision.outcome;
      };
      expect(await answerTo(edited.request(0, 20))).toBe('other-root');
      expect(await answerTo(edited.request(20, 20))).toBe('other-root');
      expect(await answerTo(edited.request(20, 30))).toBe('inconsistent');
      // The log that heard no answer asks again and gets one.
      expect(await answerTo(log.request(20, 20))).toBe('cosigned');
      await witness.close();
    });
  });

  test('before writing has said nothing and can still choose', async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, 'state.json');
      await persistState(file, stateOf([log]));
      expect(await run(file, 'before', await log.request(0, 20))).toEqual({ said: '', signal: 'SIGKILL' });
      expect(await sizeIn(file)).toBeUndefined();
      expect((await run(file, 'never', await log.request(0, 30))).said).toContain('witness.example/w1');
      expect(await sizeIn(file)).toBe(30);
    });
  });

  test('leaves its file to one successor only', async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, 'state.json');
      await persistState(file, stateOf([log]));
      const first = await openWitness(file);
      await expect(openWitness(file)).rejects.toMatchObject({ code: 'state-in-use' });
      await first.submit(parseAddCheckpoint(await log.request(0, 3)));
      await first.close();
      const second = await openWitness(file);
      await second.close();
      expect(await readdir(folder)).toEqual(['state.json']);
      await expect(openWitness(path.join(folder, 'none.json'))).rejects.toMatchObject({ code: 'state-missing' });
      expect(await readdir(folder)).toEqual(['state.json']);
    });
  });
});
