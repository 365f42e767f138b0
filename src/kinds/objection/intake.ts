/** What the reporter does before the matter goes up: reporting, adding, taking back. */
import { z } from 'zod';
import {
  actsOf,
  anyOfficial,
  atField,
  author,
  choice,
  dayOf,
  files,
  hidden,
  key,
  legalDate,
  line,
  postRef,
  prose,
  refuse,
} from '../../dossier/index.ts';
import type { PostId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { MOST_NOTES, maskOf, maskReporter, personAbove, personSeeing, superiorOf } from './rules.ts';
import { FORMS, MATTERS, OBEYING, type ObjectionState, SEEN } from './state.ts';

const act = actsOf<ObjectionState>();

/** Which text of the promise is shown now; a changed text is another one. */
export const PROMISE = 'PB-2';

/** The number of a paper kept beside this record. */
export const paperNumber = () => line({ max: 120, later: true }).optional();
/** Papers kept beside this record. */
export const papers = () => files({ later: true }).optional();

/**
 * The written report to whoever gave the order, who answers within the clock. A reporter whom the giver is not to see leaves neither name nor post nor
 * unit behind. @basis l80-2025#art7.5
 */
export const submit = act({
  from: 'new',
  to: 'reported',
  by: [anyOfficial()],
  body: z.object({
    understood: hidden({ max: 20 }),
    about: choice(MATTERS),
    giver: postRef(),
    form: choice(FORMS),
    symbol: line({ max: 120 }).optional(),
    orderedOn: legalDate(),
    ordered: prose({ min: 10 }),
    why: prose({ min: 20 }),
    provision: line({ max: 300 }),
    harm: prose().optional(),
    seen: choice(SEEN),
    number: paperNumber(),
    files: papers(),
  }),
  resolve: (c) => {
    if (c.body.about !== 'order') return atField('objection.other_way', 'about');
    const post = c.body.giver as PostId;
    const { person } = c.standing;
    const holder = c.org.holderOf(post);
    if (!holder) return atField('objection.nobody_there', 'giver', { post: c.org.postTitle(post).vi });
    if (holder.person === person || c.org.actingHolder(post)?.person === person) return atField('objection.own_order', 'giver');
    const direct = c.org.escalationPost(post);
    if (direct !== undefined && c.org.actingHolder(direct)?.person === person)
      return atField('objection.you_stand_above', 'giver');
    const superior = superiorOf(c.org, post, person) ?? null;
    if (superior === null && c.body.seen === 'superior-only') return atField('objection.nobody_above', 'seen');
    const reporter = c.body.seen === 'superior-only' ? null : { person, post: c.post, unit: c.unit };
    const superiorPerson = personAbove(c.org, superior, holder.person);
    return { giver: { post, person: holder.person }, superior, superiorPerson, reporter };
  },
  guard: (c) => {
    if (c.body.understood !== PROMISE) return refuse('objection.promise_changed');
    if (c.body.form === 'paper' && c.body.symbol === undefined) return atField('objection.say_which_paper', 'symbol');
    return c.body.orderedOn > dayOf(c.now) ? atField('objection.ordered_tomorrow', 'orderedOn') : undefined;
  },
  apply: (s, a) => ({
    ...s,
    order: {
      form: a.body.form,
      symbol: a.body.symbol ?? null,
      on: a.body.orderedOn as LegalDate,
      what: a.body.ordered,
    },
    why: a.body.why,
    provision: a.body.provision,
    harm: a.body.harm ?? null,
    number: a.body.number ?? null,
    seen: a.body.seen,
    promise: a.body.understood,
    reporter: a.resolved.reporter,
    giver: a.resolved.giver,
    superior: a.resolved.superior,
    ...personSeeing(a.body.seen, a.resolved),
  }),
  clocks: (c) => [{ op: 'start', name: 'answer', holder: c.resolved.giver.post, limit: 'objection.answer' }],
  maskActor: (body, { superiorPerson }) => maskOf({ seen: body.seen, superiorPerson }),
  prelude: {
    ask: 'about',
    elsewhere: { rule: { kind: 'obstacle', act: 'report' }, wrongdoing: null, 'own-case': null },
    confirm: { field: 'understood', text: PROMISE, parts: ['readers', 'demand', 'promised', 'notPromised', 'withdrawal'] },
  },
  milestone: true,
  check: true,
  basis: 'l80-2025#art7.5',
});

/** Whoever answers now is told that there is more to read. */
function tellAnswering(d: { readonly stage: string; readonly state: ObjectionState }, code: string) {
  const { giver, superior } = d.state;
  return [
    ...(giver === null ? [] : [{ to: key.post(giver.post), code }]),
    ...(d.stage === 'raised' && superior !== null ? [{ to: key.post(superior), code }] : []),
  ];
}

/** New facts, papers, or another word on whether the order is carried out. */
export const addNote = act({
  from: 'open',
  by: [author()],
  body: z.object({
    text: prose({ min: 10 }),
    obeying: choice(OBEYING, { later: true }).optional(),
    number: paperNumber(),
    files: papers(),
  }),
  guard: (c) => (c.state.notes.length >= MOST_NOTES ? refuse('objection.too_many_notes', { max: MOST_NOTES }) : undefined),
  apply: (s, a) => ({
    ...s,
    obeying: a.body.obeying ?? s.obeying,
    notes: [...s.notes, { seq: a.seq, text: a.body.text, on: dayOf(a) }],
  }),
  notices: (c) => tellAnswering(c.dossier, 'noted'),
  maskActor: maskReporter,
});

/** Taken back with the reason; what was written stays to be read. */
export const withdraw = act({
  from: 'open',
  to: 'withdrawn',
  by: [author()],
  body: z.object({ reason: prose({ min: 20 }) }),
  apply: (s) => ({ ...s, withdrawn: true }),
  notices: (c) => tellAnswering(c.dossier, 'withdrawn'),
  maskActor: maskReporter,
  milestone: true,
  check: true,
});
