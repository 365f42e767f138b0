/** What a proposal shows of itself. */
import type { Dossier, Link, Party, Placing, Section, SummaryItem } from '../../dossier/index.ts';
import type { Json } from '../../kernel/json.ts';
import { opinionsSection } from '../opinions-section.ts';
import { askedOf, isMerging } from './authors.ts';
import { authorParties, jointSections, mergeLinks } from './joint-view.ts';
import { recordOf } from './record.ts';
import { authorsOf, electorateNow, lastCount } from './rules.ts';
import type { ProposalState } from './state.ts';

/** Once it was allowed every official may read and learn from it; any other stays with those concerned. */
export function isOpenToAll(d: Dossier<ProposalState>): boolean {
  return d.state.pilot !== null;
}

export const describe = (s: ProposalState) => ({
  title: s.plan.title,
  search: [s.plan.necessity, s.plan.content, s.pilot?.evaluation?.lesson].filter((text) => text !== undefined),
  symbols: [
    ...(s.plan.provision === null ? [] : [s.plan.provision]),
    ...s.decisions.flatMap((d) => (d.number === null ? [] : [d.number])),
  ],
});

export function place(s: ProposalState): Placing {
  return { ...(s.agency === null ? {} : { unit: s.agency }), classification: s.gap };
}

export function parties(s: ProposalState): readonly Party[] {
  return [
    ...(s.proposer.post === null
      ? []
      : [{ role: 'proposer', post: s.proposer.post, ...(s.proposer.unit === null ? {} : { unit: s.proposer.unit }) }]),
    ...authorParties(s),
    ...(s.decider === null ? [] : [{ role: 'decider', post: s.decider, ...(s.agency === null ? {} : { unit: s.agency }) }]),
    ...(s.party === null ? [] : [{ role: 'party', unit: s.party }]),
    ...s.joined.map((j): Party => ({ role: 'joined', unit: j.unit })),
  ];
}

export function links(s: ProposalState): readonly Link[] {
  return [...s.answers.map((to): Link => ({ type: 'resolves', to })), ...mergeLinks(s)];
}

export function summary(s: ProposalState): readonly SummaryItem[] {
  const { plan } = s;
  const text = (key: string, value: string | null): readonly SummaryItem[] =>
    value === null || value === '' ? [] : [{ key, value }];
  return [
    { key: 'gap', value: s.gap, as: 'choice', group: 'gap' },
    { key: 'route', value: s.route, as: 'choice', group: 'route' },
    ...(s.agency === null ? [] : [{ key: 'agency', value: s.agency, as: 'unit' as const }]),
    ...(s.raised === 'no' ? [] : [{ key: 'raised', value: s.raised, as: 'choice' as const, group: 'raised' }]),
    ...(s.named ? [] : [{ key: 'named', value: 'no', as: 'choice' as const, group: 'named' }]),
    ...text('necessity', plan.necessity),
    ...text('content', plan.content),
    ...text('scope', plan.scope),
    ...(plan.from === null ? [] : [{ key: 'from', value: plan.from, as: 'date' as const }]),
    ...(plan.until === null ? [] : [{ key: 'until', value: plan.until, as: 'date' as const }]),
    ...(plan.money === null ? [] : [{ key: 'money', value: plan.money, as: 'money' as const }]),
    ...text('resources', plan.resources),
    ...text('feasibility', plan.feasibility),
    ...text('benefit', plan.benefit),
    ...text('drawback', plan.drawback),
    ...text('effect', plan.effect),
    ...text('alternatives', plan.alternatives),
    ...text('risks', plan.risks),
    ...text('stopWhen', plan.stopWhen),
    ...text('provision', plan.provision),
    { key: 'interests', value: s.interests.declared ? 'declared' : 'none', as: 'choice', group: 'interests' },
    { key: 'promise', value: s.promise },
    ...pilotItems(s),
  ];
}

function pilotItems({ pilot }: ProposalState): readonly SummaryItem[] {
  if (pilot === null) return [];
  const { limits, evaluation } = pilot;
  return [
    { key: 'pilotFrom', value: limits.from, as: 'date' },
    { key: 'pilotUntil', value: limits.until, as: 'date' },
    { key: 'places', value: [...limits.places], as: 'unit' },
    ...(limits.money === null ? [] : [{ key: 'pilotMoney', value: limits.money, as: 'money' as const }]),
    { key: 'means', value: limits.means },
    { key: 'pilotStop', value: limits.stopWhen },
    ...(pilot.suspended ? [{ key: 'suspended', value: 'yes', as: 'choice' as const, group: 'suspended' }] : []),
    ...(pilot.report === null ? [] : [{ key: 'reported', value: pilot.report.text }]),
    ...(evaluation === null
      ? []
      : [
          { key: 'result', value: evaluation.result, as: 'choice' as const, group: 'result' },
          { key: 'damage', value: evaluation.damage ? 'yes' : 'no', as: 'choice' as const, group: 'damage' },
          { key: 'findings', value: evaluation.findings },
          { key: 'exit', value: evaluation.exit, as: 'choice' as const, group: 'exit' },
          { key: 'lesson', value: evaluation.lesson },
        ]),
  ];
}

