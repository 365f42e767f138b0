/** A bundle of a restricted dossier: what it is read for is asked before the first byte, and then nothing of it is lost on the way. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asInstant, toMillis } from '../../src/kernel/time.ts';
import { objectionKind } from '../../src/kinds/objection/index.ts';
import { serveApi } from '../../src/main/serve-api.ts';
import { issueToken } from '../../src/store/accounts/token.ts';
import { takeContent } from '../../src/store/content.ts';
import { type Browser, tokenIn } from '../../src/web/testing/browser.ts';
import { verifyBundle } from '../../verifier/formats/bundle.ts';
import { readZip } from '../../verifier/formats/zip.ts';
import { inspector, objectionLaw, objectionLimits, objectionReport } from '../support/inspector.ts';
import { openSite, type Site } from '../support/site.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
const FILE = `files/${createHash('sha256').update(PDF).digest('hex')}.pdf`;
const WHY = 'Nộp cho đoàn kiểm tra của tỉnh';

let site: Site;
let secret: string;
let dossier: string;
let browser: Browser;
beforeAll(async () => {
  const rows = [...inspector, ...objectionLaw];
  site = await openSite({ kinds: [objectionKind], limits: objectionLimits, day: true, rows, signs: true });
  serveApi(site.web, site.world.store, undefined);
  await site.world.setClock('2026-11-23T02:05:00Z');
  const taken = await takeContent(site.world.store, await site.world.ask('D1-staff'), PDF, 'application/pdf');
  ({ dossier } = await site.world.act('D1-staff', objectionReport({ files: [{ ...taken, name: 'vanban.pdf' }] })));
  await site.log?.sequence();
  browser = await site.as('P-inspector');
  const now = asInstant(Date.now());
  const wanted = { label: 'thử', scopes: ['read'] as const, now, expiresAt: asInstant(toMillis(now) + 86_400_000) };
  ({ secret } = await issueToken(site.world.store, (await site.world.ask('P-inspector')).identity, wanted));
});
afterAll(async () => site.close());

const take = (query: string) =>
  site.web.app.inject({
    method: 'POST',
    url: `/api/v1/dossiers/${dossier}/evidence${query}`,
    headers: { host: 'localhost', authorization: `Bearer ${secret}` },
    payload: { choice: 'all', purpose: WHY },
  });
const readings = () =>
  site.world.admin<{ what: string; purpose: string }>('select what, purpose from app.read_event where dossier = $1', [dossier]);
const namesIn = (zip: Buffer) => readZip(zip).map(({ name }) => name);

describe('a bundle of a restricted dossier', () => {
  test('through the API answers with its usual problem while nothing says what for, then whole, with files and the PDF', async () => {
    const refused = await take('');
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'reading.purpose_needed']);
    expect(await readings()).toEqual([]);
    const sent = await take('?purpose=inspection');
    expect([sent.statusCode, sent.rawPayload.length]).toEqual([200, Number(sent.headers['content-length'])]);
    expect(namesIn(sent.rawPayload)).toEqual(expect.arrayContaining([FILE, 'doc/report.pdf']));
    expect((await verifyBundle(sent.rawPayload)).problems).toEqual([]);
    expect(await readings()).toEqual([{ what: 'evidence', purpose: 'inspection' }]);
  });

  test('on the page asks again where the answer was forgotten before the download, and leads back', async () => {
    const at = `/pb/${dossier}/bang-chung`;
    const csrf = tokenIn((await browser.get('/ca-nhan')).body);
    const asked = await browser.post(at, { csrf, 'muc-dich': WHY });
    expect(asked.body).toContain('Xem hồ sơ này để làm gì?');
    expect(asked.body).toContain(`name="ve" value="${at}"`);
    const unanswered = await browser.post('/muc-dich-xem', { csrf, 'ho-so': dossier, ve: at });
    expect([unanswered.statusCode, unanswered.body]).toEqual([422, expect.stringContaining('Chọn một mục đích.')]);
    await browser.post('/muc-dich-xem', { csrf, 'ho-so': dossier, ve: at, 'muc-dich': 'petition' });
    const boxes = [...(await browser.get(at)).body.matchAll(/name="chon" value="([^"]*)"/g)].map((m) => m[1] ?? '');
    const form = new URLSearchParams([['csrf', csrf], ['muc-dich', WHY], ...boxes.map((box) => ['chon', box])]);
    const sent = await browser.send({
      method: 'POST',
      url: at,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: form.toString(),
    });
    expect(sent.statusCode).toBe(200);
    expect(namesIn(sent.rawPayload)).toContain(FILE);
  });
});
