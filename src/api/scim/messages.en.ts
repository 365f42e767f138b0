import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** What a provisioning service is told, in English. */
export const en: Messages<typeof vi> = {
  auth: {
    required: 'An access token that may provision accounts is needed.',
    scope: 'This access token may not provision accounts.',
  },
  limited: 'Too many requests. Wait a minute and go on.',
  tooLarge: 'The body is too large.',
  type: 'A body of type application/scim+json is needed.',
  malformed: 'The request cannot be read.',
  notFound: 'There is no such account or address.',
  filter: 'A filter may name id, userName, externalId, active and employeeNumber with eq, joined by and.',
  page: 'startIndex and count must be whole numbers.',
  value: 'The value of “{path}” is wrong.',
  path: 'There is no attribute “{path}” here.',
  readOnly: '“{path}” is decided by the register of officials and cannot be changed here.',
  unknownStaffCode:
    'There is not exactly one person in service with this staff code. A new person comes in by a decision on the organisation (registers) before there can be an account.',
  taken: 'The login name or external id is in use, or this person has an account.',
  badName: 'userName has letters, digits and . _ @ + - only.',
  own: 'This access token belongs to that very person; nobody closes the account they ask with.',
  readOnlyCopy: 'This is a read-only copy. Nothing has been written.',
  unavailable: 'The system is busy. Try again in a few minutes.',
  internal: 'The system failed.',
};
