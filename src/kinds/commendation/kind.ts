/**
 * Khen thưởng: what was done well is verified, heard on, decided and made known, and taken back only after the person could answer.
 *
 *   nominated    opened by itself from a completed pilot, or by a nomination; the evidence stands inside and is verified
 *   completing   something is missing and has been named
 *   hearing      the body for emulation and commendation and the Party committee are asked; then the form is put forward
 *   deciding     the head decides, by name, on the proposal or departing from it with reasons
 *   decided      still to be made known
 *   published    an end: every official reads it
 *   praised      an end: a word of praise by the head of a unit, standing at once
 *   refused      an end, with reasons that those it is about may read
 *   contesting   an award is in question: notice, reply · appealing: the superior looks at it
 *   withdrawn    an end: no award stands
 *
 * Nothing is counted or ranked by person. Every step has one clock and one post that holds it.
 */

import { defineKind, key } from '../../dossier/index.ts';
import { changeRows } from '../change-rows.ts';
import { appeal, restoreAward, upholdWithdrawal } from './appeal.ts';
import { decideAwards, publish, refuseAwards } from './decision.ts';
import { giveOpinion, proposeForm, stepAside, verifyResult } from './hearing.ts';
import { completeNomination, nominate, returnNomination } from './intake.ts';
import { open } from './opening.ts';
import { papers } from './papers.ts';
import { praise } from './praise.ts';
import { personsOf } from './rules.ts';
import { type CommendationState, NOTHING_YET } from './state.ts';
import { access, describe, exportsOf, links, parties, place, sections, summary } from './view.ts';
import { keepAward, notifyWithdrawal, reply, withdrawAward } from './withdrawal.ts';

const ESCALATED = { escalate: 'escalation.level' } as const;

interface Lapsed {
  readonly clock: { readonly id: string; readonly startedBy: number };
  readonly seq: number;
}

/** Silence is no consent: the row of whoever was asked says so, and stays when an answer comes late. */
const SILENT = {
  ...ESCALATED,
  apply: (s: CommendationState, lapse: Lapsed): CommendationState => ({
    ...s,
    opinions: changeRows(
      s.opinions,
      (o) => `opinion:${o.body}` === lapse.clock.id && o.seq === lapse.clock.startedBy,
      (o) => ({ ...o, lapsedBy: lapse.seq }),
    ),
  }),
};

/** Whoever does not answer a notice has not confessed to anything: it is written down, and nobody above is called. */
const UNANSWERED = {
  apply: (s: CommendationState, lapse: Lapsed): CommendationState => ({
    ...s,
    withdrawals: changeRows(
      s.withdrawals,
      (w) => w.seq === lapse.clock.startedBy,
      (w) => ({ ...w, lapsedBy: lapse.seq }),
    ),
  }),
};

/** The kind «commendation». @basis d73-2023#art10, l80-2025#art33, l06-2022 */
export const commendation = defineKind<CommendationState>({
  name: 'commendation',
  prefix: 'KT',
  version: 1,
  navigation: 4,
  stages: ['nominated', 'hearing', 'deciding', 'decided', 'published'],
  detours: ['completing', 'contesting', 'appealing'],
  ends: ['published', 'praised', 'refused', 'withdrawn'],
  initial: NOTHING_YET,

  acts: {
    // Đề nghị, biểu dương
    nominate,
    praise,
    open,
    'return-nomination': returnNomination,
    'complete-nomination': completeNomination,
    // Kiểm chứng, lấy ý kiến, trình
    'verify-result': verifyResult,
    'give-opinion': giveOpinion,
    'propose-form': proposeForm,
    'step-aside': stepAside,
    // Quyết định, công bố
    decide: decideAwards,
    refuse: refuseAwards,
    publish,
    // Hủy bỏ
    'notify-withdrawal': notifyWithdrawal,
    reply,
    'withdraw-award': withdrawAward,
    'keep-award': keepAward,
    appeal,
    'uphold-withdrawal': upholdWithdrawal,
    'restore-award': restoreAward,
  },

  onLapse: {
    // What somebody does not complete stays as it is; nobody is called to account for having named a colleague.
    complete: {},
    reply: UNANSWERED,
    opinion: SILENT,
    default: ESCALATED,
  },

  access,
  stewards: (s) => [...(s.clerk === null ? [] : [key.post(s.clerk)]), ...(s.agency === null ? [] : [key.head(s.agency)])],
  // What was decided is taken back by notice, reply and appeal alone, never by a stroke of the desk.
  beyondStewards: (s) => s.decision !== null,
  concerned: personsOf,
  describe,
  place,
  parties,
  personal: { roles: ['recipient'] },
  links,
  summary,
  sections,
  exports: exportsOf,
  retention: { years: 'permanent', basis: 'noi-bo' },
  papers,
});
