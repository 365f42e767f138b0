/** Reads single cells of a row into values, noting every one that cannot be read. */
import { cleanInput, findForbiddenCharacters, foldVietnamese } from '../../kernel/text.ts';
import { addDays, asLegalDate, isLegalDate, type LegalDate, makeDate } from '../../kernel/time.ts';
import { en } from '../messages.en.ts';
import { vi } from '../messages.vi.ts';
import { EVERY } from '../rows.ts';
import { REGISTER_COLUMNS, type RegisterColumn } from './columns.ts';
import type { RegisterProblem, RegisterProblemCode } from './problem.ts';
import type { GivenRow } from './read-tables.ts';

const CODE = /^[\p{L}\p{N}._:@/#-]+$/u;
const FORMULA_ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/u;
const SERIAL_START = asLegalDate('1899-12-30');
/** Longest piece of a cell that is quoted in a message. */
const QUOTED = 40;

/** The cells of one row as values. An absent column gives `undefined`, an empty cell `null`, an unreadable one `undefined` and a problem. */
export class RowCells {
  readonly given: GivenRow;
  readonly problems: RegisterProblem[] = [];

  constructor(given: GivenRow) {
    this.given = given;
  }

  get isSound(): boolean {
    return this.problems.length === 0;
  }

  isFaulty(key: string): boolean {
    return this.problems.some((problem) => problem.key === key);
  }

  /** Notes a problem of a cell. */
  fault(key: string, code: RegisterProblemCode, params: RegisterProblem['params'] = {}): undefined {
    const { sheet, row, table, places } = this.given;
    const column = places.get(key) ?? places.values().next().value;
    this.problems.push({ sheet, row, table, key, code, params, ...(column === undefined ? {} : { column }) });
    return undefined;
  }

  has(key: string): boolean {
    return this.given.cells.has(key);
  }

  words(key: string): string | null | undefined {
    const text = this.#text(key);
    if (text === null || text === undefined) return text;
    const max = this.#spec(key).max ?? 200;
    return Array.from(text).length > max ? this.fault(key, 'too_long', { max }) : text;
  }

  code(key: string): string | null | undefined {
    const text = this.words(key);
    return text === null || text === undefined || CODE.test(text) ? text : this.fault(key, 'code_form');
  }

  /** A list of texts; one sign or word stands for every one. Names may hold spaces, so only comma and semicolon divide. */
  list(key: string): readonly string[] | null | undefined {
    const text = this.words(key);
    if (text === null || text === undefined) return text;
    const parts = text
      .split(/[,;]+/u)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const isEvery = parts.some((part) => part === EVERY || EVERY_WORDS.has(foldVietnamese(part)));
    return isEvery ? [EVERY] : [...new Set(parts)];
  }

  integer(key: string): number | null | undefined {
    const text = this.#text(key);
    if (text === null || text === undefined) return text;
    const plain = text.replace(/\.0+$/u, '');
    return /^\d{1,4}$/u.test(plain) ? Number(plain) : this.fault(key, 'not_a_number');
  }

  choice(key: string): string | null | undefined {
    const text = this.#text(key);
    if (text === null || text === undefined) return text;
    const found = choicesOf(this.#spec(key)).get(foldVietnamese(text));
    if (found !== undefined) return found;
    return this.fault(key, 'unknown_choice', { text: quote(text) });
  }

  date(key: string): LegalDate | null | undefined {
    const text = this.#text(key);
    if (text === null || text === undefined) return text;
    return readDay(text) ?? this.fault(key, 'not_a_date', { text: quote(text) });
  }

  #spec(key: string): RegisterColumn {
    return REGISTER_COLUMNS[this.given.table].find((column) => column.key === key) ?? { key, kind: 'words', width: 0 };
  }

  #text(key: string): string | null | undefined {
    const typed = this.given.cells.get(key);
    if (typed === undefined) return undefined;
    if (findForbiddenCharacters(typed).length > 0) return this.fault(key, 'characters');
    const text = cleanInput(typed, { multiline: false });
    if (FORMULA_ERROR.test(text)) return this.fault(key, 'formula_error', { text });
    return text === '' ? null : text;
  }
}

const EVERY_WORDS: ReadonlySet<string> = new Set([vi.register.every, en.register.every].map(foldVietnamese));

const choices = new Map<string, ReadonlyMap<string, string>>();

/** Every spelling of every option, folded once: a file has thousands of such cells. */
function choicesOf({ options = [], group }: RegisterColumn): ReadonlyMap<string, string> {
  const known = choices.get(group ?? '');
  if (known) return known;
  const made = new Map(
    options.flatMap((option) => [option, ...wordsOf(group, option)].map((word) => [foldVietnamese(word), option] as const)),
  );
  choices.set(group ?? '', made);
  return made;
}

function wordsOf(group: RegisterColumn['group'], option: string): readonly string[] {
  if (group === undefined) return [];
  const named = (words: Readonly<Record<string, string>>): string[] => {
    const word = words[option];
    return word === undefined ? [] : [word];
  };
  return [...named(vi[group]), ...named(en[group])];
}

/** `2025-07-01`, `01/07/2025`, `1-7-2025`, or the serial number under which spreadsheets store a day. */
export function readDay(text: string): LegalDate | undefined {
  const day = text.replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/u, '');
  if (isLegalDate(day)) return inRange(day);
  if (/^\d{5}(?:\.0+)?$/u.test(day)) return inRange(addDays(SERIAL_START, Number(day)));
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/u.exec(day);
  const made = match ? makeDate(Number(match[3]), Number(match[2]), Number(match[1])) : undefined;
  return made === undefined ? undefined : inRange(made);
}

function inRange(date: LegalDate): LegalDate | undefined {
  return date >= '1900-01-01' && date <= '2199-12-31' ? date : undefined;
}

/** The beginning of what was typed, fit for a message. */
export function quote(text: string): string {
  const characters = Array.from(text);
  return characters.length <= QUOTED ? text : `${characters.slice(0, QUOTED).join('')}…`;
}
