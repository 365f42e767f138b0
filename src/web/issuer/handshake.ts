/** What ties the answer of an issuer to the browser that asked: one secret in a short-lived cookie, everything else derived from it. */
import { createHmac, randomBytes } from 'node:crypto';
import { toBase64Url } from '../../kernel/json.ts';
import { safePath } from '../http/safe-path.ts';

/** One sign-in under way. */
export interface Handshake {
  /** Returned by the issuer as it was sent. */
  readonly state: string;
  /** Written into the identity token by the issuer. */
  readonly nonce: string;
  /** Proves to the issuer that who redeems the code is who asked for it. */
  readonly verifier: string;
  /** Where the person wanted to go. */
  readonly den: string | undefined;
  /** True: the issuer was asked to make sure now who it is, whoever is signed in there. */
  readonly afresh: boolean;
}

/** How long somebody may take to sign in at the issuer, in seconds. */
export const HANDSHAKE_SECONDS = 600;

/** A longer address would not fit a cookie; who comes from one goes to the first page instead. */
const LONGEST_DEN = 1000;

/** Makes a handshake and the value of its cookie. */
export function newHandshake(
  den: string | undefined,
  afresh = false,
): { readonly handshake: Handshake; readonly cookie: string } {
  const secret = toBase64Url(new Uint8Array(randomBytes(32)));
  const kept = den !== undefined && den.length <= LONGEST_DEN ? den : undefined;
  const begun = afresh ? `${secret}!` : secret;
  const cookie = kept === undefined ? begun : `${begun}.${Buffer.from(kept).toString('base64url')}`;
  return { handshake: derive(secret, kept, afresh), cookie };
}

/** The handshake of a cookie; undefined for anything that is none. */
export function readHandshake(cookie: string | undefined): Handshake | undefined {
  const parts = /^([\w-]{43})(!?)(?:\.([\w-]{1,4000}))?$/.exec(cookie ?? '');
  if (!parts) return undefined;
  const den = parts[3] === undefined ? undefined : safePath(Buffer.from(parts[3], 'base64url').toString());
  return derive(parts[1] ?? '', den, parts[2] === '!');
}

function derive(secret: string, den: string | undefined, afresh: boolean): Handshake {
  const part = (name: string) => createHmac('sha256', secret).update(`khoithong issuer ${name}`).digest('base64url');
  return { state: part('state'), nonce: part('nonce'), verifier: part('verifier'), den, afresh };
}
