import { findDates } from './dates.ts';
import { findDocumentNumbers } from './document-numbers.ts';
import { findTypeByWords } from './document-types.ts';
import { tightSpan } from './duty.ts';
import { continuesBodyName, toReadingCase } from './issuers.ts';
import { isBasisLine, isCapitals, isMotto, isNumberLine, isSeparator, isSubjectLine } from './line-shapes.ts';
import type { DatePiece, DocumentNumber, DocumentType, IssuerName, Piece, Span } from './recognised.ts';
import type { Line } from './sections.ts';
import { trimEndSigns } from './trim-end.ts';

/** What the lines above the body say; nothing here comes from running text. */
export interface HeaderFacts {
  readonly number?: DocumentNumber;
  readonly issuer?: IssuerName;
  readonly place?: Piece;
  readonly date?: DatePiece;
  readonly type?: DocumentType;
  readonly subject?: Piece;
  readonly addressees: readonly string[];
}

const MOTTO_INSIDE = /\s*(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập\s*[-–]\s*Tự\s+do).*$/iu;
const slice = (text: string, at: Span): Piece => ({ text: text.slice(...at), at });

/** A type line: the word alone, or the word with the subject behind it in the same line. */
function readTypeLine(line: string): { readonly type: DocumentType; readonly rest: number } | undefined {
  const type = findTypeByWords(line);
  if (type) return { type, rest: line.length };
  const found = /^([\p{L}\s]{4,24}?)\s+(?=(?:về|on|V\/v)\s)/iu.exec(line);
  const led = found?.[1] === undefined ? undefined : findTypeByWords(found[1]);
  return found && led ? { type: led, rest: found[0].length } : undefined;
}

/** The bodies named in capitals at the top; the last one issues, those above it are its superiors. */
function readIssuer(lines: readonly Line[]): IssuerName | undefined {
  const bodies: { words: string; at: [number, number] }[] = [];
  for (const line of lines) {
    if (isNumberLine(line.text) || readTypeLine(line.text) || isSubjectLine(line.text) || line.isAddressee) break;
    if (line.text === '' || isSeparator(line.text) || isMotto(line.text)) continue;
    const left =
      line.text
        .replace(MOTTO_INSIDE, '')
        .split(/\t| {3,}/)[0]
        ?.trimEnd() ?? '';
    const words = trimEndSigns(left, '*_-');
    if (!isCapitals(words) || /(?:MẬT|KHẨN|HỎA TỐC)$/u.test(words)) continue;
    const at: [number, number] = [line.at[0], line.at[0] + words.length];
    const last = bodies.at(-1);
    if (last && continuesBodyName(words)) {
      last.words += ` ${words}`;
      last.at[1] = at[1];
    } else bodies.push({ words, at });
  }
  const issuing = bodies.at(-1);
  return issuing && { name: toReadingCase(issuing.words), at: issuing.at };
}

/** The place and date line ("Hà Nội, ngày …"), alone or behind the number in the same line. */
function readPlaceAndDate(lines: readonly Line[], text: string): { readonly place?: Piece; readonly date?: DatePiece } {
  for (const line of lines) {
    if (line.text.length > 200) continue;
    const found = findDates(line.text, line.at[0]).find(({ date }) => date !== undefined);
    if (!found?.date || isSubjectLine(line.text)) continue;
    const date = { text: found.text, at: found.at, date: found.date };
    const ahead = text.slice(line.at[0], found.at[0]);
    const place = /(\p{Lu}[\p{L}'.-]*(?: \p{Lu}[\p{L}'.-]*){0,5}),\s*$/u.exec(ahead)?.[1];
    if (place === undefined) return { date };
    const start = line.at[0] + ahead.lastIndexOf(place);
    return { date, place: slice(text, [start, start + place.length]) };
  }
  return {};
}

/** The lines that make up the subject, as one span without the introducing words. */
function readSubject(lines: readonly Line[], text: string): Piece | undefined {
  const typeIndex = lines.findIndex((line) => readTypeLine(line.text));
  const labelled = lines.findIndex((line) => isSubjectLine(line.text));
  const typeRest = readTypeLine(lines[typeIndex]?.text ?? '')?.rest ?? 0;
  const isInTypeLine = typeIndex >= 0 && typeRest < (lines[typeIndex]?.text.length ?? 0);
  let index = labelled >= 0 ? labelled : isInTypeLine ? typeIndex : typeIndex + 1;
  if (labelled < 0 && typeIndex < 0) return undefined;
  while (lines[index] && (lines[index]?.text === '' || isSeparator(lines[index]?.text ?? ''))) index += 1;
  const first = lines[index];
  if (!first || isBasisLine(first.text) || first.isAddressee) return undefined;
  let end = first.at[1];
  for (const line of lines.slice(index + 1)) {
    const ends = line.text === '' || isSeparator(line.text) || line.isAddressee || isNumberLine(line.text) || isMotto(line.text);
    if (
      ends ||
      isBasisLine(line.text) ||
      findDates(line.text).some(({ at }) => at[1] === line.text.length && /,\s*ngày/iu.test(line.text))
    )
      break;
    end = line.at[1];
  }
  const start = first.at[0] + (index === typeIndex ? typeRest : 0);
  const label = /^\s*(?:V\s?\/\s?v|Về việc|Re|Subject)\s*:?\s*/iu.exec(text.slice(start, end))?.[0].length ?? 0;
  const at = tightSpan(text, [start + label, end]);
  return at[1] > at[0] ? slice(text, at) : undefined;
}

function readAddressees(lines: readonly Line[]): string[] {
  return lines
    .filter(({ isAddressee }) => isAddressee)
    .flatMap(({ text }) => text.replace(/^(?:Kính\s+gửi|To|Respectfully to)\s*:\s*/iu, '').split(/;\s+|\s+[-–]\s+(?=\p{Lu})/u))
    .map((name) => trimEndSigns(name.replace(/^[-–—•+*\s]+/u, ''), ';,.'))
    .filter((name) => name !== '')
    .slice(0, 500);
}

/** Reads the lines of the header section; a number in running text is never taken for the document's own. */
export function readHeader(text: string, lines: readonly Line[]): HeaderFacts {
  const header = lines.filter(({ section }) => section === 'header');
  const numberLine = header.find((line) => isNumberLine(line.text));
  const standing = numberLine ?? header.find((line) => findDocumentNumbers(line.text)[0]?.text === line.text);
  const number = standing && findDocumentNumbers(standing.text, standing.at[0])[0];
  const issuer = readIssuer(header);
  const type = header.flatMap((line) => readTypeLine(line.text)?.type ?? [])[0];
  const subject = readSubject(header, text);
  return {
    ...(number ? { number } : {}),
    ...(issuer ? { issuer } : {}),
    ...(type ? { type } : {}),
    ...(subject ? { subject } : {}),
    ...readPlaceAndDate(header, text),
    addressees: readAddressees(header),
  };
}
