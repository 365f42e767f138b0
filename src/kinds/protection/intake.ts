/** How a case begins: by itself after an assessment, by the person, or because a proceeding started; and whether the desk takes it up. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  anyOfficial,
  atField,
  type ClockOp,
  choice,
  type DecideContext,
  dayOf,
  dossierRef,
  files,
  findLinked,
  flag,
  hidden,
  key,
  legalDate,
  postRef,
  prose,
  type Refusal,
  refuse,
  roleOf,
  symbol,
  systemOnly,
} from '../../dossier/index.ts';
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { type Desk, desk, deskFor, deskHead, deskKeys, lineOf, refuseHandler, unitsOf } from './desk.ts';
import { requestOpening } from './measures.ts';
import { presumedBy, ROW_LIMITS, refuseFull, refuseFuture, type Source, sourceOf, subject, subjectKeys } from './rules.ts';
import type { ProtectionState } from './state.ts';

const act = actsOf<ProtectionState>();
type Context = DecideContext<ProtectionState, unknown>;

/** Which text of the promise is shown now; a changed text is another one. */
const PROMISE = 'BV-1';

/** What proceeding somebody faces. */
const PROCEEDINGS = ['inspection', 'discipline', 'audit', 'investigation', 'other'] as const;

interface Subject {
  readonly person: PersonId;
  readonly post: PostId | null;
  readonly unit: UnitId | null;
}

/** Everything a case is opened with; what the proposal held is frozen here. */
type Opened = Pick<
  ProtectionState,
  'proposal' | 'authors' | 'named' | 'agency' | 'decider' | 'units' | 'line' | 'allowedOn' | 'shortfall' | 'record' | 'presumed'
> & { readonly subject: Subject; readonly desk: Desk };

function opened(c: Context, who: Subject, source: Source | undefined): Opened | Refusal {
  const agency = source?.agency ?? who.unit;
  if (agency === null) return refuse('protection.no_post');
  const authors = source?.authors.map((author) => author.person) ?? [];
  const handling = deskFor(c.org, c.law, { agency, own: who.unit, persons: [who.person, ...authors] });
  if (!handling) return refuse('protection.no_desk', { unit: c.org.unitName(agency) });
  const units = unitsOf(c.org, who.unit, agency, handling.unit);
  return {
    subject: who,
    proposal: source?.dossier ?? null,
    authors,
    named: isNamed(c, who, source),
    agency,
    decider: source?.decider ?? c.org.headPost(agency) ?? null,
    desk: handling,
    units,
    line: lineOf(c.org, units, who.person, handling),
    allowedOn: source?.allowedOn ?? null,
    shortfall: source?.shortfall ?? { result: 'none', damage: false },
    record: source?.record ?? [],
    presumed: presumedBy(c.law, source?.record ?? []),
  };
}

/** Whoever proposed was named or not on the day of proposing; who shares the authorship is judged by the post held then, under the law of today. @basis d73-2023#art2 */
function isNamed(c: Context, who: Subject, source: Source | undefined): boolean {
  if (source === undefined || source.authors[0]?.person === who.person) return source?.named ?? true;
  const subjects = c.law.has('d73.subjects') ? c.law.value('d73.subjects').value : null;
  const func = who.post === null ? undefined : c.org.post(who.post)?.function;
  return Array.isArray(subjects) && func !== undefined && subjects.includes(func);
}

const receive = (c: { readonly resolved: Opened }) => [
  { op: 'start' as const, name: 'receive', holder: c.resolved.desk.clerk, limit: 'protection.receive' },
];

const told = (c: { readonly resolved: Opened }) => [
  { to: key.person(c.resolved.subject.person), code: 'opened' },
  { to: key.post(c.resolved.desk.head), code: 'to-receive' },
];

const ofPilot = (s: ProtectionState, o: Opened): ProtectionState => ({ ...s, ...o });

/** Opens by itself once a pilot was assessed and fell short of its aim. @basis d73-2023#art11 */
export const open = act({
  from: 'new',
  to: 'opened',
  by: [systemOnly()],
  body: z.object({ proposal: dossierRef({ hidden: true }), author: hidden() }),
  reads: (_, body) => [body.proposal as DossierId],
  resolve: (c) => {
    const source = sourceOf(findLinked(c.view, c.body.proposal));
    const author = source?.authors.find(({ person }) => person === c.body.author);
    return source && author ? opened(c, author, source) : refuse('protection.no_such_proposal');
  },
  apply: (s, a) => ({ ...ofPilot(s, a.resolved), ground: 'evaluation' }),
  clocks: receive,
  notices: told,
  names: (c) => [c.resolved.desk.unit],
  milestone: true,
  basis: 'd73-2023#art11',
});

