import { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { findSecrecyMark } from '../../kernel/secrecy.ts';
import type { ChildCommand } from '../find-child.ts';
import { decodeText, detectType } from './detect-type.ts';
import { isLegacyVietnamese } from './legacy-encoding.ts';
import type { ReadingLimits } from './reading-limits.ts';
import { READING_LIMITS } from './reading-limits.ts';
import type { DocumentFileType, ReadRefusal, RefusalCode } from './refusal.ts';
import { refuseFile } from './refusal.ts';
import { runReadChild } from './run-child.ts';

/** The name the file came with; narrower limits or another child, for tests. */
export interface ReadOptions {
  readonly name?: string;
  readonly limits?: Partial<ReadingLimits>;
  readonly child?: ChildCommand;
}

/** The text of a file, or why there is none. */
export type ReadResult =
  | { readonly ok: true; readonly text: string; readonly type: DocumentFileType; readonly pages?: number }
  | { readonly ok: false; readonly refusal: ReadRefusal };

const CHILD_CODES = ['bomb', 'macro', 'password', 'damaged', 'too-much-text'] as const satisfies readonly RefusalCode[];
const childAnswer = z.union([
  z.strictObject({ text: z.string(), pages: z.number().int().nonnegative().optional() }),
  z.strictObject({ refused: z.enum(CHILD_CODES) }),
]);

interface Plain {
  readonly text: string;
  readonly pages?: number | undefined;
}

const isRefusal = (value: Plain | ReadRefusal): value is ReadRefusal => 'code' in value;
const megabytes = (limits: ReadingLimits): number => Math.floor(limits.maxTextBytes / 1_048_576);

async function parseInChild(
  bytes: Uint8Array,
  type: DocumentFileType,
  limits: ReadingLimits,
  child?: ChildCommand,
): Promise<Plain | ReadRefusal> {
  const outcome = await runReadChild(bytes, type, limits, child);
  if (outcome.kind !== 'answer') {
    if (outcome.kind === 'timeout') return refuseFile('timeout', { seconds: Math.ceil(limits.timeoutMs / 1000) });
    if (outcome.kind === 'too-big') return refuseFile('bomb');
    return outcome.kind === 'too-much' ? refuseFile('too-much-text', { megabytes: megabytes(limits) }) : refuseFile('damaged');
  }
  let json: unknown;
  try {
    json = JSON.parse(outcome.json);
  } catch {
    return refuseFile('damaged');
  }
  const answer = childAnswer.safeParse(json);
  if (!answer.success) return refuseFile('damaged');
  if (!('refused' in answer.data)) return answer.data;
  const { refused } = answer.data;
  return refused === 'too-much-text' ? refuseFile(refused, { megabytes: megabytes(limits) }) : refuseFile(refused);
}

/** True where a file bears the name of a Word or PDF document and is none: whoever sent it was deceived by it or means to deceive. */
function belies(name: string, type: DocumentFileType): boolean {
  const claimed = /\.(pdf|docx)$/i.exec(name)?.[1]?.toLowerCase();
  return claimed !== undefined && claimed !== type;
}

/** Why a text that could be read is still not taken. */
function judgeText({ text, pages }: Plain, type: DocumentFileType): ReadRefusal | undefined {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  // A scan often carries a stamp or a page number as its only text.
  if (type === 'pdf' && letters < Math.max(1, Math.min(pages ?? 1, 20) * 12)) return refuseFile('scan');
  if (letters === 0) return refuseFile('empty');
  if (isLegacyVietnamese(text)) return refuseFile('legacy-encoding');
  if (findSecrecyMark(text)) return refuseFile('secret-mark');
  return undefined;
}

/**
 * Reads the text of a file, telling its type by signature; its name can only speak against it. Nothing is written to disk or log; a file that is too big,
 * hostile, locked, without text or marked secret comes back as a refusal with a code, never as an exception.
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  const limits = { ...READING_LIMITS, ...options.limits };
  const detection = detectType(bytes, limits);
  if (!detection.ok) return detection;
  const { type } = detection;
  if (belies(options.name ?? '', type)) return { ok: false, refusal: refuseFile('not-what-it-says') };
  const decoded = type === 'pdf' || type === 'docx' ? undefined : decodeText(bytes);
  if (type === 'txt' && Buffer.byteLength(decoded ?? '') > limits.maxTextBytes) {
    return { ok: false, refusal: refuseFile('too-much-text', { megabytes: megabytes(limits) }) };
  }
  const plain =
    type === 'txt'
      ? { text: decoded ?? '' }
      : await parseInChild(decoded === undefined ? bytes : Buffer.from(decoded), type, limits, options.child);
  if (isRefusal(plain)) return { ok: false, refusal: plain };
  const refusal = judgeText(plain, type);
  if (refusal) return { ok: false, refusal };
  const text = plain.text.normalize('NFC');
  return { ok: true, text, type, ...(plain.pages === undefined ? {} : { pages: plain.pages }) };
}

/**
 * Lets a text pass only when it carries no secrecy marking; to be called before anything of it is kept anywhere.
 * @throws {intake.secret_mark}
 */
export function refuseIfMarkedSecret(text: string): void {
  if (findSecrecyMark(text)) throw new AppError('intake.secret_mark', 'invalid');
}
