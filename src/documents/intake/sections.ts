import { findDates } from './dates.ts';
import { findTypeByWords } from './document-types.ts';
import {
  isAddresseeLine,
  isAttachmentLine,
  isBasisLine,
  isCapitals,
  isEnumerated,
  isMotto,
  isNumberLine,
  isRecipientsLine,
  isSeparator,
  isSignatureLine,
  isSubjectLine,
  isTrailerLine,
} from './line-shapes.ts';
import type { Section, SectionKind, Span } from './recognised.ts';

/** One line without its outer spaces, where it stands and what it belongs to. */
export interface Line {
  readonly text: string;
  readonly at: Span;
  readonly section: SectionKind;
  /** Set on the lines of the list after "Kính gửi:" / "To:". */
  readonly isAddressee?: true;
}

interface RawLine {
  readonly text: string;
  readonly at: Span;
}

function cutLines(text: string): RawLine[] {
  const lines: RawLine[] = [];
  let start = 0;
  for (const raw of text.split('\n')) {
    const trimmed = raw.trim();
    const from = trimmed === '' ? start : start + raw.indexOf(trimmed);
    lines.push({ text: trimmed, at: [from, from + trimmed.length] });
    start += raw.length + 1;
  }
  return lines;
}

/** The first line of the run of web page leftovers at the end. */
function findTrailerStart(lines: readonly RawLine[]): number {
  let start = lines.length;
  for (let index = lines.length - 1; index > 0; index -= 1) {
    const { text } = lines[index] ?? { text: '' };
    if (text === '') continue;
    if (!isTrailerLine(text)) break;
    start = index;
  }
  return start;
}

const isPlaceDateLine = (line: string): boolean =>
  line.length <= 90 && /^[\p{L}][\p{L}\s.'-]{1,45},\s/u.test(line) && findDates(line).some(({ at }) => at[1] >= line.length - 1);
const isShortTitle = (line: string): boolean => line.split(/\s+/).length <= 25 && !/[.;:!?]$/.test(line) && !isEnumerated(line);
const asksSomething = (line: string): boolean =>
  /(?:yêu cầu|đề nghị|giao|phải|requests?|must|shall)(?!\p{L})/iu.test(line) && /\.$/.test(line);
const isEnactment = (line: string): boolean =>
  isCapitals(line) &&
  /^(?:QUYẾT\s+ĐỊNH|QUYẾT\s+NGHỊ|CHỈ\s+THỊ|YÊU\s+CẦU|KẾT\s+LUẬN|DECIDES|HEREBY DECIDES|RESOLVES|DECISION)\s*:?$/u.test(line);

type State = 'header' | 'addressees' | 'opening' | 'basis' | 'body' | 'recipients';

/** Walks through the lines once, remembering what the lines before have settled. */
class Walk {
  #state: State = 'header';
  #evidence = 0;
  #addressees = 0;

  next(line: string): { section: SectionKind; isAddressee?: true } {
    if (line === '' || isSeparator(line)) return { section: this.#quiet() };
    if (this.#state === 'recipients') {
      if (!isAttachmentLine(line)) return { section: 'recipients' };
      this.#state = 'body';
      return { section: 'body' };
    }
    if (isRecipientsLine(line) || (isSignatureLine(line) && this.#state !== 'header')) {
      this.#state = 'recipients';
      return { section: 'recipients' };
    }
    if (this.#state === 'body') return { section: 'body' };
    return this.#beforeBody(line);
  }

  #quiet(): SectionKind {
    return this.#state === 'addressees' || this.#state === 'opening' ? 'header' : this.#state;
  }

  #beforeBody(line: string): { section: SectionKind; isAddressee?: true } {
    if (this.#state === 'addressees') {
      const isListed = /^[-–—•+*]/u.test(line) || /[;,]$/.test(line) || (this.#addressees === 0 && isShortTitle(line));
      if (isListed && !isBasisLine(line)) {
        this.#addressees += 1;
        return { section: 'header', isAddressee: true };
      }
      this.#state = 'opening';
    }
    if (isAddresseeLine(line)) {
      this.#state = 'addressees';
      this.#addressees = /:\s*\S/u.test(line) ? 1 : 0;
      return { section: 'header', isAddressee: true };
    }
    if (isBasisLine(line) && !asksSomething(line)) {
      this.#state = 'basis';
      return { section: 'basis' };
    }
    if (this.#state === 'basis' && (isEnactment(line) || (/;$/.test(line) && !isEnumerated(line)))) return { section: 'basis' };
    if (this.#state === 'header' && this.#isHeader(line)) return { section: 'header' };
    this.#state = 'body';
    return { section: 'body' };
  }

  #isHeader(line: string): boolean {
    const isTyped = isNumberLine(line) || isPlaceDateLine(line) || isMotto(line) || /Độc lập\s*[-–]\s*Tự do/iu.test(line);
    if (isTyped || (isCapitals(line) && !isEnumerated(line))) {
      this.#evidence += 1;
      return true;
    }
    if (isSubjectLine(line) && line.length <= 300) return true;
    if (findTypeByWords(line) !== undefined) return true;
    return this.#evidence >= 2 && isShortTitle(line);
  }
}

/** Tells for every line what it belongs to; every character of the text lies in exactly one section. */
export function cutSections(text: string): { readonly lines: readonly Line[]; readonly sections: readonly Section[] } {
  const raw = cutLines(text);
  const trailerStart = findTrailerStart(raw);
  const walk = new Walk();
  const lines = raw.map(
    (line, index): Line => ({ ...line, ...(index >= trailerStart ? { section: 'trailer' as const } : walk.next(line.text)) }),
  );
  const sections: { kind: SectionKind; at: [number, number] }[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const next = raw[index + 1];
    const end = next === undefined ? text.length : text.lastIndexOf('\n', next.at[0] - 1) + 1;
    const last = sections.at(-1);
    if (last && last.kind === line.section) last.at[1] = end;
    else sections.push({ kind: line.section, at: [start, end] });
    start = end;
  }
  return { lines, sections: sections.filter(({ at }) => at[1] > at[0]) };
}
