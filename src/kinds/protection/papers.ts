/**
 * The official papers of a protection case. The case is closed, and its papers are read by nobody who does not read it; but a paper leaves the house with the
 * person it is given to. So it says how many members found what, and that some found otherwise, and never which member said what; nor does it quote what the
 * person said for the own case. Who gets it is whoever reads the case, and the body whose proceeding was recorded in it: never the person's own line.
 */
import { appealAnswer } from './papers-appeal.ts';
import { conclusion } from './papers-conclusion.ts';
import type { ProtectionPaper } from './papers-parts.ts';

/** All of them, in the order in which they come about. */
export const papers: readonly ProtectionPaper[] = [conclusion, appealAnswer];
