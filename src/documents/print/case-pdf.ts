import { type Json, mapTexts } from '../../kernel/json.ts';
import type { CaseBlock, CaseFile } from '../case-file.ts';
import { FORM_RULES, layOut } from '../form.ts';
import { withCode } from './pdf.ts';
import { type SetPdf, setInChild } from './run-print.ts';
import { TYPST_CASE } from './typst-case.ts';
import { TYPST_PAPER } from './typst-paper.ts';

/** With more acts than this the contents name the chapters alone: a list of contents is there to be read. */
const MOST_LISTED = 300;
const LEAST_SIGNS = 9;
const MOST_SIGNS = 45;
/** Keeps the end of a line through {@link printable}, which takes lines apart nowhere else. */
const LINE_END = '¶';

/** The whole of a dossier as PDF/A-2a. The same file gives the same bytes. */
export function caseFileToPdf(file: CaseFile, set: SetPdf = setInChild): Promise<Buffer> {
  const acts = file.parts.flatMap((part) => part.blocks).filter((block) => block.is === 'act').length;
  const parts = file.parts.map((part) => ({ ...part, blocks: part.blocks.map(toSet) }));
  const data = { ...file, parts: withLineEnds(parts), cover: withLineEnds(file.cover), lists: acts <= MOST_LISTED };
  return set(TYPST_PAPER + TYPST_CASE, data, file.at);
}

function toSet(block: CaseBlock): unknown {
  if (block.is === 'table') return { ...block, widths: widthsOf(block.columns, block.rows) };
  if (block.is !== 'paper') return block;
  const { document, hash, checkUrl, ...rest } = block;
  const sheet = withCode(layOut(document, hash, checkUrl));
  return { ...rest, sheet, rules: FORM_RULES[sheet.form] };
}

/** Columns share the width by the longest that stands in them, so that a word of three letters does not get the room of a sentence. */
function widthsOf(columns: readonly string[], rows: readonly (readonly string[])[]): readonly number[] {
  return columns.map((title, i) =>
    Math.min(MOST_SIGNS, Math.max(LEAST_SIGNS, title.length, ...rows.map((row) => row[i]?.length ?? 0))),
  );
}

const withLineEnds = <T>(value: T): T =>
  mapTexts(value as Json, (text) => text.replaceAll(LINE_END, '').replace(/\r\n?|\n/g, LINE_END)) as T;
