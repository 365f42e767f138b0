import { normalizeDocumentNumber, normalizeTone } from './text.ts';
import type { LegalDate } from './time.ts';

const plain = (text: string): string =>
  normalizeTone(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * The key by which the same document is recognised again: alike for old and new tone placement, letter case, spaces and
 * leading zeros. The Party's numbers begin anew each term, so a number alone is never an identity.
 * @example documentIdentity({ number: '2545 - cv/tu', issuer: 'TỈNH UỶ A', date }) // same as for '2545-CV/TU', 'Tỉnh ủy A'
 */
export function documentIdentity(document: {
  readonly number: string;
  readonly issuer: string;
  readonly date: LegalDate;
}): string {
  const number = normalizeDocumentNumber(document.number)
    .replaceAll('Ð', 'Đ')
    .replace(/^0+(?=\d)/, '');
  return `${number}|${plain(document.issuer)}|${document.date}`;
}
