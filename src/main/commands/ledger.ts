/** `khoithong ledger`: the keys that sign the record, and how it begins anew when keys or a past are lost. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { EpochEnd } from '../../ledger/epoch.ts';
import { makeMissingKeys } from '../../ledger/keys.ts';
import { checkpointOf } from '../../ledger/last-signed.ts';
import { originSigned } from '../../ledger/origin-signed.ts';
import type { Policy } from '../../ledger/policy.ts';
import { createSigner, type Signer } from '../../ledger/signer.ts';
import { readKnownKeys, reopenLog } from '../../store/ledger/epoch.ts';
import { noteKey, type OpenLog, readOpenLogs } from '../../store/ledger/logs.ts';
import type { Store } from '../../store/store.ts';
import type { CommandContext } from '../command.ts';
import { fileProblem } from '../file-problem.ts';
import { findKnownPerson } from '../known-person.ts';
import { type Contradiction, lookBack } from '../ledger/look-back.ts';
import { readPolicyFile } from '../ledger/name-policy.ts';
import { readKeysOrRefuse } from '../ledger/read-keys.ts';
import { readPolicy } from '../ledger/read-policy.ts';
import { rotateKey, settleKeys } from '../ledger/rotate-key.ts';
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

/** Both logs go on under their names, and so do the receipts: what was signed before holds by the key of its time. */
async function rotateKeys(store: Store, { config, values }: CommandContext): Promise<number> {
  const { purpose = 'log' } = values;
  if (purpose !== 'log' && purpose !== 'receipt') throw usageProblem('usage.keyPurpose');
  const { keysDir } = config;
  const logs = await readOpenLogs(store);
  await settleKeys(keysDir, logs);
  const before = createSigner(await readKeysOrRefuse(keysDir));
  const isOwn = (log: OpenLog) =>
    purpose === 'log'
      ? log.logKey === before.logKey(log.log, log.origin)
      : log.receiptKey === null || log.receiptKey === before.receiptKey(log.origin);
  const strange = logs.find((log) => !isOwn(log));
  if (strange) throw problem('problem.notTheKey', { origin: strange.origin });
  for (const log of logs) {
    if (purpose === 'receipt' && log.log !== 'main') continue;
    const vkey = await rotateKey(store, keysDir, purpose === 'log' ? log.log : 'receipt', log);
    print(say(purpose === 'log' ? 'say.ledgerKeyChanged' : 'say.receiptKeyChanged', { origin: log.origin }));
    process.stdout.write(`${vkey}\n`);
  }
  return 0;
}

/** A log whose key is gone begins anew under the next name; a lost key of receipts is replaced. */
async function replaceLost(store: Store, context: CommandContext): Promise<number> {
  const { config } = context;
  const decision = await readDecision(store, context);
  const logs = await readOpenLogs(store);
  await settleKeys(config.keysDir, logs);
  const signer = createSigner(await makeMissingKeys(config.keysDir));
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
async function reopen(store: Store, context: CommandContext): Promise<number> {
  const { config } = context;
  const decision = await readDecision(store, context);
  const logs = await readOpenLogs(store);
  await settleKeys(config.keysDir, logs);
  const signer = createSigner(await readKeysOrRefuse(config.keysDir));
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

async function readDecision(store: Store, { config, values }: CommandContext): Promise<Decision> {
  const given = values['officer'];
  const officers = Array.isArray(given) ? (given as readonly string[]) : [];
  const reason = typeof values['reason'] === 'string' ? values['reason'].trim() : '';
  if (officers.length !== 2) throw usageProblem('usage.twoOfficers');
  if (reason.length < 10 || reason.length > 500) throw usageProblem('usage.ledgerReason');
  const [a, b] = await Promise.all(officers.map((who) => findKnownPerson(store, who)));
  if (a === undefined || b === undefined || a === b) throw usageProblem('usage.twoOfficers');
  const file = values['last-checkpoint'];
  const brought = typeof file === 'string' ? await readBrought(store, file, await readPolicy(config)) : undefined;
  return { officers: [a, b], reason, brought };
}

/** A checkpoint somebody brought is written down for good: it must be signed by a key of an open log, or anybody's paper would do. */
async function readBrought(store: Store, file: string, policy: Policy | undefined): Promise<string> {
  const [note, logs, known] = await Promise.all([
    readFile(file, 'utf8').catch((error: unknown) => {
      throw fileProblem('problem.noFile', file, error);
    }),
    readOpenLogs(store),
    readKnownKeys(store),
  ]);
  const keys = known.filter(({ purpose }) => purpose === 'log').map(({ vkey }) => vkey);
  const origin = await originSigned(note, keys, policy);
  if (!logs.some((log) => log.origin === origin)) throw problem('problem.strangeCheckpoint', { file });
  return note;
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
