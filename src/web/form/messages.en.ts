import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** The English words of the forms that are made from an act's fields. */
export const en: Messages<typeof vi> = {
  actForm: {
    more: 'Further information (optional)',
    capacity: 'Acting as',
    onBehalf: '{title}, {form} {of} under {number}',
    addRows: 'Add rows',
    row: '{label} {n}',
    keepFile: 'File received: {name}',
    dropFile: 'Leave this file out',
    fileHint: 'At most 25 MB each: PDF, DOCX, TXT, HTML.',
    only: 'Only if «{field}» is: {values}.',
    wholeForm: 'The whole form',
    unitKinds: {
      'party-committee': 'Party committees',
      'party-board': 'Party bodies',
      'inspection-commission': 'Inspection commissions',
      council: 'People’s Councils',
      'peoples-committee': 'People’s Committees',
      office: 'Offices',
      department: 'Departments',
      authority: 'Authorities',
      district: 'Districts (former)',
      commune: 'Communes, wards, special zones',
      division: 'Divisions',
      other: 'Other units',
    },
  },
};
