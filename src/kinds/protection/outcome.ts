/**
 * What follows for somebody whose pilot did not reach its aim: the findings of a panel are put together, and a table says which outcome the law gives. Pure;
 * the table stands beside its clauses, and nothing of it is decided by the product: the panel finds, a person concludes and gives reasons.
 */

/** What a member of the panel says of one test. */
export const VERDICTS = ['met', 'not-met', 'unclear'] as const;
/** A word of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** Where the shortfall or the damage came from. */
export const CAUSES = ['objective', 'subjective', 'mixed'] as const;
/** A word of {@link CAUSES}. */
export type CauseWord = (typeof CAUSES)[number];

/** The three tests of the decree, and whether authority, order and procedure were kept. @basis d73-2023#art5.2, l80-2025#art34.1.b */
export const TESTS = ['policy', 'motive', 'good', 'procedure'] as const;
/** A word of {@link TESTS}. */
export type Test = (typeof TESTS)[number];

/** What one member found. */
export type Words = Readonly<Record<Test, Verdict>> & { readonly cause: CauseWord };

/** What the panel found together. */
export type Established = Readonly<Record<Test, boolean>> & { readonly cause: CauseWord };

/** How a pilot ended, as far as it matters here; `none`: there is no assessed pilot behind the case, and damage is what the person answers for. */
export interface Shortfall {
  readonly result: 'completed' | 'partly' | 'not' | 'none';
  readonly damage: boolean;
}

/** The graded outcomes. */
export const OUTCOMES = ['not-liable', 'excluded', 'considered', 'considered-by-law', 'not-established'] as const;
/** A word of {@link OUTCOMES}. */
export type Outcome = (typeof OUTCOMES)[number];

/** What may be considered where the law says «considered». */
export const RELIEFS = ['exclusion', 'exemption', 'mitigation', 'none'] as const;
/** A word of {@link RELIEFS}. */
export type Relief = (typeof RELIEFS)[number];

/**
 * A test stands when more than half of the panel find it met; «unclear» is not met. A presumed test stands unless more than half find it not met. Our law is
 * silent on how a panel counts, which the page says. @basis kr-pa#prior-consulting
 */
export function establish(findings: readonly Words[], presumed: readonly Test[] = []): Established {
  const more = (holds: (words: Words) => boolean): boolean => findings.filter(holds).length * 2 > findings.length;
  const cause = more((w) => w.cause === 'objective')
    ? 'objective'
    : more((w) => w.cause === 'subjective')
      ? 'subjective'
      : 'mixed';
  const stands = (test: Test): boolean =>
    presumed.includes(test) && findings.length > 0 ? !more((w) => w[test] === 'not-met') : more((w) => w[test] === 'met');
  return { policy: stands('policy'), motive: stands('motive'), good: stands('good'), procedure: stands('procedure'), cause };
}

/** One row: the first that holds gives the outcome. */
interface Row {
  readonly outcome: Outcome;
  readonly clause: string;
  readonly holds: (of: Shortfall & { readonly named: boolean }, found: Established) => boolean;
}

const isShort = (of: Shortfall): boolean => of.result === 'partly' || of.result === 'not';
const areThreeMet = (found: Established): boolean => found.policy && found.motive && found.good;

const isAnswered = (of: Shortfall): boolean => of.damage || of.result === 'none';
const LAST: Row = { outcome: 'not-established', clause: 'd73-2023#art5.2', holds: () => true };

/** The outcomes in the order of the law. */
const TABLE: readonly Row[] = [
  // The decree speaks for whom it names; whoever carried a permitted proposal without being named is considered under the law.
  { outcome: 'not-liable', clause: 'd73-2023#art11', holds: (of) => of.named && of.result === 'completed' },
  {
    outcome: 'excluded',
    clause: 'd73-2023#art11',
    holds: (of, found) => of.named && isShort(of) && !of.damage && areThreeMet(found),
  },
  {
    outcome: 'considered',
    clause: 'd73-2023#art11',
    holds: (of, found) => of.named && isShort(of) && of.damage && areThreeMet(found),
  },
  {
    outcome: 'considered-by-law',
    clause: 'l80-2025#art34.1.c',
    holds: (of, found) => !of.named && of.result !== 'none' && areThreeMet(found),
  },
  {
    outcome: 'considered-by-law',
    clause: 'l80-2025#art34.1.b',
    holds: (of, found) => isAnswered(of) && found.procedure && found.motive && found.cause === 'objective',
  },
  LAST,
];

/** The row that holds; `named`: whether the decree names the post in which the person proposed. */
export function outcomeOf(
  of: Shortfall & { readonly named: boolean },
  found: Established,
): { readonly outcome: Outcome; readonly clause: string } {
  const { outcome, clause } = TABLE.find((row) => row.holds(of, found)) ?? LAST;
  return { outcome, clause };
}

/** Whether the law leaves open how far liability is lifted, so that somebody must say it and under which law. */
export function isConsidered(outcome: Outcome): boolean {
  return outcome === 'considered' || outcome === 'considered-by-law';
}
