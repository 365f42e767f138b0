/** A log of its own with witnesses, people and papers, so that verifiers are tested without the product. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { challengeOf } from '../formats/assertion.ts';
import { toBase64Url } from '../formats/base64url.ts';
import type { BundleContent, RecordContent } from '../formats/bundle-write.ts';
import { concat, toHex, utf8 } from '../formats/bytes.ts';
import { formatCheckpoint } from '../formats/checkpoint.ts';
import { type DisclosedField, digestField, digestList } from '../formats/disclosure.ts';
import { canonicalize, type Json } from '../formats/jcs.ts';
import { newSigner, type Signer } from '../formats/keys.test-support.ts';
import { COSIGNATURE, formatNote } from '../formats/note.ts';
import { formatReceiptText } from '../formats/receipt.ts';
import { appendAll, consistencyProof, EMPTY_RANGE, hashLeaf, inclusionProof, rootOf } from '../formats/tree.ts';

/** 2026-11-23T05:00:00Z in POSIX seconds. */
export const START = Date.parse('2026-11-23T05:00:00Z') / 1000;
/** Origin of the log of a world. */
export const ORIGIN = 'khoithong.example.gov.vn/1';
const SITE = 'https://khoithong.example.gov.vn';

/** The same bytes for the same words, so that a world is built again alike. */
export function bytesFrom(words: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`world ${words}`).digest());
}

const text32 = (words: string) => toBase64Url(bytesFrom(words));

/** An instant that many seconds after the start. */
export function instantAt(seconds: number): string {
  return new Date((START + seconds) * 1000).toISOString();
}

/** Builds the exact bytes of a leaf. */
export function leafBytes(leaf: {
  readonly kind: string;
  readonly stream: string;
  readonly n: number;
  readonly previous: Uint8Array | undefined;
  readonly at: string;
  readonly digests: readonly string[];
  readonly assertion?: Uint8Array;
}): Uint8Array {
  const sorted = leaf.digests.toSorted();
  return utf8(
    canonicalize({
      v: 'khoithong/1',
      k: leaf.kind,
      s: text32(`stream ${leaf.stream}`),
      n: leaf.n,
      p: leaf.previous ? toBase64Url(leaf.previous) : '',
      t: leaf.at,
      d: sorted.length > 64 ? [digestList(sorted)] : sorted,
      g: leaf.assertion ? toBase64Url(createHash('sha256').update(leaf.assertion).digest()) : '',
      x: text32('software'),
    }),
  );
}

/** A field with a salt of its own. */
export function field(act: number, name: string, value: Json): DisclosedField {
  return { salt: text32(`salt ${act} ${name}`), name, value };
}

/** A log that grows leaf by leaf and is signed when told. */
export class Log {
  readonly origin: string;
  readonly signer: Signer;
  readonly leaves: Uint8Array[] = [];

  constructor(origin = ORIGIN, seed = 'log') {
    this.origin = origin;
    this.signer = newSigner(origin, undefined, bytesFrom(seed));
  }

  /** Adds a leaf; its index. */
  add(leaf: Uint8Array): number {
    return this.leaves.push(leaf) - 1;
  }

  private nodeAt(size: number) {
    return (level: number, index: number) => {
      const from = index * 2 ** level;
      return rootOf(
        appendAll(
          EMPTY_RANGE,
          this.leaves
            .slice(0, size)
            .slice(from, from + 2 ** level)
            .map(hashLeaf),
        ),
      );
    };
  }

  /** The checkpoint of the first `size` leaves, signed, and cosigned by each at its moment. */
  checkpoint(
    size: number,
    witnesses: readonly (readonly [Signer, number])[] = [],
  ): { readonly text: string; readonly note: string } {
    const root = rootOf(appendAll(EMPTY_RANGE, this.leaves.slice(0, size).map(hashLeaf)));
    const text = formatCheckpoint({ origin: this.origin, size, root });
    const lines = [this.signer.line(text), ...witnesses.map(([witness, time]) => witness.cosign(text, time))];
    return { text, note: formatNote(text, lines) };
  }

  /** Inclusion of a leaf in the tree of that size. */
  inclusion(index: number, size: number): Promise<Uint8Array[]> {
    return inclusionProof(index, size, this.nodeAt(size));
  }

  /** The growth of the tree. */
  consistency(from: number, to: number): Promise<Uint8Array[]> {
    return consistencyProof(from, to, this.nodeAt(to));
  }
}

