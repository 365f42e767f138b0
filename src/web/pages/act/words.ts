/** Words for forms of acts: the kind's own, else the engine's; a correction speaks of the field it corrects. */
import { isCommonAct } from '../../../dossier/common-acts.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import type { MessageParams } from '../../../kernel/errors.ts';
import type { Translate } from '../../../kernel/messages.ts';
import type { Words } from '../../http/words.ts';
import type { Reader } from '../showing/reader.ts';

/** What the form of an act asks for its words. */
export interface FormWords {
  readonly t: Translate;
  readonly has: (key: string) => boolean;
}

/**
 * Words below `kinds.<kind>.` come from kind and engine together, those of a common act's fields from the engine first; `renamed` lets a field
 * speak with the words of one of the kind's own.
 */
export function formWords(
  r: Reader,
  words: Words,
  of: AnyKind,
  act: string,
  renamed: Readonly<Record<string, string>> = {},
): FormWords {
  const kind = of.name;
  const prefix = `kinds.${kind}.`;
  const isCommon = isCommonAct(of, act);
  const fieldOf = (own: string) => /^fields\.([^.]+)\.(.+)$/.exec(own);
  const keyOf = (key: string): string => {
    const own = key.slice(prefix.length);
    const [, field = '', rest = ''] = fieldOf(own) ?? [];
    const other = renamed[field];
    return other === undefined ? own : `fields.${other}.${rest}`;
  };
  const say = (key: string, params?: MessageParams): string => {
    const own = keyOf(key);
    const common = isCommon && fieldOf(own) && key.endsWith(own) ? r.say.common(own, params) : undefined;
    return common ?? r.say.kind(kind, own, params);
  };
  return {
    t: (key, params) => (key.startsWith(prefix) ? say(key, params) : r.t(key, params)),
    has: (key) => (key.startsWith(prefix) ? r.say.has(kind, keyOf(key)) && say(key) !== '' : words.has(key)),
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
