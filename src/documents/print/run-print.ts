import { spawn } from 'node:child_process';
import { findChild } from '../find-child.ts';
import type { OfficialDocument } from '../model.ts';

/** Sets a text as PDF: template, data, and the seconds of the moment written into the file as its making. */
export type SetPdf = (template: string, data: unknown, at: number) => Promise<Buffer>;

/** One file to make: a text set as PDF, or a paper as DOCX. */
export type PrintRequest =
  | { readonly is: 'pdf'; readonly template: string; readonly data: unknown; readonly at: number }
  | { readonly is: 'docx'; readonly document: OfficialDocument; readonly hash: string; readonly checkUrl?: string };

/** A dossier with as many acts as one may have takes about a second. */
const TIMEOUT_MS = 60_000;
/** Two at once keep a small machine answering; the others wait their turn. */
const MAX_RUNNING = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Sets in a process of its own. */
export const setInChild: SetPdf = (template, data, at) => printInChild({ is: 'pdf', template, data, at });

/** Makes a file in a process of its own, with nothing of this one's environment. @throws when it took too long or could not be made */
export async function printInChild(request: PrintRequest): Promise<Buffer> {
  if (running >= MAX_RUNNING) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await runOnce(JSON.stringify(request));
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function runOnce(request: string): Promise<Buffer> {
  const { args, cwd } = findChild('print-child', import.meta.url);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', ...args], {
      cwd,
      env: { NODE_ENV: 'production', TZ: 'UTC' },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(Buffer.concat(chunks));
      else reject(new Error(`a paper was not printed: the child ended with ${code ?? 'a signal'}`));
    });
    // A child that dies early closes its end; that ending is reported by `close`.
    child.stdin.on('error', () => undefined);
    child.stdin.end(request);
  });
}
