/** Papers and whole dossiers as files; each is made in a process of its own, so that this one carries nothing of what makes them. */
import type { CaseFile } from '../case-file.ts';
import type { EvidenceText } from '../evidence/report.ts';
import type { OfficialDocument } from '../model.ts';
import { caseFileToPdf } from './case-pdf.ts';
import { evidenceToPdf } from './evidence-pdf.ts';
import { paperToPdf } from './pdf.ts';
import { printInChild, setInChild } from './run-print.ts';

/** The formats a paper is handed out in, with their types. */
export const PAPER_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
/** A word of {@link PAPER_TYPES}. */
export type PaperFormat = keyof typeof PAPER_TYPES;

/** One paper as a file; `hash` is the digest of what it says, `checkUrl` where its act can be looked up in the ledger. */
export function printPaper(format: PaperFormat, document: OfficialDocument, hash: string, checkUrl?: string): Promise<Buffer> {
  return format === 'pdf'
    ? paperToPdf(document, hash, setInChild, checkUrl)
    : printInChild({ is: 'docx', document, hash, ...(checkUrl === undefined ? {} : { checkUrl }) });
}

/** The whole of a dossier as one PDF. */
export function printCaseFile(file: CaseFile): Promise<Buffer> {
  return caseFileToPdf(file);
}

/** The readable copy of an evidence bundle as PDF. */
export function printEvidence(text: EvidenceText): Promise<Buffer> {
  return evidenceToPdf(text);
}
