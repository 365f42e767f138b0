import type { LegalDate } from '../../kernel/time.ts';

/**
 * Words: a *span* is [start, end) in the text returned with the result; a *piece* is a span with its words;
 * a *sentence* is one numbered statement of the body; an *obligation* is a proposal, never a finding.
 */

/** Start and end (exclusive) in `RecognisedDocument.text`. */
export type Span = readonly [start: number, end: number];

/** Words of the document with the place they stand at; `text.slice(...at)` equals the words. */
export interface Piece {
  readonly text: string;
  readonly at: Span;
}

/** Whether a number is written the Party's way (`2545-CV/TU`) or the State's (`05/CT-TTg`). */
export type NumberForm = 'party' | 'state';

/** A number and symbol as written, and in the one spelling used for comparing. */
export interface DocumentNumber extends Piece {
  readonly normalized: string;
  readonly form: NumberForm;
}

/** The kind of paper: the code is language-free, the name is the usual Vietnamese word. */
export interface DocumentType {
  readonly code: string;
  readonly name: string;
}

/** An issuing body: the name in reading case, the span of the words it was taken from. */
export interface IssuerName {
  readonly name: string;
  readonly at: Span;
}

/** A date that could be read completely. */
export interface DatePiece extends Piece {
  readonly date: LegalDate;
}

/** A date without a year: shown to the person, never completed by guessing. */
export interface DateHint extends Piece {
  readonly day: number;
  readonly month: number;
}

/** Another document named in this one. A number alone never identifies it. */
export interface CitedDocument {
  readonly type?: DocumentType;
  readonly title?: string;
  readonly number?: string;
  readonly normalized?: string;
  readonly issuer?: string;
  readonly date?: LegalDate;
  readonly at: Span;
}

/** A time limit as written; `date` is the day named, `before` says that this day itself is already too late. */
export interface Deadline extends Piece {
  readonly date?: LegalDate;
  readonly before?: boolean;
}

/** A proposal: who must do what by when, with the words that led to it. */
export interface Obligation {
  readonly who?: Piece;
  readonly must: Piece;
  readonly by?: Deadline;
  readonly cues: readonly Span[];
}

/** One numbered statement of the body with the headings it stands under. */
export interface Sentence extends Piece {
  readonly n: number;
  readonly heading?: string;
  readonly obligations: readonly Obligation[];
}

/** What a stretch of the document is for. Only `body` holds sentences. */
export type SectionKind = 'header' | 'basis' | 'body' | 'recipients' | 'trailer';

/** A stretch of whole lines of one kind. */
export interface Section {
  readonly kind: SectionKind;
  readonly at: Span;
}

/** Everything that could be read from a text; every part is a proposal a person confirms. */
export interface RecognisedDocument {
  /** The text all spans refer to: NFC, `\n` line ends, wrapped lines joined. */
  readonly text: string;
  readonly language: 'vi' | 'en';
  readonly number?: DocumentNumber;
  readonly issuer?: IssuerName;
  readonly place?: Piece;
  readonly date?: DatePiece;
  readonly dateHint?: DateHint;
  readonly type?: DocumentType;
  readonly subject?: Piece;
  readonly addressees: readonly string[];
  readonly cited: readonly CitedDocument[];
  readonly sections: readonly Section[];
  readonly headings: readonly Piece[];
  readonly sentences: readonly Sentence[];
}
