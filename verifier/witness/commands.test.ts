import { execFile, spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { formatProofPart } from '../formats/add-checkpoint.ts';
import { concat } from '../formats/bytes.ts';
import { parseNote, parseVerifierKey, verifySignatures } from '../formats/note.ts';
import { rootCode } from '../formats/root-code.ts';
import { parseTilePath, TILE_WIDTH } from '../formats/tiles.ts';
import { entries } from '../formats/tree.test-support.ts';
import { consistencyProof } from '../formats/tree.ts';
import { runWitness } from './commands.ts';
import { inFolder, type TestLog, testLog } from './log.test-support.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { readState } from './state.ts';

const ORIGIN = 'khoithong.example/1';
const NAME = 'thanhtra.example/1';
const SIZE = 700;
const log = testLog(ORIGIN, entries(SIZE));
const edited = testLog(ORIGIN, [...entries(250), ...entries(SIZE - 250, ' edited')], log.signer);

/** Runs a command; its exit code and what it said. */
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runWitness(args, (line) => said.push(line));
  return { code, said: said.join('\n') };
}

/** A log served as tiles, whose tree and size may be changed meanwhile. */
interface ServedLog {
  tree: TestLog;
  size: number;
  takes: boolean;
  /** Only full tiles are still there. */
  partialTilesGone: boolean;
  readonly url: string;
  readonly delivered: string[];
  readonly asked: string[];
}

