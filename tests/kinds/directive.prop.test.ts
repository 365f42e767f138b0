import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRegistry } from '../../src/dossier/registry.ts';
import { moves, playRandomly } from '../../src/dossier/testing/random-play.ts';
import type { Dossier } from '../../src/dossier/words.ts';
import { addDays, type LegalDate } from '../../src/kernel/time.ts';
import { acknowledgementKind } from '../../src/kinds/acknowledgement/index.ts';
import { directiveKind } from '../../src/kinds/directive/index.ts';
import type { DirectiveState } from '../../src/kinds/directive/state.ts';
import { taskKind } from '../../src/kinds/task/index.ts';

const registry = createRegistry([directiveKind, taskKind, acknowledgementKind]);
const count = (dossier: Dossier) => (dossier.state as unknown as DirectiveState).sentences.length;
const task = (n: number, today: string) => ({
  title: 'Rà soát',
  holder: ['agri.head', 'an.head', 'build.spec'][n % 3],
  dueOn: addDays(today as LegalDate, (n % 20) - 1),
});
const bodies = {
  'add-sentences': (n: number, _: string, dossier: Dossier) => ({
    sentences: Array.from({ length: (n % 3) + 1 }, (_unused, i) => ({
      n: count(dossier) + i + 1,
      text: `Câu ${i}`,
      heading: `Mục ${n % 2}`,
    })),
  }),
  'correct-sentences': (n: number) => ({
    change: ['fix', 'split', 'merge', 'remove'][n % 4],
    n: (n % 5) + 1,
    texts: Array.from({ length: [1, 2, 1, 0][n % 4] ?? 0 }, (_, i) => ({ text: `Câu sửa ${i}` })),
  }),
  issue: () => ({}),
  'assign-tasks': (n: number, today: string) => ({ tasks: [{ ...task(n, today), sentence: (n % 5) + 1 }] }),
  'add-task': task,
  'explain-sentence': (n: number) => ({ n: (n % 5) + 1, why: ['intro', 'done'][n % 2], note: 'Đã có.' }),
  distribute: (n: number) => ({ units: [['agri', 'an', 'build'][n % 3]] }),
  conclude: () => ({ result: 'Các nhiệm vụ đã được giao và đang làm.' }),
  reopen: () => ({ reason: 'Còn việc phải làm tiếp, mở lại.' }),
};

it('a directive keeps the promises of the engine in any sequence of moves, with the dossiers it opens', () => {
  const seen = new Set<string>();
  const paper = {
    symbol: '1-CV/TU',
    form: 'party',
    issuer: 'A',
    issuedOn: '2026-11-20',
    type: 'dispatch',
    subject: 'B',
    identity: 'x',
  };
  fc.assert(
    fc.property(moves(25), (random) => {
      const { accepted } = playRandomly(directiveKind.kind, random, {
        start: [{ as: 'office.clerk', act: 'take-in', body: paper }],
        bodies,
        registry,
        cast: ['office.clerk', 'office.head', 'office.deputy', 'agri.head', 'an.head'],
      });
      for (const act of accepted) seen.add(act);
    }),
    { numRuns: 80, seed: 2545 },
  );
  for (const act of [
    'add-sentences',
    'correct-sentences',
    'issue',
    'assign-tasks',
    'add-task',
    'explain-sentence',
    'distribute',
    'lapse',
  ]) {
    expect([...seen]).toContain(act);
  }
});
