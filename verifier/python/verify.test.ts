/** The Python verifier comes to the same findings as the other one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../formats/bundle.ts';
import { writeBundle } from '../formats/bundle-write.ts';
import { canonicalize, type Json } from '../formats/jcs.ts';
import type { Report } from '../formats/report.ts';
import type { Given } from '../formats/trust.ts';
import { readZip } from '../formats/zip.ts';
import { tellReport, tellVerdict } from '../tell.ts';
import { reseal, rewriteJson } from '../testing/reseal.ts';
import { type EnrolmentChoice, forgeByExponentOne, makeWorld, type Passkey, type SignatureChoice } from '../testing/world.ts';
import { en } from '../words.en.ts';
import { vi } from '../words.vi.ts';

const script = path.join(import.meta.dirname, 'verify.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.log('python3 is not on this machine: the second verifier is not compared');
const folder = mkdtempSync(path.join(tmpdir(), 'khoithong-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function python(args: readonly string[]) {
  const { stdout, status, stderr } = spawnSync('python3', [script, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { stdout, status, stderr };
}

function write(name: string, bytes: Uint8Array | string): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

/** Keys recorded rightly, and in every wrong way. */
const ENROLMENTS: readonly EnrolmentChoice[] = [
  {},
  { removed: 'after' },
  { removed: 'before' },
  { place: 'after' },
  { person: 'tran-thi-b' },
  { publicKey: 'MFkw' },
  { hidden: ['actor'] },
  { hidden: ['body/publicKey'] },
];

/** Signatures that programs would read each in its own way, were the limits not said. */
const HOSTILE: readonly Pick<SignatureChoice, 'client' | 'forged'>[] = [
  { client: (text) => Buffer.from(text.replace('}', ',"x":"\u00ff"}'), 'latin1') },
  { client: (text) => Buffer.from(`\ufeff${text}`) },
  { client: (text) => Buffer.from(text.replace('}', `,"x":"${'x'.repeat(4096)}"}`)) },
  { client: (text) => Buffer.from(text.replace('}', `,"x":${'['.repeat(16)}${']'.repeat(16)}}`)) },
  { client: (text) => Buffer.from(text.replace('}', `,"x":${'['.repeat(1800)}${']'.repeat(1800)}}`)) },
  { client: (text) => Buffer.from(text.replace('}', `,"x":${'['.repeat(15)}${']'.repeat(15)}}`)) },
  { forged: forgeByExponentOne },
];

/** What both must say of a bundle. */
function summaryOf(report: Report) {
  return {
    verdict: report.verdict,
    policy: report.policy,
    problems: report.problems.map(({ code, step, file }) => ({ code, step, file: file ?? null })),
    notes: report.notes.map((note) => note.code),
    records: report.records.map(({ index, n, hash, after, notAfter, datedBy, isWitnessed, kept, signature }) => ({
      index,
      n,
      hash,
      after: after ?? null,
      notAfter: notAfter ?? null,
      datedBy,
      isWitnessed,
      kept,
      signer: signature?.signer ?? null,
    })),
    streams: report.streams,
    papers: report.papers,
  };
}

