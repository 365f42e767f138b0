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

/** A file turned away: the code and the values its message needs. Never carries words of the file. */
export interface ReadRefusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The types of file that can be read. */
export type DocumentFileType = 'pdf' | 'docx' | 'html' | 'txt';

/** Builds a refusal. */
export function refuseFile(code: RefusalCode, params: ReadRefusal['params'] = {}): ReadRefusal {
  return { code, params };
}
