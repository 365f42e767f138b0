import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Dossier } from '../../dossier/index.ts';
import { createRegistry } from '../../dossier/registry.ts';
import type { Step } from '../../dossier/testing/desk.ts';
import { moves, playRandomly } from '../../dossier/testing/random-play.ts';
import { protectionRequestKind } from '../protection-request/index.ts';
import { protectionKind } from './index.ts';
import { protection } from './kind.ts';
import { establish, isConsidered, OUTCOMES, outcomeOf } from './outcome.ts';
import { findingsNow } from './rules.ts';
import type { ProtectionState } from './state.ts';
import {
  accepted,
  asked,
  concluded,
  findings,
  found,
  heard,
  LONG,
  named,
  opened,
  panelOf,
  province,
  statement,
} from './steps.test-support.ts';

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const POSTS = ['finance.head', 'build.head', 'an.head', 'binh.head', 'agri.head', 'cat.head'];
const verdict = (n: number) => at(['met', 'met', 'not-met', 'unclear'], n);

const bodies = {
  accept: () => ({ note: LONG }),
  decline: (n: number) => (n % 3 === 0 ? { reasons: LONG } : {}),
  withdraw: (n: number) => (n % 9 === 0 ? { reasons: LONG } : {}),
  'add-proceeding': (_: number, today: string) => ({ sort: 'discipline', paper: '1/TB', on: today }),
  state: () => statement,
  'add-evidence': (n: number, today: string) => ({
    test: at(['policy', 'cause'], n),
    what: LONG,
    from: n % 2 ? '2026-01-05' : today,
  }),
  'name-panel': (n: number) => panelOf(...[0, 1, 2, 3, 4].slice(0, n % 6).map((i) => at(POSTS, n + i))),
  'step-aside': (n: number) => (n % 4 === 0 ? { reason: LONG } : {}),
  challenge: (n: number) => ({ post: at(POSTS, n), reason: LONG }),
  'keep-member': (n: number) => ({ post: at(POSTS, n), answer: LONG }),
  find: (n: number) =>
    findings({
      policy: verdict(n),
      motive: verdict(n + 1),
      procedure: verdict(n + 2),
      cause: at(['objective', 'subjective', 'mixed'], n),
    }),
  conclude: (n: number, _: string, dossier: Dossier) => {
    const state = dossier.state as unknown as ProtectionState;
    const due = outcomeOf({ ...state.shortfall, named: state.named }, establish(findingsNow(state).map((f) => f.words))).outcome;
    const outcome = n % 3 === 0 ? at(OUTCOMES, n) : due;
    const graded = n % 5 === 0 ? n % 2 === 0 : isConsidered(outcome);
    return {
      outcome,
      ...(graded ? { relief: 'mitigation', law: 'Điều 34' } : {}),
      reasons: LONG,
      searched: LONG,
      number: '1/KL',
    };
  },
  appeal: () => ({ reason: LONG }),
  uphold: () => ({ answer: LONG }),
  'look-again': () => ({ answer: LONG }),
  'ask-measure': (n: number) => ({
    measure: 'counsel',
    text: LONG,
    ...(n % 2 ? { where: 'inside', unit: 'finance' } : { where: 'outside', outside: 'Đoàn Luật sư' }),
  }),
  'report-retaliation': () => ({ what: LONG }),
  'answer-retaliation': () => ({ answer: LONG }),
  'agree-to-end': () => ({ agreed: true }),
  end: () => ({ reasons: LONG }),
};

const CAST = [
  ...['head', 'deputy', 'clerk', 'spec'].map((post) => `agri.${post}`),
  ...['head', 'head', 'clerk', 'member', 'member'].map((post) => `office.${post}`),
  'finance.head',
  'build.head',
  'an.head',
  'binh.head',
];
const appealed: readonly Step[] = [...concluded, { as: 'agri.spec', act: 'appeal', body: { reason: LONG } }];
const STARTS: readonly (readonly Step[])[] = [
  appealed,
  appealed,

  [opened],
  [asked],
  accepted,
  heard,
  named,
  named,
  found,
  concluded,
  [asked, ...named.slice(1)],
];

it('any sequence of moves keeps the promises of the engine, concludes nothing the table does not give, and lets nobody of the line judge', () => {
  const seen = new Set<string>();
  const registry = createRegistry([protectionKind, protectionRequestKind]);
  fc.assert(
    fc.property(moves(40), fc.constantFrom(...STARTS), (random, start) => {
      const played = playRandomly(protection, random, { province, start, bodies, cast: CAST, registry });
      for (const act of played.accepted) seen.add(act);
      const state = played.dossier.state as unknown as ProtectionState;
      for (const member of state.panel) {
        expect(state.line).not.toContain(member.person);
        expect(member.person).not.toBe(state.subject.person);
      }
      for (const finding of state.findings) expect(finding.post.startsWith('agri.')).toBe(false);
      for (const conclusion of state.conclusions) {
        const counted = state.findings.filter((f) => f.round === conclusion.round && !f.struck && f.seq < conclusion.seq);
        expect(counted.length % 2).toBe(1);
        const more = (test: 'policy' | 'motive' | 'good' | 'procedure') =>
          counted.filter((f) => f.words[test] === 'met').length * 2 > counted.length;
        const three = more('policy') && more('motive') && more('good');
        if (conclusion.outcome === 'excluded' || conclusion.outcome === 'considered') expect(three).toBe(true);
        if (conclusion.outcome === 'excluded') expect(conclusion.of.damage).toBe(false);
        if (conclusion.outcome === 'considered-by-law') expect((more('procedure') && more('motive')) || three).toBe(true);
        expect(conclusion.relief !== null).toBe(isConsidered(conclusion.outcome));
      }
      if (state.findings.length > 0) expect(state.statement !== null || state.statementLapsed).toBe(true);
    }),
    { numRuns: 300, seed: 11 },
  );
  expect([...seen].toSorted()).toEqual(
    expect.arrayContaining(['accept', 'conclude', 'find', 'lapse', 'look-again', 'name-panel', 'state', 'step-aside', 'uphold']),
  );
});
