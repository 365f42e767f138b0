/**
 * «Có phải bạn tìm …?» No list of the words of the record is kept: what may have been meant follows from what was typed, and which of it is
 * meant is told by the dossiers the asker may find. A word that stands only where the asker may not read can therefore never be suggested.
 */
import { isSyllable, nearWords, splitWords } from '../../kernel/syllables.ts';
import { foldVietnamese } from '../../kernel/text.ts';
import { readAs } from '../database.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** A corrected query, in how many of the witnesses its words follow one another, and in how many they merely occur. */
interface Suggestion {
  readonly query: string;
  phrases: number;
  dossiers: number;
}

/** One word of a query, by its place, and what stands there in a dossier. */
type Place = readonly [position: number, folded: string, written: string];

/** A way to understand what was typed: for each word what it may be. */
type Reading = readonly (readonly string[])[];

/** Longer queries are sentences; their words are not guessed at. */
const MOST_WORDS = 10;
/** How many of the newest dossiers tell what was meant. */
const WITNESSES = 30;
const SHOWN = 3;
/** Guessing is a courtesy: what is not known by then is not said. */
const MOST_MILLIS = 250;

/**
 * Guesses what was meant: at most three queries that each find more than was `found`. The likeliest slip is looked at first: words that are none,
 * words run together or torn apart, then any one word, then one word too many.
 */
export async function suggestQueries(
  store: Store,
  asker: Asker,
  typed: string,
  { found, millis = MOST_MILLIS }: { readonly found: number; readonly millis?: number },
): Promise<readonly string[]> {
  const words = foldVietnamese(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((w) => w !== '');
  if (words.length === 0 || words.length > MOST_WORDS) return [];
  const until = performance.now() + millis;
  for (const readings of [misspelt(words), oneWrong(words), oneTooMany(words)]) {
    const counted = new Map<string, Suggestion>();
    for (const reading of readings) count(reading, await readWitnesses(store, asker, reading, until), words.join(' '), counted);
    const better = [...counted.values()]
      .filter((s) => s.dossiers > found)
      .toSorted((a, b) => b.phrases - a.phrases || b.dossiers - a.dossiers || a.query.localeCompare(b.query, 'vi'));
    const phrases = better.filter((s) => s.phrases > 0);
    const shown = phrases.length > 0 ? phrases : better;
    if (shown.length > 0) return shown.slice(0, SHOWN).map((s) => s.query);
  }
  return [];
}

const exactly = (words: readonly string[]): Reading => words.map((word) => [word]);

function misspelt(words: readonly string[]): readonly Reading[] {
  const slots = words.map((word) => (isSyllable(word) ? [word] : nearWords(word)));
  const isChanged = words.some((word) => !isSyllable(word));
  return [
    ...(isChanged && slots.every((slot) => slot.length > 0) ? [slots] : []),
    ...words.flatMap((word, i) => splitWords(word).map((pair) => exactly(words.toSpliced(i, 1, ...pair)))),
    ...words.slice(1).map((word, i) => exactly(words.toSpliced(i, 2, `${words[i]}${word}`))),
  ];
}

function oneWrong(words: readonly string[]): readonly Reading[] {
  return words.flatMap((word, i) => {
    const near = nearWords(word);
    return near.length === 0 ? [] : [exactly(words).toSpliced(i, 1, near)];
  });
}

function oneTooMany(words: readonly string[]): readonly Reading[] {
  return words.length < 3 ? [] : words.map((_, i) => exactly(words.toSpliced(i, 1)));
}

/** What the newest dossiers say that hold one of the words of every place; nothing once time has run out. */
async function readWitnesses(
  store: Store,
  asker: Asker,
  reading: Reading,
  until: number,
): Promise<readonly (readonly Place[])[]> {
  const left = Math.floor(until - performance.now());
  if (left < 1) return [];
  const query = reading.map((slot) => `(${slot.map((word) => `'${word}'`).join(' | ')})`).join(' & ');
  try {
    return await readAs(store.pool, asker.identity, async (client) => {
      await client.query(`set local statement_timeout = ${left}`);
      const rows = await rowsOf<{ places: readonly Place[] }>(
        client,
        sql`select places from app.read_words(${query}::tsquery, ${[...new Set(reading.flat())]}::text[], ${WITNESSES})`,
      );
      return rows.map((row) => row.places);
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === STATEMENT_CANCELLED) return [];
    throw error;
  }
}

const STATEMENT_CANCELLED = '57014';

/** Counts for each corrected query the dossiers in which its words follow one another, or at least stand. */
function count(
  reading: Reading,
  witnesses: readonly (readonly Place[])[],
  typed: string,
  counted: Map<string, Suggestion>,
): void {
  for (const places of witnesses) {
    const at = new Map(places.map((place) => [place[0], place]));
    const phrases = places.flatMap(([position]) => phraseAt(reading, at, position) ?? []);
    const seen = new Set<string>();
    for (const { folded, written } of phrases.length > 0 ? phrases : scattered(reading, places)) {
      if (folded === typed || seen.has(folded)) continue;
      seen.add(folded);
      const known = counted.get(folded) ?? { query: written, phrases: 0, dossiers: 0 };
      known.dossiers += 1;
      known.phrases += phrases.length > 0 ? 1 : 0;
      counted.set(folded, known);
    }
  }
}

interface Found {
  readonly folded: string;
  readonly written: string;
}

/** The spelling of a place; where the two indexes count words differently it is not known. */
const spellingOf = ([, folded, written]: Place): string => (foldVietnamese(written) === folded ? written : folded);

function join(places: readonly Place[]): Found {
  return { folded: places.map((p) => p[1]).join(' '), written: places.map(spellingOf).join(' ') };
}

function phraseAt(reading: Reading, at: ReadonlyMap<number, Place>, start: number): Found | undefined {
  const places = reading.flatMap((slot, i) => {
    const place = at.get(start + i);
    return place !== undefined && slot.includes(place[1]) ? [place] : [];
  });
  return places.length === reading.length ? join(places) : undefined;
}

/** The words as they stand in a dossier apart from one another; of several a place may have, one that follows its neighbour's. */
function scattered(reading: Reading, places: readonly Place[]): readonly Found[] {
  const folds = new Map(places.map((place) => [place[0], place[1]]));
  const follows = (slot: readonly string[] | undefined, position: number): boolean => {
    const word = folds.get(position);
    return word !== undefined && slot?.includes(word) === true;
  };
  const chosen = reading.flatMap((slot, i) => {
    const standing = places.filter((place) => slot.includes(place[1]));
    const beside = standing.find(([position]) => follows(reading[i - 1], position - 1) || follows(reading[i + 1], position + 1));
    const choice = beside ?? (slot.length === 1 ? standing[0] : undefined);
    return choice === undefined ? [] : [choice];
  });
  return chosen.length === reading.length ? [join(chosen)] : [];
}
