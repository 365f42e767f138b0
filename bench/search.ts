/** How long it takes to find something: by words rare and common, mistyped and as a number, for people who may read much and little. */
import { listDossiers } from '../src/store/read/list.ts';
import { search } from '../src/store/read/search.ts';
import { findSimilar } from '../src/store/read/similar.ts';
import { suggestQueries } from '../src/store/read/suggest.ts';
import type { Asker, Store } from '../src/store/store.ts';

/** Takes the figures as they come; the report of the bench is one. */
export interface SearchReport {
  add(name: string, value: number, unit: string): void;
  aim(what: string, reached: boolean, found: string): void;
}

/** Somebody who searches. */
export interface Searcher {
  readonly name: string;
  readonly asker: Asker;
}

const WORDS: readonly (readonly [name: string, typed: readonly string[]])[] = [
  ['common words', ['đất đai', 'dat dai', 'văn bản', 'don vi']],
  ['one syllable of half the record', ['tra', 'đất', 'ban']],
  ['several words', ['giải phóng mặt bằng khu công nghiệp', 'giai phong mat bang khu cong nghiep', 'bao cao nguyen nhan cham']],
  ['rare words', ['x1234', 'thuỷ lợi nguyễn', 'khoang san pa na', 'oanh uyên']],
  ['names', ['Trần Quang Bích', 'nguyen thi hoa', 'Hòa', 'Sở Nông nghiệp và Môi trường']],
  ['numbers and symbols', ['418', 'VM-2026-00065', '945/TTr-XD', '00011']],
];
const MISTYPED = ['giai phog mat bang', 'khu cong ngheip', 'tien do giai nagn', 'khoang sanr', 'quy hoach phan khuu', 'dat daii'];
const SAYS = [
  'Chưa giải phóng được mặt bằng cho đường nối khu công nghiệp vì hồ sơ đất đai của các hộ dân không trùng với bản đồ quy hoạch phân khu',
  'Luật Khám bệnh, chữa bệnh quy định chưa rõ trường hợp trạm y tế xã liên kết với bệnh viện tỉnh',
];
const ROUNDS = 5;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/** Measures every question for every searcher and holds the slowest twentieth against the aims of the product. */
export async function measureSearch(store: Store, searchers: readonly Searcher[], report: SearchReport): Promise<void> {
  const words: number[] = [];
  const guesses: number[] = [];
  const alike: number[] = [];
  const say = async (name: string, all: number[], works: readonly (() => Promise<unknown>)[]): Promise<void> => {
    const millis: number[] = [];
    for (const work of works) await work();
    for (let round = 0; round < ROUNDS; round++) for (const work of works) millis.push(await timed(work));
    all.push(...millis);
    const sorted = millis.toSorted((a, b) => a - b);
    report.add(`${name} p50`, at(sorted, 0.5), 'ms');
    report.add(`${name} p95`, at(sorted, 0.95), 'ms');
  };
  for (const { name, asker } of searchers) {
    for (const [kind, typed] of WORDS) {
      await say(
        `search ${kind}, ${name}`,
        words,
        typed.map((text) => () => search(store, asker, text)),
      );
    }
    await say(
      `did you mean, ${name}`,
      guesses,
      MISTYPED.map((text) => () => suggestQueries(store, asker, text, { found: 0 })),
    );
    await say(
      `similar, ${name}`,
      alike,
      SAYS.map((text) => () => findSimilar(store, asker, 'obstacle', text)),
    );
    await say(
      `list with words, ${name}`,
      [],
      [
        () => listDossiers(store, asker, { filter: { text: 'đất đai' }, order: 'due', limit: 50 }),
        () =>
          listDossiers(store, asker, {
            filter: { text: 'giai phong mat bang', kind: 'task', state: 'open' },
            order: 'due',
            limit: 50,
          }),
        () => listDossiers(store, asker, { filter: { text: 'khoang san', since: '2026-01-01' }, order: 'newest', limit: 50 }),
      ],
    );
  }
  for (const [what, millis, most] of [
    ['search: p95 ≤ 100 ms', words, 100],
    ['did you mean: p95 ≤ 300 ms', guesses, 300],
    ['similar: p95 ≤ 300 ms', alike, 300],
  ] as const) {
    const p95 = at(
      millis.toSorted((a, b) => a - b),
      0.95,
    );
    report.aim(what, p95 <= most, `${Math.round(p95)} ms`);
  }
}
