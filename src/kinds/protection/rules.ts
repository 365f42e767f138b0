/** The pure rules of a protection case: which desk answers, who must not see it, who may sit on the panel. */
import {
  type DecideContext,
  type Dossier,
  dayOf,
  findOpen,
  key,
  keysOf,
  type LawView,
  type LinkedDossier,
  type Refusal,
  refuse,
} from '../../dossier/index.ts';
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { type Shortfall, TESTS, type Test } from './outcome.ts';
import type { Finding, Member, ProtectionState, RecordRow } from './state.ts';

export type Case = Dossier<ProtectionState>;
type Context = DecideContext<ProtectionState, unknown>;

/** The most rows of each sort one case carries. */
export const ROW_LIMITS = {
  proceedings: 20,
  record: 60,
  evidence: 30,
  findings: 27,
  challenges: 20,
  measures: 30,
  retaliations: 20,
  bound: 20,
  rounds: 3,
} as const;

/** A case takes no more rows of a sort than its state may hold. */
export function refuseFull(rows: readonly unknown[], max: number): Refusal | undefined {
  return rows.length >= max ? refuse('protection.too_many_rows', { max }) : undefined;
}

/** The protected person, whatever post that person holds today. */
export const subject = keysOf<ProtectionState>('subject', (d) => subjectKeys(d.state));

/** The key of the protected person. */
export function subjectKeys(s: ProtectionState) {
  return s.subject.person === null ? [] : [key.person(s.subject.person)];
}

/** Whoever carries a proposal, the proposer first. */
export interface Author {
  readonly person: PersonId;
  readonly post: PostId | null;
  readonly unit: UnitId | null;
}

/** What a proposal lets a case know of it, frozen when the case was opened. */
export interface Source {
  readonly dossier: DossierId;
  readonly isOver: boolean;
  readonly authors: readonly Author[];
  readonly named: boolean;
  readonly agency: UnitId | null;
  readonly decider: PostId | null;
  readonly allowedOn: LegalDate | null;
  readonly shortfall: Shortfall;
  readonly record: readonly RecordRow[];
}

interface Exported {
  readonly stage: string;
  readonly authors: readonly Author[];
  readonly named: boolean;
  readonly agency: UnitId | null;
  readonly decider: PostId | null;
  readonly allowedOn: LegalDate | null;
  readonly result: 'completed' | 'partly' | 'not' | null;
  readonly damage: boolean | null;
  readonly record: readonly RecordRow[];
}

/** Reads a proposal; undefined where the dossier is no proposal, or not one's to read. */
export function sourceOf(linked: LinkedDossier | undefined): Source | undefined {
  if (linked?.kind !== 'proposal') return undefined;
  const it = linked.exports as unknown as Exported;
  return {
    dossier: linked.id,
    isOver: ['concluded', 'refused', 'forwarded', 'withdrawn', 'merged'].includes(it.stage),
    authors: it.authors.map(({ person, post, unit }) => ({ person, post, unit })),
    named: it.named,
    agency: it.agency,
    decider: it.decider,
    allowedOn: it.allowedOn,
    shortfall: { result: it.result ?? 'none', damage: it.damage ?? false },
    record: it.record.slice(-ROW_LIMITS.record),
  };
}

/**
 * What is presumed where the law of the installation presumes anything: whoever asked beforehand, got a yes and had no interest in the matter met the tests,
 * unless a panel finds otherwise. @basis kr-pa#prior-consulting
 */
export function presumedBy(law: LawView, record: readonly RecordRow[]): readonly Test[] {
  const word = law.has('protection.presumption') ? law.value('protection.presumption').value : 'none';
  const advised = record.some(
    (row) => row.what === 'advice' && row.before && (row.word === 'agree' || row.word === 'agree-with-conditions'),
  );
  const against = record.some((row) => row.what === 'advice' && row.word === 'disagree');
  if (word !== 'after-advice' || !advised || against) return [];
  const isFree = record.some((row) => row.what === 'interests' && row.word === 'none');
  return TESTS.filter((test) => test !== 'motive' || isFree);
}

