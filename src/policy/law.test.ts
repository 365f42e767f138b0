import { describe, expect, it } from 'vitest';
import type { LawView } from '../dossier/context.ts';
import { foldRowOps, type RowOp } from '../dossier/table.ts';
import { isWorkingDay } from '../kernel/calendar.ts';
import type { CalendarPack } from '../kernel/calendar-pack.ts';
import { asLegalDate } from '../kernel/time.ts';
import { buildLaw, type LawDay } from './law.ts';
import type { Pack, PackParameter } from './pack.ts';
import { toCalendarOps, toLocalSettingOp, toPackOps } from './rows.ts';

const title = { vi: 'Thời hạn', en: 'Time' };
const parameter = (value: PackParameter['value'], unit: PackParameter['unit'] = 'working-day'): Pack['parameters'][string] => {
  const confidence = value === null ? 'not-found' : 'unverified';
  return { title, value, unit, clause: 'Điều 8', source: null, confidence, checkedOn: null };
};
const packOf = (parameters: Pack['parameters'], version = '2026-01-01'): Pack => ({
  id: 'noi-bo',
  version,
  title: { vi: 'Nội bộ', en: 'Own' },
  issuer: 'Đơn vị',
  number: '01',
  date: asLegalDate('2025-01-01'),
  valid: { from: asLegalDate('2025-01-01'), to: null },
  parameters,
});
const base = packOf({ 'task.default': parameter(10), 'task.empty': parameter(null), 'task.rule': parameter('x', 'choice') });
const on = (ops: RowOp[], date = '2026-11-23'): LawDay => buildLaw(foldRowOps(ops), 1).on(asLegalDate(date));
const calendar: CalendarPack = {
  version: 'c/1',
  years: [2026],
  rows: [
    {
      date: asLegalDate('2026-11-24'),
      kind: 'holiday',
      name: { vi: 'Ngày Văn hóa', en: 'Culture Day' },
      basis: '28/2026/QH16',
      source: 's',
      confidence: 'secondary',
    },
  ],
};

describe('the law of a day', () => {
  it('is what the engine asks of it', () => {
    const view = (day: LawDay): LawView => day;
    expect(view(on(toPackOps(base))).limit('task.default')).toEqual({
      limit: { value: 10, unit: 'working-day' },
      source: {
        parameter: 'task.default',
        pack: 'noi-bo',
        packVersion: '2026-01-01',
        clause: 'Điều 8',
        confidence: 'unverified',
      },
    });
  });

  it('refuses a parameter nobody set, one left empty, and a limit that is none', () => {
    const law = on(toPackOps(base));
    expect(() => law.limit('task.other')).toThrow('policy.unknown_parameter');
    expect(() => law.limit('task.empty')).toThrow('policy.empty_parameter');
    expect(() => law.limit('task.rule')).toThrow('policy.not_a_limit');
    expect(law.parameter('task.empty').confidence).toBe('not-found');
  });

  it('lets a local setting go before the pack from its day on and no longer', () => {
    const setting = {
      parameter: 'task.default',
      value: 5,
      unit: 'working-day',
      clause: 'Điều 3',
      decisionNumber: '12/QĐ-UBND',
      from: asLegalDate('2026-06-01'),
    };
    const ops = [...toPackOps(base), toLocalSettingOp(setting)];
    expect(on(ops, '2026-05-31').limit('task.default').limit.value).toBe(10);
    expect(on(ops, '2026-06-01').limit('task.default')).toMatchObject({
      limit: { value: 5 },
      source: { clause: 'Điều 3 (12/QĐ-UBND)' },
    });
    const closed: RowOp = {
      op: 'close',
      table: 'parameter',
      key: { layer: 'local', parameter: 'task.default' },
      on: asLegalDate('2026-07-01'),
    };
    expect(on([...ops, closed], '2026-07-01').limit('task.default').limit.value).toBe(10);
  });

  it('knows nothing of a pack before and after its validity', () => {
    const ops = toPackOps({ ...base, valid: { from: asLegalDate('2025-01-01'), to: asLegalDate('2026-01-01') } });
    expect(on(ops, '2024-12-31').has('task.default')).toBe(false);
    expect(on(ops, '2025-12-31').has('task.default')).toBe(true);
    expect(on(ops, '2026-01-01').has('task.default')).toBe(false);
  });

  it('says words and topics of what is in force, and needs none to be the law', () => {
    const options = { x: { vi: 'quy tắc', en: 'rule' } };
    const topics = [{ title, parameters: ['task.rule'] }];
    const law = on(toPackOps({ ...packOf({ 'task.rule': { ...parameter('x', 'choice'), options } }), topics }));
    expect(law.words('task.rule')).toEqual({ pack: 'noi-bo', title, options });
    expect(law.topics('noi-bo')).toEqual(topics);
    const { title: _, ...wordless } = parameter(5);
    const old = on(toPackOps({ ...packOf({}), parameters: { 'task.default': wordless } }));
    expect([old.words('task.default'), old.topics('noi-bo')]).toEqual([undefined, []]);
    expect(old.version).toBe(on(toPackOps(packOf({ 'task.default': parameter(5) }))).version);
  });

  it('counts by its calendar', () => {
    expect(isWorkingDay(on(toCalendarOps(calendar, asLegalDate('2025-01-01'))).calendar, asLegalDate('2026-11-24'))).toBe(false);
    expect(isWorkingDay(on([]).calendar, asLegalDate('2026-11-24'))).toBe(true);
  });

  it('says that a rule of counting nobody set is nowhere found', () => {
    const rules = packOf({
      'counting.day-end': parameter('16:30', 'time-of-day'),
      'counting.roll-forward': parameter(false, 'switch'),
    });
    expect(on(toPackOps(rules)).counting).toMatchObject({
      dayEnd: '16:30',
      plainDaysRollForward: false,
      lateReceiptNextDay: true,
      confidence: 'not-found',
    });
  });

  it('has a version that changes exactly when the law does, whatever the order of rows', () => {
    const rows = foldRowOps([...toPackOps(base), ...toCalendarOps(calendar, asLegalDate('2025-01-01'))]);
    const version = buildLaw(rows, 1).on(asLegalDate('2026-11-23')).version;
    expect(buildLaw([...rows].reverse(), 2).on(asLegalDate('2026-11-22')).version).toBe(version);
    expect(on(toPackOps(packOf({ 'task.default': parameter(11) }))).version).not.toBe(
      on(toPackOps(packOf({ 'task.default': parameter(10) }))).version,
    );
    expect(on(toPackOps(base)).calendar.version).not.toBe(
      on(toCalendarOps(calendar, asLegalDate('2025-01-01'))).calendar.version,
    );
  });
});
