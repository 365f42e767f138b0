/** «Hồ sơ của tôi»: nobody else's, open and ended, what others owe, and a file that holds what the record holds. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeParts } from '../../../src/documents/reading/zip-parts.ts';
import { settleDue } from '../../../src/jobs/index.ts';
import { readExportLog } from '../../../src/store/export-log.ts';
import { findOwn, listOwn, readOwed, readOwn } from '../../../src/store/read/own.ts';
import type { Browser } from '../../../src/web/testing/browser.ts';
import { openSite, type Site } from '../../support/site.ts';
import { caller, openApi } from '../api.ts';
import { sealedKind } from '../sealed/kind.ts';
import { ownKind } from './kind.ts';

/** Restricted, and its opener's own. */
const sealedOwn = { ...sealedKind, kind: { ...sealedKind.kind, personal: { roles: [] } } };

let site: Site;
let api: FastifyInstance;
const dossiers: Record<'open' | 'ended' | 'hidden' | 'other' | 'named' | 'sealed', string> = {
  open: '',
  ended: '',
  hidden: '',
  other: '',
  named: '',
  sealed: '',
};

async function ask(person: string, unit: string, what: string, hide = 'no'): Promise<string> {
  return (await site.world.act(person, { kind: 'toy', act: 'ask', body: { what, unit, hide } })).dossier;
}
const step = (person: string, dossier: string, act: string, body: object) =>
  site.world.act(person, { dossier: dossier as never, act, body: body as never });

beforeAll(async () => {
  site = await openSite({
    kinds: [ownKind, sealedOwn],
    limits: { 'toy.register': 2, 'toy.answer': 5, 'sealed.take': 2 },
    day: true,
  });
  api = await openApi(site.world);
  await site.world.setClock('2026-11-23T02:05:00Z');
  dossiers.ended = await ask('D1-staff', 'C2', 'Cầu phao đã xong');
  await step('C2-clerk', dossiers.ended, 'register', {});
  await step('C2-head', dossiers.ended, 'answer', { stance: 'yes', text: 'Lời đáp giữ riêng' });
  dossiers.open = await ask('D1-staff', 'C1', 'Bến phà còn chờ');
  dossiers.hidden = await ask('D1-staff', 'C1', 'Chuyện giấu tên', 'yes');
  dossiers.other = await ask('C2-staff', 'C1', 'Việc của người khác');
  dossiers.named = await ask('C2-staff', 'D2', 'Việc có tên một người');
  dossiers.sealed = (
    await site.world.act('P-clerk', {
      kind: 'sealed-case',
      act: 'open',
      body: { handler: 'D1', content: `v1.${'A'.repeat(40)}` },
    })
  ).dossier;
});
afterAll(async () => {
  await api.close();
  await site.close();
});

const idsOf = async (person: string, state?: 'open' | 'ended') =>
  (await listOwn(site.world.store, await site.world.ask(person), { state, order: 'newest', limit: 50 })).rows
    .map((row) => row.id as string)
    .toSorted();
const sorted = (...names: (keyof typeof dossiers)[]) => names.map((name) => dossiers[name]).toSorted();

