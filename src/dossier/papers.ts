/**
 * Official papers of a dossier: a kind says which there are and what they say, as plain data made from acts and state. What a paper looks like is for the
 * rooms that draw it; the engine knows only that it can be hashed.
 */
import type { PersonId, PostId, UnitId } from '../kernel/ids.ts';
import { canonicalize, type Json, sha256, toHex } from '../kernel/json.ts';
import { type LegalDate, toLegalDate } from '../kernel/time.ts';
import type { LawView, OrganisationView } from './context.ts';
import type { AnyKind } from './kind.ts';
import { unseal } from './sealed.ts';
import type { Act, Dossier } from './words.ts';

/** Which of the two sides of the house a body writes for; each has its own form of papers. */
export type PaperSide = 'party' | 'state';

/** An act as papers quote it: texts filled in, and who acted where that is not kept closed. */
export type PaperAct = Pick<Act, 'seq' | 'name' | 'body' | 'facts' | 'businessAt'> & { readonly actor: PersonId | null };

/** Names on the day of the act a paper writes down; what the acts froze stands before what the organisation says today. */
export interface PaperNames {
  /** The name of a unit in full. */
  unit(unit: UnitId): string;
  /** The body that stands over it in its letterhead; null for a body that governs and bears none. */
  superior(unit: UnitId): string | null;
  side(unit: UnitId): PaperSide;
  /** True for a body that decides as a collective, such as a committee: whoever signs, signs for it. */
  isCollective(unit: UnitId): boolean;
  /** Where the body sits, without the word for what kind of place it is: «Quảng Ninh», «Mông Dương». */
  place(unit: UnitId): string | null;
  /** The title of a post with its unit. */
  post(post: PostId): string;
  /** The unit a post stands in; null where it is known no more. */
  unitOf(post: PostId): UnitId | null;
  person(person: PersonId): string;
}

/** What a kind writes a paper from. */
export interface PaperContext<S = Json> {
  readonly dossier: Dossier<S>;
  /** State with texts filled in. */
  readonly state: S;
  /** The act it writes down. */
  readonly act: PaperAct;
  readonly acts: readonly PaperAct[];
  readonly on: LegalDate;
  /** The number it was issued under, where it was. */
  readonly number: string | null;
  readonly names: PaperNames;
}

/** One sort of official paper of a kind. Its word is `papers.<name>`. */
export interface Paper<S = Json, D = Json> {
  readonly name: string;
  /** The acts such a paper writes down, by their place in the history; none: there is no such paper yet. */
  readonly of: (dossier: Dossier<S>, acts: readonly PaperAct[]) => readonly number[];
  /** What it says. Nothing in it may be a text that only some readers of the dossier may read. */
  readonly document: (c: PaperContext<S>) => D;
}

/** A paper, its types forgotten: what a kind holds. */
export type AnyPaper = Paper<Json, Json>;

/** One paper that exists: its sort and the act it writes down. */
export interface PaperRef {
  readonly name: string;
  readonly seq: number;
}

/** How a paper is called in addresses and acts: `decision-12`. */
export function paperId({ name, seq }: PaperRef): string {
  return `${name}-${seq}`;
}

/** The act by which a paper is issued. */
export const ISSUE_PAPER = 'issue-paper';

/** What that act wrote down. */
export interface IssuedPaper extends PaperIssue {
  readonly paper: string;
  readonly hash: string;
  readonly on: LegalDate;
}

/** The last issue of every paper, by how the paper is called. */
export function issuesOf(acts: readonly PaperAct[]): ReadonlyMap<string, IssuedPaper> {
  const issued = new Map<string, IssuedPaper>();
  for (const { name, seq, facts, businessAt } of acts) {
    if (name !== ISSUE_PAPER) continue;
    const { paper, number, hash, names } = facts.resolved as unknown as Omit<IssuedPaper, 'seq' | 'on'>;
    issued.set(paper, { paper, number, hash, names, seq, on: toLegalDate(businessAt) });
  }
  return issued;
}

/** Every paper of a dossier that exists now, in the order of the acts they write down. */
export function papersOf(
  kind: AnyKind,
  dossier: Dossier,
  acts: readonly PaperAct[],
): readonly (PaperRef & { readonly paper: AnyPaper })[] {
  return (kind.papers ?? [])
    .flatMap((paper) => paper.of(dossier, acts).map((seq) => ({ paper, name: paper.name, seq })))
    .toSorted((a, b) => a.seq - b.seq);
}

/** What the makers of a paper look things up in. */
export interface PaperDesk {
  readonly org: OrganisationView;
  readonly law: LawView;
}

/** What was looked up about units and posts while a paper was written: question → answer. Persons are not among them. */
export type PaperLookups = Readonly<Record<string, string | boolean | null>>;

/** How a paper was issued: by which act, under which number, and what names meant on that day. */
export interface PaperIssue {
  readonly seq: number;
  readonly number: string;
  readonly names: PaperLookups;
}

/** A paper written out, with what was looked up for it. */
export interface WrittenPaper {
  readonly document: Json;
  readonly names: PaperLookups;
}

