/** Văn bản chỉ đạo: a document cut into numbered sentences, each of which gets a task or a reason why it needs none. */
import { key } from '../../dossier/keys.ts';
import { defineKind, type Section, type SummaryItem } from '../../dossier/kind.ts';
import { addTask, assignTasks, conclude, distribute, explainSentence, reopen, supersede, withdraw } from './acts-follow.ts';
import { addSentences, correctSentences, issue, takeIn } from './acts-intake.ts';
import { bodyFrom, headingsOf } from './rules.ts';
import { type DirectiveState, initial } from './state.ts';

function summary(s: DirectiveState): readonly SummaryItem[] {
  return [
    { key: 'symbol', value: s.symbol },
    { key: 'type', value: s.type, as: 'choice', group: 'type' },
    { key: 'issuer', value: s.issuer },
    { key: 'issuedOn', value: s.issuedOn, as: 'date' },
    ...(s.place === undefined ? [] : [{ key: 'place', value: s.place }]),
    { key: 'unit', value: s.unit, as: 'unit' },
    ...(s.addressees.length === 0 ? [] : [{ key: 'addressees', value: [...s.addressees], as: 'list' as const }]),
    { key: 'sentences', value: s.sentences.length, as: 'integer' },
    { key: 'units', value: s.units.length, as: 'integer' },
    ...(s.source === undefined ? [] : [{ key: 'source', value: s.source.name }]),
    ...(s.supersededBy === undefined ? [] : [{ key: 'supersededBy', value: s.supersededBy, as: 'dossier' as const }]),
    ...(s.result === undefined ? [] : [{ key: 'result', value: s.result }]),
  ];
}

function sections(s: DirectiveState): readonly Section[] {
  const headings = headingsOf(s.sentences);
  return [
    {
      key: 'sentences',
      columns: [
        { key: 'n', as: 'integer' },
        { key: 'heading' },
        { key: 'text' },
        { key: 'tasks', as: 'integer' },
        { key: 'why', as: 'choice', group: 'why' },
        { key: 'note' },
      ],
      rows: s.sentences.map((row, i) => ({
        n: i + 1,
        heading: headings[i] ?? '',
        text: row.t,
        tasks: row.k ?? 0,
        why: row.x?.why ?? null,
        note: row.x?.note ?? null,
        silent: (row.k ?? 0) === 0 && row.x === undefined,
      })),
    },
    {
      key: 'cited',
      columns: [{ key: 'symbol' }, { key: 'issuer' }, { key: 'date', as: 'date' }],
      rows: s.cited.map((c) => ({ symbol: c.symbol, issuer: c.issuer ?? null, date: c.date ?? null })),
    },
    { key: 'units', columns: [{ key: 'unit', as: 'unit' }], rows: s.units.map((u) => ({ unit: u.unit })) },
  ];
}

/** The directive. */
export const directive = defineKind<DirectiveState>({
  name: 'directive',
  prefix: 'VB',
  version: 1,
  navigation: 3,
  stages: ['draft', 'issued', 'assigned', 'concluded'],
  ends: ['concluded', 'withdrawn', 'superseded'],
  initial,
  acts: {
    'take-in': takeIn,
    'add-sentences': addSentences,
    'correct-sentences': correctSentences,
    issue,
    'assign-tasks': assignTasks,
    'add-task': addTask,
    'explain-sentence': explainSentence,
    distribute,
    withdraw,
    supersede,
    conclude,
    reopen,
  },
  describe: (s) => ({
    title: s.subject,
    search: [s.issuer, ...s.addressees],
    symbols: [s.symbol, ...s.cited.map((c) => c.symbol)].filter((symbol) => symbol !== ''),
  }),
  place: (s) => ({ unit: s.unit }),
  access: (s, dossier) => ({
    // A draft is the business of those who take it in; what was issued is for every official.
    read: dossier.number === undefined ? [key.staff(s.unit)] : [key.official],
  }),
  stewards: (s) => [key.clerk(s.unit), key.head(s.unit)],
  parties: (s) => [{ role: 'intake', unit: s.unit }, ...s.units.map((u) => ({ role: 'receiver', unit: u.unit }))],
  links: (s) => (s.paper === undefined ? [] : [{ type: 'arises-from', to: s.paper }]),
  fromPaper: { act: 'take-in', body: bodyFrom, whole: true },
  summary,
  sections,
  exports: (s, dossier) => ({
    title: s.subject,
    stage: dossier.stage,
    symbol: s.symbol,
    issuer: s.issuer,
    issuedOn: s.issuedOn,
    identity: s.identity,
    sentences: s.sentences.length,
    units: s.units.length,
  }),
  onLapse: { default: { escalate: 'escalation.level' } },
  publicTitles: true,
  retention: { years: 'permanent', basis: 'Luật Lưu trữ 33/2024/QH15' },
});
