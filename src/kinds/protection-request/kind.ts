/**
 * Đề nghị trong hồ sơ bảo vệ: what a desk asks of somebody for a protected person, in a dossier of its own. Whoever answers reads for whom something is asked and
 * what, and nothing of the case behind it.
 *
 *   asked     it lies with the head of a unit; with a body outside this system, the desk itself follows it up
 *   answered  an end: done, done in part, refused with a reason, or the assessment that was asked for
 *   withdrawn an end: the desk needs it no more
 */
import { z } from 'zod';
import {
  actsOf,
  answering,
  atField,
  choice,
  type DecideContext,
  dayOf,
  defineKind,
  dossierRef,
  files,
  isOpen,
  key,
  keysOf,
  postOf,
  prose,
  refuse,
  symbol,
  systemOnly,
  unitRef,
} from '../../dossier/index.ts';
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { papers } from './papers.ts';

/** What is asked: the assessment the law wants of the employing agency, or something done for the person. @basis d73-2023#art11 */
const WHAT = ['agency-view', 'counsel', 'costs', 'no-adverse-act', 'other'] as const;
const VERDICTS = ['met', 'not-met', 'unclear'] as const;

interface View {
  readonly policy: (typeof VERDICTS)[number];
  readonly motive: (typeof VERDICTS)[number];
  readonly good: (typeof VERDICTS)[number];
}

/** A request, folded. Texts are references into the vault. */
export interface RequestState {
  readonly case: DossierId | null;
  readonly causeSeq: number;
  readonly what: (typeof WHAT)[number];
  readonly subject: PersonId | null;
  readonly proposal: DossierId | null;
  readonly unit: UnitId | null;
  readonly outside: string | null;
  readonly holder: PostId | null;
  readonly desk: { readonly unit: UnitId; readonly head: PostId; readonly clerk: PostId } | null;
  readonly text: string | null;
  readonly askedOn: LegalDate | null;
  readonly reply: string | null;
  readonly view: View | null;
  readonly answer: string | null;
  readonly paper: string | null;
  readonly answeredOn: LegalDate | null;
}

const NOTHING_YET: RequestState = {
  case: null,
  causeSeq: 0,
  what: 'other',
  subject: null,
  proposal: null,
  unit: null,
  outside: null,
  holder: null,
  desk: null,
  text: null,
  askedOn: null,
  reply: null,
  view: null,
  answer: null,
  paper: null,
  answeredOn: null,
};

const act = actsOf<RequestState>();
const holder = postOf<RequestState>((s) => s.holder ?? undefined, 'holder');
const deskKeys = (s: RequestState) => (s.desk === null ? [] : [...new Set([key.post(s.desk.head), key.post(s.desk.clerk)])]);
const desk = keysOf<RequestState>('desk', (d) => deskKeys(d.state));

/** What comes back to the case: words, never a text. */
const toCase = (s: RequestState, id: DossierId, reply: string, view: Partial<View> = {}) =>
  s.case === null || s.causeSeq === 0
    ? []
    : [{ target: s.case, act: 'note-reply', body: { request: id, seq: s.causeSeq, measure: s.what, reply, ...view } }];

