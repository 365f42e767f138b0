/** Why a witness cannot work at all; what it refuses to sign is an answer, not a problem. */
export type WitnessProblemCode =
  | 'usage'
  | 'state-missing'
  | 'state-exists'
  | 'state-broken'
  | 'state-in-use'
  | 'state-lost-hold'
  | 'log-key'
  | 'log-away'
  | 'log-unreadable'
  | 'file-unreadable';

/** Thrown with the piece it is about; people are told in their language by the code. */
export class WitnessProblem extends Error {
  readonly code: WitnessProblemCode;
  readonly about: string;

  constructor(code: WitnessProblemCode, about: string, cause?: unknown) {
    super(`${code}: ${about}`, { cause });
    this.name = 'WitnessProblem';
    this.code = code;
    this.about = about;
  }
}
