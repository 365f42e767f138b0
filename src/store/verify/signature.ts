/** Whether what a person signed is what stands in the record, word for word, and whether the leaf says so. */

import type { AnyKind } from '../../dossier/kind.ts';
import { referenceTo, unseal } from '../../dossier/sealed.ts';
import { type Json, toBase64Url } from '../../kernel/json.ts';
import { asInstant, toMillis } from '../../kernel/time.ts';
import {
  type ActIntent,
  digestPackage,
  digestSignedBody,
  findPackageFault,
  type SignaturePackage,
} from '../../ledger/signature.ts';
import { fromByteaJson } from '../rows.ts';
import type { HashedActRow, LeafRow, SignatureRow, VaultRow } from './read-batch.ts';
import type { Difference } from './report.ts';

type Found = Omit<Difference, 'dossier' | 'number'>;

/** An intent is answered within two minutes; the two moments are read apart, from a clock that may be set right in between. */
const SHOWN_BEFORE_MILLIS = 5 * 60_000;

/** The digest of the signature an act was committed with: as its leaf says it, or where no leaf can be read, as the package makes it. */
export function committedSignature(leaf: LeafRow | undefined, kept: SignatureRow | undefined): string {
  try {
    const said = leaf && (JSON.parse(leaf.leaf) as { readonly g?: unknown }).g;
    if (typeof said === 'string') return said;
  } catch {
    // A leaf that cannot be read is named as changed by its hash.
  }
  return kept ? digestPackage(kept.package as unknown as SignaturePackage) : '';
}

/** Names in what the signature kept with an act differs from its leaf, from itself, or from the act. */
export function checkSignature(
  kind: AnyKind,
  row: HashedActRow,
  texts: readonly VaultRow[],
  { committed, kept }: { readonly committed: string; readonly kept: SignatureRow | undefined },
): readonly Found[] {
  const { seq } = row;
  if (!kept) return committed === '' ? [] : [{ code: 'signature-missing', seq, where: 'act_signature' }];
  const changed = (where: string): Found => ({ code: 'signature-changed', seq, where });
  const signed = kept.package as unknown as SignaturePackage;
  if (digestPackage(signed) !== committed) return [changed('package')];
  const fault = findPackageFault(signed);
  const isErased = texts.some((text) => text.erased_by !== null);
  return [
    ...(kept.how === signed.how ? [] : [changed('how')]),
    ...(fault === undefined ? [] : [changed(fault)]),
    ...termFaults(kind, row, signed.intent).map((name) => changed(`intent.${name}`)),
    ...(kept.salt === null && !isErased ? [changed('salt')] : []),
    ...(kept.salt !== null && !isErased && digestSignedBody(kept.salt, bodyOf(row, texts)) !== signed.intent.body
      ? [changed('body')]
      : []),
  ];
}

function termFaults(kind: AnyKind, row: HashedActRow, intent: ActIntent): readonly string[] {
  const wanted = {
    kind: kind.name,
    act: row.name,
    dossier: row.seq === 1 ? '' : row.dossier,
    after: row.prev_hash === null ? '' : toBase64Url(fromByteaJson(row.prev_hash)),
    capacity: row.key,
  };
  const wrong = Object.entries(wanted).flatMap(([name, value]) => (intent[name] === value ? [] : [name]));
  const apart = toMillis(asInstant(row.at)) - toMillis(asInstant(intent.at));
  return Math.abs(apart) <= SHOWN_BEFORE_MILLIS ? wrong : [...wrong, 'at'];
}

/** The body with its texts in it, as it was decided. */
function bodyOf(row: HashedActRow, texts: readonly VaultRow[]): Json {
  const values = new Map(texts.map((text) => [referenceTo(row.seq, text.name), text.value]));
  return unseal<Json>(row.body, values, (reference) => reference);
}
