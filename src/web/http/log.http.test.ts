/** The log of a whole journey, at its most talkative: references, routes and codes, and nobody in it. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from '../../../tests/support/site.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { openLog } from '../../main/log.ts';

let site: Site;
let written = '';
beforeAll(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  site = await openSite({
    kinds: [toyKind],
    limits: { 'toy.register': 2, 'toy.answer': 5 },
    day: true,
    log: openLog(stream, 'trace'),
  });
  site.web.app.get('/hong', async () => {
    throw Object.assign(new Error('duplicate key (Trần Thị Bé, be@example.vn)'), { code: '23505', detail: 'Trần Thị Bé' });
  });
});
afterAll(async () => site.close());

test('says which sort of page, how it ended and the reference the reader sees; no name, text, address, token or session', async () => {
  const reader = await site.as('C1-staff');
  await site.world.act('C1-staff', { kind: 'toy', act: 'ask', body: { what: 'Đất của bà Trần Thị Bé', unit: 'D1', hide: 'no' } });
  const form = await reader.get('/dc/moi');
  const token = /name="csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  await reader.post('/dc/moi', { csrf: token, what: 'Bà Trần Thị Bé, be@example.vn', unit: 'D1', hide: 'no' });
  await reader.get('/tra-cuu?q=Tr%E1%BA%A7n+Th%E1%BB%8B+B%C3%A9');
  const missing = await reader.get('/dc/2026-99999');
  const closed = await reader.get('/quan-tri/tinh-trang');
  const broken = await reader.get('/hong');
  expect([missing.statusCode, closed.statusCode, broken.statusCode]).toEqual([404, 403, 500]);
  const references = [missing, closed, broken].map(({ body }) => /\b[2-9A-Z]{4}-[2-9A-Z]{4}\b/.exec(body)?.[0] ?? 'none');
  for (const reference of references) expect(written).toContain(`"ref":"${reference}"`);
  const lines = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.some((l) => l['msg'] === 'answered' && l['route'] === '/:segment/:name' && l['status'] === 404)).toBe(true);
  const fault = lines.find((l) => l['msg'] === 'request failed');
  expect(fault).toMatchObject({ status: 500, code: 'internal', fault: { name: 'Error', code: '23505' } });
  expect(JSON.stringify(fault)).toContain('log.http.test.ts');
  const cookies = [...reader.cookies.values()];
  expect(cookies.length).toBeGreaterThan(0);
  const hidden = [
    'Trần',
    'Bé',
    'example.vn',
    'Lê Văn',
    'C1-staff',
    'c1-staff',
    'mật khẩu',
    'Tr%E1',
    token,
    '127.0.0.1',
    'remoteAddress',
    'cookie',
  ];
  for (const word of [...hidden, ...cookies]) expect(written.includes(word), word).toBe(false);
});
