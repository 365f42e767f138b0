/** A report in words: the same for the command line and for the page. */
import { instantOf } from './formats/dating.ts';
import { Fault } from './formats/fault.ts';
import { canonicalize, isList, isRecord, type Json } from './formats/jcs.ts';
import { FormatProblem } from './formats/problem.ts';
import type { Finding, RecordReport, Report, StreamReport } from './formats/report.ts';
import { en } from './words.en.ts';
import { vi, type Words } from './words.vi.ts';

/** Languages a verifier speaks. */
export type Lang = 'vi' | 'en';

/** The words of a language. */
export const wordsOf: Readonly<Record<Lang, Words>> = { vi, en };

/** A label and what it is about. */
export type Line = readonly [label: string, text: string];

/** What is said of one record. */
export interface RecordWords {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly fields: readonly Line[];
}

/** A whole report in words. */
export interface ReportWords {
  readonly verdict: string;
  readonly head: readonly Line[];
  readonly problems: readonly string[];
  readonly records: readonly RecordWords[];
  readonly notes: readonly string[];
}

type Params = Readonly<Record<string, string | number>>;

/** The words under a key, filled in. */
export function say(words: Words, key: string, params: Params = {}): string {
  const text = Object.hasOwn(words, key) ? words[key as keyof Words] : key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)).trim();
}

/** The exit code of a report: nothing but a full verdict under a policy given from outside is 0. */
export function exitCodeOf(report: Report): 0 | 1 | 2 {
  if (report.verdict === 'wrong') return 1;
  return report.verdict === 'witnessed' && report.policy === 'given' ? 0 : 2;
}

/** An instant as people of the province read it: their own zone, named. */
export function localTime(instant: string): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  const there = new Date(time + 7 * 3600_000).toISOString();
  const [date = '', clock = ''] = there.replace(/(\.000)?Z$/, '').split('T');
  return `${date.split('-').reverse().join('/')} ${clock} (UTC+7)`;
}

const secondsAsLocal = (seconds: number | undefined) => localTime(instantOf(seconds));

/** One finding: step, file and fault. */
export function tellFinding(words: Words, { code, step, file, params }: Finding): string {
  const local = Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? asLocal(value) : value]);
  const fault = say(words, code, Object.fromEntries(local));
  return [say(words, `step.${step}`), ...(file === undefined ? [] : [file]), fault].join(': ');
}

/** What made a text unusable. */
export function tellProblem(words: Words, error: unknown): string {
  if (error instanceof Fault) return say(words, error.code, error.params);
  if (error instanceof FormatProblem) return say(words, `format.${error.code}`, { detail: error.detail });
  return say(words, 'internal', { detail: String(error) });
}

/** An instant among what fills words; every other text as it is: to `Date` many a name is one too. */
export function asLocal(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? localTime(text) : text;
}

/** The whole report. */
export function tellReport(words: Words, report: Report): ReportWords {
  return {
    verdict: tellVerdict(words, report),
    head: headOf(words, report),
    problems: report.problems.map((one) => tellFinding(words, one)),
    records: report.records.map((record) => tellRecord(words, record)),
    notes: report.notes.map((note) => say(words, note.code, { file: note.file ?? '', ...localParams(note.params) })),
  };
}

function localParams(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? asLocal(value) : value]),
  );
}

/** The one line that matters. */
export function tellVerdict(words: Words, report: Report): string {
  const verdict = say(words, `verdict.${report.verdict}`);
  const [first] = report.problems;
  if (first) return `${verdict}: ${tellFinding(words, first)}`;
  // Whoever reads one line must not take for checked what the bundle itself asked not to check.
  const late = report.records.filter(({ isLate }) => isLate).length;
  return [
    verdict,
    ...(report.policy === 'copy' ? [say(words, 'verdict.by-copy')] : []),
    ...(late > 0 ? [say(words, 'verdict.late', { count: late })] : []),
  ].join(' ');
}

function headOf(words: Words, report: Report): readonly Line[] {
  if (report.origins.length === 0) return [];
  const line = (key: string, text: string): Line => [say(words, key), text];
  return [
    ...(report.dossier === '' ? [] : [line('report.dossier', report.dossier)]),
    line('report.made', localTime(report.madeAt)),
    ...(report.part ? [line('report.dossier', say(words, 'report.part', { k: report.part[0], m: report.part[1] }))] : []),
    ...report.origins.map((origin) => line('report.origin', origin)),
    line('report.policy', say(words, `report.policy.${report.policy}`)),
    line('report.records', String(report.records.length)),
    ...report.streams.map((stream) => line('report.stream', tellStream(words, stream))),
    ...report.papers.map((paper) => line('report.paper', paper.name === '' ? paper.path : `${paper.name} (${paper.path})`)),
  ];
}

