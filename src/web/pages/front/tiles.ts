/** The picture of the localities: one tile each, all of the same size, placed by data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { asUnitId } from '../../../kernel/ids.ts';
import { compareVi } from '../../../kernel/text.ts';
import { FEWEST_CASES } from '../../../store/read/figures.ts';
import type { Tile } from '../../components/public-figures.tsx';
import type { Reader } from '../showing/reader.ts';

/** Where a locality stands in the picture. */
export interface TilePlace {
  readonly code: string;
  readonly column: number;
  readonly row: number;
}

const cell = z.number().int().min(0).max(60);
const file = z.object({ tiles: z.array(z.object({ code: z.string().min(1), column: cell, row: cell })) });

/** The tile positions of a packs folder; none where the province has no such file. */
export function loadTiles(packsFolder: string): readonly TilePlace[] {
  const path = join(packsFolder, 'organisation', 'tiles.json');
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))).tiles;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}

/** From which count each step of colour begins. */
export const STEPS = [0, FEWEST_CASES, 8, 11, 14, 18] as const;

/** The step of colour of a count. */
export function stepOf(count: number): Tile['step'] {
  return (STEPS.findLastIndex((from) => count >= from) + 1) as Tile['step'];
}

/** A count as the public may see it: below five it is not told apart. */
export function publicCount(count: number): string {
  return count < FEWEST_CASES ? `<${FEWEST_CASES}` : String(count);
}

/** The tiles of the localities of the day, with their counts. */
export function buildTiles(
  r: Reader,
  places: readonly TilePlace[],
  counts: ReadonlyMap<string, number>,
  href?: (code: string) => string,
): readonly Tile[] {
  const { org } = r.asker;
  return places.flatMap((place): Tile[] => {
    const unit = asUnitId(place.code);
    if (!org.unit(unit)) return [];
    const count = counts.get(place.code) ?? 0;
    return [
      {
        ...place,
        name: org.unitName(unit, r.lang),
        lines: inTwoLines(org.unitShortName(unit, 'vi').replace(/^\p{L}+\. /u, '')),
        value: publicCount(count),
        step: stepOf(count),
        ...(href ? { href: href(place.code) } : {}),
      },
    ];
  });
}

/** The same localities as a list by name: the way for keyboard and ear. */
export function listTiles(
  r: Reader,
  tiles: readonly Tile[],
): readonly { readonly text: string; readonly value: string; readonly href?: string }[] {
  return tiles
    .map((tile) => ({
      text: r.asker.org.unitShortName(asUnitId(tile.code), r.lang),
      name: tile.lines.join(' '),
      value: tile.value,
      ...(tile.href ? { href: tile.href } : {}),
    }))
    .toSorted((a, b) => compareVi(a.name, b.name))
    .map(({ name: _, ...item }) => item);
}

function inTwoLines(name: string): readonly string[] {
  const words = name.split(' ');
  return words.length < 2 ? words : [words[0] ?? '', words.slice(1).join(' ')];
}
