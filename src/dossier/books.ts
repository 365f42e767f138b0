/** Books of papers: what a kind says when its dossiers are books, their entries, or what a paper turns out to be. */
import type { DossierId, UnitId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';

/** What is known of an official paper once it stands in a book. */
export interface PaperFacts {
  /** The dossier of the paper itself. */
  readonly id: DossierId;
  readonly unit: UnitId;
  readonly symbol: string;
  readonly issuer: string;
  readonly issuedOn: string;
  readonly type: string;
  readonly subject: string;
  readonly files: readonly { readonly hash: string; readonly name: string; readonly size: number; readonly type: string }[];
}

/** How a paper becomes a dossier of a kind. */
export interface FromPaper {
  readonly act: string;
  readonly body: (paper: PaperFacts) => Readonly<Record<string, Json>>;
  /** True: the paper says all the act asks; false: a person goes on from the form it begins. */
  readonly whole: boolean;
}

/** Where the entries of a book come from and how they read in its columns. */
export interface BookEntries<S = Json> {
  readonly direction: 'in' | 'out';
  /** The series of the book an entry is for; empty for the common one. */
  readonly series: (state: S) => string;
  /** The act that enters a paper at once. */
  readonly enter: string;
  /** The act that keeps a number for a paper still to come. */
  readonly reserve?: string;
  /** The queue of scans: the acts by which they are brought, entered, put back and thrown out. */
  readonly queue?: {
    readonly bring: string;
    readonly register: string;
    readonly setAside: string;
    readonly discard: string;
    /** What the clerk fills in, in the order of the keyboard. */
    readonly fields: readonly string[];
    readonly scan: (state: S) => PaperFacts['files'];
    /** The beginning of the text, where the scan has one. */
    readonly excerpt: (state: S) => string | null;
    /** Why it was put back. */
    readonly note: (state: S) => string | null;
  };
  /** The act by which an entry becomes a dossier of what it asks for. */
  readonly become?: string;
  /** What such a dossier may begin with; undefined when the entry can no longer become one. */
  readonly paper?: (state: S, id: DossierId) => PaperFacts | undefined;
  readonly row: (state: S, number: string | undefined) => EntryRow;
}

/** One line of a book, in the words of the official form. */
export interface EntryRow {
  readonly serial: number;
  readonly enteredOn: string | null;
  readonly issuer: string;
  readonly symbol: string;
  readonly issuedOn: string | null;
  readonly type: string;
  readonly subject: string;
  readonly signer: string;
  /** Units by id and outside bodies by name. */
  readonly to: readonly string[];
  readonly copyKeeper: string;
  readonly copies: number | null;
  readonly forwardedOn: string | null;
  /** A number kept or struck out, with the reason given. */
  readonly mark: 'reserved' | 'voided' | null;
  readonly note: string;
  /** The day it came, where that is another than the day it was entered. */
  readonly cameOn: string | null;
}

/** What a kind that keeps books says of one. */
export interface BookFacts {
  readonly direction: 'in' | 'out';
  readonly unit: UnitId;
  readonly series: string;
  readonly label: string;
  readonly period: 'year' | 'term';
  readonly from: string;
  readonly closedOn: string | null;
  /** What stands between prefix and serial of its entries. */
  readonly stem: string;
  readonly first: number;
  readonly pattern: string;
}
