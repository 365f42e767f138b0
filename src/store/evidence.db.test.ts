/** A bundle made from the record verifies anywhere, and holds nothing its reader may not read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../tests/support/open-log.ts';
import { SoftPasskey } from '../../tests/support/soft-passkey.ts';
import { tiedKind } from '../../tests/support/tied-kind.ts';
import { toyKind } from '../../tests/support/toy-kind.ts';
import { createWorld, type World } from '../../tests/support/world.ts';
import { verifyBundle } from '../../verifier/formats/bundle.ts';
import { newWitness, type Signer as Witness } from '../../verifier/formats/keys.test-support.ts';
import { parseNote } from '../../verifier/formats/note.ts';
import { asPersonId, type DossierId } from '../kernel/ids.ts';
import { toBase64Url } from '../kernel/json.ts';
import { asInstant } from '../kernel/time.ts';
import { signingKeyKind } from '../kinds/signing-key/index.ts';
import { sizeOfZip, writeEntries } from '../ledger/evidence/bundle.ts';
import { policyWithout } from '../ledger/evidence/quorum.ts';
import { challengeOf } from '../ledger/signature.ts';
import { listPasskeys } from './accounts/passkey.ts';
import { askSignature } from './ask-signature.ts';
import type { Command } from './command.ts';
import { takeContent } from './content.ts';
import { writeAs } from './database.ts';
import { bundleOf, type Chosen, waitingActs } from './evidence-bundle.ts';
import { foresee, perform } from './perform.ts';
import { type Evidence, readEvidence } from './read/evidence.ts';
import { enrolKey, removeKey } from './signing-keys.ts';
import type { Store } from './store.ts';

let world: World;
let log: OpenedLog;
let store: Store;
let policy: string;
const witnesses: readonly Witness[] = ['toa-an.example', 'doan-ls.example', 'dai-hoc.example'].map(newWitness);
const NAMES = ['toa-an', 'doan-ls', 'dai-hoc'];

beforeAll(async () => {
  world = await createWorld({ kinds: [toyKind, tiedKind, signingKeyKind], limits: { 'toy.register': 1, 'toy.answer': 5 } });
  await world.setClock('2026-11-16T02:00:00Z');
  log = await openLog(world);
  policy = [
    `log ${log.signer.logKey('main', log.origin)}`,
    ...witnesses.map((one, n) => `witness ${NAMES[n]} ${one.vkey}`),
    `group ba 2 ${NAMES.join(' ')}`,
    'quorum ba',
    '',
  ].join('\n');
  await name(policy);
  store = { ...world.store, ledger: { signer: log.signer, origin: log.origin } };
});
afterAll(async () => {
  await log.close();
  await world.close();
});

const system = () => ({ tenant: world.store.tenant, person: null, keys: ['system'] });

/** Names the policy of the installation. */
async function name(text: string | null): Promise<void> {
  await writeAs(log.store.pool, system(), (client) =>
    client.query(`select app.note_policy($1, $2, interval '4 hours')`, [text, text !== null]),
  );
}

/** Sequences, signs, and lets these witnesses sign the newest checkpoint. */
async function witness(names: readonly string[]): Promise<number> {
  const size = await log.sequence();
  const [kept] = await world.admin<{ note: string }>('select note from app.ledger_checkpoint where size = $1', [size]);
  const { text } = parseNote(kept?.note ?? '');
  for (const name of names) {
    const time = Math.floor(Date.now() / 1000);
    const line = witnesses[NAMES.indexOf(name)]?.cosign(text, time);
    await writeAs(log.store.pool, system(), (client) =>
      client.query(`select app.note_cosignature('main', 1, $1, $2, $3, $4)`, [size, name, time, line]),
    );
  }
  return size;
}

const ask = async (what: string, hide: 'yes' | 'no' = 'no'): Promise<DossierId> =>
  (await world.act('C2-staff', { kind: 'toy', act: 'ask', body: { what, unit: 'C1', hide } })).dossier;

const read = async (person: string, dossier: DossierId): Promise<Evidence> =>
  readEvidence(store, await world.ask(person), [{ dossier, from: 1, to: 2000 }]);

