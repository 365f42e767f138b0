import { describe, expect, test } from 'vitest';
import { fromUtf8, toBase64 } from './bytes.ts';
import { bytesOf, newSigner, newWitness } from './keys.test-support.ts';
import {
  COSIGNATURE,
  ED25519,
  FormatProblem,
  formatNote,
  formatVerifierKey,
  keyId,
  ML_DSA_44,
  parseNote,
  parseVerifierKey,
  signatureLine,
  verifyNote,
  verifySignatures,
} from './note.ts';

// The vectors every implementation of notes carries (golang.org/x/mod/sumdb/note).
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const SEED = bytesOf('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').subarray(1);
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

const peter = parseVerifierKey(PETER);
const enoch = parseVerifierKey(ENOCH);
const note = (...lines: string[]) => parseNote(`${TEXT}\n${lines.join('')}`);
const names = async (...args: Parameters<typeof verifyNote>) => (await verifyNote(...args)).map((key) => key.name);

/** The code of the problem a text is refused with. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (problem) {
    if (problem instanceof FormatProblem) return problem.code;
    throw problem;
  }
  return 'taken';
}

describe('a note', () => {
  test('is signed and verified as everybody else does', async () => {
    const signer = newSigner('PeterNeumann', ED25519, SEED);
    expect(signer.vkey).toBe(PETER);
    expect(signer.line(TEXT)).toBe(PETER_LINE);
    const both = parseNote(formatNote(TEXT, [PETER_LINE, ENOCH_LINE]));
    expect(both.text).toBe(TEXT);
    expect(both.signatures.map((one) => one.line)).toEqual([PETER_LINE, ENOCH_LINE]);
    expect(await names(both, [peter])).toEqual(['PeterNeumann']);
    expect(await names(both, [peter, enoch])).toEqual(['PeterNeumann', 'EnochRoot']);
    expect(await names(both, [])).toEqual([]);
  });

  test('is the same with the example of the specification, whose text has empty lines', () => {
    const line =
      '\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';
    const text = 'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n';
    const parsed = parseNote(`${text}\n${line}`);
    expect(parsed.text).toBe(text);
    expect(parsed.signatures).toHaveLength(1);
    expect(parsed.signatures[0]?.signature).toHaveLength(64);
  });

  test('is rejected when a key we know did not sign it, and silent about keys we do not know', async () => {
    const known = newSigner('log.example');
    const stranger = newSigner('log.example');
    expect(await verifyNote(note(stranger.line(TEXT), known.line(TEXT)), [known.key])).toEqual([known.key]);
    expect(await verifyNote(note(stranger.line(TEXT)), [known.key])).toEqual([]);
    const forged = note(known.line(TEXT), known.line('other\n'));
    await expect(verifyNote(forged, [known.key])).rejects.toMatchObject({ code: 'signature-invalid' });
    const longer = signatureLine('log.example', known.key.id, new Uint8Array(65));
    await expect(verifyNote(note(longer), [known.key])).rejects.toMatchObject({ code: 'signature-invalid' });
  });

  test('counts a key once, however often it signed', async () => {
    expect(await names(note(PETER_LINE, PETER_LINE), [peter])).toEqual(['PeterNeumann']);
    await expect(verifyNote(note(PETER_LINE), [peter, enoch, peter])).rejects.toMatchObject({ code: 'key-ambiguous' });
    expect(await names(note(ENOCH_LINE), [peter, enoch, peter])).toEqual(['EnochRoot']);
  });

  test('tells when a witness cosigned it, at the earliest', async () => {
    const witness = newWitness('witness.example');
    const log = newSigner('log.example');
    const cosigned = note(witness.cosign(TEXT, 1700000060), witness.cosign(TEXT, 1700000000), log.line(TEXT));
    expect(await verifySignatures(cosigned, [witness.key, log.key])).toMatchObject([
      { key: witness.key, time: 1700000000 },
      { key: log.key, time: undefined },
    ]);
    // The moment is part of what is signed.
    const bytes = bytesOf(witness.cosign(TEXT, 1700000000).trimEnd().split(' ')[2] ?? '');
    bytes[11] = (bytes[11] ?? 0) + 1;
    const moved = note(`\u2014 witness.example ${toBase64(bytes)}\n`);
    await expect(verifyNote(moved, [witness.key])).rejects.toMatchObject({ code: 'signature-invalid' });
  });

  test('is not signed by a witness whose signature is that of a log, nor the other way round', async () => {
    const log = newSigner('a.example', ED25519, SEED);
    const witness = newSigner('a.example', COSIGNATURE, SEED);
    expect(await verifyNote(note(log.line(TEXT)), [witness.key])).toEqual([]);
    expect(await verifyNote(note(witness.cosign(TEXT, 1)), [log.key])).toEqual([]);
  });

  test('carries signatures of kinds nobody can verify here', async () => {
    const key = parseVerifierKey(formatVerifierKey('pq.example', ML_DSA_44, new Uint8Array(1312).fill(7)));
    const line = signatureLine('pq.example', key.id, new Uint8Array(8 + 2420));
    expect(await names(note(line, PETER_LINE), [key, peter])).toEqual(['PeterNeumann']);
  });

  test('is refused unless it is written exactly as notes are', () => {
    const spoilt: Record<string, readonly [string, string]> = {
      'nothing at all': ['', 'note-shape'],
      'no signatures': [TEXT, 'note-shape'],
      'no signatures after the empty line': [`${TEXT}\n`, 'note-shape'],
      'no text': [PETER_LINE, 'note-shape'],
      'no newline at the end': [`${TEXT}\n${PETER_LINE.slice(0, -1)}`, 'note-shape'],
      'a line more': [`${TEXT}\n${PETER_LINE}Unexpected line.\n`, 'note-signature-line'],
      'an empty line more': [`${TEXT}\n${PETER_LINE}\n`, 'note-shape'],
      'a control character': [`\u0001${TEXT}\n${PETER_LINE}`, 'note-characters'],
      'a NUL': [`a\0b\n\n${PETER_LINE}`, 'note-characters'],
      'a tab': [`a\tb\n\n${PETER_LINE}`, 'note-characters'],
      'lines ended as on Windows': [`${TEXT}\n${PETER_LINE}`.replaceAll('\n', '\r\n'), 'note-characters'],
      'half a character': [`\ud800${TEXT}\n${PETER_LINE}`, 'note-characters'],
      'a space in the name': [`${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Peter Neumann')}`, 'note-signature-line'],
      'a plus in the name': [`${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Peter+Neumann')}`, 'note-signature-line'],
      'a wide space in the name': [`${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Peter\u3000N')}`, 'note-signature-line'],
      'no name': [`${TEXT}\n${PETER_LINE.replace('PeterNeumann', '')}`, 'note-signature-line'],
      'two spaces': [`${TEXT}\n${PETER_LINE.replace('PeterNeumann ', 'PeterNeumann  ')}`, 'note-signature-line'],
      'a space at the end': [`${TEXT}\n${PETER_LINE.replace('\n', ' \n')}`, 'note-signature-line'],
      'another dash': [`${TEXT}\n${PETER_LINE.replace('\u2014', '\u2013')}`, 'note-signature-line'],
      'a hyphen': [`${TEXT}\n${PETER_LINE.replace('\u2014', '-')}`, 'note-signature-line'],
      'padding left out': [`${TEXT}\n${PETER_LINE.replace('=', '')}`, 'note-signature-line'],
      'unused bits set': [`${TEXT}\n${PETER_LINE.replace('AM=', 'AN=')}`, 'note-signature-line'],
      'base64 for addresses': [`${TEXT}\n${PETER_LINE.replaceAll('/', '_')}`, 'note-signature-line'],
      'only a key id': [`${TEXT}\n\u2014 PeterNeumann x08gow==\n`, 'note-signature-line'],
      'too many signatures': [`${TEXT}\n${PETER_LINE.repeat(101)}`, 'note-too-many-signatures'],
      'ten thousand signatures': [`${TEXT}\n${PETER_LINE.repeat(9000)}`, 'note-too-many-signatures'],
      'more than a million characters': [`${'a'.repeat(1_000_000)}\n\n${PETER_LINE}`, 'note-too-large'],
    };
    for (const [name, [text, code]] of Object.entries(spoilt))
      expect([name, refusal(() => parseNote(text))]).toEqual([name, code]);
    expect(parseNote(`${TEXT}\n${PETER_LINE.repeat(100)}`).signatures).toHaveLength(100);
    expect(() => formatNote('no newline', [PETER_LINE])).toThrow(FormatProblem);
    expect(() => formatNote(`a\n\n${PETER_LINE}`.replace('\n\n', '\n'), [])).toThrow(FormatProblem);
  });

  test('with a mark before it, or bytes that are no text, is another note or none', async () => {
    const bytes = new TextEncoder().encode(`\ufeff${TEXT}\n${PETER_LINE}`);
    const read = parseNote(fromUtf8(bytes) ?? '');
    expect(read.text).not.toBe(TEXT);
    await expect(verifyNote(read, [peter])).rejects.toMatchObject({ code: 'signature-invalid' });
    expect(fromUtf8(Uint8Array.of(0xff, 0x61))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xc0, 0x80))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))).toBeUndefined();
  });
});

describe('a written key', () => {
  test('is refused when any of it is missing or another', () => {
    for (let from = 0; from <= PETER.length; from += 1) {
      for (let to = from + 1; to <= PETER.length; to += 1) {
        if (to - from < PETER.length) expect(() => parseVerifierKey(PETER.slice(from, to))).toThrow(FormatProblem);
      }
      const next = String.fromCharCode(PETER.charCodeAt(from) + 1);
      expect(() => parseVerifierKey(`${PETER.slice(0, from)}${next}${PETER.slice(from + 1)}`)).toThrow(FormatProblem);
    }
    for (const vkey of [
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      PETER.replace('c74f20a3', 'C74F20A3'),
      PETER.replace('c74f20a3', '0c74f20a3'),
    ]) {
      expect(() => parseVerifierKey(vkey)).toThrow(FormatProblem);
    }
  });

  test('has another id for each purpose', () => {
    const ids = [ED25519, COSIGNATURE].map((type) => toBase64(keyId('a.example', type, peter.key)));
    expect(new Set(ids).size).toBe(2);
  });
});