/** Ways to sign with a passkey. */
export type Passkey = 'p256' | 'ed25519' | 'rsa';

const keys = new Map<Passkey, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>();

function keyFor(kind: Passkey) {
  const made =
    keys.get(kind) ??
    (kind === 'p256'
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ed25519'));
  keys.set(kind, made);
  return made;
}

/** What of a signature a test may set otherwise. */
export interface SignatureChoice {
  readonly how?: string;
  readonly key?: Passkey;
  readonly kind: string;
  readonly act: string;
  readonly after: string;
  readonly body: string;
  readonly flags?: number;
  readonly rpId?: string;
  readonly origin?: string;
  readonly clientOrigin?: string;
  readonly clientType?: string;
  /** What the browser is made to write instead of this text. */
  readonly client?: (text: string) => Uint8Array;
  /** Another key than that of the world, with whatever it takes for a signature. */
  readonly forged?: (message: Uint8Array) => { readonly spki: Uint8Array; readonly alg: number; readonly signature: Uint8Array };
}

/** An RSA key with exponent 1, under which whatever is padded rightly counts as signed. */
export function forgeByExponentOne(message: Uint8Array): ReturnType<NonNullable<SignatureChoice['forged']>> {
  const n = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }).n ?? '';
  const spki = createPublicKey({ key: { kty: 'RSA', n, e: 'AQ' }, format: 'jwk' }).export({ format: 'der', type: 'spki' });
  const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const digest = createHash('sha256').update(message).digest();
  const filled = Buffer.alloc(256 - 3 - info.length - digest.length, 0xff);
  return { spki, alg: -257, signature: Buffer.concat([Buffer.of(0, 1), filled, Buffer.of(0), info, digest]) };
}

/** The exact bytes of a signature package. */
export function assertionBytes(choice: SignatureChoice): Uint8Array {
  const { how = 'passkey', key = 'p256', rpId = 'khoithong.example.gov.vn', origin = SITE } = choice;
  const intent: { readonly [key: string]: Json } = {
    v: 'khoithong/act/1',
    kind: choice.kind,
    act: choice.act,
    dossier: 'VM-2026-00418',
    after: choice.after,
    capacity: 'head:ubnd-xa-hai-lang',
    body: choice.body,
    at: instantAt(900),
    rpId,
    ...(choice.origin === undefined ? {} : { origin }),
  };
  const head = { v: 'khoithong/signature/1', how, intent };
  if (how !== 'passkey') return utf8(canonicalize(head));
  const clientText = JSON.stringify({
    type: choice.clientType ?? 'webauthn.get',
    challenge: toBase64Url(challengeOf(intent)),
    origin: choice.clientOrigin ?? origin,
    crossOrigin: false,
  });
  const clientData = choice.client?.(clientText) ?? utf8(clientText);
  const authenticatorData = concat(
    new Uint8Array(createHash('sha256').update(rpId).digest()),
    Uint8Array.of(choice.flags ?? 0x05, 0, 0, 0, 7),
  );
  const message = concat(authenticatorData, new Uint8Array(createHash('sha256').update(clientData).digest()));
  const { spki, alg, signature } = (choice.forged ?? signWith(key))(message);
  return utf8(
    canonicalize({
      ...head,
      credential: {
        id: text32('credential'),
        publicKey: toBase64Url(spki),
        alg,
      },
      authenticatorData: toBase64Url(authenticatorData),
      clientDataJSON: toBase64Url(clientData),
      signature: toBase64Url(signature),
    }),
  );
}

function signWith(kind: Passkey): NonNullable<SignatureChoice['forged']> {
  const { publicKey, privateKey } = keyFor(kind);
  return (message) => ({
    spki: publicKey.export({ format: 'der', type: 'spki' }),
    alg: { p256: -7, ed25519: -8, rsa: -257 }[kind],
    signature: sign(kind === 'ed25519' ? null : 'sha256', message, privateKey),
  });
}

/** What of the record of the key a test may set otherwise. */
export interface EnrolmentChoice {
  /** Where the key is enrolled: before the act it signs, or after. */
  readonly place?: 'before' | 'after';
  /** Where it is removed, if at all. */
  readonly removed?: 'before' | 'after';
  /** Who has it recorded; the act is by `nguyen-van-an`. */
  readonly person?: string;
  readonly publicKey?: string;
  /** Fields of it that are not shown. */
  readonly hidden?: readonly string[];
}

