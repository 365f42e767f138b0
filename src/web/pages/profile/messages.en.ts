import type { Messages } from '../../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** The same in English. */
export const en: Messages<typeof vi> = {
  title: 'My profile',
  posts: 'My posts',
  post: 'Post {n}',
  since: 'since {date}',
  code: 'Staff code',
  delegations: 'Delegations',
  delegationsNone: 'You act for nobody, and nobody acts for you.',
  delegationsHow: 'Delegations and absences are recorded by an organisation decision.',
  tokens: 'Access tokens for other programs',
  tokensWhat:
    'A token lets a program work for you through the programming interface, with exactly your rights. Do not give it to anybody.',
  label: 'What it is for',
  labelHint: 'For example: weekly report of the Office',
  may: 'May',
  scopes: { read: 'Read', act: 'Perform acts', provision: 'manage accounts only (SCIM)' },
  actNote: 'Every act is recorded as yours.',
  valid: 'Valid',
  span: '{from} – {to}',
  revoked: 'revoked {time}',
  used: 'Last used',
  neverUsed: 'never',
  revoke: 'Revoke',
  issue: 'Make a new token',
  lasts: 'Lasts',
  days: '{n} days',
  secret: 'Copy this token now. It is shown only once.',
  settings: 'Settings',
  language: 'Language: English',
  keysOn: 'Keyboard shortcuts are on.',
  keysOff: 'Keyboard shortcuts are off.',
  turnOn: 'Turn shortcuts on',
  turnOff: 'Turn shortcuts off',
  session: 'Session',
};
