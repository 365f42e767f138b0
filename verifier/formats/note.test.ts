import { describe, expect, test } from 'vitest';
import { bytesOf, newSigner, newWitness } from './keys.test-support.ts';
import { formatNote, parseNote, parseVerifierKey, verifyNote, verifySignatures } from './note.ts';

// The vector every implementation of notes carries (golang.org/x/mod/sumdb/note).
const VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SEED = bytesOf('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').subarray(1);
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const LINE = '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

describe('a note', () => {
  test('is signed and verified as everybody else does', async () => {
    const signer = newSigner('PeterNeumann', 1, SEED);
    expect(signer.vkey).toBe(VKEY);
    expect(signer.line(TEXT)).toBe(LINE);
    const note = parseNote(formatNote(TEXT, [LINE]));
    expect(note.text).toBe(TEXT);
    expect((await verifyNote(note, [parseVerifierKey(VKEY)])).map((key) => key.name)).toEqual(['PeterNeumann']);
  });

  test('is rejected when a key we know did not sign it, and silent about keys we do not know', async () => {
    const known = newSigner('log.example');
    const stranger = newSigner('log.example');
    const text = 'a\n';
    const note = parseNote(formatNote(text, [stranger.line(text), known.line(text)]));
    expect(await verifyNote(note, [known.key])).toEqual([known.key]);
    expect(await verifyNote(note, [newSigner('log.example').key])).toEqual([]);
    const forged = parseNote(formatNote(text, [known.line('b\n')]));
    await expect(verifyNote(forged, [known.key])).rejects.toMatchObject({ code: 'signature-invalid' });
  });

  test('tells when a witness cosigned it', async () => {
    const witness = newWitness('witness.example');
    const text = 'log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
    const note = parseNote(formatNote(text, [witness.cosign(text, 1700000000)]));
    expect(await verifySignatures(note, [witness.key])).toMatchObject([{ key: witness.key, time: 1700000000 }]);
  });
});
