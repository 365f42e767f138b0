/**
 * Đề xuất đổi mới: somebody dares to try what nothing regulates, on record before acting.
 *
 *   proposed     sent to the head of the agency; a head's own to the superior one
 *   completing   something is missing and has been named
 *   considering  in the book: the Party committee is asked, the leadership votes
 *   voted        counted; the head decides as the vote says, or answers for another decision in writing
 *   piloting     allowed, within limits of time, place and money
 *   reporting    over; the implementer reports
 *   evaluating   the Party committee is asked, the leadership assesses
 *   concluded    an end: what came of it, why, and what is to be learnt
 *   refused      an end, with a way to the superior · reviewing: the superior looks at it
 *   forwarded    an end: a rule stands in the way and goes to whoever may change it
 *   withdrawn    an end: taken back before a decision, and still to be read
 *   merged       an end: gone into another proposal on the same matter, with the consent of all authors of both
 *
 * Until it is decided only those concerned and inspection read it. Every step has one clock and one post that holds it.
 */

import { defineKind, key } from '../../dossier/index.ts';
import { changeRows } from '../change-rows.ts';
import { alsoByAuthors, declineAuthorship, joinAuthors, nameAuthors } from './authors.ts';
import { callCouncil, conveneCouncil, voteInCouncil } from './council.ts';
import { closeCouncil, endCouncil } from './council-end.ts';
import { calledKeys } from './council-rules.ts';
import { allow, askReview, forward, orderAgain, override, refuseProposal, upholdRefusal } from './decision.ts';
import { completePlan, propose, register, returnPlan, withdraw } from './intake.ts';
import { acceptMerge, declineMerge, mergeReaders, offerMerge, showProposal } from './merging.ts';
import { mergeAccepted, mergeDeclined, mergeOffered, takeInAuthors } from './merging-follows.ts';
import { askAdvice, giveAdvice, giveOpinion } from './opinions.ts';
import { papers } from './papers.ts';
import { evaluate, finish, incident, join, measure, orderPilot, readings, report, reviewPilot } from './pilot.ts';
import { isUndecided, proposersOf } from './rules.ts';
import { NOTHING_YET, type ProposalState } from './state.ts';
import { describe, exportsOf, isOpenToAll, links, parties, place, sections, summary } from './view.ts';
import { closeVote, findConflict, raiseVote, stepAside, vote } from './voting.ts';

const ESCALATED = { escalate: 'escalation.level' } as const;

/** Silence is no consent: the row of whoever was asked says so, and stays when an answer comes late. */
const SILENT = {
  ...ESCALATED,
  apply: (
    s: ProposalState,
    lapse: { readonly clock: { readonly id: string; readonly startedBy: number }; readonly seq: number },
  ): ProposalState => ({
    ...s,
    opinions: changeRows(
      s.opinions,
      (o) => o.clock === lapse.clock.id && o.seq === lapse.clock.startedBy,
      (o) => ({ ...o, lapsedBy: lapse.seq }),
    ),
  }),
};

/** The kind «proposal». @basis d73-2023 */
export const proposal = defineKind<ProposalState>({
  name: 'proposal',
  prefix: 'DX',
  version: 1,
  navigation: 3,
  stages: ['proposed', 'considering', 'voted', 'piloting', 'reporting', 'evaluating', 'concluded'],
  detours: ['completing', 'reviewing'],
  ends: ['concluded', 'refused', 'forwarded', 'withdrawn', 'merged'],
  initial: NOTHING_YET,

  acts: {
    // Gửi, hoàn thiện, vào sổ
    propose,
    'return-plan': returnPlan,
    'complete-plan': completePlan,
    register,
    withdraw,
    // Đồng tác giả, gộp đề xuất
    'name-authors': nameAuthors,
    'join-authors': joinAuthors,
    'decline-authorship': declineAuthorship,
    'show-proposal': showProposal,
    'offer-merge': offerMerge,
    'accept-merge': acceptMerge,
    'decline-merge': declineMerge,
    'merge-offered': mergeOffered,
    'merge-accepted': mergeAccepted,
    'merge-declined': mergeDeclined,
    'take-in-authors': takeInAuthors,
    // Lấy ý kiến
    'give-opinion': giveOpinion,
    'ask-advice': askAdvice,
    'give-advice': giveAdvice,
    // Hội đồng
    'convene-council': conveneCouncil,
    'call-council': callCouncil,
    'vote-council': voteInCouncil,
    'close-council': closeCouncil,
    'end-council': endCouncil,
    // Biểu quyết
    'step-aside': stepAside,
    'find-conflict': findConflict,
    vote,
    'close-vote': closeVote,
    'raise-vote': raiseVote,
    // Quyết định
    allow,
    override,
    refuse: refuseProposal,
    forward,
    'ask-review': askReview,
    'uphold-refusal': upholdRefusal,
    'order-again': orderAgain,
    // Thí điểm
    measure: alsoByAuthors(measure),
    incident: alsoByAuthors(incident),
    'review-pilot': reviewPilot,
    'order-pilot': orderPilot,
    finish: alsoByAuthors(finish),
    report: alsoByAuthors(report),
    evaluate,
    join,
  },

  judging: ['review'],
  onLapse: {
    // What somebody does not complete stays as it is; nobody is called to account for an idea of the own.
    complete: {},
    'party-opinion': SILENT,
    'party-evaluation': SILENT,
    advice: SILENT,
    default: ESCALATED,
  },

  access: (s, d) => ({
    read: isOpenToAll(d)
      ? [key.official, key.role('inspector')]
      : [
          key.role('inspector'),
          ...(s.clerk === null ? [] : [key.post(s.clerk)]),
          ...(s.decider === null ? [] : [key.post(s.decider)]),
          ...(s.superior === null ? [] : [key.post(s.superior)]),
          ...s.leaders.map((l) => key.post(l.post)),
          ...s.opinions.map((o) => key.head(o.unit)),
          ...s.reviews.map((r) => key.post(r.reviewer)),
          ...calledKeys(s),
          ...mergeReaders(s).map((person) => key.person(person)),
          ...(isUndecided(d.stage) ? s.shownTo.map((one) => key.person(one.person)) : []),
        ],
  }),

  concerned: (s) => proposersOf(s),
  stewards: (s) => [...(s.clerk === null ? [] : [key.post(s.clerk)]), ...(s.agency === null ? [] : [key.head(s.agency)])],

  describe,
  place,
  parties,
  // Whoever carries it out holds the post the clocks of the pilot are laid on.
  personal: { roles: ['proposer'] },
  links,
  summary,
  sections,
  tables: [readings],
  exports: exportsOf,
  weight: (s) => (s.plan.money === null ? {} : { money: s.plan.money }),
  similar: { field: 'necessity' },
  retention: { years: 'permanent', basis: 'noi-bo' },
  papers,
});
