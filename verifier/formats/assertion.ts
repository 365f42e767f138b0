/** The person's own signature under an act, as WebAuthn makes it, or the server's word where there is none. */
import { sha256, verifyEcdsaP256, verifyEd25519, verifyRsaPkcs1 } from '../platform/node.ts';
import { fromBase64Url, isHashText, toBase64Url } from './base64url.ts';
import { concat, equal, utf8 } from './bytes.ts';
import { type KeyKind, signatureOf } from './der.ts';
import { type DisclosedField, digestField, SIGNED_BODY } from './disclosure.ts';
import { must } from './fault.ts';
import { isInstant } from './instant.ts';
import { canonicalize, decodeUtf8, depthOf, isRecord, type Json, membersOf, parseCanonical } from './jcs.ts';
import type { Leaf } from './leaf.ts';
import { signingKeyOf } from './signing-key.ts';

const PACKAGE = 'khoithong/signature/1';
const INTENT = 'khoithong/act/1';
const PRESENT = 0x01;
const VERIFIED = 0x04;
const MOST_TEXT = 500;
/** What browsers write is shorter by far, and two deep; programs differ in how much more they can read. */
const MOST_CLIENT_DATA = 4096;
const DEEPEST_CLIENT_DATA = 16;
/** Where browsers let a passkey sign: over TLS, or on the machine itself. */
const ORIGIN = /^(?:https:\/\/([a-z0-9.-]+)|http:\/\/((?:[a-z0-9-]+\.)*localhost))(?::\d{1,5})?$/;

/** By what the person confirmed. Only `passkey` can be checked; every other way is the server's word. */
export type How = string;
const WAY = /^[a-z][a-z-]{0,39}$/;

/** What the person meant to do. */
export interface Intent {
  readonly kind: string;
  readonly act: string;
  readonly dossier: string;
  readonly capacity: string;
  /** Leaf hash of the newest record the person saw; empty for the first. */
  readonly after: string;
  /** Digest of what was shown and signed. */
  readonly body: string;
  readonly at: string;
  readonly origin?: string;
  readonly rpId?: string;
}

/** What the authenticator answered. */
interface Answer {
  /** What the device calls the key, base64url. */
  readonly credential: string;
  readonly publicKey: Uint8Array;
  readonly alg: number;
  readonly authenticatorData: Uint8Array;
  readonly clientData: Uint8Array;
  readonly signature: Uint8Array;
}

/** A signature package taken apart. */
export interface Assertion {
  readonly how: How;
  readonly intent: Intent;
  /** Exactly where the person signed with a passkey. */
  readonly answer?: Answer;
  /** What the passkey had to sign. */
  readonly challenge: string;
}

/** The challenge a passkey signs for an intent: SHA-256("khoithong/act/1" ‖ 0x00 ‖ JCS(intent)). */
export function challengeOf(intent: Json): Uint8Array {
  return sha256(utf8(`${INTENT}\0${canonicalize(intent)}`));
}

/** Reads a signature package; nothing is verified yet. @throws {Fault} signature.*, json.* */
export function parseAssertion(bytes: Uint8Array): Assertion {
  const parts = ['credential?', 'authenticatorData?', 'clientDataJSON?', 'signature?'];
  const value = membersOf(parseCanonical(bytes), ['v', 'how', 'intent', ...parts], 'assertion');
  must(value['v'] === PACKAGE, 'signature.member', { field: 'v' });
  const how = value['how'];
  must(typeof how === 'string' && WAY.test(how), 'signature.member', { field: 'how' });
  const intent = readIntent(value['intent']);
  const challenge = toBase64Url(challengeOf(value['intent'] as Json));
  if (how === 'passkey') return { how, intent, challenge, answer: readAnswer(value) };
  for (const part of parts)
    must(value[part.replace('?', '')] === undefined, 'signature.member', { field: part.replace('?', '') });
  return { how, intent, challenge };
}

function readIntent(value: Json | undefined): Intent {
  const texts = ['kind', 'act', 'dossier', 'capacity', 'after', 'body', 'at', 'origin?', 'rpId?'];
  const intent = membersOf(value, ['v', ...texts], 'intent');
  must(intent['v'] === INTENT, 'signature.member', { field: 'intent.v' });
  const text = (field: string): string => {
    const one = intent[field];
    must(typeof one === 'string' && one.length <= MOST_TEXT, 'signature.member', { field: `intent.${field}` });
    return one;
  };
  const after = text('after');
  must(after === '' || isHashText(after), 'signature.member', { field: 'intent.after' });
  must(isHashText(intent['body']), 'signature.member', { field: 'intent.body' });
  must(isInstant(intent['at']), 'signature.member', { field: 'intent.at' });
  return {
    kind: text('kind'),
    act: text('act'),
    dossier: text('dossier'),
    capacity: text('capacity'),
    after,
    body: intent['body'],
    at: intent['at'],
    ...(intent['origin'] === undefined ? {} : { origin: text('origin') }),
    ...(intent['rpId'] === undefined ? {} : { rpId: text('rpId') }),
  };
}

