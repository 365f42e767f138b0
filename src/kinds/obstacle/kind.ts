/**
 * Vướng mắc: an obstacle somebody meets at work, on its way to the one who can remove it.
 *
 *   reported    only the reporter, the clerk of the register and the responsible member know of it
 *   registered  it has its number; from here on every official may read it and add the own locality
 *   classified  field, provision and level of authority are named
 *   deciding    a unit leads, a member answers for it, the clock runs against the head of that unit
 *   carrying-out  what was decided is being done
 *   confirming  whoever raised it says whether it is gone, or objects to the next superior
 *   closed      an end; may be reopened
 *
 * Every step has one clock and one post that holds it. Silence is written down and goes up level by level.
 */

import { defineKind, key } from '../../dossier/index.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { changeRows } from '../change-rows.ts';
import { decide, grantExtension, refuseExtension, requestExtension } from './decision.ts';
import { addDetail, answerMore, askMore, join, register, report, withdrawQuestion } from './intake.ts';
import { askOpinion, askOutside, giveOpinion, recordOutsideAnswer } from './opinions.ts';
import { confirm, dismissObjection, object, reopen, reportDone, upholdObjection, verifyEffect } from './result.ts';
import { classify, handOver, route } from './routing.ts';
import { hiddenKeys } from './rules.ts';
import { NOTHING_YET, type ObstacleState } from './state.ts';
import { describe, exportsOf, parties, place, sections, summary } from './view.ts';

const ESCALATED = { escalate: 'escalation.level' } as const;

/** The kind «obstacle»: everything the engine needs to know of a vướng mắc. @basis noi-bo */
export const obstacle = defineKind<ObstacleState>({
  name: 'obstacle',
  prefix: 'VM',
  version: 1,
  navigation: 1,
  stages: ['reported', 'registered', 'classified', 'deciding', 'carrying-out', 'confirming', 'closed'],
  ends: ['closed'],
  initial: NOTHING_YET,

  acts: {
    // Ghi nhận
    report,
    join,
    'add-detail': addDetail,
    register,
    // Phân loại, giao chủ trì
    'ask-more': askMore,
    'answer-more': answerMore,
    'withdraw-question': withdrawQuestion,
    classify,
    route,
    'hand-over': handOver,
    // Lấy ý kiến
    'ask-opinion': askOpinion,
    'give-opinion': giveOpinion,
    'ask-outside': askOutside,
    'record-outside-answer': recordOutsideAnswer,
    // Quyết định, gia hạn
    decide,
    'request-extension': requestExtension,
    'grant-extension': grantExtension,
    'refuse-extension': refuseExtension,
    // Kết quả
    'report-done': reportDone,
    'verify-effect': verifyEffect,
    confirm,
    object,
    'uphold-objection': upholdObjection,
    'dismiss-objection': dismissObjection,
    reopen,
  },

  judging: ['review-objection'],
  onLapse: {
    register: ESCALATED,
    classify: ESCALATED,
    route: ESCALATED,
    'answer-more': ESCALATED,
    decide: ESCALATED,
    extension: ESCALATED,
    'carry-out': ESCALATED,
    'verify-effect': ESCALATED,
    'review-objection': ESCALATED,
    escalation: ESCALATED,
    // Silence is no consent: the unit's row says that it said nothing, and stays when an answer comes late.
    opinion: {
      ...ESCALATED,
      apply: (s, lapse) => ({
        ...s,
        opinions: changeRows(
          s.opinions,
          (o) => `opinion:${o.unit}` === lapse.clock.id && o.seq === lapse.clock.startedBy,
          (o) => ({ ...o, lapsedBy: lapse.seq, lapsedOn: toLegalDate(lapse.clock.dueAt) }),
        ),
      }),
    },
    // Nobody is urged or recorded higher up for not confirming: the dossier closes and says that it was not confirmed.
    confirm: { apply: (s) => ({ ...s, outcome: 'unconfirmed' }), to: () => 'closed' },
  },

  access: (s, d) => ({
    read:
      d.number === undefined
        ? [
            ...(s.register === null ? [] : [key.post(s.register.clerk)]),
            ...(s.responsible === null ? [] : [key.post(s.responsible)]),
          ]
        : [key.official, key.role('inspector')],
  }),

  hides: hiddenKeys,

  stewards: (s) => [...(s.register === null ? [] : [key.post(s.register.clerk)]), ...(s.lead === null ? [] : [key.head(s.lead)])],

  describe,
  place,
  parties,
  personal: { roles: ['reporter'] },
  links: (s) => (s.paper === undefined ? [] : [{ type: 'arises-from', to: s.paper }]),
  fromPaper: {
    act: 'report',
    body: (paper) => ({ what: paper.subject, files: paper.files.map((file) => ({ ...file })), paper: paper.id }),
    whole: false,
  },
  summary,
  sections,
  exports: exportsOf,
  weight: (s) => ({
    ...(s.cost.money === undefined ? {} : { money: s.cost.money }),
    ...(s.cost.people === undefined ? {} : { people: s.cost.people }),
  }),
  similar: { field: 'what', join: 'join' },
  publicSteps: {
    registered: 'received',
    classified: 'processing',
    deciding: 'processing',
    'carrying-out': 'executing',
    confirming: 'executing',
    closed: 'done',
  },
  retention: { years: 'permanent', basis: 'noi-bo' },
});
