/** Whose key is whose, on a real database: the act and the row of the device are written together or not at all, and a row alone is of no use. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asPersonId } from '../../src/kernel/ids.ts';
import { toBase64Url } from '../../src/kernel/json.ts';
import { signingKeyKind } from '../../src/kinds/signing-key/index.ts';
import { challengeOf, type Intent } from '../../src/ledger/signature.ts';
import { createAccount } from '../../src/store/accounts/account.ts';
import { listPasskeys } from '../../src/store/accounts/passkey.ts';
import { listAccounts } from '../../src/store/accounts/provision.ts';
import { askSignature } from '../../src/store/ask-signature.ts';
import type { Command } from '../../src/store/command.ts';
import { openPool } from '../../src/store/database.ts';
import { foresee, perform } from '../../src/store/perform.ts';
import { listDossiers } from '../../src/store/read/list.ts';
import { readNotices } from '../../src/store/read/notices.ts';
import { search } from '../../src/store/read/search.ts';
import { enrolKey, listUnheldKeys, removeKey, withdrawAccount } from '../../src/store/signing-keys.ts';
import { askAs, createStore, type Store } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { SoftPasskey } from '../support/soft-passkey.ts';
import { toyKind } from '../support/toy-kind.ts';
import { createWorld, type World } from '../support/world.ts';

const SITE = { rpId: 'khoithong.example.vn', origin: 'https://khoithong.example.vn' };
const OPENING: Command = { kind: 'toy', act: 'ask', body: { what: 'Chưa có quy định giao đất', unit: 'C1', hide: 'no' } };
const staff = asPersonId('C2-staff');

let world: World;
let store: Store;
let checker: Store;
let owner: pg.Client;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, signingKeyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  store = { ...world.store, signing: 'demanded' };
  checker = createStore(openPool(world.adminUrl, 'app_worker', 2), world.store.tenant, world.store.registry);
  owner = new pg.Client({ connectionString: world.adminUrl });
  await owner.connect();
  await owner.query("select set_config('app.tenant', 'test', false)");
});
afterAll(async () => {
  await owner.end();
  await checker.pool.end();
  await world.close();
});

async function enrol(person: string, key = new SoftPasskey(SITE)) {
  const intent: Intent = { v: 'khoithong/passkey/1', rpId: SITE.rpId, nonce: key.id };
  const answer = key.register(toBase64Url(challengeOf(intent)));
  const performed = await enrolKey(store, asPersonId(person), { answer, name: 'Máy ở cơ quan', intent, site: SITE });
  return { key, performed };
}

/** Shows an act to be signed and signs it with this key. */
async function sign(key: SoftPasskey, by = staff) {
  const asker = await askAs(store, by);
  const asked = await askSignature(store, asker, await foresee(store, { person: by }, OPENING), { site: SITE });
  const proof = { how: 'passkey', assertion: key.sign(asked.challenge) } as const;
  return perform(store, { person: by }, { ...OPENING, signature: { challenge: asked.id, proof } });
}

const rows = () => world.admin<{ id: string; credential: string }>('select id, credential from app.passkey order by id');
const found = async () => (await verify(checker)).differences.map(({ code, seq, where }) => `${code} ${seq ?? '-'} ${where}`);
const keysOf = async (person: string) => listPasskeys(store, (await world.ask(person)).identity);

