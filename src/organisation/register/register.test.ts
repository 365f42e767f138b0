import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldRowOps, type TableRow } from '../../dossier/table.ts';
import { listKeys } from '../../kernel/messages.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { genesisDecisions, loadReference } from '../demo/index.ts';
import { buildSnapshot } from '../snapshot.ts';
import { REGISTER_TABLES, type RegisterName } from './columns.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { planRegister, type RegisterPlan, type RegisterWish } from './plan.ts';
import { columnLabel, sayRegisterProblem } from './problem.ts';
import type { GivenSheet } from './read-tables.ts';
import { toRegisterSheet } from './to-tables.ts';

const TODAY = asLegalDate('2026-11-27');
const EFFECT = asLegalDate('2026-12-01');
const province = foldRowOps(
  genesisDecisions(loadReference(path.join(import.meta.dirname, '../../../packs'))).flatMap((decision) => decision.ops),
);
const wish: RegisterWish = { effectiveOn: EFFECT, decisionNumber: '99-QĐ/TU', missing: 'keep' };

/** A sheet with these columns, as a spreadsheet gives it. */
function sheet(table: RegisterName, keys: readonly string[], ...rows: readonly (readonly string[])[]): GivenSheet {
  return { name: table, rows: [keys.map((key) => columnLabel(table, key, 'vi')), ...rows] };
}

function plan(
  sheets: readonly GivenSheet[],
  more: Partial<RegisterWish> = {},
  rows: readonly TableRow[] = province,
): RegisterPlan {
  return planRegister(sheets, rows, { ...wish, ...more });
}

/** What is said, where and why, for the sheets given. */
const said = (sheets: readonly GivenSheet[], more: Partial<RegisterWish> = {}) =>
  plan(sheets, more).problems.map((problem) => sayRegisterProblem(problem, 'vi'));

const exported = (lang: 'vi' | 'en', rows = province, on = TODAY): GivenSheet[] =>
  REGISTER_TABLES.map((table) => {
    const out = toRegisterSheet(table, rows, on, lang);
    const text = (cell: (typeof out.rows)[number][number]): string =>
      cell === null ? '' : typeof cell === 'object' ? cell.date : String(cell);
    return { name: out.name, rows: [['Nguồn: thử'], out.head, ...out.rows.map((row) => row.map(text))] };
  });

const PEOPLE = ['staffCode', 'familyAndMiddle', 'given', 'honorific'];
const HOLDINGS = ['post', 'staffCode', 'form', 'from', 'to'];
const UNITS = ['unit', 'kind', 'parent', 'nameVi'];

describe('what went out', () => {
  test.each(['vi', 'en'] as const)('comes in again without a change (%s)', (lang) => {
    for (const missing of ['keep', 'end'] as const) {
      const back = plan(exported(lang), { missing, effectiveOn: TODAY });
      expect(back.problems).toEqual([]);
      expect(back.changes).toEqual([]);
      expect(back.same).toBe(back.rows);
      expect(back.rows).toBeGreaterThan(600);
    }
  });

  test('comes in again after one cell was changed with that one change', () => {
    const sheets = exported('vi');
    const people = sheets.find((one) => one.name === 'Cán bộ');
    const at = people?.rows.findIndex((row) => row[0] === 'QN-0007') ?? -1;
    const given = people?.rows[1]?.indexOf('Tên') ?? -1;
    const changed = sheets.map((one) =>
      one === people ? { ...one, rows: one.rows.map((row, n) => (n === at ? row.with(given, 'Đổi Tên') : row)) } : one,
    );
    const { changes, problems, ops } = plan(changed);
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([
      { table: 'people', is: 'changed', on: EFFECT, row: at + 1, code: 'QN-0007', details: [{ key: 'given', after: 'Đổi Tên' }] },
    ]);
    expect(ops).toHaveLength(1);
  });
});

