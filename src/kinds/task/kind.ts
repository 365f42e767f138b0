/** Nhiệm vụ: one task, one post that holds it, one date, and another person who verifies the result. */
import { key } from '../../dossier/keys.ts';
import { defineKind, type Section, type SummaryItem } from '../../dossier/kind.ts';
import type { Party } from '../../dossier/words.ts';
import { assign } from './act-assign.ts';
import { approveHandOver, grantExtension, handOver, refuseExtension, refuseHandOver, requestExtension } from './acts-change.ts';
import { reopen, returnWork, verify, withdraw } from './acts-close.ts';
import { accept, complete, coReport, progress } from './acts-work.ts';
import { initial, type TaskState } from './state.ts';

function summary(s: TaskState): readonly SummaryItem[] {
  return [
    ...(s.detail === undefined ? [] : [{ key: 'detail', value: s.detail }]),
    { key: 'holder', value: s.holder, as: 'post' },
    { key: 'dueOn', value: s.dueOn, as: 'date' },
    { key: 'percent', value: s.percent, as: 'integer' },
    { key: 'round', value: s.round, as: 'integer' },
    ...(s.coUnits.length === 0 ? [] : [{ key: 'coUnits', value: s.coUnits, as: 'unit' as const }]),
    { key: 'assigner', value: s.assigner, as: 'post' },
    { key: 'verifier', value: s.verifier, as: 'post' },
    ...(s.origin ? originItems(s.origin) : []),
    ...(s.handOver ? [{ key: 'handOver', value: s.handOver.to, as: 'post' as const }] : []),
    ...(s.extension ? [{ key: 'extension', value: s.extension.dueOn, as: 'date' as const }] : []),
    ...(s.completed ? [{ key: 'completed', value: s.completed.text }] : []),
  ];
}

function originItems(origin: NonNullable<TaskState['origin']>): readonly SummaryItem[] {
  return [
    { key: 'origin', value: origin.dossier, as: 'dossier' },
    ...(origin.symbol === undefined ? [] : [{ key: 'symbol', value: origin.symbol }]),
    ...(origin.sentence === undefined ? [] : [{ key: 'sentence', value: origin.sentence, as: 'integer' as const }]),
    ...(origin.quote === undefined ? [] : [{ key: 'quote', value: origin.quote }]),
  ];
}

function sections(s: TaskState): readonly Section[] {
  return [
    {
      key: 'progress',
      columns: [{ key: 'at', as: 'date' }, { key: 'percent', as: 'integer' }, { key: 'note' }, { key: 'files', as: 'integer' }],
      rows: s.progress.map((p) => ({ at: p.at, percent: p.percent, note: p.note, files: p.files })),
    },
    {
      key: 'reports',
      columns: [{ key: 'unit', as: 'unit' }, { key: 'at', as: 'date' }, { key: 'text' }],
      rows: s.coUnits.flatMap((unit): Section['rows'] => {
        const own = s.reports.filter((r) => r.unit === unit);
        return own.length === 0 ? [{ unit, at: null, text: null }] : own.map((r) => ({ unit, at: r.at, text: r.text }));
      }),
    },
    {
      key: 'dates',
      columns: [
        { key: 'on', as: 'date' },
        { key: 'why', as: 'choice', group: 'why' },
        { key: 'by', as: 'post' },
      ],
      rows: s.dates.map((d) => ({ on: d.on, why: d.why, by: d.by })),
    },
    {
      key: 'returns',
      columns: [{ key: 'round', as: 'integer' }, { key: 'at', as: 'date' }, { key: 'text' }],
      rows: s.returns.map((r) => ({ round: r.round, at: r.at, text: r.text })),
    },
  ];
}

function parties(s: TaskState): readonly Party[] {
  return [
    { role: 'assigner', post: s.assigner, unit: s.assignerUnit },
    { role: 'holder', post: s.holder, unit: s.holderUnit },
    { role: 'verifier', post: s.verifier, unit: s.verifierUnit },
    ...s.coUnits.map((unit): Party => ({ role: 'co-unit', unit })),
  ];
}

/** The task. */
export const task = defineKind<TaskState>({
  name: 'task',
  prefix: 'NV',
  version: 1,
  navigation: 2,
  stages: ['assigned', 'doing', 'checking', 'closed'],
  ends: ['closed', 'withdrawn'],
  initial,
  acts: {
    assign,
    accept,
    progress,
    'hand-over': handOver,
    'approve-hand-over': approveHandOver,
    'refuse-hand-over': refuseHandOver,
    'request-extension': requestExtension,
    'grant-extension': grantExtension,
    'refuse-extension': refuseExtension,
    'co-report': coReport,
    complete,
    verify,
    return: returnWork,
    reopen,
    withdraw,
  },
  describe: (s) => ({
    title: s.title,
    search: [s.detail, s.origin?.quote].filter((text) => text !== undefined),
    symbols: s.origin?.symbol === undefined ? [] : [s.origin.symbol],
  }),
  place: (s) => ({ unit: s.holderUnit, ...(s.responsible ? { responsible: s.responsible } : {}) }),
  access: (s) => ({
    read: [
      key.staff(s.holderUnit),
      ...s.coUnits.map((unit) => key.staff(unit)),
      key.staff(s.assignerUnit),
      key.post(s.verifier),
      key.head(s.verifierUnit),
      key.role('inspector'),
      ...(s.responsible ? [key.post(s.responsible)] : []),
      ...s.holders.map((h) => key.post(h.from)),
    ],
  }),
  stewards: (s) => [key.head(s.assignerUnit), key.clerk(s.assignerUnit)],
  parties,
  links: (s) => (s.origin ? [{ type: s.origin.tie, to: s.origin.dossier }] : []),
  summary,
  sections,
  exports: (s, dossier) => ({
    title: s.title,
    stage: dossier.stage,
    percent: s.percent,
    due: s.dueOn,
    holder: s.holder,
    unit: s.holderUnit,
    round: s.round,
    sentence: s.origin?.sentence ?? null,
    closedAt: s.closedAt ?? null,
  }),
  onLapse: { default: { escalate: 'escalation.level' } },
  retention: { years: 20, basis: 'Luật Lưu trữ 33/2024/QH15' },
});
