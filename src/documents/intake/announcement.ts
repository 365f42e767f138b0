import type { BodyBlock } from './body-blocks.ts';
import { findNamedIssuer } from './citations.ts';
import type { FoundDate } from './dates.ts';
import { findDateAtStart, findDates } from './dates.ts';
import { findDocumentNumbers } from './document-numbers.ts';
import { findTypeByWords, TYPE_WORDS } from './document-types.ts';
import { tightSpan } from './duty.ts';
import type { DocumentNumber, DocumentType, IssuerName, Piece, Span } from './recognised.ts';
import { splitSentences } from './split-sentences.ts';

/** What a report about a document says of it: "On 26 February the … issued Official Dispatch No. … on …". */
export interface Announcement {
  readonly number: DocumentNumber;
  readonly type?: DocumentType;
  readonly issuer?: IssuerName;
  readonly day?: FoundDate;
  readonly subject?: Piece;
}

const ISSUED = new RegExp(
  `(?<verb>(?:has\\s+|have\\s+)?(?:just\\s+)?(?:issued|promulgated|signed|released)|(?:đã\\s+|vừa\\s+){0,2}(?:ký\\s+)?(?:ban hành|phát hành|có))\\s+(?:the\\s+|an?\\s+)?(?<type>${TYPE_WORDS})\\s*(?:số|No\\.?)?\\s*:?\\s*$`,
  'iu',
);
const TITLE = new RegExp(`^(?<type>${TYPE_WORDS})\\s*(?:số|No\\.?)?\\s*:?\\s*$`, 'iu');
const ABOUT = /^[\s,]*(?:on|regarding|about|concerning|về việc|về|v\/v)\s+/iu;

/** The name before the verb, without the day and the joining words in front of it. */
function readSubjectOfVerb(text: string, start: number, end: number): IssuerName | undefined {
  const words = text.slice(start, end);
  const dates = findDates(words);
  const day = dates.at(-1);
  const from = day && day.at[1] < words.length ? day.at[1] : 0;
  const lead = /^[\s,]*(?:accordingly,\s*)?(?:the\s+)?/iu.exec(words.slice(from))?.[0].length ?? 0;
  const at = tightSpan(text, [start + from + lead, end]);
  const name = text.slice(...at);
  return name.length >= 3 && name.length <= 160 && /^\p{Lu}/u.test(name) ? { name: name.replace(/\s+/g, ' '), at } : undefined;
}

function readSentence(text: string, [start, end]: Span, isFirst: boolean): Announcement | undefined {
  const number = findDocumentNumbers(text.slice(start, end), start)[0];
  if (!number) return undefined;
  const ahead = text.slice(start, number.at[0]);
  const issued = ISSUED.exec(ahead);
  const title = isFirst && !issued ? TITLE.exec(ahead) : null;
  const match = issued ?? title;
  if (!match) return undefined;
  const type = findTypeByWords(match.groups?.['type'] ?? '');
  const after = findDateAtStart(text.slice(number.at[1], end), number.at[1]);
  const day = after ?? findDates(ahead, start)[0];
  const tail = after?.at[1] ?? number.at[1];
  const named = findNamedIssuer(text.slice(tail, end), tail);
  const issuer = issued ? readSubjectOfVerb(text, start, start + issued.index) : named;
  const rest = named && !issued ? named.at[1] : tail;
  const about = ABOUT.exec(text.slice(rest, end))?.[0].length;
  const subject = about === undefined ? undefined : tightSpan(text, [rest + about, end]);
  return {
    number,
    ...(type ? { type } : {}),
    ...(issuer ? { issuer } : {}),
    ...(day ? { day } : {}),
    ...(subject && subject[1] > subject[0] ? { subject: { text: text.slice(...subject), at: subject } } : {}),
  };
}

/** Finds in the first statements the one that tells of the document itself; documents merely cited are passed over. */
export function findAnnouncement(
  text: string,
  blocks: readonly BodyBlock[],
  titles: readonly Span[] = [],
): Announcement | undefined {
  const first = blocks
    .slice(0, 3)
    .flatMap(({ at }) => splitSentences(text.slice(...at)).map(([from, to]): Span => [at[0] + from, at[0] + to]));
  const spans = [...titles.slice(0, 2), ...first.slice(0, 4)].sort((a, b) => a[0] - b[0]);
  for (const [index, span] of spans.entries()) {
    const found = readSentence(text, span, index === 0);
    if (found) return found;
  }
  return undefined;
}
