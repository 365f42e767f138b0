/** What one can choose from on a day: units, posts, people and fields of work, grouped as people look for them. */

import type { Lang, Translate } from '../../kernel/messages.ts';
import { compareVi, sortNamesVi } from '../../kernel/text.ts';
import type { OrganisationDay } from '../../organisation/snapshot.ts';
import type { SelectOption } from '../components/choice-field.tsx';

/** The day's organisation in the words of the reader. */
export interface ChoiceContext {
  readonly org: OrganisationDay;
  readonly lang: Lang;
  readonly t: Translate;
}

/** Units in being, narrowed to kinds, by precedence; communes in alphabetical order, and as places where only they are asked for. */
export function unitChoices({ org, lang, t }: ChoiceContext, only?: readonly string[]): readonly SelectOption[] {
  const units = org.units().filter((unit) => only === undefined || only.includes(unit.kind));
  const arePlaces = only?.length === 1 && only[0] === 'commune';
  const options = units.map((unit) => ({
    value: unit.id,
    label: arePlaces ? org.placeName(unit.id, lang) : org.unitName(unit.id, lang),
    // The id ends in the letters an office signs with: 22-snnmt is found by «snnmt».
    search: `${unit.code ?? ''} ${unit.id.replace(/^\d+-/, '')} ${org.unitShortName(unit.id, lang)}`.trim(),
    group: t(`actForm.unitKinds.${unit.kind}`),
    isCommune: unit.kind === 'commune',
  }));
  return options
    .toSorted((a, b) => (a.isCommune && b.isCommune ? compareVi(a.label, b.label) : Number(a.isCommune) - Number(b.isCommune)))
    .map(({ isCommune: _, ...option }) => option);
}

/** Posts narrowed to functions, under their units, with who holds them. */
export function postChoices({ org, lang }: ChoiceContext, only?: readonly string[]): readonly SelectOption[] {
  return org.units().flatMap((unit) =>
    org
      .postsIn(unit.id)
      .filter((post) => only === undefined || only.includes(post.function))
      .map((post) => {
        const holder = org.holderOf(post.id);
        const name = holder ? ` – ${org.personName(holder.person)}` : '';
        return {
          value: post.id,
          label: `${post.title[lang]}${name}`,
          search: org.unitShortName(unit.id, lang),
          group: org.unitName(unit.id, lang),
        };
      }),
  );
}

/** People in the service, by given name. */
export function personChoices({ org, lang }: ChoiceContext): readonly SelectOption[] {
  return org
    .people()
    .map((person) => ({ person, name: org.personName(person.id), post: org.postsOf(person.id)[0] }))
    .toSorted((a, b) => sortNamesVi(a.name, b.name))
    .map(({ person, name, post }) => ({ value: person.id, label: post ? `${name} – ${org.postTitle(post.id)[lang]}` : name }));
}

/** Fields of work in alphabetical order. */
export function fieldChoices({ org, lang }: ChoiceContext): readonly SelectOption[] {
  return org
    .fields()
    .map((field) => ({ value: field.id, label: field.name[lang] }))
    .toSorted((a, b) => compareVi(a.label, b.label));
}