const EVERYTHING: Chosen = () => true;

async function pack(person: string, evidence: Evidence, chosen: Chosen = EVERYTHING): Promise<Buffer> {
  const accompanying = { madeAt: asInstant(new Date()), name: 'DC-2026-00001', names: new Map(), readme: () => 'Đọc tôi.\n' };
  const entries = bundleOf(store, await world.ask(person), evidence, chosen, accompanying);
  const pieces: Uint8Array[] = [];
  for await (const piece of writeEntries(entries)) pieces.push(piece);
  const zip = Buffer.concat(pieces);
  expect(zip.length).toBe(sizeOfZip(entries));
  return zip;
}

describe('a bundle', () => {
  test('of a dossier with enough witnesses proves every act between two moments', async () => {
    await ask('Việc khác trước đó');
    await witness(['toa-an', 'doan-ls']);
    const dossier = await ask('Bến phà chưa có người trực');
    await world.act('C1-clerk', { dossier, act: 'register', body: {} });
    await witness(['toa-an', 'doan-ls', 'dai-hoc']);
    await world.act('C1-head', { dossier, act: 'answer', body: { stance: 'yes', text: 'Sẽ cử người trực từ tuần sau' } });
    await witness(['toa-an']);
    await ask('Việc sau cùng');
    await witness(['toa-an', 'dai-hoc']);
    const evidence = await read('C2-staff', dossier);
    const zip = await pack('C2-staff', evidence);
    const report = await verifyBundle(zip, { policy });
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ verdict: 'witnessed', policy: 'given', dossier: 'DC-2026-00001' });
    expect(report.records).toHaveLength(3);
    for (const record of report.records) {
      expect(record).toMatchObject({ isWitnessed: true, datedBy: 'witnesses', isLate: false });
      // Everything is open; what is not is padding.
      const open = record.fields.filter(({ name }) => name !== 'signed-body').length;
      expect([4, 8, 16, 32]).toContain(open + record.kept);
      expect(record.kept).toBeLessThan(open);
      expect(record.after).toBeLessThanOrEqual(record.notAfter ?? 0);
    }
    expect(report.streams).toMatchObject([{ last: 2, missing: [] }]);
    expect(evidence.acts.map(({ proven }) => proven?.isWitnessed)).toEqual([true, true, true]);
    for (const place of [0, 400, 2000, zip.length - 100]) {
      const changed = Buffer.from(zip);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect((await verifyBundle(changed, { policy })).verdict).toBe('wrong');
    }
  });

  test('says that there are no witnesses where the installation names none', async () => {
    const dossier = await ask('Không ai đối chứng');
    await log.sequence();
    await name(null);
    const evidence = await read('C2-staff', dossier);
    await name(policy);
    const report = await verifyBundle(await pack('C2-staff', evidence), {
      policy: policyWithout([log.signer.logKey('main', log.origin)]),
    });
    expect(report).toMatchObject({ verdict: 'unwitnessed', problems: [] });
  });

  test('says so where fewer witnesses signed than the policy asks for', async () => {
    const dossier = await ask('Một bên đối chứng');
    await witness(['toa-an']);
    const report = await verifyBundle(await pack('C2-staff', await read('C2-staff', dossier)), {
      policy: policy,
    });
    expect(report).toMatchObject({ verdict: 'short', problems: [] });
  });

  test('shows the chosen fields and no other', async () => {
    const dossier = await ask('Câu chữ không được lộ ra');
    await witness(['toa-an', 'doan-ls']);
    const chosen: Chosen = (_, what) => 'field' in what && what.field === 'businessAt';
    const zip = await pack('C2-staff', await read('C2-staff', dossier), chosen);
    const report = await verifyBundle(zip, { policy });
    expect(report).toMatchObject({ verdict: 'witnessed', problems: [] });
    expect(report.records[0]?.fields.map(({ name }) => name)).toEqual(['businessAt']);
    expect(zip.includes('không được lộ')).toBe(false);
    expect(zip.includes('C2-staff')).toBe(false);
  });

  test('holds in no byte the name of somebody hidden from its reader', async () => {
    const dossier = await ask('Người hỏi giấu tên', 'yes');
    await world.act('C1-clerk', { dossier, act: 'register', body: {} });
    await witness(['toa-an', 'doan-ls']);
    const hidden = await pack('C1-head', await read('C1-head', dossier));
    expect((await verifyBundle(hidden, { policy })).problems).toEqual([]);
    expect(hidden.includes('C2-staff')).toBe(false);
    expect(hidden.includes('Người hỏi giấu tên')).toBe(true);
    const known = await pack('C1-clerk', await read('C1-clerk', dossier));
    expect(known.includes('C2-staff')).toBe(true);
    await expect(read('C2-clerk', await ask('Chưa vào sổ'))).rejects.toMatchObject({ code: 'dossier.not_found' });
  });

  test('leaves out a field somebody changed in the database, and names it', async () => {
    const dossier = await ask('Nguyên văn lúc đầu');
    await witness(['toa-an', 'doan-ls']);
    await world.admin('alter table app.vault disable trigger all');
    await world.admin(`update app.vault set value = '"Đã sửa"' where dossier = $1 and name = 'body/what'`, [dossier]);
    await world.admin('alter table app.vault enable trigger all');
    const evidence = await read('C2-staff', dossier);
    expect(evidence.acts[0]?.altered).toEqual(['body/what']);
    const report = await verifyBundle(await pack('C2-staff', evidence), { policy });
    expect(report).toMatchObject({ verdict: 'witnessed', problems: [] });
    expect(report.records[0]).toMatchObject({ kept: 1 });
  });

  test('dates an act older than the ledger only from then on', async () => {
    const [old] = await world.admin<{ id: string }>(`select id from app.dossier where kind = 'seed' limit 1`);
    await witness(['toa-an', 'doan-ls']);
    const evidence = await readEvidence(store, await world.ask(null), [{ dossier: old?.id as DossierId, from: 1, to: 1 }]);
    expect(evidence.acts[0]?.proven?.isLate).toBe(true);
  });
});

