/** A token says whose program asks. That the person decides, only the person's own key or password says. */
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SoftPasskey } from '../../tests/support/soft-passkey.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { createSpeech } from '../dossier/speech.ts';
import { AppError } from '../kernel/errors.ts';
import { asPersonId } from '../kernel/ids.ts';
import { toBase64Url } from '../kernel/json.ts';
import { signingKeyKind } from '../kinds/signing-key/index.ts';
import { challengeOf, type Intent } from '../ledger/signature.ts';
import { createAccount } from '../store/accounts/account.ts';
import { enrolKey } from '../store/signing-keys.ts';
import { registerApi } from './index.ts';

const SITE = { rpId: 'localhost', origin: 'http://localhost' };
const PASSWORD = 'một mật khẩu đủ dài';

let world: World;
let app: FastifyInstance;
const key = new SoftPasskey(SITE);
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, signingKeyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  const speeches = { vi: createSpeech(world.store.registry, 'vi'), en: createSpeech(world.store.registry, 'en') };
  app = Fastify();
  registerApi(app, {
    store: { ...world.store, signing: 'demanded' },
    speech: (lang) => speeches[lang],
    authenticate: async (request) => {
      const person = request.headers.authorization?.replace('Bearer ', '');
      if (!person) throw new AppError('auth.required', 'unauthenticated');
      return { asker: await world.ask(person), mayAct: person !== 'D2-staff' };
    },
    siteOf: () => SITE,
    recognise: () => null,
  });
  await app.ready();
  await createAccount(world.store, { person: asPersonId('C1-head'), name: 'head', password: PASSWORD });
  const intent: Intent = { v: 'khoithong/passkey/1', rpId: SITE.rpId };
  const answer = key.register(toBase64Url(challengeOf(intent)));
  await enrolKey(world.store, asPersonId('C1-head'), { answer, name: 'Máy', intent, site: SITE });
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const post = (url: string, payload: object, person = 'C1-head') =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { authorization: `Bearer ${person}` }, payload });

async function waiting(): Promise<string> {
  const body = { what: 'Chưa có quy định giao đất', unit: 'C1', hide: 'no' };
  const opened = await world.act('C2-staff', { kind: 'toy', act: 'ask', body });
  await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
  return opened.dossier;
}

interface Shown {
  readonly id: string;
  readonly challenge: string;
  readonly intent: Intent;
}
const ANSWER = { act: 'answer', body: { stance: 'yes', text: 'Đồng ý làm ngay' } };
const shown = async (dossier: string): Promise<Shown> => {
  const asked = await post('/signing', { dossier, ...ANSWER });
  expect(asked.statusCode).toBe(201);
  return asked.json<Shown>();
};

describe('an act that must be signed', () => {
  test('is refused with a token alone, in words that say what is missing', async () => {
    const dossier = await waiting();
    const refused = await post(`/dossiers/${dossier}/acts`, ANSWER);
    expect(refused.statusCode).toBe(409);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ code: 'act.signature_needed', type: 'urn:khoithong:problem:act.signature_needed' });
    expect(refused.json<{ detail: string }>().detail).toContain('do chính bạn xác nhận');
  });

  test('is done with the password, and the act says so', async () => {
    const dossier = await waiting();
    const { id } = await shown(dossier);
    const wrong = await post(`/dossiers/${dossier}/acts`, {
      ...ANSWER,
      signature: { challenge: id, password: 'sai mật khẩu này' },
    });
    expect(wrong.json()).toMatchObject({ code: 'act.signature_wrong' });
    const done = await post(`/dossiers/${dossier}/acts`, { ...ANSWER, signature: { challenge: id, password: PASSWORD } });
    expect(done.statusCode).toBe(201);
    const acts = await app.inject({ url: `/api/v1/dossiers/${dossier}/acts`, headers: { authorization: 'Bearer C1-head' } });
    expect(acts.json<{ signed: string | null }[]>().map((a) => a.signed)).toEqual([null, null, 'password']);
  });

  test('is done with a passkey over the intent that was shown, once', async () => {
    const [dossier, other] = [await waiting(), await waiting()];
    const asked = await shown(dossier);
    expect(toBase64Url(challengeOf(asked.intent))).toBe(asked.challenge);
    const signature = { challenge: asked.id, assertion: key.sign(asked.challenge) };
    expect((await post(`/dossiers/${other}/acts`, { ...ANSWER, signature })).json()).toMatchObject({
      code: 'act.signature_other',
    });
    expect((await post(`/dossiers/${dossier}/acts`, { ...ANSWER, signature })).statusCode).toBe(201);
    expect((await post(`/dossiers/${other}/acts`, { ...ANSWER, signature })).json()).toMatchObject({
      code: 'act.signature_expired',
    });
  });

  test('may open a dossier', async () => {
    const opening = { kind: 'toy', act: 'ask', body: { what: 'Mở có ký xác nhận', unit: 'C1', hide: 'no' } };
    expect((await post('/dossiers', opening)).json()).toMatchObject({ code: 'act.signature_needed' });
    const asked = (await post('/signing', opening)).json<Shown>();
    const done = await post('/dossiers', { ...opening, signature: { challenge: asked.id, password: PASSWORD } });
    expect(done.statusCode).toBe(201);
  });

  test.each([
    ['without the person being verified', { isVerified: false }],
    ['for another site', { rpId: 'khac.example.vn' }],
    ['at another origin', { origin: 'http://khac.example.vn' }],
    ['to another challenge', { challenge: 'AAAA' }],
    ['by a device that counts backwards', { counter: 1 }],
  ])('is refused with a signature made %s', async (_, lies) => {
    const dossier = await waiting();
    const asked = await shown(dossier);
    const signature = { challenge: asked.id, assertion: key.sign(asked.challenge, lies) };
    const refused = await post(`/dossiers/${dossier}/acts`, { ...ANSWER, signature });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'act.signature_wrong']);
  });

  test('says in the description and in what is available that it must be signed', async () => {
    const dossier = await waiting();
    const described = (await app.inject({ url: '/api/v1/openapi.json' })).json<{
      components: { schemas: Record<string, { properties: object }> };
    }>();
    expect(described.components.schemas['toy.answer.request']?.properties).toHaveProperty('signature');
    expect(described.components.schemas['toy.register.request']?.properties).not.toHaveProperty('signature');
    const read = await app.inject({ url: `/api/v1/dossiers/${dossier}`, headers: { authorization: 'Bearer C1-head' } });
    const { available } = read.json<{ available: { act: string; sign: boolean }[] }>();
    expect(available.find((a) => a.act === 'answer')?.sign).toBe(true);
    expect(available.find((a) => a.act === 'pause')?.sign).toBe(false);
  });
});

test('a challenge is given to nobody whose token may not act, nor for an act nobody signs', async () => {
  const dossier = await waiting();
  expect((await post('/signing', { dossier, ...ANSWER }, 'D2-staff')).statusCode).toBe(403);
  expect((await post('/signing', { dossier, act: 'pause', body: { why: 'Chờ' } })).json()).toMatchObject({
    code: 'act.signature_unasked',
  });
});
