/**
 * Checks a bundle from its bytes alone, in the order of docs/evidence-format.md. Nothing is thrown: whatever is wrong becomes a
 * finding that names step, file and fault, and the verdict says whether anything is.
 */
import { checkPapers, checkReceipts, checkTimestamps } from './attached.ts';
import { checkTimes, createCheckpointReader, lowerBound, upperBound } from './dating.ts';
import { readFiles } from './manifest.ts';
import { type Bundle, type Reading, readRecord } from './record.ts';
import type { Finding, RecordReport, Report, Verdict } from './report.ts';
import { findSigner } from './signer.ts';
import { tryStep } from './steps.ts';
import { checkStreams, recordsBetween } from './stream.ts';
import { establishTrust, type Given } from './trust.ts';
import { readZip } from './zip.ts';

export type { Given } from './trust.ts';

/** Everything there is to say about these bytes, for somebody who believes what is given. */
export async function verifyBundle(zip: Uint8Array, given: Given = {}): Promise<Report> {
  const problems: Finding[] = [];
  const notes: Finding[] = [];
  const source = given.policy !== undefined ? 'given' : (given.keys ?? []).length > 0 ? 'keys' : 'copy';
  const nothing = { dossier: '', madeAt: '', origins: [], records: [], streams: [], papers: [] };
  const blank: Report = { verdict: 'wrong', policy: source, problems, notes, ...nothing };
  const entries = tryStep(problems, { step: 'zip' }, () => readZip(zip));
  const listed = entries && tryStep(problems, { step: 'manifest', file: 'manifest.json' }, () => readFiles(entries));
  if (!listed) return blank;
  const { dossier, madeAt, origins, part } = listed.manifest;
  const head = { ...blank, dossier, madeAt, origins, ...(part ? { part } : {}) };
  const place = { step: 'policy', ...(source === 'copy' ? { file: 'policy.txt' } : {}) } as const;
  const trust = tryStep(problems, place, () => establishTrust(given, listed.files));
  if (!trust) return head;
  const bundle = { ...listed, trust, checkpoints: createCheckpointReader(trust), problems, notes };
  return { ...head, policy: trust.source, ...(await checkRecords(bundle)) };
}

async function checkRecords(bundle: Bundle): Promise<Pick<Report, 'verdict' | 'records' | 'streams' | 'papers'>> {
  const readings: Reading[] = [];
  for (const record of bundle.manifest.records) {
    const reading = await readRecord(bundle, record);
    if (reading) readings.push(reading);
  }
  const papers = checkPapers(bundle, readings);
  const streams = checkStreams(bundle, readings);
  const stamps = await checkTimestamps(bundle);
  const records = readings.map((reading) => reportRecord(bundle, { reading, readings, stamps }));
  await checkReceipts(bundle, readings);
  noteTrust(bundle);
  return { verdict: verdictOf(bundle, records), records, streams, papers };
}

function verdictOf({ problems, trust }: Bundle, records: readonly RecordReport[]): Verdict {
  if (problems.length > 0) return 'wrong';
  if (trust.policy.quorum === 'none') return 'unwitnessed';
  return records.every((record) => record.isWitnessed) ? 'witnessed' : 'short';
}

function noteTrust({ notes, trust, files }: Bundle): void {
  if (trust.source === 'copy') notes.push({ code: 'note.policy-copy', step: 'policy', params: {} });
  if (trust.source === 'keys') notes.push({ code: 'note.keys-only', step: 'policy', params: {} });
  for (const file of ['doc/report.pdf', 'doc/verifier.html'])
    if (files.has(file)) notes.push({ code: 'note.for-reading', step: 'file', file, params: {} });
}

interface Surroundings {
  readonly reading: Reading;
  readonly readings: readonly Reading[];
  readonly stamps: ReadonlyMap<string, number>;
}

function reportRecord(bundle: Bundle, { reading, readings, stamps }: Surroundings): RecordReport {
  const { problems, notes, trust } = bundle;
  const { record, leaf, shown, checkpoint, before, assertion } = reading;
  const after = before && lowerBound(trust.policy, before.times);
  const stamped = checkpoint && stamps.get(checkpoint.name);
  const upper = upperBound(trust.policy, checkpoint?.times ?? new Map(), stamped);
  const isLate = record.late === true;
  if (before && after === undefined && trust.policy.quorum !== 'none')
    notes.push({ code: 'note.before-short', step: 'time', file: `${record.path}.before`, params: { index: record.index } });
  tryStep(problems, { step: 'time', file: `${record.path}.leaf` }, () =>
    checkTimes({ claimed: leaf.at, after, notAfter: upper.notAfter, isLate }),
  );
  const between =
    assertion &&
    tryStep(problems, { step: 'signature', file: `${record.path}.assertion.json` }, () =>
      recordsBetween(reading, assertion.intent.after, readings),
    );
  const signer =
    assertion &&
    tryStep(problems, { step: 'signature', file: `${record.path}.assertion.json` }, () =>
      findSigner(reading, assertion, readings),
    );
  const signature = assertion && {
    how: assertion.how,
    intent: assertion.intent,
    ...(between === undefined ? {} : { between }),
    ...(signer ? { signer } : {}),
  };
  const erased = shown.erased ?? [];
  const list = shown.digests ?? leaf.digests;
  const open = shown.fields.filter((field) => field.name !== 'signed-body').length;
  return {
    origin: reading.origin,
    index: record.index,
    path: record.path,
    kind: leaf.kind,
    stream: leaf.stream,
    n: leaf.n,
    hash: leaf.hash,
    claimed: leaf.at,
    isLate,
    ...(after === undefined ? {} : { after }),
    ...upper,
    isWitnessed: checkpoint?.isWitnessed ?? false,
    witnesses: [...(checkpoint?.times ?? [])].map(([name, time]) => ({ name, time })),
    fields: shown.fields,
    erased,
    kept: Math.max(0, list.length - open - erased.length),
    isSigned: leaf.assertion !== '',
    ...(signature ? { signature } : {}),
  };
}
