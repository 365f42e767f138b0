/** A nomination: named by an official, sent back where something is missing, completed. */
import { z } from 'zod';
import {
  actsOf,
  anyOfficial,
  atField,
  author,
  choice,
  dayOf,
  dossierRef,
  files,
  findLinked,
  isRefusal,
  key,
  type LinkedView,
  legalDate,
  line,
  list,
  postRef,
  prose,
  type Refusal,
  refuse,
  unitRef,
} from '../../dossier/index.ts';
import type { DossierId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { changeRows } from '../change-rows.ts';
import { keepers } from './capacities.ts';
import { deskKeys, handlingFor, nominatorKeys, ROW_LIMITS, toSubject } from './rules.ts';
import { type CommendationState, type Evidence, WHOM } from './state.ts';

const act = actsOf<CommendationState>();

const statement = z.object({
  what: prose({ min: 10, max: 1000 }),
  on: legalDate(),
  dossier: dossierRef({ later: true }).optional(),
});

const saidFields = {
  title: line({ min: 10, max: 200 }),
  achievement: prose({ min: 20 }),
  evidence: list(statement, { min: 1, max: ROW_LIMITS.evidence }),
  files: files({ later: true }).optional(),
};

type Said = z.output<z.ZodObject<typeof saidFields>>;

/** Where each piece of evidence stands; refused where a dossier named is not there for whoever names it, or has no number yet. */
function placesOf(view: LinkedView, said: Said, today: LegalDate): readonly Pick<Evidence, 'dossier' | 'number'>[] | Refusal {
  const places: Pick<Evidence, 'dossier' | 'number'>[] = [];
  for (const [i, row] of said.evidence.entries()) {
    if (row.on > today) return atField('commendation.not_yet', `evidence.${i}.on`);
    const linked = row.dossier === undefined ? undefined : findLinked(view, row.dossier);
    if (row.dossier !== undefined && linked?.number === undefined)
      return atField('commendation.no_such_dossier', `evidence.${i}.dossier`);
    places.push({ dossier: linked?.id ?? null, number: linked?.number ?? null });
  }
  return places;
}

const stated = (said: Said, places: readonly Pick<Evidence, 'dossier' | 'number'>[]): readonly Evidence[] =>
  said.evidence.map((row, i) => ({
    sort: 'statement',
    what: row.what,
    on: row.on as LegalDate,
    dossier: places[i]?.dossier ?? null,
    number: places[i]?.number ?? null,
    act: null,
    finding: null,
    how: null,
  }));

const dossiersNamed = (body: Said): readonly DossierId[] =>
  body.evidence.flatMap((row) => (row.dossier === undefined ? [] : [row.dossier as DossierId]));

/** An official names a colleague or a unit, and says what shows it. Nobody nominates oneself. */
export const nominate = act({
  from: 'new',
  to: 'nominated',
  by: [anyOfficial()],
  body: z.object({
    whom: choice(WHOM),
    post: postRef({ later: true }).optional(),
    unit: unitRef({ later: true }).optional(),
    ...saidFields,
    citizen: line({ personal: true, later: true, narrowed: true }).optional(),
  }),
  reads: (_, body) => dossiersNamed(body),
  resolve: (c) => {
    if (c.post === null) return refuse('commendation.no_post');
    const nominee = toSubject(c.org, c.body);
    if (isRefusal(nominee)) return nominee;
    const places = placesOf(c.view, c.body, dayOf(c.now));
    if (isRefusal(places)) return places;
    const handling = handlingFor(c.org, nominee);
    if (isRefusal(handling)) return handling;
    const desk = deskKeys(c.org, [handling.clerk, handling.decider]);
    return { ...handling, desk, nominee, post: c.post, places: places.map((p) => ({ ...p })) };
  },
  readers: (_, { desk }) => ({ citizen: desk }),
  guard: (c) =>
    c.resolved.nominee.whom === 'person' && c.resolved.nominee.person === c.standing.person
      ? atField('commendation.not_oneself', 'post')
      : undefined,
  apply: (s, a) => ({
    ...s,
    origin: 'nomination',
    title: a.body.title,
    achievement: a.body.achievement,
    nominee: a.resolved.nominee,
    nominator: { person: a.actor, post: a.resolved.post, citizen: a.body.citizen ?? null },
    agency: a.resolved.agency,
    decider: a.resolved.decider,
    clerk: a.resolved.clerk,
    evidence: stated(a.body, a.resolved.places),
  }),
  clocks: (c) => [{ op: 'start', name: 'verify', holder: c.resolved.clerk, limit: 'commendation.verify' }],
  notices: (c) => [{ to: key.post(c.resolved.decider), code: 'opened' }],
  names: (c) => [c.resolved.agency, c.resolved.decider, c.resolved.nominee.unit],
  registers: true,
  milestone: true,
  check: true,
});

/** Sent back once what is missing has been said. */
export const returnNomination = act({
  from: ['nominated'],
  to: 'completing',
  by: keepers('verify'),
  body: z.object({ missing: prose({ min: 20 }) }),
  guard: (c) => {
    if (c.state.nominator === null) return refuse('commendation.nobody_nominated');
    return c.state.returns.length >= ROW_LIMITS.returns
      ? refuse('commendation.too_many_rows', { max: ROW_LIMITS.returns })
      : undefined;
  },
  offered: (d) => d.state.nominator !== null,
  apply: (s, a) => ({ ...s, returns: [...s.returns, { seq: a.seq, missing: a.body.missing, on: dayOf(a), answer: null }] }),
  clocks: (c) => [
    { op: 'meet', name: 'verify' },
    ...(c.state.nominator === null
      ? []
      : [{ op: 'start' as const, name: 'complete', holder: c.state.nominator.post, limit: 'commendation.complete' }]),
  ],
  notices: (c) => nominatorKeys(c.dossier).map((to) => ({ to, code: 'returned' })),
  milestone: true,
});

/** The nomination once more, with what was missing. */
export const completeNomination = act({
  from: ['completing'],
  to: 'nominated',
  by: [author()],
  body: z.object({ ...saidFields, answer: prose({ min: 10 }) }),
  reads: (_, body) => dossiersNamed(body),
  resolve: (c) => {
    const places = placesOf(c.view, c.body, dayOf(c.now));
    return isRefusal(places) ? places : { places: places.map((p) => ({ ...p })) };
  },
  apply: (s, a) => ({
    ...s,
    title: a.body.title,
    achievement: a.body.achievement,
    evidence: stated(a.body, a.resolved.places),
    returns: changeRows(
      s.returns,
      (r) => r.answer === null,
      (r) => ({ ...r, answer: a.body.answer }),
    ),
  }),
  clocks: (c) => [
    { op: 'meet', name: 'complete' },
    ...(c.state.clerk === null
      ? []
      : [{ op: 'start' as const, name: 'verify', holder: c.state.clerk, limit: 'commendation.verify' }]),
  ],
  prefill: ({ dossier }) => saidBefore(dossier?.state),
  answers: 'complete',
  milestone: true,
});

function saidBefore(s: CommendationState | undefined): Readonly<Record<string, Json>> {
  if (!s) return {};
  const evidence = s.evidence.map((e) => ({ what: e.what ?? '', on: e.on, ...(e.number === null ? {} : { dossier: e.number }) }));
  return { title: s.title, achievement: s.achievement, evidence };
}
