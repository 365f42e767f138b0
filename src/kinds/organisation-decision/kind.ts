/** Quyết định về tổ chức: what makes units, posts, appointments and assignments, and what they came from. */
import { key } from '../../dossier/keys.ts';
import { defineKind, type Section, type SummaryItem } from '../../dossier/kind.ts';
import {
  addChanges,
  beginImport,
  clearChanges,
  draft,
  finishImport,
  importPart,
  importRows,
  markReplaced,
  rowsOfAct,
  sign,
  withdraw,
} from './acts.ts';
import type { ChangeRow } from './changes.ts';
import { takesRows } from './import.ts';
import { type DecisionState, initial } from './state.ts';

/** What has rows on record is read by every official, like the tables themselves. */
const PUBLIC_STAGES: ReadonlySet<string> = new Set(['importing', 'in-force', 'replaced']);
const KEEPERS = [key.role('organisation-board'), key.role('admin')];

function summary(s: DecisionState): readonly SummaryItem[] {
  return [
    { key: 'decisionNumber', value: s.decisionNumber },
    { key: 'date', value: s.date, as: 'date' },
    { key: 'effectiveOn', value: s.effectiveOn, as: 'date' },
    ...(s.signer === null ? [] : [{ key: 'signer', value: s.signer }]),
    ...(s.basis === null ? [] : [{ key: 'basis', value: s.basis }]),
    ...(s.signing?.signatory ? [{ key: 'signatory', value: s.signing.signatory, as: 'post' as const }] : []),
    ...(s.imported === 0 ? [] : [{ key: 'imported', value: s.imported, as: 'integer' as const }]),
    ...(s.expected === undefined ? [] : [{ key: 'expected', value: s.expected, as: 'integer' as const }]),
    ...(s.replaces === null ? [] : [{ key: 'replaces', value: s.replaces }]),
    ...(s.replacedBy === null ? [] : [{ key: 'replacedBy', value: s.replacedBy }]),
  ];
}

function sections(s: DecisionState): readonly Section[] {
  return [
    {
      key: 'changes',
      columns: [
        { key: 'n', as: 'integer' },
        { key: 'change', as: 'choice', group: 'change' },
        { key: 'subject' },
        { key: 'detail' },
        { key: 'from', as: 'date' },
      ],
      rows: s.changes.map((row, i) => ({
        n: i + 1,
        change: row.change,
        subject: subjectOf(row),
        detail: detailOf(row),
        from: row.from ?? s.effectiveOn,
      })),
    },
  ];
}

function subjectOf(row: ChangeRow): string {
  const subject =
    row.change === 'merge-units' ? row.units : (row.post ?? row.unit ?? row.field ?? row.assignment ?? row.delegation);
  return subject ?? row.person ?? row.staffCode ?? '';
}

/** Everything else the row says, in the order of the form. */
function detailOf(row: ChangeRow): string {
  const { change: _, from: __, ...said } = row;
  const subject = subjectOf(row);
  return Object.values(said)
    .filter((value) => value !== undefined && value !== subject)
    .join(' · ');
}

/** The decision on the organisation. */
export const organisationDecision = defineKind<DecisionState>({
  name: 'organisation-decision',
  prefix: 'TC',
  version: 1,
  stages: ['draft', 'importing', 'in-force'],
  ends: ['in-force', 'withdrawn', 'replaced'],
  initial,
  acts: {
    draft,
    'add-changes': addChanges,
    'clear-changes': clearChanges,
    sign,
    import: importRows,
    'begin-import': beginImport,
    'import-part': importPart,
    'finish-import': finishImport,
    withdraw,
    'mark-replaced': markReplaced,
  },
  describe: (s) => ({
    title: s.title,
    search: s.basis === null ? [] : [s.basis],
    symbols: s.decisionNumber === '' ? [] : [s.decisionNumber],
  }),
  place: () => ({}),
  access: (_, dossier) => ({ read: PUBLIC_STAGES.has(dossier.stage) ? [key.official] : KEEPERS }),
  stewards: () => KEEPERS,
  summary,
  sections,
  exports: (s) => ({ decisionNumber: s.decisionNumber, title: s.title, date: s.date, effectiveOn: s.effectiveOn }),
  onLapse: {},
  takesRows,
  project: (act) => rowsOfAct(act.name, act.body, act.facts.resolved),
  retention: { years: 'permanent', basis: 'Luật Lưu trữ 33/2024/QH15' },
});
