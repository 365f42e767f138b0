import { describe, expect, test } from 'vitest';
import { parseAddCheckpoint } from '../formats/add-checkpoint.ts';
import { equal } from '../formats/bytes.ts';
import { parseCheckpoint } from '../formats/checkpoint.ts';
import { parseNote } from '../formats/note.ts';
import { entries } from '../formats/tree.test-support.ts';
import { consistencyProof, verifyConsistency } from '../formats/tree.ts';
import { testLog } from './log.test-support.ts';
import { served } from './serving.test-support.ts';
import { persistState, type WitnessState } from './state.ts';

const ORIGIN = 'khoithong.example/1';
const REQUESTS = Number(process.env['WITNESS_REQUESTS'] ?? 2000);
const CALLERS = 24;
const LARGEST = 900;

describe('a witness asked by many at once', () => {
  test('cosigns one history of a log that has two', async () => {
    const one = testLog(ORIGIN, entries(LARGEST));
    const two = testLog(ORIGIN, [...entries(9), ...entries(LARGEST - 9, ' edited')], one.signer);
    const persisted: number[] = [];
    const persist = async (file: string, state: WitnessState) => {
      await persistState(file, state);
      persisted.push(state.logs.get(ORIGIN)?.latest?.size ?? 0);
    };
    let now = 1_800_000_000;
    const cosigned: { size: number; root: Uint8Array }[] = [];
    const statuses = new Map<number, number>();
    await served(
      [one],
      async ({ add, witness }) => {
        let asked = 0;
        const call = async (at: number) => {
          const log = at % 2 === 0 ? one : two;
          let known = 0;
          while (asked < REQUESTS) {
            asked += 1;
            const body = await log.request(known, Math.min(LARGEST, known + (at % 5)));
            const { status, body: said } = await add(body);
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
            if (status === 200) cosigned.push(parseCheckpoint(parseNote(parseAddCheckpoint(body).note + said).text));
            if (status === 409) known = Number(said);
          }
        };
        await Promise.all(Array.from({ length: CALLERS }, (_, at) => call(at)));
        expect(witness.state.logs.get(ORIGIN)?.latest?.size).toBe(Math.max(...cosigned.map((each) => each.size)));
      },
      { now: () => now++, persist },
    );

    expect([...statuses.keys()].filter((status) => ![200, 409, 422].includes(status))).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(30);
    expect(statuses.get(409)).toBeGreaterThan(30);
    expect(persisted).toEqual(persisted.toSorted((a, b) => a - b));
    expect(persisted).toHaveLength(cosigned.length);
    const roots = new Map<number, Uint8Array>();
    for (const { size, root } of cosigned) {
      expect(equal(roots.get(size) ?? root, root)).toBe(true);
      roots.set(size, root);
    }
    // All that was ever cosigned is one tree growing.
    const largest = Math.max(...roots.keys());
    const winner = equal(roots.get(largest) ?? one.tree.root(0), one.tree.root(largest)) ? one : two;
    for (const [size, root] of roots) {
      const proof = await consistencyProof(size, largest, winner.tree.read);
      const claim = { from: size, to: largest, fromRoot: root, toRoot: winner.tree.root(largest), proof };
      expect(verifyConsistency(claim)).toBe(true);
    }
  });
});
