import type { Span } from './recognised.ts';

/**
 * What one clause says of a duty, in offsets of the clause. How it was said decides how far the bearer reaches:
 * `request` names whom all following orders are for, `subject` those of the same paragraph, `bare` names nobody.
 */
export interface Duty {
  readonly how: 'request' | 'subject' | 'modal' | 'bare' | 'third-person';
  readonly who?: Span;
  readonly must: Span;
  readonly cues: readonly Span[];
}

/** The duty whose cue stands first in the clause, since what follows it depends on it. */
export function chooseFirst(duties: readonly (Duty | undefined)[]): Duty | undefined {
  let first: Duty | undefined;
  for (const duty of duties) {
    if (duty && (!first || (duty.cues[0]?.[0] ?? 0) < (first.cues[0]?.[0] ?? 0))) first = duty;
  }
  return first;
}

/** The span without spaces and punctuation at its ends. */
export function tightSpan(text: string, [start, end]: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /[\s,;:.–-]/.test(text[from] ?? '')) from += 1;
  while (to > from && /[\s,;:.–-]/.test(text[to - 1] ?? '')) to -= 1;
  return [from, to];
}

/** The length of what matches `pattern` again and again from the start. */
export function skipAll(text: string, pattern: RegExp): number {
  let skipped = 0;
  for (;;) {
    const length = pattern.exec(text.slice(skipped, skipped + 80))?.[0].length ?? 0;
    if (length === 0) return skipped;
    skipped += length;
  }
}