/** A bundle that is right, and everything it was made of. */
export interface World {
  readonly log: Log;
  readonly content: BundleContent;
  readonly policy: string;
  readonly receiptKey: string;
  readonly witnesses: readonly [Signer, Signer];
  readonly checkpoints: { readonly older: string; readonly newer: string };
}

/** How many digests the third act has: beyond 64 its leaf holds one over the list. */
const MANY = 70;

/**
 * A dossier of four acts in a log with others: reported with a paper, registered, answered with many fields, decided with a passkey.
 * Two witnesses, both needed.
 */
export async function makeWorld(
  options: {
    readonly key?: Passkey;
    readonly enrolled?: EnrolmentChoice;
    readonly signed?: Pick<SignatureChoice, 'client' | 'forged'>;
  } = {},
): Promise<World> {
  const log = new Log();
  const witnesses = [
    newSigner('doi-chung-1.example.vn', COSIGNATURE, bytesFrom('witness 1')),
    newSigner('doi-chung-2.example.vn', COSIGNATURE, bytesFrom('witness 2')),
  ] as const;
  const other = (n: number) =>
    leafBytes({
      kind: 'task.open',
      stream: `other ${n}`,
      n: 0,
      previous: undefined,
      at: instantAt(n),
      digests: [text32(`${n}`)],
    });
  for (let n = 0; n < 5; n++) log.add(other(n));
  const paper = utf8('%PDF-1.4 giấy tờ kèm theo\n');
  const older = log.checkpoint(5, [
    [witnesses[0], START + 60],
    [witnesses[1], START + 65],
  ]);
  const acts = actsOf(paper, options.enrolled ? [field(3, 'actor', 'nguyen-van-an')] : []);
  const { enrolled } = options;
  const ofKey = enrolled ? keyActs(enrolled, options.key ?? 'p256') : undefined;
  const records: RecordContent[] = [];
  const indices: number[] = [];
  let previous: Uint8Array | undefined;
  let lastOfKey: Uint8Array | undefined;
  const putKeyAct = (n: 0 | 1) => {
    if (!ofKey) return;
    const act = ofKey[n];
    const at = instantAt(n === 0 ? 500 : 800);
    const leaf = leafBytes({
      kind: `signing-key.${act.name}`,
      stream: 'key',
      n,
      previous: lastOfKey,
      at,
      digests: act.all.map(digestField),
    });
    lastOfKey = hashLeaf(leaf);
    indices.push(log.add(leaf));
    records.push({ origin: 0, leaf, shown: { fields: act.shown }, proof: { index: 0, proof: [], checkpointNote: '' } });
  };
  for (const [n, act] of acts.entries()) {
    if (n === 3 && enrolled?.place !== 'after') putKeyAct(0);
    if (n === 3 && enrolled?.removed === 'before') putKeyAct(1);
    const signed =
      act.signs && previous
        ? assertionBytes({
            ...(options.key ? { key: options.key } : {}),
            ...options.signed,
            kind: 'obstacle',
            act: act.name,
            after: toBase64Url(previous),
            body: digestField(act.signs),
          })
        : undefined;
    const digests = [...act.fields.map(digestField), ...act.kept];
    const leaf = leafBytes({
      kind: `obstacle.${act.name}`,
      stream: 'dossier',
      n,
      previous,
      at: instantAt(300 * n + 100),
      digests,
      ...(signed ? { assertion: signed } : {}),
    });
    previous = hashLeaf(leaf);
    indices.push(log.add(leaf));
    if (n === 1) log.add(other(7));
    const shown = {
      fields: [...act.fields, ...(act.signs ? [act.signs] : [])],
      ...(digests.length > 64 ? { digests: digests.toSorted() } : {}),
      ...(act.erased ? { erased: [{ digest: act.erased, name: 'reason', by: '12/QĐ-UBND' }] } : {}),
    };
    records.push({
      origin: 0,
      leaf,
      shown,
      proof: { index: 0, proof: [], checkpointNote: '' },
      ...(signed ? { assertion: signed } : {}),
    });
  }
  if (enrolled?.place === 'after') putKeyAct(0);
  if (enrolled?.removed === 'after') putKeyAct(1);
  log.add(other(8));
  const size = log.leaves.length;
  const newer = log.checkpoint(size, [
    [witnesses[0], START + 1060],
    [witnesses[1], START + 1075],
  ]);
  const consistency = await consistencyOf(log, size);
  const proven = await Promise.all(
    records.map(async (record, n) => {
      const index = indices[n] ?? 0;
      return {
        ...record,
        proof: { index, proof: await log.inclusion(index, size), checkpointNote: newer.note },
        before: { proof: consistency, checkpointNote: older.note },
      };
    }),
  );
  const policy = [
    `log ${log.signer.vkey}`,
    `witness mot ${witnesses[0].vkey}`,
    `witness hai ${witnesses[1].vkey}`,
    'group dat all mot hai',
    'quorum dat',
    '',
  ].join('\n');
  const receiptSigner = newSigner('khoithong.example.gov.vn/receipt', undefined, bytesFrom('receipt'));
  const receiptText = formatReceiptText({
    origin: ORIGIN,
    leafHash: hashLeaf(records[0]?.leaf ?? new Uint8Array()),
    at: instantAt(100),
    promiseSeconds: 60,
  });
  return {
    log,
    policy,
    receiptKey: receiptSigner.vkey,
    witnesses,
    checkpoints: { older: older.text, newer: newer.text },
    content: {
      madeAt: instantAt(7200),
      dossier: 'VM-2026-00418',
      origins: [ORIGIN],
      records: proven,
      papers: [{ bytes: paper, extension: 'pdf' }],
      receipts: [formatNote(receiptText, [receiptSigner.line(receiptText)])],
      keys: `# khóa của sổ và của biên nhận\n${log.signer.vkey}\n${receiptSigner.vkey}\n`,
      policy,
      readme: 'Mở doc/verifier.html rồi thả túi này vào.\n',
    },
  };
}

