/** Bộ quy tắc: limits, counting and calendar as decisions of their own, so that nothing of the law changes unrecorded. */
import { key } from '../../dossier/keys.ts';
import { defineKind, type Section, type SummaryItem } from '../../dossier/kind.ts';
import { addCalendarDays, adopt, declareYear, draft, importRows, setParameter, sign, withdraw } from './acts.ts';
import { initial, type RuleSetState } from './state.ts';
import { project } from './tables.ts';

const MAKERS = [key.role('rule-maker'), key.role('admin')];

function summary(s: RuleSetState): readonly SummaryItem[] {
  return [
    { key: 'decisionNumber', value: s.decisionNumber },
    { key: 'date', value: s.date, as: 'date' },
    { key: 'effectiveOn', value: s.effectiveOn, as: 'date' },
    ...(s.signer === null ? [] : [{ key: 'signer', value: s.signer }]),
    ...(s.basis === null ? [] : [{ key: 'basis', value: s.basis }]),
    ...(s.signing?.signatory ? [{ key: 'signatory', value: s.signing.signatory, as: 'post' as const }] : []),
    ...(s.pack === null
      ? []
      : [
          { key: 'pack', value: `${s.pack.id} ${s.pack.version}` },
          { key: 'parameters', value: s.pack.parameters, as: 'integer' as const },
        ]),
    ...(s.imported === 0 ? [] : [{ key: 'imported', value: s.imported, as: 'integer' as const }]),
    ...(s.years.length === 0 ? [] : [{ key: 'years', value: s.years, as: 'list' as const }]),
  ];
}

function sections(s: RuleSetState): readonly Section[] {
  return [
    {
      key: 'settings',
      columns: [{ key: 'parameter' }, { key: 'value' }, { key: 'unit', as: 'choice', group: 'unit' }, { key: 'clause' }],
      rows: s.settings.map(({ parameter, value, unit, clause }) => ({
        parameter,
        value: typeof value === 'string' ? value : JSON.stringify(value),
        unit,
        clause,
      })),
    },
    {
      key: 'days',
      columns: [
        { key: 'date', as: 'date' },
        { key: 'kind', as: 'choice', group: 'kind' },
        { key: 'name' },
        { key: 'basis' },
        { key: 'source' },
        { key: 'confidence', as: 'choice', group: 'confidence' },
      ],
      rows: s.days.map(({ date, kind, name, basis, source, confidence }) => ({
        date,
        kind,
        name: name.vi,
        basis,
        source,
        confidence,
      })),
    },
  ];
}

/** The decision on rules. */
export const ruleSet = defineKind<RuleSetState>({
  name: 'rule-set',
  prefix: 'GQ',
  version: 1,
  stages: ['draft', 'in-force'],
  ends: ['in-force', 'withdrawn'],
  initial,
  acts: {
    draft,
    'set-parameter': setParameter,
    'add-calendar-days': addCalendarDays,
    'declare-year': declareYear,
    sign,
    adopt,
    import: importRows,
    withdraw,
  },
  describe: (s) => ({
    title: s.title,
    search: [...(s.basis === null ? [] : [s.basis]), ...s.settings.map((setting) => setting.parameter)],
    symbols: s.decisionNumber === '' ? [] : [s.decisionNumber],
  }),
  place: () => ({}),
  access: (_, dossier) => ({ read: dossier.stage === 'in-force' ? [key.official] : MAKERS }),
  stewards: () => MAKERS,
  summary,
  sections,
  exports: (s) => ({
    decisionNumber: s.decisionNumber,
    title: s.title,
    date: s.date,
    effectiveOn: s.effectiveOn,
    pack: s.pack === null ? null : { id: s.pack.id, version: s.pack.version },
  }),
  onLapse: {},
  project,
  retention: { years: 'permanent', basis: 'Luật Lưu trữ 33/2024/QH15' },
});
