/** Whose the key is that signed: the record of its enrolment, where the bundle carries one. */
import type { Assertion } from './assertion.ts';
import { toBase64Url } from './base64url.ts';
import { must } from './fault.ts';
import type { Json } from './jcs.ts';
import type { Reading } from './record.ts';
import type { SignerReport } from './report.ts';

/** The first record of a key, in which its person says that it is theirs, and the one that ends it. */
const ENROLLED = 'signing-key.enrol';
const REMOVED = 'signing-key.remove';
const EPOCH = /^(.+)\/([1-9]\d{0,8})$/;

function shownIn({ shown }: Reading, name: string): Json | undefined {
  return shown.fields.find((field) => field.name === name)?.value;
}

/** Whether a record stands before another: in one log by its index, in two epochs of a log by the epoch. */
function isBefore(first: Reading, second: Reading): boolean {
  if (first.origin === second.origin) return first.record.index < second.record.index;
  const [, log, epoch] = EPOCH.exec(first.origin) ?? [];
  const [, otherLog, otherEpoch] = EPOCH.exec(second.origin) ?? [];
  return log !== undefined && log === otherLog && Number(epoch) < Number(otherEpoch);
}

/**
 * The person whose key signed a record, as the person themself had it recorded before; undefined where the bundle does not show that.
 * @throws {Fault} signature.key-* where what it shows contradicts the signature
 */
export function findSigner(reading: Reading, { answer }: Assertion, readings: readonly Reading[]): SignerReport | undefined {
  if (!answer) return undefined;
  const enrolled = readings.find(
    (one) => one.leaf.kind === ENROLLED && one.leaf.n === 0 && shownIn(one, 'body/credential') === answer.credential,
  );
  const publicKey = enrolled && shownIn(enrolled, 'body/publicKey');
  const person = enrolled && shownIn(enrolled, 'actor');
  if (!enrolled || publicKey === undefined || typeof person !== 'string') return undefined;
  const { index } = enrolled.record;
  must(publicKey === toBase64Url(answer.publicKey), 'signature.key-other', { index });
  const actor = shownIn(reading, 'actor');
  must(actor === undefined || actor === person, 'signature.key-person', { index, person });
  must(isBefore(enrolled, reading), 'signature.key-late', { index });
  const removed = readings.find((one) => one.leaf.kind === REMOVED && one.leaf.stream === enrolled.leaf.stream);
  must(!removed || !isBefore(removed, reading), 'signature.key-removed', { index: removed?.record.index ?? 0 });
  return { person, since: enrolled.leaf.at, origin: enrolled.origin, index };
}
