/** Who is heard before it is decided: the Party committee of the same level, and whoever is consulted beforehand. */

import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  author,
  choice,
  clockId,
  dayOf,
  files,
  findOpen,
  headOf,
  key,
  keysOf,
  postOf,
  prose,
  refuse,
  symbol,
  unitRef,
} from '../../dossier/index.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { changeRows } from '../change-rows.ts';
import { asked, openOpinion, proposerKeys, ROW_LIMITS, refuseOut, wordFrom } from './rules.ts';
import { type Opinion, type ProposalState, STANCES } from './state.ts';

const act = actsOf<ProposalState>();

const answer = {
  stance: choice(STANCES),
  text: prose({ min: 10 }),
  number: symbol({ later: true }).optional(),
  files: files({ later: true }).optional(),
};

interface Answer {
  readonly stance: Opinion['stance'];
  readonly text: string;
  readonly number?: string | undefined;
}

function answered(
  s: ProposalState,
  row: Pick<Opinion, 'seq'>,
  a: { readonly body: Answer } & Parameters<typeof dayOf>[0],
): ProposalState {
  return {
    ...s,
    opinions: changeRows(
      s.opinions,
      (o) => o.seq === row.seq,
      (o) => ({ ...o, stance: a.body.stance, text: a.body.text, number: a.body.number ?? null, answeredOn: dayOf(a) }),
    ),
  };
}

/** The opinion of the Party committee before the decision, and again before the assessment. @basis d73-2023#art4 */
export const giveOpinion = act({
  from: ['considering', 'voted', 'evaluating'],
  by: [answering('party-opinion', 'party-evaluation'), headOf((s) => s.party ?? undefined)],
  body: z.object(answer),
  resolve: (c) => {
    const open = openOpinion(c.state, 'evaluation') ?? openOpinion(c.state, 'approval');
    return open ? { seq: open.seq, clock: open.clock } : refuse('proposal.not_asked');
  },
  guard: refuseOut,
  offered: (d) => openOpinion(d.state, 'evaluation') !== undefined || openOpinion(d.state, 'approval') !== undefined,
  apply: (s, a) => answered(s, a.resolved, a),
  clocks: (c) => [{ op: 'meet', name: c.resolved.clock }],
  notices: (c) => (c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'opinion-given' }]),
  answers: 'party-opinion',
  milestone: true,
  basis: 'd73-2023#art4',
});

/** Whom the head asks beforehand, or the proposer on the own matter. */
const asking = [
  author<ProposalState>(),
  postOf<ProposalState>((s) => s.decider ?? undefined, 'decider'),
  postOf<ProposalState>((s) => s.clerk ?? undefined, 'clerk'),
];

/**
 * Asks a legal, inspection or finance body before anything is done. Not for what was done already, nor for what is under inspection: an opinion
 * afterwards would only cover it. @basis kr-pa#prior-consulting
 */
export const askAdvice = act({
  from: ['considering'],
  by: asking,
  body: z.object({ unit: unitRef(), question: prose({ min: 20 }), begun: choice(['no', 'done', 'inspected']) }),
  resolve: (c) => {
    const adviser = c.org.headPost(c.body.unit as UnitId);
    if (!adviser) return atField('proposal.no_head', 'unit', { unit: c.org.unitName(c.body.unit as UnitId) });
    return { adviser, binding: wordFrom(c.law, 'proposal.advice-binds', 'advisory') === 'binding' };
  },
  guard: (c) => {
    if (c.body.begun !== 'no') return atField('proposal.advice_too_late', 'begun');
    const unit = c.body.unit as UnitId;
    if (unit === c.state.agency) return atField('proposal.asks_itself', 'unit');
    if (findOpen(c.dossier.clocks, clockId('advice', unit))) return atField('proposal.already_asked', 'unit');
    return c.state.opinions.length >= ROW_LIMITS.opinions
      ? refuse('proposal.too_many_rows', { max: ROW_LIMITS.opinions })
      : undefined;
  },
  apply: (s, a) => ({
    ...s,
    opinions: [
      ...s.opinions,
      asked(a, clockId('advice', a.body.unit), 'advice', a.body.unit as UnitId, {
        question: a.body.question,
        binding: a.resolved.binding,
      }),
    ],
  }),
  clocks: (c) => [{ op: 'start', name: 'advice', instance: c.body.unit, holder: c.resolved.adviser, limit: 'proposal.advice' }],
  notices: (c) => [{ to: key.post(c.resolved.adviser), code: 'advice-asked' }],
  names: (c) => [c.body.unit as UnitId],
  milestone: true,
});

const advisers = keysOf<ProposalState>('adviser', (d) =>
  d.state.opinions.filter((o) => o.purpose === 'advice' && o.stance === null).map((o) => key.head(o.unit)),
);

/** What a body consulted beforehand says. */
export const giveAdvice = act({
  from: ['considering', 'voted'],
  by: [advisers, answering('advice')],
  body: z.object(answer),
  resolve: (c) => {
    const open = c.state.opinions.find(
      (o) => o.purpose === 'advice' && o.stance === null && (c.key === key.head(o.unit) || c.unit === o.unit),
    );
    return open ? { seq: open.seq, unit: open.unit } : refuse('proposal.not_asked');
  },
  guard: refuseOut,
  apply: (s, a) => answered(s, a.resolved, a),
  clocks: (c) => [{ op: 'meet', name: 'advice', instance: c.resolved.unit }],
  notices: (c) => proposerKeys(c.dossier).map((to) => ({ to, code: 'advice-given' })),
  answers: 'advice',
  milestone: true,
});
