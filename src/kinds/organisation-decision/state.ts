import type { LegalDate } from '../../kernel/time.ts';
import type { ChangeRow } from './changes.ts';

/** What a decision says of itself. */
export interface Heading {
  /** The number under which it was issued. */
  readonly decisionNumber: string;
  readonly title: string;
  readonly date: LegalDate;
  readonly effectiveOn: LegalDate;
  readonly signer: string | null;
  readonly basis: string | null;
}

/** The state of a decision on the organisation. */
export interface DecisionState extends Heading {
  readonly changes: readonly ChangeRow[];
  /** Rows brought in as they are, by an import. */
  readonly imported: number;
  /** The earlier decision this one takes the place of. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
}

/** A decision before its first act. */
export const initial: DecisionState = {
  decisionNumber: '',
  title: '',
  date: '' as LegalDate,
  effectiveOn: '' as LegalDate,
  signer: null,
  basis: null,
  changes: [],
  imported: 0,
  replaces: null,
  replacedBy: null,
};
