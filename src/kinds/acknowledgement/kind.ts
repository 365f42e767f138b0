/** Quán triệt: one unit reads one directive and confirms that it understood, within its limit. */
import { z } from 'zod';
import { clerkOf, deputyOf, headOf, systemOnly } from '../../dossier/capacity.ts';
import { dossierRef, flag, line, list, prose, symbol, unitRef } from '../../dossier/field.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf, defineKind } from '../../dossier/kind.ts';
import { refuse } from '../../dossier/refusal.ts';
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';

/** A question of the unit to whoever issued the directive, and the answer. */
export interface QuestionRow {
  readonly s: number;
  readonly at: string;
  readonly question: string;
  readonly answer?: string;
  readonly answeredAt?: string;
}

/** An acknowledgement, folded. */
export interface AcknowledgementState {
  readonly directive: DossierId;
  readonly symbol: string;
  readonly subject: string;
  readonly unit: UnitId;
  readonly issuingUnit: UnitId;
  readonly head: PostId;
  readonly issuer: PostId;
  readonly responsible?: PostId;
  readonly confirmed?: {
    readonly s: number;
    readonly at: string;
    readonly person: PersonId | null;
    readonly lines: readonly string[];
  };
  readonly questions: readonly QuestionRow[];
}

const initial: AcknowledgementState = {
  directive: '' as DossierId,
  symbol: '',
  subject: '',
  unit: '' as UnitId,
  issuingUnit: '' as UnitId,
  head: '' as PostId,
  issuer: '' as PostId,
  questions: [],
};

/** The most questions one unit asks about one directive. */
const QUESTIONS_LIMIT = 40;

const act = actsOf<AcknowledgementState>();
const unitLeaders = [headOf<AcknowledgementState>((s) => s.unit), deputyOf<AcknowledgementState>((s) => s.unit)];
const unitClerk = clerkOf<AcknowledgementState>((s) => s.unit);
const issuers = [
  headOf<AcknowledgementState>((s) => s.issuingUnit),
  deputyOf<AcknowledgementState>((s) => s.issuingUnit),
  clerkOf<AcknowledgementState>((s) => s.issuingUnit),
];

const isAsking = (s: AcknowledgementState): boolean =>
  s.questions.at(-1) !== undefined && s.questions.at(-1)?.answer === undefined;

/** The directive reaches the unit: its head has a limit in which to read and confirm. */
const send = act({
  from: 'new',
  to: 'waiting',
  by: [systemOnly()],
  registers: true,
  milestone: true,
  body: z.object({
    directive: dossierRef({ hidden: true }),
    symbol: symbol(),
    subject: line({ max: 1000 }),
    unit: unitRef(),
    issuingUnit: unitRef(),
  }),
  reads: (_, body) => [body.directive as DossierId],
  resolve: (c) => {
    const unit = c.body.unit as UnitId;
    const head = c.org.headPost(unit);
    const issuer = c.org.headPost(c.body.issuingUnit as UnitId);
    if (!head || !issuer)
      return refuse('acknowledgement.no_head', { unit: c.org.unitName(head ? (c.body.issuingUnit as UnitId) : unit) });
    return { head, issuer, responsible: c.org.responsibleMember({ unit })?.post ?? null };
  },
  guard: (c) => (c.view.has(c.body.directive as DossierId) ? undefined : refuse('acknowledgement.no_such_directive')),
  apply: (state, { body, resolved }) => ({
    ...state,
    directive: body.directive as DossierId,
    symbol: body.symbol,
    subject: body.subject,
    unit: body.unit as UnitId,
    issuingUnit: body.issuingUnit as UnitId,
    head: resolved.head,
    issuer: resolved.issuer,
    ...(resolved.responsible === null ? {} : { responsible: resolved.responsible }),
  }),
  clocks: (c) => [{ op: 'start', name: 'confirm', holder: c.resolved.head, limit: 'acknowledgement.confirm' }],
});

/** «Đã đọc, đã hiểu»: said by the head, a deputy or whoever acts for them, with up to three lines on what the unit will do. */
const confirm = act({
  from: ['waiting'],
  to: (after) => (isAsking(after) ? 'answering' : 'confirmed'),
  by: unitLeaders,
  answers: 'confirm',
  milestone: true,
  body: z.object({
    understood: flag({ mustBeTrue: true }),
    lines: list(z.object({ text: line() }), { max: 3, later: true }).optional(),
  }),
  apply: (state, { body, seq, businessAt, actor }) => ({
    ...state,
    confirmed: { s: seq, at: businessAt, person: actor, lines: (body.lines ?? []).map((l) => l.text) },
  }),
  clocks: () => [{ op: 'meet', name: 'confirm' }],
});