async function withServedLog(work: (served: ServedLog, state: string) => Promise<void>): Promise<void> {
  const delivered: string[] = [];
  const asked: string[] = [];
  let served: ServedLog;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const place = (request.url ?? '').replace('/log/main/', '');
    asked.push(place);
    if (place === 'checkpoint') response.end(served.tree.checkpoint(served.size));
    else if (place === 'cosignature') {
      delivered.push(await text(request));
      response.writeHead(served.takes ? 204 : 503).end();
    } else {
      const bytes = tileOf(served, place);
      response.writeHead(bytes ? 200 : 404).end(bytes);
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log/main`;
  served = { tree: log, size: 3, takes: true, partialTilesGone: false, url, delivered, asked };
  try {
    await inFolder(async (folder) => {
      const state = path.join(folder, 'state.json');
      expect((await run('init', '--state', state, '--name', NAME, '--log-key', log.signer.vkey)).code).toBe(0);
      await work(served, state);
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function tileOf({ tree, size, partialTilesGone }: ServedLog, place: string): Uint8Array | undefined {
  const tile = parseTilePath(place);
  if (!tile || tile.level === 'entries' || (partialTilesGone && tile.width !== undefined)) return undefined;
  const { level, index } = tile;
  const known = Math.floor((partialTilesGone ? SIZE : size) / TILE_WIDTH ** level) - index * TILE_WIDTH;
  const width = tile.width ?? TILE_WIDTH;
  if (width > known) return undefined;
  return concat(...Array.from({ length: width }, (_, i) => tree.tree.read(8 * level, index * TILE_WIDTH + i)));
}

describe('a witness that fetches for itself', () => {
  test('cosigns as the log grows and brings the note back', async () => {
    await withServedLog(async (served, state) => {
      for (const size of [3, 4, 255, 256, 257, 300, 300, 512, 700]) {
        served.size = size;
        const { code, said } = await run('run', '--state', state, '--log', `${served.url}/`);
        expect([code, said]).toEqual([0, vi.cosigned(ORIGIN, size, codeOf(log, size))]);
        const { key } = await readState(state);
        const note = parseNote(served.delivered.at(-1) ?? '');
        expect(note.text).toBe(parseNote(log.checkpoint(size)).text);
        expect(await verifySignatures(note, [log.signer.key, key.verifier])).toHaveLength(2);
      }
    });
  });

  test('takes the full tile where the partial one is gone', async () => {
    await withServedLog(async (served, state) => {
      await run('run', '--state', state, '--log', served.url);
      served.size = 250;
      served.partialTilesGone = true;
      expect((await run('run', '--state', state, '--log', served.url)).code).toBe(0);
      expect(served.asked).toContain('tile/0/000');
    });
  });

  test('refuses a log that was rewritten or cut, and keeps the evidence', async () => {
    await withServedLog(async (served, state) => {
      served.size = 300;
      await run('run', '--state', state, '--log', served.url);
      served.tree = edited;
      const { code, said } = await run('run', '--state', state, '--log', served.url);
      expect([code, said]).toEqual([2, `${vi.refused['other-root']}\n${vi.known(300)}`]);
      served.size = 500;
      expect((await run('run', '--state', state, '--log', served.url, '--lang', 'en')).said).toContain(en.refused.inconsistent);
      served.tree = log;
      served.size = 299;
      expect((await run('run', '--state', state, '--log', served.url)).said).toContain(vi.refused['size-went-back']);
      const kept = (await readFile(`${state}.refusals.jsonl`, 'utf8')).trimEnd().split('\n');
      expect(kept.map((line) => JSON.parse(line).note)).toEqual([
        edited.checkpoint(300),
        edited.checkpoint(500),
        log.checkpoint(299),
      ]);
      expect(served.delivered).toHaveLength(1);
      served.size = 500;
      expect((await run('run', '--state', state, '--log', served.url)).code).toBe(0);
    });
  });

  test('delivers at the next run what the log did not take, and watches the others meanwhile', async () => {
    await withServedLog(async (served, state) => {
      served.takes = false;
      const first = await run('run', '--state', state, '--log', 'http://127.0.0.1:1/log', '--log', served.url);
      expect(first.code).toBe(1);
      expect(first.said).toContain(vi.notDelivered(served.url));
      expect(first.said).toContain(vi.problem['log-away']('http://127.0.0.1:1/log/checkpoint'));
      served.takes = true;
      expect((await run('run', '--state', state, '--log', served.url)).code).toBe(0);
      expect(served.delivered).toHaveLength(2);
    });
  });
});

describe('a witness without a network', () => {
  test('signs what is carried to it, and reads a code to compare by telephone', async () => {
    await inFolder(async (folder) => {
      const place = (name: string) => path.join(folder, name);
      const state = place('state.json');
      const made = await run('init', '--state', state, '--name', NAME);
      const witness = parseVerifierKey(made.said.split('\n')[1] ?? '');
      await run('add-log', '--state', state, '--log-key', log.signer.vkey);
      const hand = async (size: number, from?: number, tree = log) => {
        await writeFile(place('checkpoint.txt'), tree.checkpoint(size));
        if (from === undefined) return run('hand', '--state', state, '--checkpoint', place('checkpoint.txt'));
        const proof = await consistencyProof(from, size, tree.tree.read);
        await writeFile(place('proof.txt'), formatProofPart({ old: from, proof }));
        return run('hand', '--state', state, '--checkpoint', place('checkpoint.txt'), '--proof', place('proof.txt'));
      };
      const first = await hand(20);
      expect(first.code).toBe(0);
      const line = first.said.split('\n').find((one) => one.startsWith('\u2014')) ?? '';
      const note = parseNote(`${log.checkpoint(20)}${line}\n`);
      expect((await verifySignatures(note, [witness])).map((one) => one.key)).toEqual([witness]);
      expect(first.said).toContain(codeOf(log, 20));
      expect(codeOf(log, 20)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(codeOf(log, 20)).not.toBe(codeOf(log, 21));
      expect((await hand(300, 20)).code).toBe(0);
      expect((await hand(300)).code).toBe(0);
      expect((await hand(301, 20)).code).toBe(2);
      expect((await hand(301)).code).toBe(2);
      expect((await hand(301, 300, edited)).said).toContain(vi.refused.inconsistent);
      await writeFile(place('proof.txt'), 'old 300');
      expect(
        (await run('hand', '--state', state, '--checkpoint', place('checkpoint.txt'), '--proof', place('proof.txt'))).code,
      ).toBe(1);
      await writeFile(place('proof.txt'), await log.request(300, 300));
      expect((await run('hand', '--state', state, '--proof', place('proof.txt'))).code).toBe(0);
      const shown = await run('key', '--state', state, '--lang', 'en');
      expect(shown.said).toContain(en.watching(ORIGIN, en.sizeKnown(300, codeOf(log, 300))));
    });
  });
});

describe('a witness', () => {
  test('does not begin anew without its state, and does not overwrite one', async () => {
    await inFolder(async (folder) => {
      const state = path.join(folder, 'state.json');
      for (const command of [
        ['key'],
        ['add-log', '--log-key', log.signer.vkey],
        ['run', '--log', 'http://127.0.0.1:1'],
        ['serve'],
      ]) {
        expect(await run(...command, '--state', state)).toEqual({ code: 1, said: vi.problem['state-missing'](state) });
      }
      await run('init', '--state', state, '--name', NAME);
      const kept = await readFile(state, 'utf8');
      expect(await run('init', '--state', state, '--name', NAME)).toEqual({ code: 1, said: vi.problem['state-exists'](state) });
      expect(await readFile(state, 'utf8')).toBe(kept);
    });
  });

  test('says in the language of the person what keeps it from a file', async () => {
    await inFolder(async (folder) => {
      const state = path.join(folder, 'state.json');
      const lost = path.join(folder, 'none', 'state.json');
      const made = await run('init', '--state', lost, '--name', NAME);
      expect(made.said).toMatch(/^Lỗi: .*none.*: không có tệp hoặc thư mục này$/);
      await run('init', '--state', state, '--name', NAME);
      const missing = path.join(folder, 'proof.txt');
      const told = await run('hand', '--state', state, '--proof', missing);
      expect(told.said).toBe(`Không đọc được tệp: ${missing}: không có tệp hoặc thư mục này`);
      const english = await run('hand', '--state', state, '--proof', folder, '--lang', 'en');
      expect(english.said).toContain('this is a folder, not a file');
    });
  });

  test('tells in both languages what it was not told rightly', async () => {
    expect((await run('help')).code).toBe(0);
    expect(await run('sign')).toEqual({ code: 1, said: vi.help });
    expect((await run('key', '--lang', 'en')).said).toBe(en.problem.usage('--state'));
    expect((await run('key', '--stat', 'x')).said).toBe(vi.problem.usage('--stat'));
    expect((await run('key', '--state')).said).toBe(vi.problem.usage('--state'));
    await inFolder(async (folder) => {
      const state = path.join(folder, 'state.json');
      expect((await run('init', '--state', state, '--name', 'a b')).said).toBe(vi.problem.usage('a b'));
      expect((await run('init', '--state', state, '--name', NAME, '--log-key', 'x')).said).toBe(vi.problem['log-key']('x'));
      await run('init', '--state', state, '--name', NAME);
      expect((await run('run', '--state', state)).said).toBe(vi.problem.usage('--log'));
    });
  });

  test('is one file that runs anywhere', async () => {
    await inFolder(async (folder) => {
      const { program, state } = await carriedTo(folder);
      const { stdout } = await promisify(execFile)(process.execPath, [program, 'init', '--state', state, '--name', NAME]);
      const { key } = await readState(state);
      expect(stdout).toBe(`${vi.created(key.vkey)}\n`);
    });
  });

  test('serves until it is told to stop, and leaves nothing held', async () => {
    await inFolder(async (folder) => {
      const { program, state } = await carriedTo(folder);
      await run('init', '--state', state, '--name', NAME, '--log-key', log.signer.vkey);
      const args = [program, 'serve', '--state', state, '--port', '0', '--prefix', '/w/', '--lang', 'en'];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const said = await new Promise<string>((resolve) => child.stdout.once('data', (bytes) => resolve(String(bytes))));
      const url = said.trim().split(' ').at(-1) ?? '';
      expect(said).toBe(`${en.listening(url)}\n`);
      const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: await log.request(0, 9) });
      expect([response.status, await response.text()]).toEqual([200, expect.stringMatching(/^\u2014 thanhtra\.example\/1 /)]);
      expect((await run('key', '--state', state)).said).toContain(codeOf(log, 9));
      expect((await run('add-log', '--state', state)).said).toBe(vi.problem['state-in-use'](state));
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect((await readdir(folder)).sort()).toEqual(['state.json', 'witness.mjs']);
    });
  });

  test('tells what the machine does not let it do', async () => {
    await inFolder(async (folder) => {
      const state = path.join(folder, 'state.json');
      await run('init', '--state', state, '--name', NAME);
      const { code, said } = await run('serve', '--state', state, '--port', 'none');
      expect([code, said.startsWith(vi.failure('RangeError'))]).toEqual([1, true]);
      expect(await readdir(folder)).toEqual(['state.json']);
    });
  });
});

/** The built program in a folder of its own. */
async function carriedTo(folder: string): Promise<{ program: string; state: string }> {
  const program = path.join(folder, 'witness.mjs');
  await writeFile(program, await readFile(fileURLToPath(new URL('../../dist/khoithong-witness.mjs', import.meta.url))));
  return { program, state: path.join(folder, 'state.json') };
}

function codeOf(of: TestLog, size: number): string {
  return rootCode({ origin: ORIGIN, size, root: of.tree.root(size) });
}
