/** Fields shown with the salts that open their digests, so that a leaf proves what they said. */
import { sha256 } from '../platform/node.ts';
import { isHashText, toBase64Url } from './base64url.ts';
import { utf8 } from './bytes.ts';
import { must } from './fault.ts';
import { canonicalize, isList, type Json, membersOf, parseCanonical } from './jcs.ts';
import { DIGESTS_IN_LEAF, isDigestList } from './leaf.ts';

/** The field that shows what a person signed; it is bound by the signature, not by the list of digests. */
export const SIGNED_BODY = 'signed-body';
const MOST_NAME = 200;

/** One field shown. */
export interface DisclosedField {
  readonly salt: string;
  readonly name: string;
  readonly value: Json;
}

/** What the issuer says of a digest nobody can open any more. */
export interface ErasedField {
  readonly digest: string;
  readonly name: string;
  /** By which decision. */
  readonly by: string;
}

/** What is shown of one record. */
export interface Disclosures {
  readonly fields: readonly DisclosedField[];
  /** The whole list, where the leaf holds one digest over it. */
  readonly digests?: readonly string[];
  readonly erased?: readonly ErasedField[];
}

/** The digest that stands for a field: SHA-256(JCS([salt, name, value])), base64url. */
export function digestField({ salt, name, value }: DisclosedField): string {
  return toBase64Url(sha256(utf8(canonicalize([salt, name, value]))));
}

/** The digest that stands for more digests than a leaf holds. */
export function digestList(digests: readonly string[]): string {
  return toBase64Url(sha256(utf8(canonicalize(digests))));
}

/** The file of these disclosures. @throws {Fault} where a reader would refuse it for this leaf's digests */
export function formatDisclosures(shown: Disclosures, inLeaf: readonly string[]): Uint8Array {
  const bytes = utf8(
    canonicalize({
      fields: shown.fields.map(({ salt, name, value }) => [salt, name, value]),
      ...(shown.digests ? { digests: shown.digests } : {}),
      ...(shown.erased ? { erased: shown.erased.map(({ digest, name, by }) => [digest, name, by]) } : {}),
    }),
  );
  parseDisclosures(bytes, inLeaf);
  return bytes;
}

/** Reads what is shown of the leaf with these digests; every field is in it. @throws {Fault} disclosure.*, json.* */
export function parseDisclosures(bytes: Uint8Array, inLeaf: readonly string[]): Disclosures {
  const {
    fields: listed,
    digests,
    erased: gone,
  } = membersOf(parseCanonical(bytes), ['fields', 'digests?', 'erased?'], 'disclosures');
  const list = new Set(digests === undefined ? inLeaf : readList(digests, inLeaf));
  must(isList(listed), 'disclosure.member', { field: 'fields' });
  const fields = listed.map(readField);
  const open = new Set<string>();
  for (const field of fields) {
    const digest = digestField(field);
    must(field.name === SIGNED_BODY || list.has(digest), 'disclosure.not-in-leaf', { field: field.name });
    open.add(digest);
  }
  must(new Set(fields.map((field) => field.name)).size === fields.length, 'disclosure.twice');
  const erased = readErased(gone, list, open);
  return {
    fields,
    ...(digests === undefined ? {} : { digests: [...list] }),
    ...(erased ? { erased } : {}),
  };
}

function readList(digests: Json, inLeaf: readonly string[]): readonly string[] {
  must(isList(digests) && digests.length > DIGESTS_IN_LEAF && isDigestList(digests), 'disclosure.list');
  must(inLeaf.length === 1 && inLeaf[0] === digestList(digests), 'disclosure.list-not-in-leaf');
  return digests;
}

function readField(one: Json, n: number): DisclosedField {
  const field = `fields[${n}]`;
  must(isList(one) && one.length === 3, 'disclosure.member', { field });
  const [salt, name, value] = one;
  must(isHashText(salt), 'disclosure.member', { field });
  must(typeof name === 'string' && name.length > 0 && name.length <= MOST_NAME, 'disclosure.member', { field });
  return { salt, name, value: value ?? null };
}

function readErased(
  gone: Json | undefined,
  list: ReadonlySet<string>,
  open: ReadonlySet<string>,
): readonly ErasedField[] | undefined {
  if (gone === undefined) return undefined;
  must(isList(gone), 'disclosure.member', { field: 'erased' });
  const seen = new Set(open);
  return gone.map((one, n) => {
    const field = `erased[${n}]`;
    must(isList(one) && one.length === 3, 'disclosure.member', { field });
    const [digest, name, by] = one;
    must(typeof digest === 'string' && list.has(digest) && !seen.has(digest), 'disclosure.erased', { field });
    must(typeof name === 'string' && name.length <= MOST_NAME, 'disclosure.member', { field });
    must(typeof by === 'string' && by.length <= MOST_NAME, 'disclosure.member', { field });
    seen.add(digest);
    return { digest, name, by };
  });
}
