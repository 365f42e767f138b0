/** The public door of the documents room: reading files that come in, and recognising what they are and ask. */
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';

export { documentIdentity } from '../kernel/document-identity.ts';
export type { CaseBlock, CaseFile, CasePart, CaseRow } from './case-file.ts';
export { evidenceReadme } from './evidence/readme.ts';
export { type EvidenceText, evidenceWords, type ReportedAct, type Standing, standingOfAll } from './evidence/report.ts';
export { readVerifierPage } from './evidence/verifier-page.ts';
export { FORM_RULES, formConfidence } from './form.ts';
export { recognise } from './intake/recognise.ts';
export type {
  CitedDocument,
  DateHint,
  DatePiece,
  Deadline,
  DocumentNumber,
  DocumentType,
  IssuerName,
  NumberForm,
  Obligation,
  Piece,
  RecognisedDocument,
  Section,
  SectionKind,
  Sentence,
  Span,
} from './intake/recognised.ts';
export type { OfficialDocument } from './model.ts';
export { PaperSheet } from './print/html.tsx';
export { PAPER_TYPES, type PaperFormat, printCaseFile, printEvidence, printPaper } from './print/index.ts';
export type { Detection } from './reading/detect-type.ts';
export { detectType } from './reading/detect-type.ts';
export type { ReadOptions, ReadResult } from './reading/read-document.ts';
export { readDocument, refuseIfMarkedSecret } from './reading/read-document.ts';
export type { ReadingLimits } from './reading/reading-limits.ts';
export { READING_LIMITS } from './reading/reading-limits.ts';
export type { DocumentFileType, ReadRefusal, RefusalCode, SheetFileType, SheetRefusalCode } from './reading/refusal.ts';
export { readSheets, type SheetsRead } from './sheets/read-sheets.ts';
export { SHEET_LIMITS, type Sheet } from './sheets/sheet.ts';
export type { SheetCell, SheetTable } from './sheets/sheet-table.ts';
export { writeCsv } from './sheets/write-csv.ts';
export { columnLetters, writeXlsx } from './sheets/write-xlsx.ts';
export { type StreamedPart, writeZipStream } from './sheets/zip-stream.ts';

/** The words of this room in both languages, to be mounted under `intake` in the catalogues. */
export const documentMessages = { vi, en };
