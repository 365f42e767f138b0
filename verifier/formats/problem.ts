/** Why a text is not what it claims to be. The codes are stable: messages in people's languages hang on them. */
export type ProblemCode =
  | 'note-too-large'
  | 'note-characters'
  | 'note-shape'
  | 'note-signature-line'
  | 'note-too-many-signatures'
  | 'signature-invalid'
  | 'key-shape'
  | 'key-type'
  | 'key-id'
  | 'key-ambiguous'
  | 'checkpoint-shape'
  | 'proof-shape'
  | 'tile-shape'
  | 'tile-path'
  | 'receipt-shape'
  | 'policy-characters'
  | 'policy-line'
  | 'policy-name'
  | 'policy-key'
  | 'policy-quorum';

/** Thrown for a text that breaks its format; `detail` is the place or piece that broke it, for technical eyes. */
export class FormatProblem extends Error {
  readonly code: ProblemCode;
  readonly detail: string;

  constructor(code: ProblemCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'FormatProblem';
    this.code = code;
    this.detail = detail;
  }
}
