/** What a dossier can prove to its reader: its acts with the leaves that commit to them, and every field the reader may show, with its salt. */
import type pg from 'pg';
import { soleName } from '../../dossier/numbering.ts';
import { findKeyKind, type KindRegistry } from '../../dossier/registry.ts';
import { parseReference, referenceTo, unseal } from '../../dossier/sealed.ts';
import { AppError } from '../../kernel/errors.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { canonicalize, type Json } from '../../kernel/json.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { digestField } from '../../ledger/leaf.ts';
import { digestSignedBody, type SignaturePackage, type SignedBy } from '../../ledger/signature.ts';
import { fieldsOfAct } from '../change.ts';
import { readAs, readSnapshot } from '../database.ts';
import { type LedgerReading, type ProvenPlace, proveLeaves } from '../ledger/prove-leaves.ts';
import { type ActRow, fromByteaJson, toAct } from '../rows.ts';
import type { Asker, Store } from '../store.ts';
import { rowsOf, sql } from './sql.ts';

/** A field of an act that can be shown. */
export interface OpenField {
  readonly name: string;
  readonly salt: string;
  readonly value: Json;
  /** Personal data of somebody, or a name that was kept closed to others. */
  readonly isPersonal: boolean;
}

/** A field that nobody can open any more. */
export interface GoneField {
  readonly name: string;
  readonly digest: string;
  /** The decision that erased it. */
  readonly by: string;
}

/** A person's own confirmation of an act. */
export interface ActSignature {
  readonly how: SignedBy;
  /** The exact bytes whose digest the leaf holds. */
  readonly bytes: Uint8Array;
  /** The key that signed, as its device calls it; absent where none did. */
  readonly credential?: string;
  /** What was signed, with its texts. */
  readonly body?: { readonly salt: string; readonly value: Json };
}

/** A file an act brought, or an official paper it issued. */
export interface EvidenceFile {
  readonly hash: string;
  readonly size: number;
  readonly type: string;
  /** Present where it is an issued paper: written anew from the acts, and the same to the letter as what was issued. */
  readonly issued?: IssuedText;
}

/** What an issued paper says, as the text whose digest the act that issued it holds. */
export interface IssuedText {
  /** Its sort; the word is `papers.<name>` of the kind. */
  readonly name: string;
  readonly number: string;
  readonly bytes: Uint8Array;
  /** Personal data or the closed name of somebody else stands, or may stand, in the acts it is written from, and so in it. */
  readonly isPersonal: boolean;
}

/** One act with everything its reader can prove of it. */
export interface EvidenceAct {
  readonly dossier: DossierId;
  readonly seq: number;
  /** When it was written down, as its leaf says. */
  readonly at: Instant;
  readonly leafHash: Uint8Array;
  /** Whoever asks performed it. */
  readonly isOwn: boolean;
  readonly fields: readonly OpenField[];
  readonly gone: readonly GoneField[];
  /** Fields whose value is not what the leaf commits to: somebody changed them. They prove nothing and are not shown. */
  readonly altered: readonly string[];
  /** How many fields are not the reader's to show. */
  readonly withheld: number;
  /** The digests of all fields, in order. */
  readonly digests: readonly string[];
  readonly files: readonly EvidenceFile[];
  /** By what the person confirmed it; absent also where the reader may not know the person. */
  readonly signature?: ActSignature;
  /** The place in the log and the proof of it; absent while no signed checkpoint holds the act. */
  readonly proven?: ProvenPlace;
}

/** Dossiers as evidence, read in one moment. */
export interface Evidence {
  readonly acts: readonly EvidenceAct[];
  /** The acts of the dossiers of the keys that signed, by what their devices call these keys. */
  readonly keys: ReadonlyMap<string, readonly EvidenceAct[]>;
  readonly ledger: LedgerReading;
}

