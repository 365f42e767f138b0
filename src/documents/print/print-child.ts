/**
 * The child process that makes one file: what is wanted comes by stdin as JSON, the file goes to stdout. It is started anew for every file, so that what a compiler
 * takes of memory and time, and whatever could go wrong in it, ends with it.
 */
import { buffer } from 'node:stream/consumers';
import type { PrintRequest } from './run-print.ts';

async function print(request: PrintRequest): Promise<Buffer> {
  if (request.is === 'pdf') return (await import('./typst.ts')).setInPdf(request.template, request.data, request.at);
  return (await import('./docx.ts')).paperToDocx(request.document, request.hash, request.checkUrl);
}

process.stdout.end(await print(JSON.parse((await buffer(process.stdin)).toString('utf8')) as PrintRequest));
