/** Counters, gauges and histograms in memory, written as the text Prometheus reads (exposition format 0.0.4). */

type Labels = Readonly<Record<string, string>>;
type Line = { readonly labels: Labels; readonly value: number };

interface Meter {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  lines(): string[];
}

/** Counts upwards; label names are fixed when it is made. */
export interface Counter {
  add(labels: Labels, by?: number): void;
}

/** Sorts measured values into buckets. */
export interface Histogram {
  observe(labels: Labels, value: number): void;
}

/** Label sets beyond this are counted together: a mistake in a label must not fill the memory. */
const MOST_SERIES = 2000;
const OVERFLOW = 'other';

/** All meters of a process. */
export class Meters {
  readonly #meters: Meter[] = [];
  readonly #collectors: (() => Promise<readonly Gauge[]> | readonly Gauge[])[] = [];

  /** Makes a counter. */
  counter(name: string, help: string): Counter {
    const series = new Map<string, { labels: Labels; value: number }>();
    this.#meters.push({ name, help, type: 'counter', lines: () => [...series.values()].map((s) => line(name, s)) });
    return {
      add: (labels, by = 1) => {
        const one = seriesOf(series, labels, (own) => ({ labels: own, value: 0 }));
        one.value += by;
      },
    };
  }

  /** Makes a histogram with these upper bounds, in rising order. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();
    this.#meters.push({
      name,
      help,
      type: 'histogram',
      lines: () =>
        [...series.values()].flatMap((s) => {
          let below = 0;
          const buckets = bounds.map((bound, i) => {
            below += s.counts[i] ?? 0;
            return line(`${name}_bucket`, { labels: { ...s.labels, le: String(bound) }, value: below });
          });
          return [
            ...buckets,
            line(`${name}_bucket`, { labels: { ...s.labels, le: '+Inf' }, value: s.count }),
            line(`${name}_sum`, { labels: s.labels, value: s.sum }),
            line(`${name}_count`, { labels: s.labels, value: s.count }),
          ];
        }),
    });
    return {
      observe: (labels, value) => {
        const one = seriesOf(series, labels, (own) => ({ labels: own, counts: bounds.map(() => 0), sum: 0, count: 0 }));
        const at = bounds.findIndex((bound) => value <= bound);
        if (at >= 0) one.counts[at] = (one.counts[at] ?? 0) + 1;
        one.sum += value;
        one.count += 1;
      },
    };
  }

  /** Adds gauges looked up when somebody asks; what cannot be looked up is left out, never invented. */
  collect(look: () => Promise<readonly Gauge[]> | readonly Gauge[]): void {
    this.#collectors.push(look);
  }

  /** Everything, as text. */
  async text(): Promise<string> {
    const looked = await Promise.all(
      this.#collectors.map(async (look) =>
        Promise.resolve()
          .then(look)
          .catch(() => []),
      ),
    );
    const meters = this.#meters.map(({ name, help, type, lines }) => family(name, help, type, lines()));
    // Several look-ups may tell of one gauge, such as each of two pools; a name may head its lines only once.
    const byName = new Map<string, Gauge>();
    for (const { name, help, values } of looked.flat())
      byName.set(name, { name, help, values: [...(byName.get(name)?.values ?? []), ...values] });
    const gauges = [...byName.values()].map(({ name, help, values }) =>
      family(
        name,
        help,
        'gauge',
        values.map((v) => line(name, v)),
      ),
    );
    return [...meters, ...gauges].filter((text) => text !== '').join('');
  }
}

/** A value that goes up and down, with everything it is told apart by. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly values: readonly Line[];
}

/** A gauge of one value. */
export function gauge(name: string, help: string, value: number, labels: Labels = {}): Gauge {
  return { name, help, values: [{ labels, value }] };
}

function seriesOf<T>(series: Map<string, T>, labels: Labels, make: (labels: Labels) => T): T {
  const key = Object.values(labels).join('\u0000');
  const known = series.get(key);
  if (known !== undefined) return known;
  const own = series.size < MOST_SERIES ? labels : Object.fromEntries(Object.keys(labels).map((name) => [name, OVERFLOW]));
  const ownKey = own === labels ? key : OVERFLOW;
  const made = series.get(ownKey) ?? make(own);
  series.set(ownKey, made);
  return made;
}

function family(name: string, help: string, type: Meter['type'], lines: readonly string[]): string {
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('\n')}\n`;
}

function line(name: string, { labels, value }: Line): string {
  const shown = Object.entries(labels).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
  return `${name}${shown.length === 0 ? '' : `{${shown.join(',')}}`} ${value}`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