describe('what is somebody’s own', () => {
  test('is what one opened, in the open or hidden, and what names one by post or in person; nothing else', async () => {
    expect(await idsOf('D1-staff')).toEqual(sorted('open', 'hidden', 'ended'));
    expect(await idsOf('D1-staff', 'open')).toEqual(sorted('open', 'hidden'));
    expect(await idsOf('D1-staff', 'ended')).toEqual(sorted('ended'));
    // By the post of whoever helps; whoever decides by post has none of it.
    expect(await idsOf('C1-staff')).toEqual(sorted('open', 'hidden', 'other'));
    expect(await idsOf('C1-head')).toEqual([]);
    expect(await idsOf('P-staff')).toEqual(sorted('named'));
    expect(await idsOf('D2-staff')).toEqual(sorted('named'));
    expect(await idsOf('P-clerk')).toEqual(sorted('sealed'));
  });

  test('says as what, and tells nobody else who asked', async () => {
    const rows = async (person: string) =>
      (await listOwn(site.world.store, await site.world.ask(person), { order: 'newest', limit: 50 })).rows;
    expect((await rows('D1-staff')).map((row) => row.ties)).toEqual([[''], [''], ['']]);
    expect((await rows('P-staff')).map((row) => row.ties)).toEqual([['subject']]);
    expect((await rows('C1-staff')).flatMap((row) => row.ties)).toEqual(['helper', 'helper', 'helper']);
  });

  test('comes in pages without a gap or a repetition', async () => {
    const asker = await site.world.ask('D1-staff');
    for (const order of ['due', 'newest', 'oldest', 'number'] as const) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listOwn(site.world.store, asker, { order, limit: 1, cursor });
        expect(page.total).toBe(3);
        found.push(...page.rows.map((row) => row.id));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(found.toSorted()).toEqual(sorted('open', 'hidden', 'ended'));
    }
  });

  test('is the same by the API, as its description says', async () => {
    const get = (url: string, person = 'D1-staff') => api.inject({ url, headers: caller(person) });
    const mine = await get('/api/v1/me/dossiers?state=ended');
    expect(mine.statusCode).toBe(200);
    expect(mine.json()).toMatchObject({
      total: 1,
      rows: [{ id: dossiers.ended, stageName: 'Đã trả lời', isAuthor: true, roles: [] }],
    });
    expect((await get('/api/v1/me/dossiers', 'P-staff')).json()).toMatchObject({
      rows: [{ id: dossiers.named, isAuthor: false, roles: [{ role: 'subject', label: 'Người được nêu' }] }],
    });
    expect((await get('/api/v1/me/dossiers', 'C1-head')).json()).toMatchObject({ total: 0, rows: [] });
    expect((await get('/api/v1/me/dossiers?state=late')).statusCode).toBe(422);
    expect((await get('/api/v1/me/dossiers?cursor=xyz')).statusCode).toBe(422);
    expect((await api.inject({ url: '/api/v1/me/dossiers' })).statusCode).toBe(401);
    const owed = (await get('/api/v1/me/owed')).json<{ total: number; clocks: { dossier: { id: string } }[] }>();
    expect(owed.total).toBe(2);
    expect(owed.clocks.map((one) => one.dossier.id).toSorted()).toEqual(sorted('open', 'hidden'));
  });
});

describe('what others owe', () => {
  test('is every open clock on one’s own dossiers that others hold, counted as the record has it', async () => {
    const asker = await site.world.ask('D1-staff');
    const owed = await readOwed(site.world.store, asker, { limit: 50, skip: 0 });
    const [counted] = await site.world.admin<{ n: number }>(
      `select count(*)::int as n from app.clock c join app.dossier d on d.id = c.dossier
       where d.author = 'D1-staff' and not d.ended and c.state in ('running', 'lapsed', 'paused') and c.holder <> 'D1.staff'`,
    );
    expect([owed.total, owed.late, owed.clocks.length]).toEqual([counted?.n, 0, counted?.n]);
    expect(owed.total).toBe(2);
    expect(new Set(owed.clocks.map((one) => one.clock.holder))).toEqual(new Set(['C1.clerk']));
    const [first] = (await readOwed(site.world.store, asker, { limit: 1, skip: 1 })).clocks;
    expect(first?.row.id).toBe(owed.clocks[1]?.row.id);
  });

  test('is not what one holds oneself', async () => {
    // The clerk asks the own unit: the clock is the clerk's.
    const own = await ask('D2-clerk', 'D2', 'Tự hỏi đơn vị mình');
    const asker = await site.world.ask('D2-clerk');
    expect((await readOwn(site.world.store, asker, { rows: 5, owed: 5 })).groups[0]?.rows.map((row) => row.id)).toEqual([own]);
    expect((await readOwed(site.world.store, asker, { limit: 5, skip: 0 })).total).toBe(0);
  });

  test('says plainly that it ran out, and who was to answer', async () => {
    await site.world.setClock('2026-11-30T02:05:00Z');
    await settleDue(site.world.store);
    const page = (await (await site.as('D1-staff')).get('/ho-so-cua-toi')).body;
    expect(page).toContain('hết hạn mà chưa làm, đã ghi lại');
    expect(page).toContain('Văn thư');
    expect(page).toMatch(/Người khác còn nợ bạn \d+ việc, \d+ việc đã quá hạn\./);
    // Silence went up, twice: the superiors owe as well, beside whoever was silent.
    const owed = await readOwed(site.world.store, await site.world.ask('D1-staff'), { limit: 50, skip: 0 });
    expect(owed.clocks.map((one) => one.clock.level).toSorted()).toEqual([0, 0, 1, 1, 2, 2]);
    expect(owed.late).toBe(4);
  });
});

