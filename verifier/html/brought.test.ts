/** Files are known by what is in them. */
import { describe, expect, test } from 'vitest';
import { writeBundle } from '../formats/bundle-write.ts';
import { newSigner } from '../formats/keys.test-support.ts';
import { formatNote } from '../formats/note.ts';
import { formatProof } from '../formats/proof.ts';
import { formatReceiptText, parseReceipt } from '../formats/receipt.ts';
import { bytesFrom, instantAt, makeWorld, ORIGIN } from '../testing/world.ts';
import { pastedNote, whatIs } from './brought.ts';
import { giveText } from './trusted.ts';

const world = await makeWorld();
const bytes = (text: string) => new TextEncoder().encode(text);
const signer = newSigner('khoithong.example.gov.vn/receipt', undefined, bytesFrom('receipt'));
const text = formatReceiptText({ origin: ORIGIN, leafHash: bytesFrom('leaf'), at: instantAt(0), promiseSeconds: 60 });
const note = formatNote(text, [signer.line(text)]);

describe('what is brought to the page', () => {
  test('is told by its content, whatever it is called', () => {
    const [first] = world.content.records;
    if (!first) throw new Error('no record');
    expect(whatIs('a', writeBundle(world.content))).toBe('bundle');
    expect(whatIs('a', bytes(note))).toBe('receipt');
    expect(whatIs('a', bytes(formatProof(first.proof)))).toBe('proof');
    expect(whatIs('a', bytes(first.proof.checkpointNote))).toBe('checkpoint');
    expect(whatIs('a', bytesFrom('one'))).toBe('leaves');
    for (const other of [world.policy, signer.vkey, '', 'xin chào']) expect(whatIs('a.txt', bytes(other))).toBe('other');
  });

  test('is a bundle where it is called one, however broken', () => {
    expect(whatIs('A.KHOITHONG.ZIP', bytes('cut'))).toBe('bundle');
  });

  test('as a pasted receipt reads in spite of other line ends', () => {
    expect(parseReceipt(new TextDecoder().decode(pastedNote(`  ${note.trim().replaceAll('\n', '\r\n')}`))).origin).toBe(ORIGIN);
  });

  test('is believed in only where it is a policy, keys or certificates', () => {
    expect(giveText({}, world.policy)).toEqual({ policy: world.policy });
    const keys = giveText({ keys: [world.log.signer.vkey] }, `# khoá\n${signer.vkey}\n`)?.keys;
    expect(keys).toEqual([world.log.signer.vkey, signer.vkey]);
    for (const none of ['', note, 'xin chào']) expect(giveText({}, none)).toBeUndefined();
  });
});
