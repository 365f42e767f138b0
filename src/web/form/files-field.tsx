import type { Translate } from '../../kernel/messages.ts';
import type { FieldProps } from '../components/field.tsx';
import { HiddenFields } from '../components/form.tsx';
import { FileField } from '../components/text-field.tsx';
import { FORM_NAMES, type FormEcho } from './values.ts';

const ACCEPT = '.pdf,.docx,.txt,.html';

/** The names of files already taken in, each of which may be let go, and a control for more. */
export function FilesField({ field, path, values, t }: { field: FieldProps; path: string; values: FormEcho; t: Translate }) {
  const taken = takenFiles(values, path);
  return (
    <>
      <FileField {...field} hint={field.hint ?? t('actForm.fileHint')} accept={ACCEPT} multiple />
      {taken.map(({ index, members }) => (
        <div class="q" key={index}>
          <HiddenFields values={members} />
          <p>{t('actForm.keepFile', { name: members[`${path}.${index}.name`] ?? '' })}</p>
          <label class="choice">
            <input type="checkbox" name={`${path}.${index}.drop`} value="yes" />
            <span>{t('actForm.dropFile')}</span>
          </label>
        </div>
      ))}
    </>
  );
}

function takenFiles(
  values: FormEcho,
  path: string,
): readonly { readonly index: number; readonly members: Readonly<Record<string, string>> }[] {
  const found = [];
  for (let index = 0; values[`${path}.${index}.hash`] !== undefined; index += 1) {
    const names = ['hash', 'name', 'size', 'type'].map((member) => `${path}.${index}.${member}`);
    found.push({ index, members: Object.fromEntries(names.map((name) => [name, values[name]?.[0] ?? ''])) });
  }
  return found;
}

/** How a form asks for more rows of a list. */
export function rowsValue(path: string, count: number): { readonly name: string; readonly value: string } {
  return { name: FORM_NAMES.rows, value: `${path}:${count}` };
}
