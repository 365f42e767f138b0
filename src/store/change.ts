/** From a decision to the document app.append_act writes. */
import { randomBytes } from 'node:crypto';
import { accessOf, isPossibleIn, keysFor } from '../dossier/access.ts';
import { isOpen } from '../dossier/clocks.ts';
import { findAct } from '../dossier/common-acts.ts';
import type { Decided } from '../dossier/decide.ts';
import { isEnd } from '../dossier/fold.ts';
import { key } from '../dossier/keys.ts';
import type { Description } from '../dossier/kind.ts';
import { soleName } from '../dossier/numbering.ts';
import { type FieldSpec, fieldsOf } from '../dossier/schema.ts';
import { parseReference, referenceTo, unseal } from '../dossier/sealed.ts';
import { rowKey } from '../dossier/table.ts';
import type { Clock, Dossier } from '../dossier/words.ts';
import { newReceipt } from '../kernel/ids.ts';
import { canonicalize, type Json, toHex } from '../kernel/json.ts';
import { foldVietnamese, normalizeDocumentNumber, normalizeTone } from '../kernel/text.ts';
import { buildLeaf, DECOYS, digestField, digestWritten, newSalt } from '../ledger/leaf.ts';
import { digestPackage, type SignaturePackage } from '../ledger/signature.ts';
import { deviceChange, type KeyProof } from './device-key.ts';
import { epochOf } from './reference.ts';

/** What of a dossier's chain the next leaf builds on. */
export interface ChainHead {
  readonly receipt: string;
  readonly stream: Uint8Array;
  readonly head: Uint8Array | null;
}

/** A signature that was found to be right, with the challenge that is spent when the act is written. */
export interface ProvenSignature {
  readonly challenge: string;
  readonly package: SignaturePackage;
  readonly salt: string;
  /** The passkey that signed, and the count its device now stands at. */
  readonly passkey?: string;
  readonly counter?: number;
}

/** A fresh chain for a new dossier. */
export function newChain(): ChainHead {
  return { receipt: newReceipt(), stream: randomBytes(32), head: null };
}

/** The earliest open clock tells what list and light show. */
export function leadingClock(clocks: readonly Clock[]): Clock | undefined {
  const open = clocks.filter((c) => isOpen(c) && c.level === 0);
  const counting = open.filter((c) => c.state !== 'paused');
  return (counting.length > 0 ? counting : open).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))[0];
}

/** What a dossier is found by, with its texts filled in. A restricted one has a shell and nothing else: what its kind would say is not even asked. */
function searchableOf(kind: Decided['kind'], dossier: Dossier, texts: ReadonlyMap<string, Json>) {
  if (kind.restricted) return { described: { title: '' } as Description, searchable: '', isErased: false };
  let isErased = false;
  const state = unseal(dossier.state, texts, () => {
    isErased = true;
    return '';
  });
  const described = kind.describe(state, { ...dossier, state });
  // What is no piece of work is found by its number alone, which stands beside the words.
  const found = kind.apart ? [] : [described.title, ...(described.search ?? []), dossier.number ?? ''];
  const searchable = found.join(' \n ').normalize('NFC');
  return { described, searchable, isErased };
}

/**
 * Whether an act left alone what the dossier is found by, so that the vectors written can stay. Where a text has been erased they may
 * still hold it: they are what was written before, and the texts of today do not tell.
 */
function isFoundAlike({ kind, before, act }: Decided, texts: ReadonlyMap<string, Json>, searchable: string): boolean {
  if (act.seq === 1) return false;
  const earlier = searchableOf(kind, before, texts);
  return !earlier.isErased && earlier.searchable === searchable;
}

/** The derived columns of a dossier row and the words it is found by; khoithong verify computes the same and compares. */
export function deriveRow(kind: Decided['kind'], dossier: Dossier, texts: ReadonlyMap<string, Json>) {
  const { described, searchable } = searchableOf(kind, dossier, texts);
  return { ...columnsOf(kind, dossier, described), ...wordsOf(searchable) };
}

