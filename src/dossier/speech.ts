/** Puts the engine's and the kinds' words together: what pages, API and command line say with one voice. */

import type { FieldProblem, MessageParams } from '../kernel/errors.ts';
import { formatDate } from '../kernel/format.ts';
import { fill, type Lang, lookup, type MessageTree } from '../kernel/messages.ts';
import { isLegalDate } from '../kernel/time.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import type { KindRegistry } from './registry.ts';

const ENGINE: Readonly<Record<Lang, MessageTree>> = { vi, en };

/** Says everything about kinds in one language. Missing words show their key in brackets, never nothing. */
export interface Speech {
  readonly lang: Lang;
  /** A word of a kind, else the engine's word of the same key. */
  kind(kind: string, key: string, params?: MessageParams): string;
  has(kind: string, key: string): boolean;
  /** The engine's own word, for what every kind has alike; undefined where there is none. */
  common(key: string, params?: MessageParams): string | undefined;
  stage(kind: string, stage: string): string;
  /** `label`, `button`, `done` or `hint` of an act. */
  act(kind: string, act: string, what: 'label' | 'button' | 'done' | 'hint'): string;
  clock(kind: string, name: string): string;
  notice(kind: string, code: string, params?: MessageParams): string;
  /** The sentence for an error code, the same on every surface. */
  problem(code: string, params?: MessageParams, kind?: string): string;
  field(problem: FieldProblem): string;
}

/** Makes the speech of one language over all kinds. */
export function createSpeech(registry: KindRegistry, lang: Lang): Speech {
  const trees = new Map(registry.all.map((r) => [r.kind.name, r.messages[lang]]));
  const engine = ENGINE[lang];
  const find = (kind: string, key: string): string | undefined => {
    const tree = trees.get(kind);
    return (tree === undefined ? undefined : lookup(tree, key)) ?? lookup(engine, key);
  };
  const word = (kind: string, key: string, params?: MessageParams): string => {
    const found = find(kind, key);
    return found === undefined ? `⟦${kind}.${key}⟧` : fill(found, params);
  };
  const problem = (code: string, given: MessageParams = {}, kind?: string): string => {
    const params = sayDates(given);
    const own = codeOfKind(code, trees);
    if (own) return fill(own, params);
    const said = kind === undefined ? params : translateParams(kind, params, word, engine);
    const general = lookup(engine, `problems.${code}`);
    return general === undefined ? `⟦${code}⟧` : fill(general, said);
  };
  return {
    lang,
    kind: word,
    has: (kind, key) => find(kind, key) !== undefined,
    common: (key, params) => {
      const found = lookup(engine, key);
      return found === undefined ? undefined : fill(found, params);
    },
    stage: (kind, stage) => word(kind, `stages.${stage}`),
    act: (kind, act, what) => word(kind, `acts.${act}.${what}`),
    clock: (kind, name) => word(kind, `clocks.${name}`),
    notice: (kind, code, params) => {
      const clock = params?.clock;
      const said = typeof clock === 'string' ? { ...params, clock: word(kind, `clocks.${clock.split(':')[0]}`) } : params;
      return word(kind, `notices.${code}`, said);
    },
    problem,
    field: (p) => problem(p.code, p.params),
  };
}

function codeOfKind(code: string, trees: ReadonlyMap<string, MessageTree>): string | undefined {
  const dot = code.indexOf('.');
  const tree = trees.get(code.slice(0, dot));
  return tree === undefined ? undefined : lookup(tree, `refusals.${code.slice(dot + 1)}`);
}

/** Legal dates are written as people write them, in either language. */
function sayDates(params: MessageParams): MessageParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && isLegalDate(value) ? formatDate(value) : value,
    ]),
  );
}

/** Stages, capacities and clocks in params are codes; they are said as words. */
function translateParams(
  kind: string,
  params: MessageParams,
  word: (kind: string, key: string) => string,
  engine: MessageTree,
): MessageParams {
  const said: Record<string, string | number> = { ...params };
  if (typeof params.stage === 'string') said.stage = word(kind, `stages.${params.stage}`);
  if (typeof params.who === 'string') {
    said.who = [...new Set(params.who.split(','))]
      .map((code) => lookup(engine, `capacities.${code}`) ?? word(kind, `capacities.${code}`))
      .join(', ');
  }
  return said;
}
