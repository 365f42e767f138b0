/** RFC 3161: an authority states that it saw a hash at a moment. */
import { digest, type HashName, sha256, verifyEcdsaP256, verifyRsaPkcs1 } from '../platform/node.ts';
import { equal, fromBase64 } from './bytes.ts';
import { at, childrenOf, context, type Der, keyOf, oidOf, readDer, signatureOf, TAG, timeOf, unsignedOf } from './der.ts';
import { Fault, must } from './fault.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_2 = '1.2.840.113549.1.9.16.2.47';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const RSA = '1.2.840.113549.1.1.1';

type SignatureHash = Exclude<HashName, 'SHA-1'>;

const hashes: Readonly<Record<string, SignatureHash>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
const signatures: Readonly<Record<string, readonly ['rsa' | 'p256', SignatureHash]>> = {
  '1.2.840.113549.1.1.11': ['rsa', 'SHA-256'],
  '1.2.840.113549.1.1.12': ['rsa', 'SHA-384'],
  '1.2.840.113549.1.1.13': ['rsa', 'SHA-512'],
  '1.2.840.10045.4.3.2': ['p256', 'SHA-256'],
  '1.2.840.10045.4.3.3': ['p256', 'SHA-384'],
  '1.2.840.10045.4.3.4': ['p256', 'SHA-512'],
};

/** What a token says. */
export interface TimestampToken {
  /** SHA-256 that was shown to the authority. */
  readonly imprint: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly info: Uint8Array;
  readonly signer: Signer;
  readonly certificates: readonly Certificate[];
}

interface Signer {
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly digest: SignatureHash;
  /** The attributes as they are signed. */
  readonly signed: Uint8Array;
  readonly attributes: ReadonlyMap<string, Der>;
  readonly algorithm: string;
  readonly signature: Uint8Array;
}

interface Certificate {
  readonly raw: Uint8Array;
  readonly tbs: Uint8Array;
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly from: number;
  readonly until: number;
  readonly spki: Uint8Array;
  readonly isForTimeStamping: boolean;
  readonly algorithm: string;
  readonly signature: Uint8Array;
}

/** The certificates of a PEM file, as bytes. @throws {Fault} timestamp.certificate */
export function parsePem(text: string): readonly Uint8Array[] {
  const found = [...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)].map(([, body]) => {
    const bytes = fromBase64((body ?? '').replace(/\s/g, ''));
    must(bytes !== undefined, 'timestamp.certificate');
    return bytes;
  });
  must(found.length > 0, 'timestamp.certificate');
  return found;
}

/** Reads a TimeStampResp that grants a token; nothing is verified yet. @throws {Fault} timestamp.*, der.* */
export function parseTimestamp(bytes: Uint8Array): TimestampToken {
  const [status, content, more] = childrenOf(readDer(bytes, TAG.sequence));
  must(status !== undefined && more === undefined, 'timestamp.shape');
  const granted = unsignedOf(childrenOf(status)[0]);
  must(content !== undefined && granted.length <= 1 && (granted[0] ?? 0) <= 1, 'timestamp.not-granted');
  const [type, wrapped] = childrenOf(content);
  must(oidOf(type) === SIGNED_DATA && wrapped !== undefined, 'timestamp.shape');
  const parts = childrenOf(readDer(at(childrenOfContent(wrapped), 0, TAG.sequence).raw));
  const info = readInfo(at(parts, 2, TAG.sequence));
  const certificates = parts.filter((one) => one.tag === context(0)).flatMap((one) => childrenOf(one, context(0)));
  const signers = childrenOf(at(parts, parts.length - 1, TAG.set), TAG.set);
  must(signers.length === 1, 'timestamp.shape');
  return {
    ...info,
    signer: readSigner(at(signers, 0, TAG.sequence)),
    certificates: certificates.filter((one) => one.tag === TAG.sequence).map((one) => readCertificate(one.raw)),
  };
}

function childrenOfContent(wrapped: Der): readonly Der[] {
  return childrenOf(wrapped, context(0));
}

function readInfo(encapsulated: Der): Pick<TimestampToken, 'imprint' | 'time' | 'info'> {
  const [type, wrapped] = childrenOf(encapsulated);
  must(oidOf(type) === TST_INFO && wrapped !== undefined, 'timestamp.shape');
  const info = at(childrenOfContent(wrapped), 0, TAG.octets).content;
  const parts = childrenOf(readDer(info, TAG.sequence));
  const [algorithm, imprint] = childrenOf(at(parts, 2, TAG.sequence));
  must(algorithm !== undefined && imprint?.tag === TAG.octets, 'timestamp.shape');
  must(hashes[oidOf(childrenOf(algorithm)[0])] === 'SHA-256' && imprint.content.length === 32, 'timestamp.hash');
  return { info, imprint: imprint.content, time: timeOf(at(parts, 4, TAG.generalizedTime)) };
}

function readSigner(info: Der): Signer {
  const [, sid, algorithm, signed, signatureAlgorithm, signature] = childrenOf(info);
  must(sid?.tag === TAG.sequence && signed?.tag === context(0) && signature?.tag === TAG.octets, 'timestamp.shape');
  must(algorithm !== undefined && signatureAlgorithm !== undefined, 'timestamp.shape');
  const [issuer, serial] = childrenOf(sid);
  const attributes = new Map<string, Der>();
  for (const attribute of childrenOf(signed, context(0))) {
    const [type, values] = childrenOf(attribute);
    must(values !== undefined && !attributes.has(oidOf(type)), 'timestamp.shape');
    const [value, second] = childrenOf(values, TAG.set);
    must(value !== undefined && second === undefined, 'timestamp.shape');
    attributes.set(oidOf(type), value);
  }
  const hash = hashes[oidOf(childrenOf(algorithm)[0])];
  must(issuer !== undefined && hash !== undefined, 'timestamp.algorithm');
  const asSet = Uint8Array.from(signed.raw);
  asSet[0] = TAG.set;
  return {
    issuer: issuer.raw,
    serial: unsignedOf(serial),
    digest: hash,
    signed: asSet,
    attributes,
    algorithm: oidOf(childrenOf(signatureAlgorithm)[0]),
    signature: signature.content,
  };
}

