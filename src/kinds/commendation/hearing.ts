/** What is checked and who is heard before anything is decided; and who steps aside. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  cancelOpen,
  choice,
  clockId,
  type DecideContext,
  dayOf,
  files,
  findOpen,
  headOf,
  integer,
  isRefusal,
  key,
  line,
  list,
  postOf,
  postRef,
  prose,
  type Refusal,
  refuse,
  symbol,
  unitRef,
} from '../../dossier/index.ts';
import type { PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { changeRows } from '../change-rows.ts';
import { keepers } from './capacities.ts';
import { deskKeys, freeFrom, hasProof, ROW_LIMITS, refuseNominator, refuseOut, subjectsOf, toAwards } from './rules.ts';
import { type CommendationState, FORMS, type Opinion, STANCES, WHOM } from './state.ts';

const act = actsOf<CommendationState>();
type Context = DecideContext<CommendationState, unknown>;

const check = z.object({
  n: integer({ min: 1, max: 99 }),
  finding: choice(['confirmed', 'not-confirmed']),
  how: line({ min: 5, max: 500 }),
});

/** The head of a body asked, who may be neither one of those it is about nor whoever decides. */
function askedIn(c: Context, unit: UnitId, field: 'council' | 'party'): PostId | Refusal {
  const head = c.org.headPost(unit);
  const person = head && c.org.actingHolder(head)?.person;
  if (!head || !person) return atField('commendation.no_head', field, { unit: c.org.unitName(unit) });
  if (subjectsOf(c.state).some((r) => r.person === person || (r.whom === 'collective' && r.unit === unit)))
    return atField('commendation.asks_recipient', field);
  const decides = c.state.decider !== null && c.org.actingHolder(c.state.decider)?.person === person;
  return decides ? atField('commendation.asks_decider', field) : head;
}

/** Every piece of evidence is looked at, once, before anybody is asked; where nothing holds there is only to say so. */
export const verifyResult = act({
  judges: 'finding',
  from: ['nominated'],
  to: (after) => (hasProof(after) ? 'hearing' : 'deciding'),
  by: keepers('verify'),
  body: z.object({
    checks: list(check, { min: 1, max: ROW_LIMITS.evidence }),
    remark: prose({ min: 10 }),
    council: unitRef(),
    party: unitRef({ only: ['party-committee', 'party-board'] }),
  }),
  resolve: (c) => {
    const { decider, clerk } = c.state;
    if (decider === null || clerk === null) return refuse('commendation.no_post');
    const council = askedIn(c, c.body.council as UnitId, 'council');
    if (isRefusal(council)) return council;
    const party = askedIn(c, c.body.party as UnitId, 'party');
    return isRefusal(party) ? party : { council, party, decider, clerk };
  },
  guard: (c) => {
    const out = refuseOut(c) ?? refuseNominator(c);
    if (out) return out;
    const looked = c.body.checks.map((row) => row.n).toSorted((a, b) => a - b);
    const isEach = looked.length === c.state.evidence.length && looked.every((n, i) => n === i + 1);
    if (!isEach) return atField('commendation.check_each', 'checks', { max: c.state.evidence.length });
    return c.body.council === c.body.party ? atField('commendation.two_bodies', 'party') : undefined;
  },
  apply: (s, a) => {
    const found = s.evidence.map((e, i) => {
      const row = a.body.checks.find((one) => one.n === i + 1);
      return row ? { ...e, finding: row.finding, how: row.how } : e;
    });
    const isProven = found.some((e) => e.finding === 'confirmed');
    return {
      ...s,
      evidence: found,
      verified: { person: a.actor, remark: a.body.remark, on: dayOf(a) },
      opinions: isProven ? [...s.opinions, asked(a, 'council', a.body.council), asked(a, 'party', a.body.party)] : s.opinions,
    };
  },
  clocks: (c) => [
    { op: 'meet', name: 'verify' },
    ...(hasProof(c.after)
      ? [
          { op: 'start' as const, name: 'form', holder: c.resolved.clerk, limit: 'commendation.form' },
          {
            op: 'start' as const,
            name: 'opinion',
            instance: 'council',
            holder: c.resolved.council,
            limit: 'commendation.opinion',
          },
          { op: 'start' as const, name: 'opinion', instance: 'party', holder: c.resolved.party, limit: 'commendation.opinion' },
        ]
      : [{ op: 'start' as const, name: 'decide', holder: c.resolved.decider, limit: 'commendation.decide' }]),
  ],
  prefill: ({ dossier }) => ({
    checks: (dossier?.state.evidence ?? []).map((_, i): Json => ({ n: i + 1 })),
  }),
  notices: (c) => (hasProof(c.after) ? [] : [{ to: key.post(c.resolved.decider), code: 'not-proven' }]),
  names: (c) => [c.body.council as UnitId, c.body.party as UnitId],
  answers: 'verify',
  milestone: true,
  check: true,
});

