/** What the API answers is what its description says, and every complaint is a problem in the words of the house. */
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../tests/support/open-log.ts';
import { tiedKind } from '../../tests/support/tied-kind.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { verifyBundle } from '../../verifier/formats/bundle.ts';
import { createSpeech } from '../dossier/speech.ts';
import { AppError } from '../kernel/errors.ts';
import { registerApi } from './index.ts';

type Schema = Readonly<Record<string, unknown>>;
interface Described {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }>
  >;
  readonly components: { readonly schemas: Record<string, Schema> };
}

let world: World;
let log: OpenedLog;
let app: FastifyInstance;
let described: Described;
beforeAll(async () => {
  world = await createWorld({
    kinds: [{ ...toyKind, kind: { ...toyKind.kind, personal: { roles: [] } } }, tiedKind],
    limits: { 'toy.register': 1, 'toy.answer': 5 },
  });
  const speeches = { vi: createSpeech(world.store.registry, 'vi'), en: createSpeech(world.store.registry, 'en') };
  app = Fastify();
  log = await openLog(world);
  registerApi(app, {
    store: { ...world.store, ledger: { signer: log.signer, origin: log.origin } },
    speech: (lang) => speeches[lang],
    authenticate: async (request) => {
      const person = request.headers.authorization?.replace('Bearer ', '');
      if (!person) throw new AppError('auth.required', 'unauthenticated');
      return { asker: await world.ask(person), mayAct: true };
    },
    siteOf: () => ({ rpId: 'localhost', origin: 'http://localhost' }),
    recognise: (text) => ({ length: text.length }),
  });
  await app.ready();
  described = (await app.inject({ url: '/api/v1/openapi.json' })).json<Described>();
});
afterAll(async () => {
  await app.close();
  await log.close();
  await world.close();
});

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;

/** Everything in which a value departs from a schema; a member the schema does not name is a departure too. */
function departures(schema: Schema, value: unknown, at = '$'): string[] {
  const s = schema as {
    $ref?: string;
    allOf?: Schema[];
    type?: string | string[];
    enum?: unknown[];
    items?: Schema;
    required?: string[];
  };
  if (s.$ref) return departures(described.components.schemas[s.$ref.split('/').at(-1) ?? ''] ?? {}, value, at);
  if (s.allOf) {
    const names = s.allOf.flatMap(namesIn);
    return [...s.allOf.flatMap((part) => departures(open(part), value, at)), ...unnamed(names, value, at)];
  }
  const types = s.type === undefined ? undefined : [s.type].flat();
  const found = typeOf(value);
  if (types && !types.includes(found) && !(found === 'integer' && types.includes('number')))
    return [`${at}: ${found} for ${types.join()}`];
  if (s.enum && !s.enum.includes(value)) return [`${at}: ${String(value)} not among ${s.enum.join()}`];
  if (found === 'string' && schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value as string))
    return [`${at}: no date-time`];
  if (found === 'array')
    return (value as unknown[]).flatMap((item, i) => (s.items ? departures(s.items, item, `${at}/${i}`) : []));
  if (found !== 'object') return [];
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const members = value as Record<string, unknown>;
  return [
    ...(s.required ?? []).filter((name) => !(name in members)).map((name) => `${at}/${name}: missing`),
    ...Object.entries(properties).flatMap(([name, part]) =>
      name in members ? departures(part, members[name], `${at}/${name}`) : [],
    ),
    ...(schema.properties && !schema.open ? unnamed(Object.keys(properties), value, at) : []),
  ];
}
const open = (part: Schema): Schema => ({
  ...(part.$ref ? described.components.schemas[String(part.$ref).split('/').at(-1) ?? ''] : part),
  open: true,
});
const namesIn = (part: Schema): string[] => Object.keys((open(part).properties ?? {}) as object);
const unnamed = (names: readonly string[], value: unknown, at: string): string[] =>
  Object.keys(value as object)
    .filter((name) => !names.includes(name))
    .map((name) => `${at}/${name}: not described`);

