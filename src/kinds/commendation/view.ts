/** What a commendation shows of itself, and to whom. */
import {
  type Access,
  type Dossier,
  key,
  type Link,
  type Party,
  type Placing,
  type Section,
  type SummaryItem,
} from '../../dossier/index.ts';
import type { Json } from '../../kernel/json.ts';
import { opinionsSection } from '../opinions-section.ts';
import { hiddenFrom, isFallen, openWithdrawal, recipientKeys, subjectsOf } from './rules.ts';
import type { Award, CommendationState } from './state.ts';

/** Made known, and nothing in question: for every official. */
const OPEN_TO_ALL: readonly string[] = ['published', 'praised'];
/** Nothing decided yet: those it is about neither read nor judge it, in whatever post they sit. */
const UNDECIDED: readonly string[] = ['nominated', 'completing', 'hearing', 'deciding'];

/**
 * Until it is decided: whoever nominated, the desk, those asked, inspection. From the decision on, for it or against it, also those it is about, who may
 * read the reasons. Made known: every official, unless an award is in question.
 */
export function access(s: CommendationState, d: Dossier<CommendationState>): Access {
  if (OPEN_TO_ALL.includes(d.stage)) return { read: [key.official, key.role('inspector')] };
  const posts = [s.clerk, s.decider, openWithdrawal(s)?.judge ?? null].filter((post) => post !== null);
  const desk = [key.role('inspector'), ...posts.map((post) => key.post(post)), ...s.opinions.map((o) => key.head(o.unit))];
  if (UNDECIDED.includes(d.stage)) return { read: desk, exclude: [...hiddenFrom(s)] };
  const concerned = s.decision?.outcome === 'refused' ? subjectsOf(s) : s.awards;
  return { read: [...desk, ...concerned.flatMap(recipientKeys)] };
}

export const describe = (s: CommendationState) => ({
  title: s.title,
  search: [s.achievement].filter((text) => text !== ''),
  symbols: s.decision?.number ? [s.decision.number] : [],
});

export function place(s: CommendationState): Placing {
  return { ...(s.agency === null ? {} : { unit: s.agency }), classification: s.origin };
}

/** Whoever is nominated is a party from the decision on: before, the dossier is not theirs to read. */
export function parties(s: CommendationState): readonly Party[] {
  return [
    ...(s.decider === null ? [] : [{ role: 'decider', post: s.decider, ...(s.agency === null ? {} : { unit: s.agency }) }]),
    ...s.awards.map(
      (award): Party => ({
        role: 'recipient',
        unit: award.unit,
        ...(award.whom === 'person' && award.person !== null ? { person: award.person } : {}),
      }),
    ),
  ];
}

export function links(s: CommendationState): readonly Link[] {
  const named = new Set(s.evidence.flatMap((e) => (e.dossier === null ? [] : [e.dossier])));
  if (s.source !== null) named.add(s.source.dossier);
  return [...named].map((to) => ({ type: 'rewards', to }));
}

function sourceItems({ source }: CommendationState): readonly SummaryItem[] {
  if (source === null) return [];
  return [
    { key: 'source', value: source.number ?? source.dossier, as: 'dossier' },
    { key: 'result', value: source.result, as: 'choice', group: 'result' },
    { key: 'damage', value: source.damage ? 'yes' : 'no', as: 'choice', group: 'damage' },
    ...(source.allowedOn === null ? [] : [{ key: 'allowedOn', value: source.allowedOn, as: 'date' as const }]),
    ...(source.evaluatedOn === null ? [] : [{ key: 'evaluatedOn', value: source.evaluatedOn, as: 'date' as const }]),
    ...(source.tally === null ? [] : [{ key: 'votesFor', value: source.tally.for, as: 'integer' as const }]),
    ...(source.tally === null ? [] : [{ key: 'votesEntitled', value: source.tally.entitled, as: 'integer' as const }]),
    ...(source.exit === null ? [] : [{ key: 'exit', value: source.exit, as: 'choice' as const, group: 'exit' }]),
    ...(source.named ? [] : [{ key: 'named', value: 'no', as: 'choice' as const, group: 'named' }]),
    { key: 'lesson', value: source.lesson },
  ];
}

