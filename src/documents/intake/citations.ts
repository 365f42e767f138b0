import { findDateAtStart } from './dates.ts';
import { findDocumentNumbers, readSymbol } from './document-numbers.ts';
import { findTypeByWords, TYPE_WORDS } from './document-types.ts';
import { tightSpan } from './duty.ts';
import { findIssuerBySymbol } from './issuers.ts';
import type { CitedDocument, DocumentNumber, IssuerName, Span } from './recognised.ts';

const TYPE_AHEAD = new RegExp(`(?<![\\p{L}])(?<type>${TYPE_WORDS})\\s*(?:số|No\\.?|numbered)?\\s*:?\\s*$`, 'iu');
const LAW_BY_DATE = /(?<![\p{L}])(?<type>Bộ luật|Luật|Pháp lệnh)\s+(?<title>\p{Lu}[^,;.\n]{2,120}?)\s+(?=ngày\s+\d)/gu;
const NAME_ENDS =
  /[,;.:()\n]|\s(?:về|quy định|hướng dẫn|ban hành|theo|được|đối với|nhằm|tại|on|regarding|about|concerning|which|that|dated)\s|\s(?:và|and)\s+(?=\p{Ll})/u;

interface Draft {
  readonly cited: CitedDocument;
  readonly number?: DocumentNumber;
  /** The issuer as the text names it, which is more than the letters of the symbol tell. */
  readonly issuer?: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** Finds the body named right at the start ("của Chính phủ", "of the Politburo"). */
export function findNamedIssuer(text: string, base = 0): IssuerName | undefined {
  const lead = /^\s*,?\s*(?:của|by|of|from)\s+(?:the\s+)?/iu.exec(text)?.[0].length;
  if (lead === undefined) return undefined;
  const words = text.slice(lead, lead + 120);
  const end = words.search(NAME_ENDS);
  const at = tightSpan(text, [lead, lead + (end < 0 ? words.length : end)]);
  const name = text.slice(...at).replace(/\s+/g, ' ');
  return /^\p{Lu}/u.test(name) && name.length <= 100 ? { name, at: [base + at[0], base + at[1]] } : undefined;
}

function readNumbered(text: string, number: DocumentNumber): Draft {
  const ahead = text.slice(Math.max(0, number.at[0] - 48), number.at[0]);
  const word = TYPE_AHEAD.exec(ahead);
  const symbol = readSymbol(number);
  const type = word?.groups?.['type'] === undefined ? undefined : findTypeByWords(word.groups['type']);
  const start = word ? number.at[0] - ahead.length + word.index : number.at[0];
  const day = findDateAtStart(text.slice(number.at[1], number.at[1] + 80), number.at[1]);
  const afterDay = day?.at[1] ?? number.at[1];
  const named = findNamedIssuer(text.slice(afterDay, afterDay + 140), afterDay);
  const end = named?.at[1] ?? afterDay;
  const issuer = named?.name ?? (symbol.body === undefined ? undefined : findIssuerBySymbol(symbol.body));
  const cited = {
    ...(type ? { type } : {}),
    number: number.text,
    normalized: number.normalized,
    ...(issuer ? { issuer } : {}),
    ...(day?.date ? { date: day.date } : {}),
    at: [start, end] as const,
  };
  return { cited, number, issuer: named?.name, start, end };
}

/** "Nghị quyết số 01/NQ-CP, Nghị quyết số 02/NQ-CP ngày … của Chính phủ": date and issuer at the end are for all. */
function shareAlongLists(text: string, drafts: readonly Draft[]): CitedDocument[] {
  const shared: CitedDocument[] = [];
  let next: Draft | undefined;
  for (const draft of [...drafts].reverse()) {
    const joins = next && /^\s*(?:,|và|and|,\s*(?:và|and))\s*$/u.test(text.slice(draft.end, next.start));
    let current = draft;
    if (joins && next && draft.cited.date === undefined && draft.issuer === undefined) {
      const { date } = next.cited;
      current = {
        ...draft,
        issuer: next.issuer,
        cited: { ...draft.cited, ...(date ? { date } : {}), ...(next.issuer ? { issuer: next.issuer } : {}) },
      };
    }
    shared.unshift(current.cited);
    next = current;
  }
  return shared;
}

function findLawsByDate(text: string, taken: readonly Span[]): CitedDocument[] {
  const laws: CitedDocument[] = [];
  for (const match of text.matchAll(LAW_BY_DATE)) {
    const type = findTypeByWords(match.groups?.['type'] ?? '');
    const titleEnd = match.index + match[0].length;
    const day = findDateAtStart(text.slice(titleEnd, titleEnd + 60), titleEnd);
    if (!day?.date || taken.some(([from, to]) => from < titleEnd && match.index < to)) continue;
    const title = match.groups?.['title']?.replace(/\s+/g, ' ');
    laws.push({ ...(type ? { type } : {}), ...(title ? { title } : {}), date: day.date, at: [match.index, day.at[1]] });
  }
  return laws;
}

/** Lists the documents named in `text` besides `own`, in order, each once per number, date and issuer. */
export function findCitations(text: string, own: DocumentNumber | undefined): CitedDocument[] {
  const numbers = findDocumentNumbers(text).filter(
    ({ at, normalized }) =>
      at[0] !== own?.at[0] && !(own && normalized === own.normalized && !findDateAtStart(text.slice(at[1], at[1] + 80))),
  );
  const numbered = shareAlongLists(
    text,
    numbers.map((number) => readNumbered(text, number)),
  );
  const all = [
    ...numbered,
    ...findLawsByDate(
      text,
      numbered.map(({ at }) => at),
    ),
  ].sort((a, b) => a.at[0] - b.at[0]);
  const seen = new Set<string>();
  return all.filter(({ normalized, title, date, issuer }) => {
    const key = JSON.stringify([normalized ?? title, date, issuer]);
    return !seen.has(key) && seen.add(key);
  });
}
