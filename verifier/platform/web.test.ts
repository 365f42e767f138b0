/** The browser's side of the platform gives the answers of Node's. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyEd25519Slowly } from './ed25519.ts';
import * as node from './node.ts';
import * as web from './web.ts';

const sha512 = async (bytes: Uint8Array) => new Uint8Array(createHash('sha512').update(bytes).digest());
const bytes = fc.uint8Array({ maxLength: 300 });

describe('what runs in a browser', () => {
  test('hashes as Node does, in whatever pieces', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), (parts) => {
        expect(Buffer.from(web.sha256(...parts))).toEqual(Buffer.from(node.sha256(...parts)));
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length < 200; length++) {
      const message = new Uint8Array(length).fill(length);
      expect(Buffer.from(web.sha256(message))).toEqual(Buffer.from(node.sha256(message)));
    }
  });

  test('believes the Ed25519 signatures Node believes, fast and slow', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
    for (const message of [new Uint8Array(), new Uint8Array(3), new Uint8Array(200).fill(7)]) {
      const signature = new Uint8Array(sign(null, message, privateKey));
      const claims = [0, 31, 32, 63].map((place) => {
        const changed = Uint8Array.from(signature);
        changed[place] = (changed[place] ?? 0) ^ 1;
        return changed;
      });
      for (const claim of [signature, ...claims, signature.subarray(1)]) {
        const expected = claim === signature;
        expect(await node.verifyEd25519(key, message, claim)).toBe(expected);
        expect(await web.verifyEd25519(key, message, claim)).toBe(expected);
        expect(await verifyEd25519Slowly({ publicKey: key, message, signature: claim }, sha512)).toBe(expected);
      }
    }
  });

  test('refuses Ed25519 keys and points that are not the one way to write them', async () => {
    const message = new Uint8Array(1);
    for (const fill of [0xff, 0x00, 0xee]) {
      const publicKey = new Uint8Array(32).fill(fill);
      const signature = new Uint8Array(64).fill(fill);
      expect(await verifyEd25519Slowly({ publicKey, message, signature }, sha512)).toBe(
        await node.verifyEd25519(publicKey, message, signature),
      );
    }
  });

  test('believes the P-256 and RSA signatures Node believes', async () => {
    const message = new Uint8Array(40).fill(5);
    const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const spkiOf = (key: typeof ec) => new Uint8Array(key.publicKey.export({ format: 'der', type: 'spki' }));
    for (const hash of ['SHA-256', 'SHA-384', 'SHA-512'] as const) {
      const name = hash.replace('-', '');
      const ecClaim = {
        spki: spkiOf(ec),
        message,
        hash,
        signature: new Uint8Array(sign(name, message, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })),
      };
      const rsaClaim = { spki: spkiOf(rsa), message, hash, signature: new Uint8Array(sign(name, message, rsa.privateKey)) };
      for (const platform of [node, web]) {
        expect(await platform.verifyEcdsaP256(ecClaim)).toBe(true);
        expect(await platform.verifyEcdsaP256({ ...ecClaim, message: new Uint8Array(41) })).toBe(false);
        expect(await platform.verifyEcdsaP256({ ...ecClaim, spki: rsaClaim.spki })).toBe(false);
        expect(await platform.verifyRsaPkcs1(rsaClaim)).toBe(true);
        expect(await platform.verifyRsaPkcs1({ ...rsaClaim, message: new Uint8Array(41) })).toBe(false);
        expect(await platform.verifyRsaPkcs1({ ...rsaClaim, spki: ecClaim.spki })).toBe(false);
      }
      expect(Buffer.from(await web.digest(hash, message))).toEqual(Buffer.from(await node.digest(hash, message)));
    }
  });
});
