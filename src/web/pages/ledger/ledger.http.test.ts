/** The state of the ledger is shown to anybody, in words; what contradicts it stands first, and only administrators may answer for it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedLog, openLog } from '../../../../tests/support/open-log.ts';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import { startWitness, type TestWitness } from '../../../../tests/support/witness.ts';
import { registerCosignatures } from '../../../api/cosignatures.ts';
import type { RowOp } from '../../../dossier/table.ts';
import { asLegalDate } from '../../../kernel/time.ts';
import { readWitnessPolicy } from '../../../ledger/witness-policy.ts';
import { noteCheck } from '../../../store/ledger/checks.ts';
import { readCheckpoint } from '../../../store/ledger/published.ts';
import { notePolicy, raiseAlarm } from '../../../store/ledger/witnessing.ts';
import { openBrowser, tokenIn } from '../../testing/browser.ts';

const from = asLegalDate('2025-01-01');
const open = (table: string, key: Record<string, string>, values: unknown): RowOp =>
  ({ op: 'open', table, key, values, from }) as RowOp;
const administrator: readonly RowOp[] = [
  open(
    'post',
    { post: 'P.admin' },
    {
      unit: 'P',
      title_vi: 'Quản trị',
      title_en: 'Administrator',
      function: 'specialist',
      superior: null,
      roles: ['admin'],
      rank: 9,
    },
  ),
  open('holding', { post: 'P.admin' }, { person: 'P-admin', form: 'full' }),
  open(
    'person',
    { person: 'P-admin' },
    { family_and_middle: 'Vũ Thị', given: 'Quản', honorific: 'Bà', staff_code: 'P-admin', demo: true },
  ),
];

let site: Site;
let log: OpenedLog;
let witness: TestWitness;
let other: TestWitness;
beforeAll(async () => {
  site = await openSite({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 }, rows: administrator, day: true });
  registerCosignatures(site.web.app, site.world.store);
  log = await openLog(site.world);
  witness = await startWitness('mat-tran', []);
  other = await startWitness('nguoi-la', []);
});
beforeEach(async () => {
  await site.world.admin(
    'delete from app.ledger_alarm; delete from app.ledger_policy; delete from app.ledger_cosignature; delete from app.ledger_witness; delete from app.ledger_quorum',
  );
});
afterAll(async () => {
  await Promise.all([witness.close(), other.close()]);
  await log.close();
  await site.close();
});

const page = async () => {
  const { body, statusCode } = await openBrowser(() => site.web.app).get('/so-cai');
  expect(statusCode).toBe(200);
  return body.slice(body.indexOf('<main'), body.indexOf('</main>'));
};
const name = async () => {
  const policy = readWitnessPolicy(`witness mat-tran ${witness.vkey}\nquorum mat-tran\n`);
  await notePolicy(log.store, { policy, patienceMillis: 4 * 3_600_000 });
};
const note = async () => (await readCheckpoint(site.world.store, 'main'))?.note ?? '';
const bring = (text: string, path = '/ledger/main/cosignature') =>
  site.web.app.inject({ method: 'POST', url: path, headers: { 'content-type': 'text/plain', host: 'localhost' }, payload: text });

describe('anybody', () => {
  test('is told before the first checkpoint that there is none, and that nobody witnesses', async () => {
    const main = await page();
    expect(main).toContain('Sổ chưa có mục nào được ký');
    expect(main).toContain('Chưa có bên đối chứng');
    expect((await site.web.app.inject({ url: '/status', headers: { host: 'localhost' } })).json()).toMatchObject({
      policy: null,
    });
  });

  test('sees size, root code, keys and how to check, and nothing of any dossier', async () => {
    const body = { what: 'Đất xen kẹp giao thế nào?', unit: 'D1', hide: 'no' };
    const { dossier } = await site.world.act('C1-staff', { kind: 'toy', act: 'ask', body });
    const size = await log.sequence();
    const main = await page();
    expect(main).toContain('Sổ đang ghi và được ký bình thường');
    expect(main).toContain(`<b>${size}</b>mục trong sổ`);
    expect(main).toMatch(/[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/);
    expect(main).toContain(log.signer.logKey('main', log.origin));
    for (const named of ['Ký sổ việc đã ghi', 'Ký sổ người đã xem', 'khoithong.<wbr/>test/<wbr/>1'])
      expect(main).toContain(named);
    expect(main).toContain('href="/ledger/main/checkpoint"');
    expect(main).toContain('href="/so-cai/kiem-tra"');
    for (const hidden of [dossier, 'xen kẹp', 'C1-staff']) expect(main).not.toContain(hidden);
    expect(main).not.toContain('<form');
  });

  test('reads in words what the last verification found', async () => {
    await noteCheck(log.store, {
      seconds: 1,
      dossiers: 1,
      acts: 1,
      found: 3,
      codes: ['act-changed', 'table-changed', 'of-another-version'],
    });
    const main = await page();
    for (const said of ['nội dung hành vi đã bị sửa', 'bảng … đã bị sửa', 'of-another-version'])
      expect(main).toContain(`<li>${said}</li>`);
    await site.world.admin('delete from app.ledger_check');
  });

  test('sees a witness that has not been heard of, how far one is, and a contradiction before all else', async () => {
    await name();
    expect(await page()).toContain('chưa thấy');
    expect(await page()).not.toContain('đủ bên đối chứng.</div>');
    await bring((await note()) + witness.cosign(await note()));
    expect(await page()).toContain('đủ bên đối chứng');
    await raiseAlarm(log.store, { log: 'main', epoch: 1 }, { witness: 'mat-tran', code: 'behind', size: 3, witnessSize: 9 });
    const main = await page();
    expect(main).toContain('banner late');
    expect(main).toContain('đã thấy 9 mục, sổ ở đây chỉ có 3');
    expect(main).not.toContain('đủ bên đối chứng.</div>');
  });

  test('may bring what a witness signed of our own checkpoint, and nothing else, and is told no more than that', async () => {
    expect((await bring((await note()) + witness.cosign(await note()))).statusCode).toBe(422);
    await name();
    const ours = await note();
    const bad = [
      'x',
      '',
      ours,
      ours + other.cosign(ours),
      ours.replace(/\n\d+\n/, '\n7\n') + witness.cosign(ours),
      `${ours}${witness.cosign(ours).slice(0, -8)}AAAAAA=\n`,
      'y'.repeat(15_000),
    ];
    for (const text of bad) expect(await bring(text).then(({ statusCode, body }) => [statusCode, body])).toEqual([422, '422\n']);
    expect((await bring('z'.repeat(20_000))).statusCode).toBe(413);
    expect((await bring(ours, '/ledger/none/cosignature')).statusCode).toBe(404);
    expect(await site.world.admin('select 1 from app.ledger_cosignature')).toEqual([]);
    expect((await bring(ours + witness.cosign(ours))).statusCode).toBe(200);
    expect(await note()).toContain('— mat-tran ');
    expect(await site.world.admin('select size::int from app.ledger_quorum')).toHaveLength(1);
    // One text for a witness without a network: the proof and the checkpoint it proves.
    const carried = await site.web.app.inject({ url: '/ledger/main/proof?old=1', headers: { host: 'localhost' } });
    expect(carried.body).toMatch(/^old 1\n([A-Za-z0-9+/=]{44}\n)+\n/);
    expect(carried.body.split('\n\n').slice(1).join('\n\n')).toContain(ours);
    expect((await site.web.app.inject({ url: '/ledger/main/proof?old=99999', headers: { host: 'localhost' } })).statusCode).toBe(
      404,
    );
    const asked: number[] = [];
    for (let n = 0; n < 30; n++) asked.push((await bring('x')).statusCode);
    expect(asked.at(-1)).toBe(429);
  });
});

describe('whoever watches the site', () => {
  const ready = async () => {
    const answer = await site.web.app.inject({ url: '/readyz', headers: { host: 'localhost' } });
    return [answer.statusCode, answer.json<{ ledger: string }>().ledger];
  };
  const waiting = (span: string) => site.world.shape(`update app.ledger_pending set at = now() - interval '${span}'`);

  test('is told when acts wait for their place for a minute, and that recording goes on all the same', async () => {
    await site.world.act('C1-staff', { kind: 'toy', act: 'ask', body: { what: 'Cầu treo chưa sửa', unit: 'D1', hide: 'no' } });
    expect(await ready()).toEqual([200, 'ok']);
    await waiting('2 minutes');
    expect(await ready()).toEqual([200, 'late']);
    await waiting('16 minutes');
    expect(await ready()).toEqual([200, 'late']);
    await waiting('0 seconds');
    await log.sequence();
    expect(await ready()).toEqual([200, 'ok']);
  });
});

describe('an administrator', () => {
  test('pastes the line of a witness without a network', async () => {
    await name();
    const browser = await site.as('P-admin');
    const shown = await browser.get('/so-cai');
    expect(shown.body).toContain('Nhập dòng đối chứng');
    expect(shown.body).toContain('href="/ledger/main/proof?old=0"');
    const wrong = await browser.post('/so-cai/dong-doi-chung', { csrf: tokenIn(shown.body), line: other.cosign(await note()) });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Chưa có gì được ghi');
    const taken = await browser.post('/so-cai/dong-doi-chung', { csrf: tokenIn(shown.body), line: witness.cosign(await note()) });
    expect(taken.headers['location']).toBe('/so-cai?ket-qua=1');
    expect(await note()).toContain('— mat-tran ');
  });

  test('answers for a contradiction with a reason, which stays on record; nobody else can', async () => {
    await raiseAlarm(log.store, { log: 'main', epoch: 1 }, { witness: 'mat-tran', code: 'fork', size: 3 });
    const [alarm] = await site.world.admin<{ id: string }>('select id from app.ledger_alarm');
    const staff = await site.as('C1-staff');
    const seen = await staff.get('/so-cai');
    expect(seen.body).not.toContain('Kết luận về lần trái nhau');
    const browser = await site.as('P-admin');
    const shown = await browser.get('/so-cai');
    expect(
      (await browser.post('/so-cai/ket-luan', { csrf: tokenIn(shown.body), id: alarm?.id ?? '', reason: 'ngắn' })).statusCode,
    ).toBe(422);
    const reason = 'Khoá của bên này bị mất, đã xác minh theo công văn số 12';
    expect((await browser.post('/so-cai/ket-luan', { csrf: tokenIn(shown.body), id: alarm?.id ?? '', reason })).statusCode).toBe(
      303,
    );
    expect(await site.world.admin('select lifted_by, reason from app.ledger_alarm')).toEqual([{ lifted_by: 'P-admin', reason }]);
    expect(await page()).toContain('Có kết luận lúc');
  });
});
