/** What others say: units asked for their opinion, letters to bodies outside the system. */

import { z } from 'zod';
import {
  actsOf,
  answering,
  choice,
  clerkOf,
  clockId,
  dayOf,
  deputyOf,
  files,
  findOpen,
  isOpen,
  key,
  keysOf,
  legalDate,
  line,
  prose,
  refuse,
  symbol,
  unitRef,
  unitRefs,
} from '../../dossier/index.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { normalizeDocumentNumber } from '../../kernel/text.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { changeRows } from '../change-rows.ts';
import { deciderRules } from './routing.ts';
import { isAwaited, ROW_LIMITS, UNITS_ASKED_LIMIT } from './rules.ts';
import { type ObstacleState, STANCES } from './state.ts';

const act = actsOf<ObstacleState>();

/** Asks other units; each answers within its own time, and not answering is an answer that is written down. */
export const askOpinion = act({
  from: ['deciding', 'carrying-out'],
  by: [...deciderRules, deputyOf((s) => s.lead ?? undefined)],
  body: z.object({ units: unitRefs({ min: 1, max: UNITS_ASKED_LIMIT }), question: prose({ min: 10 }) }),
  resolve: (c) => {
    const asked = c.body.units.map((u) => ({ unit: u as UnitId, head: c.org.headPost(u as UnitId) ?? null }));
    const headless = asked.find((a) => a.head === null);
    if (headless) return refuse('obstacle.no_head', { unit: c.org.unitName(headless.unit) });
    return { asked: asked.flatMap((a) => (a.head === null ? [] : [{ unit: a.unit, head: a.head }])) };
  },
  guard: (c) => {
    const units = c.resolved.asked.map((a) => a.unit);
    const open = units.find((u) => findOpen(c.dossier.clocks, clockId('opinion', u)));
    if (open) return refuse('obstacle.already_asked', { unit: c.org.unitName(open) });
    if (units.some((u) => u === c.state.lead)) return refuse('obstacle.asks_itself');
    return c.state.opinions.length + units.length > ROW_LIMITS.opinions
      ? refuse('obstacle.too_many_rows', { max: ROW_LIMITS.opinions })
      : undefined;
  },
  apply: (s, a) => ({
    ...s,
    opinions: [
      ...s.opinions,
      ...a.resolved.asked.map(({ unit }) => ({
        seq: a.seq,
        unit,
        askedOn: dayOf(a),
        lapsedBy: null,
        lapsedOn: null,
        stance: null,
        text: null,
        document: null,
        answeredOn: null,
        withdrawn: false,
      })),
    ],
  }),
  clocks: (c) =>
    c.resolved.asked.map(({ unit, head }) => ({
      op: 'start' as const,
      name: 'opinion',
      instance: unit,
      holder: head,
      limit: 'obstacle.opinion',
    })),
});

/** The keys that may speak for one unit asked: its head and deputies, and every superior on whom its silence was laid. */
function voicesOf(d: Parameters<(typeof deciderRules)[number]['keys']>[0], unit: UnitId): readonly string[] {
  const id = clockId('opinion', unit);
  const holders = d.clocks.filter((c) => isOpen(c) && (c.id === id || c.of === id)).map((c) => key.post(c.holder));
  return [key.head(unit), key.deputy(unit), ...holders];
}

/** A unit says clearly where it stands; an opinion without a stance does not exist. A late one stands beside the silence. */
export const giveOpinion = act({
  from: ['deciding', 'carrying-out'],
  by: [keysOf('asked-unit', (d) => d.state.opinions.filter(isAwaited).flatMap((o) => voicesOf(d, o.unit)))],
  body: z.object({
    unit: unitRef({ later: true }).optional(),
    stance: choice(STANCES),
    opinion: prose({ min: 20 }),
    document: symbol({ later: true }).optional(),
    files: files({ later: true }).optional(),
  }),
  resolve: (c) => {
    const own = c.state.opinions.filter(
      (o) => isAwaited(o) && voicesOf(c.dossier, o.unit).some((k) => c.standing.keys.includes(k)),
    );
    const named = c.body.unit === undefined ? own : own.filter((o) => o.unit === c.body.unit);
    const [only, second] = named;
    if (!only) return refuse('obstacle.not_asked');
    return second ? refuse('obstacle.which_unit', undefined, [{ path: 'unit', code: 'field.required' }]) : { unit: only.unit };
  },
  apply: (s, a) => ({
    ...s,
    opinions: changeRows(
      s.opinions,
      (o) => isAwaited(o) && o.unit === a.resolved.unit,
      (o) => ({ ...o, stance: a.body.stance, text: a.body.opinion, document: a.body.document ?? null, answeredOn: dayOf(a) }),
    ),
  }),
  clocks: (c) => [{ op: 'meet', name: 'opinion', instance: c.resolved.unit }],
  notices: (c) => (c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'opinion-given' }]),
  milestone: true,
  answers: 'opinion',
});

