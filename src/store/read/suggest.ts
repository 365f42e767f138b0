/**
 * «Có phải bạn tìm …?» No list of the words of the record is kept: what may have been meant follows from what was typed, and which of it is
 * meant is told by the dossiers the asker may find. A word that stands only where the asker may not read can therefore never be suggested.
 */
import { nearWords, splitWords } from '../../kernel/syllables.ts';
import { foldVietnamese } from '../../kernel/text.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** A corrected query, and in how many of the witnesses its words follow one another. */
interface Suggestion {
  readonly query: string;
  readonly dossiers: number;
}

/** One word of a query, by its place, and what stands there in a dossier. */
type Place = readonly [position: number, folded: string, written: string];

/** A way to understand what was typed: for each word the ones it may be, and how many of them may differ from what was typed. */
interface Reading {
  readonly words: readonly string[];
  readonly near: readonly (readonly string[])[];
  readonly changes: number;
}

/** Longer queries are sentences; their words are not guessed at. */
const MOST_WORDS = 10;
/** How many of the newest dossiers tell what was meant. */
const WITNESSES = 60;
const SHOWN = 3;

/** Guesses what was meant, at most three queries that each find more than was `found`: the likeliest slip first: one wrong word, then two, then one word too many. */
export async function suggestQueries(store: Store, asker: Asker, typed: string, found: number): Promise<readonly string[]> {
  const words = foldVietnamese(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((w) => w !== '');
  if (words.length === 0 || words.length > MOST_WORDS) return [];
  for (const readings of [oneWrong(words), twoWrong(words), oneTooMany(words)]) {
    if (readings.length === 0) continue;
    const suggestions = rank(readings, await readWitnesses(store, asker, readings), words.join(' '));
    const better = suggestions.filter((s) => s.dossiers > found);
    if (better.length > 0) return better.slice(0, SHOWN).map((s) => s.query);
  }
  return [];
}

function oneWrong(words: readonly string[]): readonly Reading[] {
  const near = words.map(nearWords);
  const exactly = (list: readonly string[]): Reading => ({ words: list, near: list.map(() => []), changes: 0 });
  return [
    ...(near.some((n) => n.length > 0) ? [{ words, near, changes: 1 }] : []),
    ...words.flatMap((word, i) => splitWords(word).map((pair) => exactly(words.toSpliced(i, 1, ...pair)))),
    ...words.slice(1).map((word, i) => exactly(words.toSpliced(i, 2, `${words[i]}${word}`))),
  ];
}

function twoWrong(words: readonly string[]): readonly Reading[] {
  return words.length < 3 || words.length > 6 ? [] : [{ words, near: words.map(nearWords), changes: 2 }];
}

function oneTooMany(words: readonly string[]): readonly Reading[] {
  if (words.length < 3) return [];
  return words.map((_, i) => {
    const fewer = words.toSpliced(i, 1);
    return { words: fewer, near: fewer.map(() => []), changes: 0 };
  });
}

const quoted = (word: string): string => `'${word}'`;
const anyOf = (words: readonly string[]): string => `(${words.map(quoted).join(' | ')})`;

/** The dossiers in which exactly so many words differ from what was typed. */
function queryOf({ words, near, changes }: Reading): string {
  const fixed = (changed: readonly number[]): string =>
    words.map((word, i) => (changed.includes(i) ? anyOf(near[i] ?? []) : quoted(word))).join(' & ');
  const changeable = words.flatMap((_, i) => ((near[i] ?? []).length > 0 ? [i] : []));
  const choices =
    changes === 0
      ? [[]]
      : changes === 1
        ? changeable.map((i) => [i])
        : changeable.flatMap((i) => changeable.filter((j) => j > i).map((j) => [i, j]));
  return choices.map((changed) => `(${fixed(changed)})`).join(' | ');
}

async function readWitnesses(store: Store, asker: Asker, readings: readonly Reading[]): Promise<readonly (readonly Place[])[]> {
  const query = readings
    .map(queryOf)
    .filter((q) => q !== '')
    .join(' | ');
  if (query === '') return [];
  const lexemes = [...new Set(readings.flatMap((r) => [...r.words, ...r.near.flat()]))];
  return readAs(store.pool, asker.identity, async (client) => {
    const rows = await rowsOf<{ places: readonly Place[] }>(
      client,
      sql`select places from app.read_words(${query}::tsquery, ${lexemes}::text[], ${WITNESSES})`,
    );
    return rows.map((row) => row.places);
  });
}

/** Counts for each corrected query the dossiers in which its words follow one another. */
function rank(readings: readonly Reading[], witnesses: readonly (readonly Place[])[], typed: string): readonly Suggestion[] {
  const counted = new Map<string, { readonly query: string; dossiers: number }>();
  for (const places of witnesses) {
    const at = new Map(places.map((place) => [place[0], place]));
    const seen = new Set<string>();
    for (const reading of readings) {
      for (const [position] of places) {
        const phrase = phraseAt(reading, at, position);
        if (phrase === undefined || phrase.folded === typed || seen.has(phrase.folded)) continue;
        seen.add(phrase.folded);
        const known = counted.get(phrase.folded) ?? { query: phrase.written, dossiers: 0 };
        known.dossiers += 1;
        counted.set(phrase.folded, known);
      }
    }
  }
  return [...counted.values()].toSorted((a, b) => b.dossiers - a.dossiers || a.query.localeCompare(b.query, 'vi'));
}

function phraseAt(
  { words, near, changes }: Reading,
  at: ReadonlyMap<number, Place>,
  start: number,
): { readonly folded: string; readonly written: string } | undefined {
  let changed = 0;
  const folded: string[] = [];
  const written: string[] = [];
  for (const [i, word] of words.entries()) {
    const place = at.get(start + i);
    if (place === undefined) return undefined;
    const [, bare, spelt] = place;
    if (bare !== word) {
      if (!near[i]?.includes(bare)) return undefined;
      changed += 1;
    }
    folded.push(bare);
    // Where the two indexes count words differently the spelling is not known.
    written.push(foldVietnamese(spelt) === bare ? spelt : bare);
  }
  return changed <= changes ? { folded: folded.join(' '), written: written.join(' ') } : undefined;
}
