/** Steps of checking: what goes wrong in one becomes a finding, and the next goes on. */
import { Fault, type FaultParams } from './fault.ts';
import { FormatProblem } from './problem.ts';
import type { Finding, Step } from './report.ts';

/** Where a step is: its kind, and the file it looks at. */
export interface Place {
  readonly step: Step;
  readonly file?: string;
}

/** Does a step; undefined, and a finding more, where it fails. */
export function tryStep<T>(problems: Finding[], place: Place, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    problems.push(findingOf(error, place));
    return undefined;
  }
}

/** The same for a step that waits. */
export async function tryLater<T>(problems: Finding[], place: Place, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    problems.push(findingOf(error, place));
    return undefined;
  }
}

/** Whatever went wrong, also what nobody thought of, is a reason to say «wrong», never a reason to say nothing. */
function findingOf(error: unknown, { step, file }: Place): Finding {
  const { code, params } = told(error);
  const named = typeof params['file'] === 'string' ? params['file'] : file;
  const isOfCheckpoint =
    (step === 'proof' || step === 'time') && /^(checkpoint\.|format\.(note|signature|key|checkpoint)-)/.test(code);
  return { code, step: isOfCheckpoint ? 'checkpoint' : step, params, ...(named === undefined ? {} : { file: named }) };
}

function told(error: unknown): { readonly code: string; readonly params: FaultParams } {
  if (error instanceof Fault) return { code: error.code, params: error.params };
  if (error instanceof FormatProblem) return { code: `format.${error.code}`, params: { detail: error.detail } };
  return { code: 'internal', params: { detail: String(error).slice(0, 200) } };
}
