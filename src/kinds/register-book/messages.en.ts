import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** Words of the book of papers, in English. */
export const en: Messages<typeof vi> = {
  name: 'Register of papers',
  plural: 'Registers of papers',
  about:
    'Every body keeps a register of incoming and one of outgoing papers, by year or by term of the committee. Numbers run on without gaps and are never given twice. A closed register gives no number.',
  stages: { open: 'Open', closed: 'Closed' },
  acts: {
    open: {
      label: 'Open a register',
      button: 'Open the register',
      done: 'opened the register',
      hint: 'For one body, one direction and one type of paper, one register is open at a time.',
    },
    close: {
      label: 'Close the register',
      button: 'Close the register',
      done: 'closed the register',
      hint: 'A closed register gives no number. Name the next period and its register is opened at once.',
    },
    reopen: {
      label: 'Reopen the register',
      button: 'Reopen',
      done: 'reopened the register',
      hint: 'Only where it was closed by mistake and no new one is open.',
    },
  },
  fields: {
    unit: { label: 'Register of', hint: '' },
    direction: { label: 'Direction', hint: '', options: { in: 'Incoming papers', out: 'Outgoing papers' } },
    label: { label: 'Year or term', hint: 'A year: 2026. A term: 2025-2030.' },
    from: { label: 'Opened on', hint: '' },
    series: {
      label: 'For one type of paper only',
      hint: 'Its letters, such as CV, QĐ, NQ. Leave empty where all types share one series of numbers.',
    },
    pattern: { label: 'Pattern of the symbol', hint: 'Three dots stand for the number. Example: .../QĐ-UBND, ...-CV/TU.' },
    first: { label: 'First number', hint: 'Where the earlier numbers stand in a paper register.' },
    next: { label: 'Open the register of the next year or term', hint: 'Leave empty to open it later.' },
    note: { label: 'Note on closing', hint: '' },
    reason: { label: 'Why it is reopened', hint: 'At least 10 characters.' },
  },
  summary: {
    unit: 'Register of',
    direction: 'Direction',
    series: 'Type of paper',
    label: 'Year or term',
    from: 'Opened on',
    first: 'First number',
    pattern: 'Pattern of the symbol',
    basis: 'Numbered under',
    confidence: 'Basis',
    closedOn: 'Closed on',
    note: 'Note',
  },
  choices: { direction: { in: 'Incoming papers', out: 'Outgoing papers' } },
  parties: { keeper: 'Keeps the register' },
  refusals: {
    not_keeper: 'Only the clerk, the head or a deputy of {unit} opens this register.',
    series_needed: 'This body numbers each type of paper by itself ({clause}). Name the type of the register.',
    label_year: 'This register runs by year ({clause}): write the four digits of the year, and open it within that year.',
    label_term: 'This register runs by term ({clause}): write it as 2025-2030, and open it within the term.',
    from_future: 'A register opens today or has opened before.',
    pattern_needed: 'A register of outgoing papers needs a pattern with three dots in one place, such as .../QĐ-UBND.',
    already_open: 'A register of the same kind is open: {other}. Close that one first.',
    already_exists: 'This register is already there: {other}.',
  },
};
