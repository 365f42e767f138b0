/** A witness as c2sp.org/tlog-witness describes it, on a port of its own, for tests of whoever asks one. */
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBase64 } from '../../verifier/formats/bytes.ts';
import { parseCheckpoint } from '../../verifier/formats/checkpoint.ts';
import { cosignedMessage, encodeCosignature } from '../../verifier/formats/cosignature.ts';
import {
  COSIGNATURE,
  formatVerifierKey,
  keyId,
  parseNote,
  parseVerifierKey,
  signatureLine,
  verifyNote,
} from '../../verifier/formats/note.ts';
import { verifyConsistency } from '../../verifier/formats/tree.ts';

const SPKI_PREFIX = 12;

/** A witness that answers, and what a test may do to it. */
export interface TestWitness {
  readonly name: string;
  readonly vkey: string;
  readonly url: string;
  /** What it has seen of a log. */
  readonly seen: Map<string, { size: number; root: Uint8Array }>;
  /** Its line over a checkpoint, with no look at what it says. */
  cosign(note: string, time?: number): string;
  /** How it behaves: `away` ends connections, `silent` never answers, `forging` signs with another key. */
  behave(how: 'well' | 'away' | 'silent' | 'forging'): void;
  /** Statuses it answered with, in order. */
  readonly answered: number[];
  close(): Promise<void>;
}

/** Starts a witness that knows these logs by their verifier keys. */
export async function startWitness(name: string, logs: readonly string[]): Promise<TestWitness> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const other = generateKeyPairSync('ed25519').privateKey;
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX);
  const known = new Map(logs.map((vkey) => [parseVerifierKey(vkey).name, parseVerifierKey(vkey)]));
  const seen: TestWitness['seen'] = new Map();
  const answered: number[] = [];
  let how: 'well' | 'away' | 'silent' | 'forging' = 'well';
  const cosign = (note: string, time = Math.floor(Date.now() / 1000)) => {
    const { text } = parseNote(note);
    const signature = sign(null, cosignedMessage(time, text), how === 'forging' ? other : privateKey);
    return signatureLine(name, keyId(name, COSIGNATURE, publicKey), encodeCosignature(time, signature));
  };
  const judge = async (body: string): Promise<{ status: number; body?: string; type?: string }> => {
    const split = body.indexOf('\n\n');
    const [first = '', ...proofLines] = body.slice(0, split).split('\n');
    const old = Number(/^old (\d+)$/.exec(first)?.[1] ?? Number.NaN);
    const text = body.slice(split + 2);
    const note = parseNote(text);
    const { origin, size, root } = parseCheckpoint(note.text);
    const log = known.get(origin);
    if (log === undefined) return { status: 404 };
    if ((await verifyNote(note, [log]).catch(() => [])).length === 0) return { status: 403 };
    if (old > size) return { status: 400 };
    const before = seen.get(origin) ?? { size: 0, root: new Uint8Array(0) };
    if (before.size !== old) return { status: 409, body: `${before.size}\n`, type: 'text/x.tlog.size' };
    const proof = proofLines.map((line) => fromBase64(line) ?? new Uint8Array(0));
    const isSame = before.size === size && Buffer.from(before.root).equals(Buffer.from(root)) && proof.length === 0;
    const goesOn =
      before.size < size &&
      (before.size === 0
        ? proof.length === 0
        : verifyConsistency({ from: before.size, to: size, fromRoot: before.root, toRoot: root, proof }));
    if (!isSame && !goesOn) return { status: 422 };
    seen.set(origin, { size, root });
    return { status: 200, body: cosign(text) };
  };
  const server = createServer((request, response) => {
    if (how === 'away') return void request.destroy();
    if (how === 'silent') return undefined;
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const answer =
        request.url === '/add-checkpoint' && request.method === 'POST'
          ? judge(Buffer.concat(pieces).toString('utf8'))
          : Promise.resolve({ status: 404 });
      void answer
        .catch(() => ({ status: 400 }))
        .then((said: { status: number; body?: string; type?: string }) => {
          answered.push(said.status);
          response.writeHead(said.status, { 'content-type': said.type ?? 'text/plain; charset=utf-8' }).end(said.body);
        });
    });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    name,
    vkey: formatVerifierKey(name, COSIGNATURE, publicKey),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    cosign,
    behave: (next) => {
      how = next;
    },
    answered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
