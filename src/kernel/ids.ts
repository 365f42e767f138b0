import { randomBytes, randomInt } from 'node:crypto';

type Branded<Name extends string> = string & { readonly __brand: Name };

/** One installation's client: a province. */
export type TenantId = Branded<'TenantId'>;
/** One human being, whatever posts that person holds. */
export type PersonId = Branded<'PersonId'>;
/** A unit's readable code: `22` for a department, `06652` for a commune. */
export type UnitId = Branded<'UnitId'>;
/** A post's readable code: `22-snnmt.head`. */
export type PostId = Branded<'PostId'>;
/** A field of work (lĩnh vực). */
export type FieldId = Branded<'FieldId'>;
/** One dossier; random, never a number that can be guessed. */
export type DossierId = Branded<'DossierId'>;

/** The same string, known to be a tenant. */
export const asTenantId = (id: string): TenantId => id as TenantId;
/** The same string, known to be a person. */
export const asPersonId = (id: string): PersonId => id as PersonId;
/** The same string, known to be a unit. */
export const asUnitId = (id: string): UnitId => id as UnitId;
/** The same string, known to be a post. */
export const asPostId = (id: string): PostId => id as PostId;
/** The same string, known to be a field of work. */
export const asFieldId = (id: string): FieldId => id as FieldId;
/** The same string, known to be a dossier. */
export const asDossierId = (id: string): DossierId => id as DossierId;

/**
 * A UUID of version 7 (RFC 9562) whose first 48 bits are the given milliseconds, so that ids sort by time.
 * @example newId(Date.parse('2026-11-23T02:05:00Z')) // '019aae…-7…'
 */
export function newId(atMillis: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(atMillis, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** True for the textual form of any UUID, in lower case. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** 0 O 1 I L U are left out: a receipt is read aloud on the telephone and copied by hand. */
const receiptAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A receipt code of eight random characters without look-alikes, about 39 bits.
 * @example newReceipt() // '7M4Q-92XH'
 */
export function newReceipt(): string {
  let code = '';
  for (let place = 0; place < 8; place += 1) code += receiptAlphabet.charAt(randomInt(receiptAlphabet.length));
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** The canonical form of a receipt typed by a person (any case, spaces, dash missing), or undefined when it cannot be one. */
export function parseReceipt(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s\-–—]/g, '');
  if (code.length !== 8) return undefined;
  for (const character of code) if (!receiptAlphabet.includes(character)) return undefined;
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
