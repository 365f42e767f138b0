import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MailServer, openMailServer, readHeader, readParts } from '../../../tests/support/mail-server.ts';
import { type OpenedLog, openLog } from '../../../tests/support/open-log.ts';
import { toyKind } from '../../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../../tests/support/world.ts';
import { sealedKind } from '../../../tests/toys/sealed/kind.ts';
import { asPersonId } from '../../kernel/ids.ts';
import type { Performed } from '../../store/command.ts';
import { readOwnMail, saveOwnMail } from '../../store/mail/own.ts';
import type { Store } from '../../store/store.ts';
import { leafCheckHref } from '../../web/pages/receipts/address.ts';
import { type MailRound, sendDue } from './mailer.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const SECRET = 'Đường vào bản sạt lở, xe không qua được';
const AUTHOR = 'C2-staff';

let world: World;
let log: OpenedLog;
let store: Store;
let server: MailServer;
beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, sealedKind], limits: { 'toy.register': 2, 'toy.answer': 5, 'sealed.take': 2 } });
  log = await openLog(world);
  store = { ...log.store, ledger: { signer: log.signer, origin: log.origin } };
  server = await openMailServer();
});
afterAll(async () => {
  await server.close();
  await log.close();
  await world.close();
});
beforeEach(async () => {
  await world.admin('delete from app.mail_outbox');
  await world.admin('delete from app.mail_address');
  server.received.length = 0;
  server.answers.clear();
  delete server.onTaken;
});

const ask = (hide: 'yes' | 'no' = 'no', person = AUTHOR): Promise<Performed> =>
  world.act(person, { kind: 'toy', act: 'ask', body: { what: SECRET, unit: 'C1', hide } });

const identity = (person = AUTHOR) => ({ tenant: store.tenant, person: asPersonId(person), keys: [] });

async function wish(more: { masked?: boolean; isOn?: boolean; address?: string } = {}, person = AUTHOR): Promise<void> {
  const given = { address: `${person.toLowerCase()}@tinh.example.vn`, isOn: true, masked: false, lang: 'vi' as const, ...more };
  await saveOwnMail(world.store, identity(person), given);
  await world.admin('update app.mail_address set trial = false');
}

/** A round of the mailer, as if the last letter were long ago. */
async function round(): Promise<MailRound> {
  await log.sequence();
  await world.admin("update app.mail_address set not_before = now() - interval '1 second'");
  return sendDue(store, parts(), silent);
}
const parts = () => ({
  relay: { host: '127.0.0.1', port: server.port, isSecure: false },
  from: 'kt@tinh.example.vn',
  publicUrl: 'https://khoithong.test',
});
const letters = () => server.received.map(({ to, data }) => ({ to, data, parts: readParts(data) }));

test('whoever asked for them gets the receipt of each act once, and nobody else gets anything', async () => {
  await ask();
  await wish();
  const done = await ask();
  await ask('no', 'D1-staff');
  expect(await round()).toEqual({ sent: 1, failed: 0, givenUp: 0 });
  const [letter, ...more] = letters();
  expect(more).toEqual([]);
  expect(letter?.to).toBe('c2-staff@tinh.example.vn');
  const [text, note] = letter?.parts ?? [];
  expect(text?.text).toContain(done.number ?? done.receipt);
  expect(text?.text).toContain(leafCheckHref('https://khoithong.test', done.leafHash));
  expect(note?.name).toBe('bien-nhan.txt');
  expect(note?.text).toBe(log.signer.receipt({ origin: log.origin, leafHash: Buffer.from(done.leafHash, 'hex'), at: done.at }));
  expect(`${letter?.data}${text?.text}`).not.toContain('sạt lở');
  expect(await round()).toEqual({ sent: 0, failed: 0, givenUp: 0 });
});

test('several acts of a minute come in one letter, each with a receipt of its own', async () => {
  await wish();
  await ask();
  await ask();
  await round();
  await ask();
  await log.sequence();
  expect(await sendDue(store, parts(), silent)).toMatchObject({ sent: 0 });
  expect(letters()).toHaveLength(1);
  expect(readHeader(letters()[0]?.data ?? '', 'Subject')).toBe('2 biên nhận hành vi');
  expect(letters()[0]?.parts.map((part) => part.name)).toEqual([undefined, 'bien-nhan-1.txt', 'bien-nhan-2.txt']);
  await round();
  expect(letters()).toHaveLength(2);
});

