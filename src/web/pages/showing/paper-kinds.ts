/** What a paper can become: kinds that say they may begin with one. */
import type { FieldSpec } from '../../../dossier/schema.ts';
import type { SelectOption } from '../../components/choice-field.tsx';
import type { Reader } from './reader.ts';

/** The choices of every field that asks what a paper becomes; `whole` leaves out what a person must go on from. */
export function paperChoices(
  r: Reader,
  fields: readonly FieldSpec[],
  which: 'whole' | 'any',
): Readonly<Record<string, readonly SelectOption[]>> {
  const options = r.registry.all
    .filter(({ kind }) => kind.fromPaper !== undefined && (which === 'any' || kind.fromPaper.whole))
    .map(({ kind }) => ({ value: kind.name, label: r.say.kind(kind.name, 'name') }));
  return Object.fromEntries(fields.filter((field) => field.meta.widget === 'paper-kind').map((field) => [field.name, options]));
}

/** True where a person goes on from a form the paper begins. */
export function startsForm(r: Reader, kind: string): boolean {
  return r.registry.find(kind)?.fromPaper?.whole === false;
}
