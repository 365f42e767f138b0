import type { MessageParams } from '../../kernel/errors.ts';
import { createTranslator, type Lang, type Translate } from '../../kernel/messages.ts';
import { en } from '../messages.en.ts';
import { vi } from '../messages.vi.ts';
import { REGISTER_COLUMNS, type RegisterColumn, type RegisterName } from './columns.ts';

/** Names of what may be wrong with a file; each has its sentence, which says what to do. */
export type RegisterProblemCode = keyof typeof vi.register.problem;

/** One thing wrong with a file, at its place. */
export interface RegisterProblem {
  /** Name of the sheet as it stands in the file; empty for a CSV file, which has one without a name. */
  readonly sheet: string;
  /** The row as the spreadsheet counts it; absent: the whole sheet. */
  readonly row?: number;
  /** The place of the column in the file, from 0. */
  readonly column?: number;
  readonly table?: RegisterName;
  /** The column's own name. */
  readonly key?: string;
  readonly code: RegisterProblemCode;
  readonly params?: MessageParams;
}

const whole = createTranslator({ vi, en });
const translator = createTranslator({ vi: vi.register, en: en.register });

/** The words of the registers in a language. */
export function registerWords(lang: Lang): Translate {
  return translator(lang);
}

/** The head of a column. */
export function columnLabel(table: RegisterName, key: string, lang: Lang): string {
  return translator(lang)(`columns.${table}.${key}`);
}

/** What is wrong, as a sentence that begins with the place: sheet, row, column. */
export function sayRegisterProblem(problem: RegisterProblem, lang: Lang): string {
  const t = translator(lang);
  const place = placeOf(problem, lang);
  const sentence = t(`problem.${problem.code}`, { ...problem.params, ...wordsAbout(problem, lang) });
  return place === '' ? sentence : `${upperFirst(place)}: ${lowerFirst(sentence)}`;
}

/** What a sentence says of the column itself, in the language of the sentence. */
function wordsAbout({ table, key }: RegisterProblem, lang: Lang): MessageParams {
  if (table === undefined || key === undefined) return {};
  const { options = [], group } = REGISTER_COLUMNS[table].find((column) => column.key === key) ?? {};
  const word = (option: string): string => (group === undefined ? option : optionLabel(group, option, lang));
  return { label: columnLabel(table, key, lang), ...(options.length === 0 ? {} : { options: options.map(word).join('; ') }) };
}

/** The word for an option of a choice. */
export function optionLabel(group: NonNullable<RegisterColumn['group']>, option: string, lang: Lang): string {
  return whole(lang)(`${group}.${option}`);
}

/** Where a problem is: «Trang «Cán bộ», dòng 12, cột C (Mã cán bộ)»; empty for the whole file. */
export function placeOf(problem: RegisterProblem, lang: Lang): string {
  const t = translator(lang);
  const { sheet, row, column, table, key } = problem;
  const label = table !== undefined && key !== undefined ? columnLabel(table, key, lang) : '';
  if (row === undefined) return sheet === '' ? '' : t('placeSheet', { sheet });
  if (column === undefined) return sheet === '' ? t('placeInFileRow', { row }) : t('placeRow', { sheet, row });
  const params = { sheet, row, column: columnLetters(column), label };
  return sheet === '' ? t('placeInFile', params) : t('place', params);
}

/** The name of a column as a spreadsheet shows it: `A` for 0, `AA` for 26. */
export function columnLetters(n: number): string {
  return n < 26 ? String.fromCharCode(65 + n) : columnLetters(Math.floor(n / 26) - 1) + columnLetters(n % 26);
}

/** Every head under which a column is recognised, in both languages. */
export function headsOf(table: RegisterName): readonly { readonly key: string; readonly heads: readonly string[] }[] {
  return REGISTER_COLUMNS[table].map(({ key }) => ({
    key,
    heads: [columnLabel(table, key, 'vi'), columnLabel(table, key, 'en'), key],
  }));
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** After a colon the sentence goes on, unless it begins with a name of its own. */
function lowerFirst(text: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(text) && !/^Excel\b/u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text;
}
