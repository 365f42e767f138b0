/** The moments on the leaves of one log: what a leaf says, when it got its place, and what stands before it. */
import type { EntryRow } from './ledger-rows.ts';
import type { Findings } from './report.ts';

/** A leaf may say so many milliseconds more or less than the clocks beside it: transactions take time, and clocks are set. */
const SLACK = 300_000;
/** As long as an act may be on its way from its moment to its place. */
const ON_ITS_WAY = 30_000;

type Placed = Pick<EntryRow, 'idx' | 'leaf' | 'at' | 'sequenced_at'>;

/** Looks at the leaves of a log in their order. */
export class MomentCheck {
  readonly #log: string;
  readonly #findings: Findings;
  #latest = 0;
  /** The latest moment at which any leaf got its place. */
  #reached = 0;
  /** Where the record last leapt ahead: after a quiet night, or because the clock was set. */
  #leap: { readonly from: number; readonly sequenced: number } | undefined;
  /** What seems to have been on its way when the clock was set ahead. A night ends without the clock going back, and a clock set ahead does not. */
  #held: readonly string[] = [];

  constructor(log: string, findings: Findings) {
    this.#log = log;
    this.#findings = findings;
  }

  /** A leaf of an act says when it was written; it got its place after that, and was not written before those it stands behind. */
  take(row: Placed): void {
    const where = `${this.#log} ${row.idx}`;
    const { at } = row;
    if (row.sequenced_at < this.#latest - SLACK) this.#held = [];
    if (momentIn(row.leaf) !== at || this.#isAhead(row)) this.#findings.add({ code: 'entry-time', where });
    else if (this.#isBackdated(row)) {
      if (this.#wasOnItsWay(row)) this.#held = [...this.#held, where];
      else this.#findings.add({ code: 'entry-backdated', where });
    }
    if (at <= this.#latest || at > this.#reached + SLACK) return;
    if (at > this.#latest + SLACK && this.#latest > 0) this.#leap = { from: this.#latest, sequenced: row.sequenced_at };
    this.#latest = at;
  }

  /**
   * No clock ever stood where the leaf says. While it was put ahead, acts got moments that came later: what was on its way when it was put
   * back has one of these, and what follows on them in their dossiers keeps at least to them.
   */
  #isAhead({ at, sequenced_at: sequenced }: Placed): boolean {
    this.#reached = Math.max(this.#reached, sequenced);
    return at > this.#reached + SLACK;
  }

  /** After the last leaf: what was held stands, where the clock never came back. */
  end(): void {
    for (const where of this.#held) this.#findings.add({ code: 'entry-backdated', where });
  }

  /** A clock that was put back is behind for the sequencer as well: only who writes an old moment today is found here. */
  #isBackdated({ at, sequenced_at: sequenced }: Placed): boolean {
    return at < this.#latest - SLACK && sequenced > this.#latest;
  }

  #wasOnItsWay({ at, sequenced_at: sequenced }: Placed): boolean {
    const leap = this.#leap;
    return leap !== undefined && sequenced - leap.sequenced <= ON_ITS_WAY && Math.abs(at - leap.from) <= ON_ITS_WAY;
  }
}

const MOMENT = '"t":"';
const MOMENT_LENGTH = 24;

/** The moment in the bytes of a leaf, without taking it apart: a million of them are asked. */
function momentIn(leaf: string): number {
  const from = leaf.lastIndexOf(MOMENT) + MOMENT.length;
  return Date.parse(leaf.slice(from, from + MOMENT_LENGTH));
}
