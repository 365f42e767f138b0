/** From the report to the book: reporting, joining, adding facts, registering, asking the reporter. */
import { z } from 'zod';
import {
  actsOf,
  answering,
  anyOfficial,
  choice,
  clockRef,
  type Dossier,
  dayOf,
  decimal,
  dossierRef,
  fieldRef,
  files,
  findOpen,
  integer,
  isRefusal,
  key,
  keysOf,
  line,
  money,
  type PrefillContext,
  postOf,
  prose,
  refuse,
  symbol,
  unitRef,
} from '../../dossier/index.ts';
import type { DossierId, PersonId } from '../../kernel/ids.ts';
import {
  authorKeys,
  countFrom,
  findRegister,
  findResponsible,
  harmOf,
  maskKeys,
  maskRaiser,
  openQuestion,
  pausedStep,
  ROW_LIMITS,
  raiserKeys,
  raiserOf,
} from './rules.ts';
import { LEGAL_GAPS, type ObstacleState, type Question } from './state.ts';

const act = actsOf<ObstacleState>();

const visibility = choice(['narrow', 'wide']).default('narrow');

const laterFacts = {
  field: fieldRef({ later: true }).optional(),
  provision: symbol({ max: 200, later: true }).optional(),
  harm: prose({ later: true }).optional(),
  harmMoney: money({ later: true }).optional(),
  harmPeople: integer({ later: true }).optional(),
  harmDays: integer({ max: 100_000, later: true }).optional(),
  harmHectares: decimal({ later: true }).optional(),
  request: prose({ later: true }).optional(),
  files: files({ later: true }).optional(),
};

/** Where the reporter works, and nobody but the register told who reports: both may be changed before sending. */
function proposeReport({ standing, org }: Pick<PrefillContext, 'standing' | 'org'>) {
  const own = standing.capacities.find(
    (c) => c.unit !== null && c.onBehalfOf === undefined && org.unit(c.unit)?.kind === 'commune',
  );
  return { ...(own?.unit ? { locality: own.unit } : {}), visibility: 'narrow' };
}

/** Three answers; everything else may come later. Wrongdoing and one's own case belong to the channels the law gives them. */
export const report = act({
  from: 'new',
  to: 'reported',
  by: [anyOfficial()],
  body: z.object({
    what: prose({ min: 10 }).meta({ number: 1 }),
    locality: unitRef({ only: ['commune'] }).meta({ number: 2 }),
    legalGap: choice(LEGAL_GAPS).meta({ number: 3 }),
    aboutPerson: choice(['no', 'wrongdoing', 'own-case']),
    visibility,
    ...laterFacts,
    paper: dossierRef({ hidden: true, later: true }).optional(),
  }),
  resolve: (c) => {
    const register = findRegister(c);
    if (isRefusal(register)) return register;
    const locality = c.body.locality as ObstacleState['locality'];
    const responsible = findResponsible(c.org, { field: c.body.field ?? null, locality });
    // A hidden reporter's post would name the person in every unit that has one holder of it.
    return { register, responsible, unit: c.unit, post: c.body.visibility === 'wide' ? c.post : null };
  },
  guard: (c) => {
    if (c.body.aboutPerson === 'wrongdoing') return refuse('obstacle.other_channel_wrongdoing');
    return c.body.aboutPerson === 'own-case' ? refuse('obstacle.other_channel_own_case') : undefined;
  },
  apply: (s, a) => ({
    ...s,
    what: a.body.what,
    locality: a.body.locality as ObstacleState['locality'],
    legalGap: a.body.legalGap,
    narrow: a.body.visibility === 'narrow',
    reporter: { unit: a.resolved.unit, post: a.resolved.post, person: a.body.visibility === 'wide' ? a.actor : null },
    field: a.body.field ?? null,
    provision: a.body.provision ?? null,
    harm: a.body.harm ?? null,
    cost: harmOf(a.body),
    request: a.body.request ?? null,
    ...(a.body.paper === undefined ? {} : { paper: a.body.paper as DossierId }),
    register: a.resolved.register,
    responsible: a.resolved.responsible,
  }),
  clocks: (c) => [{ op: 'start', name: 'register', holder: c.resolved.register.clerk, limit: 'obstacle.register' }],
  prefill: proposeReport,
  maskActor: (body, resolved) => (body.visibility === 'narrow' ? maskKeys(resolved) : undefined),
  milestone: true,
});

