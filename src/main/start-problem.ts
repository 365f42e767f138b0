/** One sentence in both languages of the product. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

/** Guarantees that a start which cannot succeed ends with one clear sentence in both languages and nothing damaged. */
export class StartProblem extends Error {
  readonly code: string;
  readonly sentence: Sentence;

  constructor(code: string, sentence: Sentence, cause?: unknown) {
    super(`${sentence.vi} / ${sentence.en}`, cause === undefined ? undefined : { cause });
    this.name = 'StartProblem';
    this.code = code;
    this.sentence = sentence;
  }
}
