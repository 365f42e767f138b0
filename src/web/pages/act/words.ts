/** Words for forms of acts: the kind's own, else the engine's; a correction speaks of the field it corrects. */
import type { MessageParams } from '../../../kernel/errors.ts';
import type { Translate } from '../../../kernel/messages.ts';
import type { Words } from '../../http/words.ts';
import type { Reader } from '../showing/reader.ts';

/** What the form of an act asks for its words. */
export interface FormWords {
  readonly t: Translate;
  readonly has: (key: string) => boolean;
}

/** Words below `kinds.<kind>.` come from kind and engine together; `renamed` lets a field speak with another one's words. */
export function formWords(r: Reader, words: Words, kind: string, renamed: Readonly<Record<string, string>> = {}): FormWords {
  const prefix = `kinds.${kind}.`;
  const keyOf = (key: string): string => {
    const own = key.slice(prefix.length);
    const match = /^fields\.([^.]+)\.(.+)$/.exec(own);
    const other = match?.[1] === undefined ? undefined : renamed[match[1]];
    return other === undefined ? own : `fields.${other}.${match?.[2] ?? ''}`;
  };
  return {
    t: (key, params) => (key.startsWith(prefix) ? r.say.kind(kind, keyOf(key), params) : r.t(key, params)),
    has: (key) => (key.startsWith(prefix) ? r.say.has(kind, keyOf(key)) && r.say.kind(kind, keyOf(key)) !== '' : words.has(key)),
  };
}

/** The sentence of an error code, said as everywhere else. */
export function problemText(r: Reader, words: Words, code: string, params: MessageParams, kind?: string): string {
  const said = r.say.problem(code, params, kind);
  if (!said.startsWith('⟦')) return said;
  const [room = ''] = code.split('.');
  if (room === 'intake') return r.t(`pages.files.${code.slice('intake.refusal.'.length)}`, params);
  return words.problem(r.lang, code, params) ?? r.t('problem.category.precondition.what');
}