/** The unit asks whoever issued the directive what is meant. Its own clock keeps running. */
const ask = act({
  from: ['waiting', 'answering'],
  by: [...unitLeaders, unitClerk],
  body: z.object({ question: prose({ min: 10 }) }),
  guard: (c) => {
    if (isAsking(c.state)) return refuse('acknowledgement.question_open');
    return c.state.questions.length >= QUESTIONS_LIMIT
      ? refuse('acknowledgement.too_many_questions', { max: QUESTIONS_LIMIT })
      : undefined;
  },
  apply: (state, { body, seq, businessAt }) => ({
    ...state,
    questions: [...state.questions, { s: seq, at: businessAt, question: body.question }],
  }),
  clocks: (c) => [{ op: 'start', name: 'answer', holder: c.state.issuer, limit: 'acknowledgement.answer' }],
});

/** The issuing unit answers the question. */
const answer = act({
  from: ['waiting', 'answering'],
  to: (after) => (after.confirmed ? 'confirmed' : undefined),
  by: issuers,
  answers: 'answer',
  body: z.object({ answer: prose({ min: 5 }) }),
  guard: (c) => (isAsking(c.state) ? undefined : refuse('acknowledgement.no_question')),
  apply: (state, { body, businessAt }) => ({
    ...state,
    questions: state.questions.map((q, i) =>
      i === state.questions.length - 1 ? { ...q, answer: body.answer, answeredAt: businessAt } : q,
    ),
  }),
  clocks: () => [{ op: 'meet', name: 'answer' }],
  notices: (c) => [{ to: key.post(c.state.head), code: 'answered' }],
});

/** The issuing unit takes it back: the directive was withdrawn, or the unit was not meant. */
const withdraw = act({
  from: ['waiting', 'answering'],
  to: 'withdrawn',
  by: issuers,
  check: true,
  body: z.object({ reason: prose({ min: 20 }) }),
  apply: (state) => state,
  notices: (c) => [{ to: key.post(c.state.head), code: 'withdrawn' }],
});

/** The acknowledgement. */
export const acknowledgement = defineKind<AcknowledgementState>({
  name: 'acknowledgement',
  prefix: 'QT',
  version: 1,
  stages: ['waiting', 'answering', 'confirmed'],
  ends: ['confirmed', 'withdrawn'],
  initial,
  acts: { send, confirm, ask, answer, withdraw },
  describe: (s) => ({ title: s.subject, symbols: s.symbol === '' ? [] : [s.symbol] }),
  place: (s) => ({ unit: s.unit, ...(s.responsible ? { responsible: s.responsible } : {}) }),
  access: (s) => ({
    read: [
      key.staff(s.unit),
      key.staff(s.issuingUnit),
      key.role('inspector'),
      ...(s.responsible ? [key.post(s.responsible)] : []),
    ],
  }),
  stewards: (s) => [key.clerk(s.issuingUnit), key.head(s.issuingUnit)],
  parties: (s) => [
    { role: 'reader', post: s.head, unit: s.unit },
    { role: 'issuer', post: s.issuer, unit: s.issuingUnit },
  ],
  links: (s) => (s.directive === '' ? [] : [{ type: 'part-of', to: s.directive }]),
  summary: (s) => [
    { key: 'symbol', value: s.symbol },
    { key: 'subject', value: s.subject },
    { key: 'directive', value: s.directive, as: 'dossier' },
    { key: 'unit', value: s.unit, as: 'unit' },
    { key: 'issuingUnit', value: s.issuingUnit, as: 'unit' },
    ...(s.confirmed ? [{ key: 'confirmedAt', value: s.confirmed.at, as: 'date' as const }] : []),
    ...(s.confirmed?.person ? [{ key: 'confirmedBy', value: s.confirmed.person, as: 'person' as const }] : []),
    ...(s.confirmed && s.confirmed.lines.length > 0
      ? [{ key: 'lines', value: [...s.confirmed.lines], as: 'list' as const }]
      : []),
  ],
  sections: (s) => [
    {
      key: 'questions',
      columns: [{ key: 'at', as: 'date' }, { key: 'question' }, { key: 'answer' }, { key: 'answeredAt', as: 'date' }],
      rows: s.questions.map((q) => ({
        at: q.at,
        question: q.question,
        answer: q.answer ?? null,
        answeredAt: q.answeredAt ?? null,
        silent: q.answer === undefined,
      })),
    },
  ],
  exports: (s, dossier) => ({
    stage: dossier.stage,
    unit: s.unit,
    due: dossier.clocks.find((c) => c.name === 'confirm')?.dueAt ?? null,
    confirmedAt: s.confirmed?.at ?? null,
    questions: s.questions.length,
  }),
  onLapse: { default: { escalate: 'escalation.level' } },
  retention: { years: 20, basis: 'Luật Lưu trữ 33/2024/QH15' },
});
