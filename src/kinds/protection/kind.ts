/**
 * Bảo vệ cán bộ: somebody tried something in good faith and it fell short, or a proceeding starts, or the person asks.
 *
 *   opened      it lies with a desk above the agency, which must answer
 *   gathering   taken up: the person is heard, a panel is named, the agency assesses in a dossier of its own
 *   finding     each member of the panel finds, test by test, with reasons
 *   concluding  all have found: the head of the desk concludes as the table of outcomes says
 *   concluded   protection runs, with measures, until it is ended; the person may appeal
 *   declined    an end: not taken up, with a way to the superior · appealed: the superior looks at it
 *   ended       an end: protection is over · withdrawn: an end: taken back by whoever asked
 *
 * Restricted: read by the person, the desk, the panel, inspection and whoever must answer a clock; for whoever leads the person's units it does not exist.
 * What others are asked for stands in a dossier of its own, so that nobody reads the case to answer a request.
 */
import { defineKind, key } from '../../dossier/index.ts';
import { agreeToEnd, appeal, conclude, end, lookAgain, prolong, uphold } from './conclusion.ts';
import { deskKeys } from './desk.ts';
import { addEvidence, state } from './evidence.ts';
import { accept, addProceeding, decline, letAgencyBeAsked, open, openFor, request, withdraw } from './intake.ts';
import { answerRetaliation, askMeasure, noteReply, recordBound, reportRetaliation } from './measures.ts';
import { challenge, find, keepMember, namePanel, stepAside } from './panel.ts';
import { papers } from './papers.ts';
import { NOTHING_YET, type ProtectionState } from './state.ts';
import { links, parties, sections, summary } from './view.ts';

const ESCALATED = { escalate: 'escalation.level' } as const;

/** The kind «protection». @basis d73-2023#art11, l80-2025#art34 */
export const protection = defineKind<ProtectionState>({
  name: 'protection',
  prefix: 'BV',
  version: 1,
  restricted: true,
  stages: ['opened', 'gathering', 'finding', 'concluding', 'concluded', 'ended'],
  detours: ['appealed'],
  ends: ['declined', 'ended', 'withdrawn'],
  initial: NOTHING_YET,

  acts: {
    // Mở hồ sơ, tiếp nhận
    request,
    open,
    'open-for': openFor,
    'add-proceeding': addProceeding,
    accept,
    'let-agency-be-asked': letAgencyBeAsked,
    decline,
    withdraw,
    // Trình bày, bằng chứng
    state,
    'add-evidence': addEvidence,
    // Hội đồng
    'name-panel': namePanel,
    'step-aside': stepAside,
    challenge,
    'keep-member': keepMember,
    find,
    // Kết luận
    conclude,
    appeal,
    uphold,
    'look-again': lookAgain,
    // Biện pháp
    'ask-measure': askMeasure,
    'note-reply': noteReply,
    'record-bound': recordBound,
    'report-retaliation': reportRetaliation,
    'answer-retaliation': answerRetaliation,
    'agree-to-end': agreeToEnd,
    prolong,
    end,
  },

  judging: ['appeal'],
  onLapse: {
    // Nobody is called to account for not speaking for the own case; that it was silent is written down.
    statement: { apply: (s) => ({ ...s, statementLapsed: true }) },
    default: ESCALATED,
  },

  access: (s) => ({
    read: [key.role('inspector'), ...deskKeys(s), ...s.appeals.map((row) => key.post(row.to))],
    exclude: s.line,
  }),

  stewards: (s) => deskKeys(s),
  // What is asked for is answered, and what was concluded is taken back by appeal alone.
  beyondStewards: () => true,
  concerned: (s) => [...(s.subject.person === null ? [] : [s.subject.person]), ...s.authors],

  describe: () => ({ title: '' }),
  place: () => ({}),
  parties,
  personal: { roles: ['subject'] },
  links,
  summary,
  sections,
  retention: { years: 'permanent', basis: 'noi-bo' },
  papers,
});
