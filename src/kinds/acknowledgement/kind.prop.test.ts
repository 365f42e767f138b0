import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LinkedDossier } from '../../dossier/context.ts';
import { moves, playRandomly } from '../../dossier/testing/random-play.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { acknowledgement } from './kind.ts';

const paper: LinkedDossier = { id: 'vb-1' as DossierId, kind: 'directive', stage: 'issued', exports: {} };
const body = { directive: 'vb-1', symbol: '2545-CV/TU', subject: 'Về việc gỡ khó', unit: 'agri', issuingUnit: 'office' };
const bodies = {
  confirm: (n: number) => ({ understood: n % 5 > 0 }),
  ask: () => ({ question: 'Câu 3 áp dụng từ khi nào?' }),
  answer: () => ({ answer: 'Từ ngày ký.' }),
  withdraw: (n: number) => ({ reason: n % 4 === 0 ? 'Gửi nhầm đơn vị, xin rút lại yêu cầu.' : '' }),
};

it('any sequence of moves keeps the promises of the engine', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(moves(12), (random) => {
      const played = playRandomly(acknowledgement, random, {
        start: [{ as: 'system', act: 'send', body, view: [paper] }],
        bodies,
        cast: ['agri.head', 'agri.deputy', 'agri.clerk', 'office.head', 'office.clerk', 'build.head'],
      });
      for (const act of played.accepted) seen.add(act);
    }),
    { numRuns: 150, seed: 2545 },
  );
  expect([...seen].toSorted()).toEqual(['answer', 'ask', 'confirm', 'lapse', 'withdraw']);
});