function wordsOf(searchable: string) {
  return { words: normalizeTone(searchable.toLowerCase()), folded: foldVietnamese(searchable) };
}

function columnsOf(kind: Decided['kind'], dossier: Dossier, described: Description) {
  const placed = kind.restricted ? {} : kind.place(dossier.state);
  const weight = (kind.restricted ? undefined : kind.weight?.(dossier.state)) ?? {};
  const access = accessOf(kind, dossier);
  const clock = leadingClock(dossier.clocks);
  return {
    id: dossier.id,
    kind: kind.name,
    number: dossier.number ?? null,
    stage: dossier.stage,
    ended: isEnd(kind, dossier.stage),
    restricted: kind.restricted ?? false,
    seq: dossier.seq,
    state: dossier.state,
    struck: dossier.struck as unknown as Json,
    author: dossier.author,
    authorKey: dossier.authorKey,
    title: described.title,
    unit: placed.unit ?? null,
    field: placed.field ?? null,
    locality: placed.locality ?? null,
    responsible: placed.responsible ?? null,
    classification: placed.classification ?? null,
    money: weight.money ?? null,
    people: weight.people ?? null,
    openedAt: dossier.openedAt,
    changedAt: dossier.changedAt,
    closedAt: dossier.closedAt ?? null,
    dueAt: clock?.dueAt ?? null,
    clockState: clock === undefined ? null : clock.state,
    holder: clock?.holder ?? null,
    late: dossier.clocks.some((c) => c.level === 0 && c.lapsedBy !== undefined && c.cause?.state !== 'confirmed'),
    readKeys: access.read,
    may: access.may,
    awaited: awaitedOf(kind, dossier),
    excluded: access.excluded,
    symbols: kind.restricted ? [] : symbolsOf(described.symbols ?? [], dossier.number),
  };
}

/** `act|key` for what somebody waits for without a clock of its own, such as the answer to a question. */
function awaitedOf(kind: Decided['kind'], dossier: Dossier): readonly string[] {
  return Object.entries(kind.acts)
    .filter(([, spec]) => isPossibleIn(kind, spec, dossier.stage) && spec.awaited?.(dossier.state, dossier) === true)
    .flatMap(([name, spec]) => keysFor(spec, dossier).map((k) => `${name}|${k}`));
}

function symbolsOf(symbols: readonly string[], number: string | undefined): readonly string[] {
  return [...new Set([...symbols.map(normalizeDocumentNumber), ...(number ? [normalizeDocumentNumber(number)] : [])])];
}

/** What a dossier stands for alone, as the table holds it. */
export function soleKeysOf(kind: Decided['kind'], dossier: Dossier): readonly string[] {
  return (kind.sole?.(dossier.state, dossier) ?? []).map((sole) => soleName(kind.name, sole)).sort();
}

/** Ties of a dossier as the party and link tables hold them. */
export function tiesOf(kind: Decided['kind'], dossier: Dossier) {
  return { parties: kind.parties?.(dossier.state) ?? [], links: kind.links?.(dossier.state) ?? [] };
}

/** Whom a dossier that has not ended concerns: its author, the posts that are parties, the posts that held a clock of it at any time. */
function concernedBy(kind: Decided['kind'], dossier: Dossier): readonly string[] {
  if (isEnd(kind, dossier.stage)) return [];
  const posts = [
    ...(kind.parties?.(dossier.state) ?? []).flatMap(({ post }) => post ?? []),
    ...dossier.clocks.filter(({ level }) => level === 0).map(({ holder }) => holder),
  ];
  return [...new Set([...posts.map(key.post), ...(dossier.author === null ? [] : [key.person(dossier.author)])])];
}

/** In the outline of a body: a member with a digest of its own. */
const APART = 0;

