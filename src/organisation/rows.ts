/**
 * The read tables of the organisation, folded from organisation-decision acts.
 *
 * unit        a body: what it is, where it stands, whom it stands under
 * post        a seat in a unit; a clock is held by a post
 * holding     who sits in a post; at most one person at a time, because a clock needs one answer
 * assignment  which member answers for which field × locality × unit
 * delegation  who may act for another post, by which form, for which matters
 * succession  who takes over from a unit or post that is gone
 * competence  which body decides in a field at a level of authority
 */
import type { TableSpec } from '../dossier/table.ts';
import type { FieldId, PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Bilingual } from '../kernel/messages.ts';
import type { LegalDate } from '../kernel/time.ts';

/** What kind of body a unit is. `other` keeps an unknown word readable instead of losing the row. */
export const UNIT_KINDS = [
  'party-committee',
  'party-board',
  'inspection-commission',
  'council',
  'peoples-committee',
  'office',
  'department',
  'authority',
  'district',
  'commune',
  'division',
  'other',
] as const;
/** A word of {@link UNIT_KINDS}. */
export type UnitKind = (typeof UNIT_KINDS)[number];

/** What a post does in its unit; it decides which keys its holder has. */
export const POST_FUNCTIONS = [
  'head',
  'deputy',
  'clerk',
  'chief-of-office',
  'specialist',
  'member',
  'inspector',
  'administrator',
] as const;
/** A word of {@link POST_FUNCTIONS}. */
export type PostFunction = (typeof POST_FUNCTIONS)[number];

/** How a person sits in a post: appointed, or acting («quyền», «phụ trách») until somebody is. */
export const HOLDING_FORMS = ['full', 'acting'] as const;
/** A word of {@link HOLDING_FORMS}. */
export type HoldingForm = (typeof HOLDING_FORMS)[number];

/** How one acts for another: ký thay, thay mặt tập thể, thừa lệnh, thừa uỷ quyền, or standing in during an absence. */
export const DELEGATION_FORMS = ['KT', 'TM', 'TL', 'TUQ', 'absence'] as const;
/** A word of {@link DELEGATION_FORMS}. */
export type DelegationForm = (typeof DELEGATION_FORMS)[number];

/** The two tiers of authority since the district level was abolished on 01/07/2025. */
export const AUTHORITY_LEVELS = ['commune', 'province'] as const;
/** A word of {@link AUTHORITY_LEVELS}. */
export type AuthorityLevel = (typeof AUTHORITY_LEVELS)[number];

/** Duties of a post beyond its function; each gives its holder the key `role:<word>`. */
export const POST_ROLES = ['admin', 'inspector', 'organisation-board', 'register', 'rule-maker'] as const;

/** Stands in a list for «every one»: every field, locality, unit or matter. */
export const EVERY = '*';

interface Dated {
  readonly from: LegalDate;
  readonly to: LegalDate | null;
}

/** A body on a day. */
export interface UnitRow extends Dated {
  readonly id: UnitId;
  readonly kind: UnitKind;
  /** Official code where one exists (statistics office code of a commune), else null. */
  readonly code: string | null;
  /** The superior unit; null only at the top. */
  readonly parent: UnitId | null;
  /** The commune this unit belongs to (a commune's id is its official code); null for provincial bodies. */
  readonly locality: UnitId | null;
  /** Order of precedence among the units of one parent, smallest first. */
  readonly rank: number;
}

/** What a unit is called on a day; the history of names lives in these rows. */
export interface UnitNameRow extends Dated {
  readonly unit: UnitId;
  readonly name: Bilingual;
  readonly short: Bilingual;
  /** The place the unit governs by its own name, «Phường Bãi Cháy»; null for a unit that governs none. */
  readonly place: Bilingual | null;
}

/** A seat in a unit. */
export interface PostRow extends Dated {
  readonly id: PostId;
  readonly unit: UnitId;
  /** The title without the unit's name: «Giám đốc». */
  readonly title: Bilingual;
  readonly function: PostFunction;
  /** The post this one answers to where it is not simply the head of the unit, else null. */
  readonly superior: PostId | null;
  /** Duties beyond the function, each giving the key `role:<word>`: admin, inspector, organisation-board, register, rule-maker. */
  readonly roles: readonly string[];
  /** Order of precedence among posts of one function in one unit, smallest first. */
  readonly rank: number;
}

/** Who sits in a post. */
export interface HoldingRow extends Dated {
  readonly post: PostId;
  readonly person: PersonId;
  readonly form: HoldingForm;
}

/** A person known to the installation; a closed row means the person has left the service. */
export interface PersonRow extends Dated {
  readonly id: PersonId;
  readonly familyAndMiddle: string;
  readonly given: string;
  /** «Ông» or «Bà»; used in official papers, never inferred. */
  readonly honorific: string;
  readonly staffCode: string;
  /** True for invented people of the demo; always shown as such. */
  readonly demo: boolean;
}

/** A field of state or Party work. */
export interface FieldRow extends Dated {
  readonly id: FieldId;
  readonly name: Bilingual;
}

/** Which post answers for which field × locality × unit. */
export interface AssignmentRow extends Dated {
  readonly id: string;
  readonly post: PostId;
  readonly fields: readonly string[];
  readonly localities: readonly string[];
  readonly units: readonly string[];
  readonly decisionNumber: string;
}

/** Who may act for another post. For `absence` the row says that `fromPost` is away; `toPost` null names no stand-in. */
export interface DelegationRow extends Dated {
  readonly id: string;
  readonly fromPost: PostId;
  readonly toPost: PostId | null;
  readonly form: DelegationForm;
  /** Kinds of dossier the delegation covers, or `*`. */
  readonly matters: readonly string[];
  readonly documentNumber: string;
}

/** Who takes over from a unit or post that is gone; `to` is ordered and its first entry is the principal successor. */
export interface SuccessionRow extends Dated {
  readonly what: 'unit' | 'post';
  readonly of: string;
  readonly successors: readonly string[];
  readonly decisionNumber: string;
}

/** Which body decides in a field; `unit` null at commune level means the People's Committee of the locality. */
export interface CompetenceRow extends Dated {
  readonly field: FieldId;
  readonly level: AuthorityLevel;
  readonly unit: UnitId | null;
}

/** The specifications of all tables of the organisation, in the order in which they may refer to one another. */
export const organisationTables = [
  { name: 'field', key: ['field'], values: ['name_vi', 'name_en'] },
  { name: 'unit', key: ['unit'], values: ['kind', 'code', 'parent', 'locality', 'rank'] },
  { name: 'unit_name', key: ['unit'], values: ['name_vi', 'name_en', 'short_vi', 'short_en', 'place_vi', 'place_en'] },
  { name: 'person', key: ['person'], values: ['family_and_middle', 'given', 'honorific', 'staff_code', 'demo'] },
  { name: 'post', key: ['post'], values: ['unit', 'title_vi', 'title_en', 'function', 'superior', 'roles', 'rank'] },
  { name: 'holding', key: ['post'], values: ['person', 'form'] },
  { name: 'competence', key: ['field', 'level'], values: ['unit'] },
  { name: 'assignment', key: ['assignment'], values: ['post', 'fields', 'localities', 'units', 'decision_number'] },
  {
    name: 'delegation',
    key: ['delegation'],
    values: ['from_post', 'to_post', 'form', 'matters', 'document_number'],
  },
  { name: 'succession', key: ['what', 'of'], values: ['successors', 'decision_number'] },
] as const satisfies readonly TableSpec[];
