/** What a case shows of itself, to those few who may read it. */
import type { Dossier, Link, Party, Section, SummaryItem } from '../../dossier/index.ts';
import { establish, isConsidered, TESTS } from './outcome.ts';
import { findingsNow, isProtected } from './rules.ts';
import type { ProtectionState } from './state.ts';

export function parties(s: ProtectionState): readonly Party[] {
  return [
    ...(s.subject.person === null ? [] : [{ role: 'subject', person: s.subject.person }]),
    ...(s.desk === null ? [] : [{ role: 'desk', post: s.desk.head, unit: s.desk.unit }]),
    ...s.panel.map((m) => ({ role: 'panel', person: m.person })),
  ];
}

export function links(s: ProtectionState): readonly Link[] {
  return s.proposal === null ? [] : [{ type: 'protects', to: s.proposal }];
}

/** What the law gives at this point, in words that promise nothing a pack does not mark verified. */
function standing(s: ProtectionState): string {
  const last = s.conclusions.at(-1);
  if (!last) return s.proposal === null ? 'open-by-law' : s.named ? 'open' : 'open-not-named';
  return last.outcome;
}

const text = (key: string, value: string | null): readonly SummaryItem[] => (value === null ? [] : [{ key, value }]);

export function summary(s: ProtectionState): readonly SummaryItem[] {
  const last = s.conclusions.at(-1);
  return [
    { key: 'standing', value: standing(s), as: 'choice', group: 'standing' },
    { key: 'ground', value: s.ground, as: 'choice', group: 'ground' },
    ...(s.subject.person === null ? [] : [{ key: 'subject', value: s.subject.person, as: 'person' as const }]),
    ...(s.proposal === null ? [] : [{ key: 'proposal', value: s.proposal, as: 'dossier' as const }]),
    ...(s.agency === null ? [] : [{ key: 'agency', value: s.agency, as: 'unit' as const }]),
    ...(s.desk === null ? [] : [{ key: 'desk', value: s.desk.unit, as: 'unit' as const }]),
    ...(s.shortfall.result === 'none'
      ? []
      : [
          { key: 'result', value: s.shortfall.result, as: 'choice' as const, group: 'result' },
          { key: 'damage', value: s.shortfall.damage ? 'yes' : 'no', as: 'choice' as const, group: 'damage' },
        ]),
    ...(s.presumed.length === 0 ? [] : [{ key: 'presumed', value: 'after-advice', as: 'choice' as const, group: 'presumed' }]),
    ...text('asked', s.asked),
    ...(s.statement === null
      ? [{ key: 'statement', value: s.statementLapsed ? 'silent' : 'waiting', as: 'choice' as const, group: 'statement' }]
      : [
          { key: 'statedPolicy', value: s.statement.policy },
          { key: 'statedMotive', value: s.statement.motive },
          { key: 'statedGood', value: s.statement.good },
          { key: 'statedCauses', value: s.statement.causes },
        ]),
    ...(last?.relief == null ? [] : [{ key: 'relief', value: last.relief, as: 'choice' as const, group: 'relief' }]),
    ...text('law', last?.law ?? null),
    ...text('reasons', last?.reasons ?? null),
    ...text('searched', last?.searched ?? null),
    ...(isProtected(s) && s.ended === null
      ? [{ key: 'pending', value: 'protected', as: 'choice' as const, group: 'pending' }]
      : []),
    ...text('ended', s.ended),
  ];
}

