/** What is done for the protected person meanwhile: measures asked of others, bodies that let themselves be bound, retaliation reported and answered. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  choice,
  clockId,
  dayOf,
  dossierRef,
  findOpen,
  integer,
  legalDate,
  type Opening,
  prose,
  refuse,
  symbol,
  systemOnly,
  unitRef,
} from '../../dossier/index.ts';
import type { DossierId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { changeRows } from '../change-rows.ts';
import { desk, deskHead, deskKeys, refuseHandler } from './desk.ts';
import { VERDICTS } from './outcome.ts';
import { type Case, ROW_LIMITS, refuseFull, subject, subjectKeys } from './rules.ts';
import type { Measure, ProtectionState } from './state.ts';

const act = actsOf<ProtectionState>();

/** Measures the desk may ask for. */
const MEASURES = ['counsel', 'costs', 'no-adverse-act', 'other'] as const;

/** Who asks, for whom: what the dossier of a request needs to know of the case. */
interface Asking {
  readonly id: DossierId;
  readonly dossier: Case;
  readonly state: ProtectionState;
}

/** A dossier of its own for what is asked of somebody: whoever answers it reads the request and nothing of the case. */
export function requestOpening(
  { id, dossier, state }: Asking,
  of: { readonly what: string; readonly unit?: string; readonly outside?: string; readonly text: string | null },
): readonly Opening[] {
  if (state.desk === null || state.subject.person === null) return [];
  const body = {
    case: id,
    causeSeq: dossier.seq + 1,
    what: of.what,
    subject: state.subject.person,
    desk: state.desk.unit,
    ...(of.unit === undefined ? {} : { unit: of.unit }),
    ...(of.outside === undefined ? {} : { outside: of.outside }),
    ...(of.text === null ? {} : { text: of.text }),
    ...(state.proposal === null || of.what !== 'agency-view' ? {} : { proposal: state.proposal }),
  };
  return [{ kind: 'protection-request', act: 'ask', by: 'system', body }];
}

/**
 * Asks somebody for something: counsel, costs, that no transfer, lower rating or discipline comes while the case is open without a second body having looked at
 * it. Who is outside this system gets it on paper: what is tracked then is the desk's own follow-up. What no verified clause gives is asked, never promised.
 */
export const askMeasure = act({
  from: 'open',
  by: [desk],
  body: z.object({
    measure: choice(MEASURES),
    where: choice(['inside', 'outside']),
    unit: unitRef({ later: true }).optional(),
    outside: symbol({ max: 200, later: true }).optional(),
    text: prose({ min: 20, personal: true }),
  }),
  guard: (c) => {
    const own = refuseHandler(c);
    if (own) return own;
    if (c.body.where === 'outside' && c.body.outside === undefined) return atField('protection.say_which_body', 'outside');
    if (c.body.where === 'inside') {
      if (c.body.unit === undefined) return atField('protection.say_which_body', 'unit');
      if (!c.org.headPost(c.body.unit as UnitId))
        return atField('protection.no_head', 'unit', { unit: c.org.unitName(c.body.unit as UnitId) });
    }
    return refuseFull(c.state.measures, ROW_LIMITS.measures);
  },
  apply: (s, a) => ({
    ...s,
    measures: [
      ...s.measures,
      {
        seq: a.seq,
        what: a.body.measure,
        to: (a.body.where === 'inside' ? a.body.unit : a.body.outside) ?? '',
        outside: a.body.where === 'outside',
        on: dayOf(a),
        reply: null,
        repliedOn: null,
        view: null,
      },
    ],
  }),
  opens: (c) =>
    requestOpening(c, {
      what: c.body.measure,
      text: c.body.text,
      ...(c.body.where === 'inside' ? { unit: c.body.unit as string } : { outside: c.body.outside as string }),
    }),
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'measure-asked' })),
  milestone: true,
});