/** Writes one paper as it stands, or as it stood when it was issued; `dossier` has its texts filled in. */
export function writePaper(
  desk: PaperDesk,
  { paper, seq }: { readonly paper: AnyPaper; readonly seq: number },
  dossier: Dossier,
  acts: readonly PaperAct[],
  issue?: Omit<PaperIssue, 'names'> & Partial<Pick<PaperIssue, 'names'>>,
): WrittenPaper | undefined {
  const act = acts.find((a) => a.seq === seq);
  if (!act) return undefined;
  const known = issue === undefined ? acts : acts.filter((a) => a.seq <= issue.seq);
  const { number: _, ...unnumbered } = dossier;
  const number = known.find((a) => a.facts.number !== undefined)?.facts.number;
  const asked = new Map<string, string | boolean | null>();
  const document = paper.document({
    dossier: number === undefined ? unnumbered : { ...unnumbered, number },
    state: dossier.state,
    act,
    acts: known,
    on: toLegalDate(act.businessAt),
    number: issue?.number ?? null,
    names: noting(namesAt(desk, known, seq), issue?.names ?? {}, asked),
  });
  return { document, names: Object.fromEntries(asked) };
}

/** The history with its texts filled in, as papers quote it. */
export function toPaperActs(history: readonly Act[], texts: ReadonlyMap<string, Json>): readonly PaperAct[] {
  return history.map((a) => ({ ...a, body: unseal(a.body, texts, () => '') }));
}

/** Answers what was frozen as it was frozen, and notes every answer given. */
function noting(names: PaperNames, frozen: PaperLookups, asked: Map<string, string | boolean | null>): PaperNames {
  const answer = <T extends string | boolean | null>(question: string, look: () => T): T => {
    const value = Object.hasOwn(frozen, question) ? (frozen[question] as T) : look();
    asked.set(question, value);
    return value;
  };
  return {
    unit: (id) => answer(`unit ${id}`, () => names.unit(id)),
    superior: (id) => answer(`superior ${id}`, () => names.superior(id)),
    side: (id) => answer(`side ${id}`, () => names.side(id)),
    isCollective: (id) => answer(`collective ${id}`, () => names.isCollective(id)),
    place: (id) => answer(`place ${id}`, () => names.place(id)),
    post: (id) => answer(`post ${id}`, () => names.post(id)),
    unitOf: (id) => answer(`unit of ${id}`, () => names.unitOf(id)),
    person: names.person,
  };
}

/** The digest of what a paper says, by the one text of its data (RFC 8785). */
export function hashOfPaper(document: Json): string {
  return toHex(sha256(canonicalize(document)));
}

const GOVERNING: readonly string[] = ['peoples-committee', 'council', 'commune', 'district'];
const COLLECTIVE: readonly string[] = ['party-committee', 'inspection-commission', 'council'];
const PLACE_WORDS = /^(?:tỉnh|thành phố|phường|xã|đặc khu|thị trấn)(?:\s+|$)/iu;
/** How the governing bodies of a place are called before its name. */
const GOVERNOR = /^(?:Ủy ban nhân dân|Tỉnh ủy|Thành ủy) (.+)$/u;

/** The names as they stood when the act was written: frozen by it or before it, else by a later act, else as they are today. */
function namesAt({ org, law }: PaperDesk, acts: readonly PaperAct[], seq: number): PaperNames {
  const frozen = (id: string): string | undefined =>
    acts.findLast((a) => a.seq <= seq && a.facts.names[id] !== undefined)?.facts.names[id] ??
    acts.find((a) => a.facts.names[id] !== undefined)?.facts.names[id];
  const unit = (id: UnitId): string => (frozen(id) ?? org.unitName(id)).replace(/^UBND /u, 'Ủy ban nhân dân ');
  const kindOf = (id: UnitId): string => org.unit(id)?.kind ?? '';
  const side = (id: UnitId): PaperSide => sideOf(org, id, partyKinds(law));
  return {
    unit,
    side,
    superior: (id) => {
      const parent = org.unit(id)?.parent ?? null;
      if (parent === null || GOVERNING.includes(kindOf(id))) return null;
      return side(parent) === side(id) ? unit(parent) : null;
    },
    isCollective: (id) => COLLECTIVE.includes(kindOf(id)),
    place: (id) => placeOf(org, id),
    post: (id) => frozen(id) ?? org.postTitle(id).vi,
    unitOf: (id) => org.post(id)?.unit ?? null,
    person: (id) => org.personName(id),
  };
}

function partyKinds(law: LawView): readonly string[] {
  const value = law.has('register.party.units') ? law.value('register.party.units').value : null;
  return Array.isArray(value) ? value.map(String) : ['party-committee', 'party-board', 'inspection-commission'];
}

/** An office stands on the side of its superior. */
function sideOf(org: OrganisationView, unit: UnitId, party: readonly string[]): PaperSide {
  const row = org.unit(unit);
  if (!row) return 'state';
  if (party.includes(row.kind)) return 'party';
  return row.kind === 'office' && row.parent !== null && row.parent !== unit ? sideOf(org, row.parent, party) : 'state';
}

/** A commune writes from its own place, every other body from the place of the province. */
function placeOf(org: OrganisationView, unit: UnitId): string | null {
  for (let at: UnitId | null = unit, n = 0; at !== null && n < 12; n += 1) {
    const row = org.unit(at);
    const own = org.placeName(row?.locality ?? at);
    if (own !== org.unitName(row?.locality ?? at)) return own.replace(PLACE_WORDS, '');
    const governed = GOVERNOR.exec(org.unitName(at))?.[1]?.replace(PLACE_WORDS, '');
    if (governed) return governed;
    at = row?.parent ?? null;
  }
  return null;
}
