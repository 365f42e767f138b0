import { expect, test } from 'vitest';
import { foldRowOps } from '../../dossier/table.ts';
import { createLaw, play, type Step } from '../../dossier/testing/desk.ts';
import { AppError } from '../../kernel/errors.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { buildLaw } from '../../policy/law.ts';
import { ruleSet } from './kind.ts';

const heading = { decisionNumber: '45/QĐ-UBND', title: 'Về thời hạn', date: '2026-11-20', effectiveOn: '2026-12-01' };
const draft: Step = { as: 'system', act: 'draft', body: heading };
const sign: Step = { as: 'system', act: 'sign' };
const setting = (body: object): Step => ({ as: 'system', act: 'set-parameter', body: { clause: 'Điều 2', ...body } });
const tet = {
  date: '2027-02-05',
  kind: 'holiday',
  nameVi: 'Tết Đinh Mùi',
  nameEn: 'Lunar New Year',
  basis: 'Thông báo thử',
  source: 'thử nghiệm',
  confidence: 'unverified',
};
const pack = {
  id: 'thu',
  version: '2026-11-20',
  title: { vi: 'Thử', en: 'Trial' },
  issuer: 'Đơn vị sử dụng',
  number: '1/QĐ',
  date: '2026-11-20',
  valid: { from: '2026-11-20', to: null },
  parameters: {
    'task.default': {
      title: { vi: 'Thời hạn nhiệm vụ', en: 'Time for a task' },
      value: 7,
      unit: 'working-day',
      clause: 'Điều 1',
      source: null,
      confidence: 'unverified',
      checkedOn: null,
    },
  },
};

test('a value set by the own decision is law from its day on and names the decision', () => {
  const { decided } = play(ruleSet, [draft, setting({ parameter: 'task.default', unit: 'working-day', value: '3' }), sign]);
  const law = buildLaw(foldRowOps(decided[2]?.rows ?? []), 1);
  expect(law.on(asLegalDate('2026-12-01')).limit('task.default').limit).toEqual({ value: 3, unit: 'working-day' });
  expect(law.on(asLegalDate('2026-12-01')).parameter('task.default').decisionNumber).toBe('45/QĐ-UBND');
  expect(law.on(asLegalDate('2026-11-30')).has('task.default')).toBe(false);
});

test('calendar days and a year declared complete reach the calendar with basis and confidence', () => {
  const { decided } = play(ruleSet, [
    draft,
    { as: 'system', act: 'add-calendar-days', body: { days: [tet] } },
    { as: 'system', act: 'declare-year', body: { year: 2027 } },
    sign,
  ]);
  const { calendar } = buildLaw(foldRowOps(decided[3]?.rows ?? []), 1).on(asLegalDate('2026-12-01'));
  expect(calendar.days.get(asLegalDate('2027-02-05'))).toMatchObject({
    kind: 'holiday',
    basis: 'Thông báo thử',
    confidence: 'unverified',
  });
  expect(calendar.years).toContain(2027);
});

test('a pack is adopted whole in one act', () => {
  const { decided, dossier } = play(ruleSet, [{ as: 'system', act: 'adopt', body: { ...heading, pack } }]);
  const law = buildLaw(foldRowOps(decided[0]?.rows ?? []), 1).on(asLegalDate('2026-11-23'));
  expect(dossier).toMatchObject({ stage: 'in-force', number: 'GQ-2026-00001', state: { pack: { id: 'thu', parameters: 1 } } });
  expect(law.parameter('task.default')).toMatchObject({ value: 7, clause: 'Điều 1', confidence: 'unverified', pack: 'thu' });
});

test.each([
  [
    'a value without its unit',
    { ...pack, parameters: { 'task.default': { ...pack.parameters['task.default'], value: 'seven' } } },
  ],
  ['a hidden character', { ...pack, title: { vi: 'Th\0ử', en: 'Trial' } }],
  ['no parameters at all', { ...pack, parameters: null }],
])('a pack with %s is refused', (_, bad) => {
  const step: Step = { as: 'system', act: 'adopt', body: { ...heading, pack: bad }, refused: 'rule-set.bad_pack' };
  expect(play(ruleSet, [{ ...step }, draft]).refusals).toHaveLength(1);
});

test.each([
  ['-1', 'working-day'],
  ['2.5', 'working-day'],
  ['25:00', 'time-of-day'],
  ['maybe', 'switch'],
  ['{', 'table'],
])('the value %s is refused as %s', (value, unit) => {
  const step = { ...setting({ parameter: 'task.default', unit, value }), refused: 'rule-set.bad_value' };
  expect(play(ruleSet, [draft, step]).refusals).toHaveLength(1);
});

test('only a parameter that some pack declares can be set', () => {
  const law = {
    ...createLaw(),
    value: (name: string) => {
      throw new AppError(name === 'task.default' ? 'policy.empty_parameter' : 'policy.unknown_parameter', 'internal');
    },
  };
  const known = setting({ parameter: 'task.default', unit: 'day', value: '3' });
  const unknown = { ...setting({ parameter: 'task.defualt', unit: 'day', value: '3' }), refused: 'rule-set.no_parameter' };
  expect(play(ruleSet, [draft, known, unknown], { law }).refusals).toHaveLength(1);
});

test('one decision says one thing of a day, and signs something', () => {
  const days: Step = { as: 'system', act: 'add-calendar-days', body: { days: [tet] } };
  const played = play(ruleSet, [
    draft,
    { ...sign, refused: 'rule-set.nothing_to_sign' },
    days,
    { ...days, refused: 'rule-set.day_twice' },
  ]);
  expect(played.refusals).toHaveLength(2);
});

test('a draft is for those who make rules, a decision in force for every official', () => {
  const before = play(ruleSet, [draft]).dossier;
  const after = play(ruleSet, [draft, setting({ parameter: 'task.default', unit: 'day', value: '3' }), sign]).dossier;
  expect(ruleSet.access(before.state, before).read).not.toContain('official');
  expect(ruleSet.access(after.state, after).read).toContain('official');
});

test('an import refuses a row of another table or with a day that does not exist', () => {
  const values = { kind: 'holiday', name_vi: 'a', name_en: 'a', basis: 'b', source: 's', confidence: 'verified', version: '1' };
  const row = { op: 'open', table: 'calendar_day', key: { date: '2027-01-01' }, values, from: '2026-01-01' };
  const ok: Step = { as: 'system', act: 'import', body: { ...heading, rows: [row] } };
  expect(play(ruleSet, [ok]).decided[0]?.rows).toEqual([row]);
  for (const bad of [
    { ...row, key: { date: '2027-02-30' } },
    { ...row, table: 'unit' },
    { ...row, values: { ...values, kind: 'feast' } },
  ]) {
    expect(() => play(ruleSet, [{ ...ok, body: { ...heading, rows: [bad] } }])).toThrow('bad_row');
  }
});
