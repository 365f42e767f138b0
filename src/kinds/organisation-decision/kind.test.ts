import { expect, test } from 'vitest';
import { foldRowOps } from '../../dossier/table.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { organisationDecision } from './kind.ts';

const draft: Step = {
  as: 'system',
  act: 'draft',
  body: { decisionNumber: '12-QĐ/TU', title: 'Về sắp xếp đơn vị', date: '2026-11-20', effectiveOn: '2026-12-01' },
};
const add = (...changes: Record<string, unknown>[]): Step => ({ as: 'system', act: 'add-changes', body: { changes } });
const sign: Step = { as: 'system', act: 'sign' };
const signed = (...changes: Record<string, unknown>[]) => play(organisationDecision, [draft, add(...changes), sign]);
const refusal = (code: string, ...changes: Record<string, unknown>[]) =>
  play(organisationDecision, [draft, add(...changes), { ...sign, refused: `organisation-decision.${code}` }]).refusals[0];

const NEW_UNIT = [
  { change: 'create-unit', unit: 'moi', unitKind: 'commune', parent: 'office', nameVi: 'Phường Mới', nameEn: 'New Ward' },
  { change: 'create-post', post: 'moi.head', unit: 'moi', titleVi: 'Chủ tịch', titleEn: 'Chair', function: 'head' },
  { change: 'create-post', post: 'moi.clerk', unit: 'moi', titleVi: 'Văn thư', titleEn: 'Clerk', function: 'clerk' },
];

test('a merger closes the old units with their posts and names a successor for each, head to head and clerk to clerk', () => {
  const { decided, dossier } = signed(
    ...NEW_UNIT,
    { change: 'relieve', post: 'an.head' },
    { change: 'appoint', post: 'moi.head', person: 'p.an.head' },
    { change: 'merge-units', units: 'an, binh', unit: 'moi' },
  );
  const rows = foldRowOps(decided[2]?.rows ?? []);
  const successor = (what: string, of: string) =>
    rows.find((row) => row.table === 'succession' && row.key['what'] === what && row.key['of'] === of)?.values['successors'];
  expect(dossier).toMatchObject({ stage: 'in-force', number: 'TC-2026-00001' });
  expect(successor('unit', 'an')).toEqual(['moi']);
  expect(successor('post', 'an.head')).toEqual(['moi.head']);
  expect(successor('post', 'binh.clerk')).toEqual(['moi.clerk']);
  expect(successor('post', 'binh.deputy')).toEqual(['moi.head']);
  const closed = (decided[2]?.rows ?? [])
    .filter((op) => op.op === 'close')
    .map((op) => `${op.table} ${Object.values(op.key)[0]} ${op.on}`);
  expect(closed).toEqual(
    expect.arrayContaining(['unit an 2026-12-01', 'post binh.clerk 2026-12-01', 'holding binh.clerk 2026-12-01']),
  );
  expect(closed.filter((text) => text === 'holding an.head 2026-12-01')).toHaveLength(1);
});

test('the names of merged units are frozen in the act that merges them', () => {
  const { acts } = signed(...NEW_UNIT, { change: 'merge-units', units: 'an, binh', unit: 'moi' });
  expect(acts[2]?.facts.names).toMatchObject({ an: 'Phường An', binh: 'Xã Bình' });
});

test('a draft puts nothing on record and is hidden from other officials', () => {
  const { decided, dossier } = play(organisationDecision, [draft, add({ change: 'relieve', post: 'an.head' })]);
  expect(decided.flatMap((d) => d.rows)).toEqual([]);
  expect(organisationDecision.access(dossier.state, dossier).read).not.toContain('official');
});

test.each([
  ['no_unit', [{ change: 'rename-unit', unit: 'nowhere', nameVi: 'A', nameEn: 'A' }]],
  ['no_post', [{ change: 'relieve', post: 'an.nobody' }]],
  [
    'no_person',
    [
      { change: 'relieve', post: 'an.head' },
      { change: 'appoint', post: 'an.head', person: 'nobody' },
    ],
  ],
  ['post_held', [{ change: 'appoint', post: 'an.head', person: 'p.binh.head' }]],
  ['no_role', [{ ...NEW_UNIT[0] }, { ...NEW_UNIT[1], roles: 'inspector, king' }]],
  ['no_successor', [{ change: 'dissolve-unit', unit: 'an' }]],
  ['no_successor', [{ change: 'dissolve-post', post: 'an.spec' }]],
  ['no_successor', [{ change: 'split-unit', unit: 'an', successors: 'binh' }]],
  [
    'circular_succession',
    [
      { change: 'dissolve-unit', unit: 'an', successors: 'binh' },
      { change: 'dissolve-unit', unit: 'binh', successors: 'an' },
    ],
  ],
  ['has_subordinates', [{ change: 'dissolve-unit', unit: 'office', successors: 'agri' }]],
  ['under_itself', [{ change: 'move-unit', unit: 'an', parent: 'an' }]],
  ['unit_exists', [{ ...NEW_UNIT[0], unit: 'an' }]],
  ['ends_before', [{ change: 'absence', post: 'an.head', to: '2026-11-30' }]],
  ['same_post', [{ change: 'delegate', post: 'an.head', toPost: 'an.head', form: 'KT', documentNumber: '1/UQ' }]],
  [
    'twice',
    [
      { change: 'absence', post: 'an.head', to: '2026-12-30' },
      { change: 'absence', post: 'an.head', to: '2026-12-31' },
    ],
  ],
  [
    'twice',
    [
      { change: 'assign', post: 'office.member', fields: 'land,budget', localities: '*', units: '*' },
      { change: 'assign', post: 'office.head', fields: 'budget, land', localities: '*', units: '*' },
    ],
  ],
] as const)('a decision is refused with %s when %j', (code, changes) => {
  expect(refusal(code, ...changes)?.params).toHaveProperty('name');
});

