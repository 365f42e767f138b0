/** Every screen of the product with the person who would look at it. */
import type { Page } from '@playwright/test';
import type { PersonaId } from './people.ts';

/** One screen: how to come to it, who looks, and how heavy it may be. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Absent: nobody is signed in. */
  readonly as?: PersonaId;
  readonly status?: number;
  /** Class of weight in the budgets. */
  readonly weight?: 'entry' | 'work' | 'map';
  /** What to do on the page before it is looked at. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const submitMain = (page: Page) => page.locator('main form button[data-primary]').first().click();

async function openFirst(page: Page): Promise<void> {
  await page.locator('main .listbox tbody a').first().click();
  await page.locator('#f-muc-dich').waitFor();
}

/** Dispatch text long enough for every part of the second step. */
const DISPATCH = [
  'TỈNH ỦY QUẢNG NINH',
  'Số 3190-CV/TU',
  'V/v thử màn hình tiếp nhận',
  'Quảng Ninh, ngày 16 tháng 11 năm 2026',
  'Kính gửi: Sở Xây dựng',
  'Sở Xây dựng chủ trì rà soát các dự án chậm tiến độ, báo cáo trước ngày 15/12/2026.',
].join('\n');

async function readDispatch(page: Page): Promise<void> {
  await page.locator('#f-text').fill(DISPATCH);
  await submitMain(page);
  await page.locator('#f-symbol').waitFor();
}

/** A scan waits, whether it was brought now or by an earlier look at this screen. */
async function bringScan(page: Page): Promise<void> {
  await page.locator('#ban-quet').setInputFiles({ name: 'man-hinh.txt', mimeType: 'text/plain', buffer: Buffer.from(DISPATCH) });
  await page.locator('form[action$="/ban-quet"] button').click();
  await page.goto('/so-den/xu-ly');
  await page.locator('#f-issuer').waitFor();
}

async function chooseRows(page: Page, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await page.locator('.ck input').nth(n).check();
}

async function foreseeReminder(page: Page): Promise<void> {
  await chooseRows(page, 4);
  await page.locator('.bulk button[value="remind"]').click();
  await page.locator('#f-text').fill('Đề nghị báo cáo trước giao ban thứ Hai.');
  await submitMain(page);
  await page.locator('form.card').waitFor();
}

async function sendRegister(page: Page, staffCode: string): Promise<void> {
  const buffer = Buffer.from(`Mã cán bộ;Họ và tên\n${staffCode};Nguyễn Thị Hoà\n`);
  await page.locator('#f-tep').setInputFiles({ name: 'can-bo.csv', mimeType: 'text/csv', buffer });
  await page.locator('#f-so').fill('12-QĐ/TU');
  await submitMain(page);
  await page.locator('#can-sua, button[value="write"]').first().waitFor();
}

