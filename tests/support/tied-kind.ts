/** A kind that exists for its ties: links to other dossiers, parties, a file. */
import { z } from 'zod';
import { anyOfficial } from '../../src/dossier/capacity.ts';
import { dossierRef, files, prose } from '../../src/dossier/field.ts';
import { key } from '../../src/dossier/keys.ts';
import { actsOf, defineKind } from '../../src/dossier/kind.ts';
import type { RegisteredKind } from '../../src/dossier/registry.ts';
import type { DossierId, PersonId } from '../../src/kernel/ids.ts';

interface TiedState {
  readonly to: DossierId | null;
  readonly raisedBy: PersonId | null;
  readonly what: string;
}

const act = actsOf<TiedState>();

/** Tied to one other dossier and to whoever tied it. */
export const tiedKind: RegisteredKind = {
  kind: defineKind<TiedState>({
    name: 'tied',
    prefix: 'YY',
    version: 1,
    stages: ['tied'],
    ends: [],
    initial: { to: null, raisedBy: null, what: '' },
    acts: {
      tie: act({
        from: 'new',
        to: 'tied',
        by: [anyOfficial()],
        body: z.object({ to: dossierRef(), what: prose(), files: files() }),
        reads: (_, body) => [body.to as DossierId],
        registers: true,
        apply: (_, a) => ({ to: a.body.to as DossierId, raisedBy: a.actor, what: a.body.what }),
      }),
    },
    describe: (state) => ({ title: state.what, symbols: ['2545-CV/TU'] }),
    place: () => ({}),
    access: () => ({ read: [key.official] }),
    stewards: () => [key.official],
    summary: () => [],
    parties: (state) => (state.raisedBy ? [{ role: 'raiser', person: state.raisedBy }] : []),
    links: (state) => (state.to ? [{ type: 'arises-from', to: state.to, note: '3' }] : []),
    weight: () => ({ money: 5_000_000_000, people: 12 }),
    onLapse: {},
    retention: { years: 1, basis: 'test' },
  }),
  messages: { vi: {}, en: {} },
};
