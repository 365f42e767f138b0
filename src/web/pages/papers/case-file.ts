/** The whole of a dossier in the order it came about: content, every act with what was written and what stayed unanswered, tables, papers, files. */
import type { CaseBlock, CaseFile, CasePart, CaseRow } from '../../../documents/index.ts';
import { formatStamp } from '../../../kernel/format.ts';
import { toMillis } from '../../../kernel/time.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import { buildContent, buildSections } from '../dossier/content.ts';
import { buildDocuments } from '../dossier/documents.ts';
import { actRows, actTitle, clockLines, lapseIn, whoLine } from '../dossier/timeline.tsx';
import type { Reader } from '../showing/reader.ts';
import { valueText } from '../showing/value.tsx';
import { checkOf, documentOf, paperLabel, papersFor, statusOf } from './view.ts';

/** Puts the file together as its reader may read it. */
export function buildCaseFile(r: Reader, view: DossierView, origin: string): CaseFile {
  const { kind, row, dossier, acts } = view;
  const name = dossier.number ?? row.receipt;
  const last = acts.at(-1)?.businessAt ?? view.now;
  const silent = acts.filter((act) => lapseIn(act) !== undefined).length;
  return {
    lang: r.lang,
    title: `${r.say.kind(kind.name, 'name')} ${name}`,
    subtitle: row.title,
    cover: [
      plainRow(r.t('pages.papers.case.stage'), r.say.stage(kind.name, dossier.stage)),
      plainRow(r.t('pages.papers.case.asOf'), formatStamp(last)),
      plainRow(r.t('pages.papers.case.acts'), r.t('pages.papers.case.count', { n: acts.length, silent })),
      plainRow(r.t('pages.papers.case.head'), view.head),
      plainRow(r.t('pages.papers.case.reader'), r.t('pages.papers.case.readerIs', { name: r.asker.standing.name })),
    ],
    contents: r.t('pages.papers.case.contents'),
    page: r.t('pages.papers.case.page'),
    foot: `${name} · ${r.t('pages.papers.case.acts').toLocaleLowerCase(r.lang)}: ${acts.length} · ${view.head.slice(0, 16)}`,
    parts: [
      contentPart(r, view),
      { title: r.t('pages.papers.case.actsTitle'), blocks: acts.map((act) => actBlock(r, view, act)) },
      ...tablesPart(r, view),
      ...papersPart(r, view, origin),
      ...filesPart(r, view),
    ],
    at: Math.floor(toMillis(last) / 1000),
  };
}

function plainRow(label: string, text: string): CaseRow {
  return { label, text, isHidden: false, corrected: null };
}

function contentPart(r: Reader, view: DossierView): CasePart {
  const rows = buildContent(r, view, '').map((row) => plainRow(row.label, valueText(r, view.kind.name, row.how, row.value)));
  return { title: r.t('pages.dossier.content'), blocks: [{ is: 'rows', rows }] };
}

function actBlock(r: Reader, view: DossierView, act: ActView): CaseBlock {
  const missed = lapseIn(act);
  return {
    is: 'act',
    title: `${act.seq}. ${actTitle(r, view, act)}`,
    note: `${formatStamp(act.businessAt)} · ${whoLine(r, act)}`,
    isSilence: missed !== undefined,
    isStruck: act.struck === 'moved',
    rows: actRows(r, view, act).map((row) => ({
      label: row.label,
      text: row.text,
      isHidden: row.hidden,
      corrected: row.corrected ? `${row.corrected.text} (${r.t('pages.timeline.correctedBy', { n: row.corrected.by })})` : null,
    })),
    lines: [...clockLines(r, view, act), r.t('pages.timeline.leaf', { hash: act.leafHash })],
  };
}

function tablesPart(r: Reader, view: DossierView): readonly CasePart[] {
  const blocks = buildSections(r, view)
    .filter((section) => section.rows.length > 0)
    .map(
      (section): CaseBlock => ({
        is: 'table',
        title: section.title,
        columns: section.columns.map((column) => column.label),
        rows: section.rows.map((row) => section.columns.map((c) => valueText(r, view.kind.name, c.how, row[c.key]))),
      }),
    );
  return blocks.length === 0 ? [] : [{ title: r.t('pages.papers.case.tables'), blocks }];
}

function papersPart(r: Reader, view: DossierView, origin: string): readonly CasePart[] {
  const blocks = papersFor(r, view).map((paper): CaseBlock => {
    const document = documentOf(paper);
    const title = paperLabel(r, view, paper);
    const note = statusOf(r, paper);
    return document === undefined || paper.hash === null
      ? { is: 'text', text: `${title}: ${note}` }
      : { is: 'paper', title, note, document, hash: paper.hash, ...checkOf(origin, view, paper) };
  });
  return blocks.length === 0 ? [] : [{ title: r.t('pages.papers.title'), blocks }];
}

function filesPart(r: Reader, view: DossierView): readonly CasePart[] {
  const files = buildDocuments(r, view).toReversed();
  if (files.length === 0) return [];
  const columns = (['name', 'hash', 'received'] as const).map((column) => r.t(`pages.documents.${column}`));
  const rows = files.map((file) => [`${file.name} (${file.note})`, file.fullHash, file.received]);
  return [{ title: r.t('dossier.docs'), blocks: [{ is: 'table', title: r.t('pages.documents.caption'), columns, rows }] }];
}