describe('the page', () => {
  let staff: Browser;
  beforeAll(async () => {
    staff = await site.as('D1-staff');
  });

  test('shows open and ended dossiers of each kind with stage and links, and nobody else’s', async () => {
    const { body, statusCode } = await staff.get('/ho-so-cua-toi');
    expect(statusCode).toBe(200);
    expect(body).toContain('2 hồ sơ đang mở, 1 hồ sơ đã kết thúc.');
    for (const said of ['Bến phà còn chờ', 'Chuyện giấu tên', 'Cầu phao đã xong', 'Đã trả lời', 'Đang mở (2)', 'Đã kết thúc (1)'])
      expect(body).toContain(said);
    expect(body).not.toContain('Việc của người khác');
    expect(body).not.toContain('Việc có tên một người');
    expect(body).toContain('Chưa có hồ sơ nào thuộc: Việc niêm phong.');
    expect(body).not.toContain('⟦');
  });

  test('is reached from the work page and from the profile', async () => {
    for (const address of ['/viec', '/ca-nhan']) expect((await staff.get(address)).body).toContain('href="/ho-so-cua-toi"');
  });

  test('of somebody without dossiers says what will be here', async () => {
    const { body } = await (await site.as('C1-head')).get('/ho-so-cua-toi');
    expect(body).toContain('Bạn chưa có hồ sơ nào');
    expect(body).toContain('href="/dc/moi"');
    expect(body).not.toContain('/tai-ve');
    expect((await (await site.as('C1-head')).get('/ho-so-cua-toi/tai-ve')).statusCode).toBe(404);
  });

  test('has a list of its own for each kind and for what others owe', async () => {
    const ended = (await staff.get('/ho-so-cua-toi/dc?tinh-trang=ended')).body;
    expect(ended).toContain('Cầu phao đã xong');
    expect(ended).not.toContain('Bến phà còn chờ');
    expect(ended).toContain('1 hồ sơ, hiện 1–1.');
    expect((await staff.get('/ho-so-cua-toi/dc?tinh-trang=open')).body).toContain('Bến phà còn chờ');
    expect((await staff.get('/ho-so-cua-toi/con-no')).body).toContain('hiện 1–6');
    expect((await staff.get('/ho-so-cua-toi/con-no?trang=9')).headers['location']).toBe('/ho-so-cua-toi/con-no');
    // A kind whose dossiers are nobody's own has no such list.
    expect((await staff.get('/ho-so-cua-toi/tst')).statusCode).toBe(404);
  });

  test('shows a restricted dossier by its code to whoever opened it, and to nobody else', async () => {
    const [shell] = await site.world.admin<{ receipt: string }>('select receipt from app.dossier where id = $1', [
      dossiers.sealed,
    ]);
    const receipt = shell?.receipt ?? 'none';
    const own = (await (await site.as('P-clerk')).get('/ho-so-cua-toi')).body;
    expect(own).toContain(receipt);
    expect(own).not.toMatch(/LỘ TIÊU ĐỀ|LỘ PHÂN LOẠI/);
    expect((await staff.get('/ho-so-cua-toi')).body).not.toContain(receipt);
    // Whoever handles it has it on the desk, not among the own dossiers.
    expect((await (await site.as('D1-clerk')).get('/ho-so-cua-toi')).body).not.toContain(receipt);
  });
});

