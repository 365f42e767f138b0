import { type Json, mapTexts } from '../../kernel/json.ts';
import { toMillis } from '../../kernel/time.ts';
import { type EvidenceText, toSheet } from '../evidence/report.ts';
import { type SetPdf, setInChild } from './run-print.ts';
import { TYPST_EVIDENCE } from './typst-evidence.ts';

/** Keeps the end of a line where texts are made printable, which takes lines apart nowhere else. */
const LINE_END = '¶';

/** The readable copy of a bundle as PDF/A-2a. The same text gives the same bytes. */
export function evidenceToPdf(text: EvidenceText, set: SetPdf = setInChild): Promise<Buffer> {
  const data = mapTexts(toSheet(text) as unknown as Json, (one) => one.replaceAll(LINE_END, '').replace(/\r\n?|\n/g, LINE_END));
  return set(TYPST_EVIDENCE, data, Math.floor(toMillis(text.madeAt) / 1000));
}
