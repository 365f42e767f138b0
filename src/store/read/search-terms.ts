/** What a person typed, as the search index has it. */
import { readLooseNumber } from '../../kernel/serial.ts';
import { foldVietnamese, normalizeDocumentNumber, normalizeTone } from '../../kernel/text.ts';

/** Marks of a dossier that a text may name: a symbol, a number, a receipt; a bare number means the end of one or the head of a symbol. */
export function marksOf(text: string): readonly string[] {
  const digits = /^\d{1,9}$/.test(text) ? [`digits=${text}`, `digits=${text.padStart(5, '0')}`] : [];
  const number = readLooseNumber(text);
  const marks = [normalizeDocumentNumber(text), ...(number === undefined ? [] : [number])].map((mark) => `mark=${mark}`);
  return [...new Set([...marks, ...digits])];
}

/** The words as the index has them: lower case, tones on one and the same vowel, with and without diacritics. */
export function wordsOf(text: string): { readonly written: string; readonly folded: string } {
  return { written: normalizeTone(text.toLowerCase()), folded: foldVietnamese(text) };
}
