/** The toy as somebody's own: its asker's, that of the clerk's neighbour who helps, and that of a person named; closed to one who lost the reading. */
import { z } from 'zod';
import { choice, prose } from '../../../src/dossier/field.ts';
import { key } from '../../../src/dossier/keys.ts';
import type { AnyAct } from '../../../src/dossier/kind.ts';
import type { RegisteredKind } from '../../../src/dossier/registry.ts';
import type { Party } from '../../../src/dossier/words.ts';
import { asPersonId, asPostId, asUnitId } from '../../../src/kernel/ids.ts';
import type { Json } from '../../../src/kernel/json.ts';
import { toyKind } from '../../support/toy-kind.ts';

type State = { readonly unit: string | null; readonly answers: readonly { readonly stance: string }[] };
const of = (state: Json): State => state as unknown as State;
const words = { parties: { helper: 'Người giúp', subject: 'Người được nêu', decider: 'Người quyết' } };

/** Whoever helps does so by a post, whoever is named in person; whoever decides has none of it as an own. */
export const ownKind: RegisteredKind = {
  kind: {
    ...toyKind.kind,
    personal: { roles: ['helper', 'subject'] },
    acts: {
      ...toyKind.kind.acts,
      // What is answered is read by the head alone: the asker is told that it is not theirs.
      answer: {
        ...(toyKind.kind.acts['answer'] as AnyAct),
        body: z.object({ stance: choice(['yes', 'no']), text: prose({ min: 5, narrowed: true }) }),
        readers: (_body: Json, _resolved: Json, dossier: { readonly state: Json }) => ({
          text: [key.post(asPostId(`${of(dossier.state).unit}.head`))],
        }),
      } as unknown as AnyAct,
    },
    parties: (state): readonly Party[] => {
      const { unit } = of(state);
      if (unit === null) return [];
      return [
        { role: 'helper', post: asPostId(`${unit}.staff`), unit: asUnitId(unit) },
        { role: 'decider', post: asPostId(`${unit}.head`) },
        ...(unit === 'D2' ? [{ role: 'subject', person: asPersonId('P-staff') }] : []),
      ];
    },
    access: (state, dossier) => ({
      ...toyKind.kind.access(state, dossier),
      // An answer of no takes it from the staff of the first department.
      ...(of(state).answers.some((answer) => answer.stance === 'no') ? { exclude: [asPersonId('D1-staff')] } : {}),
    }),
  },
  messages: { vi: { ...toyKind.messages.vi, ...words }, en: { ...toyKind.messages.en, ...words } },
};
