import { atTime, toMillis } from '../../kernel/time.ts';
import { FORM_RULES, layOut, type Sheet } from '../form.ts';
import type { OfficialDocument } from '../model.ts';
import { qrSvg } from '../qr-path.ts';
import { type SetPdf, setInChild } from './run-print.ts';
import { TYPST_ONE_PAPER, TYPST_PAPER } from './typst-paper.ts';

/** The paper as PDF/A-2a; `hash` is the digest of what it says. The same paper always gives the same bytes. */
export function paperToPdf(
  document: OfficialDocument,
  hash: string,
  set: SetPdf = setInChild,
  checkUrl?: string,
): Promise<Buffer> {
  const sheet = withCode(layOut(document, hash, checkUrl));
  const at = toMillis(atTime(document.on, '00:00')) / 1000;
  return set(TYPST_PAPER + TYPST_ONE_PAPER, { sheet, rules: FORM_RULES[sheet.form] }, at);
}

/** The sheet with its code drawn. */
export function withCode(sheet: Sheet) {
  return { ...sheet, code: sheet.check === null ? null : qrSvg(sheet.check.url) };
}