/** The members of a body that are no text kept apart, each under the name of its digest. */
function membersOf(body: Json): readonly (readonly [string, string, Json])[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' && parseReference(value) ? [] : [[name, `body/${name}`, value as Json] as const],
  );
}

/** Acts of before 12/2026 were hashed with their body whole; their salts say so. */
function isSplit(act: Decided['act'], salts: Readonly<Record<string, string>>): boolean {
  return membersOf(act.body).some(([, field]) => salts[field] !== undefined);
}

/**
 * The fields of an act that have a digest in its leaf, besides the texts kept apart: each member of the body alone, so that one can be
 * shown without the others, and `body` as their outline, which says that none is missing. `salts` are those the act was hashed with.
 */
export function fieldsOfAct(act: Decided['act'], salts?: Readonly<Record<string, string>>): Readonly<Record<string, Json>> {
  const members = salts && !isSplit(act, salts) ? [] : membersOf(act.body);
  const outline = members.map(([name]) => [name, APART] as const);
  return {
    act: {
      name: act.name,
      kindVersion: act.kindVersion,
      key: act.key,
      cause: (act.cause ?? null) as unknown as Json,
      mask: (act.mask ?? null) as Json,
    },
    businessAt: act.businessAt,
    body: members.length === 0 ? act.body : { ...(act.body as object), ...Object.fromEntries(outline) },
    ...Object.fromEntries(members.map(([, field, value]) => [field, value])),
    facts: act.facts as unknown as Json,
    ...(act.mask ? {} : { actor: act.actor }),
  };
}

/** The digests of an act's fields, given salts and the texts it brought; `write` gives the canonical text of a value. */
export function digestAct(
  act: Decided['act'],
  salts: Readonly<Record<string, string>>,
  vault: readonly { name: string; salt: string; value: Json }[],
  write: (value: Json) => string = canonicalize,
) {
  const digests: Record<string, string> = {};
  for (const [name, value] of Object.entries(fieldsOfAct(act, salts)))
    digests[name] = digestWritten(salts[name] ?? '', name, write(value));
  for (const entry of vault) digests[entry.name] = digestField(entry.salt, entry.name, entry.value);
  return digests;
}

/** The header of an act's leaf; `signature` is the digest of what the person signed, empty where nobody did. */
export function leafHeader(
  kind: Decided['kind'],
  act: Decided['act'],
  stream: Uint8Array,
  previous: Uint8Array | null,
  signature = '',
) {
  return {
    kind: kind.restricted ? 'sealed' : `${kind.name}.${act.name}`,
    stream,
    n: act.seq - 1,
    previous,
    at: act.at,
    produced: `${kind.restricted ? 'sealed' : kind.name}@${act.kindVersion}|${act.facts.law}`,
    signature,
  };
}

function attachmentsOf(fields: readonly FieldSpec[], value: Json): { hash: string; size: number; type: string; name: string }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const members = value as Readonly<Record<string, Json>>;
  return fields.flatMap((spec) => {
    const member = members[spec.name];
    if (member === undefined || !spec.fields) return [];
    const rows = Array.isArray(member) ? member : [member];
    const isFile = spec.fields.some((f) => f.name === 'hash') && spec.fields.some((f) => f.name === 'name');
    return isFile
      ? (rows as unknown as { hash: string; size: number; type: string; name: string }[])
      : rows.flatMap((row: Json) => attachmentsOf(spec.fields ?? [], row));
  });
}

/** The files an act brought, in the order of its fields. */
export function attachmentsOfAct(kind: Decided['kind'], act: Decided['act']) {
  const spec = findAct(kind, act.name);
  return spec ? attachmentsOf(fieldsOf(spec.body), act.body) : [];
}

/** The effect that brings the open clocks of all kinds after organisation and law. */
const CLOCKS = {};