/** Asked for by the person: for the own proposal, or for something done by the book without one. @basis l80-2025#art34.1 */
export const request = act({
  from: 'new',
  to: 'opened',
  by: [anyOfficial()],
  body: z.object({
    understood: hidden({ max: 20 }),
    threat: choice(['proceeding', 'rating', 'transfer', 'insult', 'other']),
    facts: prose({ min: 50, personal: true }),
    proposal: dossierRef({ later: true }).optional(),
    files: files({ later: true }).optional(),
  }),
  reads: (_, body) => (body.proposal === undefined ? [] : [body.proposal as DossierId]),
  resolve: (c) => {
    const { person } = c.standing;
    if (person === null || c.post === null || c.unit === null) return refuse('protection.no_post');
    if (c.body.understood !== PROMISE) return refuse('protection.promise_changed');
    const who = { person, post: c.post, unit: c.unit };
    if (c.body.proposal === undefined) return opened(c, who, undefined);
    const source = sourceOf(findLinked(c.view, c.body.proposal));
    if (!source) return atField('protection.no_such_proposal', 'proposal');
    return source.authors.some((author) => author.person === person)
      ? opened(c, who, source)
      : atField('protection.not_your_proposal', 'proposal');
  },
  apply: (s, a) => ({ ...ofPilot(s, a.resolved), ground: 'request', asked: a.body.facts }),
  clocks: receive,
  notices: told,
  names: (c) => [c.resolved.desk.unit],
  prelude: {
    ask: 'threat',
    elsewhere: {},
    confirm: { field: 'understood', text: PROMISE, parts: ['readers', 'promised', 'notPromised', 'retaliation'] },
  },
  milestone: true,
  check: true,
  basis: 'l80-2025#art34.1',
});

const proceeding = {
  sort: choice(PROCEEDINGS),
  paper: symbol({ max: 120 }),
  on: legalDate(),
};

/** Opens when inspection or discipline starts against whoever carries a proposal; recorded by inspection. */
export const openFor = act({
  from: 'new',
  to: 'opened',
  by: [roleOf('inspector')],
  body: z.object({ proposal: dossierRef(), post: postRef({ later: true }).optional(), ...proceeding }),
  reads: (_, body) => [body.proposal as DossierId],
  resolve: (c) => {
    const source = sourceOf(findLinked(c.view, c.body.proposal));
    if (!source) return atField('protection.no_such_proposal', 'proposal');
    // Whoever proposed, unless another of the authors is named.
    const author = c.body.post === undefined ? source.authors[0] : source.authors.find(({ post }) => post === c.body.post);
    return author ? opened(c, author, source) : atField('protection.not_an_author', 'post');
  },
  guard: (c) => (refuseFuture(c, c.body.on) ? atField('protection.not_yet', 'on') : undefined),
  apply: (s, a) => ({
    ...ofPilot(s, a.resolved),
    ground: 'proceeding',
    proceedings: [{ seq: a.seq, sort: a.body.sort, paper: a.body.paper, on: a.body.on as LegalDate }],
  }),
  clocks: receive,
  notices: told,
  names: (c) => [c.resolved.desk.unit],
  milestone: true,
});

/** A proceeding that started, or goes on, against the protected person. */
export const addProceeding = act({
  from: 'open',
  by: [roleOf('inspector'), desk, subject],
  body: z.object(proceeding),
  guard: (c) =>
    refuseFull(c.state.proceedings, ROW_LIMITS.proceedings) ??
    (refuseFuture(c, c.body.on) ? atField('protection.not_yet', 'on') : undefined),
  apply: (s, a) => ({
    ...s,
    proceedings: [...s.proceedings, { seq: a.seq, sort: a.body.sort, paper: a.body.paper, on: a.body.on as LegalDate }],
  }),
  notices: (c) => [...deskKeys(c.state), ...subjectKeys(c.state)].map((to) => ({ to, code: 'proceeding' })),
  milestone: true,
});

/**
 * Taken up: the person says what there is to say, the head of the desk names a panel, and the agency that allowed the pilot assesses the three tests in a
 * dossier of its own. @basis d73-2023#art11
 */
export const accept = act({
  from: ['opened'],
  to: 'gathering',
  by: [desk, answering('receive')],
  body: z.object({ note: prose({ min: 10 }) }),
  resolve: (c) => ({ speaker: speakerOf(c) }),
  guard: refuseHandler,
  apply: (s, a) => (asksAtOnce(s) ? withAgencyAsked(s, a) : s),
  clocks: (c) => [{ op: 'meet', name: 'receive' }, ...heardClocks(c), ...(asksAtOnce(c.state) ? agencyClock(c.state) : [])],
  opens: (c) => (asksAtOnce(c.state) ? agencyRequest(c) : []),
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'accepted' })),
  answers: 'receive',
  milestone: true,
});