function asked(a: { readonly seq: number } & Parameters<typeof dayOf>[0], body: Opinion['body'], unit: string): Opinion {
  const silent = { stance: null, text: null, number: null, answeredOn: null, lapsedBy: null };
  return { ...silent, seq: a.seq, body, unit: unit as UnitId, askedOn: dayOf(a) };
}

const waiting = (s: CommendationState): readonly Opinion[] => s.opinions.filter((o) => o.stance === null);

/** The opinion this key was asked for: through the clock it holds or was passed over, else as the head of the body. */
function opinionFor(c: Context): Opinion | undefined {
  const holds = (o: Opinion) => {
    const id = clockId('opinion', o.body);
    return c.dossier.clocks.some((k) => (k.id === id || k.of === id) && key.post(k.holder) === c.key && k.endedBy === undefined);
  };
  return waiting(c.state).find((o) => holds(o) || c.key === key.head(o.unit));
}

/** The body for emulation and commendation and the Party committee each say what they think; silence by the date is written down. */
export const giveOpinion = act({
  from: ['hearing'],
  by: [answering('opinion'), headOf((s) => waiting(s).map((o) => o.unit))],
  body: z.object({
    stance: choice(STANCES),
    text: prose({ min: 10 }),
    number: symbol({ later: true }).optional(),
    files: files({ later: true }).optional(),
  }),
  resolve: (c) => {
    const open = opinionFor(c);
    return open ? { body: open.body } : refuse('commendation.not_asked');
  },
  guard: (c) => refuseOut(c) ?? refuseNominator(c),
  offered: (d) => waiting(d.state).length > 0,
  apply: (s, a) => ({
    ...s,
    opinions: changeRows(
      s.opinions,
      (o) => o.body === a.resolved.body && o.stance === null,
      (o) => ({ ...o, stance: a.body.stance, text: a.body.text, number: a.body.number ?? null, answeredOn: dayOf(a) }),
    ),
  }),
  clocks: (c) => [{ op: 'meet', name: 'opinion', instance: c.resolved.body }],
  notices: (c) => (c.state.clerk === null ? [] : [{ to: key.post(c.state.clerk), code: 'opinion-given' }]),
  answers: 'opinion',
  milestone: true,
});

const award = z.object({
  whom: choice(WHOM),
  post: postRef({ later: true }).optional(),
  unit: unitRef({ later: true }).optional(),
  form: choice(FORMS),
  months: integer({ min: 1, max: 120, later: true }).optional(),
});
/** The rows in which awards are put forward and decided. */
export const awardRows = list(award, { min: 1, max: ROW_LIMITS.awards });

