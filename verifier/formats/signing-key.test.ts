/** A key signs for a person only where nobody else can sign with it, and every program reads it alike. */
import { createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Fault } from './fault.ts';
import { signingKeyOf } from './signing-key.ts';

const spkiOf = (key: JsonWebKey) => createPublicKey({ key, format: 'jwk' }).export({ format: 'der', type: 'spki' });
const made = {
  p256: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ format: 'der', type: 'spki' }),
  ed25519: generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' }),
};

function codeOf(spki: Uint8Array): string {
  try {
    return signingKeyOf(spki).kind;
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
}

const number = (bits: number, last = 1) => {
  const bytes = Buffer.alloc(bits / 8, 0xa5);
  bytes[bytes.length - 1] = last;
  return bytes.toString('base64url');
};
const rsa = (n: string, e = 'AQAB') => spkiOf({ kty: 'RSA', n, e });
const ed25519 = (hex: string) => Buffer.from(`302a300506032b6570032100${hex}`, 'hex');
const last = (hex: string, sign: '00' | '80', top = '00') =>
  `${hex}${(Number.parseInt(top, 16) | Number.parseInt(sign, 16)).toString(16).padStart(2, '0')}`;

describe('a key of a person', () => {
  test.each(['p256', 'ed25519', 'rsa'] as const)('as a device makes it (%s) is one', (kind) => {
    expect(codeOf(made[kind])).toBe(kind);
  });

  test.each([
    ['512 bits', rsa(number(512))],
    ['1024 bits', rsa(number(1024))],
    ['2040 bits', rsa(number(2040))],
    ['8200 bits', rsa(number(8200))],
    ['an even modulus', rsa(number(2048, 2))],
    ['exponent 1', rsa(number(2048), 'AQ')],
    ['exponent 3', rsa(number(2048), 'Aw')],
    ['exponent 65539', rsa(number(2048), 'AQAD')],
  ])('by RSA is none with %s', (_, spki) => {
    expect(codeOf(spki)).toBe('signature.key-weak');
  });

  test('by RSA is one up to 8192 bits', () => {
    expect(codeOf(rsa(number(8192)))).toBe('rsa');
  });

  const eighth = 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03';
  const other = '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc';
  const beforeP = `${'ec'}${'ff'.repeat(30)}`;
  test.each([
    ['zeros', last('00'.repeat(31), '00')],
    ['zeros, the other way', last('00'.repeat(31), '80')],
    ['one', last(`01${'00'.repeat(30)}`, '00')],
    ['minus one', last(beforeP, '00', '7f')],
    ['order 8', last(eighth, '00', '7a')],
    ['order 8, the other way', last(eighth, '80', '7a')],
    ['order 8 from below', last(other, '00', '05')],
    ['order 8 from below, the other way', last(other, '80', '05')],
    ['p, which is zero again', last(`ed${'ff'.repeat(30)}`, '00', '7f')],
    ['all ones', 'ff'.repeat(32)],
  ])('by Ed25519 is none with %s', (_, hex) => {
    expect(codeOf(ed25519(hex))).toBe('signature.key-weak');
  });

  test('by P-256 is none off the curve', () => {
    const off = Buffer.from(made.p256);
    off[off.length - 1] = (off.at(-1) ?? 0) ^ 1;
    expect(codeOf(off)).toBe('signature.key-weak');
  });

  test('is none where its algorithm is written another way', () => {
    const hex = made.rsa.toString('hex');
    // Without the NULL that stands after the name: two bytes fewer in both lengths.
    const short = hex
      .replace('300d06092a864886f70d0101010500', '300b06092a864886f70d010101')
      .replace(/^3082(....)/, (_, length: string) => `3082${(Number.parseInt(length, 16) - 2).toString(16).padStart(4, '0')}`);
    expect(codeOf(Buffer.from(short, 'hex'))).toBe('signature.key-weak');
  });
});
