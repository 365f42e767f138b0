/** What a directive's sentences come to: which have tasks, which need none, which still lack one. */
import type { PaperFacts } from '../../dossier/books.ts';
import type { CapacityView, OrganisationView, StandingView } from '../../dossier/context.ts';
import { type Key, key } from '../../dossier/keys.ts';
import { documentIdentity } from '../../kernel/document-identity.ts';
import type { PostId, UnitId } from '../../kernel/ids.ts';
import { type Json, sha256, toHex } from '../../kernel/json.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { DOCUMENT_TYPES } from '../document-types.ts';
import type { DirectiveState, SentenceRow } from './state.ts';

/** The most sentences a directive has: with headings and reasons that many fit its state. */
export const SENTENCES_LIMIT = 300;

/** The sentences by what came of them, as numbers, and how many tasks hang on none. */
export interface Coverage {
  readonly with: readonly number[];
  readonly without: readonly number[];
  readonly explained: readonly number[];
  readonly loose: number;
}

/**
 * Every sentence falls in exactly one of with, explained, without. Looks at the directive alone: a reader who may not
 * read a task must not take its sentence for one that nobody looks after.
 */
export function coverage(state: Pick<DirectiveState, 'sentences' | 'loose'>): Coverage {
  const numbers = state.sentences.map((_, i) => i + 1);
  const has = (n: number): boolean => (state.sentences[n - 1]?.k ?? 0) > 0;
  const explained = (n: number): boolean => !has(n) && state.sentences[n - 1]?.x !== undefined;
  return {
    with: numbers.filter(has),
    explained: numbers.filter(explained),
    without: numbers.filter((n) => !has(n) && !explained(n)),
    loose: state.loose,
  };
}

/** Tells whether every sentence has had a task or a reason why it needs none; looks at the directive alone. */
export function isAllHandled(state: Pick<DirectiveState, 'sentences'>): boolean {
  return state.sentences.length > 0 && state.sentences.every((s) => (s.k ?? 0) > 0 || s.x !== undefined);
}

/** A short digest by which two headings are compared without being kept. */
export function digestHeading(heading: string | undefined): string {
  return heading === undefined || heading === '' ? '' : toHex(sha256(heading)).slice(0, 12);
}

/** Appends sentences; a heading is kept where it begins, not repeated. `digests` are those of the headings, in order. */
export function appendSentences(
  state: DirectiveState,
  rows: readonly { readonly text: string; readonly heading?: string | undefined }[],
  digests: readonly string[],
): DirectiveState {
  let last = state.heading;
  const added = rows.map((row, i): SentenceRow => {
    const digest = digests[i] ?? '';
    const begins = digest !== last;
    last = digest;
    return { t: row.text, ...(begins ? { h: row.heading ?? '' } : {}) };
  });
  return { ...state, sentences: [...state.sentences, ...added], heading: last };
}

/** One change of the sentences before issue. */
export interface SentenceChange {
  readonly change: 'fix' | 'split' | 'merge' | 'remove';
  readonly n: number;
  readonly texts: readonly string[];
}

/** Tells whether a change has the number of texts it needs and meets sentences that exist. */
export function isChangeSound(change: SentenceChange, count: number): boolean {
  const texts = change.texts.length;
  switch (change.change) {
    case 'fix':
      return change.n <= count && texts === 1;
    case 'split':
      return change.n <= count && texts >= 2 && count + texts - 1 <= SENTENCES_LIMIT;
    case 'merge':
      return change.n + 1 <= count && texts === 1;
    case 'remove':
      return change.n <= count && texts === 0;
  }
}

/** The sentences after a change; a heading that began at a sentence that goes begins at the next one. */
export function changeSentences(rows: readonly SentenceRow[], change: SentenceChange): readonly SentenceRow[] {
  const at = change.n - 1;
  const replaced = change.change === 'merge' ? 2 : 1;
  const heading = rows[at]?.h;
  const fresh = change.texts.map((t, i): SentenceRow => (i === 0 && heading !== undefined ? { t, h: heading } : { t }));
  const after = rows.slice(at + replaced);
  const next = after[0];
  const carried = fresh.length === 0 && heading !== undefined && next !== undefined && next.h === undefined;
  return [...rows.slice(0, at), ...fresh, ...(carried ? [{ ...next, h: heading }, ...after.slice(1)] : after)];
}

/** The heading each sentence stands under, filled down from where it begins. */
export function headingsOf(rows: readonly SentenceRow[]): readonly string[] {
  let heading = '';
  return rows.map((row) => {
    heading = row.h ?? heading;
    return heading;
  });
}

const INTAKE_FUNCTIONS: readonly string[] = ['clerk', 'head', 'deputy', 'chief-of-office'];

/** The unit for which somebody takes documents in: as clerk, head, deputy, or on the staff of an office; the asked one if given. */
export function intakeUnit(org: OrganisationView, standing: StandingView, asked: UnitId | undefined): UnitId | undefined {
  const prefix = key.post('');
  const units = standing.capacities.flatMap((c): UnitId[] => {
    if (!c.key.startsWith(prefix)) return [];
    const post = org.post(c.key.slice(prefix.length) as PostId);
    if (!post) return [];
    return INTAKE_FUNCTIONS.includes(post.function) || org.unit(post.unit)?.kind === 'office' ? [post.unit] : [];
  });
  return asked === undefined ? units[0] : units.find((unit) => unit === asked);
}

/** The post in whose name an act is done: that of the capacity, or the one it is done on behalf of. */
export function postOfCapacity(standing: StandingView, used: Key, post: PostId | null): PostId | undefined {
  const found = standing.capacities.find((c: CapacityView) => c.key === used && c.post === post);
  return found?.onBehalfOf?.post ?? post ?? undefined;
}

/** What a paper in the register already says of the directive; its sentences are read and confirmed afterwards. */
export function bodyFrom(paper: PaperFacts): Readonly<Record<string, Json>> {
  const [source] = paper.files;
  const { symbol, issuer, issuedOn, subject } = paper;
  const identity = documentIdentity({ number: symbol, issuer, date: issuedOn as LegalDate });
  return {
    symbol,
    // The Party joins number and letters by a hyphen, the State by a stroke.
    form: /^\d+\s*-/.test(symbol) ? 'party' : /^\d+\s*\//.test(symbol) ? 'state' : 'other',
    issuer,
    issuedOn,
    type: (DOCUMENT_TYPES as readonly string[]).includes(paper.type) ? paper.type : 'other',
    subject,
    identity,
    ...(source ? { source } : {}),
    unit: paper.unit,
    paper: paper.id,
  };
}
