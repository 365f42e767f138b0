import { type Json, mapTexts } from '../../kernel/json.ts';

/** Seen by nobody and able to turn a line round: dropped. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * Everything the typeface of the papers does not have. A sign from any other face would depend on the machine, and an archival file may not
 * leave one blank: an empty box says that something stands there.
 */
const NOT_IN_FACE =
  /[^\x20-\x7e\xa0-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u052f\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u2030-\u205f\u2070-\u2071\u2074-\u208e\u20a0-\u20be\u2100-\u214f\u2190-\u2195\u2202\u2206\u220f\u2211-\u2212\u2215\u2219-\u221a\u221e-\u221f\u2229\u222b\u2248\u2260-\u2261\u2264-\u2265\u25a0-\u25a1\u25cf]/gu;

/** One line of text as paper can carry it: composed letters, no control signs, a box for what the typeface lacks. */
export function printableText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\t\n\r\v\f]+/g, ' ')
    .replace(UNSEEN, '')
    .replace(NOT_IN_FACE, '□');
}

/** The same data with every text made {@link printableText}. */
export function printable<T>(value: T): T {
  return mapTexts(value as Json, printableText) as T;
}
