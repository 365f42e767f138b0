/** From the changes of a decision to the rows of the organisation. */

import type { DecisionHeading } from '../../dossier/decision-heading.ts';
import type { RowOp } from '../../dossier/table.ts';
import type { PersonId, UnitId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { addDays, type LegalDate } from '../../kernel/time.ts';
import type { Change } from './changes.ts';
import { type Book, Plan } from './plan.ts';

type Said = Pick<DecisionHeading, 'decisionNumber' | 'effectiveOn'>;

/** Guarantees the operations of all changes in their order; needs changes in which no problem was found. */
export function toRowOps(changes: readonly Change[], book: Book, said: Said): RowOp[] {
  const whole = new Plan(book);
  for (const change of changes) whole.apply(change);
  const before = new Plan(book);
  return changes.flatMap((change, n) => {
    const ops = opsOf(change, {
      before,
      whole,
      number: said.decisionNumber,
      from: (change.from ?? said.effectiveOn) as LegalDate,
      n,
    });
    before.apply(change);
    return ops;
  });
}

interface Context {
  /** As the earlier changes leave it. */
  readonly before: Plan;
  /** As the whole decision leaves it. */
  readonly whole: Plan;
  readonly number: string;
  readonly from: LegalDate;
  readonly n: number;
}

function opsOf(change: Change, c: Context): RowOp[] {
  const say = (table: string, key: Readonly<Record<string, string>>, values: Readonly<Record<string, Json>>): RowOp => ({
    op: 'open',
    table,
    key,
    values,
    from: c.from,
  });
  const end = (table: string, key: Readonly<Record<string, string>>, on = c.from): RowOp => ({ op: 'close', table, key, on });
  switch (change.change) {
    case 'create-unit':
      return [
        say(
          'unit',
          { unit: change.unit },
          {
            kind: change.unitKind,
            code: change.officialCode ?? null,
            parent: change.parent ?? null,
            locality: change.locality ?? (change.unitKind === 'commune' ? change.unit : null),
            rank: change.rank ?? 1,
          },
        ),
        say('unit_name', { unit: change.unit }, namesOf(change)),
      ];
    case 'rename-unit':
      return [say('unit_name', { unit: change.unit }, namesOf(change))];
    case 'move-unit': {
      const row = c.before.book.unit(change.unit as UnitId);
      if (row === undefined) return [];
      const { kind, code, locality, rank } = row;
      return [say('unit', { unit: change.unit }, { kind, code, parent: change.parent, locality, rank: change.rank ?? rank })];
    }
    case 'dissolve-unit':
    case 'split-unit':
      return endUnit(change.unit, change.successors ?? [], c);
    case 'merge-units':
      return change.units.filter((unit) => unit !== change.unit).flatMap((unit) => endUnit(unit, [change.unit], c));
    case 'create-post':
      return [
        say(
          'post',
          { post: change.post },
          {
            unit: change.unit,
            title_vi: change.titleVi,
            title_en: change.titleEn,
            function: change.function,
            superior: change.superior ?? null,
            roles: change.roles ?? [],
            rank: change.rank ?? 1,
          },
        ),
      ];
    case 'dissolve-post':
      return endPost(change.post, change.successors ?? [], c);
    case 'appoint':
      return [say('holding', { post: change.post }, { person: change.person, form: change.holdingForm ?? 'full' })];
    case 'relieve':
      return [end('holding', { post: change.post })];
    case 'assign':
      return [
        say(
          'assignment',
          { assignment: change.assignment ?? `${c.number}#${c.n + 1}` },
          {
            post: change.post,
            fields: change.fields,
            localities: change.localities,
            units: change.units,
            decision_number: c.number,
          },
        ),
      ];
    case 'end-assignment':
      return [end('assignment', { assignment: change.assignment })];
    case 'delegate':
    case 'absence': {
      const isAbsence = change.change === 'absence';
      const key = { delegation: (isAbsence ? undefined : change.delegation) ?? `${c.number}#${c.n + 1}` };
      const values = {
        from_post: change.post,
        to_post: change.toPost ?? null,
        form: isAbsence ? 'absence' : change.form,
        matters: (isAbsence ? undefined : change.matters) ?? ['*'],
        document_number: change.documentNumber ?? c.number,
      };
      // «Đến hết ngày»: the last day named still counts.
      const until = change.to === undefined ? [] : [end('delegation', key, addDays(change.to as LegalDate, 1))];
      return [say('delegation', key, values), ...until];
    }
    case 'end-delegation':
      return [end('delegation', { delegation: change.delegation })];
    case 'add-person':
      return [
        say(
          'person',
          { person: change.person ?? change.staffCode },
          {
            family_and_middle: change.familyAndMiddle,
            given: change.given,
            honorific: change.honorific,
            staff_code: change.staffCode,
            demo: false,
          },
        ),
      ];
    case 'person-leaves':
      return [
        end('person', { person: change.person }),
        ...c.before.book
          .postsOf(change.person as PersonId)
          .filter((post) => c.before.holder(post.id) === change.person)
          .map((post) => end('holding', { post: post.id })),
      ];
    case 'set-competence':
      return [say('competence', { field: change.field, level: change.level }, { unit: change.unit ?? null })];
    case 'add-field':
      return [say('field', { field: change.field }, { name_vi: change.nameVi, name_en: change.nameEn })];
  }
}

interface Names {
  readonly nameVi: string;
  readonly nameEn: string;
  readonly shortVi?: string | undefined;
  readonly shortEn?: string | undefined;
  readonly placeVi?: string | undefined;
  readonly placeEn?: string | undefined;
}

function namesOf(change: Names) {
  return {
    name_vi: change.nameVi,
    name_en: change.nameEn,
    short_vi: change.shortVi ?? change.nameVi,
    short_en: change.shortEn ?? change.nameEn,
    place_vi: change.placeVi ?? null,
    place_en: change.placeEn ?? null,
  };
}

/** A unit goes with its posts; each post has a named successor, so that what it holds falls to one place only. */
function endUnit(unit: string, successors: readonly string[], c: Context): RowOp[] {
  const posts = c.before.postsIn(unit).flatMap((post) => endPost(post.id, counterparts(post.function, successors, c.whole), c));
  const rest: RowOp[] = ['unit', 'unit_name'].map((table) => ({ op: 'close', table, key: { unit }, on: c.from }));
  return [...posts, ...rest, succession('unit', unit, successors, c)];
}

function endPost(post: string, successors: readonly string[], c: Context): RowOp[] {
  const closed: RowOp[] = [{ op: 'close', table: 'post', key: { post }, on: c.from }];
  if (c.before.holder(post) !== undefined) closed.push({ op: 'close', table: 'holding', key: { post }, on: c.from });
  return successors.length === 0 ? closed : [...closed, succession('post', post, successors, c)];
}

function succession(what: 'unit' | 'post', of: string, successors: readonly string[], c: Context): RowOp {
  return { op: 'open', table: 'succession', key: { what, of }, values: { successors, decision_number: c.number }, from: c.from };
}

/** Head to head, clerk to clerk; everybody else's matters go to the head, who hands them out. */
function counterparts(duty: string, successors: readonly string[], plan: Plan): readonly string[] {
  return successors.flatMap((unit) => {
    const posts = plan.postsIn(unit);
    const same = ['head', 'clerk', 'chief-of-office'].includes(duty) ? posts.find((post) => post.function === duty) : undefined;
    const head = posts.find((post) => post.function === 'head') ?? posts.find((post) => post.function === 'chief-of-office');
    const chosen = same ?? head;
    return chosen === undefined ? [] : [chosen.id];
  });
}
