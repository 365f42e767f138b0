/** A whole bundle, right and wrong. */
import { describe, expect, test } from 'vitest';
import { type Change, reseal, rewrite, rewriteJson } from '../testing/reseal.ts';
import { bytesFrom, makeWorld, START } from '../testing/world.ts';
import { toBase64Url } from './base64url.ts';
import { verifyBundle } from './bundle.ts';
import { writeBundle } from './bundle-write.ts';
import { formatCheckpoint } from './checkpoint.ts';
import type { Json } from './jcs.ts';
import { newSigner, newWitness } from './keys.test-support.ts';
import { formatNote } from './note.ts';
import { readZip } from './zip.ts';

const world = await makeWorld();
const { content, policy } = world;
const zip = writeBundle(content);
const given = { policy };

const problemsOf = async (bundle: Uint8Array, trust = given) =>
  (await verifyBundle(bundle, trust)).problems.map(({ code, file }) => [code, file]);

describe('a bundle that is right', () => {
  test('is fully witnessed under a policy whose witnesses signed', async () => {
    const report = await verifyBundle(zip, { policy, keys: [world.receiptKey] });
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ verdict: 'witnessed', policy: 'given', dossier: 'VM-2026-00418' });
    expect(report.streams).toEqual([{ stream: expect.any(String), last: 3, missing: [] }]);
    expect(report.records.map(({ index, n }) => [index, n])).toEqual([5, 6, 8, 9].map((index, n) => [index, n]));
    expect(report.notes.map((note) => note.code)).toEqual(['note.receipt']);
    expect(report.papers).toMatchObject([{ name: 'biên bản.pdf' }]);
  });

  test('dates each record after the older and not after the newer cosigned checkpoint', async () => {
    const [record] = (await verifyBundle(zip, given)).records;
    expect(record).toMatchObject({ after: START + 60, notAfter: START + 1075, datedBy: 'witnesses' });
  });

  test.each(['p256', 'ed25519', 'rsa'] as const)('holds a decision signed with a %s passkey', async (key) => {
    const signed = await makeWorld({ key });
    const report = await verifyBundle(writeBundle(signed.content), { policy: signed.policy });
    expect(report.problems).toEqual([]);
    expect(report.records[3]?.signature).toMatchObject({ how: 'passkey', between: 0 });
  });

  test('is not fully witnessed where the policy asks for more', async () => {
    const more = policy.replace(
      'group dat all mot hai',
      `witness ba ${newWitness('ba.example.vn').vkey}\ngroup dat all mot hai ba`,
    );
    const report = await verifyBundle(zip, { policy: more });
    expect(report.verdict).toBe('short');
    expect(report.records[0]?.after).toBeUndefined();
    expect(report.records[0]).toMatchObject({ datedBy: 'nobody' });
  });

  test('has no witnesses where the policy asks for none, or only a key is given', async () => {
    expect(await verifyBundle(zip, { policy: `log ${world.log.signer.vkey}\nquorum none\n` })).toMatchObject({
      verdict: 'unwitnessed',
      policy: 'given',
    });
    expect(await verifyBundle(zip, { keys: [world.log.signer.vkey] })).toMatchObject({ verdict: 'unwitnessed', policy: 'keys' });
  });

  test('says so where its own copy of the policy was used', async () => {
    const report = await verifyBundle(zip);
    expect(report).toMatchObject({ verdict: 'witnessed', policy: 'copy' });
    expect(report.notes.map((note) => note.code)).toContain('note.policy-copy');
  });

  test('names the records of the dossier that are not in it', async () => {
    const records = content.records.filter((_, n) => n === 0 || n === 3);
    const bundle = writeBundle({ ...content, records });
    const report = await verifyBundle(bundle, given);
    expect(report.problems).toEqual([]);
    expect(report.streams).toMatchObject([{ last: 3, missing: [1, 2] }]);
    expect(report.records[1]?.signature?.between).toBe(0);
  });

  test('may be one of several', async () => {
    expect(await verifyBundle(writeBundle({ ...content, part: [2, 3] }), given)).toMatchObject({ part: [2, 3], problems: [] });
  });
});

const record5 = 'records/5.disclosures.json';
const fieldsOf = (value: Record<string, Json>) => value['fields'] as Json[][];
const flip = (text: string) => text.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));

