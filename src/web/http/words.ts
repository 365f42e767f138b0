/**
 * The catalogues of the whole site as one: web, kernel, problems, and every kind under `kinds.<name>`, where the engine's
 * words stand for what a kind does not say itself. Sentences of error codes are those of the engine's own speech.
 */
import { en as engineEn } from '../../dossier/messages.en.ts';
import { vi as engineVi } from '../../dossier/messages.vi.ts';
import type { KindRegistry } from '../../dossier/registry.ts';
import { createSpeech } from '../../dossier/speech.ts';
import type { ErrorCategory, FieldProblem, MessageParams } from '../../kernel/errors.ts';
import { kernelMessages } from '../../kernel/index.ts';
import { createTranslator, fill, type Lang, lookup, type MessageTree, type Translate } from '../../kernel/messages.ts';
import { en as formEn } from '../form/messages.en.ts';
import { vi as formVi } from '../form/messages.vi.ts';
import { en as webEn } from '../messages.en.ts';
import { vi as webVi } from '../messages.vi.ts';
import { en as httpEn } from './messages.en.ts';
import { vi as httpVi } from './messages.vi.ts';

/** All words, in both languages. */
export interface Words {
  t(lang: Lang): Translate;
  /** True when the key has a text. */
  has(key: string): boolean;
  /** The sentence of an error code; undefined where only its category has words. */
  problem(lang: Lang, code: string, params?: MessageParams): string | undefined;
  /** The sentence of one problem of one field. */
  fieldProblem(lang: Lang, problem: FieldProblem): string;
  category(lang: Lang, category: ErrorCategory): { readonly title: string; readonly what: string };
}

/** Gathers every catalogue; `more` adds those of pages built elsewhere. */
export function createWords(
  registry: KindRegistry,
  more: readonly { readonly vi: MessageTree; readonly en: MessageTree }[] = [],
): Words {
  const catalogues = {
    vi: gather('vi', registry, [webVi, httpVi, formVi, ...more.map((m) => m.vi)]),
    en: gather('en', registry, [webEn, httpEn, formEn, ...more.map((m) => m.en)]),
  };
  const translate = createTranslator(catalogues);
  const text = (lang: Lang, key: string, params?: MessageParams): string | undefined => {
    const template = lookup(catalogues[lang], key);
    return template === undefined ? undefined : fill(template, params);
  };
  const speech = { vi: createSpeech(registry, 'vi'), en: createSpeech(registry, 'en') };
  const problem = (lang: Lang, code: string, params?: MessageParams): string | undefined =>
    text(lang, `problem.${code}`, params) ?? spoken(speech[lang].problem(code, params)) ?? text(lang, code, params);
  return {
    t: translate,
    has: (key) => lookup(catalogues.vi, key) !== undefined,
    problem,
    fieldProblem: (lang, p) => problem(lang, p.code, p.params) ?? speech[lang].problem('field.format'),
    category: (lang, category) => ({
      title: translate(lang)(`problem.category.${category}.title`),
      what: translate(lang)(`problem.category.${category}.what`),
    }),
  };
}

/** Speech shows the key in brackets where it has no words. */
function spoken(sentence: string): string | undefined {
  return sentence.startsWith('⟦') ? undefined : sentence;
}

function gather(lang: Lang, registry: KindRegistry, trees: readonly MessageTree[]): MessageTree {
  const engine: MessageTree = lang === 'vi' ? engineVi : engineEn;
  const kinds = Object.fromEntries(registry.all.map(({ kind, messages }) => [kind.name, merge(engine, messages[lang])]));
  return Object.assign({ kernel: kernelMessages[lang], kinds }, ...trees) as MessageTree;
}

/** The second tree with what only the first has. */
function merge(first: MessageTree, second: MessageTree): MessageTree {
  const merged: Record<string, string | MessageTree> = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const below = Object.hasOwn(first, key) ? first[key] : undefined;
    merged[key] = typeof value === 'object' && typeof below === 'object' ? merge(below, value) : value;
  }
  return merged;
}
