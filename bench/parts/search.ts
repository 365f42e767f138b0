/** How long it takes to find something: by words rare and common, mistyped and as a number, for people who may read much and little. */
import type { PersonId, PostId } from '../../src/kernel/ids.ts';
import { listDossiers } from '../../src/store/read/list.ts';
import { search } from '../../src/store/read/search.ts';
import { findSimilar } from '../../src/store/read/similar.ts';
import { suggestQueries } from '../../src/store/read/suggest.ts';
import { type Asker, askAs } from '../../src/store/store.ts';
import { percentile } from '../measure/callers.ts';
import type { Report } from '../measure/line.ts';
import type { Site } from './site.ts';

/** Who searches: somebody who may read what concerns one commune, and two who may read nearly everything. */
async function searchersOf(site: Site): Promise<readonly { readonly name: string; readonly asker: Asker }[]> {
  const holderOf = (post: string): PersonId | undefined => site.asker.org.actingHolder(post as PostId)?.person;
  return Promise.all(
    (
      [
        ['commune official', site.reporters[0]],
        ['inspector', holderOf('22-ubkt.inspector-1')],
        ['administrator', holderOf('22-vpubnd.administrator')],
      ] as const
    ).map(async ([name, person]) => {
      if (person === undefined) throw new Error(`nobody searches as ${name}`);
      return { name, asker: await askAs(site.store, person) };
    }),
  );
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

/** Measures every question for every searcher, one at a time, and holds the slowest twentieth against the aims of the product. */
export async function measureSearch(report: Report, site: Site): Promise<void> {
  const { store, size } = site;
  const searchers = await searchersOf(site);
  const words: number[] = [];
  const guesses: number[] = [];
  const alike: number[] = [];
  const say = async (name: string, all: number[], works: readonly (() => Promise<unknown>)[]): Promise<void> => {
    const millis: number[] = [];
    for (const work of works) await work();
    for (let round = 0; round < ROUNDS; round++) for (const work of works) millis.push(await timed(work));
    all.push(...millis);
    const sorted = millis.toSorted((a, b) => a - b);
    report.add(`${name}, ${size}, p50`, percentile(sorted, 50), 'ms');
    report.add(`${name}, ${size}, p95`, percentile(sorted, 95), 'ms');
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
    ['search, exact words, names and numbers', words, 100],
    ['did you mean', guesses, 300],
    ['similar', alike, 300],
  ] as const) {
    const p95 = percentile(
      millis.toSorted((a, b) => a - b),
      95,
    );
    const name = `${what}, all together, ${size}`;
    report.add(`${name}, p95`, p95, 'ms');
    report.aim(`${name}: p95 ≤ ${most} ms`, p95 <= most, `${Math.round(p95)} ms`);
  }
}
