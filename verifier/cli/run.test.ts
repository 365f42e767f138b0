/** The command: what it says and how it ends. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeBundle } from '../formats/bundle-write.ts';
import { concat } from '../formats/bytes.ts';
import { newSigner } from '../formats/keys.test-support.ts';
import { formatNote } from '../formats/note.ts';
import { formatProof } from '../formats/proof.ts';
import { formatReceiptText } from '../formats/receipt.ts';
import { hashLeaf } from '../formats/tree.ts';
import { bytesFrom, instantAt, makeWorld, ORIGIN, START } from '../testing/world.ts';
import { run } from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'khoithong-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: Uint8Array | string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const world = await makeWorld();
const bundle = write('a.khoithong.zip', writeBundle(world.content));
const policy = write('policy.txt', world.policy);

describe('khoithong-verifier', () => {
  test('says the verdict first and ends with its code', async () => {
    const full = await run([bundle, '--policy', policy]);
    expect(full).toMatchObject({ code: 0, text: expect.stringMatching(/^ĐÚNG – đủ đối chứng\n/) });
    const copied = await run([bundle, '--lang', 'en']);
    expect(copied).toMatchObject({ code: 2, text: expect.stringMatching(/^TRUE – fully witnessed \(by the policy copied/) });
    const alone = await run([bundle, '--key', world.log.signer.vkey]);
    expect(alone).toMatchObject({ code: 2, text: expect.stringMatching(/^ĐÚNG – chưa có bên đối chứng\n/) });
    expect(await run([policy])).toMatchObject({ code: 1, text: expect.stringMatching(/^SAI: tệp zip: /) });
    expect(JSON.parse((await run([bundle, '--policy', policy, '--json'])).text)).toMatchObject({ verdict: 'witnessed' });
  });

  test('ends with 64 where it is used wrongly', async () => {
    for (const args of [[], ['--what'], ['missing.zip'], [bundle, '--policy'], [bundle, bundle], [bundle, '--lang', 'fr']])
      expect((await run(args)).code).toBe(64);
    expect((await run([bundle, '--policy', bundle])).code).toBe(64);
    expect((await run([bundle, '--tsa', policy])).code).toBe(64);
    expect((await run([bundle, '--key', 'none'])).code).toBe(64);
  });

  test('says in the language of the person why a file cannot be read', async () => {
    const told = async (file: string, lang: string) => (await run([file, '--lang', lang])).text;
    expect(await told('missing.zip', 'vi')).toBe('Không đọc được missing.zip: không có tệp này');
    expect(await told('missing.zip', 'en')).toBe('Cannot read missing.zip: there is no such file');
    expect(await told(folder, 'vi')).toBe(`Không đọc được ${folder}: đây là thư mục, không phải tệp`);
  });
});

describe('khoithong-verifier receipt', () => {
  const signer = newSigner('khoithong.example.gov.vn/receipt', undefined, bytesFrom('receipt'));
  const receiptOf = (leafHash: Uint8Array) => {
    const text = formatReceiptText({ origin: ORIGIN, leafHash, at: instantAt(100), promiseSeconds: 60 });
    return formatNote(text, [signer.line(text)]);
  };
  const [first] = world.content.records;
  if (!first) throw new Error('no record');
  const good = write('receipt.txt', receiptOf(hashLeaf(first.leaf)));
  const lost = write('lost.txt', receiptOf(bytesFrom('lost')));
  const proof = write('5.tlog-proof', formatProof(first.proof));
  const checkpoint = write('checkpoint.txt', first.proof.checkpointNote);
  const leaves = write('leaves.bin', concat(...world.log.leaves.map(hashLeaf)));
  const check = (file: string, ...more: readonly string[]) =>
    run(['receipt', file, '--key', signer.vkey, '--policy', policy, ...more]);

  test('tells that a promise was kept, from a proof or from all hashes', async () => {
    expect(await check(good, '--proof', proof)).toMatchObject({
      code: 0,
      text: expect.stringContaining(`mục số 5 trong sổ ${ORIGIN} có`),
    });
    expect(await check(good, '--checkpoint', checkpoint, '--leaves', leaves)).toMatchObject({ code: 0 });
    expect(await check(good)).toMatchObject({ code: 2, text: expect.stringMatching(/^ĐÚNG – biên nhận có chữ ký/) });
  });

  test('tells that a promise was broken only once witnesses signed after its time', async () => {
    const broken = await check(lost, '--checkpoint', checkpoint, '--leaves', leaves);
    expect(broken).toMatchObject({ code: 1, text: expect.stringMatching(/^SAI: biên nhận: sổ .* không chứa nó/) });
    const early = world.log.checkpoint(5, [
      [world.witnesses[0], START + 159],
      [world.witnesses[1], START + 999],
    ]);
    const files = [write('early.txt', early.note), write('early.bin', concat(...world.log.leaves.slice(0, 5).map(hashLeaf)))];
    expect(await check(lost, '--checkpoint', files[0] ?? '', '--leaves', files[1] ?? '')).toMatchObject({ code: 2 });
  });

  test('refuses proofs and hashes of something else, and receipts nobody signed', async () => {
    expect(await check(lost, '--proof', proof)).toMatchObject({ code: 1 });
    const short = write('short.bin', bytesFrom('one'));
    expect(await check(good, '--checkpoint', checkpoint, '--leaves', short)).toMatchObject({ code: 1 });
    const other = newSigner('khoithong.example.gov.vn/receipt', undefined, bytesFrom('other'));
    expect((await run(['receipt', good, '--key', other.vkey])).code).toBe(1);
    expect(await run(['receipt', good])).toMatchObject({
      code: 64,
      text: expect.stringContaining('khoithong.example.gov.vn/receipt'),
    });
    expect(await run(['receipt', good, '--key', signer.vkey])).toMatchObject({ code: 2 });
    expect((await check(good, '--checkpoint', checkpoint)).code).toBe(64);
  });
});