/** In which post the person speaks today: a transfer takes nobody's word away, and gives it to no successor. */
export function speakerOf(c: Context): PostId | null {
  const { person } = c.state.subject;
  return person === null ? null : (c.org.postsOf(person)[0]?.id ?? null);
}

/** The person is heard and a panel is named. Who holds no post any more is heard through the clerk of the desk. */
export function heardClocks(c: Context & { readonly resolved: { readonly speaker: PostId | null } }): readonly ClockOp[] {
  const { desk: handling, statement, statementLapsed } = c.state;
  if (handling === null) return [];
  const holder = c.resolved.speaker ?? handling.clerk;
  return [
    ...(statement === null && !statementLapsed
      ? [{ op: 'start' as const, name: 'statement', holder, limit: 'protection.statement' }]
      : []),
    { op: 'start', name: 'panel', holder: handling.head, limit: 'protection.panel' },
  ];
}

/** What opened by itself asks the agency at once; whoever asked for protection is asked first, for the agency learns of the case by it. */
function asksAtOnce(s: ProtectionState): boolean {
  return s.ground !== 'request' && agencyToAsk(s) !== null;
}

function withAgencyAsked(s: ProtectionState, a: { readonly seq: number } & Parameters<typeof dayOf>[0]): ProtectionState {
  const row = { seq: a.seq, what: 'agency-view', to: s.agency as UnitId, outside: false, on: dayOf(a) };
  return { ...s, measures: [...s.measures, { ...row, reply: null, repliedOn: null, view: null }] };
}

/** So long the panel waits for the agency; a day that passes is nobody's lapse here, for the request has a clock of its own. */
function agencyClock(s: ProtectionState): readonly ClockOp[] {
  return s.desk === null
    ? []
    : [{ op: 'start', name: 'agency', holder: s.desk.clerk, limit: 'protection.request', expected: true }];
}

function agencyRequest(c: Parameters<typeof requestOpening>[0]) {
  const agency = agencyToAsk(c.state);
  return agency === null ? [] : requestOpening(c, { what: 'agency-view', unit: agency, text: null });
}

/** The person lets the agency be asked, and so learn of the case. */
export const letAgencyBeAsked = act({
  from: ['gathering', 'finding'],
  by: [subject],
  body: z.object({ agreed: flag({ mustBeTrue: true }) }),
  guard: (c) => (isAgencyUnasked(c.state) ? undefined : refuse('protection.agency_asked')),
  offered: (d) => isAgencyUnasked(d.state),
  apply: withAgencyAsked,
  clocks: (c) => agencyClock(c.state),
  opens: agencyRequest,
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'agency-asked' })),
  milestone: true,
});

function isAgencyUnasked(s: ProtectionState): boolean {
  return agencyToAsk(s) !== null && !s.measures.some((m) => m.what === 'agency-view');
}

/** The agency whose assessment the law wants, where a pilot stands behind the case; null where the desk is the agency itself. @basis d73-2023#art11 */
function agencyToAsk({ proposal, decider, agency, desk: handling }: ProtectionState): UnitId | null {
  return proposal === null || decider === null || decider === handling?.head ? null : agency;
}

/** Not taken up, with the reason; the person may appeal. Never what opened by itself, nor while a proceeding runs. */
export const decline = act({
  judges: 'decision',
  sign: true,
  from: ['opened'],
  to: 'declined',
  by: [deskHead],
  body: z.object({ reasons: prose({ min: 50 }) }),
  guard: (c) =>
    refuseHandler(c) ??
    (c.state.ground === 'request' && c.state.proceedings.length === 0 ? undefined : refuse('protection.must_be_answered')),
  offered: (d) => d.state.ground === 'request' && d.state.proceedings.length === 0,
  apply: (s, a) => ({ ...s, ended: a.body.reasons }),
  clocks: () => [{ op: 'meet', name: 'receive' }],
  notices: (c) => subjectKeys(c.state).map((to) => ({ to, code: 'declined' })),
  milestone: true,
  check: true,
});

/** Taken back by whoever asked, before a conclusion. What was written stays. */
export const withdraw = act({
  from: ['opened', 'gathering', 'finding', 'concluding'],
  to: 'withdrawn',
  by: [subject],
  body: z.object({ reasons: prose({ min: 20 }) }),
  guard: (c) => (c.state.ground === 'request' ? undefined : refuse('protection.must_be_answered')),
  offered: (d) => d.state.ground === 'request',
  apply: (s, a) => ({ ...s, ended: a.body.reasons }),
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'withdrawn' })),
  milestone: true,
  check: true,
});
