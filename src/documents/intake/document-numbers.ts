import { normalizeDocumentNumber } from '../../kernel/text.ts';
import type { DocumentNumber, NumberForm } from './recognised.ts';

/**
 * Numbers of both families. The Party puts a hyphen before the type and a slash before the body (`2545-CV/TU`);
 * the State writes it the other way round (`05/CT-TTg`, `23/2017/QĐ-UBND`, `206/2025/QH15`).
 */
const LETTERS = '[A-ZĐÐ][A-Za-zĐđÐ]{0,9}';
const DASH = '[-–‑−]';
const PARTY = `\\d{1,5}[a-zđ]?\\s?${DASH}\\s?${LETTERS}\\s?/\\s?[A-ZĐÐ][A-Za-zĐđÐ]{1,9}(?:[.${DASH.slice(1, -1)}][A-ZĐÐ][A-Za-zĐđÐ]{0,9}){0,3}`;
const STATE_TAIL = `${LETTERS}\\d{0,2}(?:\\s?[.,+]\\s?${LETTERS}){0,2}(?:\\s?${DASH}\\s?${LETTERS}\\d{0,2}){0,4}`;
const STATE = `\\d{1,5}[a-zđ]?(?:\\s?/\\s?\\d{4})?\\s?/\\s?${STATE_TAIL}`;
const PREFIX = '(?:Số|So|No|Number)\\s?[:.]?\\s{0,8}';
const edge = '(?<![\\p{L}\\p{N}/.,-])';
const end = '(?![\\p{L}\\p{N}])';

const ANNOUNCED = new RegExp(`${edge}${PREFIX}(?<number>(?<party>${PARTY})|${STATE})${end}`, 'giu');
const BARE = new RegExp(`${edge}(?<number>(?<party>${PARTY})|${STATE})${end}`, 'gu');

/** Without the word for number only unmistakable symbols count, so that "5/TP" or "3/A" is not taken for one. */
function isUnmistakable(number: string, isParty: boolean): boolean {
  return isParty || /\/\s?\d{4}\s?\//.test(number) || /\p{L}\s?[-–‑−]\s?\p{L}/u.test(number);
}

function matchNumbers(text: string, shape: RegExp, base: number): DocumentNumber[] {
  return Array.from(text.matchAll(shape), (match) => {
    const number = match.groups?.['number'] ?? '';
    const form: NumberForm = match.groups?.['party'] === undefined ? 'state' : 'party';
    const start = base + match.index + match[0].length - number.length;
    return { text: number, normalized: normalizeDocumentNumber(number), form, at: [start, start + number.length] as const };
  });
}

/** Finds every document number in `text`, in order, announced or bare; spans cover the number without its announcing word. */
export function findDocumentNumbers(text: string, base = 0): DocumentNumber[] {
  const announced = matchNumbers(text, ANNOUNCED, base);
  const bare = matchNumbers(text, BARE, base).filter((number) => isUnmistakable(number.text, number.form === 'party'));
  let passed = 0;
  const others = bare.filter(({ at }) => {
    while ((announced[passed]?.at[1] ?? Number.POSITIVE_INFINITY) <= at[0]) passed += 1;
    return (announced[passed]?.at[0] ?? Number.POSITIVE_INFINITY) >= at[1];
  });
  return [...announced, ...others].sort((a, b) => a.at[0] - b.at[0]);
}

/** The parts of a symbol: `2545-CV/TU` gives type CV and body TU, `05/CT-TTg` gives CT and TTg, `1234/UBND-TH` body UBND. */
export function readSymbol(number: DocumentNumber): { readonly type?: string; readonly body?: string } {
  const compact = number.text.replace(/\s/g, '').replace(/[–‑−]/g, '-').replace(/Ð/g, 'Đ');
  if (number.form === 'party') {
    const [, type, body] = /^\d+[a-zđ]?-([^/]+)\/(.+)$/iu.exec(compact) ?? [];
    return { ...(type ? { type } : {}), ...(body ? { body } : {}) };
  }
  const symbol = compact.replace(/^\d+[a-zđ]?\/(?:\d{4}\/)?/iu, '');
  const [first, second] = symbol.split('-');
  if (first !== undefined && /^(?:QH|UBTVQH)\d*$/iu.test(first)) return { body: first.replace(/\d+$/, '') };
  const isType =
    first !== undefined && /^(?:CT|QĐ|QD|NQ|NĐ|ND|TT|TTLT|TB|KH|CĐ|CD|HD|QC|TTr|BC|KL|CTr|ĐA|PA|BB|GM|L|PL)$/iu.test(first);
  if (isType) return { type: first, ...(second ? { body: second } : {}) };
  return { type: 'CV', ...(first ? { body: first } : {}) };
}
