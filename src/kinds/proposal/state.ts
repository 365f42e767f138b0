/**
 * What a proposal is made of, folded from its acts.
 *
 * agency    the employing agency whose collective leadership considers it; for a head's own proposal the superior one
 * decider   the head of the agency, who decides and answers for it
 * route     by which law it goes, as its legal gap says
 * round     how many times it has been considered («lần 2»)
 *
 * Texts are references into the vault; of a ballot only voters and inspection may read what it says. Persons are ids.
 */
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { Instant, LegalDate } from '../../kernel/time.ts';
import type { CoAuthor, Council, Merge } from './joint-state.ts';
import type { Exclusion, Tally } from './vote.ts';

/** Why the law does not let the matter go on. */
export const GAPS = ['unregulated', 'unfit', 'contradictory', 'unclear', 'burden', 'practice', 'authority', 'resources'] as const;
/** A word of {@link GAPS}. */
export type Gap = (typeof GAPS)[number];

/** By which law a proposal goes: the decree lets an agency try what nothing regulates; a rule that stands is changed, never departed from. */
export type Route = 'd73' | 'change-rule';

/** What somebody asked for an opinion says; silence is written down and is no consent. */
export const STANCES = ['agree', 'agree-with-conditions', 'disagree', 'no-remit'] as const;
/** A word of {@link STANCES}. */
export type Stance = (typeof STANCES)[number];

/** Something to be measured: where it stands before, and where it is to come. */
export interface Indicator {
  readonly name: string;
  readonly measure: string;
  readonly baseline: number;
  readonly target: number;
}

/** The plan of Article 7.2 with what belongs to it. @basis d73-2023#art7.2 */
export interface Plan {
  readonly title: string;
  readonly necessity: string;
  readonly content: string;
  readonly scope: string;
  readonly resources: string;
  readonly feasibility: string;
  readonly benefit: string;
  readonly drawback: string | null;
  readonly effect: string;
  readonly alternatives: string;
  readonly risks: string;
  readonly stopWhen: string;
  readonly from: LegalDate | null;
  readonly until: LegalDate | null;
  readonly money: number | null;
  readonly provision: string | null;
  readonly indicators: readonly Indicator[];
}

/** Somebody asked for an opinion: the Party committee, or a body consulted beforehand. */
export interface Opinion {
  readonly seq: number;
  readonly clock: string;
  readonly purpose: 'approval' | 'evaluation' | 'advice';
  readonly unit: UnitId;
  readonly question: string | null;
  readonly askedOn: LegalDate;
  readonly stance: Stance | null;
  readonly text: string | null;
  readonly number: string | null;
  readonly answeredOn: LegalDate | null;
  /** Whether the decision must follow it. */
  readonly binding: boolean;
  /** The act that recorded the silence; stays although an answer comes later. */
  readonly lapsedBy: number | null;
}

/** Somebody of the leadership who does not vote because of an interest of the own or of relatives. */
export interface Conflict {
  readonly seq: number;
  readonly post: PostId;
  readonly person: PersonId;
  readonly reason: string;
  readonly declaredBy: 'self' | 'other';
  readonly on: LegalDate;
}

/** A ballot; `word` is a reference that voters and inspection alone may read. */
export interface Ballot {
  readonly seq: number;
  readonly post: PostId;
  readonly person: PersonId;
  readonly word: string;
  readonly on: LegalDate;
}

/** A count of the ballots of a round; a later one of the same round follows a conflict found meanwhile. */
export interface Count {
  readonly seq: number;
  readonly round: number;
  readonly tally: Tally;
  readonly excluded: readonly { readonly post: PostId; readonly why: Exclusion }[];
  readonly on: LegalDate;
  /** Present: the council counted, in place of the leadership. */
  readonly by?: 'council';
}

/** What was decided. */
export interface Decision {
  readonly seq: number;
  readonly round: number;
  readonly outcome: 'allowed' | 'refused' | 'forwarded';
  /** The head allows what the vote did not adopt, in writing and answering for it. @basis d73-2023#art8.1 */
  readonly override: boolean;
  readonly reasons: string;
  readonly legalBasis: string | null;
  readonly number: string | null;
  readonly post: PostId;
  readonly person: PersonId | null;
  readonly on: LegalDate;
  /** Working days after its date, where it came late. */
  readonly late: boolean;
}

/** What the pilot must stay within. */
export interface Limits {
  readonly from: LegalDate;
  readonly until: LegalDate;
  readonly places: readonly UnitId[];
  readonly money: number | null;
  readonly means: string;
  readonly stopWhen: string;
}

/** An order of the head on a running pilot. @basis d73-2023#art6 */
export interface Order {
  readonly seq: number;
  readonly order: 'continue' | 'suspend' | 'terminate';
  readonly reasons: string;
  readonly post: PostId;
  readonly on: LegalDate;
}

