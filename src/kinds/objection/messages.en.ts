import type { Messages } from '../../kernel/messages.ts';
import { fields } from './fields.en.ts';
import type { vi } from './messages.vi.ts';
import { preludes } from './prelude.en.ts';
import { refusals } from './refusals.en.ts';

/** Words of the objection, English. */
export const en: Messages<typeof vi> = {
  name: 'Report of an unlawful order',
  plural: 'Reports of unlawful orders',
  about:
    'Where a cadre or civil servant reports in writing that a superior’s order is believed unlawful (Law 80/2025/QH15, Article 7.5). First to whoever gave it; if it is upheld it is obeyed and reported to the direct superior. They, inspection and the reporter alone know that it exists.',
  stages: {
    reported: 'Reported',
    upheld: 'Upheld',
    raised: 'Direct superior',
    settled: 'Withdrawn or changed',
    stands: 'Upheld by the superior',
    withdrawn: 'Taken back',
  },
  acts: {
    submit: {
      label: 'Report an unlawful order',
      button: 'Send the report',
      done: 'sent the report',
      hint: 'About a quarter of an hour; no draft is kept. A receipt comes at once.',
    },
    'add-note': {
      label: 'Add',
      button: 'Add',
      done: 'added to the report',
      hint: 'New facts, papers, whether the order is carried out. What was written before stays.',
    },
    withdraw: {
      label: 'Take the report back',
      button: 'Take back',
      done: 'took the report back',
      hint: 'The dossier ends; what was sent stays. What taking it back means for liability: unverified.',
    },
    rescind: {
      label: 'Withdraw or change the order',
      button: 'Withdraw or change',
      done: 'withdrew or changed the order',
      hint: 'The dossier ends; the reporter is told at once.',
    },
    uphold: {
      label: 'Uphold the order',
      button: 'Uphold',
      done: 'upheld the order',
      hint: 'In writing, with reasons and legal basis. The reporter has to obey and to report to your direct superior (Article 7.5).',
    },
    'report-up': {
      label: 'Report to the direct superior',
      button: 'Send to the direct superior',
      done: 'reported to the direct superior',
      hint: 'Once the order was upheld or not answered in time. The direct superior of whoever gave it reads the whole dossier; the person now in that post sees who reports.',
    },
    'order-rescinded': {
      label: 'Have the order withdrawn or changed',
      button: 'Have it withdrawn or changed',
      done: 'had the order withdrawn or changed',
      hint: 'The dossier ends; whoever gave the order and the reporter are told at once.',
    },
    'order-stands': {
      label: 'Find that the order stands',
      button: 'Uphold',
      done: 'found that the order stands',
      hint: 'With reasons and legal basis. Who reported and has to obey is still considered under Article 34.1.a.',
    },
  },
  preludes,
  fields,
  capacities: { giver: 'whoever gave the order', superior: 'a superior of whoever gave the order' },
  clocks: {
    answer: 'Whoever gave the order answers',
    superior: 'The direct superior answers',
    escalation: 'Superior called in',
  },
  summary: {
    effect: 'Liability of the reporter',
    seen: 'Who sees who reported',
    giver: 'Who gave the order',
    form: 'How it was given',
    symbol: 'Number or symbol',
    orderedOn: 'Day of the order',
    ordered: 'What it orders',
    why: 'Why it is believed unlawful',
    provision: 'Against which provision',
    harm: 'Likely harm',
    number: 'Number of the report',
    account: 'Report to the direct superior',
    raisedNumber: 'Number of the report to the superior',
    raisedOn: 'Day of the report to the superior',
    obeying: 'Whether it is carried out',
    promise: 'The text that was confirmed',
  },
  choices: {
    effect: {
      'nothing-yet': 'Reported, no more: liability is unchanged. The answer of whoever gave the order is awaited.',
      silence:
        'Whoever gave the order did not answer in time, which is recorded. Liability is unchanged; the direct superior can be told in writing. The law speaks of an order that is upheld; what silence means: unverified.',
      'report-up':
        'The order was upheld: it is to be obeyed and reported in writing to the direct superior of whoever gave it (Law 80/2025/QH15, Article 7.5). Until then liability is unchanged.',
      considered:
        'Reported to whoever gave the order and to the direct superior, and to be obeyed: the case in which exclusion, exemption or reduction of liability is considered (Law 80/2025/QH15, Article 34.1.a). Considered, not granted by itself; whoever is competent decides.',
      'after-silence':
        'Reported to the direct superior after whoever gave the order did not answer, and carried out. Article 34.1.a speaks of who has to obey after reporting under Article 7.5; whether it applies where nothing was answered: unverified, for whoever is competent to consider.',
      'not-obeyed':
        'Reported to the direct superior but not carried out. Article 34.1.a speaks of who has to obey after reporting: not that case so far.',
      'not-listed':
        'The rules in force on the day of the report to the superior do not list this case: nothing is promised about liability.',
      lifted:
        'The order was withdrawn or changed and need not be carried out as it was. What was done before is for whoever is competent to consider by law.',
      withdrawn: 'The report was taken back. What that means for liability: unverified. What was written stays.',
    },
    seen: {
      'everybody-handling': 'Everybody handling it, whoever gave the order included',
      'superior-only': 'The direct superior and inspection alone',
    },
    form: { paper: 'In writing', spoken: 'By word of mouth' },
    obeying: { obeying: 'It is carried out', 'not-obeying': 'It is not carried out' },
    by: { giver: 'Whoever gave the order', superior: 'A superior' },
    outcome: { rescinded: 'Withdrawn or changed', upheld: 'Upheld' },
    late: { yes: 'Answered late', no: 'On time' },
  },
  sections: {
    answers: {
      title: 'Answers',
      empty: 'No answer yet.',
      columns: {
        on: 'Day',
        by: 'Who answered',
        post: 'Post',
        outcome: 'Result',
        reasons: 'Reasons',
        legalBasis: 'Basis',
        number: 'Paper',
        late: 'Deadline',
      },
    },
    notes: { title: 'Additions', empty: 'Nothing added.', columns: { on: 'Day', text: 'What' } },
  },
  parties: { reporter: 'Reporter', giver: 'Who gave the order', superior: 'Direct superior' },
  notices: {
    noted: 'Something was added to a report.',
    withdrawn: 'A report was taken back.',
    rescinded: 'The order was withdrawn or changed.',
    upheld: 'The order was upheld; the reasons are in the dossier. It is to be obeyed and reported to the direct superior.',
    raised: 'The report was sent to your direct superior.',
    stands: 'The direct superior found that the order stands; the reasons are in the dossier.',
  },
  papers: { receipt: 'Receipt', answer: 'Letter of answer', superior: 'Conclusion of the superior' },
  refusals,
};
