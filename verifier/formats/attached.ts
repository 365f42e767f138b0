/** What comes with the records: papers, time-stamps, receipts. */
import { sha256 } from '../platform/node.ts';
import { toBase64Url } from './base64url.ts';
import { toHex } from './bytes.ts';
import { must } from './fault.ts';
import { isList, isRecord, type Json } from './jcs.ts';
import { roleOf } from './manifest.ts';
import { parseNote, verifyNote } from './note.ts';
import { parseReceipt, receiptKeyName } from './receipt.ts';
import { type Bundle, type Reading, textOf } from './record.ts';
import type { PaperReport } from './report.ts';
import { tryLater, tryStep } from './steps.ts';
import { parseTimestamp, verifyTimestamp } from './timestamp.ts';

const HASH = /^[0-9a-f]{64}$/;

/** Papers whose bytes are those a disclosed field names; any other is a fault. */
export function checkPapers({ files, problems }: Bundle, readings: readonly Reading[]): readonly PaperReport[] {
  const named = new Map<string, string>();
  for (const { shown } of readings) for (const field of shown.fields) collectNamed(field.value, named);
  const papers: PaperReport[] = [];
  for (const [path, bytes] of files) {
    if (roleOf(path) !== 'file') continue;
    const hash = path.slice('files/'.length, path.lastIndexOf('.'));
    const name = named.get(hash);
    tryStep(problems, { step: 'file', file: path }, () => {
      must(hash === toHex(sha256(bytes)), 'file.hash');
      must(name !== undefined, 'file.unbound');
      papers.push({ path, size: bytes.length, name });
    });
  }
  return papers;
}

/** Every text that may be the hash of a paper, with the name that stands beside it. */
function collectNamed(value: Json, named: Map<string, string>): void {
  if (typeof value === 'string') {
    if (HASH.test(value) && !named.has(value)) named.set(value, '');
  } else if (isList(value)) for (const one of value) collectNamed(one, named);
  else if (isRecord(value)) {
    const { hash, name } = value;
    if (typeof hash === 'string' && HASH.test(hash) && typeof name === 'string') named.set(hash, name);
    for (const one of Object.values(value)) collectNamed(one, named);
  }
}

/** Moments (POSIX seconds) at which a pinned authority had seen a checkpoint, by the checkpoint's name. */
export async function checkTimestamps(bundle: Bundle): Promise<ReadonlyMap<string, number>> {
  const { files, problems, notes, trust, checkpoints } = bundle;
  const stamps = new Map<string, number>();
  for (const [file, bytes] of files) {
    if (roleOf(file) !== 'timestamp') continue;
    await tryLater(problems, { step: 'timestamp', file }, async () => {
      const name = file.slice('timestamps/'.length, -'.tsr'.length);
      const token = parseTimestamp(bytes);
      must(toHex(token.imprint) === name, 'timestamp.imprint');
      must(
        checkpoints.all().some((one) => one.name === name),
        'timestamp.no-checkpoint',
      );
      const isPinned = await verifyTimestamp(token, trust.authorities);
      if (isPinned === true) stamps.set(name, Math.ceil(token.time / 1000));
      const params = { time: new Date(token.time).toISOString() };
      const code = isPinned === undefined ? 'note.token-unchecked' : isPinned ? 'note.token' : 'note.token-unpinned';
      notes.push({ code, step: 'timestamp', file, params });
    });
  }
  return stamps;
}

/** Receipts: each belongs to a record of the bundle, and its signature holds where somebody vouched for the key. */
export async function checkReceipts({ files, problems, notes, trust }: Bundle, readings: readonly Reading[]): Promise<void> {
  for (const [file, bytes] of files) {
    if (roleOf(file) !== 'receipt') continue;
    await tryLater(problems, { step: 'receipt', file }, async () => {
      const text = textOf(bytes);
      const receipt = parseReceipt(text);
      const hash = toBase64Url(receipt.leafHash);
      const reading = readings.find((one) => one.origin === receipt.origin && one.leaf.hash === hash);
      must(reading !== undefined, 'receipt.no-record');
      must(reading.leaf.at === receipt.at, 'receipt.other-time', { at: receipt.at });
      const keys = trust.receipts.filter((key) => key.name === receiptKeyName(receipt.origin));
      const signed = await verifyNote(parseNote(text), keys);
      must(keys.length === 0 || signed.length > 0, 'receipt.not-signed');
      const index = reading.record.index;
      notes.push({
        code: keys.length === 0 ? 'note.receipt-unpinned' : 'note.receipt',
        step: 'receipt',
        file,
        params: { index },
      });
    });
  }
}
