import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lies, SoftPasskey } from '../../tests/support/soft-passkey.ts';
import type { Json } from '../kernel/json.ts';
import { toBase64Url } from '../kernel/json.ts';
import { newSalt } from './leaf.ts';
import {
  type ActIntent,
  challengeOf,
  digestPackage,
  digestSignedBody,
  findPackageFault,
  SIGNATURE_PACKAGE,
  type SignaturePackage,
} from './signature.ts';

const SITE = { rpId: 'khoithong.example.vn', origin: 'https://khoithong.example.vn' };
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((s) => s.normalize('NFC'));
const digests = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64Url);
const intents: fc.Arbitrary<ActIntent> = fc.record({
  v: fc.constant('khoithong/act/1' as const),
  kind: text,
  act: text,
  dossier: text,
  after: fc.oneof(fc.constant(''), digests),
  capacity: text,
  body: digests,
  at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  rpId: fc.constant(SITE.rpId),
  origin: fc.constant('https://khoithong.example.vn'),
});

function sealed(intent: ActIntent, lies: Lies = {}): SignaturePackage {
  const key = new SoftPasskey(SITE);
  const { id, response } = key.sign(toBase64Url(challengeOf(intent)), lies);
  return {
    v: SIGNATURE_PACKAGE,
    how: 'passkey',
    intent,
    credential: { id, publicKey: key.spki, alg: -7 },
    ...response,
  };
}

describe('a signature package', () => {
  test('holds for what was signed, and for nothing else whatever part of the intent is another', () => {
    fc.assert(
      fc.property(
        intents,
        intents,
        fc.constantFrom('kind', 'act', 'dossier', 'after', 'capacity', 'body', 'at'),
        (a, b, name) => {
          const signed = sealed(a);
          expect(findPackageFault(signed)).toBeUndefined();
          fc.pre(a[name] !== b[name]);
          expect(findPackageFault({ ...signed, intent: { ...a, [name]: b[name] ?? '' } })).toBe('signature.challenge');
          expect(digestPackage({ ...signed, intent: { ...a, [name]: b[name] ?? '' } })).not.toBe(digestPackage(signed));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('holds no longer once any byte of what the device said is another', () => {
    const signed = sealed(fc.sample(intents, { numRuns: 1, seed: 1 })[0] as ActIntent);
    fc.assert(
      fc.property(
        fc.constantFrom('authenticatorData', 'clientDataJSON', 'signature'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (name, at, by) => {
          const bytes = Buffer.from(signed[name] ?? '', 'base64url');
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
          expect(findPackageFault({ ...signed, [name]: bytes.toString('base64url') })).toBeDefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each<readonly [string, Lies]>([
    ['signature.not-verified', { isVerified: false }],
    ['signature.rp-id', { rpId: 'khac.example.vn' }],
    ['signature.origin', { origin: 'https://khac.example.vn' }],
    ['signature.origin', { origin: 'https://phu.khoithong.example.vn' }],
    ['signature.client-data', { crossOrigin: true }],
    ['signature.client-data', { type: 'webauthn.create' }],
    ['signature.challenge', { challenge: 'AAAA' }],
    // A reader that mends broken bytes would take these; the verifiers of evidence do not.
    ['signature.client-data', { client: (said) => Buffer.from(said.replace('}', ',"x":"\u00ff"}'), 'latin1') }],
    ['signature.client-data', { client: (said) => Buffer.from(said.replace('}', `,"x":${'['.repeat(400)}${']'.repeat(400)}}`)) }],
    ['signature.client-data', { client: (said) => Buffer.from(said.replace('}', `,"x":"${'x'.repeat(4096)}"}`)) }],
  ])('names %s where the device says otherwise', (fault, lies) => {
    const [intent] = fc.sample(intents, { numRuns: 1, seed: 2 });
    expect(findPackageFault(sealed(intent as ActIntent, lies))).toBe(fault);
  });

  test('by a password claims no key, and one by a passkey leaves none of it out', () => {
    const signed = sealed(fc.sample(intents, { numRuns: 1, seed: 3 })[0] as ActIntent);
    const { v, intent } = signed;
    expect(findPackageFault({ v, how: 'password', intent })).toBeUndefined();
    expect(findPackageFault({ ...signed, how: 'password' })).toBe('signature.member');
    expect(findPackageFault({ v, how: 'passkey', intent })).toBe('json.not-record');
    expect(findPackageFault({ ...signed, credential: { ...signed.credential, alg: -257 } as never })).toBe('signature.invalid');
  });
});

test('the digest of a body is another for another salt and another body, and never mixes the two', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: true }), (a) => {
      const salt = newSalt();
      expect(digestSignedBody(salt, a as Json)).toBe(digestSignedBody(salt, structuredClone(a) as Json));
      expect(digestSignedBody(newSalt(), a as Json)).not.toBe(digestSignedBody(salt, a as Json));
      expect(digestSignedBody(salt, [a as Json])).not.toBe(digestSignedBody(salt, a as Json));
    }),
  );
});
