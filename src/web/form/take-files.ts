/** Files of a form: each is taken in by a hook that reads and judges it, and then travels as its hash. */
import type { FieldSpec } from '../../dossier/schema.ts';
import { AppError, type FieldProblem } from '../../kernel/errors.ts';
import { cleanInput } from '../../kernel/text.ts';
import type { FormValues, PostedForm } from './values.ts';

/** A file the store holds. */
export interface TakenFile {
  readonly hash: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** Reads and judges a file and puts it into the store. @throws {AppError} when it is refused */
export type TakeFile = (bytes: Uint8Array, name: string) => Promise<TakenFile>;

/** The controls of a form in which every accepted file stands as its hash, and why others were refused. */
export interface TakenForm {
  readonly values: FormValues;
  readonly problems: readonly FieldProblem[];
}

/** Takes in the files of a form's file fields, one after the other. Files of other controls are ignored. */
export async function takeFiles(fields: readonly FieldSpec[], form: PostedForm, take: TakeFile): Promise<TakenForm> {
  const values = new Map(form.values);
  const problems: FieldProblem[] = [];
  for (const file of form.files) {
    if (!fields.some((spec) => spec.name === file.field && spec.meta.widget === 'files')) continue;
    try {
      const taken = await take(file.bytes, fileNameOf(file.name));
      const index = nextIndex(values, file.field);
      for (const [member, value] of Object.entries(taken)) values.set(`${file.field}.${index}.${member}`, [String(value)]);
    } catch (error) {
      // A file that is refused belongs to the form; a store that fails does not.
      if (!(error instanceof AppError) || error.category === 'internal' || error.category === 'unavailable') throw error;
      problems.push({ path: file.field, code: error.code, params: { ...error.params, name: fileNameOf(file.name) } });
    }
  }
  return { values, problems };
}

function nextIndex(values: FormValues, field: string): number {
  let index = 0;
  while (values.has(`${field}.${index}.hash`)) index += 1;
  return index;
}

/** The last part of a path as sent by a browser, without characters no honest name has. */
export function fileNameOf(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1) ?? '';
  const name = cleanInput(last.replace(/[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/gu, ''), { multiline: false });
  const characters = Array.from(name);
  return characters.length <= 200 ? name || '?' : `${characters.slice(0, 180).join('')}…${characters.slice(-19).join('')}`;
}
