/**
 * What decide() may look at. The engine states here the little it needs of organisation and law, so that it depends on
 * neither room; their own types satisfy these structurally.
 */
import type { WorkingCalendar } from '../kernel/calendar.ts';
import type { DossierId, FieldId, PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import type { CountingRules, Limit } from '../kernel/limit.ts';
import type { Bilingual } from '../kernel/messages.ts';
import { type Instant, type LegalDate, toLegalDate } from '../kernel/time.ts';
import type { Key } from './keys.ts';
import type { LimitSource } from './words.ts';

/** One key somebody holds today, and where it comes from. */
export interface CapacityView {
  readonly key: Key;
  readonly post: PostId | null;
  readonly unit: UnitId | null;
  readonly title: Bilingual;
  readonly onBehalfOf?: {
    readonly post: PostId;
    readonly person?: PersonId;
    readonly form: string;
    readonly documentNumber: string;
  };
  /** Kinds this capacity was delegated for; absent means all. */
  readonly matters?: readonly string[];
}

/** A person and every capacity of the day. */
export interface StandingView {
  readonly person: PersonId | null;
  readonly name: string;
  readonly capacities: readonly CapacityView[];
  readonly keys: readonly Key[];
}

/** The organisation of one day, as far as the engine and the kinds ask it. */
export interface OrganisationView {
  readonly epoch: number;
  readonly date: LegalDate;
  unit(unit: UnitId):
    | {
        readonly id: UnitId;
        readonly kind: string;
        readonly parent: UnitId | null;
        readonly locality: UnitId | null;
        readonly code: string | null;
        readonly rank: number;
      }
    | undefined;
  unitName(unit: UnitId, lang?: 'vi' | 'en'): string;
  /** The place a unit governs by its own name; the unit's name where it governs none. */
  placeName(unit: UnitId, lang?: 'vi' | 'en'): string;
  currentUnit(unit: UnitId): UnitId | undefined;
  post(
    post: PostId,
  ): { readonly id: PostId; readonly unit: UnitId; readonly function: string; readonly title: Bilingual } | undefined;
  livePost(post: PostId): PostId | undefined;
  actingHolder(post: PostId): { readonly person: PersonId; readonly post: PostId; readonly via: string } | undefined;
  heldSince(post: PostId, person: PersonId): LegalDate | undefined;
  headPost(unit: UnitId): PostId | undefined;
  clerkPost(unit: UnitId): PostId | undefined;
  superiorPost(post: PostId): PostId | undefined;
  /** The next held post above whose answering person is another: where silence goes. */
  escalationPost(post: PostId): PostId | undefined;
  superiorUnit(unit: UnitId): UnitId | undefined;
  responsibleMember(of: {
    readonly field?: FieldId;
    readonly locality?: UnitId;
    readonly unit?: UnitId;
  }): { readonly post: PostId; readonly assignment: string } | undefined;
  competentUnit(
    field: FieldId,
    where?: { readonly level?: 'commune' | 'province'; readonly locality?: UnitId | null },
  ): UnitId | undefined;
  fields(): readonly { readonly id: FieldId }[];
  postTitle(post: PostId): Bilingual;
  knownPost(post: PostId): { readonly id: PostId; readonly unit: UnitId } | undefined;
  knownUnit(unit: UnitId): { readonly id: UnitId } | undefined;
  personName(person: PersonId): string;
  person(person: PersonId): { readonly id: PersonId } | undefined;
  postsOf(person: PersonId): readonly { readonly id: PostId }[];
  postsIn(unit: UnitId): readonly { readonly id: PostId; readonly function: string }[];
  subordinateUnits(unit: UnitId): readonly { readonly id: UnitId }[];
  holderOf(post: PostId): { readonly person: PersonId } | undefined;
  /** Whether the holder of a post is recorded as away on the day. */
  isAbsent(post: PostId): boolean;
}

/** The law of the governing day. */
export interface LawView {
  readonly version: string;
  readonly calendar: WorkingCalendar;
  readonly counting: CountingRules;
  /** Whether some pack in force declares the parameter. */
  has(parameter: string): boolean;
  limit(parameter: string): { readonly limit: Limit; readonly source: LimitSource };
  value(parameter: string): { readonly value: Json; readonly source: LimitSource };
}

/** The moment of an act: real time and legal time. */
export interface Moment {
  readonly at: Instant;
  readonly businessAt: Instant;
}

/** The legal day of the moment of an act. */
export function dayOf(moment: Pick<Moment, 'businessAt'>): LegalDate {
  return toLegalDate(moment.businessAt);
}

/** What a linked dossier lets others see of it, frozen when the act was decided. */
export interface LinkedDossier {
  readonly id: DossierId;
  readonly kind: string;
  readonly stage: string;
  readonly number?: string;
  readonly exports: Json;
}

/** A frozen look at the dossiers the act declared in `reads`. */
export type LinkedView = ReadonlyMap<DossierId, LinkedDossier>;

/** The dossier somebody named by its id or its number; undefined where there is none that may be read. */
export function findLinked(view: LinkedView, name: string): LinkedDossier | undefined {
  return [...view.values()].find((linked) => linked.id === name || linked.number === name.toUpperCase());
}
