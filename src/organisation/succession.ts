import type { PersonId, PostId, UnitId } from '../kernel/ids.ts';
import type { DayIndex } from './day-index.ts';
import type { PostFunction, PostRow } from './rows.ts';

/** How the person who answers for a post came to answer for it. */
export type AnswerVia = 'holder' | 'stand-in' | 'deputy' | 'successor' | 'superior';

/** Who answers for a post today, through which post, and every post looked at on the way. */
export interface Answer {
  readonly person: PersonId;
  readonly post: PostId;
  readonly via: AnswerVia;
  readonly trail: readonly PostId[];
}

/** Finds the post that answers for a unit in being. */
export function findHeadPost(index: DayIndex, unit: UnitId): PostRow | undefined {
  const posts = index.postsOfUnit.get(unit) ?? [];
  return posts.find((row) => row.function === 'head') ?? posts.find((row) => row.function === 'chief-of-office');
}

/**
 * Finds the post that answers as head for any unit known by the day: its own head, else that of the unit standing in its
 * place, else of the nearest superior unit with a head.
 */
export function findAnsweringHead(index: DayIndex, unit: UnitId): PostId | undefined {
  return findNearest(index, unit, (level) => findHeadPost(index, level)?.id);
}

/**
 * Finds the clerk who serves any unit known by the day: its own, else that of its office, else of the unit standing in its
 * place, else of the nearest superior unit that has one.
 */
export function findServingClerk(index: DayIndex, unit: UnitId): PostId | undefined {
  return findNearest(index, unit, (level) => {
    const offices = (index.childrenOfUnit.get(level) ?? []).filter((row) => row.kind === 'office');
    for (const place of [level, ...offices.map((row) => row.id)]) {
      const clerk = (index.postsOfUnit.get(place) ?? []).find((row) => row.function === 'clerk');
      if (clerk !== undefined) return clerk.id;
    }
    return undefined;
  });
}

/** Guarantees a unit in being for every unit with a living successor or superior: itself, its successor, its superior. */
export function findCurrentUnit(
  index: DayIndex,
  unit: UnitId,
): { unit: UnitId; via: 'itself' | 'successor' | 'superior' } | undefined {
  if (index.units.has(unit)) return { unit, via: 'itself' };
  const successor = followUnit(index, unit, new Set());
  if (successor !== undefined) return { unit: successor, via: 'successor' };
  for (const above of unitsAbove(index, unit)) {
    if (index.units.has(above)) return { unit: above, via: 'superior' };
  }
  return undefined;
}

/** Finds the post a post answers to: the one named, else the head of its unit, else of the nearest superior unit with a head. */
export function findSuperiorPost(index: DayIndex, post: PostId): PostId | undefined {
  const row = index.knownPosts.get(post);
  if (row === undefined) return undefined;
  if (row.superior !== null && row.superior !== post) return row.superior;
  for (const unit of [row.unit, ...unitsAbove(index, row.unit)]) {
    const head = findHeadPost(index, unit);
    if (head !== undefined && head.id !== post) return head.id;
  }
  return undefined;
}

/** The held post a post has fallen to, and how. */
export interface Fall {
  readonly post: PostId;
  readonly via: 'holder' | 'successor' | 'superior';
  readonly trail: readonly PostId[];
}

/**
 * Guarantees a held post for every post known by the day unless the whole chain to the top is vacant: the post itself,
 * else its successor, else its superior, and so on from there.
 */
export function followPost(index: DayIndex, post: PostId): Fall | undefined {
  const trail: PostId[] = [];
  const fall = (at: PostId, via: Fall['via']): Fall | undefined => {
    if (trail.includes(at)) return undefined;
    trail.push(at);
    if (index.holders.has(at)) return { post: at, via, trail };
    for (const next of successorsOfPost(index, at)) {
      const found = fall(next, via === 'superior' ? via : 'successor');
      if (found !== undefined) return found;
    }
    const superior = findSuperiorPost(index, at);
    return superior === undefined ? undefined : fall(superior, 'superior');
  };
  return fall(post, 'holder');
}

/** The post standing in for an absent one, and by which title. */
export interface Cover {
  readonly post: PostId;
  readonly via: 'stand-in' | 'deputy' | 'superior';
}