test('nobody is appointed while recorded as away', () => {
  const province = { absent: ['binh.head'] };
  const steps = [
    draft,
    add({ change: 'relieve', post: 'an.head' }, { change: 'appoint', post: 'an.head', person: 'p.binh.head' }),
  ];
  const at = play(organisationDecision, steps);
  expect(
    play(organisationDecision, [{ ...sign, refused: 'organisation-decision.person_away' }], {
      from: at,
      province: createProvince(province),
    }).refusals,
  ).toHaveLength(1);
});

test('an absence lasts through its last day and everything in it is a sound row', () => {
  const { decided } = signed({ change: 'absence', post: 'an.head', toPost: 'an.deputy', to: '2026-12-10' });
  expect(decided[2]?.rows).toEqual([
    {
      op: 'open',
      table: 'delegation',
      key: { delegation: '12-QĐ/TU#1' },
      values: { from_post: 'an.head', to_post: 'an.deputy', form: 'absence', matters: ['*'], document_number: '12-QĐ/TU' },
      from: '2026-12-01',
    },
    { op: 'close', table: 'delegation', key: { delegation: '12-QĐ/TU#1' }, on: '2026-12-11' },
  ]);
});

test('who leaves the service leaves every post', () => {
  const { decided } = signed({ change: 'person-leaves', person: 'p.an.head' });
  expect(decided[2]?.rows.map((op) => `${op.op} ${op.table}`)).toEqual(['close person', 'close holding']);
});

test('a row that says too little or too much is refused field by field', () => {
  const { refusals } = play(organisationDecision, [
    draft,
    { ...add({ change: 'appoint', post: 'an.head', unit: 'an' }), refused: 'act.invalid' },
  ]);
  expect(refusals[0]?.fields).toEqual([
    { path: 'changes.0.person', code: 'field.required' },
    { path: 'changes.0.unit', code: 'field.unknown' },
  ]);
});

test('signing needs changes and cannot be undone', () => {
  const { dossier } = play(organisationDecision, [
    draft,
    { ...sign, refused: 'organisation-decision.no_changes' },
    add({ change: 'relieve', post: 'an.head' }),
    sign,
  ]);
  const acts = ['withdraw', 'annul', 'correct', 'add-changes'].map((act): Step => ({ as: 'system', act, refused: 'act.stage' }));
  expect(dossier.stage).toBe('in-force');
  expect(play(organisationDecision, [draft, add({ change: 'relieve', post: 'an.head' }), sign, ...acts]).refusals).toHaveLength(
    4,
  );
});

test('an import carries rows as they are and refuses one that does not fit its table', () => {
  const heading = { decisionNumber: '03/ĐN', title: 'Danh mục', date: '2026-11-01' };
  const row = {
    op: 'open',
    table: 'field',
    key: { field: 'sea' },
    values: { name_vi: 'Biển', name_en: 'Sea' },
    from: '2025-01-01',
  };
  const { decided } = play(organisationDecision, [{ as: 'system', act: 'import', body: { ...heading, rows: [row] } }]);
  expect(decided[0]?.rows).toEqual([row]);
  for (const bad of [
    { ...row, table: 'nothing' },
    { ...row, values: { name_vi: 'Biển' } },
    { ...row, values: { name_vi: 'Bi\0ển', name_en: 'Sea' } },
  ]) {
    expect(() => play(organisationDecision, [{ as: 'system', act: 'import', body: { ...heading, rows: [bad] } }])).toThrow(
      'bad_row',
    );
  }
});

test('a decision that takes the place of another asks for that to be recorded there', () => {
  const earlier = {
    id: '00000000-0000-7000-8000-000000000099',
    kind: 'organisation-decision',
    stage: 'in-force',
    number: 'TC-2026-00009',
    exports: null,
  };
  const steps: Step[] = [
    { ...draft, body: { ...(draft.body as object), replaces: earlier.id } },
    add({ change: 'relieve', post: 'an.head' }),
    { ...sign, refused: 'organisation-decision.no_such_decision' },
    { ...sign, view: [earlier as never] },
  ];
  const { decided } = play(organisationDecision, steps);
  expect(decided[2]?.followUps).toEqual([{ target: earlier.id, act: 'mark-replaced', body: { decision: '12-QĐ/TU' } }]);
});
