/** What kinds take from the law must be in the packs, and kinds must not know one another. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { productRegistry } from '../../src/main/registry.ts';
import { loadPacks } from '../../src/policy/load.ts';
import { findNamed, readKindSources, root } from './kind-sources.ts';

const { packs } = loadPacks(path.join(root, 'packs'));
const known = new Map(packs.flatMap((pack) => Object.entries(pack.parameters)));
const kinds = productRegistry.all.map(({ kind }) => kind.name);

describe.each(kinds)('kind %s', (name) => {
  const limits = [
    ...findNamed(name, /\blimit: '([^']+)'/g),
    ...findNamed(name, /\bescalate: '([^']+)'/g),
    ...findNamed(name, /\blaw\.limit\('([^']+)'/g),
  ];

  test('every limit it names is a parameter of a pack, counted in days, months or hours', () => {
    const wrong = limits.filter((limit) => !/day|month|hour|year/.test(known.get(limit)?.unit ?? ''));
    expect(wrong).toEqual([]);
  });

  test('every other parameter it names is in a pack', () => {
    expect(findNamed(name, /\blaw\.value\('([^']+)'/g).filter((parameter) => !known.has(parameter))).toEqual([]);
  });

  test('imports no other kind', () => {
    const wrong = [...readKindSources(name)].flatMap(([file, text]) =>
      [...text.matchAll(/from '(\.\.?\/[^']+)'/g)].flatMap((match) => {
        const target = path.posix.normalize(path.posix.join('src/kinds', name, match[1] ?? ''));
        const other = /^src\/kinds\/([^/]+)\//.exec(target)?.[1];
        return other !== undefined && other !== name ? [`${file} → ${target}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('reads no clock, no environment and keeps no number that belongs to the law', () => {
    const impure = [...readKindSources(name)]
      .filter(([, text]) => /Date\.now\(|new Date\(\)|process\.|Math\.random/.test(text))
      .map(([file]) => file);
    expect(impure).toEqual([]);
  });
});