/** Who is to receive what, put to whoever decides, after those asked have answered or let their date pass. @basis d73-2023#art10, l80-2025#art33 */
export const proposeForm = act({
  from: ['hearing'],
  to: 'deciding',
  by: keepers('form'),
  body: z.object({ awards: awardRows, reasons: prose({ min: 20 }) }),
  resolve: (c) => {
    if (c.state.decider === null) return refuse('commendation.no_post');
    const awards = toAwards(c, c.body.awards);
    return isRefusal(awards) ? awards : { decider: c.state.decider, awards: awards.map((one) => ({ ...one })) };
  },
  guard: (c) => {
    const unheard = c.state.opinions.find((o) => o.stance === null && o.lapsedBy === null);
    if (unheard) return refuse('commendation.unheard', { unit: c.org.unitName(unheard.unit) });
    const out = refuseOut(c, c.resolved.awards);
    if (out) return out;
    const decides = c.org.actingHolder(c.resolved.decider)?.person;
    return decides !== undefined && c.resolved.awards.some((one) => one.person === decides)
      ? atField('commendation.decider_receives', 'awards')
      : undefined;
  },
  offered: (d) => d.state.opinions.every((o) => o.stance !== null || o.lapsedBy !== null),
  apply: (s, a) => ({
    ...s,
    asked: a.resolved.awards,
    proposed: { seq: a.seq, reasons: a.body.reasons, on: dayOf(a) },
  }),
  clocks: (c) => [
    { op: 'meet', name: 'form' },
    ...cancelOpen(c.dossier.clocks, 'opinion'),
    { op: 'start', name: 'decide', holder: c.resolved.decider, limit: 'commendation.decide' },
  ],
  notices: (c) => [{ to: key.post(c.resolved.decider), code: 'to-decide' }],
  names: (c) => c.resolved.awards.map((one) => one.unit),
  prefill: ({ dossier }) => nomineeRow(dossier?.state),
  answers: 'form',
  milestone: true,
  check: true,
  basis: 'd73-2023#art10',
});

function nomineeRow(s: CommendationState | undefined): Readonly<Record<string, Json>> {
  if (!s?.nominee) return {};
  const rows = [s.nominee, ...s.others].map(({ whom, post, unit }) => ({ whom, ...(whom === 'person' ? { post } : { unit }) }));
  return { awards: rows };
}

const DUTIES = ['verify', 'form', 'opinion', 'decide', 'publish', 'withdrawal', 'appeal'] as const;

/** Whoever has an interest says so and judges nothing; what that person owed goes to the first post above that is free, with the days it has left. */
export const stepAside = act({
  from: ['nominated', 'completing', 'hearing', 'deciding', 'decided', 'contesting', 'appealing'],
  by: [answering(...DUTIES), postOf((s) => s.decider ?? undefined, 'decider'), postOf((s) => s.clerk ?? undefined, 'clerk')],
  body: z.object({ reason: prose({ min: 20, personal: true, narrowed: true }) }),
  resolve: (c) => {
    const post = c.key.slice('post:'.length) as PostId;
    const above = freeFrom(c, c.org.escalationPost(post), [c.standing.person]);
    if (above === undefined) return refuse('commendation.no_one_above');
    const duties = c.dossier.clocks.filter(
      (k) =>
        k.of === undefined &&
        k.holder === post &&
        (DUTIES as readonly string[]).includes(k.name) &&
        findOpen(c.dossier.clocks, k.id) === k,
    );
    return { post, above, desk: deskKeys(c.org, [c.state.clerk, c.state.decider, post]), duties: duties.map((k) => k.id) };
  },
  guard: (c) => {
    if (c.state.conflicts.some((one) => one.person === c.standing.person)) return refuse('commendation.conflict_known');
    return c.state.conflicts.length >= ROW_LIMITS.conflicts
      ? refuse('commendation.too_many_rows', { max: ROW_LIMITS.conflicts })
      : undefined;
  },
  // Once it is made known every official reads the rest: not what somebody says of relatives.
  readers: (_, { desk }) => ({ reason: desk }),
  apply: (s, a) => {
    const { post, above } = a.resolved;
    const conflict = { seq: a.seq, person: a.actor as PersonId, post, reason: a.body.reason, on: dayOf(a) };
    return {
      ...s,
      conflicts: [...s.conflicts, conflict],
      decider: s.decider === post ? above : s.decider,
      clerk: s.clerk === post ? above : s.clerk,
    };
  },
  clocks: (c) =>
    c.resolved.duties.map((id) => {
      const [name = '', instance] = id.split(':');
      return { op: 'reassign' as const, name, ...(instance === undefined ? {} : { instance }), holder: c.resolved.above };
    }),
  notices: (c) => [{ to: key.post(c.resolved.above), code: 'stepped-aside' }],
  names: (c) => [c.resolved.above],
  milestone: true,
});