/** @throws {Fault} der.* */
function readCertificate(raw: Uint8Array): Certificate {
  const [tbs, algorithm, bits] = childrenOf(readDer(raw, TAG.sequence));
  must(tbs !== undefined && algorithm !== undefined && bits?.tag === TAG.bits && bits.content[0] === 0, 'der.shape');
  const parts = childrenOf(tbs).filter((one) => one.tag !== context(0));
  const [serial, , issuer, validity, subject, spki, ...rest] = parts;
  must(issuer !== undefined && validity !== undefined && subject !== undefined && spki !== undefined, 'der.shape');
  const [from, until] = childrenOf(validity).map(timeOf);
  return {
    raw,
    tbs: tbs.raw,
    serial: unsignedOf(serial),
    issuer: issuer.raw,
    subject: subject.raw,
    from: from ?? Number.NaN,
    until: until ?? Number.NaN,
    spki: spki.raw,
    isForTimeStamping: isForTimeStamping(rest),
    algorithm: oidOf(childrenOf(algorithm)[0]),
    signature: bits.content.subarray(1),
  };
}

function isForTimeStamping(rest: readonly Der[]): boolean {
  const wrapped = rest.find((one) => one.tag === context(3));
  const extensions = wrapped ? childrenOf(at(childrenOf(wrapped, context(3)), 0, TAG.sequence)) : [];
  return extensions.some((extension) => {
    const [type, critical, value] = childrenOf(extension);
    if (oidOf(type) !== EXTENDED_KEY_USAGE || critical?.tag !== TAG.boolean || value?.tag !== TAG.octets) return false;
    const [purpose, more] = childrenOf(readDer(value.content));
    return oidOf(purpose) === TIME_STAMPING && more === undefined;
  });
}

/**
 * Whether the authority that signed is among the pinned certificates, itself or its direct issuer.
 * Undefined where the signer's certificate is nowhere to be found, so that nothing can be told.
 * @throws {Fault} timestamp.* for a token whose own signature does not hold
 */
export async function verifyTimestamp(token: TimestampToken, pinned: readonly Uint8Array[]): Promise<boolean | undefined> {
  const { signer } = token;
  must(oidOf(signer.attributes.get(CONTENT_TYPE)) === TST_INFO, 'timestamp.attributes');
  const stated = signer.attributes.get(MESSAGE_DIGEST);
  must(stated?.tag === TAG.octets && equal(stated.content, await digest(signer.digest, token.info)), 'timestamp.attributes');
  const known = pinned.map(readCertificate);
  const own = [...token.certificates, ...known].find(
    (one) => equal(one.issuer, signer.issuer) && equal(one.serial, signer.serial),
  );
  if (!own) return undefined;
  must(await isNamed(signer, own.raw), 'timestamp.attributes');
  must(own.isForTimeStamping && own.from <= token.time && token.time <= own.until, 'timestamp.certificate');
  const { algorithm, digest: hash, signature } = signer;
  must(await isSignedBy(own.spki, { algorithm, hash, message: signer.signed, signature }), 'timestamp.signature');
  for (const authority of known) {
    if (equal(authority.raw, own.raw)) return true;
    const isIssuer = equal(authority.subject, own.issuer) && authority.from <= token.time && token.time <= authority.until;
    if (isIssuer && (await isSignedBy(authority.spki, { ...own, message: own.tbs }))) return true;
  }
  return false;
}

/** The signed attributes name the certificate, so that no other certificate of the same key can be put in its place. */
async function isNamed(signer: Signer, certificate: Uint8Array): Promise<boolean> {
  const second = signer.attributes.get(SIGNING_CERTIFICATE_2);
  const named = second ?? signer.attributes.get(SIGNING_CERTIFICATE);
  if (!named) return false;
  const list = childrenOf(at(childrenOf(named), 0, TAG.sequence));
  const parts = childrenOf(at(list, 0, TAG.sequence));
  if (!second) return equal(at(parts, 0, TAG.octets).content, await digest('SHA-1', certificate));
  const [first, other] = parts;
  if (first?.tag === TAG.octets) return equal(first.content, sha256(certificate));
  const hash = first ? hashes[oidOf(childrenOf(first)[0])] : undefined;
  if (hash === undefined || other?.tag !== TAG.octets) return false;
  return equal(other.content, await digest(hash, certificate));
}

interface Signed {
  readonly algorithm: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** Where the algorithm leaves it open. */
  readonly hash?: SignatureHash;
}

async function isSignedBy(spki: Uint8Array, { algorithm, message, signature, hash }: Signed): Promise<boolean> {
  const [kind, named] = algorithm === RSA ? (['rsa', hash] as const) : (signatures[algorithm] ?? []);
  if (kind === undefined || named === undefined) throw new Fault('timestamp.algorithm');
  if (keyOf(spki).kind !== kind) return false;
  return kind === 'rsa'
    ? verifyRsaPkcs1({ spki, message, signature, hash: named })
    : verifyEcdsaP256({ spki, message, signature: signatureOf(signature), hash: named });
}
