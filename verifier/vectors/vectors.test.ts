/** The vectors published for whoever writes a verifier are what ours come to. `UPDATE_VECTORS=1` writes them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { toBase64Url } from '../formats/base64url.ts';
import { verifyBundle } from '../formats/bundle.ts';
import { writeBundle } from '../formats/bundle-write.ts';
import { utf8 } from '../formats/bytes.ts';
import { digestField } from '../formats/disclosure.ts';
import { canonicalize, type Json } from '../formats/jcs.ts';
import type { Report } from '../formats/report.ts';
import { hashLeaf } from '../formats/tree.ts';
import { readZip } from '../formats/zip.ts';
import { sha256 } from '../platform/node.ts';
import { reseal } from '../testing/reseal.ts';
import { forgeByExponentOne, makeWorld } from '../testing/world.ts';

interface Changed {
  readonly what: string;
  readonly offset?: number;
  readonly value?: number;
  readonly file?: string;
  readonly text?: string;
  readonly verdict: string;
  readonly code: string;
  readonly step: string;
}

/** A bundle with the record of the key that signed. */
interface Signed {
  readonly file: string;
  readonly verdict: string;
  readonly code: string;
  readonly person: string | null;
}

interface Vectors {
  readonly leaf: { readonly text: string; readonly hash: string };
  readonly disclosures: readonly {
    readonly salt: string;
    readonly name: string;
    readonly value: Json;
    readonly digest: string;
  }[];
  readonly jcs: readonly { readonly json: string; readonly canonical: string; readonly sha256: string }[];
  readonly bundles: readonly Changed[];
  readonly signed: readonly Signed[];
}

const at = (name: string) => path.join(import.meta.dirname, name);
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

function apply(
  whole: Uint8Array,
  { offset, value, file, text }: Pick<Changed, 'offset' | 'value' | 'file' | 'text'>,
): Uint8Array {
  if (file !== undefined) return reseal(whole, (entry) => (entry.name === file ? utf8(text ?? '') : entry.bytes));
  const copy = Uint8Array.from(whole);
  if (offset !== undefined) copy[offset] = value ?? 0;
  return copy;
}

const personIn = ({ records }: Report) => records.flatMap(({ signature }) => signature?.signer?.person ?? [])[0] ?? null;

/** Bundles in which a key is recorded rightly, as another's, or is none to sign with, and one whose browser data are nested beyond the limit. */
async function makeSigned(): Promise<readonly Signed[]> {
  const signed: Signed[] = [];
  const deep = (text: string) => utf8(text.replace('}', `,"x":${'['.repeat(16)}${']'.repeat(16)}}`));
  for (const [file, options] of [
    ['signed.khoithong.zip', { enrolled: {} }],
    ['signed-by-another.khoithong.zip', { enrolled: { person: 'tran-thi-b' } }],
    ['signed-by-a-weak-key.khoithong.zip', { signed: { forged: forgeByExponentOne } }],
    ['signed-too-deep.khoithong.zip', { signed: { client: deep } }],
  ] as const) {
    const world = await makeWorld(options);
    const bytes = writeBundle(world.content);
    const report = await verifyBundle(bytes, { policy: world.policy });
    writeFileSync(at(file), bytes);
    signed.push({ file, verdict: report.verdict, code: report.problems[0]?.code ?? '', person: personIn(report) });
  }
  return signed;
}

