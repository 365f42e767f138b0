/** A province of five units, twelve people and plain limits, as rows; small enough to reason about in a test. */
import type { RowOp } from '../../src/dossier/table.ts';
import type { Json } from '../../src/kernel/json.ts';
import { lawValue } from './law-value.ts';
import { openRow } from './open-row.ts';

const unit = (id: string, kind: string, parent: string | null, locality: string | null, rank: number, name: string): RowOp[] => [
  openRow('unit', { unit: id }, { kind, code: null, parent, locality, rank }),
  openRow('unit_name', { unit: id }, { name_vi: name, name_en: name, short_vi: name, short_en: name }),
];

const post = (id: string, u: string, fn: string, title: string, person: string | null, roles: string[] = []): RowOp[] => [
  openRow('post', { post: id }, { unit: u, title_vi: title, title_en: title, function: fn, superior: null, roles, rank: 1 }),
  ...(person ? [openRow('holding', { post: id }, { person, form: 'full' })] : []),
];

const person = (id: string, family: string, given: string): RowOp =>
  openRow('person', { person: id }, { family_and_middle: family, given, honorific: 'Ông', staff_code: id, demo: true });

const limit = (parameter: string, value: Json, unitOf = 'working-day'): RowOp => lawValue(parameter, value, unitOf);

/** The organisation: province `P`, departments `D1` `D2`, communes `C1` `C2`. Person ids read `<unit>-<function>`. */
export const smallOrganisation: readonly RowOp[] = [
  ...unit('P', 'peoples-committee', null, null, 1, 'Ủy ban nhân dân tỉnh'),
  ...unit('D1', 'department', 'P', null, 2, 'Sở Một'),
  ...unit('D2', 'department', 'P', null, 3, 'Sở Hai'),
  ...unit('C1', 'commune', 'P', 'C1', 4, 'Phường Một'),
  ...unit('C2', 'commune', 'P', 'C2', 5, 'Phường Hai'),
  ...['P', 'D1', 'D2', 'C1', 'C2'].flatMap((u) => [
    ...post(`${u}.head`, u, 'head', 'Thủ trưởng', `${u}-head`),
    ...post(`${u}.clerk`, u, 'clerk', 'Văn thư', `${u}-clerk`, ['register']),
    ...post(`${u}.staff`, u, 'specialist', 'Chuyên viên', `${u}-staff`),
    person(`${u}-head`, 'Nguyễn Văn', `Trưởng ${u}`),
    person(`${u}-clerk`, 'Trần Thị', `Thư ${u}`),
    person(`${u}-staff`, 'Lê Văn', `Viên ${u}`),
  ]),
  ...post('P.member', 'P', 'member', 'Ủy viên', 'P-member'),
  person('P-member', 'Phạm Thị', 'Ủy'),
  openRow('field', { field: 'land' }, { name_vi: 'Đất đai', name_en: 'Land' }),
  openRow('competence', { field: 'land', level: 'province' }, { unit: 'D1' }),
  openRow(
    'assignment',
    { assignment: 'A1' },
    { post: 'P.member', fields: ['*'], localities: ['*'], units: ['*'], decision_number: '1-QĐ/TU' },
  ),
];

/** The law: every named limit in working days. */
export function smallLaw(limits: Readonly<Record<string, number>>): readonly RowOp[] {
  return [
    ...Object.entries(limits).map(([name, days]) => limit(name, days)),
    openRow('calendar_year', { year: '2025' }, { version: '1' }),
    openRow('calendar_year', { year: '2026' }, { version: '1' }),
  ];
}
