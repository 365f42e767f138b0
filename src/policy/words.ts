/** The words of the law, folded into tables: for readers only, nothing is ever counted or decided by them. */
import type { TableRow } from '../dossier/table.ts';
import type { Json } from '../kernel/json.ts';
import type { Bilingual } from '../kernel/messages.ts';
import type { ParameterWords, Topic } from './pack.ts';

/** The words of a parameter and the pack that gives them. */
export interface NamedParameter extends ParameterWords {
  readonly pack: string;
}

/** A legal text as it is quoted. */
export interface PackName {
  readonly title: Bilingual;
  readonly number: string;
}

/** Guarantees the name of every legal text in force. */
export function readPackNames(rows: readonly TableRow[]): ReadonlyMap<string, PackName> {
  const packs = rows.filter((row) => row.table === 'pack');
  return new Map(
    packs.map((row) => [row.key['pack'] ?? '', { title: titleOf(row), number: String(row.values['number'] ?? '') }]),
  );
}

/** Guarantees the words of every parameter that has them. */
export function readParameterWords(rows: readonly TableRow[]): ReadonlyMap<string, NamedParameter> {
  const named = rows.filter((row) => row.table === 'parameter_name');
  return new Map(
    named.map((row) => [
      row.key['parameter'] ?? '',
      { pack: String(row.values['pack'] ?? ''), title: titleOf(row), options: optionsOf(row.values['options'] ?? null) },
    ]),
  );
}

/** Guarantees the topics of a pack in the order the pack gives them. */
export function readTopics(rows: readonly TableRow[], pack: string): readonly Topic[] {
  return rows
    .filter((row) => row.table === 'pack_topic' && row.key['pack'] === pack)
    .toSorted((a, b) => Number(a.key['place']) - Number(b.key['place']))
    .map((row) => ({ title: titleOf(row), parameters: textsOf(row.values['parameters'] ?? null) }));
}

function titleOf(row: TableRow): Bilingual {
  return { vi: String(row.values['title_vi'] ?? ''), en: String(row.values['title_en'] ?? '') };
}

function textsOf(value: Json): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function optionsOf(value: Json): Readonly<Record<string, Bilingual>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as Readonly<Record<string, Bilingual>>;
}
