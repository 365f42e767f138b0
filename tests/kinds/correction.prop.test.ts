/** Corrections, causes and annulments among the other acts of a kind: refolding must agree after each of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allActs, correctableFields } from '../../src/dossier/common-acts.ts';
import type { AnyKind } from '../../src/dossier/kind.ts';
import { createRegistry } from '../../src/dossier/registry.ts';
import type { Step } from '../../src/dossier/testing/desk.ts';
import { type Bodies, moves, playRandomly } from '../../src/dossier/testing/random-play.ts';
import { addDays, type LegalDate } from '../../src/kernel/time.ts';
import { directiveKind } from '../../src/kinds/directive/index.ts';
import { taskKind } from '../../src/kinds/task/index.ts';

const reason = 'Lý do được nêu ở đây cho đủ dài, ai cũng hiểu.';

function fieldsToCorrect(kind: AnyKind): readonly { readonly field: string; readonly isNumber: boolean }[] {
  return Object.keys(allActs(kind)).flatMap((name) =>
    correctableFields(kind, name).map((f) => ({
      field: f.name,
      isNumber: ['money', 'integer', 'decimal'].includes(f.meta.widget),
    })),
  );
}

function commonBodies(kind: AnyKind): Bodies {
  const fields = fieldsToCorrect(kind);
  return {
    correct: (n, _today, dossier) => {
      const { field, isNumber } = fields[n % fields.length] ?? { field: '', isNumber: false };
      // Mostly the acts that came first: they carry the most fields.
      const seq = (n % 3 === 0 ? n % Math.max(1, dossier.seq) : 0) + 1;
      return { seq, field, reason, ...(isNumber ? { number: n % 50 } : { text: `Nội dung đã đính chính lần ${n}.` }) };
    },
    remind: (n, _today, dossier) => ({ clock: dossier.clocks[n % Math.max(1, dossier.clocks.length)]?.id ?? '' }),
    'claim-cause': (n, _today, dossier) => {
      const lapsed = dossier.clocks.filter((c) => c.lapsedBy !== undefined && c.cause === undefined);
      return { clock: lapsed[n % Math.max(1, lapsed.length)]?.id ?? '', cause: reason };
    },
    'decide-cause': (n, _today, dossier) => ({
      clock: dossier.clocks.findLast((c) => c.cause?.state === 'claimed')?.id ?? '',
      finding: n % 2 ? 'confirmed' : 'rejected',
      reason,
    }),
    annul: (n) => ({ reason: n % 15 === 7 ? reason : '' }),
    divert: (n) => ({ channel: 'petition', to: 'Ban Tiếp công dân', reason: n % 15 === 7 ? reason : '' }),
  };
}

function playsWell(
  kind: AnyKind,
  start: readonly Step[],
  own: Bodies,
  cast: readonly string[],
  reached: readonly string[],
): void {
  const registry = createRegistry([directiveKind, taskKind]);
  const seen = new Set<string>();
  fc.assert(
    fc.property(moves(25), (random) => {
      const { accepted } = playRandomly(kind, random, { start, bodies: { ...own, ...commonBodies(kind) }, cast, registry });
      for (const act of accepted) seen.add(act);
    }),
    { numRuns: 150, seed: 418 },
  );
  for (const act of reached) expect([...seen]).toContain(act);
}

it('a task refolds to itself after any correction, cause or annulment', () => {
  const body = { title: 'Rà soát', holder: 'agri.spec', dueOn: '2026-12-04', coUnits: ['build'], verifier: 'agri.head' };
  // It begins late, so that there are causes to claim and to decide.
  const start = [
    { as: 'office.head', act: 'assign', body },
    { as: 'system', act: 'lapse', body: { clock: 'do' }, later: 30 },
  ];
  const own: Bodies = {
    accept: () => ({}),
    progress: (n) => ({ percent: n % 101, note: 'Đã làm một phần.' }),
    'request-extension': (n, today) => ({ dueOn: addDays(today as LegalDate, n % 40), reason }),
    'grant-extension': () => ({}),
    complete: () => ({ evidence: 'Kết quả đã có, xem tệp kèm theo.' }),
    return: (n, today) => ({ reason, dueOn: addDays(today as LegalDate, n % 40) }),
    verify: () => ({}),
    reopen: (n, today) => ({ reason, dueOn: addDays(today as LegalDate, n % 40) }),
  };
  const cast = ['agri.spec', 'agri.head', 'office.head', 'build.spec'];
  playsWell(taskKind.kind, start, own, cast, ['correct', 'remind', 'lapse', 'claim-cause', 'complete']);
});

it('a directive refolds to itself after any correction, cause or annulment', () => {
  const paper = {
    symbol: '1-CV/TU',
    form: 'party',
    issuer: 'A',
    issuedOn: '2026-11-20',
    type: 'dispatch',
    subject: 'B',
    identity: 'x',
  };
  const own: Bodies = {
    'add-sentences': () => ({ sentences: [{ n: 1, text: 'Câu một', heading: 'Mục' }] }),
    issue: () => ({}),
    conclude: () => ({ result: 'Các nhiệm vụ đã được giao và đang làm.' }),
    reopen: () => ({ reason }),
  };
  const cast = ['office.clerk', 'office.head', 'office.deputy'];
  playsWell(directiveKind.kind, [{ as: 'office.clerk', act: 'take-in', body: paper }], own, cast, ['correct', 'remind', 'lapse']);
});
