/** The text in Unicode normal form C: one stored form whatever keyboard typed it. */
export function toNfc(text: string): string {
  return text.normalize('NFC');
}

/**
 * The key under which people look for a text: lower case, without tones and marks, đ as d.
 * @example foldVietnamese('Đường Hoà Bình') // 'duong hoa binh'
 */
export function foldVietnamese(text: string): string {
  const composed = text.normalize('NFC');
  // How Σ becomes small depends on the letters beside it.
  if (composed.includes('Σ')) return foldWhole(composed);
  return composed.toLowerCase().replace(MARKED, (letters) => {
    const known = folded.get(letters);
    if (known !== undefined) return known;
    const plain = foldWhole(letters);
    if (folded.size < FOLDED_KEPT && letters.length <= 3) folded.set(letters, plain);
    return plain;
  });
}

/** Letters outside ASCII, together with their neighbours, so that nothing that composes is torn apart. */
const MARKED = /[^\0-\x7f]+/g;
/** The few hundred groups of letters with marks that Vietnamese has: normalizing each anew is most of the work of folding. */
const folded = new Map<string, string>();
const FOLDED_KEPT = 2000;

function foldWhole(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').normalize('NFC');
}

/**
 * The text with the tone on one and the same vowel of oa, oe, uy and after qu (hòa → hoà, thủy → thuỷ; quý stays).
 * An identity key for comparing names; what a person wrote is stored as written.
 */
export function normalizeTone(text: string): string {
  return text
    .normalize('NFD')
    .replace(TONE_AFTER_Q, '$1$3$2')
    .replace(TONE_ON_O, '$1$3$2')
    .replace(TONE_ON_U, '$1$3$2')
    .normalize('NFC');
}

const TONE = '[\\u0300\\u0301\\u0303\\u0309\\u0323]';
// In NFD a tone that follows o or u at once belongs to a bare vowel: ộ, ố, ờ, ừ carry another mark in between or before.
const BARE = '(?![\\u0300-\\u0303\\u0306\\u0309\\u031b\\u0323])';
const TONE_AFTER_Q = new RegExp(`(qu)(${TONE})([aeiouy][\\u0302\\u0306\\u031b]?)(?!${TONE})`, 'giu');
const TONE_ON_O = new RegExp(`(o)(${TONE})([ae])${BARE}`, 'giu');
const TONE_ON_U = new RegExp(`(u)(${TONE})(y)${BARE}`, 'giu');

/**
 * The one written form of an official number and symbol: capitals, plain hyphens, no spaces inside, no leading «Số».
 * @example normalizeDocumentNumber('Số: 2545 – cv/tu ') // '2545-CV/TU'
 */
export function normalizeDocumentNumber(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .trim()
    .replace(/^số\s*[:.]?\s*(?=\S)/iu, '')
    .replace(/\s+/gu, ' ')
    .replace(/ ?([-/]) ?/gu, '$1')
    .toUpperCase();
}

/**
 * What a person typed, ready to be stored: NFC, line ends as LF, trimmed; one line collapses every run of spaces to one,
 * several lines keep their breaks and lose only trailing spaces.
 */
export function cleanInput(text: string, options: { readonly multiline: boolean }): string {
  const even = text.normalize('NFC').replace(/\r\n?/g, '\n');
  if (!options.multiline) return even.replace(/\s+/gu, ' ').trim();
  // Line by line with trimEnd: one expression for trailing spaces takes quadratic time on a long run of spaces.
  return even
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** What a stored text must not contain. */
export type ForbiddenCharacter = 'nul' | 'control' | 'lone-surrogate' | 'bidi';

/**
 * Which kinds of characters stand in the text that no honest text needs: NUL, control characters (C0 and C1, but for tab
 * and line ends), halves of surrogate pairs, and marks that turn the direction of writing and so can hide words.
 */
export function findForbiddenCharacters(text: string): ForbiddenCharacter[] {
  const found: ForbiddenCharacter[] = [];
  if (text.includes('\0')) found.push('nul');
  if (/[^\P{Cc}\0\t\n\r]/u.test(text)) found.push('control');
  if (/\p{Surrogate}/u.test(text)) found.push('lone-surrogate');
  if (/[\u202a-\u202e\u2066-\u2069]/u.test(text)) found.push('bidi');
  return found;
}

const collator = new Intl.Collator('vi');

/** Order of full names as a Vietnamese list has them: by given name, then by what stands before it. */
export function sortNamesVi(a: string, b: string): number {
  const [givenA, restA] = splitName(a);
  const [givenB, restB] = splitName(b);
  return collator.compare(givenA, givenB) || collator.compare(restA, restB);
}

/** The given name (last word) and what stands before it.
 * @example splitName('Nguyễn Thị Hoà') // ['Hoà', 'Nguyễn Thị']
 */
export function splitName(fullName: string): readonly [given: string, rest: string] {
  const words = fullName.normalize('NFC').trim().split(/\s+/u);
  return [words.at(-1) ?? '', words.slice(0, -1).join(' ')];
}

/** Order of Vietnamese texts as a dictionary has them. */
export function compareVi(a: string, b: string): number {
  return collator.compare(a, b);
}

/** The text, cut between words to at most so many characters, the sign … included. */
export function truncateWords(text: string, maxLength: number): string {
  const characters = Array.from(text);
  if (characters.length <= maxLength) return text;
  const head = characters.slice(0, Math.max(0, maxLength - 1)).join('');
  const isBetweenWords = /\s/u.test(characters[maxLength - 1] ?? '');
  const wholeWords = head.split(/\s/u).slice(0, -1).join(' ');
  const cut = isBetweenWords || wholeWords.trim() === '' ? head : wholeWords;
  return `${cut.trimEnd()}…`;
}
