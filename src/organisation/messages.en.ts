import type { Messages } from '../kernel/messages.ts';
import type { vi } from './messages.vi.ts';
import { en as register } from './register/messages.en.ts';

/** English words of the organisation, mounted under `organisation`. */
export const en: Messages<typeof vi> = {
  malformed_row: 'The organisation data has a wrong row: table {table}, column {column}.',
  bad_reference: 'The reference file of the organisation has wrong rows.',
  field: {
    malformed: 'The content is not in the right form.',
  },
  capacity: {
    official: 'Official',
  },
  unit_kind: {
    'party-committee': 'Party committee',
    'party-board': 'Board of the Party committee',
    'inspection-commission': 'Inspection commission',
    council: 'People’s Council',
    'peoples-committee': 'People’s Committee',
    office: 'Office',
    department: 'Specialised body',
    authority: 'Authority',
    district: 'District (ended)',
    commune: 'Ward, commune, special zone',
    division: 'Division',
    other: 'Other unit',
  },
  function: {
    head: 'Head',
    deputy: 'Deputy',
    clerk: 'Clerk',
    'chief-of-office': 'Chief of office',
    specialist: 'Specialist',
    member: 'Member',
    inspector: 'Inspector',
    administrator: 'Administrator',
  },
  holding_form: {
    full: 'Holds the post',
    acting: 'Acting',
  },
  delegation_form: {
    KT: 'Signs in place of',
    TM: 'On behalf of the collective',
    TL: 'By order',
    TUQ: 'By authorisation',
    absence: 'Stands in during absence',
  },
  via: {
    holder: 'Holder of the post',
    'stand-in': 'Named stand-in during absence',
    deputy: 'Deputy during absence',
    successor: 'Successor post',
    superior: 'Superior, because the post is vacant',
  },
  register,
};
