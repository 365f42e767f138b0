/** What an objection shows of itself, to the few who read it. */
import type { Dossier, Party, Section, SummaryItem } from '../../dossier/index.ts';
import type { Json } from '../../kernel/json.ts';
import { effectOf, standingOf } from './rules.ts';
import type { ObjectionState } from './state.ts';

export function parties(s: ObjectionState): readonly Party[] {
  return [
    ...(s.reporter === null || s.reporter.person === null
      ? []
      : [{ role: 'reporter', person: s.reporter.person, ...(s.reporter.unit === null ? {} : { unit: s.reporter.unit }) }]),
    ...(s.giver === null ? [] : [{ role: 'giver', post: s.giver.post }]),
    ...(s.raised === null || s.superior === null ? [] : [{ role: 'superior', post: s.superior }]),
  ];
}

export function summary(s: ObjectionState): readonly SummaryItem[] {
  const text = (key: string, value: string | null): readonly SummaryItem[] =>
    value === null || value === '' ? [] : [{ key, value }];
  return [
    { key: 'effect', value: effectOf(standingOf(s)), as: 'choice', group: 'effect' },
    { key: 'seen', value: s.seen, as: 'choice', group: 'seen' },
    ...(s.giver === null ? [] : [{ key: 'giver', value: s.giver.post, as: 'post' as const }]),
    { key: 'form', value: s.order.form, as: 'choice', group: 'form' },
    ...text('symbol', s.order.symbol),
    ...(s.order.on === null ? [] : [{ key: 'orderedOn', value: s.order.on, as: 'date' as const }]),
    ...text('ordered', s.order.what),
    ...text('why', s.why),
    ...text('provision', s.provision),
    ...text('harm', s.harm),
    ...text('number', s.number),
    ...(s.raised === null
      ? []
      : [
          { key: 'account', value: s.raised.account },
          ...text('raisedNumber', s.raised.number),
          { key: 'raisedOn', value: s.raised.on, as: 'date' as const },
        ]),
    ...(s.obeying === null ? [] : [{ key: 'obeying', value: s.obeying, as: 'choice' as const, group: 'obeying' }]),
    { key: 'promise', value: s.promise },
  ];
}

export function sections(s: ObjectionState): readonly Section[] {
  return [
    {
      key: 'answers',
      columns: [
        { key: 'on', as: 'date' },
        { key: 'by', as: 'choice', group: 'by' },
        { key: 'post', as: 'post' },
        { key: 'outcome', as: 'choice', group: 'outcome' },
        { key: 'reasons' },
        { key: 'legalBasis' },
        { key: 'number' },
        { key: 'late', as: 'choice', group: 'late' },
      ],
      rows: s.answers.map((a) => ({
        on: a.on,
        by: a.by,
        post: a.post,
        outcome: a.outcome,
        reasons: a.reasons,
        legalBasis: a.legalBasis,
        number: a.number,
        late: a.late ? 'yes' : 'no',
      })),
    },
    {
      key: 'notes',
      columns: [{ key: 'on', as: 'date' }, { key: 'text' }],
      rows: s.notes.map((n) => ({ on: n.on, text: n.text })),
    },
  ];
}

/** What a dossier of the reporter may build on: how far the report went, never who reported where that is hidden. */
export function exportsOf(s: ObjectionState, d: Dossier<ObjectionState>): Json {
  return { stage: d.stage, effect: effectOf(standingOf(s)), obeying: s.obeying, reporter: s.reporter?.person ?? null };
}
