/** Comparing what is stored with what was computed, naming the places where they differ. */
import type { Json } from '../../kernel/json.ts';

/** The value as the database would give it back: no undefined, no class. */
function asStored(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

/** True exactly for values the database would give back alike: an absent member is no member, an absent value is null. */
export function isSame(a: unknown, b: unknown): boolean {
  if ((a ?? null) === (b ?? null)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  }
  return hasMembersOf(a as Members, b as Members) && hasMembersOf(b as Members, a as Members, true);
}

type Members = Readonly<Record<string, unknown>>;

/** Whether every member of one stands in the other, alike; where values were compared already, whether it is there at all. */
function hasMembersOf(one: Members, other: Members, compared = false): boolean {
  for (const name in one) {
    const value = one[name];
    if (value === undefined || !Object.hasOwn(one, name)) continue;
    const found = Object.hasOwn(other, name) ? other[name] : undefined;
    if (found === undefined || !(compared || isSame(value, found))) return false;
  }
  return true;
}

const PATHS_NAMED = 5;

/** The first dotted paths at which two values differ as the database would give them back; empty when they do not. */
export function findDifferentPaths(a: unknown, b: unknown, path: string): string[] {
  return isSame(a, b) ? [] : pathsOf(asStored(a), asStored(b), path);
}

function pathsOf(a: Json, b: Json, path: string): string[] {
  if (isSame(a, b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return [path];
  const left = a as { readonly [name: string]: Json };
  const right = b as { readonly [name: string]: Json };
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  const paths = names.flatMap((name) => {
    // Own members alone: a name such as `__proto__` is there for every object otherwise.
    if (!Object.hasOwn(left, name) || !Object.hasOwn(right, name)) return [`${path}.${name}`];
    return pathsOf(left[name] ?? null, right[name] ?? null, `${path}.${name}`);
  });
  return paths.slice(0, PATHS_NAMED);
}