async function make(): Promise<void> {
  const world = await makeWorld();
  const whole = writeBundle(world.content);
  const files = new Map(readZip(whole).map((entry) => [entry.name, textOf(entry.bytes)]));
  const edit = (file: string, from: string | RegExp, to: string) => ({ file, text: (files.get(file) ?? '').replace(from, to) });
  const changes: readonly (Pick<Changed, 'offset' | 'value' | 'file' | 'text'> & { readonly what: string })[] = [
    { what: 'nothing changed' },
    ...[0, 40, 2000, 9000, whole.length - 1].map((offset) => ({ what: 'one byte', offset, value: (whole[offset] ?? 0) ^ 1 })),
    { what: 'time of a leaf', ...edit('records/5.leaf', '05:01:40', '05:01:30') },
    { what: 'disclosed value', ...edit('records/5.disclosures.json', 'hỏng', 'tốt') },
    { what: 'index of a proof', ...edit('records/5.tlog-proof', 'index 5', 'index 6') },
    { what: 'signature of the log', ...edit('records/5.tlog-proof', /(\n— \S+ \S{10})./, '$1x') },
    { what: 'one hash of a consistency proof taken out', ...edit('records/6.before', /\n\S+\n/, '\n') },
    { what: 'signature of a person', ...edit('records/9.assertion.json', '"how":"passkey"', '"how":"password"') },
    { what: 'receipt', ...edit('receipts/1.txt', '05:01:40', '05:01:41') },
  ];
  const bundles: Changed[] = [];
  for (const change of changes) {
    const { verdict, problems } = await verifyBundle(apply(whole, change), { policy: world.policy });
    bundles.push({ ...change, verdict, code: problems[0]?.code ?? '', step: problems[0]?.step ?? '' });
  }
  const leaf = files.get('records/5.leaf') ?? '';
  const shown = JSON.parse(files.get('records/5.disclosures.json') ?? '') as { fields: [string, string, Json][] };
  const jsons = ['{"b":1e2,"a":[-0,0.000001,1e21,1e-7]}', '{"\\u20ac":"\\u0007\\"","é":"Cầu","\\ud83d\\ude00":null}'];
  const vectors: Vectors = {
    leaf: { text: leaf, hash: toBase64Url(hashLeaf(utf8(leaf))) },
    disclosures: shown.fields.map(([salt, name, value]) => ({ salt, name, value, digest: digestField({ salt, name, value }) })),
    jcs: jsons.map((json) => {
      const canonical = canonicalize(JSON.parse(json) as Json);
      return { json, canonical, sha256: toBase64Url(sha256(utf8(canonical))) };
    }),
    bundles,
    signed: await makeSigned(),
  };
  writeFileSync(at('right.khoithong.zip'), whole);
  writeFileSync(at('policy.txt'), world.policy);
  writeFileSync(at('vectors.json'), `${JSON.stringify(vectors, null, 2)}\n`);
}

if (process.env['UPDATE_VECTORS']) await make();
const whole = new Uint8Array(readFileSync(at('right.khoithong.zip')));
const policy = readFileSync(at('policy.txt'), 'utf8');
const vectors = JSON.parse(readFileSync(at('vectors.json'), 'utf8')) as Vectors;

test('hashes and canonical texts are those published', () => {
  expect(toBase64Url(hashLeaf(utf8(vectors.leaf.text)))).toBe(vectors.leaf.hash);
  for (const { digest, ...field } of vectors.disclosures) expect(digestField(field)).toBe(digest);
  for (const { json, canonical, sha256: hash } of vectors.jcs) {
    expect(canonicalize(JSON.parse(json) as Json)).toBe(canonical);
    expect(toBase64Url(sha256(utf8(canonical)))).toBe(hash);
  }
});

test.each(vectors.bundles)('the published bundle with $what gives the published answer', async (change) => {
  const { verdict, problems } = await verifyBundle(apply(whole, change), { policy });
  expect({ verdict, code: problems[0]?.code ?? '', step: problems[0]?.step ?? '' }).toEqual({
    verdict: change.verdict,
    code: change.code,
    step: change.step,
  });
});

test.each(vectors.signed)('$file gives the published answer', async ({ file, ...answer }) => {
  const report = await verifyBundle(new Uint8Array(readFileSync(at(file))), { policy });
  expect({ verdict: report.verdict, code: report.problems[0]?.code ?? '', person: personIn(report) }).toEqual(answer);
});
