/** The attributes of a user as this system knows them, under the names of RFC 7643. */
import { z } from 'zod';

/** Schema of every user. */
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
/** Schema of the staff code. */
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What can be asked for and written. */
export type AttributeName = 'id' | 'userName' | 'externalId' | 'active' | 'employeeNumber';

/** Known, but decided elsewhere. */
const READ_ONLY = [
  'id',
  'meta',
  'schemas',
  'displayName',
  'name',
  'name.formatted',
  'name.familyName',
  'name.givenName',
  'name.middleName',
];

const NAMES: readonly AttributeName[] = ['id', 'userName', 'externalId', 'active', 'employeeNumber'];

/** Text that can be stored and shown: no control characters, no halves of a letter, not longer than 200. */
export const plainText = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .transform((text) => text.normalize('NFC').trim())
  .refine((text) => text !== '');

/** True and false, also as the text some services send. */
export const truth = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(?:true|false)$/i)
    .transform((text) => text.toLowerCase() === 'true'),
]);

/** The attribute a path names, whatever its case and with or without its schema; `readOnly` for one decided elsewhere. */
export function findAttribute(path: string): AttributeName | 'readOnly' | undefined {
  const lower = path.toLowerCase();
  const bare = [USER, ENTERPRISE].map((urn) => `${urn.toLowerCase()}:`).find((urn) => lower.startsWith(urn));
  const name = bare === undefined ? lower : lower.slice(bare.length);
  const found = NAMES.find((known) => known.toLowerCase() === name);
  if (found !== undefined) return found;
  return READ_ONLY.some((known) => known.toLowerCase() === name) ? 'readOnly' : undefined;
}
