/** `khoithong ledger`: the keys that sign the record, and how it begins anew when keys or a past are lost. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { EpochEnd } from '../../ledger/epoch.ts';
import { KeyProblem, makeMissingKeys, readKeys, replaceKey } from '../../ledger/keys.ts';
import { checkpointOf } from '../../ledger/last-signed.ts';
import { cosignWithNewKey, createSigner, type Signer } from '../../ledger/signer.ts';
import { changeKey, readKnownKeys, readLastNote, reopenLog } from '../../store/ledger/epoch.ts';
import { noteKey, type OpenLog, readOpenLogs } from '../../store/ledger/logs.ts';
import type { Store } from '../../store/store.ts';
import type { CommandContext, OptionValues } from '../command.ts';
import type { Config } from '../config.ts';
import { findKnownPerson } from '../known-person.ts';
import { type Contradiction, lookBack } from '../ledger/look-back.ts';
import { readPolicyFile } from '../ledger/name-policy.ts';
import { withStore } from '../with-store.ts';
import { print, problem, say, usageProblem } from '../words.ts';

const ACTIONS = { keys: listKeys, 'rotate-key': rotateKeys, 'lost-key': replaceLost, reopen } as const;

/** Exit code 0 when done, 1 when it was not confirmed. */
export async function ledger(context: CommandContext): Promise<number> {
  const [name = ''] = context.files;
  if (context.files.length !== 1 || !Object.hasOwn(ACTIONS, name)) throw usageProblem('usage.ledgerWhat');
  return withStore(context, (store) => ACTIONS[name as keyof typeof ACTIONS](store, context));
}

async function listKeys(store: Store): Promise<number> {
  for (const { log, epoch, purpose, vkey, since, until } of await readKnownKeys(store))
    process.stdout.write(`${log}/${epoch} ${purpose} ${since.toISOString()} ${until?.toISOString() ?? '…'} ${vkey}\n`);
  return 0;
}

/** Both logs go on under their names: the last checkpoint of each is signed by the old key and the new one. */
async function rotateKeys(store: Store, { config }: CommandContext): Promise<number> {
  const logs = await readOpenLogs(store);
  const before = createSigner(await readOrRefuse(config));
  const strange = logs.find((log) => log.logKey !== before.logKey(log.log, log.origin));
  if (strange) throw problem('problem.notTheKey', { origin: strange.origin });
  for (const log of logs) {
    await replaceKey(config.keysDir, log.log, `${log.log}-${Date.now()}.pem`);
  }
  const after = createSigner(await readOrRefuse(config));
  for (const log of logs) {
    const last = await readLastNote(store, log);
    const note = last === '' ? undefined : cosignWithNewKey(after, log.log, last);
    await changeKey(store, log, { note, vkey: after.logKey(log.log, log.origin) });
    print(say('say.ledgerKeyChanged', { origin: log.origin }));
    process.stdout.write(`${after.logKey(log.log, log.origin)}\n`);
  }
  return 0;
}

/** A log whose key is gone begins anew under the next name; a lost key of receipts is replaced. */
async function replaceLost(store: Store, { config, values }: CommandContext): Promise<number> {
  const decision = await readDecision(store, values);
  const signer = createSigner(await makeMissingKeys(config.keysDir));
  const logs = await readOpenLogs(store);
  const lost = logs.filter((log) => log.logKey !== null && log.logKey !== signer.logKey(log.log, log.origin));
  const receipt = logs.find((log) => log.receiptKey !== null && log.receiptKey !== signer.receiptKey(log.origin));
  if (lost.length === 0 && receipt === undefined) {
    print(say('say.ledgerNothingLost'));
    return 0;
  }
  if (receipt !== undefined) await noteKey(store, receipt, 'receipt', signer.receiptKey(receipt.origin));
  return beginAnew(store, { logs: lost, because: 'lost-key', contradictions: [], decision, signer });
}