/** Why somebody may not sit on the panel; undefined where nothing speaks against it. */
export function refuseMember(c: Context, post: PostId): Refusal | undefined {
  const { subject: protectedOne, authors, units, line, decider, desk } = c.state;
  const person = c.org.holderOf(post)?.person;
  const title = c.org.postTitle(post).vi;
  if (person === undefined) return refuse('protection.nobody_there', { post: title });
  const deciding = decider === null ? undefined : c.org.actingHolder(decider)?.person;
  const handling = desk === null ? undefined : c.org.actingHolder(desk.head)?.person;
  // Whoever sits in two chairs works in both units.
  const worksThere = c.org.postsOf(person).some(({ id }) => units.includes(c.org.post(id)?.unit ?? ('' as UnitId)));
  const isOfTheLine = line.includes(person) || person === deciding || worksThere;
  if (person === protectedOne.person || authors.includes(person) || isOfTheLine)
    return refuse('protection.member_of_line', { post: title });
  if (person === handling) return refuse('protection.head_concludes', { post: title });
  if (c.state.left.includes(person)) return refuse('protection.member_stepped_aside', { post: title });
  const found = c.state.findings.some((f) => f.person === person && f.round < c.state.round);
  return found ? refuse('protection.another_panel', { post: title }) : undefined;
}

/** Who keeps the seat whatever the desk would like: nobody finds for the one who chooses the panel. */
export function seatsThatStand(c: Context): readonly Member[] {
  return c.state.panel.filter(
    (m) =>
      c.org.holderOf(m.post)?.person === m.person &&
      !c.state.challenges.some((one) => one.post === m.post && one.answer === null),
  );
}

/** How many sit on a panel at least; an odd number, so that it can find something. */
export function leastMembers(law: LawView): number {
  const value = law.has('protection.panel-least') ? law.value('protection.panel-least').value : null;
  return typeof value === 'number' && value >= 1 ? value : 3;
}

/** A panel of so many can find something. */
export function isWhole(members: number, least: number): boolean {
  return members >= least && members % 2 === 1;
}

/** The findings that count now. */
export function findingsNow(s: ProtectionState): readonly Finding[] {
  return s.findings.filter((f) => f.round === s.round && !f.struck);
}

/** Whether the panel is whole, nobody on it stands challenged, and every member has found. */
export function isFound(s: ProtectionState): boolean {
  const isChallenged = s.challenges.some((one) => one.answer === null && s.panel.some((m) => m.post === one.post));
  const hasFound = (m: Member): boolean => findingsNow(s).some((f) => f.person === m.person);
  return isWhole(s.panel.length, s.least) && !isChallenged && s.panel.every(hasFound);
}

/** Nobody finds before the person was heard, or let the days pass, nor before the agency assessed or its days have passed. @basis d73-2023#art11 */
export function refuseUnheard(c: Context): Refusal | undefined {
  if (c.state.statement === null && !c.state.statementLapsed) return refuse('protection.unheard');
  const awaited = findOpen(c.dossier.clocks, 'agency');
  return awaited && c.now.businessAt <= awaited.dueAt ? refuse('protection.agency_awaited') : undefined;
}

/** Whether something was there before the pilot was allowed; without a pilot everything is. */
export function isBefore(s: Pick<ProtectionState, 'allowedOn'>, day: LegalDate): boolean {
  return s.allowedOn === null || day < s.allowedOn;
}

/** How many members found otherwise than the panel together on some test. */
export function countDissents(findings: readonly Finding[], established: Readonly<Record<string, boolean | string>>): number {
  return findings.filter(({ words }) =>
    Object.entries(established).some(([test, stands]) =>
      typeof stands === 'boolean' ? (words[test as keyof typeof words] === 'met') !== stands : words.cause !== stands,
    ),
  ).length;
}

/** Whether a conclusion gives protection, so that it has an end to be decided. */
export function isProtected(s: ProtectionState): boolean {
  const last = s.conclusions.at(-1);
  return last !== undefined && last.outcome !== 'not-established';
}

/** The day of a date typed by hand lies in the past. */
export function refuseFuture(c: Context, on: string): boolean {
  return on > dayOf(c.now);
}
