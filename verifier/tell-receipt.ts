/** The check of a receipt in words: the same for the command line and for the page. */
import { Fault } from './formats/fault.ts';
import type { Given } from './formats/trust.ts';
import { checkReceipt, type ReceiptEvidence } from './receipt-check.ts';
import { asLocal, say, tellProblem } from './tell.ts';
import type { Words } from './words.vi.ts';

/** One sentence and an exit code: 0 kept, 2 not yet or not fully, 1 false; `unchecked` where the key was not given, so that nothing was found false. */
export interface ReceiptWords {
  readonly code: 0 | 1 | 2 | 'unchecked';
  readonly text: string;
}

const CODES = { kept: 0, open: 2, early: 2, broken: 1 } as const;

/** Checks the note of a receipt against what its holder brings along. */
export async function tellReceipt(
  words: Words,
  note: Uint8Array,
  given: Given,
  evidence: ReceiptEvidence,
): Promise<ReceiptWords> {
  try {
    const { verdict, params } = await checkReceipt(note, given, evidence);
    const local = Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? asLocal(value) : value]);
    return { code: CODES[verdict], text: say(words, `receipt-check.${verdict}`, Object.fromEntries(local)) };
  } catch (error) {
    if (error instanceof Fault && error.code === 'receipt-check.key')
      return { code: 'unchecked', text: tellProblem(words, error) };
    return { code: 1, text: [say(words, 'verdict.wrong'), say(words, 'step.receipt'), tellProblem(words, error)].join(': ') };
  }
}
