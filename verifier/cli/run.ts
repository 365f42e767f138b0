/** The command: reads files, checks, says what it found. */
import { readFileSync, statSync } from 'node:fs';
import { verifyBundle } from '../formats/bundle.ts';
import { parsePem } from '../formats/timestamp.ts';
import { establishTrust, type Given } from '../formats/trust.ts';
import { zipLimits } from '../formats/zip.ts';
import { faultOfFile } from '../platform/file-fault.ts';
import { exitCodeOf, type Line, say, tellProblem, tellReport, visible, wordsOf } from '../tell.ts';
import { tellReceipt } from '../tell-receipt.ts';
import type { Words } from '../words.vi.ts';
import { type Options, parseOptions } from './options.ts';

/** What the command says and how it ends. */
export interface Outcome {
  readonly code: number;
  readonly text: string;
}

const WRONG_USE = 64;

/** Something asked for that cannot be done; nothing was checked. */
class Misuse extends Error {}

/** Runs the command with these arguments. */
export async function run(args: readonly string[]): Promise<Outcome> {
  const options = parseOptions(args);
  const words = wordsOf[options?.lang ?? 'vi'];
  if (!options || options.files.length === 0) return { code: WRONG_USE, text: say(words, 'cli.usage') };
  try {
    if (options.files[0] === 'receipt' && options.files.length === 2) return await runReceipt(words, options);
    if (options.files.length !== 1) throw new Misuse(say(words, 'cli.usage'));
    return await runBundle(words, options);
  } catch (error) {
    if (error instanceof Misuse) return { code: WRONG_USE, text: error.message };
    throw error;
  }
}

async function runBundle(words: Words, options: Options): Promise<Outcome> {
  const [file = ''] = options.files;
  const given = givenBy(words, options);
  const report = await verifyBundle(read(words, file), given);
  const code = exitCodeOf(report);
  if (options.json) return { code, text: JSON.stringify(report, null, 2) };
  const told = tellReport(words, report);
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', say(words, title), ...lines.map((line) => `  ${line}`)];
  const pair = ([label, text]: Line) => `${label}: ${text}`;
  const lines = [
    told.verdict,
    ...told.head.map(pair),
    ...list('report.problems', told.problems),
    ...told.records.flatMap(({ title, lines: said, fields }) => [
      '',
      title,
      ...said.map((line) => `  ${pair(line)}`),
      ...(fields.length === 0 ? [] : [`  ${say(words, 'record.fields')}:`, ...fields.map((one) => `    ${pair(one)}`)]),
    ]),
    ...list('report.notes', told.notes),
  ];
  return { code, text: lines.map(visible).join('\n') };
}

async function runReceipt(words: Words, options: Options): Promise<Outcome> {
  const text = (name: string) => {
    const file = options.values.get(name)?.at(-1);
    return file === undefined ? undefined : new TextDecoder().decode(read(words, file));
  };
  const proof = text('--proof');
  const checkpoint = text('--checkpoint');
  const leaves = options.values.get('--leaves')?.at(-1);
  if ((checkpoint === undefined) !== (leaves === undefined)) throw new Misuse(say(words, 'cli.usage'));
  const tree = checkpoint !== undefined && leaves !== undefined ? { checkpoint, leaves: read(words, leaves) } : undefined;
  const given = givenBy(words, options);
  const receipt = read(words, options.files[1] ?? '');
  const { code, text: said } = await tellReceipt(words, receipt, given, {
    ...(proof === undefined ? {} : { proof }),
    ...(tree ? { tree } : {}),
  });
  return { code: code === 'unchecked' ? WRONG_USE : code, text: visible(said) };
}

function givenBy(words: Words, options: Options): Given {
  const policyFile = options.values.get('--policy')?.at(-1);
  const keys = options.values.get('--key') ?? [];
  const given: Given = {
    ...(policyFile === undefined ? {} : { policy: new TextDecoder().decode(read(words, policyFile)) }),
    keys,
    authorities: (options.values.get('--tsa') ?? []).flatMap((file) => certificatesOf(words, file)),
  };
  try {
    // A policy of the person's own that cannot be read is wrong use, not a fault of the bundle.
    establishTrust({ ...given, policy: given.policy ?? 'quorum none\n' }, new Map());
  } catch (error) {
    throw new Misuse(say(words, 'cli.unreadable', { file: policyFile ?? '--key', detail: tellProblem(words, error) }));
  }
  return given;
}

function certificatesOf(words: Words, file: string): readonly Uint8Array[] {
  try {
    return parsePem(new TextDecoder().decode(read(words, file)));
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(say(words, 'cli.unreadable', { file, detail: tellProblem(words, error) }));
  }
}

function tellFile(words: Words, error: unknown): string {
  const { fault, code } = faultOfFile(error) ?? { fault: 'other', code: '?' };
  return say(words, `cli.file.${fault}`, { code });
}

function read(words: Words, file: string): Uint8Array {
  try {
    if (statSync(file).size > zipLimits.bytes) throw new Misuse(say(words, 'cli.too-large', { file, most: zipLimits.bytes }));
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(say(words, 'cli.unreadable', { file, detail: tellFile(words, error) }));
  }
}