const viewFields = {
  policy: choice(VERDICTS).optional(),
  motive: choice(VERDICTS).optional(),
  good: choice(VERDICTS).optional(),
};

type ViewBody = { readonly [K in keyof NonNullable<Measure['view']>]?: NonNullable<Measure['view']>[K] | undefined };

const viewOf = ({ policy, motive, good }: ViewBody): Measure['view'] =>
  policy && motive && good ? { policy, motive, good } : null;

/** What came of a request, in a word, and what the agency found of the three tests; its text stays in the dossier of the request. */
export const noteReply = act({
  from: 'any',
  by: [systemOnly()],
  body: z.object({
    request: dossierRef({ hidden: true }),
    seq: integer({ min: 1 }),
    measure: symbol(),
    reply: symbol(),
    ...viewFields,
  }),
  apply: (s, a) => ({
    ...s,
    measures: changeRows(
      s.measures,
      (m) => m.seq === a.body.seq && m.what === a.body.measure,
      (m) => ({ ...m, reply: a.body.reply, repliedOn: dayOf(a), view: viewOf(a.body) }),
    ),
  }),
  clocks: (c) =>
    c.body.measure === 'agency-view' && findOpen(c.dossier.clocks, 'agency') ? [{ op: 'meet', name: 'agency' }] : [],
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'replied' })),
});

/** Another body takes it upon itself to keep to what is concluded here: from when, on what terms, by which paper. */
export const recordBound = act({
  from: 'open',
  by: [desk],
  body: z.object({ body: symbol({ max: 200 }), since: legalDate(), terms: prose({ min: 10 }), paper: symbol() }),
  guard: (c) => refuseHandler(c) ?? refuseFull(c.state.bound, ROW_LIMITS.bound),
  apply: (s, a) => ({
    ...s,
    bound: [
      ...s.bound,
      { seq: a.seq, body: a.body.body, since: a.body.since as LegalDate, terms: a.body.terms, paper: a.body.paper },
    ],
  }),
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'bound' })),
  milestone: true,
});

/** The person reports that somebody retaliates; the head of the desk answers within its days. */
export const reportRetaliation = act({
  from: 'open',
  by: [subject],
  body: z.object({ what: prose({ min: 50, personal: true }) }),
  guard: (c) => refuseFull(c.state.retaliations, ROW_LIMITS.retaliations),
  apply: (s, a) => ({
    ...s,
    retaliations: [...s.retaliations, { seq: a.seq, what: a.body.what, on: dayOf(a), answer: null, answeredOn: null }],
  }),
  clocks: (c) =>
    c.state.desk === null
      ? []
      : [
          {
            op: 'start',
            name: 'retaliation',
            instance: String(c.dossier.seq + 1),
            holder: c.state.desk.head,
            limit: 'protection.retaliation',
          },
        ],
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'retaliation' })),
  milestone: true,
});

/** What was found about a report of retaliation, and what was done; the oldest unanswered one. */
export const answerRetaliation = act({
  judges: 'finding',
  from: 'open',
  by: [deskHead, answering('retaliation')],
  body: z.object({ answer: prose({ min: 50 }) }),
  guard: refuseHandler,
  resolve: (c) => {
    const row = c.state.retaliations.find((r) => r.answer === null);
    return row ? { seq: row.seq } : refuse('protection.none_reported');
  },
  offered: (d) => d.state.retaliations.some((r) => r.answer === null),
  apply: (s, a) => ({
    ...s,
    retaliations: changeRows(
      s.retaliations,
      (r) => r.seq === a.resolved.seq,
      (r) => ({ ...r, answer: a.body.answer, answeredOn: dayOf(a) }),
    ),
  }),
  clocks: (c) => {
    const instance = String(c.resolved.seq);
    return findOpen(c.dossier.clocks, clockId('retaliation', instance)) ? [{ op: 'meet', name: 'retaliation', instance }] : [];
  },
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'retaliation-answered' })),
  answers: 'retaliation',
  milestone: true,
});
