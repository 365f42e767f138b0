/** What the person says, and what evidence is laid beside the record. */
import { z } from 'zod';
import {
  actsOf,
  atField,
  choice,
  dayOf,
  dossierRef,
  files,
  findLinked,
  isOpen,
  key,
  keysOf,
  legalDate,
  prose,
} from '../../dossier/index.ts';
import type { DossierId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { desk, deskKeys } from './desk.ts';
import { TESTS } from './outcome.ts';
import { isBefore, ROW_LIMITS, refuseFull, refuseFuture, subject, subjectKeys } from './rules.ts';
import type { ProtectionState } from './state.ts';

const act = actsOf<ProtectionState>();

const recording = keysOf<ProtectionState>('desk', (d) => {
  const clerk = d.state.desk?.clerk;
  const asked = d.clocks.some((k) => k.name === 'statement' && isOpen(k) && k.holder === clerk);
  return clerk !== undefined && asked ? [key.post(clerk)] : [];
});

/** The person speaks to each test and to the causes. Said once; what comes later is evidence. */
export const state = act({
  from: ['gathering', 'finding'],
  // For somebody who holds no post any more the clerk records what comes on paper.
  by: [subject, recording],
  body: z.object({
    policy: prose({ min: 20, personal: true }),
    motive: prose({ min: 20, personal: true }),
    good: prose({ min: 20, personal: true }),
    causes: prose({ min: 20, personal: true }),
    files: files({ later: true }).optional(),
  }),
  offered: (d) => d.state.statement === null,
  guard: (c) => (c.state.statement === null ? undefined : atField('protection.stated_already', 'policy')),
  apply: (s, a) => {
    const { policy, motive, good, causes } = a.body;
    return { ...s, statement: { seq: a.seq, policy, motive, good, causes, on: dayOf(a) } };
  },
  clocks: (c) => (c.dossier.clocks.some((k) => k.name === 'statement') ? [{ op: 'meet', name: 'statement' }] : []),
  notices: (c) => [...deskKeys(c.state), ...c.state.panel.map((m) => key.person(m.person))].map((to) => ({ to, code: 'stated' })),
  answers: 'statement',
  milestone: true,
  check: true,
});

/**
 * A piece of evidence for one test, with the day it stems from: what was there before the pilot was allowed speaks of the intention, what came later is marked
 * as later.
 */
export const addEvidence = act({
  from: ['gathering', 'finding', 'concluding', 'appealed'],
  by: [desk, subject],
  body: z.object({
    test: choice([...TESTS, 'cause']),
    what: prose({ min: 20, personal: true }),
    from: legalDate(),
    dossier: dossierRef({ later: true }).optional(),
    files: files({ later: true }).optional(),
  }),
  reads: (_, body) => (body.dossier === undefined ? [] : [body.dossier as DossierId]),
  resolve: (c) => ({ dossier: c.body.dossier === undefined ? null : (findLinked(c.view, c.body.dossier)?.id ?? null) }),
  guard: (c) => {
    if (refuseFuture(c, c.body.from)) return atField('protection.not_yet', 'from');
    if (c.body.dossier !== undefined && c.resolved.dossier === null) return atField('protection.no_such_dossier', 'dossier');
    return refuseFull(c.state.evidence, ROW_LIMITS.evidence);
  },
  apply: (s, a) => ({
    ...s,
    evidence: [
      ...s.evidence,
      {
        seq: a.seq,
        test: a.body.test,
        by: a.key === subjectKeys(s)[0] ? ('subject' as const) : ('desk' as const),
        what: a.body.what,
        from: a.body.from as LegalDate,
        dossier: a.resolved.dossier,
        before: isBefore(s, a.body.from as LegalDate),
      },
    ],
  }),
  notices: (c) =>
    [...deskKeys(c.state), ...subjectKeys(c.state), ...c.state.panel.map((m) => key.person(m.person))]
      .filter((to) => to !== c.key)
      .map((to) => ({ to, code: 'evidence' })),
});