/** Asked by the case that opens it. */
const ask = act({
  from: 'new',
  to: 'asked',
  by: [systemOnly()],
  body: z.object({
    case: dossierRef({ hidden: true }),
    causeSeq: z.number().int().min(1).meta({ widget: 'hidden' }),
    what: choice(WHAT),
    subject: symbol(),
    desk: unitRef(),
    unit: unitRef().optional(),
    outside: symbol({ max: 200 }).optional(),
    text: prose({ personal: true }).optional(),
    proposal: dossierRef({ hidden: true }).optional(),
  }),
  resolve: (c) => {
    const head = c.org.headPost(c.body.desk as UnitId);
    const asked = c.body.unit === undefined ? undefined : c.org.headPost(c.body.unit as UnitId);
    if (!head || (c.body.unit !== undefined && !asked)) return refuse('protection-request.no_head');
    return { head, clerk: c.org.clerkPost(c.body.desk as UnitId) ?? head, holder: asked ?? null };
  },
  apply: (s, a) => ({
    ...s,
    case: a.body.case as DossierId,
    causeSeq: a.body.causeSeq,
    what: a.body.what,
    subject: a.body.subject as PersonId,
    proposal: (a.body.proposal as DossierId | undefined) ?? null,
    unit: (a.body.unit as UnitId | undefined) ?? null,
    outside: a.body.outside ?? null,
    holder: a.resolved.holder,
    desk: { unit: a.body.desk as UnitId, head: a.resolved.head, clerk: a.resolved.clerk },
    text: a.body.text ?? null,
    askedOn: dayOf(a),
  }),
  clocks: (c) => [
    c.resolved.holder === null
      ? // Somebody outside owes no answer here; the date is when the desk asks again.
        { op: 'start', name: 'follow-up', holder: c.resolved.clerk, limit: 'protection.request', expected: true }
      : { op: 'start', name: 'answer', holder: c.resolved.holder, limit: 'protection.request' },
  ],
  notices: (c) => (c.resolved.holder === null ? [] : [{ to: key.post(c.resolved.holder), code: 'asked' }]),
  names: (c) => [c.body.desk as UnitId],
  milestone: true,
});

const answered = (
  s: RequestState,
  a: Parameters<typeof dayOf>[0],
  of: { readonly reply: string; readonly answer: string; readonly paper?: string | undefined; readonly view?: View },
): RequestState => ({
  ...s,
  reply: of.reply,
  view: of.view ?? null,
  answer: of.answer,
  paper: of.paper ?? null,
  answeredOn: dayOf(a),
});

/** The desk records what a body outside answers, and answers itself only where a silence was laid on it. */
function isDeskAlone(c: DecideContext<RequestState, unknown>): boolean {
  const { holder: asked } = c.state;
  if (asked === null || c.key === key.post(asked) || !deskKeys(c.state).includes(c.key)) return false;
  return !c.dossier.clocks.some((k) => isOpen(k) && k.level > 0 && key.post(k.holder) === c.key);
}

const meet = (s: RequestState) => [{ op: 'meet' as const, name: s.holder === null ? 'follow-up' : 'answer' }];

/** Done, done in part, or not, with the reason; what comes on paper from outside is recorded by the desk. */
const answer = act({
  from: ['asked'],
  to: 'answered',
  by: [holder, answering('answer'), desk],
  body: z.object({
    reply: choice(['done', 'partly', 'refused']),
    text: prose({ min: 20, personal: true }),
    paper: symbol({ later: true }).optional(),
    files: files({ later: true }).optional(),
  }),
  offered: (d) => d.state.what !== 'agency-view',
  guard: (c) => {
    if (c.state.what === 'agency-view') return refuse('protection-request.assess');
    if (isDeskAlone(c)) return refuse('protection-request.not_yours');
    return c.state.holder === null && c.body.paper === undefined
      ? atField('protection-request.say_the_paper', 'paper')
      : undefined;
  },
  apply: (s, a) => answered(s, a, { reply: a.body.reply, answer: a.body.text, paper: a.body.paper }),
  clocks: (c) => meet(c.state),
  follows: (c) => toCase(c.state, c.id, c.body.reply),
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'answered' })),
  answers: 'answer',
  milestone: true,
});

