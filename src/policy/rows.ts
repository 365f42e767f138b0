/**
 * The read tables of the law, folded from rule-set acts.
 *
 * pack           a legal text the installation follows
 * pack_topic     parameters of one matter within a pack, for readers
 * parameter      one value; the layer `local` (own decision) goes before the layer `pack` (the text itself)
 * parameter_name what a parameter is called, and the words for the names its value holds
 * calendar_day   a day that is not as its weekday says
 * calendar_year  a year whose list of days off is complete
 */
import type { RowOp, TableSpec } from '../dossier/table.ts';
import type { CalendarPack } from '../kernel/calendar-pack.ts';
import type { Json } from '../kernel/json.ts';
import type { LegalDate } from '../kernel/time.ts';
import type { AdoptedPack, Topic } from './pack.ts';

/** The specifications of all tables of the law. */
export const policyTables = [
  { name: 'pack', key: ['pack'], values: ['version', 'title_vi', 'title_en', 'issuer', 'number', 'date'] },
  { name: 'pack_topic', key: ['pack', 'place'], values: ['title_vi', 'title_en', 'parameters'] },
  { name: 'parameter_name', key: ['parameter'], values: ['pack', 'title_vi', 'title_en', 'options'] },
  {
    name: 'parameter',
    key: ['layer', 'parameter'],
    values: ['value', 'unit', 'clause', 'source', 'confidence', 'checked_on', 'pack', 'version', 'decision_number'],
  },
  { name: 'calendar_day', key: ['date'], values: ['kind', 'name_vi', 'name_en', 'basis', 'source', 'confidence', 'version'] },
  { name: 'calendar_year', key: ['year'], values: ['version'] },
] as const satisfies readonly TableSpec[];

/** Guarantees the operations that put a pack in force for exactly its days of validity, in the order of its keys. */
export function toPackOps(pack: AdoptedPack): RowOp[] {
  const ops: RowOp[] = [openPack(pack), ...(pack.topics ?? []).map((topic, n) => openTopic(pack, topic, n + 1))];
  const keys = Object.keys(pack.parameters).sort();
  for (const name of keys) {
    const given = pack.parameters[name];
    if (given === undefined) continue;
    const values = {
      value: given.value,
      unit: given.unit,
      clause: given.clause,
      source: given.source,
      confidence: given.confidence,
      checked_on: given.checkedOn,
      pack: pack.id,
      version: pack.version,
      decision_number: null,
    };
    ops.push({ op: 'open', table: 'parameter', key: { layer: 'pack', parameter: name }, values, from: pack.valid.from });
    if (given.title === undefined) continue;
    const words = { pack: pack.id, title_vi: given.title.vi, title_en: given.title.en, options: (given.options ?? {}) as Json };
    ops.push({ op: 'open', table: 'parameter_name', key: { parameter: name }, values: words, from: pack.valid.from });
  }
  const end = pack.valid.to;
  if (end === null) return ops;
  const closings = ops.map((op): RowOp => ({ op: 'close', table: op.table, key: op.key, on: end }));
  return [...ops, ...closings];
}

/** A value the installation sets for itself, by a decision of its own. */
export interface LocalSetting {
  readonly parameter: string;
  readonly value: Json;
  readonly unit: string;
  readonly clause: string;
  readonly decisionNumber: string;
  readonly from: LegalDate;
}

/** Guarantees the operation that lets a local setting go before what the pack says, from its day on. */
export function toLocalSettingOp(setting: LocalSetting): RowOp {
  return {
    op: 'open',
    table: 'parameter',
    key: { layer: 'local', parameter: setting.parameter },
    values: {
      value: setting.value,
      unit: setting.unit,
      clause: setting.clause,
      source: null,
      confidence: 'unverified',
      checked_on: null,
      pack: 'local',
      version: setting.from,
      decision_number: setting.decisionNumber,
    },
    from: setting.from,
  };
}

/** Guarantees the operations that make a calendar known from a day on; what it says of earlier days is known from then too. */
export function toCalendarOps(calendar: CalendarPack, from: LegalDate): RowOp[] {
  const years = calendar.years.map((year): RowOp => {
    return { op: 'open', table: 'calendar_year', key: { year: String(year) }, values: { version: calendar.version }, from };
  });
  const days = calendar.rows.map(
    (row): RowOp => ({
      op: 'open',
      table: 'calendar_day',
      key: { date: row.date },
      values: {
        kind: row.kind,
        name_vi: row.name.vi,
        name_en: row.name.en,
        basis: row.basis,
        source: row.source,
        confidence: row.confidence,
        version: calendar.version,
      },
      from,
    }),
  );
  return [...years, ...days];
}

function openTopic(pack: AdoptedPack, { title, parameters }: Topic, place: number): RowOp {
  return {
    op: 'open',
    table: 'pack_topic',
    key: { pack: pack.id, place: String(place) },
    values: { title_vi: title.vi, title_en: title.en, parameters: [...parameters] },
    from: pack.valid.from,
  };
}

function openPack(pack: AdoptedPack): RowOp {
  return {
    op: 'open',
    table: 'pack',
    key: { pack: pack.id },
    values: {
      version: pack.version,
      title_vi: pack.title.vi,
      title_en: pack.title.en,
      issuer: pack.issuer,
      number: pack.number,
      date: pack.date,
    },
    from: pack.valid.from,
  };
}
