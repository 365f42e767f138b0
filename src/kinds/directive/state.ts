import type { DossierId, PostId, UnitId } from '../../kernel/ids.ts';
import type { PaperType } from '../document-types.ts';

export { DOCUMENT_TYPES } from '../document-types.ts';

/** Why a sentence needs no task. */
export const NO_TASK_REASONS = ['intro', 'principle', 'other-body', 'done'] as const;

/** One sentence; its number is its place. Kept small: a directive has hundreds. */
export interface SentenceRow {
  /** Reference to the text. */
  readonly t: string;
  /** Reference to the heading that begins here; `''` ends the heading before. */
  readonly h?: string;
  /** How many tasks were opened from it. */
  readonly k?: number;
  /** Why it needs none. */
  readonly x?: { readonly why: (typeof NO_TASK_REASONS)[number]; readonly note?: string };
}

/** A document of this or another body that the directive names. */
export interface CitedRow {
  readonly symbol: string;
  readonly issuer?: string;
  readonly date?: string;
}

/** A directive, folded. Texts are references into the vault. */
export interface DirectiveState {
  /** The unit that took it in and answers for it. */
  readonly unit: UnitId;
  readonly symbol: string;
  readonly form: 'party' | 'state' | 'other';
  readonly issuer: string;
  readonly issuedOn: string;
  readonly place?: string;
  readonly type: PaperType;
  readonly subject: string;
  readonly language: 'vi' | 'en';
  /** The key by which the same document is recognised again. */
  readonly identity: string;
  /** The incoming paper it was taken from. */
  readonly paper?: DossierId;
  /** The full text, stored once by its hash. */
  readonly text?: { readonly hash: string; readonly size: number };
  readonly source?: { readonly hash: string; readonly name: string; readonly size: number; readonly type: string };
  readonly addressees: readonly string[];
  readonly cited: readonly CitedRow[];
  readonly sentences: readonly SentenceRow[];
  /** Digest of the heading the last sentence stands under. */
  readonly heading: string;
  readonly units: readonly { readonly unit: UnitId; readonly s: number }[];
  /** Tasks opened without a sentence. */
  readonly loose: number;
  readonly assignTo?: PostId;
  readonly supersededBy?: DossierId;
  readonly result?: string;
}

/** A directive before its first act. */
export const initial: DirectiveState = {
  unit: '' as UnitId,
  symbol: '',
  form: 'other',
  issuer: '',
  issuedOn: '',
  type: 'other',
  subject: '',
  language: 'vi',
  identity: '',
  addressees: [],
  cited: [],
  sentences: [],
  heading: '',
  units: [],
  loose: 0,
};
