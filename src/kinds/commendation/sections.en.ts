import type { Messages } from '../../kernel/messages.ts';
import type { sections as vi } from './sections.vi.ts';

/** Tables on the page of a commendation, English. */
export const sections: Messages<typeof vi> = {
  evidence: {
    title: 'Evidence',
    empty: 'No evidence yet.',
    columns: {
      n: 'No.',
      sort: 'Sort',
      on: 'Day',
      dossier: 'Dossier',
      act: 'Entry of the timeline',
      what: 'What it says',
      finding: 'Verified',
      how: 'Compared with',
    },
  },
  opinions: {
    title: 'Opinions',
    empty: 'Nobody has been asked.',
    columns: {
      body: 'Of',
      unit: 'Body',
      askedOn: 'Asked on',
      stance: 'Stance',
      answeredOn: 'Answered on',
      text: 'Text',
      number: 'Document',
    },
  },
  asked: {
    title: 'Put forward',
    empty: 'Nothing put forward yet.',
    columns: { person: 'Person', unit: 'Unit', form: 'Form', months: 'Salary step early by (months)' },
  },
  awards: {
    title: 'Awards',
    empty: 'Not decided yet.',
    columns: {
      n: 'No.',
      person: 'Person',
      unit: 'Unit',
      form: 'Form',
      months: 'Salary step early by (months)',
      standing: 'In force',
    },
  },
  returns: { title: 'Sent back', empty: 'Not sent back.', columns: { on: 'Day', missing: 'Missing', answer: 'Answer' } },
  conflicts: { title: 'Stepped aside', empty: 'None.', columns: { on: 'Day', post: 'Post', reason: 'Reason' } },
  withdrawals: {
    title: 'Withdrawal considered',
    empty: 'None.',
    columns: {
      award: 'Award no.',
      ground: 'Ground',
      notifiedOn: 'Notified on',
      facts: 'Facts',
      reply: 'Reply',
      outcome: 'Conclusion',
      reasons: 'Reasons',
      number: 'Document',
      appeal: 'Review',
      appealed: 'Appeal',
      answer: 'The superior’s answer',
    },
  },
};
