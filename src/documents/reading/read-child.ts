/**
 * The child process that parses one file: bytes come by stdin, the type as argument, one JSON answer goes to stdout.
 * It is started anew for every file and killed afterwards, so whatever a file does to a parser ends with it.
 */
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { CarriesMacros, docxToText, InflatedTooFar } from './docx-text.ts';
import { htmlToText } from './html-text.ts';
import { pdfToText } from './pdf-text.ts';
import { READING_LIMITS } from './reading-limits.ts';
import type { RefusalCode } from './refusal.ts';

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

async function read(type: string | undefined, bytes: Buffer): Promise<Read> {
  if (type === 'pdf') return await pdfToText(bytes, READING_LIMITS.maxTextBytes);
  if (type === 'docx') return { text: await docxToText(bytes) };
  return { text: htmlToText(bytes.toString('utf8')) };
}

function toCode(error: unknown): RefusalCode {
  if (error instanceof InflatedTooFar) return 'bomb';
  if (error instanceof CarriesMacros) return 'macro';
  return error instanceof Error && error.name === 'PasswordException' ? 'password' : 'damaged';
}

async function main(): Promise<void> {
  closeNetwork();
  watchMemory((Number(process.argv[3]) || READING_LIMITS.memoryMegabytes) + BASE_MEGABYTES);
  // Parsers print warnings; stdout belongs to the answer, and warnings may quote the file.
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = () => undefined;
  const bytes = await buffer(process.stdin);
  let answer: string;
  try {
    const { text, pages } = await read(process.argv[2], bytes);
    answer = JSON.stringify(
      Buffer.byteLength(text) > READING_LIMITS.maxTextBytes
        ? { refused: 'too-much-text' }
        : { text, ...(pages === undefined ? {} : { pages }) },
    );
  } catch (error) {
    answer = JSON.stringify({ refused: toCode(error) });
  }
  process.stdout.write(answer, () => process.exit(0));
}

await main();
