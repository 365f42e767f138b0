/** c2sp.org/tlog-witness over HTTP: logs hand in checkpoints and are answered with a cosignature. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddCheckpoint, parseAddCheckpoint } from '../formats/add-checkpoint.ts';
import { fromUtf8 } from '../formats/bytes.ts';
import { FormatProblem } from '../formats/note.ts';
import type { RefusalCode } from './decide.ts';
import type { Witness } from './witness.ts';

/** Proof and checkpoint with many signatures of the largest kind fit well. */
const MAX_BODY = 256 * 1024;
const REQUEST_MS = 10_000;
const TEXT = 'text/plain; charset=utf-8';
const SIZE = 'text/x.tlog.size';

const STATUS: Readonly<Record<RefusalCode, number>> = {
  malformed: 400,
  'unknown-origin': 404,
  'bad-signature': 403,
  'size-went-back': 400,
  'other-size': 409,
  'other-root': 409,
  inconsistent: 422,
  'clock-behind': 503,
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A server (not listening yet) that answers below the prefix, which is empty or begins with a slash. */
export function witnessServer(witness: Witness, prefix: string, onFailure: (problem: unknown) => void): Server {
  const server = createServer((request, response) => {
    answer(witness, prefix, request)
      .catch((problem: unknown) => {
        onFailure(problem);
        return said(500, 'internal');
      })
      .then((given) => send(response, given))
      .catch(onFailure);
  });
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = REQUEST_MS;
  return server;
}

async function answer(witness: Witness, prefix: string, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (path === `${prefix}/add-checkpoint`) {
    return request.method === 'POST' ? addCheckpoint(witness, request) : said(405, 'method');
  }
  const [, originHash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path.startsWith(prefix) ? path.slice(prefix.length) : '') ?? [];
  const note = originHash === undefined ? undefined : witness.latest(originHash);
  if (note === undefined) return said(404, 'not-found');
  return request.method === 'GET' || request.method === 'HEAD' ? { status: 200, type: TEXT, body: note } : said(405, 'method');
}

async function addCheckpoint(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const given = readRequest(await readBody(request));
  if (!given) return said(400, 'malformed');
  const decision = await witness.submit(given);
  if (decision.outcome === 'cosigned') return { status: 200, type: TEXT, body: decision.line };
  const status = STATUS[decision.code];
  return status === 409 ? { status, type: SIZE, body: `${decision.size}\n` } : said(status, decision.code);
}

function readRequest(bytes: Uint8Array | undefined): AddCheckpoint | undefined {
  const text = bytes && fromUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    return parseAddCheckpoint(text);
  } catch (problem) {
    if (problem instanceof FormatProblem) return undefined;
    throw problem;
  }
}

/** The body, undefined if it is larger than any request needs; what is too much is read and forgotten. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > 16 * MAX_BODY) return undefined;
    if (length <= MAX_BODY) pieces.push(piece);
  }
  return length > MAX_BODY ? undefined : Buffer.concat(pieces);
}

function said(status: number, code: string): Answer {
  return { status, type: TEXT, body: `${code}\n` };
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(response.req.method === 'HEAD' ? undefined : body);
}
