/** The whole of a dossier as one file: what is in it, in which order, as whoever asks may read it. Only data; the words are already said. */
import type { OfficialDocument } from './model.ts';

/** A label with what stands behind it. */
export type CaseRow = {
  readonly label: string;
  readonly text: string;
  /** The text itself is not shown, and this says why. */
  readonly isHidden: boolean;
  /** It was put right later: it stands crossed out, and what counts follows. */
  readonly corrected: string | null;
};

/** One piece of a part. */
export type CaseBlock =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'rows'; readonly rows: readonly CaseRow[] }
  | {
      /** An act: who did what, when, in what capacity, what was written and what it did to deadlines. */
      readonly is: 'act';
      readonly title: string;
      readonly note: string;
      /** A clock ran out and nobody had answered. */
      readonly isSilence: boolean;
      readonly isStruck: boolean;
      readonly rows: readonly CaseRow[];
      readonly lines: readonly string[];
    }
  | {
      readonly is: 'table';
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly is: 'paper';
      readonly title: string;
      readonly note: string;
      readonly document: OfficialDocument;
      readonly hash: string;
      readonly checkUrl?: string;
    };

/** A chapter; each begins in the contents. */
export type CasePart = { readonly title: string; readonly blocks: readonly CaseBlock[] };

/** The file. */
export type CaseFile = {
  readonly lang: 'vi' | 'en';
  readonly title: string;
  readonly subtitle: string;
  /** What stands on the first page: state, moment, who asked for it, how many acts, the head of their chain. */
  readonly cover: readonly CaseRow[];
  readonly contents: string;
  /** «trang {n}/{total}»: the words around the two numbers. */
  readonly page: string;
  readonly foot: string;
  readonly parts: readonly CasePart[];
  /** Seconds: the moment it was put together, the same for the same state of the record. */
  readonly at: number;
};
