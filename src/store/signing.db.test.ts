/** Acts that people confirm in person: what holds, and what an ill-willed caller or owner of the database tries. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lies, SoftPasskey } from '../../tests/support/soft-passkey.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { asPersonId, type DossierId } from '../kernel/ids.ts';
import { toBase64Url } from '../kernel/json.ts';
import { signingKeyKind } from '../kinds/signing-key/index.ts';
import { challengeOf, type Intent } from '../ledger/signature.ts';
import { createAccount } from './accounts/account.ts';
import { listPasskeys, renamePasskey } from './accounts/passkey.ts';
import { openSession } from './accounts/session.ts';
import { answerSigning, beginSigning, findSigning, type Proof } from './accounts/signing.ts';
import { type AskedSignature, askSignature } from './ask-signature.ts';
import type { Command } from './command.ts';
import { openPool } from './database.ts';
import { foresee, perform } from './perform.ts';
import { enrolKey, removeKey } from './signing-keys.ts';
import { askAs, createStore, type Store } from './store.ts';
import { verify } from './verify.ts';

const SITE = { rpId: 'khoithong.example.vn', origin: 'https://khoithong.example.vn' };
const OTHER = { rpId: 'khac.example.vn', origin: 'https://khac.example.vn' };
const PASSWORD = 'một mật khẩu đủ dài';
const ABOUT_KEY = 'khoithong/passkey/1';

let world: World;
let store: Store;
let checker: Store;
let admin: pg.Client;
const keys = new Map<string, SoftPasskey>();
const stock: DossierId[] = [];

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, signingKeyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  store = { ...world.store, signing: 'demanded' };
  checker = createStore(openPool(world.adminUrl, 'app_worker', 2), world.store.tenant, world.store.registry);
  admin = new pg.Client({ connectionString: world.adminUrl });
  await admin.connect();
  await createAccount(world.store, { person: asPersonId('C1-head'), name: 'head', password: PASSWORD });
  for (const person of ['C1-head', 'C2-staff']) await enrol(person);
  for (let n = 0; n < 40; n += 1) stock.push(await open());
});
afterAll(async () => {
  await admin.end();
  await checker.pool.end();
  await world.close();
});

const identityOf = async (person: string) => (await world.ask(person)).identity;

async function enrol(person: string, site = SITE): Promise<SoftPasskey> {
  const key = new SoftPasskey(site);
  const intent: Intent = { v: ABOUT_KEY, rpId: site.rpId, nonce: key.id };
  const answer = key.register(toBase64Url(challengeOf(intent)));
  await enrolKey(store, asPersonId(person), { answer, name: 'Máy ở cơ quan', intent, site });
  keys.set(person, key);
  return key;
}

/** A toy that waits for the head to answer, opened before anybody was asked to confirm. */
async function waiting(): Promise<DossierId> {
  const next = stock.pop();
  if (next === undefined) throw new Error('too few dossiers were opened');
  return next;
}

async function open(): Promise<DossierId> {
  const opened = await world.act('C2-staff', {
    kind: 'toy',
    act: 'ask',
    body: { what: 'Chưa có quy định giao đất', unit: 'C1', hide: 'no' },
  });
  await world.act('C1-clerk', { dossier: opened.dossier, act: 'register', body: {} });
  return opened.dossier;
}

const ANSWER = { stance: 'yes', text: 'Đồng ý làm ngay' };
const answerOn = (dossier: DossierId, more: Partial<Command> = {}): Command => ({
  dossier,
  act: 'answer',
  body: ANSWER,
  ...more,
});

async function shown(person: string, command: Command, session?: string): Promise<AskedSignature> {
  const performer = { person: asPersonId(person) };
  const asker = await askAs(store, performer.person);
  return askSignature(store, asker, await foresee(store, performer, command), { site: SITE, ...(session ? { session } : {}) });
}

const byKey = (person: string, asked: AskedSignature, lies: Lies = {}): Proof => {
  const key = keys.get(person);
  if (!key) throw new Error(`${person} has no key`);
  return { how: 'passkey', assertion: key.sign(asked.challenge, lies) };
};
const byPassword = (password = PASSWORD): Proof => ({ how: 'password', password, address: '10.0.0.1' });

