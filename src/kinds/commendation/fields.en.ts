import type { Messages } from '../../kernel/messages.ts';
import type { fields as vi } from './fields.vi.ts';

/** What the forms of a commendation ask, English. */
export const fields: Messages<typeof vi> = {
  whom: { label: 'Whom', hint: '', options: { person: 'A person', collective: 'A collective' } },
  post: { label: 'Person', hint: 'By the post held now.' },
  unit: { label: 'Collective', hint: 'The whole unit.' },
  title: { label: 'What for', hint: 'One line.' },
  achievement: { label: 'Achievement and result', hint: 'What was done and what it brought. At least 20 letters.' },
  evidence: {
    label: 'Evidence',
    hint: 'Each piece will be verified. Give the dossier number where the matter stands in the system.',
    rows: {
      what: { label: 'What shows it', hint: '' },
      on: { label: 'Day', hint: '' },
      dossier: { label: 'Dossier number', hint: '' },
    },
  },
  files: { label: 'Files', hint: '' },
  citizen: {
    label: 'On behalf of a citizen or organisation',
    hint: 'Their name; empty where the nomination is your own. Read by the desk, those above and inspection alone.',
  },
  reason: { label: 'Reason', hint: 'Say the concrete matter.' },
  findings: { label: 'Assessment', hint: '' },
  lesson: { label: 'Lesson', hint: '' },
  missing: { label: 'What is missing', hint: 'At least 20 letters.' },
  answer: { label: 'Answer', hint: '' },
  checks: {
    label: 'Verify each piece of evidence',
    hint: 'One row each, in the order of the dossier.',
    rows: {
      n: { label: 'Evidence no.', hint: '' },
      finding: { label: 'Finding', hint: '', options: { confirmed: 'True', 'not-confirmed': 'Could not be confirmed' } },
      how: { label: 'Compared with', hint: '' },
    },
  },
  remark: { label: 'Remark', hint: '' },
  council: {
    label: 'Body for emulation and commendation to be heard',
    hint: 'The unit in charge of emulation and commendation at the level that decides.',
  },
  party: { label: 'Party committee to be heard', hint: 'Of the same level.' },
  stance: {
    label: 'Opinion',
    hint: '',
    options: {
      agree: 'Agrees',
      'agree-with-conditions': 'Agrees, with conditions',
      disagree: 'Disagrees',
      'no-remit': 'Not within its remit',
    },
  },
  text: { label: 'Text', hint: '' },
  number: { label: 'Document number', hint: '' },
  awards: {
    label: 'Who receives what',
    hint: 'One row for each person and collective. An early salary step is only for persons named by Decree 73, for a proposal assessed as completed (Article 10).',
    rows: {
      whom: { label: 'Whom', hint: '', options: { person: 'A person', collective: 'A collective' } },
      post: { label: 'Person', hint: '' },
      unit: { label: 'Collective', hint: '' },
      form: {
        label: 'Form (unverified)',
        hint: '',
        options: {
          praise: 'Praise before the collective',
          certificate: 'Commendation',
          merit: 'Certificate of merit',
          higher: 'Put to the competent level',
        },
      },
      months: { label: 'Salary step early by (months)', hint: '' },
    },
  },
  reasons: { label: 'Reasons', hint: '' },
  legalBasis: { label: 'Legal basis', hint: '' },
  departs: {
    label: 'How and why it departs from the proposal or an opinion',
    hint: 'Required where the decision differs from the proposal or an opinion disagrees.',
  },
  where: { label: 'Where it was made known', hint: '' },
  award: { label: 'Award no.', hint: 'Its place in the decision.' },
  ground: {
    label: 'Ground of withdrawal',
    hint: 'Law on Emulation and Commendation 2022, Chapter VII.',
    options: {
      'false-declaration': 'The achievement was falsely declared',
      'later-conclusion': 'A later conclusion shows a violation',
    },
  },
  grounds: {
    label: 'Facts and evidence',
    hint: 'Read by the recipient, whoever concludes, who stands above and inspection alone. At least 50 letters.',
  },
  reply: { label: 'The recipient’s reply', hint: '' },
  appeal: { label: 'Why it should be looked at again', hint: 'At least 20 letters.' },
};
