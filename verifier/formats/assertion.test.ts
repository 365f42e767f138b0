/** What a person signed, checked as WebAuthn has it. */
import { describe, expect, test } from 'vitest';
import { assertionBytes, bytesFrom, forgeByExponentOne, instantAt, leafBytes, type SignatureChoice } from '../testing/world.ts';
import { checkAssertion, parseAssertion } from './assertion.ts';
import { toBase64Url } from './base64url.ts';
import { digestField } from './disclosure.ts';
import { Fault } from './fault.ts';
import { canonicalize, type Json } from './jcs.ts';
import { parseLeaf } from './leaf.ts';

const shown = { salt: toBase64Url(bytesFrom('salt')), name: 'signed-body', value: { decision: 'Đồng ý' } };
const choice: SignatureChoice = {
  kind: 'obstacle',
  act: 'approve',
  after: toBase64Url(bytesFrom('head')),
  body: digestField(shown),
};

const leafOf = (kind: string) =>
  parseLeaf(
    leafBytes({ kind, stream: 's', n: 1, previous: bytesFrom('head'), at: instantAt(0), digests: [toBase64Url(bytesFrom('d'))] }),
  );

async function codeOf(bytes: Uint8Array, kind = 'obstacle.approve', fields = [shown]): Promise<string> {
  try {
    await checkAssertion(parseAssertion(bytes), leafOf(kind), fields);
    return 'right';
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
}

function edited(edit: (value: Record<string, Json>) => Json): Uint8Array {
  const value = JSON.parse(new TextDecoder().decode(assertionBytes(choice))) as Record<string, Json>;
  return new TextEncoder().encode(canonicalize(edit(value)));
}

describe('a signature', () => {
  test.each(['p256', 'ed25519', 'rsa'] as const)('by a %s passkey holds', async (key) => {
    expect(await codeOf(assertionBytes({ ...choice, key }))).toBe('right');
  });

  test('holds for a sealed record, whose kind the leaf does not tell', async () => {
    expect(await codeOf(assertionBytes(choice), 'sealed')).toBe('right');
  });

  test.each(['password', 'sign-in', 'demo', 'smart-card'])('confirmed by %s is the word of the server', async (how) => {
    expect(await codeOf(assertionBytes({ ...choice, how }))).toBe('right');
    expect(parseAssertion(assertionBytes({ ...choice, how })).answer).toBeUndefined();
  });

  test.each<readonly [string, Partial<SignatureChoice>, string]>([
    ['without the person present', { flags: 0x04 }, 'signature.not-present'],
    ['without the person verified', { flags: 0x01 }, 'signature.not-verified'],
    ['made at another site', { clientOrigin: 'https://khoithong.example.gov.vn.evil.example' }, 'signature.origin'],
    ['made over plain HTTP', { clientOrigin: 'http://khoithong.example.gov.vn' }, 'signature.origin'],
    [
      'whose intent names another origin',
      { origin: 'https://a.example', clientOrigin: 'https://khoithong.example.gov.vn' },
      'signature.origin',
    ],
    ['made to enrol, not to sign', { clientType: 'webauthn.create' }, 'signature.client-data'],
    ['for another site', { rpId: 'example.org' }, 'signature.origin'],
  ])('%s is refused', async (_, other, code) => {
    expect(await codeOf(assertionBytes({ ...choice, ...other }))).toBe(code);
  });

  test.each<readonly [string, (text: string) => Uint8Array]>([
    ['in bytes that are no UTF-8', (text) => Buffer.from(text.replace('}', ',"x":"\u00ff"}'), 'latin1')],
    ['with a mark before it', (text) => Buffer.from(`\ufeff${text}`)],
    ['longer than 4 kB', (text) => Buffer.from(text.replace('}', `,"x":"${'x'.repeat(4096)}"}`))],
    ['nested too deep', (text) => Buffer.from(text.replace('}', `,"x":${'['.repeat(16)}${']'.repeat(16)}}`))],
  ])('over browser data %s is refused', async (_, client) => {
    expect(await codeOf(assertionBytes({ ...choice, client }))).toBe('signature.client-data');
  });

  test('over browser data at the limits holds', async () => {
    const deep = (text: string) => Buffer.from(text.replace('}', `,"x":${'['.repeat(15)}${']'.repeat(15)}}`));
    const long = (text: string) => Buffer.from(text + ' '.repeat(4096 - text.length));
    for (const client of [deep, long]) expect(await codeOf(assertionBytes({ ...choice, client }))).toBe('right');
  });

  test('by a key whose signatures anybody can make is refused', async () => {
    expect(await codeOf(assertionBytes({ ...choice, forged: forgeByExponentOne }))).toBe('signature.key-weak');
  });

  test('made on a site below the one it is for holds', async () => {
    expect(await codeOf(assertionBytes({ ...choice, rpId: 'example.gov.vn' }))).toBe('right');
    expect(await codeOf(assertionBytes({ ...choice, rpId: 'localhost', clientOrigin: 'http://localhost:8080' }))).toBe('right');
  });

  test('for another act, or of another content, is refused', async () => {
    expect(await codeOf(assertionBytes(choice), 'obstacle.refuse')).toBe('signature.other-act');
    expect(await codeOf(assertionBytes(choice), 'obstacle.approve', [{ ...shown, value: { decision: 'Không' } }])).toBe(
      'signature.body',
    );
  });

  test('whose intent was changed afterwards is refused', async () => {
    const changed = edited((v) => ({ ...v, intent: { ...(v['intent'] as Record<string, Json>), capacity: 'person:khac' } }));
    expect(await codeOf(changed)).toBe('signature.challenge');
  });

  test('by another key, with another algorithm, or not whole is refused', async () => {
    const credential = (v: Record<string, Json>) => v['credential'] as Record<string, Json>;
    expect(await codeOf(edited((v) => ({ ...v, credential: { ...credential(v), alg: -257 } })))).toBe('signature.invalid');
    expect(await codeOf(edited((v) => ({ ...v, credential: { ...credential(v), publicKey: 'AAAA' } })))).toBe('der.shape');
    expect(await codeOf(edited((v) => ({ ...v, signature: 'AAAA' })))).toBe('der.shape');
    expect(await codeOf(edited((v) => ({ ...v, authenticatorData: 'AAAA' })))).toBe('signature.authenticator');
    expect(await codeOf(edited((v) => ({ ...v, clientDataJSON: 'AAAA' })))).toBe('signature.client-data');
    expect(await codeOf(edited(({ signature: _, ...v }) => v))).toBe('signature.member');
    expect(await codeOf(edited((v) => ({ ...v, how: 'password' })))).toBe('signature.member');
  });
});
