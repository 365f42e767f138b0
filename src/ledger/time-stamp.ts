/** Asking an authority to state when it saw a checkpoint, RFC 3161: request, way there, and everything in the answer that can be checked. */
import { randomBytes } from 'node:crypto';
import { type IncomingMessage, request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { concat, equal, utf8 } from '../../verifier/formats/bytes.ts';
import { childrenOf, readDer, TAG, unsignedOf } from '../../verifier/formats/der.ts';
import { must } from '../../verifier/formats/fault.ts';
import { parseNote } from '../../verifier/formats/note.ts';
import { parseTimestamp, verifyTimestamp } from '../../verifier/formats/timestamp.ts';
import { sha256 } from '../../verifier/platform/node.ts';

/** An authority for time-stamps. */
export interface TimeStampAuthority {
  readonly url: string;
  /** Certificates, PEM, that its TLS server is trusted by instead of those the system knows. */
  readonly ca?: string | undefined;
}

/** What it stated. */
export interface TimeStamp {
  /** Its whole answer, DER. */
  readonly token: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** A stated time further than this from ours says that one of the two clocks is wrong. */
const MOST_APART = 3_600_000;
const ANSWER_WITHIN = 20_000;
const MOST_BYTES = 65_536;
const NONCE_BYTES = 8;

// The algorithm SHA-256 with its empty parameters, as an element.
const SHA256 = Uint8Array.of(TAG.sequence, 13, TAG.oid, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00);
const VERSION_1 = Uint8Array.of(TAG.integer, 1, 1);
const WITH_CERTIFICATE = Uint8Array.of(TAG.boolean, 1, 0xff);

/** A TimeStampReq over a SHA-256, which asks for the certificate as well. The nonce is a positive number of at most so many bytes that lengths stay short. */
export function encodeTimeStampRequest(imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  const hash = element(TAG.sequence, SHA256, element(TAG.octets, imprint));
  return element(TAG.sequence, VERSION_1, hash, element(TAG.integer, nonce), WITH_CERTIFICATE);
}

function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  if (content.length > 127) throw new RangeError('an element of the request is too long');
  return concat(Uint8Array.of(tag, content.length), content);
}

/**
 * Has a checkpoint stamped: the SHA-256 of its text without signatures, as evidence bundles name it. The answer is good if it was granted, is over
 * that hash, bears our nonce and a signature that holds by the certificate in it. Whether that authority is to be trusted is for whoever checks evidence.
 * @param now milliseconds since 1970 by our clock
 * @throws {Fault} timestamp.*, der.* an answer that is not good
 * @throws {Error} the authority cannot be reached, or answers with something else
 */
export async function askForTimeStamp(
  authority: TimeStampAuthority,
  note: string,
  now: number,
  signal: AbortSignal,
): Promise<TimeStamp> {
  const imprint = sha256(utf8(parseNote(note).text));
  const nonce = newNonce();
  const token = await post(authority, encodeTimeStampRequest(imprint, nonce), signal);
  return { token, time: await checkAnswer(token, { imprint, nonce, now }) };
}

/** Positive and without a leading zero. */
function newNonce(): Uint8Array {
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  return nonce;
}

async function checkAnswer(
  bytes: Uint8Array,
  asked: { readonly imprint: Uint8Array; readonly nonce: Uint8Array; readonly now: number },
): Promise<number> {
  const token = parseTimestamp(bytes);
  must(equal(token.imprint, asked.imprint), 'timestamp.imprint');
  const nonce = nonceOf(token.info);
  must(nonce !== undefined && equal(nonce, asked.nonce), 'timestamp.nonce');
  must((await verifyTimestamp(token, [])) !== undefined, 'timestamp.certificate');
  must(Math.abs(token.time - asked.now) <= MOST_APART, 'timestamp.time');
  return token.time;
}

/** In a TSTInfo the nonce is the only number after the moment. */
function nonceOf(info: Uint8Array): Uint8Array | undefined {
  const found = childrenOf(readDer(info, TAG.sequence))
    .slice(5)
    .find(({ tag }) => tag === TAG.integer);
  return found && unsignedOf(found);
}

function post({ url, ca }: TimeStampAuthority, body: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
  const headers = { 'content-type': 'application/timestamp-query', 'content-length': body.length };
  const options = { method: 'POST', headers, signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]) };
  return new Promise((resolve, reject) => {
    const isSecure = new URL(url).protocol === 'https:';
    const request = isSecure
      ? requestSecurely(url, { ...options, ...(ca === undefined ? {} : { ca }) })
      : requestPlainly(url, options);
    request.once('error', reject);
    request.once('response', (answer) => {
      readAnswer(answer).then(resolve, (error: unknown) => {
        request.destroy();
        reject(error as Error);
      });
    });
    request.end(body);
  });
}

async function readAnswer(answer: IncomingMessage): Promise<Uint8Array> {
  if (answer.statusCode !== 200) throw new Error(`the authority answered ${answer.statusCode}`);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    length += piece.length;
    if (length > MOST_BYTES) throw new Error('the authority talks on');
  }
  return concat(...pieces);
}