describe.runIf(hasPython)('the Python verifier', () => {
  test('comes to the same findings on bundles right, broken, sealed again and written at random', async () => {
    const world = await makeWorld();
    const whole = writeBundle(world.content);
    const names = readZip(whole).map((entry) => entry.name);
    const bundles: Uint8Array[] = [whole];
    for (const key of ['ed25519', 'rsa'] satisfies Passkey[]) bundles.push(writeBundle((await makeWorld({ key })).content));
    for (const enrolled of ENROLMENTS) bundles.push(writeBundle((await makeWorld({ enrolled })).content));
    for (const signed of HOSTILE) bundles.push(writeBundle((await makeWorld({ signed })).content));
    bundles.push(writeBundle({ ...world.content, records: world.content.records.filter((_, n) => n !== 1), part: [1, 2] }));
    const changed = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
      const copy = Uint8Array.from(whole);
      copy[at] = (copy[at] ?? 0) ^ by;
      return copy;
    });
    const resealed = fc
      .tuple(fc.constantFrom(...names.slice(2)), fc.nat(), fc.integer({ min: 1, max: 127 }))
      .map(([name, place, by]) =>
        reseal(whole, (entry) => {
          if (entry.name !== name) return entry.bytes;
          const copy = Uint8Array.from(entry.bytes);
          const at = place % copy.length;
          copy[at] = (copy[at] ?? 0) ^ by;
          return copy;
        }),
      );
    const edited = fc
      .tuple(
        fc.constantFrom('records/5.leaf', 'records/6.disclosures.json', 'records/9.assertion.json'),
        fc.dictionary(
          fc.constantFrom('v', 'n', 't', 'd', 'g', 'fields', 'erased', 'digests', 'how', 'intent', 'z'),
          fc.jsonValue({ depthSize: 'small' }),
          { maxKeys: 2 },
        ),
      )
      .map(([name, members]) =>
        reseal(
          whole,
          rewriteJson(name, (value) => ({ ...value, ...(members as Record<string, Json>) })),
        ),
      );
    bundles.push(...fc.sample(fc.oneof(changed, resealed, resealed, edited), { numRuns: 120, seed: 7 }));
    const files = bundles.map((bytes, n) => write(`${n}.zip`, bytes));
    const policy = write('policy.txt', world.policy);
    for (const given of [{ policy: world.policy, keys: [world.receiptKey] }, {}] as readonly Given[]) {
      const some = given.policy === undefined ? 30 : bundles.length;
      const args = given.policy === undefined ? [] : ['--policy', policy, '--key', world.receiptKey];
      const { stdout, stderr } = python([...files.slice(0, some), '--json', ...args]);
      expect(stderr).toBe('');
      const said = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      expect(said).toHaveLength(some);
      for (const [n, bytes] of bundles.slice(0, some).entries())
        expect([n, said[n]]).toEqual([n, summaryOf(await verifyBundle(bytes, given))]);
    }
  });

  test('writes JSON as the other does', () => {
    const values = fc.sample(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.string({ unit: 'grapheme' }),
        fc.jsonValue(),
      ),
      { numRuns: 3000, seed: 3 },
    );
    const texts = values.map((value) => canonicalize(value as Json));
    const program = `
import json, sys
sys.path.insert(0, ${JSON.stringify(path.dirname(script))})
import verify
for text in json.load(open(sys.argv[1], encoding="utf-8")):
    assert verify.canonicalize(verify.parse_json(text)) == text, text
    verify.parse_canonical(text.encode())
`;
    const run = spawnSync('python3', ['-B', '-c', program, write('texts.json', JSON.stringify(texts))], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
  });

  test('ends with the same code, and says the verdict in the same words', async () => {
    const world = await makeWorld();
    const whole = write('whole.zip', writeBundle(world.content));
    const policy = write('policy.txt', world.policy);
    expect(python([whole, '--policy', policy])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^ĐÚNG – đủ đối chứng\n/),
    });
    const enrolled = await makeWorld({ enrolled: {} });
    const signed = write('signed.zip', writeBundle(enrolled.content));
    expect(python([signed, '--policy', policy]).stdout).toContain(
      'đã được chính «nguyen-van-an» ghi nhận là của mình từ 2026-11-23',
    );
    expect(python([whole, '--policy', policy]).stdout).toContain('chưa chứng minh được khóa là của ai');
    expect(python([whole, '--lang', 'en'])).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^TRUE – fully witnessed \(by/),
    });
    const late = writeBundle({ ...world.content, records: world.content.records.map((one, n) => ({ ...one, isLate: n < 2 })) });
    const report = await verifyBundle(late, { policy: world.policy });
    for (const [lang, words, count] of [
      ['vi', vi, /lưu ý: 2 mục/],
      ['en', en, /note: of 2 records/],
    ] as const) {
      const said = tellVerdict(words, report);
      expect(said).toMatch(count);
      const { stdout } = python([write('late.zip', late), '--policy', policy, '--lang', lang]);
      expect(stdout.split('\n')[0]).toBe(said);
    }
    for (const [lang, words] of [
      ['vi', vi],
      ['en', en],
    ] as const) {
      const apart = words['record.apart'];
      const { records } = tellReport(words, await verifyBundle(writeBundle(enrolled.content), { policy: world.policy }));
      const told = records.flatMap(({ fields }) => fields);
      expect(told).toContainEqual(['body › publicKey', apart]);
      expect(told).toContainEqual(['body › reason', apart]);
      const { stdout } = python([signed, '--policy', policy, '--lang', lang]);
      expect(stdout).toContain(`body: {"alg":"${apart}","credential":"${apart}","publicKey":"${apart}"}`);
      expect(stdout).toContain(`body: {"number":"VM-2026-00418","reason":"${apart}"}`);
    }
    // The reader of the pipe goes away before the verdict is written.
    const cut = (file: string) =>
      spawnSync('bash', ['-o', 'pipefail', '-c', 'python3 "$@" | true', '-', script, file, '--policy', policy], {
        encoding: 'utf8',
      });
    expect(cut(whole)).toMatchObject({ status: 0, stderr: '' });
    expect(cut(policy)).toMatchObject({ status: 1, stderr: '' });
    expect(python([policy])).toMatchObject({ status: 1, stdout: expect.stringMatching(/^SAI: tệp zip: /) });
    expect(python([])).toMatchObject({ status: 64 });
    expect(python(['missing.zip'])).toMatchObject({ status: 64 });
  });
});

test('the words of the Python verifier are those of the catalogues', () => {
  const block = /^WORDS = \{\n([\s\S]*?)\n\}$/m.exec(readFileSync(script, 'utf8'))?.[1] ?? '';
  const said = [...block.matchAll(/^ {4}("[^"]+"): \(\n {8}(".*"),\n {8}(".*"),\n {4}\),$/gm)].map((found) =>
    found.slice(1).map((text) => JSON.parse(text) as string),
  );
  expect(said.length).toBeGreaterThan(100);
  for (const [key = '', first, second] of said)
    expect([key, first, second]).toEqual([key, vi[key as keyof typeof vi], en[key as keyof typeof en]]);
});
