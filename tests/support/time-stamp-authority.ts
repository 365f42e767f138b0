/** An authority for time-stamps on loopback: openssl answers what it is sent. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whether this machine has what the authority is made of. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** An authority and what a test may do with it. */
export interface TestAuthority {
  readonly url: string;
  /** What its TLS server is trusted by; absent for one without TLS. */
  readonly ca: string | undefined;
  /** Every request it was sent. */
  readonly asked: Buffer[];
  /** Answers this from now on instead of a stamp; undefined: a stamp again. */
  instead(answer: ((asked: Buffer, stamp: (query: Buffer) => Buffer) => Buffer) | undefined, status?: number): void;
  close(): Promise<void>;
}

const CONFIG = `[tsa]
default_tsa=one
[one]
serial=serial
signer_digest=sha256
default_policy=1.2.3.4
digests=sha256
accuracy=secs:1
ess_cert_id_alg=sha256
`;
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout'] as const;

/** Starts one; close it when done. */
export async function startAuthority({ isSecure = false } = {}): Promise<TestAuthority> {
  const folder = mkdtempSync(path.join(tmpdir(), 'khoithong-tsa-'));
  const run = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const file = (name: string) => path.join(folder, name);
  run(
    'req',
    '-x509',
    ...NEW_KEY,
    'tsa.key',
    '-out',
    'tsa.pem',
    '-subj',
    '/CN=tsa',
    '-addext',
    'extendedKeyUsage=critical,timeStamping',
  );
  writeFileSync(file('serial'), '01\n');
  writeFileSync(file('tsa.cnf'), CONFIG);
  const stamp = (query: Buffer): Buffer => {
    writeFileSync(file('query'), query);
    run('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query', '-signer', 'tsa.pem', '-inkey', 'tsa.key', '-out', 'reply');
    return readFileSync(file('reply'));
  };
  const asked: Buffer[] = [];
  let answer: Parameters<TestAuthority['instead']>[0];
  let code = 200;
  const listener: RequestListener = (request, reply) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const query = Buffer.concat(pieces);
      asked.push(query);
      reply.writeHead(code, { 'content-type': 'application/timestamp-reply' }).end(answer ? answer(query, stamp) : stamp(query));
    });
  };
  let ca: string | undefined;
  if (isSecure) {
    run(
      'req',
      '-x509',
      ...NEW_KEY,
      'tls.key',
      '-out',
      'tls.pem',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    );
    ca = readFileSync(file('tls.pem'), 'utf8');
  }
  const server = isSecure
    ? createSecureServer({ key: readFileSync(file('tls.key')), cert: ca }, listener)
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `${isSecure ? 'https' : 'http'}://localhost:${(server.address() as AddressInfo).port}/tsa`,
    ca,
    asked,
    instead(given, status = 200) {
      answer = given;
      code = status;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
