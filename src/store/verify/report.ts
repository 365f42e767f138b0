import { type Bilingual, createTranslator, type Lang } from '../../kernel/messages.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** What kind of difference was found; each has a sentence in both languages. */
export type DifferenceCode = keyof (typeof vi)['differences'];

/** One thing in which the tables and the acts disagree. */
export interface Difference {
  readonly code: DifferenceCode;
  /** The dossier's id; absent when no dossier is concerned. */
  readonly dossier?: string;
  readonly number?: string;
  readonly seq?: number;
  /** Column, field, clock, table and key: exactly where. */
  readonly where: string;
}

/** What a verification read and what it found. */
export interface VerifyReport {
  readonly dossiers: number;
  readonly acts: number;
  readonly texts: number;
  /** Texts erased by a decision: lawful, their digests still agree. */
  readonly erased: number;
  readonly clocks: number;
  readonly tableRows: number;
  readonly contents: number;
  /** Leaves with a place in a log, checkpoints signed over them, signatures of witnesses. */
  readonly leaves: number;
  readonly checkpoints: number;
  readonly cosignatures: number;
  /** How many differences there are; `differences` holds the first of them. */
  readonly found: number;
  readonly differences: readonly Difference[];
}

/** More are counted, not kept: a report must fit in memory whatever happened to the database. */
const KEPT = 10_000;

/** After every id. */
const AFTER_ALL = '~';

/** Gathers counts and differences while a verification runs. */
export class Findings {
  readonly counts = {
    dossiers: 0,
    acts: 0,
    texts: 0,
    erased: 0,
    clocks: 0,
    tableRows: 0,
    contents: 0,
    leaves: 0,
    checkpoints: 0,
    cosignatures: 0,
  };
  readonly #differences: Difference[] = [];
  #found = 0;

  add(difference: Difference): void {
    this.#found += 1;
    if (this.#differences.length < KEPT) this.#differences.push(difference);
  }

  /** Takes over what was counted and found elsewhere. */
  take({ found, differences, ...counts }: VerifyReport): void {
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) this.counts[name] += counts[name];
    for (const difference of differences) this.add(difference);
    this.#found += found - differences.length;
  }

  /** What was counted and found, in the order of dossiers: in which order it was found depends on who looked at what. */
  report(): VerifyReport {
    const place = ({ dossier }: Difference) => dossier ?? AFTER_ALL;
    const differences = this.#differences.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
    return { ...this.counts, found: this.#found, differences };
  }
}

const translator = createTranslator({ vi, en });

/** What kind of difference it is, without its place; a code this program does not know stands for itself. */
export function nameDifference(code: string): Bilingual {
  const say = (lang: Lang): string =>
    Object.hasOwn(vi.differences, code) ? translator(lang)(`differences.${code}`, { where: '…' }).replace(/: …$/, '') : code;
  return { vi: say('vi'), en: say('en') };
}

/** A difference as one sentence in each language, with the dossier's number or id and the act. */
export function describeDifference(difference: Difference): Bilingual {
  const say = (lang: Lang): string => {
    const t = translator(lang);
    const place = [
      difference.number ?? difference.dossier ?? t('whole'),
      ...(difference.seq === undefined ? [] : [t('act', { seq: difference.seq })]),
    ];
    return `${place.join(', ')}: ${t(`differences.${difference.code}`, { where: difference.where })}`;
  };
  return { vi: say('vi'), en: say('en') };
}