export function sections(s: ProtectionState, _: Dossier<ProtectionState>): readonly Section[] {
  return [
    {
      key: 'record',
      columns: [
        { key: 'test', as: 'choice', group: 'test' },
        { key: 'what', as: 'choice', group: 'what' },
        { key: 'word', as: 'choice', group: 'word' },
        { key: 'on', as: 'date' },
        { key: 'before', as: 'choice', group: 'before' },
        { key: 'seq', as: 'integer' },
      ],
      rows: s.record.map((r) => ({ ...r, before: r.before ? 'yes' : 'no' })),
    },
    {
      key: 'evidence',
      columns: [
        { key: 'test', as: 'choice', group: 'test' },
        { key: 'what' },
        { key: 'from', as: 'date' },
        { key: 'before', as: 'choice', group: 'before' },
        { key: 'by', as: 'choice', group: 'by' },
        { key: 'dossier', as: 'dossier' },
      ],
      rows: s.evidence.map(({ test, what, from, before, by, dossier }) => ({
        test,
        what,
        from,
        before: before ? 'yes' : 'no',
        by,
        dossier,
      })),
    },
    {
      key: 'proceedings',
      columns: [{ key: 'on', as: 'date' }, { key: 'sort', as: 'choice', group: 'sort' }, { key: 'paper' }],
      rows: s.proceedings.map(({ on, sort, paper }) => ({ on, sort, paper })),
    },
    {
      key: 'findings',
      columns: [
        { key: 'round', as: 'integer' },
        { key: 'post', as: 'post' },
        { key: 'test', as: 'choice', group: 'test' },
        { key: 'word', as: 'choice', group: 'verdict' },
        { key: 'why' },
        { key: 'counts', as: 'choice', group: 'counts' },
      ],
      rows: s.findings.flatMap((f) =>
        ([...TESTS, 'cause'] as const).map((test) => ({
          round: f.round,
          post: f.post,
          test,
          word: f.words[test],
          why: f.reasons[test],
          counts: f.struck ? 'struck' : 'yes',
        })),
      ),
    },
    {
      key: 'together',
      columns: [
        { key: 'test', as: 'choice', group: 'test' },
        { key: 'word', as: 'choice', group: 'together' },
      ],
      rows: together(s),
    },
    {
      key: 'challenges',
      columns: [{ key: 'post', as: 'post' }, { key: 'reason' }, { key: 'answer' }],
      rows: s.challenges.map(({ post, reason, answer }) => ({ post, reason, answer })),
    },
    {
      key: 'conclusions',
      columns: [
        { key: 'round', as: 'integer' },
        { key: 'on', as: 'date' },
        { key: 'outcome', as: 'choice', group: 'outcome' },
        { key: 'relief', as: 'choice', group: 'relief' },
        { key: 'dissents', as: 'integer' },
        { key: 'post', as: 'post' },
        { key: 'number' },
      ],
      rows: s.conclusions.map(({ round, on, outcome, relief, dissents, post, number }) => ({
        round,
        on,
        outcome,
        relief: isConsidered(outcome) ? relief : null,
        dissents,
        post,
        number,
      })),
    },
    {
      key: 'compared',
      columns: [{ key: 'case', as: 'dossier' }, { key: 'how' }],
      rows: s.conclusions.flatMap((row) => row.compared.map((one) => ({ case: one.case, how: one.how }))),
    },
    {
      key: 'measures',
      columns: [
        { key: 'on', as: 'date' },
        { key: 'what', as: 'choice', group: 'measure' },
        { key: 'unit', as: 'unit' },
        { key: 'outside' },
        { key: 'reply', as: 'choice', group: 'reply' },
        { key: 'policy', as: 'choice', group: 'verdict' },
        { key: 'motive', as: 'choice', group: 'verdict' },
        { key: 'good', as: 'choice', group: 'verdict' },
        { key: 'repliedOn', as: 'date' },
      ],
      rows: s.measures.map((m) => ({
        on: m.on,
        what: m.what,
        unit: m.outside ? null : m.to,
        outside: m.outside ? m.to : null,
        reply: m.reply ?? 'waiting',
        policy: m.view?.policy ?? null,
        motive: m.view?.motive ?? null,
        good: m.view?.good ?? null,
        repliedOn: m.repliedOn,
      })),
    },
    {
      key: 'retaliations',
      columns: [{ key: 'on', as: 'date' }, { key: 'what' }, { key: 'answer' }, { key: 'answeredOn', as: 'date' }],
      rows: s.retaliations.map(({ on, what, answer, answeredOn }) => ({ on, what, answer, answeredOn })),
    },
    {
      key: 'bound',
      columns: [{ key: 'body' }, { key: 'since', as: 'date' }, { key: 'terms' }, { key: 'paper' }],
      rows: s.bound.map(({ body, since, terms, paper }) => ({ body, since, terms, paper })),
    },
    {
      key: 'appeals',
      columns: [
        { key: 'on', as: 'date' },
        { key: 'reason' },
        { key: 'to', as: 'post' },
        { key: 'outcome', as: 'choice', group: 'appeal' },
        { key: 'answer' },
      ],
      rows: s.appeals.map(({ on, reason, to, outcome, answer }) => ({ on, reason, to, outcome, answer })),
    },
  ];
}

/** What the panel found together, once all have found. */
function together(s: ProtectionState) {
  const findings = findingsNow(s);
  if (s.panel.length === 0 || findings.length < s.panel.length) return [];
  const found = establish(
    findings.map((f) => f.words),
    s.presumed,
  );
  return [
    ...TESTS.map((test) => ({ test, word: found[test] ? 'met' : 'not-established' })),
    { test: 'cause', word: found.cause },
  ];
}