describe('a key', () => {
  test('is enrolled by an act, signs, is removed by an act, and signs no more', async () => {
    const { key, performed } = await enrol('C2-staff');
    expect(performed).toMatchObject({ kind: 'signing-key', number: 'KK-2026-00001', stage: 'active' });
    expect(await rows()).toEqual([{ id: performed.dossier, credential: key.id }]);
    expect(await keysOf('C2-staff')).toMatchObject([{ id: performed.dossier, number: 'KK-2026-00001', isRecorded: true }]);
    await sign(key);
    expect(await found()).toEqual([]);
    expect(await removeKey(store, asPersonId('C1-head'), performed.dossier)).toBe(false);
    expect(await removeKey(store, staff, performed.dossier)).toBe(true);
    expect(await removeKey(store, staff, performed.dossier)).toBe(false);
    expect(await rows()).toEqual([]);
    await expect(sign(key)).rejects.toMatchObject({ code: 'act.signature_wrong' });
    await expect(enrol('C2-staff', key)).rejects.toMatchObject({ code: 'passkey.known' });
    expect(await found()).toEqual([]);
    const told = await readNotices(store, await world.ask('C2-staff'));
    expect(told.filter(({ kind }) => kind === 'signing-key').map(({ code }) => code)).toEqual(['removed', 'enrolled']);
  });

  test('is taken in no other way than from its device', async () => {
    const key = new SoftPasskey(SITE);
    const body = { credential: key.id, publicKey: key.spki, alg: '-7', rpId: SITE.rpId };
    await expect(perform(store, { person: staff }, { kind: 'signing-key', act: 'enrol', body })).rejects.toMatchObject({
      code: 'passkey.by_device',
    });
    expect(await rows()).toEqual([]);
  });

  test('comes with both, act and row, or with neither', async () => {
    const count = async () =>
      (await world.admin<{ n: number }>(`select count(*)::int as n from app.dossier where kind = 'signing-key'`))[0]?.n;
    const before = await count();
    // The row is refused: then there is no act, and no number is lost.
    await owner.query('alter table app.passkey add constraint no_room check (false) not valid');
    await expect(enrol('C1-clerk')).rejects.toThrow();
    await owner.query('alter table app.passkey drop constraint no_room');
    expect(await count()).toBe(before);
    const { performed } = await enrol('C1-clerk');
    expect(performed.number).toBe('KK-2026-00002');
    // The row cannot go: then nothing says that the key was removed.
    await owner.query(`create function app.test_stay() returns trigger language plpgsql as $$ begin raise exception 'stays'; end $$;
      create trigger test_stay before delete on app.passkey for each row execute function app.test_stay()`);
    await expect(removeKey(store, asPersonId('C1-clerk'), performed.dossier)).rejects.toThrow();
    await owner.query('drop trigger test_stay on app.passkey; drop function app.test_stay()');
    const [kept] = await world.admin<{ stage: string; seq: number }>('select stage, seq from app.dossier where id = $1', [
      performed.dossier,
    ]);
    expect(kept).toEqual({ stage: 'active', seq: 1 });
    expect(await found()).toEqual([]);
  });

  test('goes by an act of the system when the account is withdrawn', async () => {
    await createAccount(world.store, { person: asPersonId('D1-head'), name: 'truong-so', password: 'một mật khẩu đủ dài' });
    const first = await enrol('D1-head');
    const second = await enrol('D1-head');
    const system = { tenant: store.tenant, person: null, keys: ['system'] };
    const { accounts } = await listAccounts(store, system, { person: asPersonId('D1-head') }, { skip: 0, limit: 1 });
    const id = accounts[0]?.id ?? '';
    await expect(owner.query(`select app.set_identity('test', '', 'system'), app.withdraw_account($1)`, [id])).rejects.toThrow(
      'kt.keys_left',
    );
    expect(await withdrawAccount(store, system, id)).toBe(true);
    expect(await withdrawAccount(store, system, id)).toBe(false);
    const acts = await world.admin<{ name: string; actor: string | null }>(
      'select name, actor from app.act where dossier = any ($1) order by dossier, seq',
      [[first.performed.dossier, second.performed.dossier]],
    );
    expect(acts.map(({ name, actor }) => `${name} ${actor}`)).toEqual([
      'enrol D1-head',
      'remove null',
      'enrol D1-head',
      'remove null',
    ]);
    expect(await found()).toEqual([]);
  });

  test('of the own account stays: nobody closes it', async () => {
    const admin = asPersonId('C1-head');
    await createAccount(world.store, { person: admin, name: 'truong-c1', password: 'một mật khẩu đủ dài' });
    const { performed } = await enrol('C1-head');
    const system = { tenant: store.tenant, person: null, keys: ['system'] };
    const { accounts } = await listAccounts(store, system, { person: admin }, { skip: 0, limit: 1 });
    const own = { tenant: store.tenant, person: admin, keys: ['role:admin'] };
    await expect(withdrawAccount(store, own, accounts[0]?.id ?? '')).rejects.toMatchObject({ code: 'account.own' });
    expect((await rows()).map(({ id }) => id)).toContain(performed.dossier);
    expect(await removeKey(store, admin, performed.dossier)).toBe(true);
  });

  test('on record whose row is gone is shown to its person, who can remove it', async () => {
    const { performed } = await enrol('C1-clerk');
    await world.shape(`delete from app.passkey where id = '${performed.dossier}'`);
    const { identity } = await world.ask('C1-clerk');
    const unheld = async () => listUnheldKeys(store, identity);
    expect(await unheld()).toMatchObject([{ id: performed.dossier, number: performed.number }]);
    expect(await removeKey(store, staff, performed.dossier)).toBe(false);
    expect(await removeKey(store, asPersonId('C1-clerk'), performed.dossier)).toBe(true);
    expect(await unheld()).toEqual([]);
    expect(await found()).toEqual([]);
  });

  test('stands in its own list and under its number, and in no list, count or search of work', async () => {
    const asker = await world.ask('C1-head');
    const list = (kind?: string) => listDossiers(store, asker, { filter: { kind }, order: 'newest', limit: 50 });
    const own = await list('signing-key');
    expect(own.total).toBeGreaterThan(0);
    const all = await list();
    expect(all.rows.filter(({ kind }) => kind === 'signing-key')).toEqual([]);
    expect(all.total).toBe((await list('toy')).total + (await list('seed')).total);
    expect((await search(store, asker, 'khoá ký')).hits).toEqual([]);
    expect((await listDossiers(store, asker, { filter: { text: 'khoá ký' }, order: 'newest', limit: 50 })).total).toBe(0);
    expect((await search(store, asker, 'KK-2026-00001')).hits.map(({ row }) => row.number)).toEqual(['KK-2026-00001']);
  });
});

