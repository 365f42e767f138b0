/** Why a file is not read; each code has its words in the catalogues of this room. */
export type RefusalCode =
  | 'too-large'
  | 'too-much-text'
  | 'unknown-type'
  | 'not-what-it-says'
  | 'password'
  | 'scan'
  | 'bomb'
  | 'timeout'
  | 'damaged'
  | 'old-word'
  | 'macro'
  | 'empty'
  | 'legacy-encoding'
  | 'secret-mark';

/** Why a file of sheets is not read, besides what may be wrong with any file. */
export type SheetRefusalCode =
  | Exclude<RefusalCode, 'scan' | 'old-word'>
  | 'old-excel'
  | 'csv-encoding'
  | 'too-many-sheets'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'unclosed-quote'
  | 'unreadable-cell';

/** A file turned away: the code and the values its message needs. Never carries words of the file. */
export interface ReadRefusal<C extends string = RefusalCode> {
  readonly code: C;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The types of file that can be read. */
export type DocumentFileType = 'pdf' | 'docx' | 'html' | 'txt';

/** The types of file whose cells can be read. */
export type SheetFileType = 'xlsx' | 'csv';

/** Builds a refusal. */
export function refuseFile<C extends string = RefusalCode>(code: C, params: ReadRefusal['params'] = {}): ReadRefusal<C> {
  return { code, params };
}