interface EvidenceRow extends ActRow {
  readonly leaf_hash: string;
  readonly salts: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
  readonly masked_actor: string | null;
  readonly may_read_cause: boolean;
  readonly texts:
    | readonly {
        readonly name: string;
        readonly sealed: string;
        readonly salt: string | null;
        readonly value: Json;
        readonly by: string | null;
      }[]
    | null;
  readonly files: readonly (EvidenceFile & { readonly name: string })[] | null;
  readonly entry: { readonly epoch: number; readonly idx: number; readonly leaf: string } | null;
}

/** Which acts: of a dossier from one to another, both with it. */
export interface EvidenceRange {
  readonly dossier: DossierId;
  readonly from: number;
  readonly to: number;
}

/**
 * Acts of dossiers as evidence, under row security and in one snapshot. What is restricted was read through its own door first (`what: 'evidence'`),
 * which noted it; this one gives nothing else than that look may show.
 * @throws {dossier.not_found} nothing of them may be read
 */
export async function readEvidence(store: Store, asker: Asker, ranges: readonly EvidenceRange[]): Promise<Evidence> {
  return readSnapshot(store.pool, asker.identity, async (client) => {
    const [asked, signatures] = await Promise.all([readActs(client, ranges), readSignatures(client, ranges)]);
    if (asked.length === 0) throw new AppError('dossier.not_found', 'not_found');
    const signed = asked.flatMap(({ dossier, seq }) => signatures.get(`${dossier}/${seq}`)?.package.credential?.id ?? []);
    const ofKeys = await findKeys(client, store.registry, signed);
    const keyRows = await readActs(
      client,
      [...ofKeys.values()].map((dossier) => ({ dossier, from: 1, to: LAST_ACT })),
    );
    const rows = [...new Map([...asked, ...keyRows].map((row) => [`${row.dossier}/${row.seq}`, row])).values()];
    const places = rows.flatMap(({ dossier, seq, entry }) =>
      entry ? [{ key: `${dossier}/${seq}`, epoch: entry.epoch, index: entry.idx, leaf: Buffer.from(entry.leaf, 'utf8') }] : [],
    );
    const { proven, ...ledger } = await proveLeaves(client, places);
    const toAll = (some: readonly EvidenceRow[]) =>
      some.map((row) => {
        const key = `${row.dossier}/${row.seq}`;
        return toEvidenceAct(row, asker, { proven: proven.get(key), signed: signatures.get(key) });
      });
    const keys = new Map(
      [...ofKeys].map(([credential, dossier]) => [credential, toAll(keyRows.filter((row) => row.dossier === dossier))]),
    );
    return { acts: toAll(asked), keys, ledger };
  });
}

/** A dossier of a key has two acts at most. */
const LAST_ACT = 2;

/** The dossiers of keys, by what their devices call these keys. Every official may read them. */
async function findKeys(
  client: pg.ClientBase,
  registry: KindRegistry,
  credentials: readonly string[],
): Promise<ReadonlyMap<string, DossierId>> {
  const kind = findKeyKind(registry);
  if (!kind || credentials.length === 0) return new Map();
  const named = new Map(credentials.map((one) => [soleName(kind.name, kind.signingKey.sole(one)), one]));
  const found = await rowsOf<{ key: string; dossier: string }>(
    client,
    sql`select s.key, s.dossier from app.sole_key s where s.key = any (${[...named.keys()]}::text[])`,
  );
  return new Map(found.map(({ key, dossier }) => [named.get(key) ?? '', dossier as DossierId]));
}

/** So many files the two acts of a key bring. */
const OF_KEY = 8;

/** How much an act brings to a bundle. */
export interface ActWeight {
  readonly dossier: DossierId;
  readonly seq: number;
  readonly files: number;
  readonly bytes: number;
}

