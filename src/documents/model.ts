/**
 * One official paper as plain data: what it says, never how it looks. HTML, DOCX and PDF are drawn from it, and its digest stands for all three.
 * Papers are written in Vietnamese, the language in which they have force.
 */
import type { LegalDate } from '../kernel/time.ts';

/** Which form a paper follows: that of the Party or that of the State, by the body that issues it. */
export type PaperForm = 'party' | 'state';

/** Who issues it. */
export type IssuingBody = {
  readonly form: PaperForm;
  readonly name: string;
  /** The body over it in the letterhead. */
  readonly superior: string | null;
  /** Where it sits; the place of «…, ngày …». */
  readonly place: string | null;
};

/** The sort of paper with the letters that stand for it in its number. */
export type PaperType = { readonly name: string; readonly symbol: string };

/** An official letter: no name stands over it, and what it is about stands under its number. @basis nd30-2020 */
export const LETTER: PaperType = { name: 'Công văn', symbol: 'CV' };

/** A column of a table; numbers stand at the right. */
export type PaperColumn = { readonly title: string; readonly isNumber: boolean };

/** One piece of the text. */
export type Block =
  | { readonly is: 'paragraph'; readonly text: string }
  /** What it rests on: «Căn cứ …». */
  | { readonly is: 'ground'; readonly text: string }
  /** The word that begins what is decided: «QUYẾT ĐỊNH:». */
  | { readonly is: 'verdict'; readonly text: string }
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'article'; readonly number: number; readonly title: string; readonly paragraphs: readonly string[] }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | {
      readonly is: 'table';
      readonly title: string;
      readonly columns: readonly PaperColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  /** What another body said, word for word. */
  | { readonly is: 'quote'; readonly by: string; readonly text: string };

/** Who signs. */
export type Signature = {
  /** For whom or in whose stead: «T/M BAN THƯỜNG VỤ», «KT. GIÁM ĐỐC». */
  readonly instead: string | null;
  readonly title: string;
  readonly name: string | null;
};

/** An official paper. Only data that JSON can carry stands in it, so that it has one digest. */
export type OfficialDocument = {
  readonly version: 1;
  readonly issuer: IssuingBody;
  readonly type: PaperType;
  /** The whole number with its symbol as it was given; null while there is none. */
  readonly number: string | null;
  readonly on: LegalDate;
  readonly summary: string;
  readonly addressees: readonly string[];
  readonly blocks: readonly Block[];
  /** What the reader must know of the paper itself: that it came late, what was not verified. */
  readonly notes: readonly string[];
  readonly signatures: readonly Signature[];
  readonly recipients: readonly string[];
  /** The dossier and the act it writes down. */
  readonly source: { readonly dossier: string; readonly act: number };
};

/** A paragraph for every line that was written; empty lines say nothing. */
export function paragraphs(text: string): readonly Block[] {
  return linesOf(text).map((line) => ({ is: 'paragraph', text: line }));
}

/** The lines of a text that say something. */
export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A title of a post without the unit it stands in: «Giám đốc Sở Tài chính» signs as «Giám đốc». */
export function bareTitle(title: string, unit: string): string {
  return title.endsWith(` ${unit}`) ? title.slice(0, -unit.length - 1) : title;
}

/** How one signs for another, by the side of the house. @basis nd30-2020 */
const INSTEAD: Readonly<Record<PaperForm, Readonly<Record<string, string>>>> = {
  state: { KT: 'KT.', TM: 'TM.', TL: 'TL.', TUQ: 'TUQ.', absence: 'KT.' },
  party: { KT: 'K/T', TM: 'T/M', TL: 'T/L', TUQ: 'T/L', absence: 'T/L' },
};

/** The line above the title of whoever signs for a collective or in another's stead. */
export function signsFor(form: PaperForm, how: string, whom: string): string {
  return `${INSTEAD[form][how] ?? INSTEAD[form]['TL'] ?? ''} ${whom}`.trim();
}