/** Something that went wrong in a pilot. */
export interface Incident {
  readonly seq: number;
  readonly what: string;
  readonly harm: 'none' | 'some' | 'grave';
  readonly on: LegalDate;
}

/** How far the aim was reached. */
export const RESULTS = ['completed', 'partly', 'not'] as const;
/** A word of {@link RESULTS}. */
export type Result = (typeof RESULTS)[number];

/** One cause of a result. */
export interface Cause {
  readonly kind: 'objective' | 'subjective';
  readonly what: string;
  readonly evidence: string;
}

/** The assessment by the collective leadership. @basis d73-2023#art18 */
export interface Evaluation {
  readonly seq: number;
  readonly result: Result;
  readonly damage: boolean;
  readonly findings: string;
  readonly causes: readonly Cause[];
  readonly exit: 'replicate' | 'change-rule' | 'stop';
  readonly lesson: string;
  readonly post: PostId;
  readonly person: PersonId | null;
  readonly on: LegalDate;
}

/** A pilot that was allowed. */
export interface Pilot {
  readonly limits: Limits;
  readonly suspended: boolean;
  readonly readings: number;
  readonly incidents: readonly Incident[];
  readonly reviews: readonly { readonly seq: number; readonly findings: string; readonly on: LegalDate }[];
  readonly orders: readonly Order[];
  readonly report: { readonly seq: number; readonly result: Result; readonly text: string; readonly on: LegalDate } | null;
  readonly evaluation: Evaluation | null;
}

/** The whole of a proposal. */
export interface ProposalState {
  readonly gap: Gap;
  readonly route: Route;
  readonly plan: Plan;
  readonly interests: { readonly declared: boolean; readonly text: string | null };
  readonly answers: readonly DossierId[];
  /** Which text of the promise the proposer confirmed before anything was written. */
  readonly promise: string;
  readonly proposer: { readonly person: PersonId | null; readonly post: PostId | null; readonly unit: UnitId | null };
  /** When it first came on record; by this the authors are in order. */
  readonly proposedAt: Instant | null;
  readonly coauthors: readonly CoAuthor[];
  /** Whom the authors let read it before it is decided, so that they may offer to merge theirs with it. */
  readonly shownTo: readonly { readonly seq: number; readonly person: PersonId }[];
  readonly merges: readonly Merge[];
  /** Whether the decree names who proposes; where not, its protection is not promised. @basis d73-2023#art2 */
  readonly named: boolean;
  readonly agency: UnitId | null;
  readonly decider: PostId | null;
  readonly clerk: PostId | null;
  /** Above the decider: judges where the decider may not. */
  readonly superior: PostId | null;
  /** Why it is with the superior agency. */
  readonly raised: 'no' | 'own' | 'too-few';
  readonly party: UnitId | null;
  readonly sentAt: Instant | null;
  readonly returns: readonly {
    readonly seq: number;
    readonly missing: string;
    readonly on: LegalDate;
    readonly answer: string | null;
  }[];
  readonly leaders: readonly { readonly post: PostId; readonly person: PersonId; readonly isHead: boolean }[];
  readonly opinions: readonly Opinion[];
  readonly conflicts: readonly Conflict[];
  readonly ballots: readonly Ballot[];
  readonly counts: readonly Count[];
  readonly decisions: readonly Decision[];
  readonly reviews: readonly {
    readonly seq: number;
    readonly reason: string;
    readonly reviewer: PostId;
    readonly outcome: 'open' | 'upheld' | 'again';
    readonly answer: string | null;
    readonly on: LegalDate;
  }[];
  readonly round: number;
  /** Whether the installation knew a council when this was registered. */
  readonly hasCouncil: boolean;
  readonly councils: readonly Council[];
  readonly pilot: Pilot | null;
  readonly joined: readonly { readonly seq: number; readonly unit: UnitId; readonly on: LegalDate }[];
}

const EMPTY_PLAN: Plan = {
  title: '',
  necessity: '',
  content: '',
  scope: '',
  resources: '',
  feasibility: '',
  benefit: '',
  drawback: null,
  effect: '',
  alternatives: '',
  risks: '',
  stopWhen: '',
  from: null,
  until: null,
  money: null,
  provision: null,
  indicators: [],
};

/** A proposal before it is sent. */
export const NOTHING_YET: ProposalState = {
  gap: 'unregulated',
  route: 'd73',
  plan: EMPTY_PLAN,
  interests: { declared: false, text: null },
  answers: [],
  promise: '',
  proposer: { person: null, post: null, unit: null },
  proposedAt: null,
  coauthors: [],
  shownTo: [],
  merges: [],
  named: true,
  agency: null,
  decider: null,
  clerk: null,
  superior: null,
  raised: 'no',
  party: null,
  sentAt: null,
  returns: [],
  leaders: [],
  opinions: [],
  conflicts: [],
  ballots: [],
  counts: [],
  decisions: [],
  reviews: [],
  round: 1,
  hasCouncil: false,
  councils: [],
  pilot: null,
  joined: [],
};
