import type { vi } from '../messages.vi.ts';

/** The dotted paths of a nested catalogue. */
type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];

/** A key of the web catalogue; a component can only ask for words that exist in both languages. */
export type WebKey = Paths<typeof vi>;

/** Turns a key and its parameters into a sentence of the page's language. */
export type Translator = (key: WebKey, params?: Readonly<Record<string, string | number>>) => string;

/** The two languages of the product. */
export type { Lang } from '../../kernel/messages.ts';