/**
 * Finds who stands in for a held post whose holder is away: the stand-in named, else a deputy where the post is the head
 * of its unit, else the nearest superior. Nobody who is away stands in, and standing in is never passed on.
 */
export function findCover(index: DayIndex, post: PostId): Cover | undefined {
  const absence = index.absences.get(post);
  const row = index.posts.get(post);
  if (absence === undefined || row === undefined) return undefined;
  if (absence.toPost !== null && isPresent(index, absence.toPost)) return { post: absence.toPost, via: 'stand-in' };
  if (findHeadPost(index, row.unit)?.id === post) {
    const deputy = (index.postsOfUnit.get(row.unit) ?? []).find(
      (other) => other.function === 'deputy' && isPresent(index, other.id),
    );
    if (deputy !== undefined) return { post: deputy.id, via: 'deputy' };
  }
  const seen = new Set<PostId>([post]);
  for (
    let above = findSuperiorPost(index, post);
    above !== undefined && !seen.has(above);
    above = findSuperiorPost(index, above)
  ) {
    if (isPresent(index, above)) return { post: above, via: 'superior' };
    seen.add(above);
  }
  return undefined;
}

/**
 * Guarantees the one person who answers for a post today: its holder; while away the cover; when the post is vacant or
 * dissolved, whoever answers for the post it has fallen to. A holder whom nobody can cover answers although away.
 */
export function findAnswer(index: DayIndex, post: PostId): Answer | undefined {
  const fallen = followPost(index, post);
  if (fallen === undefined) return undefined;
  const cover = findCover(index, fallen.post);
  const answering = cover?.post ?? fallen.post;
  const holder = index.holders.get(answering);
  if (holder === undefined) return undefined;
  const trail = cover === undefined ? fallen.trail : [...fallen.trail, cover.post];
  return { person: holder.person, post: answering, via: cover?.via ?? fallen.via, trail };
}

/** Lists the units above a unit, nearest first, each once. */
export function unitsAbove(index: DayIndex, unit: UnitId): UnitId[] {
  const above: UnitId[] = [];
  let parent = index.knownUnits.get(unit)?.parent ?? null;
  while (parent !== null && parent !== unit && !above.includes(parent)) {
    above.push(parent);
    parent = index.knownUnits.get(parent)?.parent ?? null;
  }
  return above;
}

function findNearest(index: DayIndex, unit: UnitId, find: (level: UnitId) => PostId | undefined): PostId | undefined {
  const current = findCurrentUnit(index, unit)?.unit;
  if (current === undefined) return undefined;
  for (const level of [current, ...unitsAbove(index, current)]) {
    const found = find(level);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPresent(index: DayIndex, post: PostId): boolean {
  return index.holders.has(post) && !index.absences.has(post);
}

function followUnit(index: DayIndex, unit: UnitId, seen: Set<string>): UnitId | undefined {
  if (seen.has(unit)) return undefined;
  seen.add(unit);
  for (const next of (index.unitSuccessions.get(unit)?.successors ?? []) as readonly UnitId[]) {
    const living = index.units.has(next) ? next : followUnit(index, next, seen);
    if (living !== undefined) return living;
  }
  return undefined;
}

// A deputy's or specialist's matters have no natural counterpart in a merged unit: they go to its head, who hands them out.
const COUNTERPARTS: ReadonlySet<PostFunction> = new Set(['head', 'chief-of-office', 'clerk']);

function successorsOfPost(index: DayIndex, post: PostId): PostId[] {
  const named = (index.postSuccessions.get(post)?.successors ?? []) as readonly PostId[];
  const row = index.knownPosts.get(post);
  if (row === undefined || index.units.has(row.unit)) return [...named];
  const unit = followUnit(index, row.unit, new Set());
  if (unit === undefined) return [...named];
  const counterpart = COUNTERPARTS.has(row.function)
    ? (index.postsOfUnit.get(unit) ?? []).find((other) => other.function === row.function)
    : undefined;
  const head = findHeadPost(index, unit);
  return [...named, ...[counterpart, head].flatMap((other) => (other === undefined ? [] : [other.id]))];
}
