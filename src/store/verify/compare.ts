/** Comparing what is stored with what was computed, naming the places where they differ. */
import { canonicalize, type Json } from '../../kernel/json.ts';

/** The value as the database would give it back: no undefined, no class. */
export function asStored(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

/** True exactly for equal JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  // Most of what is compared are texts and absent values.
  if ((a ?? null) === (b ?? null)) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  return canonicalize(asStored(a)) === canonicalize(asStored(b));
}

const PATHS_NAMED = 5;

/** The first dotted paths at which two JSON values differ; empty when they are equal. */
export function findDifferentPaths(a: Json, b: Json, path: string): string[] {
  if (isSame(a, b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return [path];
  const left = a as { readonly [name: string]: Json };
  const right = b as { readonly [name: string]: Json };
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  const paths = names.flatMap((name) => {
    if (left[name] === undefined || right[name] === undefined) return [`${path}.${name}`];
    return findDifferentPaths(left[name], right[name], `${path}.${name}`);
  });
  return paths.slice(0, PATHS_NAMED);
}