function consistencyOf(log: Log, size: number): Promise<Uint8Array[]> {
  return log.consistency(5, size);
}

interface ActContent {
  readonly name: string;
  readonly fields: readonly DisclosedField[];
  /** Digests nobody opens. */
  readonly kept: readonly string[];
  readonly erased?: string;
  readonly signs?: DisclosedField;
}

/** The two acts of a key: everything in their leaves, and what of it is shown. */
function keyActs({ person = 'nguyen-van-an', publicKey, hidden = [] }: EnrolmentChoice, kind: Passkey) {
  const spki = toBase64Url(keyFor(kind).publicKey.export({ format: 'der', type: 'spki' }));
  const body = {
    credential: text32('credential'),
    publicKey: publicKey ?? spki,
    alg: { p256: '-7', ed25519: '-8', rsa: '-257' }[kind],
  };
  const enrol = [
    field(8, 'act', { name: 'enrol', kindVersion: 1, key: 'official', cause: null, mask: null }),
    field(8, 'actor', person),
    field(8, 'body', { credential: 0, publicKey: 0, alg: 0 }),
    ...Object.entries(body).map(([name, value]) => field(8, `body/${name}`, value)),
  ];
  const remove = [field(9, 'actor', person), field(9, 'body', {})];
  const shown = (all: readonly DisclosedField[]) => all.filter(({ name }) => !hidden.includes(name));
  return [
    { name: 'enrol', all: enrol, shown: shown(enrol) },
    { name: 'remove', all: remove, shown: shown(remove) },
  ] as const;
}

function actsOf(paper: Uint8Array, approver: readonly DisclosedField[]): readonly ActContent[] {
  const hash = toHex(new Uint8Array(createHash('sha256').update(paper).digest()));
  const gone = text32('erased reason');
  return [
    {
      name: 'report',
      fields: [
        field(0, 'act', { name: 'report', kindVersion: 1, key: 'person:an', cause: null, mask: null }),
        field(0, 'body', {
          title: 'Cầu Ba Xã hỏng mặt cầu',
          files: [{ hash, size: paper.length, type: 'application/pdf', name: 'biên bản.pdf' }],
        }),
        field(0, 'businessAt', instantAt(100)),
      ],
      kept: [text32('actor'), text32('facts')],
    },
    {
      name: 'register',
      fields: [field(1, 'body', { number: 'VM-2026-00418', reason: '§2/reason§' })],
      kept: [gone],
      erased: gone,
    },
    {
      name: 'answer',
      fields: [field(2, 'body', { answer: 'Đã bố trí vốn sửa chữa', amount: 1.5e9 })],
      kept: Array.from({ length: MANY - 1 }, (_, n) => text32(`kept ${n}`)),
    },
    {
      name: 'approve',
      fields: [...approver, field(3, 'body', { decision: 'Đồng ý', basis: 'Điều 4' })],
      kept: [text32('facts 3')],
      signs: field(3, 'signed-body', { decision: 'Đồng ý', basis: 'Điều 4' }),
    },
  ];
}