export function sections(s: ProposalState): readonly Section[] {
  return [
    ...jointSections(s),
    {
      key: 'indicators',
      columns: [{ key: 'name' }, { key: 'measure' }, { key: 'baseline' }, { key: 'target' }],
      rows: s.plan.indicators.map((i) => ({ ...i })),
    },
    opinionsSection('purpose', s.opinions),
    {
      key: 'counts',
      columns: [
        { key: 'round', as: 'integer' },
        { key: 'on', as: 'date' },
        { key: 'entitled', as: 'integer' },
        { key: 'for', as: 'integer' },
        { key: 'against', as: 'integer' },
        { key: 'abstain', as: 'integer' },
        { key: 'absent', as: 'integer' },
        { key: 'reason', as: 'choice', group: 'reason' },
        { key: 'by', as: 'choice', group: 'body' },
      ],
      rows: s.counts.map(({ round, on, tally, by }) => ({
        round,
        on,
        by: by ?? 'leadership',
        entitled: tally.entitled,
        for: tally.for,
        against: tally.against,
        abstain: tally.abstain,
        absent: tally.absent,
        reason: tally.reason,
      })),
    },
    {
      // What a ballot says is a text of its own: whoever may not read it sees that somebody voted.
      key: 'ballots',
      columns: [
        { key: 'post', as: 'post' },
        { key: 'on', as: 'date' },
        { key: 'word', as: 'choice', group: 'ballot' },
      ],
      rows: [
        ...s.ballots.map((b) => ({ post: b.post, on: b.on, word: b.word })),
        ...electorateNow(s).excluded.map((e) => ({ post: e.post, on: null, word: e.why })),
      ],
    },
    {
      key: 'decisions',
      columns: [
        { key: 'round', as: 'integer' },
        { key: 'on', as: 'date' },
        { key: 'outcome', as: 'choice', group: 'outcome' },
        { key: 'post', as: 'post' },
        { key: 'number' },
        { key: 'reasons' },
        { key: 'late', as: 'choice', group: 'late' },
      ],
      rows: s.decisions.map((d) => ({
        round: d.round,
        on: d.on,
        outcome: d.override ? 'override' : d.outcome,
        post: d.post,
        number: d.number,
        reasons: d.reasons,
        late: d.late ? 'yes' : 'no',
      })),
    },
    {
      key: 'orders',
      columns: [
        { key: 'on', as: 'date' },
        { key: 'order', as: 'choice', group: 'order' },
        { key: 'post', as: 'post' },
        { key: 'reasons' },
      ],
      rows: (s.pilot?.orders ?? []).map((o) => ({ on: o.on, order: o.order, post: o.post, reasons: o.reasons })),
    },
    {
      key: 'incidents',
      columns: [{ key: 'on', as: 'date' }, { key: 'harm', as: 'choice', group: 'harm' }, { key: 'what' }],
      rows: (s.pilot?.incidents ?? []).map((i) => ({ on: i.on, harm: i.harm, what: i.what })),
    },
    {
      key: 'causes',
      columns: [{ key: 'kind', as: 'choice', group: 'cause' }, { key: 'what' }, { key: 'evidence' }],
      rows: (s.pilot?.evaluation?.causes ?? []).map((c) => ({ ...c })),
    },
  ];
}

/** What other dossiers may know of it: the result and its causes, of which they make what follows for people. */
export function exportsOf(s: ProposalState, d: Dossier<ProposalState>): Json {
  const evaluation = s.pilot?.evaluation ?? null;
  const report = s.pilot?.report ?? null;
  const allowed = s.decisions.find((decision) => decision.outcome === 'allowed');
  const tally = lastCount(s)?.tally;
  return {
    title: s.plan.title,
    stage: d.stage,
    route: s.route,
    named: s.named,
    proposer: s.proposer.person,
    proposerPost: s.proposer.post,
    proposerUnit: s.proposer.unit,
    authors: authorsOf(s).map(({ person, post, unit, share }) => ({ person, post, unit, share })),
    isAsking: askedOf(s).length > 0,
    isMerging: isMerging(s),
    agency: s.agency,
    decider: s.decider,
    evaluator: evaluation?.post ?? null,
    adopted: tally?.adopted ?? null,
    tally: tally === undefined ? null : { entitled: tally.entitled, for: tally.for },
    allowedOn: allowed?.on ?? null,
    reportedOn: report?.on ?? null,
    result: evaluation?.result ?? null,
    damage: evaluation?.damage ?? null,
    causes: (evaluation?.causes ?? []).map((c) => ({ kind: c.kind })),
    exit: evaluation?.exit ?? null,
    evaluatedOn: evaluation?.on ?? null,
    record: recordOf(s).map((piece) => ({ ...piece })),
    acts: { allowed: allowed?.seq ?? null, reported: report?.seq ?? null, evaluated: evaluation?.seq ?? null },
  };
}
