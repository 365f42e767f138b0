/** Whose key signed: proven by the record of its enrolment, contradicted by a wrong one, and told as unproven without it. */
import { expect, test } from 'vitest';
import { tellReport, wordsOf } from '../tell.ts';
import { type EnrolmentChoice, makeWorld } from '../testing/world.ts';
import { verifyBundle } from './bundle.ts';
import { writeBundle } from './bundle-write.ts';

async function check(enrolled?: EnrolmentChoice) {
  const world = await makeWorld(enrolled ? { enrolled } : {});
  const report = await verifyBundle(writeBundle(world.content), { policy: world.policy });
  const signed = report.records.find(({ signature }) => signature !== undefined);
  const lines = tellReport(wordsOf.vi, report).records.flatMap((record) => record.lines.map(([, text]) => text));
  const said = lines.find((text) => text.startsWith('ký bằng khóa truy cập')) ?? '';
  return { report, signer: signed?.signature?.signer, said };
}

test.each<readonly [string, EnrolmentChoice]>([
  ['recorded before', {}],
  ['recorded before and removed later', { removed: 'after' }],
])('a key %s is proven to be the person\u2019s', async (_, enrolled) => {
  const { report, signer, said } = await check(enrolled);
  expect(report).toMatchObject({ verdict: 'witnessed', problems: [] });
  expect(signer).toMatchObject({ person: 'nguyen-van-an', index: 9 });
  expect(said).toContain('Khóa này đã được chính «nguyen-van-an» ghi nhận là của mình từ 23/11/2026');
});

test.each<readonly [string, EnrolmentChoice | undefined]>([
  ['that the bundle has no record of', undefined],
  ['whose record does not show the person', { hidden: ['actor'] }],
  ['whose record does not show the key', { hidden: ['body/publicKey'] }],
  ['whose record does not show which it is', { hidden: ['body/credential'] }],
])('a key %s is nobody\u2019s, and that is said', async (_, enrolled) => {
  const { report, signer, said } = await check(enrolled);
  expect(report).toMatchObject({ verdict: 'witnessed', problems: [] });
  expect(signer).toBeUndefined();
  expect(said).toContain('chưa chứng minh được khóa là của ai');
});

test.each<readonly [string, EnrolmentChoice, string]>([
  ['recorded only afterwards', { place: 'after' }, 'signature.key-late'],
  ['removed before', { removed: 'before' }, 'signature.key-removed'],
  ['of another person', { person: 'tran-thi-b' }, 'signature.key-person'],
  ['recorded with another public key', { publicKey: 'MFkw' }, 'signature.key-other'],
])('a key %s makes the bundle wrong', async (_, enrolled, code) => {
  const { report, signer } = await check(enrolled);
  expect(report.verdict).toBe('wrong');
  expect(report.problems.map((one) => one.code)).toEqual([code]);
  expect(signer).toBeUndefined();
});
