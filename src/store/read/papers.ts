/** The official papers of a dossier as its reader may have them, each compared with what was issued. */
import type { LawView, OrganisationView } from '../../dossier/context.ts';
import { hashOfPaper, type IssuedPaper, issuesOf, type PaperAct, paperId, papersOf, writePaper } from '../../dossier/papers.ts';
import { type Json, mapTexts } from '../../kernel/json.ts';
import { type LegalDate, toLegalDate } from '../../kernel/time.ts';
import { type DossierView, ERASED, WITHHELD } from './dossier.ts';

/** One paper that exists now. */
export interface PaperView {
  /** How addresses call it. */
  readonly id: string;
  /** Its sort; the word is `papers.<name>` of the kind. */
  readonly name: string;
  /** The act it writes down, and its day. */
  readonly seq: number;
  readonly on: LegalDate;
  /** What it says; null where a part of it is not the reader's to read. */
  readonly document: Json;
  readonly hash: string | null;
  readonly issued: Omit<IssuedPaper, 'names'> | null;
  /** Whether what it says is what was issued; null where it was not, or cannot be read whole. */
  readonly agrees: boolean | null;
}

/** All papers of a dossier as it was read; `erased` says what stands where a text was erased by a decision. */
export function readPapers(
  desk: { readonly org: OrganisationView; readonly law: LawView },
  view: DossierView,
  erased: (decision: string) => string,
): readonly PaperView[] {
  const acts = view.acts.map(
    (a): PaperAct => ({
      seq: a.seq,
      name: a.name,
      body: a.body,
      facts: a.facts,
      businessAt: a.businessAt,
      actor: a.actor.person,
    }),
  );
  const issues = issuesOf(acts);
  return papersOf(view.kind, view.dossier, acts).flatMap((found): PaperView[] => {
    const id = paperId(found);
    const issue = issues.get(id);
    const written = writePaper(desk, found, view.dossier, acts, issue);
    const act = acts.find((a) => a.seq === found.seq);
    if (!written || !act) return [];
    const isWithheld = mentions(written.document, WITHHELD);
    const hash = isWithheld ? null : hashOfPaper(written.document);
    const { names: _, ...issued } = issue ?? { names: {} };
    return [
      {
        id,
        name: found.name,
        seq: found.seq,
        on: toLegalDate(act.businessAt),
        document: isWithheld ? null : sayErased(written.document, erased),
        hash,
        issued: issue ? (issued as Omit<IssuedPaper, 'names'>) : null,
        agrees: issue && hash !== null ? hash === issue.hash : null,
      },
    ];
  });
}

function mentions(value: Json, text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((member) => mentions(member as Json, text));
}

function sayErased(value: Json, erased: (decision: string) => string): Json {
  const said = new RegExp(`${ERASED}([^\\n]*)`, 'gu');
  return mapTexts(value, (text) => text.replace(said, (_, by: string) => erased(by)));
}
