/** A key of a person, made of software: answers challenges as a browser with a device would, and as a dishonest one. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a device may be made to say wrongly. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  /** False: the device says that it did not make sure who is there. */
  readonly isVerified?: boolean;
  /** What the device says it has counted to. */
  readonly counter?: number;
  readonly challenge?: string;
  /** The page of another site held the one that asked. */
  readonly crossOrigin?: boolean;
  /** What the browser writes instead of this text. */
  readonly client?: (text: string) => Uint8Array;
  /** The key as the device gives it (COSE), whatever that is. */
  readonly cose?: ReadonlyMap<number, unknown>;
}

const hashOf = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest();
const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** The few forms of CBOR (RFC 8949) an attestation needs. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Buffer {
  const head = (major: number, n: number): Buffer =>
    n < 24
      ? Buffer.of((major << 5) | n)
      : n < 256
        ? Buffer.of((major << 5) | 24, n)
        : Buffer.of((major << 5) | 25, n >> 8, n & 0xff);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v as Uint8Array)])]);
}

/** One key, for one site. */
export class SoftPasskey {
  readonly id = url(randomBytes(16));
  readonly #site: { readonly rpId: string; readonly origin: string };
  readonly #private: KeyObject;
  readonly #x: Buffer;
  readonly #y: Buffer;
  /** The public key as everybody reads it, base64url. */
  readonly spki: string;
  counter = 0;

  constructor(site: { readonly rpId: string; readonly origin: string }) {
    this.#site = site;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#private = pair.privateKey;
    this.spki = url(pair.publicKey.export({ format: 'der', type: 'spki' }));
    const jwk = pair.publicKey.export({ format: 'jwk' });
    this.#x = Buffer.from(String(jwk.x), 'base64url');
    this.#y = Buffer.from(String(jwk.y), 'base64url');
  }

  #said(flags: number, { rpId = this.#site.rpId, isVerified = true, counter }: Lies): Buffer {
    this.counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    return Buffer.concat([hashOf(rpId), Buffer.of(flags | 0x01 | (isVerified ? 0x04 : 0)), count]);
  }

  #client(type: string, challenge: string, lies: Lies): Buffer {
    const { origin = this.#site.origin, crossOrigin = false } = lies;
    const text = JSON.stringify({ type: lies.type ?? type, challenge: lies.challenge ?? challenge, origin, crossOrigin });
    return Buffer.from(lies.client?.(text) ?? Buffer.from(text));
  }

  /** What a browser answers when a key is made. */
  register(challenge: string, lies: Lies = {}) {
    const key = cbor(
      lies.cose ??
        new Map<number, unknown>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, this.#x],
          [-3, this.#y],
        ]),
    );
    const id = Buffer.from(this.id, 'base64url');
    const authData = Buffer.concat([this.#said(0x40, lies), Buffer.alloc(16), Buffer.of(0, id.length), id, key]);
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    const clientDataJSON = url(this.#client('webauthn.create', challenge, lies));
    return { id: this.id, response: { clientDataJSON, attestationObject: url(attestation), transports: ['internal'] } };
  }

  /** What a browser answers when the key signs. */
  sign(challenge: string, lies: Lies = {}) {
    const authenticatorData = this.#said(0, lies);
    const client = this.#client('webauthn.get', challenge, lies);
    const signature = sign('sha256', Buffer.concat([authenticatorData, hashOf(client)]), this.#private);
    return {
      id: this.id,
      response: { clientDataJSON: url(client), authenticatorData: url(authenticatorData), signature: url(signature) },
    };
  }
}