test('an act no checkpoint holds yet comes with the receipt that promises it a place', async () => {
  const dossier = await ask('Vừa mới gửi');
  const evidence = await read('C2-staff', dossier);
  const [waiting] = waitingActs(store, evidence);
  expect(evidence.acts[0]?.proven).toBeUndefined();
  expect(waiting?.receipt).toContain('khoithong.receipt/v1');
});

test('an act older than the log was promised nothing, and waits without a receipt', async () => {
  const evidence = await read('C2-staff', await ask('Gửi trước khi có sổ cái'));
  const ledger = { ...evidence.ledger, openedAt: asInstant('2100-01-01T00:00:00Z') };
  expect(evidence.ledger.openedAt).not.toBeNull();
  expect(waitingActs(store, { ...evidence, ledger })).toEqual([{ act: evidence.acts[0] }]);
});

describe('what comes with a bundle', () => {
  test('are the files something shown names, and no others', async () => {
    const bytes = Buffer.from('%PDF-1.4 biên bản hiện trường');
    const asker = await world.ask('C2-staff');
    const taken = await takeContent(store, asker, bytes, 'application/pdf');
    const to = await ask('Có tệp kèm');
    const files = [{ ...taken, name: 'bien-ban.pdf' }];
    const { dossier } = await world.act('C2-staff', { kind: 'tied', act: 'tie', body: { to, what: 'Gắn hồ sơ', files } });
    await witness(['toa-an', 'doan-ls']);
    const evidence = await read('D1-staff', dossier);
    const zip = await pack('D1-staff', evidence);
    const report = await verifyBundle(zip, { policy });
    expect(report).toMatchObject({ verdict: 'witnessed', problems: [], papers: [{ size: bytes.length }] });
    expect(zip.includes(bytes)).toBe(true);
    for (const without of ['body/files', 'file']) {
      const chosen: Chosen = (_, what) => ('file' in what ? without !== 'file' : what.field !== without);
      const less = await pack('D1-staff', evidence, chosen);
      expect(await verifyBundle(less, { policy })).toMatchObject({ problems: [], papers: [] });
      expect(less.includes(bytes)).toBe(false);
    }
  });

  test('is the decision that erased a text, and never the text', async () => {
    const dossier = await ask('Lời văn sẽ bị xoá');
    await witness(['toa-an', 'doan-ls']);
    await world.admin(
      `update app.vault set value = null, salt = null, erased_by = '12-QĐ/TU' where dossier = $1 and name = 'body/what'`,
      [dossier],
    );
    const zip = await pack('C2-staff', await read('C2-staff', dossier));
    const report = await verifyBundle(zip, { policy });
    expect(report.problems).toEqual([]);
    expect(report.records[0]?.erased).toMatchObject([{ name: 'body/what', by: '12-QĐ/TU' }]);
    expect(zip.includes('Lời văn sẽ bị xoá')).toBe(false);
  });

  test('is the person’s own signature, where the person is named', async () => {
    const site = { rpId: 'khoithong.example.vn', origin: 'https://khoithong.example.vn' };
    const key = new SoftPasskey(site);
    const person = asPersonId('C2-staff');
    const asker = await world.ask('C2-staff');
    const about = { v: 'khoithong/passkey/1', rpId: site.rpId, nonce: key.id };
    const answer = key.register(toBase64Url(challengeOf(about)));
    await enrolKey(store, person, { answer, name: 'Máy ở cơ quan', intent: about, site });
    const signing: Store = { ...store, signing: 'demanded' };
    const command: Command = { kind: 'toy', act: 'ask', body: { what: 'Tôi ký việc này', unit: 'C1', hide: 'no' } };
    const asked = await askSignature(signing, asker, await foresee(signing, { person }, command), { site });
    const proof = { how: 'passkey', assertion: key.sign(asked.challenge) } as const;
    const { dossier } = await perform(signing, { person }, { ...command, signature: { challenge: asked.id, proof } });
    await witness(['toa-an', 'doan-ls']);
    const evidence = await read('C1-clerk', dossier);
    const report = await verifyBundle(await pack('C1-clerk', evidence), { policy });
    expect(report.problems).toEqual([]);
    const [enrolled, signedAct] = report.records;
    expect(report.records).toHaveLength(2);
    expect(enrolled).toMatchObject({ kind: 'signing-key.enrol', isSigned: false });
    expect(enrolled?.fields.map(({ name }) => name)).toEqual([
      'act',
      'actor',
      'body',
      'body/alg',
      'body/credential',
      'body/publicKey',
      'body/rpId',
    ]);
    expect(signedAct).toMatchObject({ isSigned: true, signature: { how: 'passkey', intent: { act: 'ask' } } });
    expect(signedAct?.signature?.signer).toMatchObject({ person: 'C2-staff', index: enrolled?.index });
    expect(signedAct?.fields.map(({ name }) => name)).toContain('signed-body');
    const nameless: Chosen = (_, what) => !('field' in what && (what.field === 'actor' || what.field === 'body/what'));
    const less = await pack('C1-clerk', evidence, nameless);
    const told = await verifyBundle(less, { policy });
    expect(told.problems).toEqual([]);
    expect(told.records[0]?.signature).toBeUndefined();
    expect(told.records).toHaveLength(1);
    expect(less.includes(key.id)).toBe(false);
    expect(less.includes('Tôi ký việc này')).toBe(false);
    const [own] = await listPasskeys(store, asker.identity);
    await removeKey(store, person, own?.id ?? '');
    await witness(['toa-an', 'doan-ls']);
    const after = await verifyBundle(await pack('C1-clerk', await read('C1-clerk', dossier)), { policy });
    expect(after).toMatchObject({
      problems: [],
      records: [{}, { signature: { signer: { person: 'C2-staff' } } }, { kind: 'signing-key.remove' }],
    });
    const ofKey = await read('C1-clerk', own?.id ?? dossier);
    expect(await verifyBundle(await pack('C1-clerk', ofKey), { policy })).toMatchObject({ problems: [], records: [{}, {}] });
  });
});
