/** What the bench says: one figure per line, beside what it is held against. */

/** One figure. `ratio` is value over `against.value`. */
export interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly against?: string;
}

/** An aim of the product and whether this run reached it. */
export interface Aim {
  readonly what: string;
  readonly reached: boolean;
  readonly found: string;
}

/** Rounds to what can be read: three figures, whole numbers from a hundred on. */
export function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Collects the lines and aims of a run and says each as soon as it is known. */
export class Report {
  readonly lines: Line[] = [];
  readonly aims: Aim[] = [];
  readonly #say: (text: string) => void;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  add(name: string, value: number, unit: string, held?: { readonly value: number; readonly against: string }): void {
    const line: Line = {
      name,
      value: round(value),
      unit,
      ...(held ? { ratio: round(value / held.value), against: `${held.against} (${round(held.value)})` } : {}),
    };
    this.lines.push(line);
    const beside = line.ratio === undefined ? '' : `   ${line.ratio}x of ${line.against}`;
    this.#say(`${name.padEnd(58)} ${String(line.value).padStart(10)} ${unit.padEnd(10)}${beside}\n`);
  }

  aim(what: string, reached: boolean, found: string): void {
    this.aims.push({ what, reached, found });
  }

  /** The value of a line; undefined where that part did not run. */
  value(name: string): number | undefined {
    return this.lines.find((line) => line.name === name)?.value;
  }

  /** JSON lines for machines, then the aims for people. */
  finish(): void {
    this.#say('\n');
    for (const line of this.lines) this.#say(`${JSON.stringify(line)}\n`);
    this.#say('\n');
    for (const { what, reached, found } of this.aims) this.#say(`${reached ? 'reached' : 'MISSED '}  ${what}: ${found}\n`);
    this.#say(`\n${this.aims.filter((aim) => aim.reached).length} of ${this.aims.length} aims reached\n`);
  }
}