function readAnswer(value: { readonly [key: string]: Json }): Answer {
  const { id, publicKey, alg } = membersOf(value['credential'], ['id', 'publicKey', 'alg'], 'credential');
  must(typeof alg === 'number', 'signature.member', { field: 'credential.alg' });
  bytesOf(id, 'credential.id');
  return {
    credential: String(id),
    publicKey: bytesOf(publicKey, 'credential.publicKey'),
    alg,
    authenticatorData: bytesOf(value['authenticatorData'], 'authenticatorData'),
    clientData: bytesOf(value['clientDataJSON'], 'clientDataJSON'),
    signature: bytesOf(value['signature'], 'signature'),
  };
}

function bytesOf(value: Json | undefined, field: string): Uint8Array {
  const bytes = typeof value === 'string' && value !== '' ? fromBase64Url(value) : undefined;
  must(bytes !== undefined, 'signature.member', { field });
  return bytes;
}

/** That the package belongs to this leaf and, where a passkey signed, that it did. @throws {Fault} signature.*, der.* */
export async function checkAssertion(assertion: Assertion, leaf: Leaf, fields: readonly DisclosedField[]): Promise<void> {
  const { intent } = assertion;
  must(leaf.kind === 'sealed' || leaf.kind === `${intent.kind}.${intent.act}`, 'signature.other-act', { kind: leaf.kind });
  const shown = fields.find((field) => field.name === SIGNED_BODY);
  must(!shown || digestField(shown) === intent.body, 'signature.body', { field: SIGNED_BODY });
  const claim = checkAnswer(assertion);
  must(claim === undefined || (await isSigned(claim)), 'signature.invalid');
}

/** What is left to verify of an answer in which all else is right: one signature over one message. */
export interface AnswerClaim {
  readonly kind: KeyKind;
  readonly spki: Uint8Array;
  /** The key itself, as it stands in the SubjectPublicKeyInfo. */
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  /** For P-256 r and s, 32 bytes each. */
  readonly signature: Uint8Array;
}

const ALGORITHM: Readonly<Record<KeyKind, number>> = { p256: -7, ed25519: -8, rsa: -257 };

/**
 * Checks everything of what the authenticator answered but the signature itself, which is given back; undefined where no passkey signed. Whoever
 * records a signature asks the same as whoever verifies it.
 * @throws {Fault} signature.*, der.*
 */
export function checkAnswer(assertion: Assertion): AnswerClaim | undefined {
  const { intent, answer } = assertion;
  if (!answer) return undefined;
  checkClientData(answer.clientData, assertion);
  const { authenticatorData, publicKey: spki, alg } = answer;
  must(authenticatorData.length >= 37, 'signature.authenticator', { field: 'authenticatorData' });
  must(equal(authenticatorData.subarray(0, 32), sha256(utf8(intent.rpId ?? ''))), 'signature.rp-id', { rpId: intent.rpId ?? '' });
  const flags = authenticatorData[32] ?? 0;
  must((flags & PRESENT) !== 0, 'signature.not-present');
  must((flags & VERIFIED) !== 0, 'signature.not-verified');
  const { kind, key } = signingKeyOf(spki);
  must(alg === ALGORITHM[kind], 'signature.invalid');
  const message = concat(authenticatorData, sha256(answer.clientData));
  const signature = kind === 'p256' ? signatureOf(answer.signature) : answer.signature;
  return { kind, spki, key, message, signature };
}

function checkClientData(bytes: Uint8Array, { intent, challenge }: Assertion): void {
  const data = readClientData(bytes);
  must(data['type'] === 'webauthn.get', 'signature.client-data', { field: 'type' });
  must(data['challenge'] === challenge, 'signature.challenge');
  must(data['crossOrigin'] === undefined || data['crossOrigin'] === false, 'signature.client-data', { field: 'crossOrigin' });
  const origin = data['origin'];
  must(typeof origin === 'string' && (intent.origin === undefined || intent.origin === origin), 'signature.origin', {
    rpId: intent.rpId ?? '',
  });
  const { rpId = '' } = intent;
  const [, host, own] = ORIGIN.exec(origin) ?? [];
  const name = host ?? own;
  must(name !== undefined && rpId !== '' && (name === rpId || name.endsWith(`.${rpId}`)), 'signature.origin', { rpId });
}

function readClientData(bytes: Uint8Array): { readonly [key: string]: Json } {
  let data: Json | undefined;
  must(bytes.length <= MOST_CLIENT_DATA, 'signature.client-data', { field: 'clientDataJSON' });
  try {
    const text = decodeUtf8(bytes);
    data = depthOf(text) <= DEEPEST_CLIENT_DATA ? (JSON.parse(text) as Json) : undefined;
  } catch {
    data = undefined;
  }
  must(isRecord(data), 'signature.client-data', { field: 'clientDataJSON' });
  return data;
}

async function isSigned({ kind, spki, key, message, signature }: AnswerClaim): Promise<boolean> {
  switch (kind) {
    case 'p256':
      return verifyEcdsaP256({ spki, message, signature, hash: 'SHA-256' });
    case 'ed25519':
      return verifyEd25519(key, message, signature);
    case 'rsa':
      return verifyRsaPkcs1({ spki, message, signature, hash: 'SHA-256' });
  }
}
