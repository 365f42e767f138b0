import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** Words of the keys with which people sign. */
export const en: Messages<typeof vi> = {
  name: 'Signing key',
  plural: 'Signing keys',
  about:
    'A register open to everybody in the house: which key signs for whom, from when until when. Each key is a dossier. Whoever finds their name at a key that is not theirs tells the administrator at once.',
  stages: { active: 'In use', removed: 'Removed' },
  acts: {
    enrol: { label: 'Enrol a key', button: 'Enrol', done: 'enrolled a signing key', hint: '' },
    remove: {
      label: 'Remove the key',
      button: 'Remove',
      done: 'removed a signing key',
      hint: 'From now on the key signs nothing more. What it signed stays signed.',
    },
  },
  fields: {
    credential: { label: 'Id of the key on its device', hint: '' },
    publicKey: { label: 'Public key', hint: '' },
    alg: {
      label: 'Algorithm',
      hint: '',
      options: { '-7': 'ES256 (ECDSA P-256)', '-8': 'EdDSA (Ed25519)', '-257': 'RS256 (RSA)' },
    },
    rpId: { label: 'Site it is for', hint: '' },
  },
  clocks: {},
  summary: {
    person: 'Key of',
    thumbprint: 'Thumbprint',
    alg: 'Algorithm',
    rpId: 'Site it is for',
    enrolledAt: 'Enrolled on',
    removedAt: 'Removed on',
    removedBy: 'Removed by',
    removedWhy: 'Why it was removed',
    credential: 'Id of the key on its device',
    publicKey: 'Public key (SPKI)',
  },
  choices: {
    alg: { '-7': 'ES256 (ECDSA P-256)', '-8': 'EdDSA (Ed25519)', '-257': 'RS256 (RSA)' },
    why: { closed: 'By the system, when the account was closed for good' },
  },
  sections: {},
  parties: {},
  notices: {
    enrolled:
      'A signing key was just enrolled for you. Not by you? Remove it on your profile page, end all sessions and tell the administrator at once.',
    removed: 'A signing key of yours was just removed. Not by you? Tell the administrator at once.',
  },
  refusals: { already_enrolled: 'This key is enrolled already: {other}.' },
};
