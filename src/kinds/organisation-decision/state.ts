import { type DecisionHeading, emptyHeading } from '../../dossier/decision-heading.ts';
import type { Signing } from '../../dossier/signing.ts';
import type { ChangeRow } from './changes.ts';

/** The state of a decision on the organisation. */
export interface DecisionState extends DecisionHeading {
  readonly changes: readonly ChangeRow[];
  /** Rows brought in as they are, by an import. */
  readonly imported: number;
  /** Who wrote it and who must sign; absent in drafts from before that was looked at. */
  readonly signing?: Signing;
  /** Rows a file was found to bring when its import began. */
  readonly expected?: number;
  /** The earlier decision this one takes the place of. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
}

/** A decision before its first act. */
export const initial: DecisionState = {
  ...emptyHeading,
  changes: [],
  imported: 0,
  replaces: null,
  replacedBy: null,
};
