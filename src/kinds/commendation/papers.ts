/** The official papers of a commendation. What is said of a person while an award is in question stands in none of them. */
import { award, praised, refusal } from './papers-decision.ts';
import type { CommendationPaper } from './papers-parts.ts';
import { withdrawal } from './papers-withdrawal.ts';

/** All of them. */
export const papers: readonly CommendationPaper[] = [praised, award, refusal, withdrawal];
