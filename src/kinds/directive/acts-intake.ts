/** Taking a directive in: what was recognised and confirmed, its sentences, and issuing it. */
import { z } from 'zod';
import { anyOfficial, clerkOf, deputyOf, headOf, staffOf } from '../../dossier/capacity.ts';
import {
  choice,
  dossierRef,
  fileSchema,
  hidden,
  integer,
  legalDate,
  line,
  list,
  prose,
  symbol,
  unitRef,
} from '../../dossier/field.ts';
import { actsOf } from '../../dossier/kind.ts';
import { refuse } from '../../dossier/refusal.ts';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { appendSentences, changeSentences, digestHeading, intakeUnit, isChangeSound, SENTENCES_LIMIT } from './rules.ts';
import { type DirectiveState, DOCUMENT_TYPES } from './state.ts';

const act = actsOf<DirectiveState>();
const intake = staffOf<DirectiveState>((s) => s.unit);

const body = z.object({
  symbol: symbol(),
  form: choice(['party', 'state', 'other']),
  issuer: symbol({ max: 200 }),
  issuedOn: legalDate(),
  place: symbol({ max: 80, later: true }).optional(),
  type: choice(DOCUMENT_TYPES, { select: true }),
  subject: line({ max: 1000 }),
  language: choice(['vi', 'en'], { later: true }).optional(),
  addressees: list(z.object({ name: line() }), { max: 80, later: true }).optional(),
  cited: list(z.object({ symbol: symbol(), issuer: symbol({ max: 120 }).optional(), date: legalDate().optional() }), {
    max: 40,
    later: true,
  }).optional(),
  identity: hidden({ max: 400 }),
  text: z
    .object({ hash: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().min(1) })
    .meta({ widget: 'hidden' })
    .optional(),
  source: fileSchema.meta({ widget: 'hidden' }).optional(),
  unit: unitRef({ later: true }).optional(),
  paper: dossierRef({ hidden: true, later: true }).optional(),
});

/** A person has confirmed what was recognised: number, issuer, date, subject; the sentences follow. */
export const takeIn = act({
  from: 'new',
  to: 'draft',
  by: [anyOfficial()],
  body,
  milestone: true,
  resolve: (c) => {
    const unit = intakeUnit(c.org, c.standing, c.body.unit as DirectiveState['unit'] | undefined);
    if (unit === undefined) return refuse('directive.may_not_take_in');
    const clerk = c.org.clerkPost(unit) ?? c.org.headPost(unit);
    return clerk === undefined ? refuse('directive.no_head', { unit: c.org.unitName(unit) }) : { unit, clerk };
  },
  guard: (c) => {
    if (findSecrecyMark(c.body.subject)) return refuse('directive.secret');
    return c.body.issuedOn > toLegalDate(c.now.businessAt)
      ? refuse('directive.date_future', { date: c.body.issuedOn })
      : undefined;
  },
  apply: (state, { body: b, resolved }) => ({
    ...state,
    unit: resolved.unit,
    symbol: b.symbol,
    form: b.form,
    issuer: b.issuer,
    issuedOn: b.issuedOn,
    ...(b.place === undefined ? {} : { place: b.place }),
    type: b.type,
    subject: b.subject,
    language: b.language ?? 'vi',
    identity: b.identity,
    ...(b.text === undefined ? {} : { text: b.text }),
    ...(b.source === undefined ? {} : { source: b.source }),
    ...(b.paper === undefined ? {} : { paper: b.paper as DirectiveState['paper'] & string }),
    addressees: (b.addressees ?? []).map((a) => a.name),
    cited: (b.cited ?? []).map((row) => ({
      symbol: row.symbol,
      ...(row.issuer === undefined ? {} : { issuer: row.issuer }),
      ...(row.date === undefined ? {} : { date: row.date }),
    })),
  }),
  clocks: (c) => [{ op: 'start', name: 'register', holder: c.resolved.clerk, limit: 'directive.register' }],
  names: (c) => [c.resolved.unit],
});

/** The next sentences, in order; each batch says with which number it begins, so that none is written twice. */
export const addSentences = act({
  from: ['draft'],
  by: [intake],
  body: z.object({
    sentences: list(
      z.object({ n: integer({ min: 1, max: SENTENCES_LIMIT }), heading: line({ max: 500 }).optional(), text: prose() }),
      { min: 1, max: 60 },
    ),
  }),
  resolve: (c) => c.body.sentences.map((row) => digestHeading(row.heading)),
  guard: (c) => {
    const next = c.state.sentences.length + 1;
    if (c.body.sentences.some((row, i) => row.n !== next + i)) return refuse('directive.out_of_order', { n: next });
    return c.body.sentences.some((row) => findSecrecyMark(row.text)) ? refuse('directive.secret') : undefined;
  },
  apply: (state, { body: b, resolved }) => appendSentences(state, b.sentences, resolved),
});

/** A person puts the cutting right before issue: fix a text, split a sentence, merge it with the next, take it out. */
export const correctSentences = act({
  from: ['draft'],
  by: [intake],
  body: z.object({
    change: choice(['fix', 'split', 'merge', 'remove']),
    n: integer({ min: 1, max: SENTENCES_LIMIT }),
    texts: list(z.object({ text: prose() }), { max: 10 }).optional(),
  }),
  guard: (c) => {
    const change = { change: c.body.change, n: c.body.n, texts: (c.body.texts ?? []).map((row) => row.text) };
    if (!isChangeSound(change, c.state.sentences.length))
      return refuse('directive.change_unsound', { count: c.state.sentences.length });
    return change.texts.some((text) => findSecrecyMark(text)) ? refuse('directive.secret') : undefined;
  },
  apply: (state, { body: b }) => {
    const texts = (b.texts ?? []).map((row) => row.text);
    return { ...state, sentences: changeSentences(state.sentences, { change: b.change, n: b.n, texts }) };
  },
});

/** Into the register: from here every official reads it, its sentences stand, and every one of them wants a task or a reason. */
export const issue = act({
  from: ['draft'],
  to: 'issued',
  sign: true,
  by: [clerkOf((s) => s.unit), headOf((s) => s.unit), deputyOf((s) => s.unit)],
  answers: 'register',
  body: z.object({}),
  registers: true,
  milestone: true,
  check: true,
  resolve: (c) => {
    const head = c.org.headPost(c.state.unit);
    return head === undefined ? refuse('directive.no_head', { unit: c.org.unitName(c.state.unit) }) : { head };
  },
  guard: (c) => (c.state.sentences.length === 0 ? refuse('directive.no_sentences') : undefined),
  apply: (state, { resolved }) => ({ ...state, assignTo: resolved.head }),
  clocks: (c) => [
    { op: 'meet', name: 'register' },
    { op: 'start', name: 'assign', holder: c.resolved.head, limit: 'directive.assign' },
  ],
});