async function ask(method: 'GET' | 'POST', path: string, url: string, payload?: object, person = 'C2-staff') {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${person}` },
    ...(payload ? { payload } : {}),
  });
  const response = described.paths[path]?.[method.toLowerCase()]?.responses[String(answer.statusCode)];
  expect(response, `${method} ${path} may answer ${answer.statusCode}: ${answer.body.slice(0, 200)}`).toBeDefined();
  const [[type, { schema }] = ['', {}]] = Object.entries(response?.content ?? {}) as [string, { schema?: Schema }][];
  expect(answer.headers['content-type']).toContain(type);
  expect(departures(schema ?? {}, answer.json()), `${method} ${url}`).toEqual([]);
  return answer;
}

describe('every answer is as described', () => {
  test('of a dossier opened, tied to another, registered, listed, found and read', async () => {
    const question = { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất xen kẹp', unit: 'C1', hide: 'no' } };
    const dossiers = '/api/v1/dossiers';
    const { dossier } = (await ask('POST', dossiers, dossiers, question)).json<{ dossier: string }>();
    const acts = `${dossiers}/${dossier}/acts`;
    await ask('POST', `${dossiers}/{id}/acts`, acts, { act: 'register', body: {} }, 'C1-clerk');
    await ask('POST', dossiers, dossiers, { kind: 'tied', act: 'tie', body: { to: dossier, what: 'Gắn hồ sơ', files: [] } });
    for (const person of ['C2-staff', 'C1-head', 'D1-staff']) {
      await ask('GET', `${dossiers}/{id}`, `${dossiers}/${dossier}`, undefined, person);
      await ask('GET', `${dossiers}/{id}/acts`, acts, undefined, person);
      await ask('GET', `${dossiers}/{id}/clocks`, `${dossiers}/${dossier}/clocks`, undefined, person);
      await ask('GET', dossiers, `${dossiers}?limit=1`, undefined, person);
      await ask('GET', '/api/v1/search', '/api/v1/search?q=xen%20kep', undefined, person);
      await ask('GET', '/api/v1/work', '/api/v1/work', undefined, person);
      await ask('GET', '/api/v1/me/dossiers', '/api/v1/me/dossiers?state=open&order=due', undefined, person);
      await ask('GET', '/api/v1/me/owed', '/api/v1/me/owed', undefined, person);
    }
  });

  test('of the receipt of an act, given at once and again, waiting and in the log', async () => {
    const question = { kind: 'toy', act: 'ask', body: { what: 'Hỏi và giữ biên nhận', unit: 'C1', hide: 'yes' } };
    const opened = await ask('POST', '/api/v1/dossiers', '/api/v1/dossiers', question);
    const { dossier, signedReceipt } = opened.json<{ dossier: string; signedReceipt: { note: string } }>();
    expect(signedReceipt.note).toMatch(/^khoithong\.receipt\/v1\n/);
    const receipt = (person: string, seq = 1) =>
      ask(
        'GET',
        '/api/v1/dossiers/{id}/acts/{seq}/receipt',
        `/api/v1/dossiers/${dossier}/acts/${seq}/receipt`,
        undefined,
        person,
      );
    expect((await receipt('C1-head')).json()).toMatchObject({ seq: 1, signedReceipt, place: null });
    const size = await log.sequence();
    const again = await receipt('C1-head');
    expect(again.json()).toMatchObject({ signedReceipt, place: { index: size - 1, checkpoint: { size }, witnesses: [] } });
    // Who asked for it not to be told is not told by a receipt either.
    expect(again.body).not.toContain('C2-staff');
    expect((await receipt('C1-head', 2)).statusCode).toBe(404);
    expect((await receipt('D1-staff')).statusCode).toBe(404);
  });

  test('of evidence offered and taken', async () => {
    const dossiers = '/api/v1/dossiers';
    const body = { what: 'Chờ chứng minh qua giao diện', unit: 'C1', hide: 'no' };
    const { dossier } = (await ask('POST', dossiers, dossiers, { kind: 'toy', act: 'ask', body })).json<{ dossier: string }>();
    const path = `${dossiers}/{id}/evidence`;
    const url = `${dossiers}/${dossier}/evidence`;
    await ask('GET', path, url);
    expect((await ask('POST', path, url, {})).json()).toMatchObject({ status: 409, code: 'evidence.nothing_yet' });
    await log.sequence();
    const offer = (await ask('GET', path, url)).json<{ acts: { witnessed: string; fields: { name: string }[] }[] }>();
    expect(offer.acts).toMatchObject([{ witnessed: 'none', withheld: 0, altered: [], origin: log.origin }]);
    await ask('GET', path, `${url}?part=2`);
    await ask('POST', path, url, { choice: 'everything' });
    expect((await ask('POST', path, url, { choice: 'all' }, 'C1-clerk')).json()).toMatchObject({ code: 'export.reason' });
    const taken = await app.inject({
      method: 'POST',
      url,
      headers: { authorization: 'Bearer C1-clerk' },
      payload: { choice: [{ seq: 1, fields: ['businessAt'] }], purpose: 'Gửi cho đoàn kiểm tra' },
    });
    expect(taken.headers['content-type']).toBe('application/vnd.khoithong.evidence+zip');
    const report = await verifyBundle(taken.rawPayload);
    expect(report).toMatchObject({ verdict: 'unwitnessed', problems: [] });
    expect(report.records[0]?.fields.map(({ name }) => name)).toEqual(['businessAt']);
  });

  test('of an act on many dossiers, foreseen and done', async () => {
    const opened = async (unit: string) =>
      (
        await ask('POST', '/api/v1/dossiers', '/api/v1/dossiers', {
          kind: 'toy',
          act: 'ask',
          body: { what: 'Hỏi nhiều hồ sơ', unit, hide: 'no' },
        })
      ).json<{ dossier: string }>().dossier;
    const dossiers = [await opened('C1'), await opened('D1'), '00000000-0000-7000-8000-000000000000'];
    const bulk = { act: 'remind', body: {}, dossiers };
    const send = (payload: object, headers: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/bulk',
        headers: { authorization: 'Bearer C2-staff', 'accept-language': 'en', ...headers },
        payload,
      });
    const dry = await ask('POST', '/api/v1/bulk', '/api/v1/bulk', { ...bulk, dryRun: true });
    expect(dry.json()).toMatchObject({
      able: 2,
      refused: 1,
      results: [{ status: 'possible', seq: 1 }, {}, { status: 'refused' }],
    });
    expect((await ask('POST', '/api/v1/bulk', '/api/v1/bulk', bulk)).json()).toMatchObject({ code: 'bulk.key_required' });
    const first = await send(bulk, { 'idempotency-key': 'bulk-of-three' });
    expect(departures({ $ref: '#/components/schemas/BulkResult' }, first.json())).toEqual([]);
    expect(first.json()).toMatchObject({
      able: 2,
      refused: 1,
      results: [
        { status: 'done', receipt: { seq: 2, repeated: false } },
        { status: 'done' },
        { problem: { code: 'dossier.not_found' } },
      ],
    });
    const again = await send(bulk, { 'idempotency-key': 'bulk-of-three' });
    expect(again.json()).toMatchObject({ able: 2, results: [{ receipt: { seq: 2, repeated: true } }, {}, {}] });
  });

  test('of a refusal of every sort', async () => {
    const dossiers = '/api/v1/dossiers';
    await ask('GET', dossiers, `${dossiers}?order=__proto__`);
    await ask(
      'GET',
      dossiers,
      `${dossiers}?cursor=${Buffer.from('{"v":"x","id":"00000000-0000-7000-8000-000000000000"}').toString('base64url')}`,
    );
    await ask(
      'GET',
      dossiers,
      `${dossiers}?order=due&cursor=${Buffer.from(`{"v":null,"id":"${'-'.repeat(36)}"}`).toString('base64url')}`,
    );
    const signing = '/api/v1/signing';
    await ask(
      'POST',
      signing,
      signing,
      { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định', unit: 'C1', hide: 'no' } },
      'C2-staff',
    );
    await ask('POST', signing, signing, { kind: 'nowhere', act: 'ask', body: {} });
    await ask('POST', signing, signing, { dossier: 'DC-2026-99999', act: 'answer', body: {} });
    await ask('GET', '/api/v1/search', `/api/v1/search?q=${'x'.repeat(300)}`);
    await ask('GET', '/api/v1/search', '/api/v1/search?q=%00');
    await ask('POST', dossiers, dossiers, { kind: 'toy', act: 'ask', body: { what: 1 } });
    await ask('POST', dossiers, dossiers, { kind: 'toy', act: 'register', body: {} });
    await ask('POST', `${dossiers}/{id}/acts`, `${dossiers}/nobody/acts`, { act: 'register', body: {} });
    await ask('GET', `${dossiers}/{id}`, `${dossiers}/${'x'.repeat(90)}`);
  });

  test('a key of one person says nothing to another', async () => {
    const send = (person: string, what: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/dossiers',
        headers: { authorization: `Bearer ${person}`, 'idempotency-key': 'shared-by-two' },
        payload: { kind: 'toy', act: 'ask', body: { what, unit: 'C1', hide: 'no' } },
      });
    const first = (await send('C2-staff', 'Hỏi của người thứ nhất')).json<{ dossier: string }>();
    const second = (await send('D2-staff', 'Hỏi của người thứ hai')).json<{ dossier: string; repeated: boolean }>();
    expect(second.repeated).toBe(false);
    expect(second.dossier).not.toBe(first.dossier);
  });

  test('what HTTP itself refuses is a problem too', async () => {
    const hostile = [
      { method: 'GET', url: '/api/v1/nowhere' },
      { method: 'DELETE', url: '/api/v1/dossiers' },
      { method: 'PUT', url: '/api/v1/dossiers/x' },
      { method: 'POST', url: '/api/v1/dossiers', headers: { 'content-type': 'application/xml' }, payload: '<a/>', status: 415 },
      { method: 'POST', url: '/api/v1/dossiers', headers: { 'content-type': 'text/plain' }, payload: 'x' },
      { method: 'POST', url: '/api/v1/dossiers', headers: { 'content-type': 'application/json' }, payload: '', status: 400 },
      {
        method: 'POST',
        url: '/api/v1/dossiers',
        headers: { 'content-type': 'application/json' },
        payload: '{"__proto__":{"x":1}}',
        status: 400,
      },
      {
        method: 'POST',
        url: '/api/v1/dossiers',
        headers: { 'content-type': 'application/json' },
        payload: `"${'x'.repeat(1_100_000)}"`,
        status: 413,
      },
      {
        method: 'POST',
        url: '/api/v1/directives/intake',
        headers: { 'content-type': 'application/json' },
        payload: `"${'x'.repeat(2_100_000)}"`,
        status: 413,
      },
    ] as const;
    for (const { status = undefined, ...request } of hostile.map((h) => ({ status: undefined, ...h }))) {
      const headers = { authorization: 'Bearer C2-staff', ...('headers' in request ? request.headers : {}) };
      const answer = await app.inject({ ...request, headers });
      expect(answer.headers['content-type'], `${request.method} ${request.url}`).toContain('application/problem+json');
      expect(answer.json<{ status: number }>().status).toBe(answer.statusCode);
      if (status) expect(answer.statusCode).toBe(status);
      expect(answer.statusCode).toBeLessThan(500);
      expect(departures({ $ref: '#/components/schemas/Problem' }, answer.json())).toEqual([]);
    }
  });
});
