import { z } from 'zod';
import { systemOnly } from '../../src/dossier/capacity.ts';
import { actsOf, defineKind } from '../../src/dossier/kind.ts';
import type { RegisteredKind } from '../../src/dossier/registry.ts';
import type { RowOp } from '../../src/dossier/table.ts';

const act = actsOf<Record<string, never>>();

/** Brings rows of organisation and law into a test database through the write door. */
export const seedKind: RegisteredKind = {
  kind: defineKind<Record<string, never>>({
    name: 'seed',
    prefix: 'XX',
    version: 1,
    stages: ['done'],
    ends: [],
    initial: {},
    acts: {
      import: act({
        from: 'new',
        to: 'done',
        by: [systemOnly()],
        body: z.object({ rows: z.array(z.json()).max(400).meta({ widget: 'json' }) }),
        apply: (state) => state,
      }),
    },
    describe: () => ({ title: 'seed' }),
    place: () => ({}),
    access: () => ({ read: [] }),
    stewards: () => [],
    summary: () => [],
    onLapse: {},
    project: (a) => (a.body as unknown as { rows: RowOp[] }).rows,
    retention: { years: 'permanent', basis: 'test' },
  }),
  messages: { vi: {}, en: {} },
};