describe('a bundle that was changed and sealed again is wrong, with the file and the fault named', () => {
  test.each<readonly [string, Change, string, string]>([
    [
      'a leaf',
      rewriteJson('records/5.leaf', (v) => ({ ...v, t: '2026-11-23T05:01:41.000Z' })),
      'proof.not-in-tree',
      'records/5.tlog-proof',
    ],
    [
      'the kind in a leaf',
      rewriteJson('records/9.leaf', (v) => ({ ...v, k: 'obstacle.refuse' })),
      'signature.other-act',
      'records/9.assertion.json',
    ],
    ['spaces in a leaf', rewrite('records/5.leaf', (t) => t.replace(',', ', ')), 'json.not-canonical', 'records/5.leaf'],
    ['one more member in a leaf', rewriteJson('records/5.leaf', (v) => ({ ...v, z: 1 })), 'json.member-extra', 'records/5.leaf'],
    [
      'a stream',
      rewriteJson('records/6.leaf', (v) => ({ ...v, p: toBase64Url(bytesFrom('x')) })),
      'chain.broken',
      'records/6.leaf',
    ],
    ['a disclosed value', rewrite(record5, (t) => t.replace('hỏng', 'tốt')), 'disclosure.not-in-leaf', record5],
    [
      'a salt',
      rewriteJson(record5, (v) => ({ ...v, fields: fieldsOf(v).map(([s, ...r]) => [flip(String(s)), ...r]) })),
      'disclosure.not-in-leaf',
      record5,
    ],
    [
      'a field twice',
      rewriteJson(record5, (v) => ({ ...v, fields: [...fieldsOf(v), ...fieldsOf(v)] })),
      'disclosure.twice',
      record5,
    ],
    [
      'an erased field that is open',
      rewriteJson('records/6.disclosures.json', (v) => ({ ...v, erased: [[toBase64Url(bytesFrom('no')), 'x', '']] })),
      'disclosure.erased',
      'records/6.disclosures.json',
    ],
    [
      'the list of digests',
      rewriteJson('records/8.disclosures.json', (v) => ({ ...v, digests: (v['digests'] as Json[]).slice(1) })),
      'disclosure.list-not-in-leaf',
      'records/8.disclosures.json',
    ],
    [
      'a shorter list of digests',
      rewriteJson('records/8.disclosures.json', (v) => ({ ...v, digests: (v['digests'] as Json[]).slice(9) })),
      'disclosure.list',
      'records/8.disclosures.json',
    ],
    ['an index', rewrite('records/5.tlog-proof', (t) => t.replace('index 5', 'index 4')), 'proof.index', 'records/5.tlog-proof'],
    [
      'extra data in a proof',
      rewrite('records/5.tlog-proof', (t) => t.replace('\n', '\nextra AAAA\n')),
      'proof.extra',
      'records/5.tlog-proof',
    ],
    [
      'a signature of the log',
      rewrite('records/5.tlog-proof', (t) => t.replace(/(\n— \S+ \S{8})./, '$1x')),
      'format.signature-invalid',
      'records/5.tlog-proof',
    ],
    [
      'an older checkpoint that is none',
      rewrite('records/5.before', (t) => t.replace('/v1', '/v2')),
      'format.proof-shape',
      'records/5.before',
    ],
    [
      'a consistency proof',
      rewrite('records/5.before', (t) => t.replace(/\n\S+\n/, '\n')),
      'time.not-consistent',
      'records/5.before',
    ],
    [
      'a signature package',
      rewriteJson('records/9.assertion.json', (v) => ({ ...v, how: 'password' })),
      'signature.hash',
      'records/9.assertion.json',
    ],
    [
      'what is said to be signed',
      rewrite('records/9.disclosures.json', (t) => t.replace(/("signed-body",\{"basis":"Điều )4/, '$15')),
      'signature.body',
      'records/9.assertion.json',
    ],
    ['a receipt', rewrite('receipts/1.txt', (t) => t.replace('05:01:40', '05:01:39')), 'receipt.other-time', 'receipts/1.txt'],
    [
      'a paper',
      (e) => (e.name.startsWith('files/') ? new Uint8Array(e.bytes.length) : e.bytes),
      'file.hash',
      `files/${paperName()}`,
    ],
  ])('%s', async (_, change, code, file) => {
    expect(await problemsOf(reseal(zip, change))).toContainEqual([code, file]);
  });

  test('a signature taken out leaves what it was said to sign alone', async () => {
    const cut: Change = (entry) => (entry.name === 'records/9.assertion.json' ? undefined : entry.bytes);
    expect(await problemsOf(reseal(zip, cut))).toEqual([['signature.body-alone', 'records/9.assertion.json']]);
  });

  test('a paper no record speaks of', async () => {
    const bundle = writeBundle({
      ...content,
      papers: [...(content.papers ?? []), { bytes: bytesFrom('other'), extension: 'pdf' }],
    });
    expect((await problemsOf(bundle))[0]?.[0]).toBe('file.unbound');
  });

  test('a list that says something else than the files', async () => {
    const other = (key: string, value: Json) =>
      reseal(
        zip,
        (e) => e.bytes,
        (m) => ({ ...m, [key]: value }),
      );
    expect(await problemsOf(other('v', 'khoithong/evidence/2'))).toEqual([['manifest.version', 'manifest.json']]);
    expect(await problemsOf(other('origins', ['khoithong.khac.vn/1']))).toContainEqual(['proof.origin', 'records/5.tlog-proof']);
    expect(await problemsOf(other('made_at', '2026-02-30T00:00:00.000Z'))).toEqual([['manifest.member', 'manifest.json']]);
    expect(await problemsOf(other('part', [3, 2]))).toEqual([['manifest.member', 'manifest.json']]);
  });
});

function paperName(): string {
  return (
    readZip(zip)
      .find((entry) => entry.name.startsWith('files/'))
      ?.name.slice('files/'.length) ?? ''
  );
}

describe('a log that cheats is found out', () => {
  test('a log whose key is not the one pinned', async () => {
    const other = newSigner(world.log.origin, undefined, bytesFrom('thief'));
    expect(await problemsOf(zip, { policy: policy.replace(world.log.signer.vkey, other.vkey) })).toContainEqual([
      'checkpoint.not-signed',
      'records/5.tlog-proof',
    ]);
    const elsewhere = newSigner('khoithong.khac.vn/1', undefined, bytesFrom('log'));
    expect(await problemsOf(zip, { policy: policy.replace(world.log.signer.vkey, elsewhere.vkey) })).toContainEqual([
      'checkpoint.unknown-log',
      'records/5.tlog-proof',
    ]);
  });

  test('two trees of one size', async () => {
    const split = content.records.map((record, n) => {
      if (n !== 0) return record;
      const text = formatCheckpoint({ origin: world.log.origin, size: world.log.leaves.length, root: bytesFrom('other tree') });
      return { ...record, proof: { ...record.proof, checkpointNote: formatNote(text, [world.log.signer.line(text)]) } };
    });
    const found = await problemsOf(writeBundle({ ...content, records: split }));
    expect(found.map(([code]) => code)).toContain('checkpoint.split');
  });

  test('a record that claims to be older than the log can vouch for, unless the issuer itself says so', async () => {
    const { log, witnesses } = world;
    const late = log.checkpoint(5, [
      [witnesses[0], START + 5000],
      [witnesses[1], START + 5000],
    ]);
    const newer = log.checkpoint(log.leaves.length, [
      [witnesses[0], START + 6000],
      [witnesses[1], START + 6000],
    ]);
    const records = content.records.map((record) => ({
      ...record,
      proof: { ...record.proof, checkpointNote: newer.note },
      before: { proof: record.before?.proof ?? [], checkpointNote: late.note },
    }));
    expect((await problemsOf(writeBundle({ ...content, records })))[0]).toEqual(['time.too-early', 'records/5.leaf']);
    const declared = records.map((record) => ({ ...record, isLate: true }));
    const report = await verifyBundle(writeBundle({ ...content, records: declared }), given);
    expect(report.problems).toEqual([]);
    expect(report.records[0]).toMatchObject({ isLate: true, after: START + 5000, notAfter: START + 6000 });
  });

  test('a record that claims a moment after it stood in the log', async () => {
    const { log, witnesses } = world;
    const early = log.checkpoint(log.leaves.length, [
      [witnesses[0], START - 3600],
      [witnesses[1], START - 3600],
    ]);
    const records = content.records.map(({ before: _, ...record }) => ({
      ...record,
      proof: { ...record.proof, checkpointNote: early.note },
    }));
    expect((await problemsOf(writeBundle({ ...content, records })))[0]).toEqual(['time.too-late', 'records/5.leaf']);
  });
});
