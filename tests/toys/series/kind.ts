/** A series of values per place and month, each with its source and day, imported whole and revised later. */
import { z } from 'zod';
import { clerkOf, roleOf } from '../../../src/dossier/capacity.ts';
import { decimal, legalDate, rowsFile, symbol, unitRef } from '../../../src/dossier/field.ts';
import { key } from '../../../src/dossier/keys.ts';
import { actsOf, defineKind } from '../../../src/dossier/kind.ts';
import { refuse } from '../../../src/dossier/refusal.ts';
import type { RegisteredKind } from '../../../src/dossier/registry.ts';
import type { RowColumn } from '../../../src/dossier/rows.ts';
import type { UnitId } from '../../../src/kernel/ids.ts';

interface SeriesState {
  readonly indicator: string;
  readonly unit: UnitId | null;
  readonly imports: number;
  readonly rows: number;
}

const act = actsOf<SeriesState>();
const PLACE_MONTH = [
  { key: 'place', type: 'text' },
  { key: 'month', type: 'text' },
] as const satisfies readonly RowColumn[];
const SAID = [
  { key: 'value', type: 'number', as: 'integer' },
  { key: 'source', type: 'text' },
  { key: 'asOf', type: 'date', as: 'date' },
] as const satisfies readonly RowColumn[];
const keeper = clerkOf<SeriesState>((s) => s.unit ?? undefined);

/** Opened by a clerk, filled from files, revised by hand. */
export const seriesKind: RegisteredKind = {
  kind: defineKind<SeriesState>({
    name: 'series',
    prefix: 'CX',
    version: 1,
    stages: ['open', 'closed'],
    ends: ['closed'],
    initial: { indicator: '', unit: null, imports: 0, rows: 0 },
    acts: {
      start: act({
        from: 'new',
        to: 'open',
        by: [roleOf('register')],
        body: z.object({ indicator: symbol(), unit: unitRef() }),
        registers: true,
        milestone: true,
        apply: (state, a) => ({ ...state, indicator: a.body.indicator, unit: a.body.unit as UnitId }),
      }),
      import: act({
        from: ['open'],
        by: [keeper],
        body: z.object({ file: rowsFile({ columns: [...PLACE_MONTH, ...SAID], max: 12_000 }) }),
        milestone: true,
        apply: (state, a) => ({
          ...state,
          imports: state.imports + 1,
          rows: state.rows + (a.facts.imported?.['file']?.rows ?? 0),
        }),
      }),
      revise: act({
        from: ['open'],
        by: [keeper],
        body: z.object({
          place: symbol(),
          month: symbol(),
          value: decimal({ min: -1_000_000 }),
          source: symbol(),
          asOf: legalDate(),
        }),
        looks: (_, body) => [{ table: 'values', key: { place: body.place, month: body.month } }],
        resolve: (c) => {
          const before = c.row('values', { place: c.body.place, month: c.body.month });
          return before ? { was: before['value'] as number } : refuse('series.no_such_value');
        },
        guard: (c) => (c.resolved.was === c.body.value ? refuse('series.same_value') : undefined),
        apply: (state) => state,
      }),
      strike: act({
        from: ['open'],
        by: [keeper],
        body: z.object({ place: symbol(), month: symbol() }),
        apply: (state) => state,
      }),
    },
    describe: (state) => ({ title: state.indicator }),
    place: (state) => (state.unit ? { unit: state.unit } : {}),
    access: (state) => ({ read: state.unit ? [key.staff(state.unit)] : [] }),
    stewards: (state) => (state.unit ? [key.clerk(state.unit)] : []),
    summary: (state) => [
      { key: 'indicator', value: state.indicator },
      { key: 'rows', value: state.rows, as: 'integer' },
    ],
    onLapse: {},
    tables: [
      {
        name: 'values',
        key: PLACE_MONTH,
        values: SAID,
        keeps: 'every',
        rows: ({ act: a, imported }) => {
          if (a.name === 'import')
            return (imported.get('file') ?? []).map(({ place, month, ...values }) => ({
              key: { place: place ?? null, month: month ?? null },
              values,
            }));
          if (a.name !== 'revise' && a.name !== 'strike') return [];
          const { place, month, ...values } = a.body as { place: string; month: string };
          return [{ key: { place, month }, values: a.name === 'strike' ? null : values }];
        },
      },
    ],
    retention: { years: 1, basis: 'test' },
  }),
  messages: {
    vi: {
      name: 'Chuỗi số liệu',
      plural: 'Chuỗi số liệu',
      about: 'Loại hồ sơ chỉ có trong kiểm thử.',
      stages: { open: 'Đang theo dõi', closed: 'Đã khoá' },
      acts: {
        start: { label: 'Mở chuỗi', button: 'Mở', done: 'mở chuỗi', hint: '' },
        import: { label: 'Nhập số liệu', button: 'Nhập', done: 'nhập số liệu', hint: '' },
        revise: { label: 'Sửa số liệu', button: 'Sửa', done: 'sửa số liệu', hint: '' },
        strike: { label: 'Bỏ số liệu', button: 'Bỏ', done: 'bỏ số liệu', hint: '' },
      },
      fields: {
        indicator: { label: 'Chỉ tiêu', hint: '' },
        unit: { label: 'Đơn vị', hint: '' },
        file: { label: 'Tệp số liệu', hint: '' },
        place: { label: 'Nơi', hint: '' },
        month: { label: 'Tháng', hint: '' },
        value: { label: 'Giá trị', hint: '' },
        source: { label: 'Nguồn', hint: '' },
        asOf: { label: 'Tính đến', hint: '' },
      },
      clocks: {},
      summary: { indicator: 'Chỉ tiêu', rows: 'Số dòng đã nhập' },
      choices: {},
      sections: {
        values: {
          title: 'Số liệu',
          empty: 'Chưa có số liệu',
          columns: { place: 'Nơi', month: 'Tháng', value: 'Giá trị', source: 'Nguồn', asOf: 'Tính đến' },
        },
      },
      parties: {},
      notices: {},
      refusals: { no_such_value: 'Chưa có số liệu này.', same_value: 'Số liệu không đổi.' },
    },
    en: {
      name: 'Series',
      plural: 'Series',
      about: 'A kind that exists in tests only.',
      stages: { open: 'Open', closed: 'Closed' },
      acts: {
        start: { label: 'Start a series', button: 'Start', done: 'started the series', hint: '' },
        import: { label: 'Import values', button: 'Import', done: 'imported values', hint: '' },
        revise: { label: 'Revise a value', button: 'Revise', done: 'revised a value', hint: '' },
        strike: { label: 'Strike a value', button: 'Strike', done: 'struck a value', hint: '' },
      },
      fields: {
        indicator: { label: 'Indicator', hint: '' },
        unit: { label: 'Unit', hint: '' },
        file: { label: 'File of values', hint: '' },
        place: { label: 'Place', hint: '' },
        month: { label: 'Month', hint: '' },
        value: { label: 'Value', hint: '' },
        source: { label: 'Source', hint: '' },
        asOf: { label: 'As of', hint: '' },
      },
      clocks: {},
      summary: { indicator: 'Indicator', rows: 'Rows imported' },
      choices: {},
      sections: {
        values: {
          title: 'Values',
          empty: 'No values yet',
          columns: { place: 'Place', month: 'Month', value: 'Value', source: 'Source', asOf: 'As of' },
        },
      },
      parties: {},
      notices: {},
      refusals: { no_such_value: 'There is no such value yet.', same_value: 'The value has not changed.' },
    },
  },
};
