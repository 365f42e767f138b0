/** One record of a bundle: its files read, and each held against the leaf. */
import { sha256 } from '../platform/node.ts';
import { type Assertion, checkAssertion, parseAssertion } from './assertion.ts';
import { toBase64Url } from './base64url.ts';
import { parseBefore } from './before.ts';
import { fromUtf8 } from './bytes.ts';
import type { CheckpointReader, SeenCheckpoint } from './dating.ts';
import { type Disclosures, parseDisclosures, SIGNED_BODY } from './disclosure.ts';
import { must } from './fault.ts';
import { type Leaf, parseLeaf } from './leaf.ts';
import type { Manifest, ManifestRecord } from './manifest.ts';
import { parseProof } from './proof.ts';
import type { Finding } from './report.ts';
import { tryLater, tryStep } from './steps.ts';
import { hashLeaf, verifyConsistency, verifyInclusion } from './tree.ts';
import type { Trust } from './trust.ts';

/** A bundle while it is checked. */
export interface Bundle {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly trust: Trust;
  readonly checkpoints: CheckpointReader;
  readonly problems: Finding[];
  readonly notes: Finding[];
}

/** One record as far as it could be read. */
export interface Reading {
  readonly record: ManifestRecord;
  readonly origin: string;
  readonly leaf: Leaf;
  readonly shown: Disclosures;
  readonly assertion?: Assertion;
  readonly checkpoint?: SeenCheckpoint;
  readonly before?: SeenCheckpoint;
}

/** Reads one record; undefined where even its leaf cannot be read. */
export async function readRecord(bundle: Bundle, record: ManifestRecord): Promise<Reading | undefined> {
  const { problems, files, manifest } = bundle;
  const name = (ending: string) => record.path + ending;
  const bytes = files.get(name('.leaf'));
  const leaf = bytes && tryStep(problems, { step: 'leaf', file: name('.leaf') }, () => parseLeaf(bytes));
  if (!leaf) return undefined;
  const shown = files.get(name('.disclosures.json'));
  const disclosed =
    shown &&
    tryStep(problems, { step: 'disclosure', file: name('.disclosures.json') }, () => parseDisclosures(shown, leaf.digests));
  const assertion = await readAssertion(bundle, { record, leaf, shown: disclosed });
  const origin = manifest.origins[record.origin] ?? '';
  const checkpoint = await tryLater(problems, { step: 'proof', file: name('.tlog-proof') }, () =>
    readProof(bundle, { record, origin, hash: hashLeaf(bytes) }),
  );
  const before =
    checkpoint && files.has(name('.before'))
      ? await tryLater(problems, { step: 'time', file: name('.before') }, () => readBefore(bundle, { record, checkpoint }))
      : undefined;
  return {
    record,
    origin,
    leaf,
    shown: disclosed ?? { fields: [] },
    ...(assertion ? { assertion } : {}),
    ...(checkpoint ? { checkpoint } : {}),
    ...(before ? { before } : {}),
  };
}

async function readAssertion(
  { problems, files }: Bundle,
  { record, leaf, shown }: { readonly record: ManifestRecord; readonly leaf: Leaf; readonly shown: Disclosures | undefined },
): Promise<Assertion | undefined> {
  const file = `${record.path}.assertion.json`;
  const bytes = files.get(file);
  return tryLater(problems, { step: 'signature', file }, async () => {
    if (!bytes) {
      must(!shown?.fields.some((field) => field.name === SIGNED_BODY), 'signature.body-alone', { field: SIGNED_BODY });
      return undefined;
    }
    must(leaf.assertion !== '', 'signature.not-in-leaf');
    must(leaf.assertion === toBase64Url(sha256(bytes)), 'signature.hash');
    const assertion = parseAssertion(bytes);
    await checkAssertion(assertion, leaf, shown?.fields ?? []);
    return assertion;
  });
}

async function readProof(
  { files, checkpoints }: Bundle,
  { record, origin, hash }: { readonly record: ManifestRecord; readonly origin: string; readonly hash: Uint8Array },
): Promise<SeenCheckpoint> {
  const { index, proof, checkpointNote, extra } = parseProof(textOf(files.get(`${record.path}.tlog-proof`)));
  must(extra === undefined, 'proof.extra');
  must(index === record.index, 'proof.index', { index });
  const checkpoint = await checkpoints.read(checkpointNote);
  must(checkpoint.origin === origin, 'proof.origin', { origin: checkpoint.origin });
  const { size, root } = checkpoint;
  must(index < size, 'proof.size', { index, size });
  must(verifyInclusion({ index, size, leaf: hash, proof, root }), 'proof.not-in-tree', { index, size });
  return checkpoint;
}

async function readBefore(
  { files, checkpoints }: Bundle,
  { record, checkpoint }: { readonly record: ManifestRecord; readonly checkpoint: SeenCheckpoint },
): Promise<SeenCheckpoint> {
  const { proof, checkpointNote } = parseBefore(textOf(files.get(`${record.path}.before`)));
  const older = await checkpoints.read(checkpointNote);
  must(older.origin === checkpoint.origin, 'proof.origin', { origin: older.origin });
  must(older.size <= record.index, 'time.not-before', { size: older.size, index: record.index });
  const sizes = { from: older.size, to: checkpoint.size };
  must(verifyConsistency({ ...sizes, fromRoot: older.root, toRoot: checkpoint.root, proof }), 'time.not-consistent', sizes);
  return older;
}

/** @throws {Fault} json.not-utf8 */
export function textOf(bytes: Uint8Array | undefined): string {
  const text = bytes && fromUtf8(bytes);
  must(text !== undefined, 'json.not-utf8');
  return text;
}
