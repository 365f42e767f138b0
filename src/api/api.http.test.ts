import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { createSpeech } from '../dossier/speech.ts';
import { AppError } from '../kernel/errors.ts';
import { registerApi } from './index.ts';

let world: World;
let app: FastifyInstance;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  const speeches = { vi: createSpeech(world.store.registry, 'vi'), en: createSpeech(world.store.registry, 'en') };
  app = Fastify();
  registerApi(app, {
    store: world.store,
    speech: (lang) => speeches[lang],
    authenticate: async (request) => {
      const person = request.headers.authorization?.replace('Bearer ', '');
      if (!person) throw new AppError('auth.required', 'unauthenticated');
      return { asker: await world.ask(person), mayAct: person !== 'D2-staff' };
    },
    siteOf: () => ({ rpId: 'localhost', origin: 'http://localhost' }),
    recognise: (text) => ({ length: text.length }),
  });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const as = (person: string, more: Record<string, string> = {}) => ({ authorization: `Bearer ${person}`, ...more });
const question = { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide: 'no' };
const open = (person = 'C2-staff', body: object = question, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/dossiers',
    headers: as(person, headers),
    payload: { kind: 'toy', act: 'ask', body },
  });

describe('the API', () => {
  test('a dossier is opened, read, acted on and listed', async () => {
    const created = await open();
    expect(created.statusCode).toBe(201);
    const { dossier, receipt } = created.json<{ dossier: string; receipt: string }>();
    const registered = await app.inject({
      method: 'POST',
      url: `/api/v1/dossiers/${receipt}/acts`,
      headers: as('C1-clerk'),
      payload: { act: 'register', body: {}, expectedSeq: 1 },
    });
    expect(registered.statusCode).toBe(201);
    const { number } = registered.json<{ number: string }>();
    const read = await app.inject({ url: `/api/v1/dossiers/${number}`, headers: as('C1-head', { 'accept-language': 'en' }) });
    expect(read.json()).toMatchObject({
      id: dossier,
      stageName: 'Registered',
      seq: 2,
      available: [{ act: 'answer', label: 'Answer' }, {}, {}, {}, {}, {}, {}, {}],
    });
    expect(read.body).not.toContain('read_keys');
    const list = await app.inject({ url: '/api/v1/dossiers?kind=toy&state=open', headers: as('D1-staff') });
    expect(list.json<{ rows: { id: string }[] }>().rows.map((r) => r.id)).toContain(dossier);
    const clocks = await app.inject({ url: `/api/v1/dossiers/${dossier}/clocks`, headers: as('C1-head') });
    expect(clocks.json()).toMatchObject([
      { name: 'register', state: 'met' },
      { name: 'answer', state: 'running', label: 'Trả lời' },
    ]);
  });

  test('a refusal is a problem with code, words of the language and the fields', async () => {
    const refused = await open('C2-staff', { what: 'abc', unit: 'C1', hide: 'no' });
    expect(refused.statusCode).toBe(422);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({
      code: 'act.invalid',
      title: 'Có 1 chỗ cần sửa. Nội dung bạn gõ vẫn còn.',
      fields: [{ path: 'what', code: 'field.too_short', message: 'Viết ít nhất 5 ký tự' }],
    });
  });

  test('without a token, with a token that may only read, for an unknown dossier: 401, 403, 404', async () => {
    expect((await app.inject({ url: '/api/v1/dossiers' })).json()).toMatchObject({ status: 401, code: 'auth.required' });
    expect((await open('D2-staff')).json()).toMatchObject({ status: 403, code: 'auth.scope' });
    const gone = await app.inject({ url: '/api/v1/dossiers/00000000-0000-7000-8000-000000000000', headers: as('C1-head') });
    expect(gone.json()).toMatchObject({ status: 404, code: 'dossier.not_found', title: 'Không tìm thấy hoặc không công khai.' });
  });

  test('the same idempotency key gives the first receipt', async () => {
    const headers = { 'idempotency-key': 'one-and-only' };
    const first = (await open('C2-staff', question, headers)).json<{ dossier: string }>();
    const second = (await open('C2-staff', question, headers)).json<{ dossier: string; repeated: boolean }>();
    expect(second).toMatchObject({ dossier: first.dossier, repeated: true });
    expect((await open('C2-staff', { ...question, hide: 'yes' }, headers)).json()).toMatchObject({
      status: 409,
      code: 'idempotency.other_request',
    });
  });

  test('broken JSON, wrong shapes and hostile values never give a 5xx', async () => {
    const send = (payload: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/dossiers',
        headers: as('C2-staff', { 'content-type': 'application/json' }),
        payload,
      });
    const hostile = [
      '{',
      '[]',
      '"x"',
      'null',
      '{"kind":"toy"}',
      '{"kind":"toy","act":"ask","body":[]}',
      '{"kind":"toy","act":"__proto__","body":{}}',
      '{"kind":"constructor","act":"ask","body":{}}',
      '{"kind":"toy","act":"ask","body":{"what":{"$gt":1},"unit":["C1"],"hide":7}}',
      `{"kind":"toy","act":"ask","body":{"what":"a\\u0000bcdef","unit":"C1","hide":"no"}}`,
      `{"kind":"toy","act":"ask","body":{"what":"\\ud800abcdef","unit":"C1","hide":"no"}}`,
      `{"kind":"toy","act":"ask","body":{"what":"${'x'.repeat(50_000)}","unit":"C1","hide":"no"}}`,
    ];
    for (const payload of hostile) {
      const answer = await send(payload);
      expect(answer.statusCode, payload.slice(0, 80)).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode, payload.slice(0, 80)).toBeLessThan(500);
      expect(answer.json<{ title: string }>().title).not.toContain('⟦');
    }
    for (const url of [
      '/api/v1/dossiers?limit=x',
      '/api/v1/dossiers?cursor=abc',
      '/api/v1/dossiers/%00',
      '/api/v1/dossiers?since=2026-02-31',
      "/api/v1/search?q='%20or%201=1--",
    ]) {
      expect((await app.inject({ url, headers: as('C2-staff') })).statusCode, url).toBeLessThan(500);
    }
  });

  test('the description holds every act of every kind, and every path it names answers', async () => {
    const described = (await app.inject({ url: '/api/v1/openapi.json' })).json<{
      openapi: string;
      paths: Record<string, object>;
      components: { schemas: Record<string, unknown> };
    }>();
    expect(described.openapi).toBe('3.1.0');
    expect(described.components.schemas['toy.ask.body']).toMatchObject({ type: 'object', required: ['what', 'unit', 'hide'] });
    expect(described.components.schemas['toy.remind.request']).toBeDefined();
    for (const [path, methods] of Object.entries(described.paths)) {
      for (const method of Object.keys(methods)) {
        const answer = await app.inject({
          method: method.toUpperCase() as 'GET',
          url: path.replace('{id}', 'x'),
          headers: as('C2-staff'),
          ...(method === 'post' ? { payload: {} } : {}),
        });
        expect([200, 404, 422], `${method} ${path}`).toContain(answer.statusCode);
      }
    }
  });
});
