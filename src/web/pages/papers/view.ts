/** The official papers of a dossier in words. */
import type { OfficialDocument } from '../../../documents/index.ts';
import { formatDate } from '../../../kernel/format.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { type PaperView, readPapers } from '../../../store/read/papers.ts';
import { shortHash } from '../dossier/timeline.tsx';
import { leafCheckHref } from '../receipts/address.ts';
import { actHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';

/** A paper on the dossier's page. */
export interface PaperRow {
  readonly id: string;
  readonly label: string;
  readonly number: string | null;
  readonly day: string;
  /** The page of the paper and its files; absent where a part of it is not the reader's to read. */
  readonly hrefs?: { readonly page: string; readonly docx: string; readonly pdf: string };
  readonly hash: { readonly short: string; readonly full: string } | null;
  /** Issued or not, and whether it still says what was issued. */
  readonly status: string;
  readonly isAmiss: boolean;
  readonly issueHref?: string;
}

/** Everything official of the dossier, as its reader may have it. */
export function papersFor(r: Reader, view: DossierView): readonly PaperView[] {
  return readPapers(r.asker, view, (decision) =>
    decision === '' ? r.say.kind(view.kind.name, 'papers.erased') : r.say.kind(view.kind.name, 'papers.erasedBy', { decision }),
  );
}

/** What a paper says, as the renderers take it. */
export function documentOf(paper: PaperView): OfficialDocument | undefined {
  return paper.document === null ? undefined : (paper.document as unknown as OfficialDocument);
}

/** Where the act behind a paper can be looked up in the ledger: the one that issued it, else the one it writes down. */
export function checkOf(origin: string, view: Pick<DossierView, 'acts'>, paper: PaperView): { readonly checkUrl?: string } {
  const seq = paper.issued?.seq ?? paper.seq;
  const act = view.acts.find((one) => one.seq === seq);
  return act ? { checkUrl: leafCheckHref(origin, act.leafHash) } : {};
}

/** The word for a paper. */
export function paperLabel(r: Reader, view: DossierView, paper: Pick<PaperView, 'name'>): string {
  return r.say.kind(view.kind.name, `papers.${paper.name}`);
}

/** The papers as rows of the page, the newest first. */
export function buildPapers(r: Reader, view: DossierView, base: string): readonly PaperRow[] {
  const mayIssue = view.available.some((a) => a.act === 'issue-paper');
  return papersFor(r, view)
    .toReversed()
    .map((paper): PaperRow => {
      const number = paper.issued?.number ?? documentOf(paper)?.number ?? null;
      const isWanted = mayIssue && paper.hash !== null && (paper.issued === null || paper.agrees === false);
      return {
        id: paper.id,
        label: paperLabel(r, view, paper),
        number,
        day: formatDate(paper.on),
        ...(paper.document === null ? {} : { hrefs: paperHrefs(base, paper.id) }),
        hash: paper.hash === null ? null : { short: shortHash(paper.hash), full: paper.hash },
        status: statusOf(r, paper),
        isAmiss: paper.agrees === false,
        ...(isWanted
          ? { issueHref: actHref(base, 'issue-paper', { paper: paper.id, ...(number === null ? {} : { paperNumber: number }) }) }
          : {}),
      };
    });
}

/** Where a paper is to be had. */
export function paperHrefs(base: string, id: string) {
  const at = `${base}/giay-to/${encodeURIComponent(id)}`;
  return { page: `${at}.html`, docx: `${at}.docx`, pdf: `${at}.pdf` };
}

/** Whether it was issued, and whether it says today what was issued. */
export function statusOf(r: Reader, paper: PaperView): string {
  if (paper.document === null) return r.t('pages.papers.withheld');
  if (paper.issued === null) return r.t('pages.papers.draft');
  const said = { number: paper.issued.number, date: formatDate(paper.issued.on), n: paper.issued.seq };
  return r.t(paper.agrees === true ? 'pages.papers.agrees' : 'pages.papers.differs', said);
}
