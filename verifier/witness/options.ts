import { WitnessProblem } from './problem.ts';

/** The options of a command line. */
export interface Options {
  /** The value given last; without one the value offered, or a problem. */
  one(name: string, otherwise?: string): string;
  all(name: string): readonly string[];
}

const NAMES = ['state', 'name', 'log-key', 'log', 'host', 'port', 'prefix', 'checkpoint', 'proof', 'lang'];

/** Reads `--name value` pairs; anything else is a problem. */
export function readOptions(args: readonly string[]): Options {
  const given = new Map<string, string[]>();
  for (let at = 0; at < args.length; at += 2) {
    const [flag = '', value] = args.slice(at, at + 2);
    const name = flag.startsWith('--') ? flag.slice(2) : '';
    if (!NAMES.includes(name) || value === undefined) throw new WitnessProblem('usage', flag);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const all = (name: string) => given.get(name) ?? [];
  return {
    all,
    one(name, otherwise) {
      const value = all(name).at(-1) ?? otherwise;
      if (value === undefined) throw new WitnessProblem('usage', `--${name}`);
      return value;
    },
  };
}