/** The acts of dossiers, in the order of the dossiers, with what each brings: what parts are planned by. */
export async function weighActs(store: Store, asker: Asker, dossiers: readonly DossierId[]): Promise<readonly ActWeight[]> {
  return readAs(store.pool, asker.identity, (client) =>
    rowsOf<ActWeight & Record<string, unknown>>(
      client,
      // With a signature by a key comes the record of that key.
      sql`select a.dossier, a.seq, (count(t.hash) + case when exists (select from app.act_signature s
          where s.tenant = a.tenant and s.dossier = a.dossier and s.seq = a.seq and s.how = 'passkey') then ${OF_KEY}::int else 0 end)::int as files, coalesce(sum(t.size), 0)::float8 as bytes
        from unnest(${dossiers}::uuid[]) with ordinality w(dossier, place) join app.act a on a.dossier = w.dossier
          left join app.attachment t on t.dossier = a.dossier and t.seq = a.seq
        group by w.place, a.tenant, a.dossier, a.seq order by w.place, a.seq`,
    ),
  );
}

/** A reader takes a thousand entries and 2 GiB; a part stays well below both. */
const MOST = { entries: 900, bytes: 1024 * 1024 * 1024, ofAct: 5 } as const;

/** Takes acts apart into bundles, each a list of ranges; an act with all it brings is never taken apart. */
export function planParts(weights: readonly ActWeight[]): readonly (readonly EvidenceRange[])[] {
  const parts: { ranges: EvidenceRange[]; entries: number; bytes: number }[] = [];
  for (const { dossier, seq, files, bytes } of weights) {
    const entries = MOST.ofAct + files;
    let part = parts.at(-1);
    if (!part || part.entries + entries > MOST.entries || part.bytes + bytes > MOST.bytes) {
      part = { ranges: [], entries: 0, bytes: 0 };
      parts.push(part);
    }
    part.entries += entries;
    part.bytes += bytes;
    const last = part.ranges.at(-1);
    if (last?.dossier === dossier) part.ranges[part.ranges.length - 1] = { ...last, to: seq };
    else part.ranges.push({ dossier, from: seq, to: seq });
  }
  return parts.map((part) => part.ranges);
}

interface SignatureRow {
  readonly package: SignaturePackage;
  readonly salt: string | null;
}

async function readSignatures(
  client: pg.ClientBase,
  ranges: readonly EvidenceRange[],
): Promise<ReadonlyMap<string, SignatureRow>> {
  const found = await client.query<SignatureRow & { dossier: string; seq: number }>({
    name: 'evidence_signatures',
    text: 'select s.dossier, s.seq, s.package, s.salt from app.read_signatures($1) s',
    values: [[...new Set(ranges.map((range) => range.dossier))]],
  });
  return new Map(found.rows.map((row) => [`${row.dossier}/${row.seq}`, row]));
}

async function readActs(client: pg.ClientBase, ranges: readonly EvidenceRange[]): Promise<readonly EvidenceRow[]> {
  const dossiers = ranges.map((range) => range.dossier);
  const from = ranges.map((range) => range.from);
  const to = ranges.map((range) => range.to);
  const statement = sql`
    select a.dossier, a.seq, a.name, a.kind_version, a.actor, a.mask, a.key, to_jsonb(a.at) #>> '{}' as at, to_jsonb(a.business_at) #>> '{}' as business_at, a.body, a.facts, a.cause_dossier, a.cause_seq, a.cause_n,
      a.leaf_hash::text as leaf_hash, a.salts, a.digests,
      (select v.value #>> '{}' from app.vault v where v.dossier = a.dossier and v.seq = a.seq and v.name = 'actor') as masked_actor,
      a.cause_dossier is null or exists (select 1 from app.dossier d where d.id = a.cause_dossier) as may_read_cause,
      (select jsonb_agg(jsonb_build_object('name', v.name, 'sealed', v.sealed, 'salt', v.salt, 'value', v.value, 'by', v.erased_by) order by v.name)
         from app.vault v where v.dossier = a.dossier and v.seq = a.seq) as texts,
      (select jsonb_agg(distinct jsonb_build_object('hash', t.hash, 'size', t.size, 'type', t.type, 'name', t.name)) from app.attachment t where t.dossier = a.dossier and t.seq = a.seq) as files,
      (select jsonb_build_object('epoch', e.epoch, 'idx', e.idx, 'leaf', e.leaf) from app.ledger_entry e
         where e.tenant = a.tenant and e.dossier = a.dossier and e.seq = a.seq and e.log = 'main') as entry
    from unnest(${dossiers}::uuid[], ${from}::int[], ${to}::int[]) w(dossier, first, last)
      join app.act a on a.dossier = w.dossier and a.seq between w.first and w.last
    order by a.dossier, a.seq`;
  return rowsOf<EvidenceRow & Record<string, unknown>>(client, statement);
}

