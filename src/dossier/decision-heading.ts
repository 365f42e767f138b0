/** What a decision with a number says of itself, the same in every kind that is one. */
import type { LegalDate } from '../kernel/time.ts';
import { legalDate, line, prose, symbol } from './field.ts';

/** The heading as the state of a dossier keeps it. */
export interface DecisionHeading {
  /** The number under which it was issued. */
  readonly decisionNumber: string;
  readonly title: string;
  readonly date: LegalDate;
  readonly effectiveOn: LegalDate;
  readonly signer: string | null;
  readonly basis: string | null;
}

/** The heading before anything was written. */
export const emptyHeading: DecisionHeading = {
  decisionNumber: '',
  title: '',
  date: '' as LegalDate,
  effectiveOn: '' as LegalDate,
  signer: null,
  basis: null,
};

/** The fields by which an act asks for the heading. */
export const headingFields = {
  decisionNumber: symbol({ max: 80 }),
  title: line(),
  date: legalDate(),
  effectiveOn: legalDate().optional(),
  signer: line({ max: 160, personal: true, later: true }).optional(),
  basis: prose({ later: true }).optional(),
};

/** What an act with {@link headingFields} carries. */
export interface HeadingBody {
  readonly decisionNumber: string;
  readonly title: string;
  readonly date: string;
  readonly effectiveOn?: string | undefined;
  readonly signer?: string | undefined;
  readonly basis?: string | undefined;
}

/** The heading of a body; a decision that names no other day takes effect on its own. */
export function toHeading(body: HeadingBody): DecisionHeading {
  return {
    decisionNumber: body.decisionNumber,
    title: body.title,
    date: body.date as LegalDate,
    effectiveOn: (body.effectiveOn ?? body.date) as LegalDate,
    signer: body.signer ?? null,
    basis: body.basis ?? null,
  };
}
