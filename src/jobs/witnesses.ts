/** Shows every new checkpoint to the witnesses that can be reached, each on its own, so that a slow one holds up nobody. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeFault } from '../kernel/errors.ts';
import { LOG_NAMES, type LogName } from '../ledger/signer.ts';
import { addCheckpoint, type WitnessAnswer } from '../ledger/witness-client.ts';
import type { Witness, WitnessPolicy } from '../ledger/witness-policy.ts';
import {
  keepCosignatures,
  noteWitness,
  raiseAlarm,
  readConsistency,
  readTarget,
  settleOutage,
  type WitnessSaid,
  type WitnessTarget,
} from '../store/ledger/witnessing.ts';
import type { Store } from '../store/store.ts';
import { isPassing, type JobLog } from './system.ts';

/** Milliseconds between looks at what is new. All witnesses are shown the same checkpoint of a look: only together are they enough for it. */
const LOOK_EVERY = 2000;
/** Seconds after which a witness is shown again what it has cosigned: its word is that nothing is newer. */
const FRESH_SECONDS = 600;
const ANSWER_WITHIN = 8000;
/** After so many failures in a row a witness is left alone for twice as long each time, up to this. */
const LONGEST_PAUSE = 30_000;
/** A witness may know another size than we thought, and meanwhile the log grows. */
const ATTEMPTS = 4;

/** A witness that is asked, because it has an address. */
type Reachable = Witness & { readonly url: string };

/** What showing a checkpoint came to. */
export type Shown = WitnessSaid | 'stopped';

/** Running rounds. */
export interface RunningWitnesses {
  /** Ends what is under way. */
  stop(): Promise<void>;
}

/**
 * Starts showing checkpoints until stopped, and declares when too few witnesses have been there for too long. Two that run beside one another
 * do no harm: a witness cosigns the same twice.
 * @param onOutage told when an outage began or ended
 */
export function startWitnesses(
  store: Store,
  policy: WitnessPolicy,
  log: JobLog,
  onOutage: () => Promise<void>,
): RunningWitnesses {
  const stopping = new AbortController();
  const lanes = LOG_NAMES.flatMap((name) => policy.witnesses.filter(isReachable).map((witness) => newLane(name, witness)));
  const ended = goRound(store, policy, lanes, log, onOutage, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
      await Promise.all(lanes.map(async (lane) => lane.underWay));
    },
  };
}

interface Lane {
  readonly log: LogName;
  readonly witness: Reachable;
  failures: number;
  /** Not before this moment of the process. */
  notBefore: number;
  underWay: Promise<void> | undefined;
}

function newLane(log: LogName, witness: Reachable): Lane {
  return { log, witness, failures: 0, notBefore: 0, underWay: undefined };
}

async function goRound(
  store: Store,
  policy: WitnessPolicy,
  lanes: readonly Lane[],
  log: JobLog,
  onOutage: () => Promise<void>,
  until: AbortSignal,
): Promise<void> {
  while (!until.aborted) {
    try {
      for (const name of LOG_NAMES) {
        const target = await readTarget(store, name);
        if (target)
          for (const lane of lanes.filter((one) => one.log === name && isDue(one, target)))
            serve(lane, target, { store, policy, log, until });
      }
      const turned = await settleOutage(store);
      if (turned !== undefined) {
        log[turned === 'declared' ? 'error' : 'warn'](
          {},
          turned === 'declared' ? 'too few witnesses: people cannot decide' : 'enough witnesses are back',
        );
        await onOutage();
      }
    } catch (error) {
      log[isPassing(error) ? 'warn' : 'error']({ fault: describeFault(error) }, 'witnesses not looked after');
    }
    await sleep(LOOK_EVERY, undefined, { signal: until }).catch(() => undefined);
  }
}

function isReachable(witness: Witness): witness is Reachable {
  return witness.url !== undefined;
}

function isDue(lane: Lane, target: WitnessTarget): boolean {
  if (lane.underWay !== undefined || performance.now() < lane.notBefore) return false;
  const known = target.known.get(lane.witness.name);
  if (known === undefined) return true;
  return !known.isBarred && (known.size < target.size || known.age >= FRESH_SECONDS);
}

interface Serving {
  readonly store: Store;
  readonly policy: WitnessPolicy;
  readonly log: JobLog;
  readonly until: AbortSignal;
}

function serve(lane: Lane, target: WitnessTarget, { store, policy, log, until }: Serving): void {
  const about = { log: lane.log, witness: lane.witness.name };
  lane.underWay = showCheckpoint(store, policy, lane.witness, target, log, until)
    .then((shown) => {
      if (shown === 'cosigned' && lane.failures > 0) log.info(about, 'witness is back');
      else if (shown !== 'cosigned' && shown !== 'stopped' && lane.failures === 0)
        log.warn({ ...about, shown }, 'witness did not cosign');
      lane.failures = shown === 'cosigned' ? 0 : lane.failures + 1;
    })
    .catch((error: unknown) => {
      lane.failures += 1;
      log.warn({ ...about, fault: describeFault(error) }, 'checkpoint not shown');
    })
    .finally(() => {
      lane.notBefore =
        lane.failures === 0 ? 0 : performance.now() + Math.min(LONGEST_PAUSE, LOOK_EVERY * 2 ** Math.min(lane.failures, 10));
      lane.underWay = undefined;
    });
}

/**
 * Shows one witness a checkpoint and keeps what it says. A witness that holds another past, or has seen more than there is, raises an alarm that
 * stays; the first is not asked again.
 */
export async function showCheckpoint(
  store: Store,
  policy: WitnessPolicy,
  witness: Reachable,
  first: WitnessTarget,
  log: JobLog,
  until: AbortSignal,
): Promise<Shown> {
  let target = first;
  let old = Math.min(first.known.get(witness.name)?.size ?? 0, first.size);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const proof = await readConsistency(store, target, old, target.size);
    const answer = await addCheckpoint(
      witness,
      { old, proof, note: target.note },
      AbortSignal.any([until, AbortSignal.timeout(ANSWER_WITHIN)]),
    );
    if (until.aborted) return 'stopped';
    if (answer.is === 'cosigned') {
      await keepCosignatures(store, policy, target, [answer.cosignature]);
      return 'cosigned';
    }
    if (answer.is !== 'other-size') return settle(store, target, witness, answer.is, log);
    target = (await readTarget(store, target.log)) ?? target;
    old = answer.size;
    if (old > target.size) return settle(store, target, witness, 'behind', log, old);
  }
  return settle(store, target, witness, 'confused', log);
}

async function settle(
  store: Store,
  target: WitnessTarget,
  { name }: Witness,
  said: Exclude<WitnessAnswer['is'], 'cosigned' | 'other-size'> | 'behind',
  log: JobLog,
  witnessSize?: number,
): Promise<WitnessSaid> {
  await noteWitness(store, target, name, said);
  if (said === 'fork' || said === 'behind') {
    const alarm = { witness: name, code: said, size: target.size, ...(witnessSize === undefined ? {} : { witnessSize }) };
    const isNew = await raiseAlarm(store, target, alarm);
    if (isNew)
      log.error(
        { log: target.log, epoch: target.epoch, ...alarm },
        said === 'fork' ? 'a witness holds another past' : 'a witness has seen more than there is',
      );
  }
  return said;
}
