/**
 * Báo cáo về quyết định trái pháp luật: somebody who is to carry out an order believes it unlawful and says so in writing.
 *
 *   reported     to whoever gave the order, who answers within the clock
 *   upheld       kept, with reasons and legal basis: it is to be obeyed, and reported in writing to the direct superior
 *   raised       with the direct superior, who answers within the clock
 *   settled      an end: the order was withdrawn or changed, by whoever gave it or from above
 *   stands       an end: the superior finds that the order stands
 *   withdrawn    an end: taken back by the reporter, and still to be read
 *
 * Restricted: a random code, no number, no title, no draft. The reporter, whoever gave the order, the direct superior once told or once the silence came
 * up, and inspection read it; for anybody else it does not exist. The page says at each stage what the report changes for liability.
 */

import { defineKind, key } from '../../dossier/index.ts';
import { orderRescinded, orderStands, reportUp, rescind, uphold } from './answers.ts';
import { addNote, submit, withdraw } from './intake.ts';
import { papers } from './papers.ts';
import { maskOf } from './rules.ts';
import { NOTHING_YET, type ObjectionState } from './state.ts';
import { exportsOf, parties, sections, summary } from './view.ts';

const ESCALATED = { escalate: 'escalation.level' } as const;

/** The kind «objection». @basis l80-2025#art7.5 */
export const objection = defineKind<ObjectionState>({
  name: 'objection',
  prefix: 'PB',
  version: 1,
  stages: ['reported', 'upheld', 'raised', 'settled'],
  ends: ['settled', 'stands', 'withdrawn'],
  initial: NOTHING_YET,
  restricted: true,

  acts: {
    submit,
    'report-up': reportUp,
    'add-note': addNote,
    withdraw,
    // Người ra quyết định
    rescind,
    uphold,
    // Cấp trên trực tiếp
    'order-rescinded': orderRescinded,
    'order-stands': orderStands,
  },

  onLapse: {
    // The way to the superior opens with the silence; silence is neither a yes nor a no.
    answer: { ...ESCALATED, apply: (s, lapse) => ({ ...s, silentBy: lapse.seq }) },
    default: ESCALATED,
  },

  access: (s) => ({
    read: [
      key.role('inspector'),
      ...(s.giver === null ? [] : [key.post(s.giver.post)]),
      ...(s.raised === null || s.superior === null ? [] : [key.post(s.superior)]),
    ],
  }),

  // Whoever acts in the own name is the reporter; but for the giver, who explains a lapse after having left the post.
  hides: (s, person) => (person === s.giver?.person ? undefined : maskOf(s)),

  // Nobody keeps this book: what is reported is answered, not put away.
  stewards: () => [],
  // Neither who gave the order nor anybody above makes a report of it go away.
  beyondStewards: () => true,

  describe: () => ({ title: '' }),
  place: () => ({}),
  parties,
  personal: { roles: [] },
  summary,
  sections,
  exports: exportsOf,
  retention: { years: 'permanent', basis: 'noi-bo' },
  papers,
});