function tellStream(words: Words, { last, missing }: StreamReport): string {
  return missing.length === 0
    ? say(words, 'report.stream.whole', { last })
    : say(words, 'report.stream.missing', { last, missing: tellPlaces(missing) });
}

/** Places one by one, runs of them from–to. */
function tellPlaces(places: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const place of places) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === place) run[1] = place;
    else runs.push([place, place]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

function tellRecord(words: Words, record: RecordReport): RecordWords {
  const line = (key: string, text: string): Line => [say(words, key), text];
  const { index, kind, n, origin } = record;
  return {
    title: say(words, 'record.title', { index, kind }),
    lines: [
      line('record.place', say(words, 'record.place.text', { n, origin })),
      line('record.dated', tellDates(words, record)),
      line(
        'record.claimed',
        record.isLate ? say(words, 'record.late', { claimed: localTime(record.claimed) }) : localTime(record.claimed),
      ),
      line('record.witnesses', tellWitnesses(words, record)),
      line('record.signature', tellSignature(words, record)),
      ...record.erased.map((one) =>
        line('record.erased', say(words, one.by === '' ? 'record.erased.undecided' : 'record.erased.text', { ...one })),
      ),
      ...(record.kept > 0 ? [line('record.kept', say(words, 'record.kept.text', { count: record.kept }))] : []),
    ],
    fields: record.fields.flatMap(({ name, value }) => tellValue(name, name === BODY ? tellOutline(words, value) : value)),
  };
}

const BODY = 'body';
/** A text kept apart: the field of that name, disclosed with that act. */
const SEALED = /^§[0-9]+\/[^§]+§$/u;

/** The body of an act, its places for what stands in another field told as such; 0 is one only where all members are such places. */
function tellOutline(words: Words, body: Json): Json {
  if (!isRecord(body)) return body;
  const isSealed = (value: Json) => typeof value === 'string' && SEALED.test(value);
  const isOutline = Object.values(body).every((value) => value === 0 || isSealed(value));
  const apart = say(words, 'record.apart');
  const told = (value: Json) => (isSealed(value) || (isOutline && value === 0) ? apart : value);
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, told(value)]));
}

/** A value piece by piece, each under the names that lead to it. */
function tellValue(path: string, value: Json): readonly Line[] {
  if (isList(value) && value.length > 0) return value.flatMap((one, n) => tellValue(`${path} ${n + 1}`, one));
  if (isRecord(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, one]) => tellValue(`${path} › ${name}`, one));
  return [[path, typeof value === 'string' ? value : canonicalize(value)]];
}

function tellDates(words: Words, { after, notAfter, datedBy }: RecordReport): string {
  const which = after === undefined ? (notAfter === undefined ? 'none' : 'upper') : notAfter === undefined ? 'lower' : 'both';
  const text = say(words, `record.dated.${which}`, { after: secondsAsLocal(after), notAfter: secondsAsLocal(notAfter) });
  return datedBy === 'timestamp' ? `${text} ${say(words, 'record.dated.by-timestamp')}` : text;
}

function tellWitnesses(words: Words, { witnesses, isWitnessed }: RecordReport): string {
  if (witnesses.length === 0) return say(words, 'record.witnesses.none');
  const list = witnesses.map(({ name, time }) => `${name} (${secondsAsLocal(time)})`).join(', ');
  return isWitnessed ? list : say(words, 'record.witnesses.short', { list });
}

/** Words about signatures that are no way to sign. */
const NO_WAYS = new Set(['kept', 'none', 'between', 'unseen', 'other', 'signer', 'nobody']);

function tellSignature(words: Words, { signature, isSigned }: RecordReport): string {
  if (!signature) return say(words, isSigned ? 'record.signature.kept' : 'record.signature.none');
  const { how, intent, between, signer } = signature;
  const way = Object.hasOwn(words, `record.signature.${how}`) && !NO_WAYS.has(how) ? how : 'other';
  const signed = say(words, `record.signature.${way}`, { how, capacity: intent.capacity, at: localTime(intent.at) });
  const whose =
    how !== 'passkey'
      ? []
      : signer
        ? [say(words, 'record.signature.signer', { ...signer, since: localTime(signer.since) })]
        : [say(words, 'record.signature.nobody')];
  const place =
    between === undefined
      ? [say(words, 'record.signature.unseen')]
      : between === 0
        ? []
        : [say(words, 'record.signature.between', { between })];
  return [`${signed}${whose.length + place.length > 0 ? '.' : ''}`, ...whose, ...place].join(' ');
}

/** A text from a bundle, made harmless to look at: what steers a terminal or turns the direction of writing is shown as its code. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (char) =>
    char === '\n' ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