/** An act with its leaf, the texts it put into the vault, and what it asks to be carried out. */
export function toActPart(decided: Decided, chain: ChainHead, write?: (value: Json) => string, signature?: ProvenSignature) {
  const { kind, act } = decided;
  const vault = [
    ...decided.vault.map((entry) => ({ ...entry, salt: newSalt() })),
    ...(act.mask
      ? [
          {
            name: 'actor',
            value: act.actor as Json,
            sealed: 'actor' as const,
            keys: [...act.mask, ...(act.actor ? [key.person(act.actor)] : [])],
            salt: newSalt(),
          },
        ]
      : []),
  ];
  const salts = Object.fromEntries([...Object.keys(fieldsOfAct(act)), DECOYS].map((name) => [name, newSalt()]));
  const header = leafHeader(kind, act, chain.stream, chain.head, signature && digestPackage(signature.package));
  const leaf = buildLeaf(header, digestAct(act, salts, vault, write), salts[DECOYS]);
  return {
    hash: leaf.hash,
    act: {
      name: act.name,
      kindVersion: act.kindVersion,
      actor: act.mask ? null : act.actor,
      ...(act.mask ? { mask: act.mask } : {}),
      key: act.key,
      at: act.at,
      businessAt: act.businessAt,
      body: act.body,
      facts: act.facts,
      ...(act.cause ? { cause: act.cause } : {}),
      salts,
      digests: leaf.digests,
      leaf: leaf.text,
      leafHash: toHex(leaf.hash),
      prevHash: chain.head ? toHex(chain.head) : null,
    },
    vault,
    attachments: attachmentsOfAct(kind, act),
    notices: decided.notices,
    followUps: decided.followUps,
    ...(signature ? { signature } : {}),
  };
}

/** One dossier's part of the document: row, act with its leaf, vault, clocks, ties, notices. */
export function toChange(
  decided: Decided,
  chain: ChainHead,
  earlierTexts: ReadonlyMap<string, Json>,
  { signature, ...proof }: KeyProof & { readonly signature?: ProvenSignature | undefined } = {},
) {
  const { kind, act, before, after } = decided;
  const { hash, ...part } = toActPart(decided, chain, undefined, signature);
  const texts = new Map(earlierTexts);
  for (const entry of decided.vault) texts.set(referenceTo(act.seq, entry.name), entry.value);
  const ties = tiesOf(kind, after);
  const tiesBefore = tiesOf(kind, before);
  const epochs = [...new Set(decided.rows.flatMap((op) => epochOf(op.table) ?? []))];
  // A change of organisation or law reaches every open clock, whatever its kind.
  const spreads = [...decided.spreads, ...(epochs.length > 0 ? [CLOCKS] : [])];
  const { described, searchable } = searchableOf(kind, after, texts);
  return {
    dossier: {
      ...columnsOf(kind, after, described),
      ...(isFoundAlike(decided, earlierTexts, searchable) ? {} : wordsOf(searchable)),
      receipt: chain.receipt,
      stream: toHex(chain.stream),
      head: toHex(hash),
    },
    ...part,
    clocks: after.clocks.flatMap((clock, n) => (clock === before.clocks[n] ? [] : [{ n, clock }])),
    ...(act.seq === 1 || differs(ties.parties, tiesBefore.parties) ? { parties: ties.parties } : {}),
    ...(act.seq === 1 || differs(ties.links, tiesBefore.links) ? { links: ties.links } : {}),
    ...(differs(concernedBy(kind, after), act.seq === 1 ? [] : concernedBy(kind, before))
      ? { concerned: concernedBy(kind, after) }
      : {}),
    ...(differs(soleKeysOf(kind, after), soleKeysOf(kind, before)) ? { soleKeys: soleKeysOf(kind, after) } : {}),
    ...deviceChange(decided, proof),
    ...(decided.tableRows.length === 0 ? {} : { tableRows: decided.tableRows }),
    ...(spreads.length === 0 ? {} : { spreads }),
    rows: decided.rows.map((op) => ({ ...op, keyText: rowKey(op.table, op.key) })),
    epochs,
  };
}

function differs(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