describe('a file', () => {
  const staff = [
    sheet('units', UNITS, ['22-moi', 'Phòng', '22-snnmt', 'Phòng Mới']),
    sheet('people', PEOPLE, ['0012', 'Nguyễn Thị', 'Hoà', 'Bà']),
    sheet(
      'posts',
      ['post', 'unit', 'titleVi', 'function', 'roles'],
      ['22-moi.head', '22-moi', 'Trưởng phòng', 'Người đứng đầu', ''],
    ),
    sheet('holdings', HOLDINGS, ['22-moi.head', '0012', 'Giữ chức vụ', '', '']),
    sheet('assignments', ['post', 'fields', 'localities', 'units'], ['22-moi.head', 'Đất đai', 'tất cả', '22-snnmt; 22-stc']),
  ];

  test('brings units, posts, people, holders and assignments that name one another, and changes nothing when it comes again', () => {
    const first = plan(staff);
    expect(first.problems).toEqual([]);
    expect(first.changes.map((change) => `${change.is} ${change.table} ${change.code}`)).toEqual([
      'added units 22-moi',
      'added people 0012',
      'added posts 22-moi.head',
      'added holdings 22-moi.head',
      'added assignments 99-QĐ/TU#2',
    ]);
    const after = foldRowOps(first.ops, province);
    const day = buildSnapshot(after, 1).on(EFFECT);
    expect(day.personName(day.holderOf('22-moi.head' as never)?.person as never)).toBe('Nguyễn Thị Hoà');
    expect(
      buildSnapshot(after, 1)
        .on(TODAY)
        .unit('22-moi' as never),
    ).toBeUndefined();
    const again = plan(staff, { decisionNumber: '100-QĐ/TU' }, after);
    expect(again).toMatchObject({ problems: [], changes: [], same: 5, ops: [] });
  });

  test('replaces the holder of a post from the effective day and says who goes and who comes', () => {
    const holder = province.find((row) => row.table === 'holding' && row.key['post'] === '22-snnmt.head');
    const { changes, ops } = plan([
      sheet('people', ['staffCode', 'fullName'], ['0012', 'Nguyễn Thị Hoà']),
      sheet('holdings', ['post', 'staffCode'], ['22-snnmt.head', '0012']),
    ]);
    expect(holder).toBeDefined();
    expect(changes[1]).toMatchObject({
      table: 'holdings',
      is: 'changed',
      details: [{ key: 'staffCode', after: 'Nguyễn Thị Hoà (0012)' }],
    });
    const after = buildSnapshot(foldRowOps(ops, province), 1);
    expect(after.on(TODAY).holderOf('22-snnmt.head' as never)?.person).toBe(holder?.values['person']);
    expect(after.on(EFFECT).holderOf('22-snnmt.head' as never)?.person).toBe('0012');
  });

  test('ends the service of an official together with the posts held', () => {
    const { changes, ops } = plan([
      sheet('people', ['staffCode', 'fullName', 'to'], ['QN-0007', nameOf('QN-0007'), '31/12/2026']),
    ]);
    expect(changes[0]).toMatchObject({ table: 'people', is: 'ended', on: '2027-01-01', row: 2 });
    expect(changes.slice(1).every((change) => change.is === 'ended' && change.why?.code === 'leaves')).toBe(true);
    expect(changes.length).toBeGreaterThan(1);
    expect(ops.every((op) => op.op === 'close' && op.on === '2027-01-01')).toBe(true);
  });

  test('that is the whole list ends who is not in it, only when asked to', () => {
    const sheets = exported('vi').filter((one) => one.name === 'Bố trí');
    const short = sheets.map((one) => ({ ...one, rows: one.rows.slice(0, -1) }));
    expect(plan(short).changes).toEqual([]);
    expect(plan(short, { missing: 'end' }).changes).toMatchObject([
      { table: 'holdings', is: 'ended', on: EFFECT, why: { code: 'absent' } },
    ]);
  });

  test('that would leave nobody to keep the register is refused', () => {
    const one = exported('vi').find((sheetOf) => sheetOf.name === 'Bố trí');
    const only = [{ name: 'Bố trí', rows: [one?.rows[1] ?? [], one?.rows.find((row) => row[0] === '06760.head') ?? []] }];
    expect(said(only, { missing: 'end' })).toEqual([vi.problem.nobody_keeps]);
  });

  test('is recognised by its columns in either language, below other lines, without needing optional ones', () => {
    const english = {
      name: 'Staff',
      rows: [['List of 2026'], [], ['STAFF CODE', 'Full name', 'Phone'], ['0012', 'Nguyễn Văn Bình', '09']],
    };
    const found = plan([english, { name: 'Ghi chú', rows: [['không phải danh mục']] }]);
    expect(found.problems).toEqual([]);
    expect(found.changes).toMatchObject([{ code: '0012', row: 4, details: [{ after: 'Nguyễn Văn' }, { after: 'Bình' }, {}] }]);
    expect(found.unused).toEqual([
      { sheet: 'Staff', head: 'Phone' },
      { sheet: 'Ghi chú', head: '' },
    ]);
  });

  test('reads days as typed, as stored by a spreadsheet, and as serial numbers', () => {
    for (const typed of ['01/07/2025', '1-7-2025', '2025-07-01', '45839', '2025-07-01 00:00:00']) {
      const { changes } = plan([sheet('people', ['staffCode', 'fullName', 'from'], ['0012', 'Nguyễn Văn Bình', typed])]);
      expect(changes[0]?.on).toBe('2025-07-01');
    }
  });
});

