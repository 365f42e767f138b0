/**
 * The child process that parses one file: bytes come by stdin, the type as argument, one JSON answer goes to stdout.
 * It is started anew for every file and killed afterwards, so whatever a file does to a parser ends with it.
 */
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { readCsvRows, UnclosedQuote } from '../sheets/csv-rows.ts';
import { findBrokenBound, SHEET_LIMITS, type Sheet } from '../sheets/sheet.ts';
import { READING_LIMITS } from './reading-limits.ts';
import type { RefusalCode, SheetRefusalCode } from './refusal.ts';
import { CarriesMacros, InflatedTooFar } from './zip-parts.ts';

/** What Node and the parsers take before they have read a byte. */
const BASE_MEGABYTES = 256;

interface Read {
  readonly text: string;
  readonly pages?: number;
}

/** Parsers have no business on the network; without these they cannot even try. */
function closeNetwork(): void {
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) {
    Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true });
  }
}

/**
 * Ends this process when it grows beyond its bound. The heap option does not count buffers, and a packed stream in a PDF is
 * unpacked in one go, so only another thread can notice in time.
 */
function watchMemory(megabytes: number): void {
  const source = `setInterval(() => { if (process.memoryUsage.rss() > ${megabytes} * 1048576) process.kill(process.pid, 'SIGKILL'); }, 50);`;
  new Worker(source, { eval: true, execArgv: [], env: {} }).unref();
}

/** Each parser is loaded only for a file of its own: every other file would pay for it. */
async function read(type: string | undefined, bytes: Buffer): Promise<Read> {
  if (type === 'pdf') return await (await import('./pdf-text.ts')).pdfToText(bytes, READING_LIMITS.maxTextBytes);
  if (type === 'docx') return { text: await (await import('./docx-text.ts')).docxToText(bytes) };
  return { text: (await import('./html-text.ts')).htmlToText(bytes.toString('utf8')) };
}

function toCode(error: unknown): RefusalCode | SheetRefusalCode {
  if (error instanceof InflatedTooFar) return 'bomb';
  if (error instanceof CarriesMacros) return 'macro';
  if (error instanceof UnclosedQuote) return 'unclosed-quote';
  return error instanceof Error && error.name === 'PasswordException' ? 'password' : 'damaged';
}

async function readSheets(type: 'xlsx' | 'csv', bytes: Buffer): Promise<string> {
  if (type === 'csv') return sheetAnswer([{ name: '', rows: readCsvRows(bytes.toString('utf8')) }]);
  const { readXlsxRows, UnreadableCell } = await import('../sheets/xlsx-rows.ts');
  try {
    return sheetAnswer(await readXlsxRows(bytes));
  } catch (error) {
    if (error instanceof UnreadableCell)
      return JSON.stringify({ refused: 'unreadable-cell', row: error.row, column: error.column });
    throw error;
  }
}

function sheetAnswer(sheets: readonly Sheet[]): string {
  const broken = findBrokenBound(sheets);
  if (broken !== undefined) return JSON.stringify({ refused: broken });
  const answer = JSON.stringify({ sheets });
  return Buffer.byteLength(answer) > SHEET_LIMITS.textBytes ? JSON.stringify({ refused: 'too-much-text' }) : answer;
}

async function readText(type: string | undefined, bytes: Buffer): Promise<string> {
  const { text, pages } = await read(type, bytes);
  return JSON.stringify(
    Buffer.byteLength(text) > READING_LIMITS.maxTextBytes
      ? { refused: 'too-much-text' }
      : { text, ...(pages === undefined ? {} : { pages }) },
  );
}

async function main(): Promise<void> {
  closeNetwork();
  watchMemory((Number(process.argv[3]) || READING_LIMITS.memoryMegabytes) + BASE_MEGABYTES);
  // Parsers print warnings; stdout belongs to the answer, and warnings may quote the file.
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => undefined;
  const bytes = await buffer(process.stdin);
  let answer: string;
  try {
    const type = process.argv[2];
    answer = type === 'xlsx' || type === 'csv' ? await readSheets(type, bytes) : await readText(type, bytes);
  } catch (error) {
    answer = JSON.stringify({ refused: toCode(error) });
  }
  process.stdout.write(answer, () => process.exit(0));
}

await main();
