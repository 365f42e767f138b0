import type { Announcement } from './announcement.ts';
import { findAnnouncement } from './announcement.ts';
import { arrangeBody } from './body-blocks.ts';
import { findCitations } from './citations.ts';
import { cleanText, joinWrappedLines } from './clean-text.ts';
import type { FoundDate } from './dates.ts';
import { readSymbol } from './document-numbers.ts';
import { findTypeBySymbol } from './document-types.ts';
import { readHeader } from './header.ts';
import { findIssuerBySymbol } from './issuers.ts';
import { readSentences } from './propose-obligations.ts';
import type { DateHint, DatePiece, DocumentNumber, DocumentType, IssuerName, RecognisedDocument } from './recognised.ts';
import { cutSections } from './sections.ts';

/** Tells Vietnamese from English by its letters, and without them by the small words. */
function detectLanguage(text: string): 'vi' | 'en' {
  const sample = text.slice(0, 20_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const marked = sample.match(/[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]/gu)?.length ?? 0;
  if (marked > letters * 0.04) return 'vi';
  const english = sample.match(/\b(?:the|of|and|to|for|on|with|is|are|by)\b/giu)?.length ?? 0;
  const vietnamese = sample.match(/\b(?:va|cua|cac|ve|viec|ngay|thang|nam|trong|theo|nguoi|duoc)\b/giu)?.length ?? 0;
  return marked + vietnamese * 3 > english ? 'vi' : 'en';
}

function toDateParts(day: FoundDate | undefined): { date?: DatePiece; dateHint?: DateHint } {
  if (!day) return {};
  const { text, at, date } = day;
  return date ? { date: { text, at, date } } : { dateHint: { text, at, day: day.day, month: day.month } };
}

function fromSymbol(number: DocumentNumber | undefined): { type?: DocumentType; issuer?: IssuerName } {
  if (!number) return {};
  const symbol = readSymbol(number);
  const type = symbol.type === undefined ? undefined : findTypeBySymbol(symbol.type);
  const name = symbol.body === undefined ? undefined : findIssuerBySymbol(symbol.body);
  return { ...(type ? { type } : {}), ...(name ? { issuer: { name, at: number.at } } : {}) };
}

/**
 * Reads an official document or a report of one and proposes what it is and what it asks; never throws, never guesses a
 * missing year. What the header says goes before what running text says, and that before what the symbol implies.
 */
export function recognise(raw: string): RecognisedDocument {
  const text = joinWrappedLines(cleanText(raw));
  const language = detectLanguage(text);
  const { lines, sections } = cutSections(text);
  const { blocks, headings } = arrangeBody(lines);
  const { addressees, ...header } = readHeader(text, lines);
  const announced = header.number
    ? undefined
    : findAnnouncement(
        text,
        blocks,
        headings.map(({ at }) => at),
      );
  const { day, ...told }: Partial<Announcement> = announced ?? {};
  const implied = fromSymbol(header.number ?? told.number);
  const facts = { ...implied, ...told, ...(header.date ? {} : toDateParts(day)), ...header };
  return {
    text,
    language,
    ...facts,
    addressees,
    cited: findCitations(text, facts.number),
    sections,
    headings: headings.map(({ text: words, at }) => ({ text: words, at })),
    sentences: readSentences(text, blocks, language),
  };
}