describe('the file', () => {
  async function take(person: string) {
    const answer = await (await site.as(person)).get('/ho-so-cua-toi/tai-ve');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/zip');
    const parts = await takeParts(answer.rawPayload, /./u, 10_000_000);
    const text = new Map(parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')]));
    const json = <T>(name: string) => JSON.parse(text.get(name) ?? 'null') as T;
    return { text, json };
  }
  interface Manifest {
    total: number;
    asked: number;
    noLongerReadable: number;
    dossiers: { file: string; number: string; acts: number; clocks: number }[];
  }
  interface Kept {
    id: string;
    acts: { seq: number; body: Record<string, unknown>; leafHash: string }[];
    clocks: unknown[];
    sections: { key: string; rows: { text: string }[] }[];
    tables: object;
  }

  test('holds every own dossier with as many acts and clocks as the record, in their order', async () => {
    const { text, json } = await take('D1-staff');
    const manifest = json<Manifest>('ho-so-cua-toi.json');
    expect(manifest).toMatchObject({ total: 3, asked: 3, noLongerReadable: 0 });
    const kept = manifest.dossiers.map(({ file }) => json<Kept>(`${file}.json`));
    const counted = await site.world.admin<{ id: string; acts: number; clocks: number; leaves: string[] }>(
      `select d.id::text, (select count(*)::int from app.act a where a.dossier = d.id) as acts,
         (select count(*)::int from app.clock c where c.dossier = d.id) as clocks,
         (select array_agg(encode(a.leaf_hash, 'hex') order by a.seq) from app.act a where a.dossier = d.id) as leaves
       from app.dossier d where d.author = 'D1-staff' order by d.opened_at, d.id`,
    );
    expect(
      kept.map((one) => ({
        id: one.id,
        acts: one.acts.length,
        clocks: one.clocks.length,
        leaves: one.acts.map((a) => a.leafHash),
      })),
    ).toEqual(counted);
    expect(manifest.dossiers.map(({ acts, clocks }) => ({ acts, clocks }))).toEqual(
      counted.map(({ acts, clocks }) => ({ acts, clocks })),
    );
    const contents = text.get('ho-so-cua-toi.html') ?? '';
    for (const { file, number } of manifest.dossiers) {
      expect(contents).toContain(`href="${file}.html"`);
      expect(text.get(`${file}.html`)).toContain(number);
    }
    expect(text.size).toBe(2 * 3 + 2);
    expect(contents).toContain('Đủ cả 3 hồ sơ của bạn.');
  });

  test('leaves out with a word what is not one’s to read, and gives it to whoever may', async () => {
    const { text, json } = await take('D1-staff');
    const all = [...text.values()].join('\n');
    expect(all).toContain('Cầu phao đã xong');
    expect(all).not.toContain('Lời đáp giữ riêng');
    expect(all).not.toContain('⟦');
    const { dossiers: listed } = json<Manifest>('ho-so-cua-toi.json');
    const ended = listed.map(({ file }) => json<Kept>(`${file}.json`)).find((one) => one.id === dossiers.ended);
    expect(ended?.acts.at(-1)?.body['text']).toBe('Nội dung chỉ người xử lý trực tiếp đọc được');
    expect(ended?.sections[0]?.rows[0]?.text).toBe('Nội dung chỉ người xử lý trực tiếp đọc được');
    expect(ended?.tables).toEqual({});
    expect(all).toContain('Trả lời');
  });

  test('is noted before it leaves, without a word of what is in it, and needs no reason', async () => {
    await take('P-clerk');
    const [note] = await readExportLog(site.world.store, await site.world.ask('P-clerk'));
    expect(note).toMatchObject({ what: '/ho-so-cua-toi', filter: '', format: 'zip', personal: true, reason: null });
    expect((await (await site.as('P-clerk')).get('/xuat')).body).toContain('Hồ sơ của bản thân (ZIP)');
    // Other exports with personal data go on needing one, by the database itself.
    await expect(
      site.world.admin(
        `insert into app.export_log (tenant, id, person, what, format, personal) values ('test', gen_random_uuid(), 'x', '/x', 'csv', true)`,
      ),
    ).rejects.toThrow(/export_log_check/);
  });

  test('comes in parts that together hold everything once', async () => {
    const asker = await site.world.ask('D1-staff');
    const found: string[] = [];
    for (let skip = 0; ; skip += 2) {
      const { ids, total } = await findOwn(site.world.store, asker, { skip, limit: 2 });
      expect(total).toBe(3);
      if (ids.length === 0) break;
      found.push(...ids);
    }
    expect(found.toSorted()).toEqual(sorted('open', 'hidden', 'ended'));
    expect((await (await site.as('D1-staff')).get('/ho-so-cua-toi/tai-ve?phan=2')).statusCode).toBe(404);
  });

  test('holds a restricted dossier under its code for whoever opened it', async () => {
    const { text } = await take('P-clerk');
    expect([...text.values()].join('\n')).not.toMatch(/LỘ TIÊU ĐỀ|LỘ PHÂN LOẠI|LỘ TÌM KIẾM/);
    expect(text.size).toBe(2 * 1 + 2);
  });
});

test('a dossier whose reading was lost is gone from the page, the counts, the clocks and the file', async () => {
  const lost = await ask('D1-staff', 'D2', 'Sẽ không còn được đọc');
  const staff = await site.as('D1-staff');
  expect((await staff.get('/ho-so-cua-toi')).body).toContain('Sẽ không còn được đọc');
  await step('D2-clerk', lost, 'register', {});
  await step('D2-head', lost, 'answer', { stance: 'no', text: 'Không thuộc thẩm quyền' });
  expect(await site.world.admin('select 1 from app.dossier where id = $1 and author = $2', [lost, 'D1-staff'])).toHaveLength(1);
  expect(await idsOf('D1-staff')).toEqual(sorted('open', 'hidden', 'ended'));
  const { body } = await staff.get('/ho-so-cua-toi');
  expect(body).not.toContain('Sẽ không còn được đọc');
  expect(body).toContain('2 hồ sơ đang mở, 1 hồ sơ đã kết thúc.');
  const answer = await staff.get('/ho-so-cua-toi/tai-ve');
  const parts = await takeParts(answer.rawPayload, /./u, 10_000_000);
  expect(parts.map(({ bytes }) => Buffer.from(bytes).toString('utf8')).join('\n')).not.toContain('Sẽ không còn được đọc');
});
