import type { MessageParams } from './errors.ts';
import { AppError } from './errors.ts';

/** The two languages of the product; Vietnamese is the source. */
export type Lang = 'vi' | 'en';

/** A short text kept with data rather than in a catalogue, in both languages. */
export type Bilingual = { readonly vi: string; readonly en: string };

/** A catalogue or a part of one: keys lead to texts or to further keys. */
export type MessageTree = { readonly [key: string]: string | MessageTree };

/** The shape an English catalogue must have: the keys of the Vietnamese one, any text at the leaves. */
export type Messages<T> = { readonly [K in keyof T]: T[K] extends string ? string : Messages<T[K]> };

/** Text of a key in the language the translator was made for. */
export type Translate = (key: string, params?: MessageParams) => string;

/** The template at a dotted key, or undefined when the catalogue has none there. */
export function lookup(catalogue: MessageTree, key: string): string | undefined {
  const known = templates.get(catalogue) ?? new Map<string, string>();
  templates.set(catalogue, known);
  const found = known.get(key) ?? walk(catalogue, key);
  // Only keys that exist are kept: there are no more of them than the catalogue has.
  if (found !== undefined) known.set(key, found);
  return found;
}

const templates = new WeakMap<MessageTree, Map<string, string>>();

function walk(catalogue: MessageTree, key: string): string | undefined {
  let place: string | MessageTree | undefined = catalogue;
  for (const step of key.split('.')) {
    if (typeof place !== 'object' || !Object.hasOwn(place, step)) return undefined;
    place = place[step];
  }
  return typeof place === 'string' ? place : undefined;
}

/**
 * The template with its placeholders filled; a placeholder without a value stays visible as it was written.
 * Plural forms for English: `{n, one: day | other: days}` gives `day` for exactly one, else `days`; `#` inside stands for n.
 * @example fill('{n} {n, one: day | other: days}', { n: 2 }) // '2 days'
 */
export function fill(template: string, params: MessageParams = {}): string {
  return template.replace(/\{(\w+)(?:,([^{}]*))?\}/g, (written, name: string, forms: string | undefined) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return written;
    if (forms === undefined) return String(value);
    return choosePlural(forms, Number(value))?.replaceAll('#', String(value)) ?? written;
  });
}

function choosePlural(forms: string, count: number): string | undefined {
  const texts = new Map<string, string>();
  for (const form of forms.split('|')) {
    const colon = form.indexOf(':');
    if (colon > 0) texts.set(form.slice(0, colon).trim(), form.slice(colon + 1).trim());
  }
  return (Math.abs(count) === 1 ? texts.get('one') : undefined) ?? texts.get('other');
}

/**
 * Translators over a pair of catalogues. A missing key reads `⟦key⟧` so that a page never breaks for a word;
 * with `onMissing: 'throw'` (tests) it is an error.
 * @throws {kernel.missing_message} only with `onMissing: 'throw'`
 */
export function createTranslator(
  catalogues: { readonly vi: MessageTree; readonly en: MessageTree },
  options: { readonly onMissing?: 'mark' | 'throw' } = {},
): (lang: Lang) => Translate {
  return (lang) => (key, params) => {
    const template = lookup(catalogues[lang], key);
    if (template !== undefined) return fill(template, params);
    if (options.onMissing === 'throw') throw new AppError('kernel.missing_message', 'internal', { params: { key, lang } });
    return `⟦${key}⟧`;
  };
}

/** Every dotted key of a catalogue, in the order written; lets tests compare two languages. */
export function listKeys(catalogue: MessageTree, prefix = ''): string[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : listKeys(value, `${prefix}${key}.`),
  );
}