describe('a wrong cell is named by sheet, row and column with what to do', () => {
  const at = (column: string, label: string) => `Trang «holdings», dòng 2, cột ${column} (${label}): `;
  test.each<[string, string[], string]>([
    ['an unknown post', ['22-khong.head', 'QN-0001'], `${at('A', 'Mã chức vụ')}không có chức vụ nào mang mã «22-khong.head»`],
    ['an unknown person', ['22-snnmt.head', 'X-1'], `${at('B', 'Mã cán bộ')}không có cán bộ nào mang mã «X-1»`],
    ['an empty staff code', ['22-snnmt.head', ''], `${at('B', 'Mã cán bộ')}ô này để trống`],
    ['lost zeros', ['6760.head', 'QN-0001'], `${at('A', 'Mã chức vụ')}không có mã «6760.head» nhưng có «06760.head»`],
    ['an unknown word', ['22-snnmt.head', 'QN-0001', 'tạm'], `${at('C', 'Hình thức')}không có giá trị «tạm»`],
    [
      'a day that does not exist',
      ['22-snnmt.head', 'QN-0001', '', '31/02/2026'],
      `${at('D', 'Từ ngày')}không đọc được ngày «31/02/2026»`,
    ],
    ['a day of two digits', ['22-snnmt.head', 'QN-0001', '', '01/07/25'], `${at('D', 'Từ ngày')}không đọc được ngày`],
    [
      'an end before the beginning',
      ['22-snnmt.head', 'QN-0001', '', '02/12/2026', '01/12/2026'],
      `${at('E', 'Đến hết ngày')}ngày kết thúc`,
    ],
    [
      'a change before its decision',
      ['22-snnmt.head', 'QN-0120', '', '01/11/2026'],
      `${at('D', 'Từ ngày')}thay đổi không thể có hiệu lực`,
    ],
    ['an error of a formula', ['#REF!', 'QN-0001'], `${at('A', 'Mã chức vụ')}công thức báo lỗi «#REF!»`],
    ['hidden characters', ['22-snnmt.head', 'QN\u202e1'], `${at('B', 'Mã cán bộ')}có ký tự ẩn`],
  ])('%s', (_, row, sentence) => {
    const [first, ...rest] = said([sheet('holdings', HOLDINGS, row)]);
    expect(first).toContain(sentence);
    expect(rest).toEqual([]);
  });

  test('a post held twice, in the file', () => {
    const twice = [sheet('holdings', HOLDINGS, ['22-snnmt.head', 'QN-0001'], ['22-snnmt.head', 'QN-0002'])];
    expect(said(twice)).toEqual([expect.stringContaining('dòng 3, cột A (Mã chức vụ): chức vụ này đã có người khác ở dòng 2')]);
    const same = [sheet('holdings', HOLDINGS, ['22-snnmt.head', 'QN-0001'], ['22-snnmt.head', 'QN-0001'])];
    expect(said(same)).toEqual([expect.stringContaining('trùng với dòng 2')]);
    const after = [
      sheet(
        'holdings',
        HOLDINGS,
        ['22-snnmt.head', 'QN-0001', '', '01/12/2026', '31/12/2026'],
        ['22-snnmt.head', 'QN-0002', '', '01/01/2027'],
      ),
    ];
    expect(said(after)).toEqual([]);
    expect(plan(after).changes).toHaveLength(2);
  });

  test('a validity that runs over what is decided for later', () => {
    const later = [sheet('holdings', HOLDINGS, ['22-snnmt.head', 'QN-0120', '', '01/02/2027'])];
    const rows = foldRowOps(plan(later).ops, province);
    const now = planRegister([sheet('holdings', HOLDINGS, ['22-snnmt.head', 'QN-0121'])], rows, wish);
    expect(now.problems.map((problem) => sayRegisterProblem(problem, 'vi'))).toEqual([
      expect.stringContaining('sổ đã ghi một dòng khác có hiệu lực từ 01/02/2027'),
    ]);
    const bounded = planRegister([sheet('holdings', HOLDINGS, ['22-snnmt.head', 'QN-0121', '', '', '31/01/2027'])], rows, wish);
    expect(bounded.problems).toEqual([]);
  });

  test('a unit or post cannot simply end, circle or take a code used before', () => {
    const columns = [...UNITS, 'to'];
    const snnmt = ['22-snnmt', 'Cơ quan chuyên môn', '22-ubnd', 'Sở Nông nghiệp và Môi trường'];
    expect(said([sheet('units', columns, [...snnmt, '31/12/2026'])])[0]).toContain('chỉ kết thúc khi có nơi kế thừa');
    expect(said([sheet('units', UNITS, ['22-h-halong', 'Phòng', '22-tu', 'Lại Hạ Long'])])[0]).toContain(
      'đã dùng cho một nơi đã kết thúc',
    );
    const circle = sheet('units', UNITS, ['22-a', 'Phòng', '22-b', 'A'], ['22-b', 'Phòng', '22-a', 'B']);
    expect(said([circle]).join()).toContain('trực thuộc chính nó');
  });

  test('a sheet without a needed column, and a file without any register', () => {
    expect(said([{ name: 'S', rows: [['Mã cán bộ', 'Hình thức', 'Từ ngày']] }])[0]).toContain('thiếu cột «Mã chức vụ»');
    expect(said([{ name: 'S', rows: [['a', 'b']] }])).toEqual([vi.problem.no_table]);
    expect(said([sheet('people', PEOPLE)])[0]).toContain('không có dòng nào');
  });
});

test('both languages have every word of the registers', () => {
  expect(listKeys(en)).toEqual(listKeys(vi));
});

function nameOf(staffCode: string): string {
  const row = province.find((one) => one.table === 'person' && one.values['staff_code'] === staffCode);
  return `${String(row?.values['family_and_middle'])} ${String(row?.values['given'])}`;
}
