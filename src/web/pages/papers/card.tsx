import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EVIDENCE } from '../evidence/choice.ts';
import type { Reader } from '../showing/reader.ts';
import type { PaperRow } from './view.ts';

/** «Văn bản»: the official papers of the dossier, and the whole of it as one file. */
export function PapersCard({ r, papers, base }: { r: Reader; papers: readonly PaperRow[]; base: string }) {
  return (
    <Card title={r.t('pages.papers.title')} id="van-ban">
      {papers.length === 0 ? null : (
        <DataTable
          t={r.t}
          caption={r.t('pages.papers.caption')}
          hideCaption
          columns={[
            { key: 'paper', label: r.t('pages.papers.paper'), head: true },
            { key: 'files', label: r.t('pages.papers.files'), noWrap: true },
            { key: 'status', label: r.t('pages.papers.status') },
          ]}
          rows={papers.map((paper) => ({
            id: paper.id,
            cells: {
              paper: (
                <>
                  {paper.hrefs ? <a href={paper.hrefs.page}>{paper.label}</a> : <span>{paper.label}</span>}
                  <small>{[paper.number, paper.day].filter((part) => part !== null).join(' · ')}</small>
                </>
              ),
              files: paper.hrefs ? (
                <>
                  <a href={paper.hrefs.docx} aria-label={`DOCX: ${paper.label}`}>
                    DOCX
                  </a>
                  {' · '}
                  <a href={paper.hrefs.pdf} aria-label={`PDF: ${paper.label}`}>
                    PDF
                  </a>
                </>
              ) : undefined,
              status: (
                <>
                  {paper.isAmiss ? <strong>{paper.status}</strong> : paper.status}
                  {paper.hash ? (
                    <small class="mono nw" title={paper.hash.full}>
                      {paper.hash.short}
                    </small>
                  ) : null}
                  {paper.issueHref ? (
                    <small>
                      <a href={paper.issueHref}>{r.t('pages.papers.issue')}</a>
                    </small>
                  ) : null}
                </>
              ),
            },
          }))}
        />
      )}
      <p class="note">
        <a href={`${base}/toan-bo.pdf`}>{r.t('pages.papers.whole')}</a>
      </p>
      <p class="note">
        <a href={`${base}/${EVIDENCE.path}`}>{r.t('evidence.link')}</a> <span class="muted">{r.t('evidence.linkWhat')}</span>
      </p>
    </Card>
  );
}
