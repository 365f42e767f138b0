/** Papers and whole dossiers as files; what makes them is loaded with the first one asked for. */
import type { CaseFile } from '../case-file.ts';
import type { OfficialDocument } from '../model.ts';

/** The formats a paper is handed out in, with their types. */
export const PAPER_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
/** A word of {@link PAPER_TYPES}. */
export type PaperFormat = keyof typeof PAPER_TYPES;

/** One paper as a file; `hash` is the digest of what it says. */
export async function printPaper(format: PaperFormat, document: OfficialDocument, hash: string): Promise<Buffer> {
  return format === 'pdf'
    ? (await import('./pdf.ts')).paperToPdf(document, hash)
    : (await import('./docx.ts')).paperToDocx(document, hash);
}

/** The whole of a dossier as one PDF. */
export async function printCaseFile(file: CaseFile): Promise<Buffer> {
  return (await import('./case-pdf.ts')).caseFileToPdf(file);
}
