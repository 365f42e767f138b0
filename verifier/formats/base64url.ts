import { fromBase64, toBase64 } from './bytes.ts';

/** Base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes of such a text, undefined unless it is the one text `toBase64Url` writes for them. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const padded = text + '='.repeat((4 - (text.length % 4)) % 4);
  return fromBase64(padded.replaceAll('-', '+').replaceAll('_', '/'));
}

/** Whether it stands for 32 bytes: a hash, a salt. */
export function isHashText(text: unknown): text is string {
  return typeof text === 'string' && text.length === 43 && fromBase64Url(text)?.length === 32;
}
