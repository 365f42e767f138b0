/**
 * The official papers of a proposal. What a ballot says and which interests somebody declared stand in none of them: papers show the tally, and that something
 * was declared.
 */
import { allowed, evaluation, forwarded, overridden, refused } from './papers-decision.ts';
import type { ProposalPaper } from './papers-parts.ts';
import { minutes, plan } from './papers-plan.ts';

/** All of them, in the order in which they come about. */
export const papers: readonly ProposalPaper[] = [plan, minutes, allowed, overridden, refused, forwarded, evaluation];