const leadDesk = [
  ...deciderRules,
  deputyOf<ObstacleState>((s) => s.lead ?? undefined),
  clerkOf<ObstacleState>((s) => s.lead ?? undefined),
];

/** A letter to a body that does not work here. Its date is expected, never a lapse: the clock is on our own follow-up. */
export const askOutside = act({
  from: ['deciding', 'carrying-out'],
  by: leadDesk,
  body: z.object({
    addressee: line(),
    document: symbol(),
    sentOn: legalDate(),
    expectedOn: legalDate(),
    files: files({ later: true }).optional(),
  }),
  resolve: (c) => {
    const lead = c.state.lead;
    const follower = lead === null ? undefined : (c.org.clerkPost(lead) ?? c.org.headPost(lead));
    return follower ? { follower } : refuse('obstacle.no_head', { unit: lead === null ? '' : c.org.unitName(lead) });
  },
  guard: (c) => {
    const number = normalizeDocumentNumber(c.body.document);
    if (c.state.outside.some((l) => normalizeDocumentNumber(l.document) === number))
      return refuse('obstacle.letter_known', { document: c.body.document });
    if (c.body.sentOn > dayOf(c.now))
      return refuse('obstacle.sent_in_future', undefined, [{ path: 'sentOn', code: 'obstacle.sent_in_future' }]);
    if (c.body.expectedOn < c.body.sentOn)
      return refuse('obstacle.expected_before_sent', undefined, [{ path: 'expectedOn', code: 'obstacle.expected_before_sent' }]);
    return c.state.outside.length >= ROW_LIMITS.letters
      ? refuse('obstacle.too_many_rows', { max: ROW_LIMITS.letters })
      : undefined;
  },
  apply: (s, a) => ({
    ...s,
    outside: [
      ...s.outside,
      {
        seq: a.seq,
        addressee: a.body.addressee,
        document: a.body.document,
        sentOn: a.body.sentOn as LegalDate,
        expectedOn: a.body.expectedOn as LegalDate,
        answer: null,
        answerDocument: null,
        answeredOn: null,
      },
    ],
  }),
  clocks: (c) => [
    {
      op: 'start',
      name: 'outside',
      instance: String(c.dossier.seq + 1),
      holder: c.resolved.follower,
      limit: 'obstacle.outside.follow-up',
      dueOn: c.body.expectedOn,
      expected: true,
    },
  ],
  milestone: true,
});

/** The answer that came on paper, with its scan; `letter` is our number, needed where several letters are out. */
export const recordOutsideAnswer = act({
  from: ['deciding', 'carrying-out'],
  by: [
    keysOf('lead-desk', (d) =>
      d.state.outside.some((l) => l.answeredOn === null) ? [...leadDesk, answering('outside')].flatMap((r) => r.keys(d)) : [],
    ),
  ],
  body: z.object({
    letter: symbol({ later: true }).optional(),
    answer: prose({ min: 10 }),
    answerDocument: symbol(),
    answeredOn: legalDate(),
    scan: files({ max: 10 }).min(1),
  }),
  resolve: (c) => {
    const open = c.state.outside.filter((l) => l.answeredOn === null);
    const wanted = c.body.letter === undefined ? undefined : normalizeDocumentNumber(c.body.letter);
    const [only, second] = wanted === undefined ? open : open.filter((l) => normalizeDocumentNumber(l.document) === wanted);
    if (!only || second) return refuse('obstacle.which_letter', undefined, [{ path: 'letter', code: 'field.required' }]);
    if (c.body.answeredOn < only.sentOn || c.body.answeredOn > dayOf(c.now)) {
      return refuse('obstacle.answered_when', undefined, [{ path: 'answeredOn', code: 'obstacle.answered_when' }]);
    }
    return { seq: only.seq };
  },
  apply: (s, a) => ({
    ...s,
    outside: changeRows(
      s.outside,
      (l) => l.seq === a.resolved.seq,
      (l) => ({ ...l, answer: a.body.answer, answerDocument: a.body.answerDocument, answeredOn: a.body.answeredOn as LegalDate }),
    ),
  }),
  clocks: (c) => [{ op: 'meet', name: 'outside', instance: String(c.resolved.seq) }],
  notices: (c) => (c.state.decider === null ? [] : [{ to: key.post(c.state.decider), code: 'outside-answered' }]),
  milestone: true,
  answers: 'outside',
});