describe('whoever owns the database and', () => {
  /** A row as it would stand beside a real key. */
  const plant = async (id: string, person: string, key: SoftPasskey, cose: Uint8Array) => {
    await owner.query('set session_replication_role = replica');
    await owner.query(
      `insert into app.passkey (tenant, id, person, credential, public_key, spki, alg, rp_id, counter, synced, name)
       values ('test', $1, $2, $3, $4, $5, -7, $6, 0, false, 'x')`,
      [id, person, key.id, cose, Buffer.from(key.spki, 'base64url'), SITE.rpId],
    );
    await owner.query('set session_replication_role = origin');
  };
  const coseOf = async (key: SoftPasskey): Promise<Uint8Array> => {
    // The same key enrolled by somebody else and looked up: what the device wrote.
    const { performed } = await enrol('C1-staff', key);
    const [row] = await world.admin<{ public_key: Buffer }>('select public_key from app.passkey where id = $1', [
      performed.dossier,
    ]);
    await world.shape(`delete from app.passkey where id = '${performed.dossier}'`);
    return row?.public_key ?? Buffer.alloc(0);
  };

  test('puts in a key of his own cannot sign with it, and is named', async () => {
    const key = new SoftPasskey(SITE);
    const cose = await coseOf(key);
    const id = randomUUID();
    await plant(id, 'C2-staff', key, cose);
    await expect(sign(key)).rejects.toMatchObject({ code: 'act.signature_wrong' });
    expect(await found()).toEqual([`device-stray - ${key.id}`]);
    await world.shape(`delete from app.passkey where id = '${id}'`);
  });

  test('puts another key into the row of a real one cannot sign with it, and is named', async () => {
    const { key, performed } = await enrol('C2-staff');
    const other = new SoftPasskey(SITE);
    const cose = await coseOf(other);
    await world.shape(`delete from app.passkey where id = '${performed.dossier}'`);
    await plant(performed.dossier, 'C2-staff', other, cose);
    await expect(sign(other)).rejects.toMatchObject({ code: 'act.signature_wrong' });
    await expect(sign(key)).rejects.toMatchObject({ code: 'act.signature_wrong' });
    expect(await found()).toEqual(['device-changed - credential', 'device-changed - spki', 'device-changed - public_key']);
    await world.shape(`delete from app.passkey where id = '${performed.dossier}'`);
  });

  test('changes only what assertions are checked with cannot sign with it, and is named', async () => {
    const { performed } = await enrol('C2-staff');
    const other = new SoftPasskey(SITE);
    const cose = Buffer.from(await coseOf(other)).toString('hex');
    await world.shape(
      `update app.passkey set public_key = '\\x${cose}', credential = '${other.id}' where id = '${performed.dossier}'`,
    );
    await expect(sign(other)).rejects.toMatchObject({ code: 'act.signature_wrong' });
    expect(await found()).toEqual(['device-changed - credential', 'device-changed - public_key']);
    await world.shape(`delete from app.passkey where id = '${performed.dossier}'`);
  });

  test('spends a challenge with it, past the program, is refused by the database', async () => {
    const key = new SoftPasskey(SITE);
    const id = randomUUID();
    await plant(id, 'C2-staff', key, Buffer.of(1));
    const asker = await askAs(store, staff);
    const asked = await askSignature(store, asker, await foresee(store, { person: staff }, OPENING), { site: SITE });
    await expect(
      owner.query(`select app.set_identity('test', 'C2-staff', 'official,person:C2-staff'), app.spend_signing($1, $2, 1)`, [
        asked.id,
        id,
      ]),
    ).rejects.toThrow('kt.key_unrecorded');
    await world.shape(`delete from app.passkey where id = '${id}'`);
  });
});
