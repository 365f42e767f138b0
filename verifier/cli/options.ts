/** The words of a command line. */
import type { Lang } from '../tell.ts';

/** What was asked for. */
export interface Options {
  readonly lang: Lang;
  readonly json: boolean;
  readonly files: readonly string[];
  /** Values by option, in the order given. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

const VALUED = ['--policy', '--key', '--tsa', '--lang', '--proof', '--checkpoint', '--leaves'];

/** Undefined for a command line that cannot be understood. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const values = new Map<string, string[]>();
  const files: string[] = [];
  let json = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (VALUED.includes(arg)) {
      const value = args[++i];
      if (value === undefined) return undefined;
      values.set(arg, [...(values.get(arg) ?? []), value]);
    } else if (arg === '--json') json = true;
    else if (arg.startsWith('--')) return undefined;
    else files.push(arg);
  }
  const lang = values.get('--lang')?.at(-1) ?? 'vi';
  return lang === 'vi' || lang === 'en' ? { lang, json, files, values } : undefined;
}