/** The restore ceremony: what was lost is written down for good, and both logs begin anew. */
async function reopen(store: Store, { config, values }: CommandContext): Promise<number> {
  const decision = await readDecision(store, values);
  const signer = createSigner(await readOrRefuse(config));
  const logs = await readOpenLogs(store);
  const policy = config.ledgerPolicy === undefined ? undefined : await readPolicyFile(config.ledgerPolicy);
  const contradictions = await lookBack(store, logs, { keysDir: config.keysDir, policy });
  return beginAnew(store, { logs, because: 'lost-past', contradictions, decision, signer });
}

interface Decision {
  readonly officers: readonly [string, string];
  readonly reason: string;
  /** A checkpoint somebody brought. */
  readonly brought: string | undefined;
}

interface Anew {
  readonly logs: readonly OpenLog[];
  readonly because: EpochEnd;
  readonly contradictions: readonly Contradiction[];
  readonly decision: Decision;
  readonly signer: Signer;
}

async function beginAnew(store: Store, { logs, because, contradictions, decision, signer }: Anew): Promise<number> {
  const plans = logs.map((log) => ({
    log,
    witnessed: newest(log, [...contradictions.map(({ note }) => note), decision.brought ?? '']),
  }));
  for (const { log, witnessed } of plans) {
    const seen = witnessed === '' ? log.size : checkpointOf(witnessed).size;
    print(say('say.ledgerReopenAsk', { origin: log.origin, size: log.size, seen }), process.stderr);
  }
  if (plans.length > 0 && (await readLine()) !== plans[0]?.log.origin) {
    print(say('say.ledgerNotConfirmed'));
    return 1;
  }
  for (const { log, witnessed } of plans) {
    const seen = witnessed === '' ? log.size : checkpointOf(witnessed).size;
    const { officers, reason } = decision;
    const next = await reopenLog(store, log, { because, witnessed, lost: Math.max(0, seen - log.size), officers, reason });
    const opened = (await readOpenLogs(store)).find((open) => open.log === log.log);
    if (opened) {
      await noteKey(store, opened, 'log', signer.logKey(opened.log, opened.origin));
      if (opened.log === 'main') await noteKey(store, opened, 'receipt', signer.receiptKey(opened.origin));
    }
    print(say('say.ledgerReopened', { origin: log.origin, next }));
    process.stdout.write(`${signer.logKey(log.log, next)}\n`);
  }
  return 0;
}

/** Of the notes about a log the one over most leaves; empty where nobody showed any. */
function newest({ origin }: OpenLog, notes: readonly string[]): string {
  const own = notes.filter((note) => note !== '' && checkpointOf(note).origin === origin);
  return own.toSorted((a, b) => checkpointOf(b).size - checkpointOf(a).size)[0] ?? '';
}

async function readDecision(store: Store, values: OptionValues): Promise<Decision> {
  const given = values['officer'];
  const officers = Array.isArray(given) ? (given as readonly string[]) : [];
  const reason = typeof values['reason'] === 'string' ? values['reason'].trim() : '';
  if (officers.length !== 2) throw usageProblem('usage.twoOfficers');
  if (reason.length < 10 || reason.length > 500) throw usageProblem('usage.ledgerReason');
  const [a, b] = await Promise.all(officers.map((who) => findKnownPerson(store, who)));
  if (a === undefined || b === undefined || a === b) throw usageProblem('usage.twoOfficers');
  const file = values['last-checkpoint'];
  return { officers: [a, b], reason, brought: typeof file === 'string' ? await readCheckpoint(file) : undefined };
}

async function readCheckpoint(file: string): Promise<string> {
  try {
    const note = await readFile(file, 'utf8');
    checkpointOf(note);
    return note;
  } catch (error) {
    throw problem('problem.noFile', { file, reason: error instanceof Error ? error.message : '?' });
  }
}

async function readOrRefuse({ keysDir }: Pick<Config, 'keysDir'>) {
  return readKeys(keysDir).catch((error: unknown) => {
    if (error instanceof KeyProblem) throw problem('problem.noKey', { file: error.file });
    throw error;
  });
}

async function readLine(): Promise<string> {
  const input = createInterface({ input: process.stdin });
  try {
    for await (const line of input) return line.trim();
    return '';
  } finally {
    input.close();
  }
}
