/** A word of praise: one act of a head, standing at once. */
import { z } from 'zod';
import { actsOf, anyOfficial, atField, dayOf, isRefusal, key, line, postRef, refuse, unitRef } from '../../dossier/index.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { toSubject } from './rules.ts';
import type { Award, CommendationState } from './state.ts';

const act = actsOf<CommendationState>();

/** The units somebody leads today. */
const unitsLed = (keys: readonly string[]): readonly UnitId[] =>
  keys.flatMap((k) => (k.startsWith('head:') ? [k.slice('head:'.length) as UnitId] : []));

/** A word of praise by the head of a unit for one of its people, or for all of it: said once, standing at once. @basis d73-2023#art10 */
export const praise = act({
  judges: 'decision',
  sign: true,
  from: 'new',
  to: 'praised',
  by: [anyOfficial()],
  body: z.object({
    post: postRef({ later: true }).optional(),
    unit: unitRef({ later: true }).optional(),
    reason: line({ min: 10 }),
  }),
  resolve: (c) => {
    const led = unitsLed(c.standing.keys);
    const [own] = c.unit !== null && led.includes(c.unit) ? [c.unit] : led;
    if (own === undefined) return refuse('commendation.heads_praise');
    const { post, unit } = c.body;
    const subject = toSubject(c.org, post === undefined ? { whom: 'collective', unit: unit ?? own } : { whom: 'person', post });
    if (isRefusal(subject)) return subject;
    if (!led.includes(subject.unit))
      return atField('commendation.not_own_unit', post === undefined ? 'unit' : 'post', { unit: c.org.unitName(subject.unit) });
    const head = c.org.headPost(subject.unit);
    return head ? { subject, head } : refuse('commendation.no_head', { unit: c.org.unitName(subject.unit) });
  },
  guard: (c) =>
    c.resolved.subject.whom === 'person' && c.resolved.subject.person === c.standing.person
      ? atField('commendation.not_oneself', 'post')
      : undefined,
  offered: (_, standing) => unitsLed(standing.keys).length > 0,
  apply: (s, a) => {
    const { subject, head } = a.resolved;
    const award: Award = { ...subject, form: 'praise', months: null };
    return {
      ...s,
      origin: 'praise',
      title: a.body.reason,
      achievement: a.body.reason,
      agency: subject.unit,
      decider: head,
      clerk: head,
      awards: [award],
      decision: {
        seq: a.seq,
        outcome: 'awarded',
        number: null,
        legalBasis: null,
        reasons: a.body.reason,
        departs: null,
        post: head,
        person: a.actor,
        on: dayOf(a),
        late: false,
      },
      published: { where: '', on: dayOf(a) },
    };
  },
  notices: (c) =>
    c.resolved.subject.whom === 'person' && c.resolved.subject.person !== null
      ? [{ to: key.person(c.resolved.subject.person), code: 'praised' }]
      : [],
  names: (c) => [c.resolved.head, c.resolved.subject.unit, c.resolved.subject.post].filter((id) => id !== null),
  registers: true,
  milestone: true,
  basis: 'd73-2023#art10',
});
