import type { Messages } from '../../kernel/messages.ts';
import type { fields as vi } from './fields.vi.ts';

/** What the forms of an objection ask, English. */
export const fields: Messages<typeof vi> = {
  understood: { label: 'The text that was read', hint: '' },
  about: {
    label: 'What do you want to report?',
    hint: 'The answer decides which way is lawful.',
    options: {
      order: 'An order I am to carry out and believe unlawful',
      rule: 'A document or rule that does not fit',
      wrongdoing: 'The wrongdoing of a person',
      'own-case': 'A decision on my own rights',
    },
  },
  giver: { label: 'Who gave the order?', hint: 'The post of whoever gave it, who gets the report first.' },
  form: { label: 'How was it given?', hint: '', options: { paper: 'In writing', spoken: 'By word of mouth' } },
  symbol: { label: 'Number or symbol of the paper', hint: 'As on the paper. Not needed for an order by word of mouth.' },
  orderedOn: { label: 'Day of the order', hint: '' },
  ordered: {
    label: 'What does it order?',
    hint: 'As it was given; if by word of mouth, where and before whom. Words may tell who wrote them.',
  },
  why: { label: 'Why do you believe it unlawful?', hint: 'At least 20 letters. Nothing that is a state secret.' },
  provision: { label: 'Against which provision?', hint: 'Number, symbol, article, clause.' },
  harm: { label: 'Likely harm', hint: 'If any.' },
  seen: {
    label: 'Who may see who reported?',
    hint: 'Chosen once, never changed. What is written and attached is seen by everybody who reads the dossier: words, dates and names of files may tell who wrote them.',
    options: {
      'everybody-handling': 'Everybody handling it, whoever gave the order included',
      'superior-only': 'The direct superior and inspection alone',
    },
  },
  number: { label: 'Number of the paper', hint: 'Where this was done on paper as well.' },
  files: { label: 'Files', hint: 'The properties of a file may hold the name of whoever wrote it.' },
  text: { label: 'What is to be added?', hint: 'New facts and papers. Words may tell who wrote them.' },
  obeying: {
    label: 'Is the order carried out?',
    hint: 'Once it is upheld it is to be obeyed (Article 7.5).',
    options: { obeying: 'It is carried out', 'not-obeying': 'It is not carried out' },
  },
  reason: { label: 'Reason', hint: 'At least 20 letters.' },
  change: { label: 'What becomes of the order?', hint: '', options: { withdrawn: 'Withdrawn', changed: 'Changed' } },
  reasons: { label: 'Reasons', hint: 'At least 20 letters.' },
  legalBasis: { label: 'Legal basis', hint: 'Number, symbol, article, clause on which the order rests.' },
  account: {
    label: 'Report to the direct superior',
    hint: 'Which order, how it was reported, what was answered, why it is still believed unlawful.',
  },
};
