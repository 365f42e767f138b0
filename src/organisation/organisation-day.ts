import type { FieldId, PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { Bilingual, Lang } from '../kernel/messages.ts';
import type { LegalDate } from '../kernel/time.ts';
import type { DayIndex } from './day-index.ts';
import type { Matter, ResponsibleMember } from './responsible.ts';
import type { AuthorityLevel, FieldRow, HoldingForm, PersonRow, PostRow, UnitRow } from './rows.ts';
import type { Answer } from './succession.ts';

/** The whole organisation with its history; one epoch, never changing. */
export interface Organisation {
  readonly epoch: number;
  on(date: LegalDate): OrganisationDay;
  /** The name a unit bore on a day; the last one borne for a unit gone by then, its id for one never known. */
  unitNameAt(unit: UnitId, date: LegalDate, lang?: Lang): string;
}

/** The organisation of one day. Every answer depends on the rows and the day alone. */
export interface OrganisationDay {
  readonly date: LegalDate;
  readonly epoch: number;
  readonly index: DayIndex;
  /** A unit in being on the day. */
  unit(unit: UnitId): UnitRow | undefined;
  /** A unit that is or was by the day, with its last row. */
  knownUnit(unit: UnitId): UnitRow | undefined;
  unitName(unit: UnitId, lang?: Lang): string;
  unitShortName(unit: UnitId, lang?: Lang): string;
  /** The place a unit governs by its own name, «Phường Bãi Cháy»; the unit's name where it governs none. */
  placeName(unit: UnitId, lang?: Lang): string;
  /** The unit in being that stands where this one stood: itself, its successor, else its superior. */
  currentUnit(unit: UnitId): UnitId | undefined;
  /** The nearest unit in being above a unit. */
  superiorUnit(unit: UnitId): UnitId | undefined;
  superiorUnits(unit: UnitId): UnitId[];
  subordinateUnits(unit: UnitId): UnitRow[];
  units(): UnitRow[];
  communes(): UnitRow[];
  /** The specialised bodies of the People's Committee, its office among them. */
  departments(): UnitRow[];
  post(post: PostId): PostRow | undefined;
  /** A post that is or was by the day, with its last row. */
  knownPost(post: PostId): PostRow | undefined;
  /** «Giám đốc Sở Nông nghiệp và Môi trường»: the title of a post with the name its unit bears on the day. */
  postTitle(post: PostId): Bilingual;
  posts(): PostRow[];
  postsIn(unit: UnitId): PostRow[];
  /** The post that answers as head for a unit that is or was: its own head, else the nearest superior unit's. */
  headPost(unit: UnitId): PostId | undefined;
  deputyPosts(unit: UnitId): PostId[];
  /** The clerk who serves a unit: its own, else its office's, else that of the nearest superior unit that has one. */
  clerkPost(unit: UnitId): PostId | undefined;
  superiorPost(post: PostId): PostId | undefined;
  /** The next held post above whose answering person is another than the one answering here: where silence goes. */
  escalationPost(post: PostId): PostId | undefined;
  /** The held post a post has fallen to; itself while it is held. */
  livePost(post: PostId): PostId | undefined;
  holderOf(post: PostId): { person: PersonId; form: HoldingForm } | undefined;
  /** Since when a person has held a post without a gap; undefined when somebody else or nobody holds it. */
  heldSince(post: PostId, person: PersonId): LegalDate | undefined;
  actingHolder(post: PostId): Answer | undefined;
  /** Whether the holder is recorded as away on the day. */
  isAbsent(post: PostId): boolean;
  /** The posts, besides itself, that a held post answers for because they are vacant or gone. */
  fallenPosts(post: PostId): readonly PostId[];
  /** The units gone that a unit in being has succeeded. */
  formerUnits(unit: UnitId): readonly UnitId[];
  /** Every unit a post answers for as head, so that keys and `headPost` never disagree. */
  unitsHeadedBy(post: PostId): readonly UnitId[];
  /** Every unit a post serves as clerk, so that keys and `clerkPost` never disagree. */
  unitsServedBy(post: PostId): readonly UnitId[];
  /** The posts a held post stands in for because their holders are away. */
  coveredPosts(post: PostId): readonly PostId[];
  person(person: PersonId): PersonRow | undefined;
  personName(person: PersonId): string;
  people(): PersonRow[];
  postsOf(person: PersonId): PostRow[];
  fields(): FieldRow[];
  fieldName(field: FieldId, lang?: Lang): string;
  /** The body that decides in a field at a level; at commune level the People's Committee of the locality. */
  competentUnit(field: FieldId, where?: { level?: AuthorityLevel; locality?: UnitId | null }): UnitId | undefined;
  responsibleMember(matter: Matter): ResponsibleMember | undefined;
}
