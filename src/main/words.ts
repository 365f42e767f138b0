/** The words of the command line: every sentence in Vietnamese, then in English. */

import type { MessageParams } from '../kernel/errors.ts';
import { createTranslator, type Lang, type MessageTree } from '../kernel/messages.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { type Sentence, StartProblem } from './start-problem.ts';

type Group = keyof typeof vi;
type KeyOf<G extends Group> = `${G}.${Extract<keyof (typeof vi)[G], string>}`;

/** Names one sentence of the command line. */
export type MainMessage = { [G in Group]: KeyOf<G> }[Group];

const translator = createTranslator({ vi: vi as MessageTree, en: en as MessageTree });

/** What fills a sentence; a sentence in it is said in the language of the whole. */
type Params = Readonly<Record<string, MessageParams[string] | Sentence>>;

/** A sentence in both languages. */
export function say(message: MainMessage, params: Params = {}): Sentence {
  return { vi: translator('vi')(message, paramsIn('vi', params)), en: translator('en')(message, paramsIn('en', params)) };
}

function paramsIn(lang: Lang, params: Params): MessageParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? value[lang] : value]),
  );
}

/** A problem that ends the command with exit code 1 and one sentence. */
export function problem(message: KeyOf<'problem'>, params: Params = {}, cause?: unknown): StartProblem {
  return new StartProblem(`main.${message}`, say(message, params), cause);
}

/** A mistake in options or environment: exit code 2 and one sentence. */
export class UsageProblem extends StartProblem {}

/** The mistake ready to throw. */
export function usageProblem(message: KeyOf<'usage'>, params: MessageParams = {}): UsageProblem {
  return new UsageProblem(`main.${message}`, say(message, params));
}

/** Writes a sentence to the console, Vietnamese first. Progress goes to the error stream where output is data. */
export function print(sentence: Sentence, stream: NodeJS.WritableStream = process.stdout): void {
  stream.write(`${sentence.vi}\n`);
  stream.write(`  ${sentence.en}\n`);
}
