/** How a commendation begins by itself: from a pilot assessed as completed, with what shows it. */
import { z } from 'zod';
import { actsOf, dossierRef, isRefusal, key, line, prose, refuse, systemOnly } from '../../dossier/index.ts';
import type { DossierId, PersonId, PostId, UnitId } from '../../kernel/ids.ts';
import type { LegalDate } from '../../kernel/time.ts';
import { handlingFrom } from './rules.ts';
import type { CommendationState, Evidence, Source, Subject } from './state.ts';

const act = actsOf<CommendationState>();

/** What an assessed proposal lets others know of it. */
interface Assessed {
  readonly result: string | null;
  readonly damage: boolean | null;
  readonly exit: string | null;
  readonly named: boolean;
  readonly proposer: PersonId | null;
  readonly proposerPost: PostId | null;
  readonly proposerUnit: UnitId | null;
  readonly authors: readonly { readonly person: PersonId; readonly post: PostId | null; readonly unit: UnitId | null }[];
  readonly agency: UnitId | null;
  readonly evaluator: PostId | null;
  readonly allowedOn: LegalDate | null;
  readonly reportedOn: LegalDate | null;
  readonly evaluatedOn: LegalDate | null;
  readonly tally: { readonly entitled: number; readonly for: number } | null;
  readonly acts: { readonly allowed: number | null; readonly reported: number | null; readonly evaluated: number | null };
}

/** The rows of evidence a completed pilot brings along: what was allowed, reported and found, each where it stands. */
function evidenceOf(id: DossierId, number: string | null, assessed: Assessed): readonly Omit<Evidence, 'what'>[] {
  const row = (sort: Evidence['sort'], on: LegalDate | null, seq: number | null) =>
    on === null || seq === null ? [] : [{ sort, on, dossier: id, number, act: seq, finding: null, how: null }];
  return [
    ...row('decision', assessed.allowedOn, assessed.acts.allowed),
    ...row('report', assessed.reportedOn, assessed.acts.reported),
    ...row('evaluation', assessed.evaluatedOn, assessed.acts.evaluated),
  ];
}

/**
 * A pilot was assessed as completed: the commendation opens with what shows it. It is handled by the agency that assessed, and is never in the way of the
 * assessment: where the agency has nobody left to handle it, whoever assessed does. @basis d73-2023#art10
 */
export const open = act({
  from: 'new',
  to: 'nominated',
  by: [systemOnly()],
  body: z.object({
    source: dossierRef({ hidden: true }),
    title: line({ max: 200 }),
    findings: prose(),
    lesson: prose(),
  }),
  reads: (_, body) => [body.source as DossierId],
  resolve: (c) => {
    const linked = c.view.get(c.body.source as DossierId);
    const assessed = linked?.exports as unknown as Assessed | null | undefined;
    if (!linked || !assessed || assessed.agency === null) return refuse('commendation.no_such_dossier');
    if (assessed.result !== 'completed') return refuse('commendation.not_completed');
    const about = assessed.authors.map((author) => author.person);
    const found = handlingFrom(c.org, assessed.agency, about);
    const last = assessed.evaluator ?? ('' as PostId);
    const handling = isRefusal(found) ? { agency: assessed.agency, decider: last, clerk: last } : found;
    const number = linked.number ?? null;
    return {
      ...handling,
      number,
      assessed: { ...assessed },
      evidence: evidenceOf(linked.id, number, assessed).map((e) => ({ ...e })),
    };
  },
  apply: (s, a) => {
    const { assessed, number, evidence, agency, decider, clerk } = a.resolved;
    const source: Source = {
      dossier: a.body.source as DossierId,
      number,
      result: assessed.result ?? '',
      damage: assessed.damage === true,
      exit: assessed.exit,
      evaluatedOn: assessed.evaluatedOn,
      allowedOn: assessed.allowedOn,
      tally: assessed.tally,
      named: assessed.named,
      lesson: a.body.lesson,
    };
    return {
      ...s,
      origin: 'proposal',
      title: a.body.title,
      achievement: a.body.findings,
      source,
      nominee: nomineeOf(assessed),
      others: othersOf(assessed),
      agency,
      decider,
      clerk,
      evidence: evidence.map((e) => ({ ...e, what: e.sort === 'evaluation' ? a.body.findings : null })),
    };
  },
  clocks: (c) => [{ op: 'start', name: 'verify', holder: c.resolved.clerk, limit: 'commendation.verify' }],
  notices: (c) => [{ to: key.post(c.resolved.decider), code: 'opened' }],
  names: (c) => [c.resolved.agency, c.resolved.decider],
  registers: true,
  milestone: true,
  basis: 'd73-2023#art10',
});

/** Whoever shares the authorship: nothing of it exists for them either until it is decided, and they may be commended with it. */
function othersOf({ authors, proposer }: Assessed): readonly Subject[] {
  return authors.flatMap(({ person, post, unit }): Subject[] =>
    person === proposer || unit === null ? [] : [{ whom: 'person', post, unit, person }],
  );
}

function nomineeOf(assessed: Assessed): Subject | null {
  const { proposer, proposerPost, proposerUnit } = assessed;
  return proposerUnit === null ? null : { whom: 'person', post: proposerPost, unit: proposerUnit, person: proposer };
}