const doIt = (person: string, command: Command) => perform(store, { person: asPersonId(person) }, command);
const signed = (command: Command, asked: AskedSignature, proof: Proof, session?: string): Command => ({
  ...command,
  signature: { challenge: asked.id, proof, ...(session ? { session } : {}) },
});
const seqOf = async (dossier: DossierId) =>
  (await world.admin<{ seq: number }>('select seq from app.dossier where id = $1', [dossier]))[0]?.seq;

describe('what changes a decision', () => {
  const reason = 'Gõ nhầm khi ghi lời, nay ghi lại cho đúng.';
  const correct = (dossier: DossierId, seq: number, field: string): Command => ({
    dossier,
    act: 'correct',
    body: { seq, field, text: 'Chưa có quy định giao rừng', reason },
  });

  test('is signed like the decision: a correction of what was signed, not of anything else', async () => {
    const dossier = await waiting();
    await expect(doIt('C2-staff', correct(dossier, 1, 'what'))).rejects.toMatchObject({ code: 'act.signature_needed' });
    const asked = await shown('C2-staff', correct(dossier, 1, 'what'));
    await doIt('C2-staff', signed(correct(dossier, 1, 'what'), asked, byKey('C2-staff', asked)));
    await expect(doIt('C1-clerk', correct(dossier, 2, 'note'))).resolves.toMatchObject({ seq: 4 });
    expect((await verify(checker)).differences).toEqual([]);
  });

  test('is signed where it ends what can be decided', async () => {
    const dossier = await waiting();
    const annul: Command = { dossier, act: 'annul', body: { reason } };
    const divert: Command = { dossier, act: 'divert', body: { channel: 'petition', to: 'Ban Tiếp công dân', reason } };
    for (const command of [annul, divert])
      await expect(doIt('C1-head', command)).rejects.toMatchObject({ code: 'act.signature_needed' });
    const asked = await shown('C1-head', annul);
    await doIt('C1-head', signed(annul, asked, byKey('C1-head', asked)));
    expect((await verify(checker)).differences).toEqual([]);
  });
});

