/** Tokens that prove a form came from a page of ours: derived from the session, or before signing in from a cookie of its own. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '../../kernel/json.ts';

const SIZE = 32;

/** A fresh secret for the forms of somebody not signed in. */
export function newPreSession(): string {
  return toBase64Url(new Uint8Array(randomBytes(SIZE)));
}

/** The token that belongs to the secret of somebody not signed in. */
export function preSessionToken(secret: string): string {
  return createHmac('sha256', secret).update('khoithong sign-in token').digest('base64url');
}

/** The token as it is written into one page: never twice the same text, so that compressed pages do not give it away. */
export function maskToken(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  const pad = randomBytes(SIZE);
  const masked = Buffer.from(pad.map((byte, i) => byte ^ (bytes[i] ?? 0)));
  return toBase64Url(Buffer.concat([pad, masked]));
}

/** Whether a text from a form is this token in any of its masks. */
export function isToken(sent: string | undefined, token: string): boolean {
  const bytes = decode(sent);
  if (bytes === undefined) return false;
  const unmasked = Buffer.alloc(SIZE);
  for (let i = 0; i < SIZE; i += 1) unmasked[i] = (bytes[i] ?? 0) ^ (bytes[SIZE + i] ?? 0);
  return timingSafeEqual(unmasked, Buffer.from(token, 'base64url'));
}

function decode(sent: string | undefined): Uint8Array | undefined {
  if (sent === undefined || !/^[\w-]{86}$/.test(sent)) return undefined;
  try {
    return fromBase64Url(sent);
  } catch {
    return undefined;
  }
}