test('of a restricted dossier a letter tells the receipt code and nothing else', async () => {
  await wish({}, 'P-clerk');
  const content = `v1.${'A'.repeat(60)}`;
  const done = await world.act('P-clerk', { kind: 'sealed-case', act: 'open', body: { handler: 'D1', content } });
  await world.shape(`update app.dossier set number = 'KN-0042' where id = '${done.dossier}'`);
  expect(await round()).toMatchObject({ sent: 1 });
  const [text] = letters()[0]?.parts ?? [];
  expect(text?.text).toContain(`Mã biên nhận ${done.receipt}`);
  for (const hidden of ['KN-0042', content, 'LỘ', 'D1', done.dossier]) expect(text?.text).not.toContain(hidden);
});

test('an act behind a mask is sent only to whoever asked for that, and then without naming the dossier', async () => {
  await wish();
  await ask('yes');
  expect(await round()).toMatchObject({ sent: 0 });
  await wish({ masked: true });
  expect(await round()).toMatchObject({ sent: 0 });
  const done = await ask('yes');
  expect(await round()).toMatchObject({ sent: 1 });
  const [text, note] = letters()[0]?.parts ?? [];
  expect(text?.text).toContain('Hành vi giấu tên');
  for (const name of [done.number, done.receipt]) if (name) expect(text?.text).not.toContain(name);
  expect(note?.text).toContain(Buffer.from(done.leafHash, 'hex').toString('base64'));
  await ask('yes');
  await log.sequence();
  await wish({ masked: false });
  expect(await round()).toMatchObject({ sent: 0 });
});

test('what was taken and not noted is sent once more under the same id, and nothing is lost', async () => {
  await wish();
  await ask();
  server.onTaken = async () => world.admin('alter table app.mail_outbox rename to mail_outbox_away').then(() => undefined);
  await expect(round()).rejects.toThrow();
  await world.admin('alter table app.mail_outbox_away rename to mail_outbox');
  delete server.onTaken;
  expect(await sendDue(store, parts(), silent)).toMatchObject({ sent: 0 });
  expect(await round()).toMatchObject({ sent: 1 });
  const ids = letters().map(({ data }) => readHeader(data, 'Message-ID'));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(await round()).toMatchObject({ sent: 0 });
});

test('a refusal is tried again later, told to the person, and given up after three days', async () => {
  await wish();
  await ask();
  server.answers.set('RCPT', '550 no such mailbox');
  expect(await round()).toMatchObject({ sent: 0, failed: 1 });
  expect(await sendDue(store, parts(), silent)).toMatchObject({ failed: 0 });
  expect(await readOwnMail(world.store, identity())).toMatchObject({ waiting: 1, fault: { code: 'address' } });
  expect(await round()).toMatchObject({ failed: 1 });
  const [wait] = await world.admin<{ s: number }>(
    'select extract(epoch from not_before - clock_timestamp())::int as s from app.mail_address',
  );
  expect(wait?.s).toBeGreaterThan(60);
  await world.admin("update app.mail_outbox set queued_at = now() - interval '73 hours'");
  expect(await round()).toMatchObject({ givenUp: 1 });
  server.answers.clear();
  expect(await round()).toEqual({ sent: 0, failed: 0, givenUp: 0 });
  expect(await readOwnMail(world.store, identity())).toMatchObject({ waiting: 0, givenUp: 1 });
});

test('a new address gets a letter on trial, and none once it is forgotten or switched off', async () => {
  await saveOwnMail(world.store, identity(), { address: 'an@tinh.example.vn', isOn: true, masked: false, lang: 'en' });
  expect(await sendDue(store, parts(), silent)).toMatchObject({ sent: 1 });
  expect(readHeader(letters()[0]?.data ?? '', 'Subject')).toBe('Trial letter: receipts by e-mail');
  expect(await round()).toMatchObject({ sent: 0 });
  await wish({ isOn: false });
  await ask();
  expect(await round()).toMatchObject({ sent: 0 });
  await wish();
  await ask();
  await saveOwnMail(world.store, identity(), { address: ' ', isOn: true, masked: true, lang: 'vi' });
  expect(await round()).toMatchObject({ sent: 0 });
  expect(await readOwnMail(world.store, identity())).toBeUndefined();
  await expect(wish({ address: 'an@x.vn>, b@x.vn' })).rejects.toMatchObject({ code: 'mail.bad_address' });
});

test('somebody whose account was closed gets no letters', async () => {
  await wish();
  await ask();
  await world.admin(
    `insert into app.account (tenant, person, name, active) values ('test', '${AUTHOR}', 'c2', false) on conflict do nothing`,
  );
  expect(await round()).toMatchObject({ sent: 0 });
  await world.admin('delete from app.account');
});
