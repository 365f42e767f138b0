import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseAddCheckpoint } from '../formats/add-checkpoint.ts';
import { toBase64 } from '../formats/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from '../formats/checkpoint.ts';
import { newSigner } from '../formats/keys.test-support.ts';
import { formatNote, parseNote, verifySignatures } from '../formats/note.ts';
import { entries } from '../formats/tree.test-support.ts';
import { testLog } from './log.test-support.ts';
import { answered, type Served, served } from './serving.test-support.ts';
import { persistState, readState } from './state.ts';

const ORIGIN = 'khoithong.example/1';
const log = testLog(ORIGIN, entries(60));
const edited = testLog(ORIGIN, [...entries(5), ...entries(55, ' edited')], log.signer);

const refusals = async (file: string) =>
  (await readFile(`${file}.refusals.jsonl`, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Brings the witness to this size of the honest log. */
async function bringTo({ add }: Served, size: number): Promise<void> {
  expect((await add(await log.request(0, size))).status).toBe(200);
}

describe('a witness over HTTP', () => {
  test('cosigns the first checkpoint of a log it watches, and every one that continues it', async () => {
    await served([log], async ({ add, witness, file, get }) => {
      for (const [old, size] of [
        [0, 0],
        [0, 7],
        [7, 8],
        [8, 8],
        [8, 60],
      ] as const) {
        const { status, type, body } = await add(await log.request(old, size));
        expect([status, type]).toEqual([200, 'text/plain; charset=utf-8']);
        expect(body).toMatch(/^\u2014 witness\.example\/w1 [A-Za-z0-9+/=]+\n$/);
        const note = parseNote(log.checkpoint(size) + body);
        const [byLog, byWitness] = await verifySignatures(note, [log.signer.key, witness.state.key.verifier]);
        expect(byLog?.key).toBe(log.signer.key);
        expect(Math.abs((byWitness?.time ?? 0) - Date.now() / 1000)).toBeLessThan(60);
        // What was answered stands in the file.
        expect((await readState(file)).logs.get(ORIGIN)?.latest).toMatchObject({ size, note: log.checkpoint(size) + body });
      }
      const hash = createHash('sha256').update(ORIGIN).digest('hex');
      const shown = await get(`/${hash}/checkpoint`);
      expect(shown.status).toBe(200);
      expect(parseCheckpoint(parseNote(shown.body).text).size).toBe(60);
      expect((await get(`/${hash.replace(/./, 'g')}/checkpoint`)).status).toBe(404);
      expect((await get(`/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
    });
  });

  test('answers 404 for a log it does not watch', async () => {
    await served([log], async ({ add }) => {
      const stranger = testLog('stranger.example/1', entries(3));
      expect((await add(await stranger.request(0, 3))).status).toBe(404);
    });
  });

  test('answers 403 unless the log itself signed', async () => {
    await served([log], async ({ add, witness }) => {
      const impostor = testLog(ORIGIN, entries(60), newSigner(ORIGIN));
      expect((await add(await impostor.request(0, 3))).status).toBe(403);
      // The name and id of the log's key under another text: such a note is no note.
      const text = formatCheckpoint({ origin: ORIGIN, size: 3, root: log.tree.root(3) });
      const forged = formatNote(text, [log.signer.line(text), log.signer.line('other\n')]);
      expect((await add(`old 0\n\n${forged}`)).status).toBe(403);
      // A witness does not take its own word for the log's.
      const own = formatNote(text, [witness.state.key.cosign(text, 1)]);
      expect((await add(`old 0\n\n${own}`)).status).toBe(403);
      const both = formatNote(text, [newSigner('stranger.example').line(text), log.signer.line(text)]);
      expect((await add(`old 0\n\n${both}`)).status).toBe(200);
    });
  });

  test('answers 400 for an old size above the new one, and for all that is no request', async () => {
    await served([log], async (one) => {
      await bringTo(one, 8);
      const { add } = one;
      expect((await add(await log.request(9, 8))).status).toBe(400);
      expect((await add(await log.request(8, 7))).status).toBe(400);
      const good = await log.request(8, 20);
      const line = `${toBase64(new Uint8Array(32))}\n`;
      for (const body of [
        '',
        '\n',
        log.checkpoint(20),
        good.replace('old 8', 'old 08'),
        good.replace('old 8', 'old -8'),
        good.replace('old 8', 'old  8'),
        good.replace('old 8', 'OLD 8'),
        good.replace('old 8', 'old 9007199254740993'),
        good.replace('old 8\n', 'old 8\n\n'),
        good.replaceAll('\n', '\r\n'),
        good.replace('old 8\n', `old 8\n${line.repeat(64)}`),
        good.replace('old 8\n', 'old 8\nAAAA\n'),
        good.slice(0, -1),
        good.replace('\n20\n', '\n020\n'),
        good.replace('\u2014', '-'),
        'x'.repeat(300 * 1024),
        Uint8Array.of(0xff, 0xfe, 0x0a, 0x0a),
      ]) {
        expect([body, (await add(body)).status]).toEqual([body, 400]);
      }
      expect((await add(good)).status).toBe(200);
    });
  });

  test('answers 409 with the size it knows when the log begins elsewhere', async () => {
    await served([log], async (one) => {
      await bringTo(one, 20);
      for (const [old, size] of [
        [0, 30],
        [7, 30],
        [21, 30],
        [0, 8],
        [8, 8],
      ] as const) {
        const { status, type, body } = await one.add(await log.request(old, size));
        expect([status, type, body]).toEqual([409, 'text/x.tlog.size', '20\n']);
      }
    });
  });

  test('answers 409 for a second root of one size, and keeps it as evidence', async () => {
    await served([log], async (one) => {
      await bringTo(one, 20);
      const { status, body } = await one.add(await edited.request(20, 20));
      expect([status, body]).toEqual([409, '20\n']);
      expect(await refusals(one.file)).toMatchObject([{ code: 'other-root', known: 20, note: edited.checkpoint(20) }]);
    });
  });

  test('answers 422 for a proof that does not prove, and keeps it as evidence', async () => {
    await served([log], async (one) => {
      await bringTo(one, 20);
      const line = `${toBase64(new Uint8Array(32))}\n`;
      const { proof } = parseAddCheckpoint(await log.request(20, 40));
      const bodies = [
        await edited.request(20, 40),
        `old 20\n\n${log.checkpoint(40)}`,
        (await log.request(20, 40)).replace('old 20\n', `old 20\n${line}`),
        (await log.request(20, 40)).replace(toBase64(proof[0] ?? new Uint8Array()), line.trimEnd()),
        (await log.request(20, 20)).replace('old 20\n', `old 20\n${line}`),
      ];
      for (const body of bodies) expect((await one.add(body)).status).toBe(422);
      const kept = await refusals(one.file);
      expect(kept[0]).toMatchObject({ code: 'inconsistent', origin: ORIGIN, known: 20, old: 20, note: edited.checkpoint(40) });
      expect((await one.add(await log.request(20, 40))).status).toBe(200);
    });
    await served([log], async ({ add }) => {
      expect((await add((await log.request(0, 3)).replace('old 0\n', `old 0\n${toBase64(new Uint8Array(32))}\n`))).status).toBe(
        422,
      );
      const text = formatCheckpoint({ origin: ORIGIN, size: 0, root: log.tree.root(1) });
      expect((await add(`old 0\n\n${formatNote(text, [log.signer.line(text)])}`)).status).toBe(422);
    });
  });

  test('writes the same refusal down once, and no bodies of strangers', async () => {
    await served([log], async ({ add, file }) => {
      const impostor = await testLog(ORIGIN, entries(9), newSigner(ORIGIN)).request(0, 9);
      for (let i = 0; i < 20; i += 1) await add(impostor);
      const kept = await refusals(file);
      expect(kept).toHaveLength(1);
      expect(Object.keys(kept[0])).toEqual(['at', 'code', 'origin', 'sha256']);
    });
  });

  test('never states an earlier moment after a later one', async () => {
    let now = 2_000_000_000;
    await served(
      [log],
      async ({ add }) => {
        expect((await add(await log.request(0, 5))).status).toBe(200);
        now -= 1;
        expect((await add(await log.request(5, 6))).status).toBe(503);
        now += 1;
        expect((await add(await log.request(5, 6))).status).toBe(200);
      },
      { now: () => now, persist: persistState },
    );
  });

  test('answers nothing when the disk refuses, and goes by what the disk holds afterwards', async () => {
    let fails: 'before' | 'after' | undefined = 'before';
    const persist: typeof persistState = async (file, state) => {
      if (fails === 'before') throw new Error('no space left');
      await persistState(file, state);
      if (fails === 'after') throw new Error('cut off');
    };
    await served(
      [log],
      async ({ add }) => {
        expect((await add(await log.request(0, 5))).status).toBe(500);
        fails = 'after';
        expect((await add(await log.request(0, 5))).status).toBe(500);
        fails = undefined;
        expect((await add(await log.request(0, 6))).body).toBe('5\n');
        expect((await add(await log.request(5, 6))).status).toBe(200);
      },
      { now: () => 1_800_000_000, persist },
    );
  });

  test('keeps several logs and several keys of one log apart', async () => {
    const reads = testLog('khoithong-reads.example/1', entries(30, ' read'));
    const renewed = testLog(ORIGIN, entries(60), newSigner(ORIGIN));
    await served([log, reads, renewed], async ({ add, witness }) => {
      expect((await add(await log.request(0, 10))).status).toBe(200);
      expect((await add(await reads.request(0, 30))).status).toBe(200);
      expect((await add(await renewed.request(10, 20))).status).toBe(200);
      expect([...witness.state.logs].map(([origin, { latest }]) => [origin, latest?.size])).toEqual([
        [ORIGIN, 20],
        ['khoithong-reads.example/1', 30],
      ]);
    });
  });

  test('knows no other addresses and no other methods', async () => {
    await served([log], async ({ url, get }) => {
      expect((await get('/add-checkpoint')).status).toBe(405);
      expect((await get('/')).status).toBe(404);
      expect((await answered(fetch(url.replace('/w', '/add-checkpoint'), { method: 'POST', body: 'x' }))).status).toBe(404);
    });
  });

  test('does not begin to work on a state it did not write', async () => {
    await served([log], async (one) => {
      await bringTo(one, 20);
      const kept = await readFile(one.file, 'utf8');
      const other = `${one.file}.other`;
      for (const spoilt of [
        '',
        '{}',
        kept.slice(0, -20),
        kept.replace('khoithong.witness/v1', 'khoithong.witness/v2'),
        kept.replace('\\n20\\n', '\\n21\\n'),
        kept.replace('witness.example/w1', 'witness.example/w2'),
        kept.replace(/"privateKey": "[^"]+"/, '"privateKey": "AAAA"'),
        kept.replace(/"latest": "[^"]+"/, '"latest": 5'),
        kept.replaceAll(ORIGIN, 'other.example/1'),
      ]) {
        await writeFile(other, spoilt);
        await expect(readState(other)).rejects.toMatchObject({ code: 'state-broken' });
      }
    });
  });
});
