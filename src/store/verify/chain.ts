/** The chain of one dossier: every act as it was hashed, in order, without gap, and as the ledger has it. */
import type { AnyKind } from '../../dossier/kind.ts';
import type { Act } from '../../dossier/words.ts';
import { type Json, toHex } from '../../kernel/json.ts';
import { asInstant } from '../../kernel/time.ts';
import { buildLeaf, DECOYS, digestField } from '../../ledger/leaf.ts';
import { digestAct, leafHeader } from '../change.ts';
import { fromByteaJson, toAct } from '../rows.ts';
import type { HashedActRow, LeafRow, StoredDossier, VaultRow } from './read-batch.ts';
import type { Difference } from './report.ts';
import { checkSignature, committedSignature } from './signature.ts';
import { shouldBeConfirmed } from './unconfirmed.ts';

type Found = Omit<Difference, 'dossier' | 'number'>;

/** The acts of a stored dossier as the fold reads them, masked actors filled in from the vault. */
export function actsOfStored(stored: StoredDossier): readonly Act[] {
  return stored.acts.map((row) => toAct(row, row.mask === null ? null : maskedActor(stored, row)));
}

function maskedActor(stored: StoredDossier, row: HashedActRow): string | null {
  const entry = stored.vault.find((v) => v.seq === row.seq && v.name === 'actor');
  if (typeof entry?.value === 'string') return entry.value;
  // Erased: the row still says who opened it, and nothing else can.
  return row.seq === 1 ? stored.row.author : null;
}

/**
 * Names every way in which acts, texts, hashes and ledger of one dossier disagree; and decisions from the place `confirmedSince` on that nobody
 * confirmed.
 */
export function checkChain(kind: AnyKind, stored: StoredDossier, acts: readonly Act[], confirmedSince: number): readonly Found[] {
  const found: Found[] = [];
  const bySeq = new Map(stored.acts.map((row) => [row.seq, row]));
  const leaves = new Map(stored.leaves.map((row) => [row.seq, row]));
  const texts = new Map<number, VaultRow[]>();
  for (const entry of stored.vault) {
    const list = texts.get(entry.seq);
    if (list) list.push(entry);
    else texts.set(entry.seq, [entry]);
  }
  const signatures = new Map(stored.signatures.map((row) => [row.seq, row]));
  const last = stored.acts.at(-1);
  for (let seq = 1; seq < (last?.seq ?? 0); seq++) if (!bySeq.has(seq)) found.push({ code: 'act-missing', seq, where: 'act' });
  for (const row of stored.leaves) if (!bySeq.has(row.seq)) found.push({ code: 'act-cut', seq: row.seq, where: row.where });
  for (const row of doubled(stored.leaves)) found.push({ code: 'leaf-extra', seq: row.seq, where: row.where });
  for (const [i, act] of acts.entries()) {
    const row = stored.acts[i];
    if (!row) continue;
    const leaf = leaves.get(row.seq);
    const own = texts.get(row.seq) ?? [];
    const signature = committedSignature(leaf, signatures.get(row.seq));
    found.push(...checkAct(kind, stored, row, { act, texts: own, leaf, signature }), ...checkLeaf(row, leaf));
    found.push(...checkSignature(kind, row, own, { committed: signature, kept: signatures.get(row.seq) }));
    const isLater = leaf !== undefined && leaf.place >= confirmedSince;
    if (signature === '' && isLater && shouldBeConfirmed(kind, act, acts.slice(0, i)))
      found.push({ code: 'confirmation-missing', seq: row.seq, where: act.name });
    const previous = bySeq.get(row.seq - 1);
    const follows = row.seq === 1 ? row.prev_hash === null : previous === undefined || previous.leaf_hash === row.prev_hash;
    if (!follows) found.push({ code: 'chain-broken', seq: row.seq, where: 'prev_hash' });
  }
  if (stored.row.seq !== (last?.seq ?? 0)) found.push({ code: 'head-changed', where: 'seq' });
  if (last && stored.row.head !== last.leaf_hash) found.push({ code: 'head-changed', where: 'head' });
  return found;
}

function checkAct(
  kind: AnyKind,
  stored: StoredDossier,
  row: HashedActRow,
  {
    act,
    texts,
    leaf: written,
    signature,
  }: {
    readonly act: Act;
    readonly texts: readonly VaultRow[];
    readonly leaf: LeafRow | undefined;
    readonly signature: string;
  },
): readonly Found[] {
  const { seq } = row;
  const found: Found[] = [];
  const present = texts.filter((v) => v.erased_by === null);
  const computed = digestAct(act, row.salts, []);
  for (const [name, digest] of Object.entries(computed))
    if (row.digests[name] !== digest) found.push({ code: 'act-changed', seq, where: name });
  for (const v of present) {
    if (row.digests[v.name] === undefined) found.push({ code: 'text-extra', seq, where: v.name });
    else if (row.digests[v.name] !== digestField(v.salt ?? '', v.name, v.value))
      found.push({ code: 'text-changed', seq, where: v.name });
  }
  const known = new Set([...Object.keys(computed), ...texts.map((v) => v.name)]);
  for (const name of Object.keys(row.digests)) if (!known.has(name)) found.push({ code: 'text-missing', seq, where: name });
  for (const v of texts)
    if (v.erased_by !== null && row.digests[v.name] === undefined) found.push({ code: 'text-extra', seq, where: v.name });
  const header = leafHeader(
    kind,
    act,
    fromByteaJson(stored.row.stream),
    row.prev_hash === null ? null : fromByteaJson(row.prev_hash),
    signature,
  );
  const leaf = buildLeaf(header, row.digests, row.salts[DECOYS]);
  if (`\\x${toHex(leaf.hash)}` !== row.leaf_hash) found.push({ code: 'leaf-changed', seq, where: 'act.leaf_hash' });
  if (written && written.leaf !== leaf.text) found.push({ code: 'leaf-changed', seq, where: `${written.where}.leaf` });
  return found;
}

/** Leaves of an act that has one already: each act has its leaf once. */
function doubled(leaves: readonly LeafRow[]): readonly LeafRow[] {
  const known = new Set<number>();
  return leaves.filter(({ seq }) => known.has(seq) || !known.add(seq));
}

function checkLeaf(row: HashedActRow, leaf: LeafRow | undefined): readonly Found[] {
  const { seq } = row;
  if (!leaf) return [{ code: 'leaf-missing', seq, where: 'ledger_pending' }];
  return [
    ...(leaf.leaf_hash === row.leaf_hash ? [] : [{ code: 'leaf-changed', seq, where: `${leaf.where}.leaf_hash` } as const]),
    ...(asInstant(leaf.at) === asInstant(row.at) ? [] : [{ code: 'leaf-changed', seq, where: `${leaf.where}.at` } as const]),
  ];
}

/** The texts of a stored dossier by reference, as the write door reads them. */
export function textsOfStored(stored: StoredDossier): ReadonlyMap<string, Json> {
  return new Map(stored.vault.filter((v) => v.erased_by === null).map((v) => [`§${v.seq}/${v.name}§`, v.value]));
}
