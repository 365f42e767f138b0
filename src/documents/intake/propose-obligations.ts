import type { BodyBlock, Heading } from './body-blocks.ts';
import { toHeadingPath } from './body-blocks.ts';
import { findDeadline } from './deadlines.ts';
import type { Duty } from './duty.ts';
import { findLineMark } from './line-shapes.ts';
import { findBearerEn, findDutyEn } from './obligations-en.ts';
import { findBearerVi, findDutyVi } from './obligations-vi.ts';
import type { Obligation, Piece, Sentence, Span } from './recognised.ts';
import { splitClauses, splitSentences } from './split-sentences.ts';

interface Language {
  readonly findDuty: (clause: string) => Duty | undefined;
  readonly findBearer: (words: string) => Span | undefined;
}
const LANGUAGES: Readonly<Record<'vi' | 'en', Language>> = {
  vi: { findDuty: findDutyVi, findBearer: findBearerVi },
  en: { findDuty: findDutyEn, findBearer: findBearerEn },
};

/** Longer clauses are prose dumps, not orders; reading them word by word would only cost time. */
const MAX_CLAUSE = 8000;

/** Reads the body in order, remembering who was named, because later orders often name nobody. */
class Reader {
  readonly #text: string;
  readonly #language: Language;
  #ofDocument: Piece | undefined;
  #ofParagraph: Piece | undefined;
  #ofHeading: Piece | undefined;
  readonly sentences: Sentence[] = [];

  constructor(text: string, language: 'vi' | 'en') {
    this.#text = text;
    this.#language = LANGUAGES[language];
  }

  readBlock(block: BodyBlock): void {
    this.#ofParagraph = undefined;
    this.#ofHeading = this.#findHeadingBearer(block.headings);
    const heading = toHeadingPath(block.headings);
    for (const sentence of splitSentences(this.#text.slice(...block.at))) {
      this.#readSentence([block.at[0] + sentence[0], block.at[0] + sentence[1]], heading);
    }
  }

  #piece([start, end]: Span): Piece {
    return { text: this.#text.slice(start, end), at: [start, end] };
  }

  #findHeadingBearer(headings: readonly Heading[]): Piece | undefined {
    for (const { text, at, isLeadIn } of [...headings].reverse()) {
      if (!isLeadIn) continue;
      const mark = findLineMark(text)?.length ?? 0;
      const duty = this.#language.findDuty(text.slice(mark));
      const bearer = duty?.who ?? this.#language.findBearer(text.slice(mark));
      if (bearer) return this.#piece([at[0] + mark + bearer[0], at[0] + mark + bearer[1]]);
    }
    return undefined;
  }

  /** A sentence is cut at its semicolons only where every part is an order of its own. */
  #readSentence(at: Span, heading: string | undefined): void {
    const before = [this.#ofDocument, this.#ofParagraph] as const;
    const clauses = splitClauses(this.#text.slice(...at)).map(([start, end]): Span => [at[0] + start, at[0] + end]);
    const read = clauses.map((clause) => ({ clause, obligation: this.#readClause(clause) }));
    if (read.length > 1 && read.every(({ obligation }) => obligation !== undefined)) {
      for (const { clause, obligation } of read) this.#add(clause, heading, obligation);
      return;
    }
    [this.#ofDocument, this.#ofParagraph] = before;
    this.#add(at, heading, this.#readClause(at));
  }

  #add(at: Span, heading: string | undefined, obligation: Obligation | undefined): void {
    const obligations = obligation ? [obligation] : [];
    this.sentences.push({ n: this.sentences.length + 1, ...(heading ? { heading } : {}), ...this.#piece(at), obligations });
  }

  #readClause(at: Span): Obligation | undefined {
    const clause = this.#text.slice(...at);
    const duty = clause.length <= MAX_CLAUSE ? this.#language.findDuty(clause) : undefined;
    if (!duty || (duty.how === 'third-person' && !this.#ofParagraph)) return undefined;
    const shift = ([start, end]: Span): Span => [at[0] + start, at[0] + end];
    const named = duty.who && this.#piece(shift(duty.who));
    if (named && duty.how === 'request') this.#ofDocument = named;
    if (named) this.#ofParagraph = named;
    const who = named ?? this.#ofParagraph ?? this.#ofHeading ?? this.#ofDocument;
    const by = findDeadline(clause, at[0]);
    const cues = [...duty.cues.map(shift), ...(by ? [by.at] : [])].sort((a, b) => a[0] - b[0]);
    return { ...(who ? { who } : {}), must: this.#piece(shift(duty.must)), ...(by ? { by } : {}), cues };
  }
}

/** Numbers the statements of the body in order and proposes for each who must do what by when. */
export function readSentences(text: string, blocks: readonly BodyBlock[], language: 'vi' | 'en'): Sentence[] {
  const reader = new Reader(text, language);
  for (const block of blocks) reader.readBlock(block);
  return reader.sentences;
}
