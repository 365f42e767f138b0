import { z } from 'zod';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
import { decodeText, detectSheetType } from '../reading/detect-type.ts';
import { isLegacyVietnamese } from '../reading/legacy-encoding.ts';
import type { ReadOptions } from '../reading/read-document.ts';
import { READING_LIMITS } from '../reading/reading-limits.ts';
import { type ReadRefusal, refuseFile, type SheetFileType, type SheetRefusalCode } from '../reading/refusal.ts';
import { runReadChild } from '../reading/run-child.ts';
import { SHEET_LIMITS, type Sheet } from './sheet.ts';

/** The cells of a file, or why there are none. */
export type SheetsRead =
  | { readonly ok: true; readonly sheets: readonly Sheet[]; readonly type: SheetFileType }
  | { readonly ok: false; readonly refusal: ReadRefusal<SheetRefusalCode> };

const CHILD_CODES = [
  'bomb',
  'macro',
  'password',
  'damaged',
  'too-much-text',
  'too-many-sheets',
  'too-many-rows',
  'too-many-columns',
  'unclosed-quote',
] as const satisfies readonly SheetRefusalCode[];
const childAnswer = z.union([
  z.strictObject({ sheets: z.array(z.strictObject({ name: z.string(), rows: z.array(z.array(z.string())) })) }),
  z.strictObject({ refused: z.enum(CHILD_CODES) }),
  z.strictObject({ refused: z.literal('unreadable-cell'), row: z.int(), column: z.int() }),
]);

const refused = (code: SheetRefusalCode, params: ReadRefusal['params'] = {}): SheetsRead => ({
  ok: false,
  refusal: refuseFile<SheetRefusalCode>(code, params),
});

/**
 * Reads the cells of a workbook or CSV file in a process of its own, telling its type by signature. Nothing is written to disk
 * or log; a file that is too big, hostile, locked, empty, not Unicode or marked secret comes back as a refusal, never as an exception.
 */
export async function readSheets(bytes: Uint8Array, options: ReadOptions = {}): Promise<SheetsRead> {
  const limits = { ...READING_LIMITS, maxTextBytes: SHEET_LIMITS.textBytes, ...options.limits };
  const detection = detectSheetType(bytes, limits);
  if (!detection.ok) return detection;
  const { type } = detection;
  const given = type === 'csv' ? Buffer.from((decodeText(bytes) ?? '').replace(/^\ufeff/u, ''), 'utf8') : bytes;
  const outcome = await runReadChild(given, type, limits, options.child);
  if (outcome.kind !== 'answer') {
    if (outcome.kind === 'timeout') return refused('timeout', { seconds: Math.ceil(limits.timeoutMs / 1000) });
    if (outcome.kind === 'too-much') return refused('too-much-text');
    return refused(outcome.kind === 'too-big' ? 'bomb' : 'damaged');
  }
  const answer = childAnswer.safeParse(parseJson(outcome.json));
  if (!answer.success) return refused('damaged');
  if ('refused' in answer.data) {
    const { refused: code, ...params } = answer.data;
    return refused(code, params);
  }
  return judge(answer.data.sheets, type);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why cells that could be read are still not taken. */
function judge(sheets: readonly Sheet[], type: SheetFileType): SheetsRead {
  const text = sheets.flatMap((sheet) => sheet.rows.map((row) => row.join('\t'))).join('\n');
  if (!/[\p{L}\p{N}]/u.test(text)) return refused('empty');
  if (isLegacyVietnamese(text)) return refused('legacy-encoding');
  if (findSecrecyMark(text)) return refused('secret-mark');
  return { ok: true, type, sheets };
}