interface Found {
  readonly proven: ProvenPlace | undefined;
  readonly signed: SignatureRow | undefined;
}

function toEvidenceAct(row: EvidenceRow, asker: Asker, { proven, signed }: Found): EvidenceAct {
  const act = toAct(row, row.masked_actor);
  const isClosed = row.mask !== null;
  const isHidden = isClosed && row.masked_actor === null;
  const texts = row.texts ?? [];
  const { act: head, ...others } = fieldsOfAct(act, row.salts);
  // By which key somebody hidden acted, and who may know, is as good as a name; what caused an act may be closed itself.
  const shown = isHidden || !row.may_read_cause ? others : { ...others, act: head ?? null };
  const candidates: OpenField[] = [
    ...Object.entries(shown).map(([name, value]) => ({
      name,
      salt: row.salts[name] ?? '',
      value,
      isPersonal: isClosed && name === 'act',
    })),
    ...texts.flatMap(({ name, sealed, salt, value, by }) =>
      salt === null || by !== null ? [] : [{ name, salt, value, isPersonal: sealed !== 'free-text' }],
    ),
  ];
  const fields = candidates.filter(({ name, salt, value }) => digestField(salt, name, value) === row.digests[name]);
  const gone = texts.flatMap(({ name, by }) => (by === null ? [] : [{ name, digest: row.digests[name] ?? '', by }]));
  return {
    dossier: row.dossier as DossierId,
    seq: row.seq,
    at: asInstant(row.at),
    leafHash: fromByteaJson(row.leaf_hash),
    isOwn: act.actor !== null && act.actor === asker.standing.person,
    fields: fields.toSorted(byPlace),
    gone,
    altered: candidates.filter((one) => !fields.includes(one)).map(({ name }) => name),
    withheld: Object.keys(row.digests).length - candidates.length - gone.length,
    digests: Object.values(row.digests).sort(),
    files: filesOf(row),
    ...(proven ? { proven } : {}),
    ...(signed ? { signature: toSignature(row, signed) } : {}),
  };
}

/** The package, and the body as it was signed where every text of it is still there to be read. */
function toSignature(row: EvidenceRow, { package: signed, salt }: SignatureRow): ActSignature {
  const texts = new Map((row.texts ?? []).map(({ name, value }) => [referenceTo(row.seq, name), value]));
  const body = unseal(row.body, texts, (reference) => reference);
  const isWhole = salt !== null && digestSignedBody(salt, body) === signed.intent.body;
  return {
    how: signed.how,
    ...(signed.credential ? { credential: signed.credential.id } : {}),
    bytes: Buffer.from(canonicalize(signed as unknown as Json), 'utf8'),
    ...(isWhole ? { body: { salt, value: body } } : {}),
  };
}

/** A file whose name the reader may not read is not offered anywhere. */
function filesOf({ files, texts, seq }: EvidenceRow): readonly EvidenceFile[] {
  const readable = new Set((texts ?? []).flatMap(({ name, by }) => (by === null ? [name] : [])));
  const offered = (files ?? []).filter(({ name }) => {
    const reference = parseReference(name);
    return reference === undefined || (reference.seq === seq && readable.has(reference.name));
  });
  return [...new Map(offered.map(({ hash, size, type }) => [hash, { hash, size, type }])).values()];
}

/** First what every act has, in this order, then the texts by their names. */
const ORDER: readonly string[] = ['act', 'actor', 'businessAt', 'body', 'facts'];

function byPlace(a: OpenField, b: OpenField): number {
  const place = ({ name }: OpenField): number => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
  return place(a) - place(b) || (a.name < b.name ? -1 : 1);
}
