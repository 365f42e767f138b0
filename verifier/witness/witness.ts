/** A witness at work on its state file: one decision after another, each on the disk before anybody hears of it. */
import { stat } from 'node:fs/promises';
import type { AddCheckpoint } from '../formats/add-checkpoint.ts';
import { toBase64, toHex, utf8 } from '../formats/bytes.ts';
import { sha256 } from '../platform/node.ts';
import { type Cosigned, decide, type Refused } from './decide.ts';
import { appendToFile, type Hold, holdFile } from './files.ts';
import { persistState, readState, type WitnessState } from './state.ts';

/** Beyond this the refusals of strangers are no longer written down, so that nobody can fill the disk of a witness: what is evidence is written
 * down once each. */
const MAX_REFUSALS = 64 * 1024 * 1024;
const MAX_REMEMBERED = 10_000;

/** What a witness can be asked. */
export interface Witness {
  readonly state: WitnessState;
  /** Decides on a checkpoint. When it is cosigned, the new state is on the disk already. */
  submit(given: AddCheckpoint): Promise<Cosigned | Refused>;
  /** The last cosigned note of the log whose origin has this SHA-256 (hexadecimal). */
  latest(originHash: string): string | undefined;
  close(): Promise<void>;
}

/** How a witness reaches the world; a test may stand in between. */
export interface WitnessMeans {
  /** POSIX seconds. */
  readonly now: () => number;
  readonly persist: (file: string, state: WitnessState) => Promise<void>;
}

const machine: WitnessMeans = { now: () => Math.floor(Date.now() / 1000), persist: persistState };

/** Opens the state, which nobody else may have open meanwhile. */
export async function openWitness(file: string, means: WitnessMeans = machine): Promise<Witness> {
  const hold = await holdFile(file);
  try {
    return await atWork(file, hold, await readState(file), means);
  } catch (problem) {
    await hold.release();
    throw problem;
  }
}

async function atWork(file: string, hold: Hold, opened: WitnessState, means: WitnessMeans): Promise<Witness> {
  let state = opened;
  let isSure = true;
  let last: Promise<unknown> = Promise.resolve();
  const refusals = refusalLog(`${file}.refusals.jsonl`);

  const take = async (given: AddCheckpoint): Promise<Cosigned | Refused> => {
    if (!isSure) {
      state = await readState(file);
      isSure = true;
    }
    const now = means.now();
    const decision = await decide(state, given, now);
    if (decision.outcome === 'refused') {
      await refusals.add(given, decision, now);
      return decision;
    }
    await hold.check();
    // Should writing fail half way, only the file knows what has become of it.
    isSure = false;
    await means.persist(file, decision.next);
    state = decision.next;
    isSure = true;
    return decision;
  };

  return {
    get state() {
      return state;
    },
    submit(given) {
      const decision = last.then(() => take(given));
      last = decision.catch(() => undefined);
      return decision;
    },
    latest(originHash) {
      const found = [...state.logs].find(([origin]) => toHex(sha256(utf8(origin))) === originHash);
      return found?.[1].latest?.note;
    },
    async close() {
      await last;
      await hold.release();
    },
  };
}

/** Keeps what was refused: with the log's signature under it, it is evidence against the log. */
function refusalLog(file: string) {
  const remembered = new Set<string>();
  return {
    async add(given: AddCheckpoint, refused: Refused, now: number): Promise<void> {
      const key = toHex(sha256(utf8(`${refused.code}\n${given.old}\n${given.note}`)));
      // Whoever sends the same thing over and over is written down once.
      if (remembered.has(key)) return;
      if (remembered.size < MAX_REMEMBERED) remembered.add(key);
      const bytes = await stat(file).then(
        (found) => found.size,
        () => 0,
      );
      if (bytes > MAX_REFUSALS && !isEvidence(refused)) return;
      const entry = {
        at: new Date(now * 1000).toISOString(),
        code: refused.code,
        ...(refused.origin === undefined ? {} : { origin: refused.origin }),
        ...(refused.signedByLog
          ? { known: refused.size, old: given.old, proof: given.proof.map(toBase64), note: given.note }
          : { sha256: key }),
      };
      await appendToFile(file, `${JSON.stringify(entry)}\n`, isEvidence(refused));
    },
  };
}

/** Whether the log may have signed two histories. */
function isEvidence({ code }: Refused): boolean {
  return code === 'other-root' || code === 'inconsistent';
}
