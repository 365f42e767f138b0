import { describe, expect, test } from 'vitest';
import { Lanes } from './lanes.ts';

/** Carries nothing until it is told to; keeps what it was given. */
function slowCarriage() {
  const groups: { readonly requests: readonly number[]; readonly arrive: () => void; readonly break: (fault: Error) => void }[] =
    [];
  const carry = (requests: readonly number[]) =>
    new Promise<Promise<number>[]>((resolve, reject) => {
      groups.push({
        requests,
        arrive: () => {
          resolve(requests.map((n) => (n < 0 ? Promise.reject(new Error(`refused ${n}`)) : Promise.resolve(n * 10))));
        },
        break: reject,
      });
    });
  return { groups, carry };
}

const LIMITS = { lanes: 2, most: () => 4, patience: 60_000 };
const requestsOf = (groups: readonly { readonly requests: readonly number[] }[]) => groups.map(({ requests }) => requests);
/** What is asked in one turn starts at its end. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('lanes', () => {
  test('whoever comes alone goes alone, and at once', async () => {
    const { groups, carry } = slowCarriage();
    const answer = new Lanes<number, number>(LIMITS, carry).ask(1);
    await turn();
    expect(requestsOf(groups)).toEqual([[1]]);
    groups[0]?.arrive();
    expect(await answer).toBe(10);
  });

  test('those who ask in one turn go together; while the lanes are taken the others wait; no group is larger than the most', async () => {
    const { groups, carry } = slowCarriage();
    const lanes = new Lanes<number, number>(LIMITS, carry);
    const answers = [1, 2, 3].map((n) => lanes.ask(n));
    await turn();
    answers.push(lanes.ask(4));
    await turn();
    expect(requestsOf(groups)).toEqual([[1, 2, 3], [4]]);
    answers.push(...[5, 6, 7, 8, 9].map((n) => lanes.ask(n)));
    await turn();
    expect(groups).toHaveLength(2);
    groups[1]?.arrive();
    await expect.poll(() => requestsOf(groups).slice(2)).toEqual([[5, 6, 7, 8]]);
    groups[0]?.arrive();
    await expect.poll(() => requestsOf(groups).slice(3)).toEqual([[9]]);
    groups[2]?.arrive();
    groups[3]?.arrive();
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  test('how many are the most is asked before each group, and one always goes', async () => {
    const { groups, carry } = slowCarriage();
    let most = 2;
    const lanes = new Lanes<number, number>({ ...LIMITS, lanes: 1, most: () => most }, carry);
    const answers = [1, 2, 3, 4, 5, 6].map((n) => lanes.ask(n));
    await turn();
    most = 3;
    groups[0]?.arrive();
    await expect.poll(() => groups.length).toBe(2);
    most = 0;
    groups[1]?.arrive();
    await expect.poll(() => requestsOf(groups)).toEqual([[1, 2], [3, 4, 5], [6]]);
    groups[2]?.arrive();
    await Promise.all(answers);
  });

  test('each hears of its own: one refused, the others answered', async () => {
    const { groups, carry } = slowCarriage();
    const lanes = new Lanes<number, number>(LIMITS, carry);
    const answers = Promise.allSettled([lanes.ask(1), lanes.ask(2), lanes.ask(-3), lanes.ask(4)]);
    await turn();
    groups[0]?.arrive();
    expect((await answers).map((a) => (a.status === 'fulfilled' ? a.value : (a.reason as Error).message))).toEqual([
      10,
      20,
      'refused -3',
      40,
    ]);
  });

  test('one that takes longer than its group keeps neither the others nor the lane', async () => {
    let finish: (n: number) => void = () => undefined;
    const late = new Promise<number>((resolve) => {
      finish = resolve;
    });
    const lanes = new Lanes<number, number>({ ...LIMITS, lanes: 1 }, (requests) =>
      Promise.resolve(requests.map((n) => (n === 2 ? late : Promise.resolve(n)))),
    );
    const answers = [1, 2, 3].map((n) => lanes.ask(n));
    expect([await answers[0], await answers[2], await lanes.ask(4)]).toEqual([1, 3, 4]);
    finish(20);
    expect(await answers[1]).toBe(20);
  });

  test('a group that breaks down is told to all of it, and the next one starts', async () => {
    const { groups, carry } = slowCarriage();
    const lanes = new Lanes<number, number>({ ...LIMITS, lanes: 1 }, carry);
    const first = lanes.ask(1);
    await turn();
    const waiting = Promise.allSettled([lanes.ask(2), lanes.ask(3)]);
    groups[0]?.arrive();
    await first;
    await expect.poll(() => groups.length).toBe(2);
    groups[1]?.break(new Error('connection lost'));
    expect((await waiting).map((a) => a.status === 'rejected' && (a.reason as Error).message)).toEqual([
      'connection lost',
      'connection lost',
    ]);
    const later = lanes.ask(4);
    await turn();
    groups[2]?.arrive();
    expect(await later).toBe(40);
  });

  test('a group that is stuck keeps nobody from starting', async () => {
    const { groups, carry } = slowCarriage();
    const lanes = new Lanes<number, number>({ ...LIMITS, lanes: 1, patience: 1 }, carry);
    const stuck = lanes.ask(1);
    await turn();
    const later = lanes.ask(2);
    await expect.poll(() => groups.length).toBe(2);
    groups[1]?.arrive();
    expect(await later).toBe(20);
    groups[0]?.arrive();
    expect(await stuck).toBe(10);
  });
});
