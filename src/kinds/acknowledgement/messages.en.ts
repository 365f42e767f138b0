import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** Words of the acknowledgement, in English. */
export const en: Messages<typeof vi> = {
  name: 'Read and confirm',
  plural: 'Read and confirm',
  about:
    'Each unit that is sent a directive has one of these. Its head reads, confirms in time, and asks the issuer when something is not clear.',
  stages: {
    waiting: 'Waiting for confirmation',
    answering: 'Confirmed, a question is open',
    confirmed: 'Confirmed',
    withdrawn: 'Withdrawn',
  },
  acts: {
    send: { label: 'Send to the unit', button: 'Send', done: 'sent the directive to the unit', hint: '' },
    confirm: {
      label: 'Confirm: read and understood',
      button: 'Read and understood',
      done: 'confirmed: read and understood',
      hint: 'You may add up to three lines: what the unit will do.',
    },
    ask: {
      label: 'Ask the issuer',
      button: 'Send the question',
      done: 'asked the issuer',
      hint: 'The limit for confirming keeps running.',
    },
    answer: { label: 'Answer the question', button: 'Answer', done: 'answered the question', hint: '' },
    withdraw: {
      label: 'Withdraw the request',
      button: 'Withdraw',
      done: 'withdrew the request to confirm',
      hint: 'For a unit that was not meant, or a directive that was withdrawn.',
    },
  },
  fields: {
    directive: { label: 'Directive', hint: '' },
    symbol: { label: 'Number and symbol', hint: '' },
    subject: { label: 'Subject', hint: '' },
    unit: { label: 'Unit', hint: '' },
    issuingUnit: { label: 'Sent by', hint: '' },
    understood: { label: 'I have read and understood this document', hint: '' },
    lines: {
      label: 'What the unit will do',
      hint: 'Optional, at most three lines.',
      rows: { text: { label: 'Item', hint: '' } },
    },
    question: { label: 'What is not clear', hint: 'Say which sentence, and what about it.' },
    answer: { label: 'Answer', hint: '' },
    reason: { label: 'Reason', hint: 'At least 20 characters.' },
  },
  clocks: { confirm: 'Reading and confirming', answer: 'Answer to a question', escalation: 'Superior steps in' },
  summary: {
    symbol: 'Number and symbol',
    subject: 'Subject',
    directive: 'Directive',
    unit: 'Unit',
    issuingUnit: 'Sent by',
    confirmedAt: 'Confirmed on',
    confirmedBy: 'Confirmed by',
    lines: 'What the unit will do',
  },
  choices: {},
  sections: {
    questions: {
      title: 'Questions and answers',
      empty: 'No questions so far.',
      columns: { at: 'Asked on', question: 'Question', answer: 'Answer', answeredAt: 'Answered on' },
    },
  },
  parties: { reader: 'Head of the unit', issuer: 'Sent by' },
  notices: { answered: 'The question of your unit was answered.', withdrawn: 'The request to read and confirm was withdrawn.' },
  refusals: {
    no_head: '{unit} has no head post that could receive the document.',
    no_such_directive: 'The directive was not found.',
    question_open: 'The question before has not been answered yet.',
    too_many_questions: 'Asked {max} times already. Better meet the sender.',
    no_question: 'No question is waiting.',
  },
};