export function summary(s: CommendationState): readonly SummaryItem[] {
  const { nominee, nominator, decision } = s;
  return [
    { key: 'origin', value: s.origin, as: 'choice', group: 'origin' },
    ...(nominee?.whom === 'person' && nominee.person !== null
      ? [{ key: 'nominee', value: nominee.person, as: 'person' as const }]
      : []),
    ...(nominee === null ? [] : [{ key: 'nomineeUnit', value: nominee.unit, as: 'unit' as const }]),
    ...(s.origin === 'praise' ? [] : [{ key: 'achievement', value: s.achievement }]),
    ...(s.agency === null ? [] : [{ key: 'agency', value: s.agency, as: 'unit' as const }]),
    ...(nominator === null ? [] : [{ key: 'nominator', value: nominator.post, as: 'post' as const }]),
    ...(nominator?.citizen ? [{ key: 'citizen', value: nominator.citizen }] : []),
    ...sourceItems(s),
    ...(s.verified === null ? [] : [{ key: 'verified', value: s.verified.remark }]),
    ...(s.proposed === null ? [] : [{ key: 'proposed', value: s.proposed.reasons }]),
    ...(decision === null ? [] : [{ key: 'outcome', value: decision.outcome, as: 'choice' as const, group: 'outcome' }]),
    ...(decision === null ? [] : [{ key: 'decidedBy', value: decision.post, as: 'post' as const }]),
    ...(decision === null ? [] : [{ key: 'decidedOn', value: decision.on, as: 'date' as const }]),
    ...(decision === null ? [] : [{ key: 'reasons', value: decision.reasons }]),
    ...(decision?.number ? [{ key: 'number', value: decision.number }] : []),
    ...(decision?.legalBasis ? [{ key: 'legalBasis', value: decision.legalBasis }] : []),
    ...(decision?.departs ? [{ key: 'departs', value: decision.departs }] : []),
    ...(decision?.late ? [{ key: 'late', value: 'yes', as: 'choice' as const, group: 'late' }] : []),
    ...(s.published?.where ? [{ key: 'published', value: s.published.where }] : []),
  ];
}

const awardColumns = [
  { key: 'person', as: 'person' as const },
  { key: 'unit', as: 'unit' as const },
  { key: 'form', as: 'choice' as const, group: 'form' },
  { key: 'months', as: 'integer' as const },
];

const awardCells = (award: Award) => ({
  person: award.whom === 'person' ? award.person : null,
  unit: award.unit,
  form: award.form,
  months: award.months,
});

export function sections(s: CommendationState): readonly Section[] {
  return [
    {
      key: 'evidence',
      columns: [
        { key: 'n', as: 'integer' },
        { key: 'sort', as: 'choice', group: 'sort' },
        { key: 'on', as: 'date' },
        { key: 'dossier', as: 'dossier' },
        { key: 'act', as: 'integer' },
        { key: 'what' },
        { key: 'finding', as: 'choice', group: 'finding' },
        { key: 'how' },
      ],
      rows: s.evidence.map((e, i) => ({
        n: i + 1,
        sort: e.sort,
        on: e.on,
        dossier: e.number ?? e.dossier,
        act: e.act,
        what: e.what,
        finding: e.finding ?? 'waiting',
        how: e.how,
      })),
    },
    opinionsSection('body', s.opinions),
    { key: 'asked', columns: awardColumns, rows: s.asked.map(awardCells) },
    {
      key: 'awards',
      columns: [{ key: 'n', as: 'integer' }, ...awardColumns, { key: 'standing', as: 'choice', group: 'standing' }],
      rows: s.awards.map((award, i) => ({
        n: i + 1,
        ...awardCells(award),
        standing: isFallen(s, i) ? 'withdrawn' : openWithdrawal(s)?.award === i ? 'questioned' : 'stands',
      })),
    },
    {
      key: 'returns',
      columns: [{ key: 'on', as: 'date' }, { key: 'missing' }, { key: 'answer' }],
      rows: s.returns.map((r) => ({ on: r.on, missing: r.missing, answer: r.answer })),
    },
    {
      key: 'conflicts',
      columns: [{ key: 'on', as: 'date' }, { key: 'post', as: 'post' }, { key: 'reason' }],
      rows: s.conflicts.map((one) => ({ on: one.on, post: one.post, reason: one.reason })),
    },
    {
      // Texts of a proceeding are narrowed: whoever may not read them sees that there was one.
      key: 'withdrawals',
      columns: [
        { key: 'award', as: 'integer' },
        { key: 'ground', as: 'choice', group: 'ground' },
        { key: 'notifiedOn', as: 'date' },
        { key: 'facts' },
        { key: 'reply' },
        { key: 'outcome', as: 'choice', group: 'withdrawal' },
        { key: 'reasons' },
        { key: 'number' },
        { key: 'appeal', as: 'choice', group: 'appeal' },
        { key: 'appealed' },
        { key: 'answer' },
      ],
      rows: s.withdrawals.map((w) => ({
        award: w.award + 1,
        ground: w.ground,
        notifiedOn: w.notifiedOn,
        facts: w.facts,
        reply: w.reply,
        outcome: w.outcome === 'open' && w.lapsedBy !== null && w.reply === null ? 'silent' : w.outcome,
        reasons: w.reasons,
        number: w.number,
        appeal: w.appeal?.outcome ?? null,
        appealed: w.appeal?.reason ?? null,
        answer: w.appeal?.answer ?? null,
      })),
    },
  ];
}

/** What other dossiers may know of it: the awards that stand. */
export function exportsOf(s: CommendationState, d: Dossier<CommendationState>): Json {
  return {
    title: s.title,
    stage: d.stage,
    origin: s.origin,
    source: s.source?.dossier ?? null,
    decidedOn: s.decision?.on ?? null,
    publishedOn: s.published?.on ?? null,
    awards: s.awards.flatMap((award, i) =>
      isFallen(s, i)
        ? []
        : [{ whom: award.whom, person: award.person, unit: award.unit, form: award.form, months: award.months }],
    ),
  };
}
