/** The filters a provisioning service finds its users by: equality, joined by `and`. */
import { type AttributeName, findAttribute, plainText, truth } from './attributes.ts';
import { ScimRefusal } from './scim-error.ts';

/** What is asked for; an attribute asked for twice with two values finds nobody. */
export interface ScimFilter {
  readonly id?: string;
  readonly userName?: string;
  readonly externalId?: string;
  readonly employeeNumber?: string;
  readonly active?: boolean;
}

const LONGEST = 1000;
const TERM = /\s*([a-z][\w.:-]*)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*/iy;
const AND = /and\s+/iy;

/**
 * Reads a filter; undefined where it can match nobody.
 * @throws {ScimRefusal} 400 invalidFilter
 */
export function parseFilter(text: string): ScimFilter | undefined {
  if (text.length > LONGEST) throw refuse();
  const asked: { -readonly [K in keyof ScimFilter]: ScimFilter[K] } = {};
  let [at, isEmpty] = [0, false];
  for (;;) {
    TERM.lastIndex = at;
    const term = TERM.exec(text);
    if (!term) throw refuse();
    at = TERM.lastIndex;
    const name = findAttribute(term[1] ?? '');
    if (name === undefined || name === 'readOnly') throw refuse();
    const value = readValue(name, term[2] ?? '');
    if (value === undefined || (asked[name] !== undefined && asked[name] !== value)) isEmpty = true;
    else Object.assign(asked, { [name]: value });
    if (at === text.length) return isEmpty ? undefined : asked;
    AND.lastIndex = at;
    if (!AND.test(text)) throw refuse();
    at = AND.lastIndex;
  }
}

/** The value compared with; undefined for one no account can have. */
function readValue(name: AttributeName, literal: string): string | boolean | undefined {
  const value = readLiteral(literal);
  if (name === 'active') {
    const read = truth.safeParse(value);
    if (!read.success) throw refuse();
    return read.data;
  }
  if (typeof value !== 'string') throw refuse();
  return plainText.safeParse(value).data;
}

function readLiteral(literal: string): unknown {
  try {
    return JSON.parse(literal.startsWith('"') ? literal : literal.toLowerCase()) as unknown;
  } catch {
    throw refuse();
  }
}

function refuse(): ScimRefusal {
  return new ScimRefusal(400, 'filter', 'invalidFilter');
}