const hasRaised = (d: Dossier<ObstacleState>, person: PersonId | null): boolean =>
  person !== null && raiserKeys(d).includes(key.person(person));

/** «Đúng việc này, thêm nơi tôi»: possible once the obstacle is registered, because before that nobody else may know of it. */
export const join = act({
  from: ['registered', 'classified', 'deciding', 'carrying-out', 'confirming'],
  by: [anyOfficial()],
  body: z.object({ locality: unitRef({ only: ['commune'] }), line: line().optional(), visibility }),
  resolve: (c) => ({ unit: c.unit }),
  offered: (d, { person }) => !hasRaised(d, person),
  guard: (c) => {
    if (hasRaised(c.dossier, c.standing.person)) return refuse('obstacle.already_raised');
    return c.state.places.length >= ROW_LIMITS.places ? refuse('obstacle.too_many_rows', { max: ROW_LIMITS.places }) : undefined;
  },
  apply: (s, a) => ({
    ...s,
    places: [
      ...s.places,
      {
        seq: a.seq,
        person: a.actor,
        narrow: a.body.visibility === 'narrow',
        locality: a.body.locality as ObstacleState['places'][number]['locality'],
        unit: a.resolved.unit,
        line: a.body.line ?? null,
        on: dayOf(a),
        confirmedOn: null,
      },
    ],
  }),
  prefill: proposeReport,
  maskActor: (body, _, d) => (body.visibility === 'narrow' ? maskKeys(d.state) : undefined),
  notices: (c) => (c.state.lead === null ? [] : [{ to: key.head(c.state.lead), code: 'joined' }]),
});

/** What was left out of the report: cost of delay, provision, request, papers. The newest word of the author counts. */
export const addDetail = act({
  from: 'open',
  by: [keysOf('raiser', raiserKeys)],
  body: z.object({ text: prose().optional(), ...laterFacts }),
  resolve: (c) => raiserOf(c),
  guard: (c) => {
    if (Object.keys(c.body).length === 0) return refuse('obstacle.nothing_added');
    return c.state.details.length >= ROW_LIMITS.details
      ? refuse('obstacle.too_many_rows', { max: ROW_LIMITS.details })
      : undefined;
  },
  apply: (s, a) => {
    const detail = {
      seq: a.seq,
      unit: a.resolved.unit,
      text: a.body.text ?? a.body.harm ?? a.body.request ?? null,
      on: dayOf(a),
    };
    const noted = { ...s, details: [...s.details, detail] };
    if (a.resolved.as === 'joiner') return noted;
    return {
      ...noted,
      // Once the register has classified the matter, field and provision are its words and no longer the reporter's.
      field: s.authority === null ? (a.body.field ?? s.field) : s.field,
      provision: s.authority === null ? (a.body.provision ?? s.provision) : (s.provision ?? a.body.provision ?? null),
      harm: a.body.harm ?? s.harm,
      cost: { ...s.cost, ...harmOf(a.body) },
      request: a.body.request ?? s.request,
    };
  },
  maskActor: maskRaiser,
  movable: true,
});

/** The clerk enters it in the book: it gets its number, and from now on every official may read it. */
export const register = act({
  from: ['reported'],
  to: 'registered',
  by: [postOf((s) => s.register?.clerk), answering('register')],
  body: z.object({ note: line().optional() }),
  apply: (s) => s,
  clocks: (c) => [
    { op: 'meet', name: 'register' },
    ...(c.state.register
      ? [{ op: 'start' as const, name: 'classify', holder: c.state.register.clerk, limit: 'obstacle.classify' }]
      : []),
  ],
  notices: (c) => (c.dossier.author === null ? [] : [{ to: key.person(c.dossier.author), code: 'registered' }]),
  registers: true,
  milestone: true,
  answers: 'register',
});

const PAUSED_BY_A_QUESTION = ['classify', 'route', 'decide'] as const;
/** How often one clock may stand still for questions where the packs of the installation do not say. */
const PAUSES_OTHERWISE = 2;

/**
 * Asks the reporter for what is missing. The step's clock stands still; a clock of its own lies on whoever asked, so that a
 * question is never a way to let a matter sleep. One clock stands still so many times and no more.
 */
