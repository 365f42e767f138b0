/** The act by which an official paper of a dossier is issued: its number and the digest of what it says are on the record from then on. */
import { z } from 'zod';
import type { DossierId } from '../kernel/ids.ts';
import type { Json } from '../kernel/json.ts';
import { keysOf } from './capacity.ts';
import { atField } from './date-limits.ts';
import { dossierRef, symbol } from './field.ts';
import { type AnyAct, type AnyKind, actsOf, type DecideContext } from './kind.ts';
import { hashOfPaper, ISSUE_PAPER, issuesOf, paperId, papersOf, toPaperActs, writePaper } from './papers.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { unseal } from './sealed.ts';

const act = actsOf<Json>();

interface IssueBody {
  readonly paper: string;
  readonly paperNumber?: string | undefined;
  readonly entry?: string | undefined;
}

type Context = DecideContext<Json, IssueBody>;

/** The number as it is said, or as the entry of the book gives it; both where they agree. */
function numberOf(c: Context): string | Refusal {
  const { paperNumber: number, entry } = c.body;
  if (entry === undefined) return number ?? atField('paper.no_number', 'paperNumber');
  const exports = c.view.get(entry as DossierId)?.exports as { readonly symbol?: Json } | null | undefined;
  if (typeof exports?.symbol !== 'string') return atField('paper.no_such_entry', 'entry');
  return number === undefined || number === exports.symbol
    ? exports.symbol
    : atField('paper.other_number', 'paperNumber', { number: exports.symbol });
}

/** Present in every kind that has papers; its stewards issue them. */
export function issuePaperAct(kind: AnyKind): Readonly<Record<string, AnyAct>> {
  if (kind.papers === undefined) return {};
  const issuePaper = act({
    from: 'any',
    by: [keysOf<Json>('steward', (d) => kind.stewards(d.state))],
    body: z.object({
      paper: symbol({ max: 80 }),
      paperNumber: symbol({ max: 80 }).optional(),
      entry: dossierRef({ later: true }).optional(),
    }),
    reads: (_, body) => (body.entry === undefined ? [] : [body.entry as DossierId]),
    resolve: (c) => {
      const acts = toPaperActs(c.history, c.texts);
      const dossier = { ...c.dossier, state: unseal(c.dossier.state, c.texts, () => '') };
      const found = papersOf(kind, dossier, acts).find((one) => paperId(one) === c.body.paper);
      if (!found) return atField('paper.no_such_paper', 'paper');
      const number = numberOf(c);
      if (isRefusal(number)) return number;
      const written = writePaper(c, found, dossier, acts, { seq: c.dossier.seq, number });
      if (!written) return atField('paper.no_such_paper', 'paper');
      const own = (written.document as { readonly number?: Json } | null)?.number;
      if (typeof own === 'string' && own !== number) return atField('paper.other_number', 'paperNumber', { number: own });
      const hash = hashOfPaper(written.document);
      const before = issuesOf(acts).get(c.body.paper);
      if (before?.hash === hash) return refuse('paper.issued_already', { number: before.number });
      return { paper: c.body.paper, number, entry: c.body.entry ?? null, hash, names: { ...written.names } };
    },
    apply: (state) => state,
    milestone: true,
    check: true,
  });
  return { [ISSUE_PAPER]: issuePaper };
}
