/** The administrator's page: what needs somebody comes first, with what to do; nothing of any dossier is on it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from '../../../../tests/support/site.ts';
import { toyKind } from '../../../../tests/support/toy-kind.ts';
import type { RowOp } from '../../../dossier/table.ts';
import { asLegalDate } from '../../../kernel/time.ts';

const from = asLegalDate('2025-01-01');
const open = (table: string, key: Record<string, string>, values: RowOp extends { values: infer V } ? V : never): RowOp =>
  ({ op: 'open', table, key, values, from }) as RowOp;
const administrator: readonly RowOp[] = [
  open('post', { post: 'P.admin' }, {
    unit: 'P',
    title_vi: 'Quản trị',
    title_en: 'Administrator',
    function: 'specialist',
    superior: null,
    roles: ['admin'],
    rank: 9,
  } as never),
  open('holding', { post: 'P.admin' }, { person: 'P-admin', form: 'full' } as never),
  open('person', { person: 'P-admin' }, {
    family_and_middle: 'Vũ Thị',
    given: 'Quản',
    honorific: 'Bà',
    staff_code: 'P-admin',
    demo: true,
  } as never),
];

let site: Site;
beforeAll(async () => {
  site = await openSite({ kinds: [toyKind], limits: { 'toy.register': 2, 'toy.answer': 5 }, rows: administrator, day: true });
});
afterAll(async () => site.close());

test('tells an administrator what is late and what to do, and nobody else anything', async () => {
  await site.world.setClock('2026-11-02T02:00:00Z');
  const body = { what: 'Đất xen kẹp giao thế nào?', unit: 'D1', hide: 'no' };
  const { dossier } = await site.world.act('C1-staff', { kind: 'toy', act: 'ask', body });
  await site.world.setClock('2026-11-20T02:00:00Z');
  await site.world.admin("select graphile_worker.add_job('lapses', run_at := now() - interval '1 hour')");
  await site.world.admin(
    'select graphile_worker.add_job(\'sweep\', payload := \'{"text": "Đất xen kẹp"}\'::json, max_attempts := 1)',
  );
  await site.world.admin(
    "update graphile_worker._private_jobs set attempts = 1, last_error = 'Đất xen kẹp' where max_attempts = 1",
  );
  const page = await (await site.as('P-admin')).get('/quan-tri/tinh-trang');
  expect(page.statusCode).toBe(200);
  const main = page.body.slice(page.body.indexOf('<main'), page.body.indexOf('</main>'));
  expect(main).toContain('Chưa từng nhận việc');
  expect(main).toMatch(/1 thời hạn đã quá mà chưa ghi, lâu nhất 1[0-9] ngày/);
  expect(main).toMatch(/[1-9] việc chờ, lâu nhất 6[0-9] phút/);
  expect(main).toContain('sweep: 0 việc sẽ thử lại, 1 việc đã bỏ');
  expect(main).toContain('Chưa có lịch nghỉ năm 2027');
  expect(main).toMatch(/[1-9] giá trị trong 1 gói quy định/);
  expect(main.indexOf('cần xử lý')).toBeLessThan(main.indexOf('nên xem'));
  expect(main.indexOf('nên xem')).toBeLessThan(main.indexOf('bình thường'));
  for (const hidden of [dossier, 'xen kẹp', 'DC-2026', 'Viên C1']) expect(main).not.toContain(hidden);
  const refused = await (await site.as('D1-head')).get('/quan-tri/tinh-trang');
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain('chỉ dành cho quản trị');
});
