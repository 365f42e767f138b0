import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

const UNITS = {
  'working-day': 'Working days',
  day: 'Days',
  month: 'Months',
  hour: 'Hours',
  year: 'Years',
  percent: 'Per cent',
  count: 'Count',
  'time-of-day': 'Time of day',
  switch: 'Yes or no',
  choice: 'Choice',
  list: 'List',
  units: 'List of units',
  table: 'Table',
};
const DAY_KINDS = {
  holiday: 'Public holiday',
  'swap-off': 'Day off in exchange',
  'swap-work': 'Worked in exchange',
  working: 'Working day',
};
const CONFIDENCE = {
  verified: 'Verified',
  secondary: 'Secondary source',
  unverified: 'Not verified',
  'not-found': 'No source found',
};

/** Words of the decision on rules, in English. */
export const en: Messages<typeof vi> = {
  name: 'Rule set',
  plural: 'Rule sets',
  about:
    'Limits, counting and the calendar change only by the decisions kept here, each value with its clause and source. When the calendar changes, running limits are counted anew by a step of their own that names the decision.',
  stages: { draft: 'Draft', 'in-force': 'In force', withdrawn: 'Withdrawn' },
  acts: {
    draft: {
      label: 'Draft a decision',
      button: 'Draft',
      done: 'drafted the decision',
      hint: 'Number and date first; values and days come after.',
    },
    'set-parameter': {
      label: 'Set a value',
      button: 'Set',
      done: 'set a value',
      hint: 'A value of the unit’s own goes before that of the text.',
    },
    'add-calendar-days': {
      label: 'Add days to the calendar',
      button: 'Add',
      done: 'added days to the calendar',
      hint: 'Only days that are not as their weekday says: holidays, exchanged days, worked Saturdays.',
    },
    'declare-year': {
      label: 'Close the calendar of a year',
      button: 'Close',
      done: 'closed the calendar of a year',
      hint: 'When the list of days off of that year is complete.',
    },
    sign: {
      label: 'Sign and put in force',
      button: 'Sign',
      done: 'put it in force',
      hint: 'It cannot be taken back. Running limits are counted anew by the new calendar.',
    },
    adopt: {
      label: 'Adopt a pack',
      button: 'Adopt',
      done: 'adopted a pack',
      hint: 'The whole pack, each value with its clause, source and confidence.',
    },
    import: {
      label: 'Import calendar or values',
      button: 'Import',
      done: 'imported calendar or values',
      hint: 'For bringing an existing calendar into the system.',
    },
    withdraw: {
      label: 'Withdraw the draft',
      button: 'Withdraw',
      done: 'withdrew the draft',
      hint: 'Only while it is not signed.',
    },
  },
  fields: {
    decisionNumber: { label: 'Number', hint: 'Example: 45/QĐ-UBND' },
    title: { label: 'Subject', hint: 'What it is about.' },
    date: { label: 'Date of issue', hint: '' },
    effectiveOn: { label: 'In force from', hint: 'Left empty: from the date of issue.' },
    signer: { label: 'Signer', hint: 'Name and post as they stand on the document.' },
    basis: { label: 'Legal basis', hint: 'The documents it rests on.' },
    parameter: { label: 'Which value', hint: 'Its name on the page How limits are counted.' },
    unit: { label: 'Counted in', hint: '', options: UNITS },
    value: { label: 'Value', hint: 'A whole number; a time as 17:00; yes or no as true or false.' },
    clause: { label: 'Clause', hint: 'Article and clause of the decision.' },
    days: {
      label: 'Days',
      hint: '',
      rows: {
        date: { label: 'Day', hint: '' },
        kind: { label: 'What kind of day', hint: '', options: DAY_KINDS },
        nameVi: { label: 'Name of the day in Vietnamese', hint: '' },
        nameEn: { label: 'Name of the day in English', hint: '' },
        basis: { label: 'Basis', hint: '' },
        source: { label: 'Source', hint: '' },
        confidence: { label: 'Confidence', hint: '', options: CONFIDENCE },
      },
    },
    year: { label: 'Year', hint: '' },
    pack: { label: 'Content of the pack', hint: 'The JSON file of the pack.' },
    rows: { label: 'Rows', hint: '' },
    reason: { label: 'Reason', hint: 'At least 10 characters.' },
  },
  capacities: {
    signatory: 'the head of the issuing body, or who stands above',
    role: {
      'rule-maker': 'the rule maker',
      admin: 'the administrator',
    },
  },
  clocks: {},
  summary: {
    signatory: 'To be signed by',
    decisionNumber: 'Number',
    date: 'Date of issue',
    effectiveOn: 'In force from',
    signer: 'Signer',
    basis: 'Legal basis',
    pack: 'Pack',
    parameters: 'Number of values',
    imported: 'Rows imported',
    years: 'Years closed',
  },
  choices: { unit: UNITS, kind: DAY_KINDS, confidence: CONFIDENCE },
  sections: {
    settings: {
      title: 'Values of the unit’s own',
      empty: 'No value is set.',
      columns: { parameter: 'Which value', value: 'Value', unit: 'Counted in', clause: 'Clause' },
    },
    days: {
      title: 'Days of the calendar',
      empty: 'No day is added.',
      columns: {
        date: 'Day',
        kind: 'What kind of day',
        name: 'Name',
        basis: 'Basis',
        source: 'Source',
        confidence: 'Confidence',
      },
    },
  },
  parties: {},
  notices: { 'to-sign': 'A draft decision waits for your signature.' },
  refusals: {
    no_parameter: 'There is no value named {name}.',
    bad_value: '“{name}” does not fit the unit chosen.',
    bad_pack: 'The pack is not well formed at {name}.',
    bad_row: 'Row {n} does not fit the table {name}.',
    day_twice: 'The day {date} is in this decision already.',
    nothing_to_sign: 'There is no value or day to sign yet.',
  },
};