/** What the employing agency finds of the three tests, with reasons. @basis d73-2023#art11 */
const assess = act({
  judges: 'finding',
  from: ['asked'],
  to: 'answered',
  by: [holder, answering('answer')],
  body: z.object({
    policy: choice(VERDICTS),
    motive: choice(VERDICTS),
    good: choice(VERDICTS),
    text: prose({ min: 50, personal: true }),
    paper: symbol({ later: true }).optional(),
  }),
  offered: (d) => d.state.what === 'agency-view',
  // Whoever handles the case does not assess in the agency's place: a silence stays one.
  guard: (c) => {
    if (c.state.what !== 'agency-view') return refuse('protection-request.answer');
    return deskKeys(c.state).includes(c.key) ? refuse('protection-request.not_yours') : undefined;
  },
  apply: (s, a) => {
    const { policy, motive, good, text, paper } = a.body;
    return answered(s, a, { reply: 'assessed', answer: text, paper, view: { policy, motive, good } });
  },
  clocks: (c) => meet(c.state),
  follows: (c) => {
    const { policy, motive, good } = c.body;
    return toCase(c.state, c.id, 'assessed', { policy, motive, good });
  },
  notices: (c) => deskKeys(c.state).map((to) => ({ to, code: 'answered' })),
  answers: 'answer',
  milestone: true,
  check: true,
  basis: 'd73-2023#art11',
});

/** No longer needed. */
const withdraw = act({
  from: ['asked'],
  to: 'withdrawn',
  by: [desk],
  body: z.object({ reason: prose({ min: 20 }) }),
  apply: (s) => s,
  follows: (c) => toCase(c.state, c.id, 'withdrawn'),
  notices: (c) => (c.state.holder === null ? [] : [{ to: key.post(c.state.holder), code: 'withdrawn' }]),
  milestone: true,
});

/** The kind «protection-request». */
export const protectionRequest = defineKind<RequestState>({
  name: 'protection-request',
  prefix: 'BP',
  version: 1,
  restricted: true,
  stages: ['asked', 'answered'],
  ends: ['answered', 'withdrawn'],
  initial: NOTHING_YET,
  acts: { ask, answer, assess, withdraw },
  onLapse: { default: { escalate: 'escalation.level' } },
  access: (s) => ({
    read: [key.role('inspector'), ...deskKeys(s), ...(s.subject === null ? [] : [key.person(s.subject)])],
  }),
  stewards: deskKeys,
  concerned: (s) => (s.subject === null ? [] : [s.subject]),
  describe: () => ({ title: '' }),
  place: () => ({}),
  parties: (s) => [
    ...(s.subject === null ? [] : [{ role: 'subject', person: s.subject }]),
    ...(s.holder === null ? [] : [{ role: 'addressee', post: s.holder, ...(s.unit === null ? {} : { unit: s.unit }) }]),
    ...(s.outside === null ? [] : [{ role: 'addressee', outside: s.outside }]),
  ],
  personal: { roles: ['subject'] },
  links: (s) => [
    ...(s.case === null ? [] : [{ type: 'part-of' as const, to: s.case }]),
    ...(s.proposal === null ? [] : [{ type: 'arises-from' as const, to: s.proposal }]),
  ],
  summary: (s) => [
    { key: 'what', value: s.what, as: 'choice', group: 'what' },
    ...(s.subject === null ? [] : [{ key: 'subject', value: s.subject, as: 'person' as const }]),
    ...(s.unit === null ? [] : [{ key: 'unit', value: s.unit, as: 'unit' as const }]),
    ...(s.outside === null
      ? []
      : [
          { key: 'outside', value: s.outside },
          { key: 'where', value: 'outside', as: 'choice' as const, group: 'where' },
        ]),
    ...(s.desk === null ? [] : [{ key: 'desk', value: s.desk.unit, as: 'unit' as const }]),
    ...(s.proposal === null ? [] : [{ key: 'proposal', value: s.proposal, as: 'dossier' as const }]),
    ...(s.text === null ? [] : [{ key: 'text', value: s.text }]),
    ...(s.reply === null ? [] : [{ key: 'reply', value: s.reply, as: 'choice' as const, group: 'reply' }]),
    ...(s.view === null
      ? []
      : (['policy', 'motive', 'good'] as const).map((test) => ({
          key: test,
          value: s.view?.[test] ?? 'unclear',
          as: 'choice' as const,
          group: 'verdict',
        }))),
    ...(s.answer === null ? [] : [{ key: 'answer', value: s.answer }]),
    ...(s.paper === null ? [] : [{ key: 'paper', value: s.paper }]),
  ],
  retention: { years: 'permanent', basis: 'noi-bo' },
  papers,
});
