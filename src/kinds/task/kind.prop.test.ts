import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moves, playRandomly } from '../../dossier/testing/random-play.ts';
import { addDays, type LegalDate } from '../../kernel/time.ts';
import { task } from './kind.ts';

const reason = 'Lý do được nêu ở đây cho đủ dài.';
const inDays = (today: string, n: number) => addDays(today as LegalDate, n % 40);

const bodies = {
  accept: () => ({}),
  progress: (n: number) => ({ percent: n % 101, note: 'Đã làm một phần.' }),
  'hand-over': (n: number) => ({ to: ['agri.spec', 'agri.deputy', 'agri.clerk', 'build.spec'][n % 4], reason }),
  'approve-hand-over': () => ({}),
  'refuse-hand-over': () => ({ reason }),
  'request-extension': (n: number, today: string) => ({ dueOn: inDays(today, n), reason }),
  'grant-extension': (n: number, today: string) => (n % 2 ? {} : { dueOn: inDays(today, n) }),
  'refuse-extension': () => ({ reason }),
  'co-report': () => ({ text: 'Đơn vị đã làm phần của mình.' }),
  complete: (n: number) => ({ evidence: n % 2 === 0 ? 'Kết quả đã có, xem tệp kèm theo.' : 'ngắn' }),
  verify: () => ({}),
  return: (n: number, today: string) => ({ reason, dueOn: inDays(today, n) }),
  reopen: (n: number, today: string) => ({ reason, dueOn: inDays(today, n) }),
  withdraw: (n: number) => ({ reason: n % 9 === 0 ? reason : '' }),
};
const start = [
  {
    as: 'office.head',
    act: 'assign',
    body: { title: 'Rà soát', holder: 'agri.spec', dueOn: '2026-12-04', coUnits: ['build'], verifier: 'agri.head' },
  },
];
const cast = ['agri.spec', 'agri.deputy', 'agri.clerk', 'agri.head', 'office.head', 'build.spec', 'office.member'];

it('any sequence of moves keeps the promises of the engine', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(moves(), (random) => {
      const { accepted } = playRandomly(task, random, { start, bodies, cast });
      for (const act of accepted) seen.add(act);
    }),
    { numRuns: 150, seed: 2545 },
  );
  // What was never reached was never tried: the sequences must have come this far, or the property proves little.
  for (const act of [
    'accept',
    'hand-over',
    'approve-hand-over',
    'request-extension',
    'grant-extension',
    'complete',
    'verify',
    'return',
    'lapse',
  ]) {
    expect([...seen]).toContain(act);
  }
});