/** All screens, in the order of a working day; the dossiers are those of the demonstration. */
export const screens: readonly Screen[] = [
  { name: 'public home', path: '/', weight: 'map' },
  { name: 'personas', path: '/trai-nghiem', weight: 'entry' },
  { name: 'sign-in', path: '/dang-nhap', weight: 'entry' },
  { name: 'sign-in refused', path: '/dang-nhap', prepare: submitMain, weight: 'entry' },
  { name: 'my work', path: '/viec', as: 'department-head' },
  { name: 'my work of a clerk', path: '/viec', as: 'clerk' },
  { name: 'my dossiers', path: '/ho-so-cua-toi', as: 'commune-official' },
  { name: 'my dossiers, none', path: '/ho-so-cua-toi', as: 'administrator' },
  { name: 'my dossiers of a kind', path: '/ho-so-cua-toi/vm?tinh-trang=open', as: 'commune-official' },
  { name: 'what others owe me', path: '/ho-so-cua-toi/con-no', as: 'commune-official' },
  { name: 'who read my dossiers', path: '/ho-so-cua-toi/ai-da-xem', as: 'commune-official' },
  { name: 'what a restricted dossier is read for', path: '/bv', as: 'inspector', prepare: openFirst },
  { name: 'obstacles', path: '/vm', as: 'department-head' },
  { name: 'obstacles, filtered to nothing', path: '/vm?tim=khongcogi', as: 'department-head' },
  { name: 'obstacles, three chosen', path: '/vm', as: 'department-head', prepare: (page) => chooseRows(page, 3) },
  {
    name: 'remind of several',
    path: '/vm',
    as: 'department-head',
    prepare: async (page) => {
      await chooseRows(page, 3);
      await page.locator('.bulk button[value="remind"]').click();
      await page.locator('#f-text').waitFor();
    },
  },
  { name: 'what will and will not be done', path: '/vm', as: 'department-head', prepare: foreseeReminder },
  {
    name: 'label several',
    path: '/vm',
    as: 'department-head',
    prepare: async (page) => {
      await chooseRows(page, 3);
      await page.locator('.bulk button[value="@nhan"]').click();
      await page.locator('#nhan').waitFor();
    },
  },
  {
    name: 'print several',
    path: '/vm',
    as: 'department-head',
    prepare: async (page) => {
      await chooseRows(page, 3);
      await page.locator('.bulk button[value="@in"]').click();
      await page.locator('.ownpage').first().waitFor();
    },
  },
  { name: 'tasks', path: '/nv', as: 'department-head' },
  { name: 'directives', path: '/vb', as: 'clerk' },
  { name: 'all dossiers', path: '/ho-so', as: 'inspector' },
  { name: 'report an obstacle', path: '/vm/moi', as: 'commune-official', weight: 'entry' },
  { name: 'report with errors', path: '/vm/moi', as: 'commune-official', prepare: submitMain },
  { name: 'obstacle', path: '/vm/2026-00011', as: 'department-head' },
  { name: 'obstacle, everything', path: '/vm/2026-00009?dien-bien=tat-ca', as: 'standing-committee-member' },
  { name: 'task', path: '/nv/2026-00003', as: 'department-head' },
  { name: 'acknowledgement', path: '/qt', as: 'inspector', prepare: (page) => page.locator('[data-row] a').first().click() },
  { name: 'directive with tasks', path: '/vb/2026-00001', as: 'clerk' },
  {
    name: 'decision on the organisation',
    path: '/tc',
    as: 'administrator',
    prepare: (page) => page.locator('[data-row] a').first().click(),
  },
  { name: 'rule set', path: '/gq', as: 'administrator', prepare: (page) => page.locator('[data-row] a').first().click() },
  { name: 'decide', path: '/vm/2026-00011/decide', as: 'department-head' },
  { name: 'decide with errors', path: '/vm/2026-00011/decide', as: 'department-head', prepare: submitMain },
  { name: 'assign tasks from a sentence', path: '/vb/2026-00001/assign-tasks?tasks.0.sentence=6', as: 'department-head' },
  {
    name: 'asked once more',
    path: '/vm/2026-00011/decide',
    as: 'department-head',
    prepare: async (page) => {
      await page.locator('input[name="remedy"]').first().check();
      await page.locator('#f-reasons').fill('Đủ căn cứ để giải quyết ngay ở cấp thành phố.');
      await page.locator('#f-legalBasis').fill('Luật Đất đai 2024, Điều 79');
      await page.locator('#f-consequence').fill('Phường được giao đất theo nhóm hộ.');
      await submitMain(page);
      await page.locator('button[name="__checked"], form.card button').first().waitFor();
    },
  },
  { name: 'how a deadline is set', path: '/vm/2026-00011/thoi-han', as: 'department-head' },
  { name: 'registers in and out', path: '/to-chuc/nhap', as: 'administrator' },
  { name: 'registers with errors', path: '/to-chuc/nhap', as: 'administrator', prepare: (page) => sendRegister(page, '') },
  { name: 'registers compared', path: '/to-chuc/nhap', as: 'administrator', prepare: (page) => sendRegister(page, 'CB-0012') },
  { name: 'log of exports', path: '/xuat', as: 'administrator' },
  { name: 'search', path: '/tra-cuu?q=san+lap', as: 'department-head' },
  { name: 'search without results', path: '/tra-cuu?q=khongcogi', as: 'department-head' },
  { name: 'search mistyped', path: '/tra-cuu?q=khoang+sanr+lam+vat+lieu', as: 'department-head' },
  { name: 'notices', path: '/thong-bao', as: 'department-head' },
  { name: 'portfolio', path: '/phu-trach', as: 'standing-committee-member', weight: 'map' },
  { name: 'organisation', path: '/to-chuc', as: 'administrator', weight: 'map' },
  { name: 'unit', path: '/to-chuc/22-snnmt', as: 'department-head' },
  { name: 'assignment map', path: '/to-chuc/phan-cong', as: 'administrator', weight: 'map' },
  { name: 'law', path: '/quy-dinh', as: 'administrator' },
  { name: 'condition of the installation', path: '/quan-tri/tinh-trang', as: 'administrator' },
  { name: 'intake', path: '/vb/moi', as: 'clerk' },
  { name: 'intake, recognised', path: '/vb/moi', as: 'clerk', prepare: readDispatch },
  {
    name: 'intake, once more',
    path: '/vb/moi',
    as: 'clerk',
    prepare: async (page) => {
      await readDispatch(page);
      await submitMain(page);
      await page.locator('ol.sentences').waitFor();
    },
  },
  { name: 'incoming register', path: '/so-den?ky=ca-so', as: 'clerk' },
  { name: 'outgoing register', path: '/so-di?ky=ca-so', as: 'clerk' },
  { name: 'register without papers', path: '/so-den?tim=khongcogi', as: 'clerk' },
  { name: 'register on paper', path: '/so-di/in', as: 'clerk' },
  { name: 'queue of scans', path: '/so-den', as: 'clerk', prepare: bringScan },
  {
    name: 'queue of scans with errors',
    path: '/so-den/xu-ly',
    as: 'clerk',
    // The scan goes on waiting, for the next look at this screen.
    prepare: async (page) => {
      await page.locator('#f-subject').fill('');
      await page.locator('[data-save-next]').click();
      await page.locator('.errs').waitFor();
    },
  },
  { name: 'open a register', path: '/so/moi/open', as: 'clerk' },
  { name: 'register dossier', path: '/so/2026-00001', as: 'clerk' },
  { name: 'incoming paper', path: '/den/VPUBND-2026-01180', as: 'clerk' },
  { name: 'profile', path: '/ca-nhan', as: 'commune-official' },
  { name: 'keys', path: '/phim-tat', as: 'commune-official' },
  { name: 'not found', path: '/vm/2026-99999', as: 'commune-official', status: 404 },
  { name: 'too late', path: '/vm/2026-00011/register', as: 'clerk', status: 409 },
  { name: 'not allowed', path: '/vm/2026-00011/decide', as: 'commune-official', status: 403 },
];
