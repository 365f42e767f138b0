/** What a kind names in its own source and can be found nowhere else: codes that need words, parameters that need a pack. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findRoot } from '../../src/main/root.ts';

/** The folder of the product. */
export const root = findRoot(import.meta.url);

/** The source of a kind without its tests and catalogues, file by file. */
export function readKindSources(kind: string): ReadonlyMap<string, string> {
  const folder = path.join(root, 'src/kinds', kind);
  const files = readdirSync(folder).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|prop\.test)\.tsx?$/.test(name) && !/\.(vi|en)\.ts$/.test(name),
  );
  return new Map(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** Every first group the pattern finds in a kind's source, each once. */
export function findNamed(kind: string, pattern: RegExp): readonly string[] {
  const text = [...readKindSources(kind).values()].join('\n');
  return [...new Set([...text.matchAll(pattern)].flatMap((match) => match[1] ?? []))].sort();
}

/** Families of clocks a kind starts. */
export const clocksNamed = (kind: string) => findNamed(kind, /op: 'start'(?: as const)?,\s*name: '([a-z-]+)'/g);
