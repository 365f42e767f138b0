import type { Messages } from '../../kernel/messages.ts';
import { documentTypeWords } from '../document-types.ts';
import type { vi } from './messages.vi.ts';

/** Words of the outgoing paper, in English. */
export const en: Messages<typeof vi> = {
  name: 'Outgoing paper',
  plural: 'Outgoing papers',
  about:
    'A signed paper is entered and takes the next number of the open register. A number may be kept for a paper about to be signed; a number that was given is never given again, even when struck out.',
  stages: { reserved: 'Number kept', issued: 'Issued', voided: 'Number struck out' },
  acts: {
    issue: {
      label: 'Enter an outgoing paper',
      button: 'Enter and take the number',
      done: 'entered the outgoing paper',
      hint: 'It takes the next number of the open register.',
    },
    reserve: {
      label: 'Keep a number',
      button: 'Keep the number',
      done: 'kept a number',
      hint: 'Takes the next number for a paper about to be signed. The reason stands in the register.',
    },
    fill: { label: 'Use the number kept', button: 'Enter', done: 'entered the paper under the number kept', hint: '' },
    void: {
      label: 'Strike the number out',
      button: 'Strike out',
      done: 'struck the number out',
      hint: 'The line stays in the register, crossed out. The number is not given again.',
    },
  },
  fields: {
    unit: { label: 'Register of', hint: '' },
    series: { label: 'Separate register', hint: 'The letters of the type, such as CV, QĐ. Leave empty for a common register.' },
    type: { label: 'Type', hint: '', options: documentTypeWords.en },
    subject: { label: 'Subject', hint: '' },
    signer: { label: 'Signed by', hint: '' },
    issuedOn: { label: 'Date of the paper', hint: 'Empty means today.' },
    units: { label: 'Recipients in the province', hint: '' },
    others: { label: 'Other recipients', hint: '' },
    copyKeeper: { label: 'Copy kept by', hint: '' },
    copies: { label: 'Copies', hint: '' },
    files: { label: 'Scan', hint: '' },
    note: { label: 'Note', hint: '' },
    number: { label: 'Number', hint: 'Leave empty to take the next one.' },
    reason: { label: 'Reason', hint: '' },
  },
  summary: {
    symbol: 'Number and symbol',
    issuedOn: 'Date of the paper',
    type: 'Type',
    subject: 'Subject',
    signer: 'Signed by',
    unit: 'Register of',
    book: 'Register',
    others: 'Other recipients',
    reservedFor: 'Number kept for',
    note: 'Note',
    voided: 'Struck out because',
  },
  choices: { type: documentTypeWords.en },
  sections: {
    units: { title: 'Recipients in the province', empty: 'Sent to no unit of the province.', columns: { unit: 'Unit' } },
  },
  parties: { sender: 'Sent by', receiver: 'Received by' },
  refusals: {
    secret: 'Papers marked secret are not entered here. Use the register of secret papers of the body.',
    date_future: 'The date of the paper cannot be after today.',
    no_recipient: 'Name at least one recipient.',
    not_keeper: 'Only the clerk, the head or a deputy of {unit} enters papers in this register.',
    no_open_book: 'No register of outgoing papers is open for this type. Open one first.',
    book_closed: 'This register has been closed. The open one is {open}; load the page again to take a number of it.',
    number_given: 'Number {number} stands with another paper. The next one is {next}.',
    number_ahead: 'Number {number} is not due yet. The next one is {next}; the register leaves no gap.',
  },
};
