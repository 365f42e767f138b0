/** The records of one dossier: each carries the hash of the one before, so that none can be left out between two others. */
import { Fault, must } from './fault.ts';
import type { Bundle, Reading } from './record.ts';
import type { StreamReport } from './report.ts';
import { tryStep } from './steps.ts';

/** More missing places than this are not told one by one. */
const MOST_MISSING = 2000;

/** Holds the records of each dossier against one another and tells which are not in the bundle. */
export function checkStreams({ problems }: Bundle, readings: readonly Reading[]): readonly StreamReport[] {
  const streams = new Map<string, Reading[]>();
  for (const reading of readings) {
    const list = streams.get(reading.leaf.stream);
    if (list) list.push(reading);
    else streams.set(reading.leaf.stream, [reading]);
  }
  return [...streams].map(([stream, list]) => {
    const inOrder = list.toSorted((a, b) => a.leaf.n - b.leaf.n);
    inOrder.forEach((reading, i) => {
      const previous = inOrder[i - 1];
      const file = `${reading.record.path}.leaf`;
      if (previous) tryStep(problems, { step: 'chain', file }, () => checkPair(previous, reading));
    });
    const present = new Set(inOrder.map((reading) => reading.leaf.n));
    const last = inOrder.at(-1)?.leaf.n ?? 0;
    const missing: number[] = [];
    for (let n = 0; n < last && missing.length < MOST_MISSING; n++) if (!present.has(n)) missing.push(n);
    return { stream, last, missing };
  });
}

function checkPair(previous: Reading, next: Reading): void {
  const params = { n: next.leaf.n, other: `${previous.record.path}.leaf` };
  must(previous.leaf.n !== next.leaf.n, 'chain.twice', params);
  const isNext = previous.leaf.n + 1 === next.leaf.n;
  must(!isNext || next.leaf.previous === previous.leaf.hash, 'chain.broken', params);
  const isSameLog = previous.record.origin === next.record.origin;
  must(!isSameLog || previous.record.index < next.record.index, 'chain.order', params);
}

/**
 * How many records stand between the newest one the person saw when signing and the one signed for; undefined where the bundle does
 * not hold the record seen.
 * @throws {Fault} signature.after where it is certain that no such record was there to see
 */
export function recordsBetween(reading: Reading, seen: string, readings: readonly Reading[]): number | undefined {
  const { leaf } = reading;
  if (seen === leaf.previous) return 0;
  const earlier = readings.filter((one) => one.leaf.stream === leaf.stream && one.leaf.n < leaf.n);
  const found = earlier.find((one) => one.leaf.hash === seen);
  if (found) return leaf.n - 1 - found.leaf.n;
  if (seen === '' || new Set(earlier.map((one) => one.leaf.n)).size === leaf.n) throw new Fault('signature.after');
  return undefined;
}
