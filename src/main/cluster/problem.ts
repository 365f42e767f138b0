import type { Sentence } from '../start-problem.ts';
import { StartProblem } from '../start-problem.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

/** Names one sentence of this folder's catalogues. */
export type ClusterMessage = keyof typeof vi;

/** Returns the sentence in both languages with its places filled; an unknown place stays visible. */
export function say(message: ClusterMessage, params: Readonly<Record<string, string | number>> = {}): Sentence {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
  return { vi: fill(vi[message]), en: fill(en[message]) };
}

/** Returns the problem `cluster.<message>` ready to throw. */
export function clusterProblem(
  message: ClusterMessage,
  params: Readonly<Record<string, string | number>>,
  cause?: unknown,
): StartProblem {
  return new StartProblem(`cluster.${message}`, say(message, params), cause);
}

/** Returns the last telling line of an error or of a program's output. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]+$/.test(cause.code))
    return cause.code;
  const text = cause instanceof Error ? cause.message : String(cause);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /error|fatal|could not|cannot/i.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? '').trim();
}