export const askMore = act({
  from: ['registered', 'classified', 'deciding'],
  by: [answering(...PAUSED_BY_A_QUESTION)],
  body: z.object({ question: prose({ min: 10 }) }),
  resolve: (c) => {
    const step = PAUSED_BY_A_QUESTION.map((name) => findOpen(c.dossier.clocks, name)).find((k) => k !== undefined);
    const asker = c.key.startsWith('post:') ? (c.key.slice('post:'.length) as Question['asker']) : c.post;
    if (!step || !asker) return refuse('obstacle.nothing_to_pause');
    return { asker, clock: step.id, pauses: step.working.pauses?.length ?? 0 };
  },
  guard: (c) => {
    if (openQuestion(c.state)) return refuse('obstacle.question_open');
    const most = countFrom(c.law, 'obstacle.questions.max', PAUSES_OTHERWISE);
    if (c.resolved.pauses >= most) return refuse('obstacle.questions_used', { max: most });
    return c.state.questions.length >= ROW_LIMITS.questions
      ? refuse('obstacle.too_many_rows', { max: ROW_LIMITS.questions })
      : undefined;
  },
  apply: (s, a) => ({
    ...s,
    questions: [
      ...s.questions,
      {
        seq: a.seq,
        asker: a.resolved.asker,
        clock: a.resolved.clock,
        text: a.body.question,
        on: dayOf(a),
        answer: null,
        endedOn: null,
      },
    ],
  }),
  clocks: (c) => [
    { op: 'pause', ...clockRef(c.resolved.clock), reason: 'more' },
    { op: 'start', name: 'answer-more', holder: c.resolved.asker, limit: 'obstacle.more' },
  ],
  notices: (c) => (c.dossier.author === null ? [] : [{ to: key.person(c.dossier.author), code: 'question' }]),
  milestone: true,
});

function endQuestion(s: ObstacleState, answer: string | null, on: Question['on']): ObstacleState {
  return { ...s, questions: s.questions.map((q) => (q.endedOn === null ? { ...q, answer, endedOn: on } : q)) };
}

function resumeStep(c: Parameters<typeof pausedStep>[0], credit: { readonly credit?: false }) {
  const step = pausedStep(c);
  const resume = step ? [{ op: 'resume' as const, ...clockRef(step.id), ...credit }] : [];
  return [{ op: 'meet' as const, name: 'answer-more' }, ...resume];
}

/** The reporter answers and the clock runs again with the days it had left. */
export const answerMore = act({
  from: ['registered', 'classified', 'deciding'],
  by: [keysOf('author', (d) => (openQuestion(d.state) ? authorKeys(d) : []))],
  body: z.object({ answer: prose(), ...laterFacts }),
  resolve: (c) => raiserOf(c),
  apply: (s, a) => ({
    ...endQuestion(s, a.body.answer, dayOf(a)),
    provision: s.provision ?? a.body.provision ?? null,
    harm: a.body.harm ?? s.harm,
    cost: { ...s.cost, ...harmOf(a.body) },
    request: a.body.request ?? s.request,
  }),
  clocks: (c) => resumeStep(c, {}),
  awaited: () => true,
  notices: (c) => {
    const question = openQuestion(c.state);
    return question ? [{ to: key.post(question.asker), code: 'answered' }] : [];
  },
  maskActor: maskRaiser,
});

/**
 * Going on without the answer: for whoever asked, whoever answers for the step, and the responsible member. The question was not
 * needed, so it gives no days back: the clock runs on with its old date and lapses at once where that is past.
 */
export const withdrawQuestion = act({
  from: ['registered', 'classified', 'deciding'],
  by: [
    answering('answer-more'),
    keysOf('asking', (d) => (openQuestion(d.state) ? answering(...PAUSED_BY_A_QUESTION).keys(d) : [])),
    postOf((s) => (openQuestion(s) ? (s.responsible ?? undefined) : undefined), 'responsible'),
  ],
  body: z.object({ reason: prose({ min: 10 }) }),
  apply: (s, a) => endQuestion(s, null, dayOf(a)),
  clocks: (c) => resumeStep(c, { credit: false }),
  answers: 'answer-more',
});