describe('an act that must be signed', () => {
  test('is refused without a signature to people and never asked of the system', async () => {
    const dossier = await waiting();
    await expect(doIt('C1-head', answerOn(dossier))).rejects.toMatchObject({ code: 'act.signature_needed' });
    await expect(
      doIt('C2-staff', { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định', unit: 'C1', hide: 'no' } }),
    ).rejects.toMatchObject({ code: 'act.signature_needed' });
    expect(await seqOf(dossier)).toBe(2);
  });

  test('is done with a passkey, and the leaf, the package and the act say the same', async () => {
    const dossier = await waiting();
    const asked = await shown('C1-head', answerOn(dossier));
    expect(asked.intent).toMatchObject({ v: 'khoithong/act/1', kind: 'toy', act: 'answer', dossier, rpId: SITE.rpId });
    await doIt('C1-head', signed(answerOn(dossier), asked, byKey('C1-head', asked)));
    const [kept] = await world.admin<{ how: string; g: string; digest: string }>(
      `select s.how, (p.leaf::jsonb)->>'g' as g from app.act_signature s join app.ledger_pending p using (tenant, dossier, seq) where s.dossier = $1`,
      [dossier],
    );
    expect(kept?.how).toBe('passkey');
    expect(kept?.g).toMatch(/^[\w-]{43}$/);
    expect((await verify(checker)).differences).toEqual([]);
  });

  test('is done with the password, and a dossier opened by a signed act is found right as well', async () => {
    const dossier = await waiting();
    const asked = await shown('C1-head', answerOn(dossier));
    expect(asked.hasPassword).toBe(true);
    await doIt('C1-head', signed(answerOn(dossier), asked, byPassword()));
    const opening: Command = { kind: 'toy', act: 'ask', body: { what: 'Mở có ký', unit: 'C1', hide: 'yes' } };
    const first = await shown('C2-staff', opening);
    expect(first.intent).toMatchObject({ dossier: '', after: '' });
    await doIt('C2-staff', signed(opening, first, byKey('C2-staff', first)));
    expect((await verify(checker)).differences).toEqual([]);
  });

  test('gives a double click its first answer although the challenge is spent', async () => {
    const dossier = await waiting();
    const command = answerOn(dossier, { idempotencyKey: crypto.randomUUID() });
    const asked = await shown('C1-head', command);
    const sent = signed(command, asked, byKey('C1-head', asked));
    const answers = await Promise.all([doIt('C1-head', sent), doIt('C1-head', sent), doIt('C1-head', sent)]);
    expect(new Set(answers.map((a) => a.seq))).toEqual(new Set([3]));
    expect(await doIt('C1-head', sent)).toMatchObject({ repeated: true, seq: 3 });
  });

  test('takes no signature where none is asked for', async () => {
    const dossier = await waiting();
    const asked = await shown('C1-head', answerOn(dossier));
    const pause: Command = { dossier, act: 'pause', body: { why: 'Chờ ý kiến' } };
    await expect(doIt('C1-head', signed(pause, asked, byPassword()))).rejects.toMatchObject({ code: 'act.signature_unasked' });
    await expect(shown('C1-head', pause)).rejects.toMatchObject({ code: 'act.signature_unasked' });
  });
});

describe('a signature over something else is refused:', () => {
  const refused = async (
    make: (dossier: DossierId, asked: AskedSignature) => Promise<readonly [string, Command]>,
    code: string,
  ) => {
    const dossier = await waiting();
    const asked = await shown('C1-head', answerOn(dossier));
    const [person, command] = await make(dossier, asked);
    await expect(doIt(person, command)).rejects.toMatchObject({ code });
    expect(await seqOf(dossier)).toBe(2);
  };
  const lying = (lies: Lies) =>
    refused(async (d, asked) => ['C1-head', signed(answerOn(d), asked, byKey('C1-head', asked, lies))], 'act.signature_wrong');

  test('other words', () =>
    refused(
      async (d, asked) => ['C1-head', signed(answerOn(d, { body: { ...ANSWER, stance: 'no' } }), asked, byKey('C1-head', asked))],
      'act.signature_other',
    ));
  test('another dossier', () =>
    refused(
      async (_, asked) => ['C1-head', signed(answerOn(await waiting()), asked, byKey('C1-head', asked))],
      'act.signature_other',
    ));
  test('another person', async () => {
    const opening: Command = { kind: 'toy', act: 'ask', body: { what: 'Người khác ký', unit: 'C1', hide: 'no' } };
    const asked = await shown('C2-staff', opening);
    for (const proof of [byKey('C1-head', asked), byKey('C2-staff', asked), byPassword()])
      await expect(doIt('C1-head', signed(opening, asked, proof))).rejects.toMatchObject({ code: 'act.signature_expired' });
  });
  test('a dossier that has gone on', async () => {
    const dossier = await waiting();
    const asked = await shown('C1-head', answerOn(dossier));
    await world.act('C2-staff', { dossier, act: 'remind', body: { clock: 'answer', text: 'Xin trả lời' } });
    const late = signed(answerOn(dossier), asked, byKey('C1-head', asked));
    await expect(doIt('C1-head', late)).rejects.toMatchObject({ code: 'act.signature_moved' });
  });
  test('made without the person being verified', () => lying({ isVerified: false }));
  test('made for another site', () => lying({ rpId: OTHER.rpId }));
  test('made at another origin', () => lying({ origin: OTHER.origin }));
  test('made to another challenge', () => lying({ challenge: toBase64Url(new Uint8Array(32)) }));
  test('made for making a key', () => lying({ type: 'webauthn.create' }));
  // What the verifiers of evidence call wrong must never stand in the record as signed.
  test('over bytes that are no UTF-8', () =>
    lying({ client: (text) => Buffer.from(text.replace('}', ',"x":"\u00ff"}'), 'latin1') }));
  test('over browser data nested too deep', () =>
    lying({ client: (text) => Buffer.from(text.replace('}', `,"x":${'['.repeat(16)}${']'.repeat(16)}}`)) }));
  test('over browser data too long', () =>
    lying({ client: (text) => Buffer.from(text.replace('}', `,"x":"${'x'.repeat(4096)}"}`)) }));
  test('by a device that counts backwards', async () => {
    const key = keys.get('C1-head');
    const first = await waiting();
    const asked = await shown('C1-head', answerOn(first));
    await doIt('C1-head', signed(answerOn(first), asked, byKey('C1-head', asked)));
    await lying({ counter: (key?.counter ?? 1) - 1 });
    await lying({ counter: 0 });
  });
  test('by a key of somebody else', () =>
    refused(async (d, asked) => ['C1-head', signed(answerOn(d), asked, byKey('C2-staff', asked))], 'act.signature_wrong'));
  test('by a wrong password', () =>
    refused(
      async (d, asked) => ['C1-head', signed(answerOn(d), asked, byPassword('không phải mật khẩu'))],
      'act.signature_wrong',
    ));
  test('by no proof at all, from outside a demonstration', () =>
    refused(async (d, asked) => ['C1-head', signed(answerOn(d), asked, { how: 'demo' })], 'act.signature_wrong'));
  test('by the word of the issuer, without a fresh sign-in', () =>
    refused(async (d, asked) => ['C1-head', signed(answerOn(d), asked, { how: 'sign-in' })], 'act.signature_wrong'));
  test('more than two minutes old', async () => {
    const dossier = await waiting();
    const asked = await shown('C1-head', answerOn(dossier));
    await admin.query("update app.signing set created_at = now() - interval '121 seconds' where id = $1", [asked.id]);
    const late = signed(answerOn(dossier), asked, byKey('C1-head', asked));
    await expect(doIt('C1-head', late)).rejects.toMatchObject({ code: 'act.signature_expired' });
  });
  test('used already', async () => {
    const [one, two] = [await waiting(), await waiting()];
    const asked = await shown('C1-head', answerOn(one));
    const proof = byKey('C1-head', asked);
    await doIt('C1-head', signed(answerOn(one), asked, proof));
    await expect(doIt('C1-head', signed(answerOn(two), asked, proof))).rejects.toMatchObject({ code: 'act.signature_expired' });
  });
  test('shown in another session', async () => {
    const dossier = await waiting();
    const session = await openSession(store, asPersonId('C1-head'), 'password');
    const other = await openSession(store, asPersonId('C1-head'), 'password');
    const asked = await shown('C1-head', answerOn(dossier), session);
    const proof = byKey('C1-head', asked);
    await expect(doIt('C1-head', signed(answerOn(dossier), asked, proof, other))).rejects.toMatchObject({
      code: 'act.signature_expired',
    });
    await expect(doIt('C1-head', signed(answerOn(dossier), asked, proof))).rejects.toMatchObject({
      code: 'act.signature_expired',
    });
    await doIt('C1-head', signed(answerOn(dossier), asked, proof, session));
  });
  test('to a challenge that was about a key', async () => {
    const dossier = await waiting();
    const identity = await identityOf('C1-head');
    const about = await beginSigning(store, identity, {
      intent: { v: ABOUT_KEY, rpId: SITE.rpId, nonce: 'x' },
      salt: 'a'.repeat(43),
      site: SITE,
    });
    const given = { challenge: about.id, proof: byPassword() };
    await expect(doIt('C1-head', answerOn(dossier, { signature: given }))).rejects.toMatchObject({ code: 'act.signature_other' });
    expect(await answerSigning(store, identity, given, ABOUT_KEY)).toMatchObject({ nonce: 'x' });
    await expect(findSigning(store, identity, given)).rejects.toMatchObject({ code: 'act.signature_expired' });
  });
});

describe('sessions that prove by themselves', () => {
  test('a persona confirms without a password and the record says so', async () => {
    const dossier = await waiting();
    const session = await openSession(store, asPersonId('C1-head'), 'demo');
    const asked = await shown('C1-head', answerOn(dossier), session);
    await doIt('C1-head', signed(answerOn(dossier), asked, { how: 'demo' }, session));
    expect(await world.admin('select how from app.act_signature where dossier = $1', [dossier])).toEqual([{ how: 'demo' }]);
  });

  test('a sign-in at the issuer confirms while it is fresh, and an open session there does not', async () => {
    const dossier = await waiting();
    const limits = { idleSeconds: 900, absoluteSeconds: 36_000 };
    const stale = await openSession(store, asPersonId('C1-head'), 'issuer', limits);
    const fresh = await openSession(store, asPersonId('C1-head'), 'issuer', limits, true);
    const first = await shown('C1-head', answerOn(dossier), stale);
    await expect(doIt('C1-head', signed(answerOn(dossier), first, { how: 'sign-in' }, stale))).rejects.toMatchObject({
      code: 'act.signature_wrong',
    });
    const second = await shown('C1-head', answerOn(dossier), fresh);
    await doIt('C1-head', signed(answerOn(dossier), second, { how: 'sign-in' }, fresh));
    expect(await world.admin('select how from app.act_signature where dossier = $1', [dossier])).toEqual([{ how: 'sign-in' }]);
  });
});

describe('whoever owns the database', () => {
  const tamper = async (sql: string, dossier: DossierId): Promise<readonly string[]> => {
    await admin.query('begin');
    await admin.query('create temporary table kept on commit preserve rows as select * from app.act_signature');
    await admin.query(`set local session_replication_role = replica; ${sql.replaceAll('$1', `'${dossier}'`)}; commit`);
    const report = await verify(checker);
    await admin.query(
      'begin; set local session_replication_role = replica; delete from app.act_signature; insert into app.act_signature select * from kept; drop table kept; commit',
    );
    return report.differences.map((d) => `${d.code} ${d.where}`);
  };
  let dossier: DossierId;
  beforeAll(async () => {
    dossier = await waiting();
    const asked = await shown('C1-head', answerOn(dossier));
    await doIt('C1-head', signed(answerOn(dossier), asked, byKey('C1-head', asked)));
  });

  test('is found out taking a signature away', async () => {
    expect(await tamper('delete from app.act_signature where dossier = $1', dossier)).toEqual([
      'signature-missing act_signature',
    ]);
  });
  test('is found out making a password of a passkey', async () => {
    const sql = `update app.act_signature set how = 'password', package = jsonb_set(package, '{how}', '"password"') where dossier = $1`;
    expect(await tamper(sql, dossier)).toEqual(['signature-changed package']);
    expect(await tamper("update app.act_signature set how = 'demo' where dossier = $1", dossier)).toEqual([
      'signature-changed how',
    ]);
  });
  test('is found out taking the salt away where no text was erased, or giving another', async () => {
    expect(await tamper('update app.act_signature set salt = null where dossier = $1', dossier)).toEqual([
      'signature-changed salt',
    ]);
    expect(await tamper("update app.act_signature set salt = repeat('A', 43) where dossier = $1", dossier)).toEqual([
      'signature-changed body',
    ]);
  });
  test('is found out deciding for somebody without their confirmation', async () => {
    const other = await waiting();
    await world.act('C1-head', answerOn(other));
    const report = await verify(checker);
    expect(report.differences).toMatchObject([{ code: 'confirmation-missing', dossier: other, seq: 3, where: 'answer' }]);
  });
  test('is kept by the triggers from changing a signature at all', async () => {
    await expect(admin.query("update app.act_signature set how = 'demo' where dossier = $1", [dossier])).rejects.toThrow(
      'kt.immutable',
    );
    await expect(admin.query('delete from app.act_signature where dossier = $1', [dossier])).rejects.toThrow('kt.immutable');
  });
  test('erasing a text of the act erases the salt of its signature, which stays lawful', async () => {
    const other = await waiting();
    const asked = await shown('C1-head', answerOn(other));
    await doIt('C1-head', signed(answerOn(other), asked, byKey('C1-head', asked)));
    await admin.query("select set_config('app.tenant', 'test', false)");
    await admin.query("update app.vault set value = null, salt = null, erased_by = 'QĐ 1' where dossier = $1 and seq = 3", [
      other,
    ]);
    expect(await world.admin('select salt from app.act_signature where dossier = $1', [other])).toEqual([{ salt: null }]);
    const { differences } = await verify(checker);
    expect(differences.filter((d) => d.code.startsWith('signature') || d.code.startsWith('leaf'))).toEqual([]);
  });
});

describe('keys', () => {
  test('are listed, named and removed by their owner alone', async () => {
    const identity = await identityOf('C1-clerk');
    await enrol('C1-clerk');
    const [key] = await listPasskeys(store, identity);
    expect(key).toMatchObject({ name: 'Máy ở cơ quan', rpId: SITE.rpId, alg: -7 });
    const other = await identityOf('C2-staff');
    expect(await renamePasskey(store, other, key?.id ?? '', 'Của tôi')).toBe(false);
    expect(await removeKey(store, asPersonId('C2-staff'), key?.id ?? '')).toBe(false);
    expect(await renamePasskey(store, identity, key?.id ?? '', ' Điện thoại ')).toBe(true);
    expect((await listPasskeys(store, identity))[0]?.name).toBe('Điện thoại');
    await expect(renamePasskey(store, identity, key?.id ?? '', ' ')).rejects.toMatchObject({ code: 'passkey.name' });
    expect(await removeKey(store, asPersonId('C1-clerk'), key?.id ?? '')).toBe(true);
    expect(await listPasskeys(store, identity)).toEqual([]);
  });

  test('are taken in only as asked: this challenge, this site, its owner verified, once', async () => {
    const person = asPersonId('C1-clerk');
    const intent: Intent = { v: ABOUT_KEY, rpId: SITE.rpId, nonce: 'y' };
    const challenge = toBase64Url(challengeOf(intent));
    const take = (lies: Lies, key = new SoftPasskey(SITE)) =>
      enrolKey(store, person, { answer: key.register(challenge, lies), name: 'Khoá', intent, site: SITE });
    for (const lies of [
      { isVerified: false },
      { rpId: OTHER.rpId },
      { origin: OTHER.origin },
      { challenge: 'AAAA' },
      { type: 'webauthn.get' },
    ])
      await expect(take(lies)).rejects.toMatchObject({ code: 'passkey.wrong' });
    await expect(enrolKey(store, person, { answer: { id: 'x' }, name: 'Khoá', intent, site: SITE })).rejects.toMatchObject({
      code: 'passkey.wrong',
    });
    const bytes = (length: number, last = 1) => Buffer.alloc(length, 0xa5).fill(last, length - 1);
    const ec = (x: unknown, y: unknown, crv: unknown = 1) =>
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, crv],
        [-2, x],
        [-3, y],
      ]);
    const okp = (x: unknown, kty = 1) =>
      new Map<number, unknown>([
        [1, kty],
        [3, -8],
        [-1, 6],
        [-2, x],
      ]);
    const rsa = (n: unknown, e: unknown) =>
      new Map<number, unknown>([
        [1, 3],
        [3, -257],
        [-1, n],
        [-2, e],
      ]);
    const exponent = Buffer.of(1, 0, 1);
    for (const cose of [
      new Map<number, unknown>(),
      ec(bytes(32), bytes(32)),
      ec(bytes(3), bytes(33)),
      ec(Buffer.alloc(0), 7),
      ec(bytes(32), bytes(32), 2),
      okp(Buffer.alloc(32)),
      okp(bytes(31)),
      okp(bytes(32), 2),
      rsa(bytes(64), exponent),
      rsa(bytes(128), exponent),
      rsa(bytes(256), Buffer.of(0)),
      rsa(bytes(256), Buffer.of(1)),
      rsa(bytes(256), Buffer.of(3)),
      rsa(bytes(256, 2), exponent),
      rsa(Buffer.alloc(0), Buffer.alloc(0)),
    ])
      await expect(take({ cose })).rejects.toMatchObject({ code: 'passkey.wrong' });
    const key = new SoftPasskey(SITE);
    await take({}, key);
    await expect(take({}, key)).rejects.toMatchObject({ code: 'passkey.known' });
  });

  test('no role of the program reads a key, a challenge or a signature of others', async () => {
    for (const sql of ['select * from app.passkey', 'select * from app.signing', 'select package from app.act_signature'])
      await expect(store.pool.query(sql)).rejects.toThrow('permission denied');
  });
});
