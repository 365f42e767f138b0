/** Cosignatures somebody brings: a witness that fetched a checkpoint by itself, or a person who carried a line. The signature is the authority. */
import { parseCheckpoint } from '../../../verifier/formats/checkpoint.ts';
import { type NoteSignature, parseNote } from '../../../verifier/formats/note.ts';
import { key } from '../../dossier/keys.ts';
import type { LogName } from '../../ledger/signer.ts';
import { FormatProblem, findCosignatures, readLines, type WitnessPolicy } from '../../ledger/witness-policy.ts';
import { readAs } from '../database.ts';
import type { Store } from '../store.ts';
import type { LogEpoch } from './prove.ts';
import { keepCosignatures, readPolicy } from './witnessing.ts';

/** What became of what was brought: whose signatures were taken, or nothing at all. */
export type Brought = { readonly taken: readonly string[] };

/** A line alone does not say what it signs: it is held against so many of the newest checkpoints, or in haste against so many. */
const HELD_AGAINST = 500;
const IN_HASTE = 60;
const NOTHING: Brought = { taken: [] };

interface StoredCheckpoint extends LogEpoch {
  readonly size: number;
  readonly note: string;
}

/**
 * Takes the lines of witnesses of the policy that hold for a checkpoint of ours: a whole note, or lines alone. Anything else is left alone,
 * whatever is wrong with it. In haste, what somebody else's nonsense costs stays small: a line alone is then taken only of the newest checkpoints.
 */
export async function takeCosignatures(store: Store, log: LogName, text: string, { inHaste = false } = {}): Promise<Brought> {
  const policy = await readPolicy(store);
  if (policy === undefined) return NOTHING;
  const given = text.replaceAll('\r\n', '\n');
  const note = readNote(given.endsWith('\n') ? given : `${given}\n`);
  if (note) {
    const stored = await findCheckpoint(store, log, note.text);
    return stored ? take(store, policy, stored, note.signatures) : NOTHING;
  }
  const lines = readLines(given);
  if (!lines) return NOTHING;
  for (const stored of await newestCheckpoints(store, log, inHaste ? IN_HASTE : HELD_AGAINST)) {
    const brought = await take(store, policy, stored, lines);
    if (brought.taken.length > 0) return brought;
  }
  return NOTHING;
}

async function take(
  store: Store,
  policy: WitnessPolicy,
  stored: StoredCheckpoint,
  lines: readonly NoteSignature[],
): Promise<Brought> {
  const found = await findCosignatures(policy.witnesses, stored.note, lines).catch((error: unknown) => {
    if (error instanceof FormatProblem) return [];
    throw error;
  });
  if (found.length === 0) return NOTHING;
  await keepCosignatures(store, policy, stored, found);
  return { taken: found.map(({ witness }) => witness) };
}

function readNote(text: string): { readonly text: string; readonly signatures: readonly NoteSignature[] } | undefined {
  try {
    return parseNote(text);
  } catch {
    return undefined;
  }
}

/** The checkpoint of ours whose text is exactly this one. */
async function findCheckpoint(store: Store, log: LogName, text: string): Promise<StoredCheckpoint | undefined> {
  const asked = readCheckpointText(text);
  if (asked === undefined) return undefined;
  const found = await query(store, 'l.origin = $3 and c.size = $4', [log, 1, asked.origin, asked.size]);
  return found.find(({ note }) => parseNote(note).text === text);
}

function readCheckpointText(text: string) {
  try {
    return parseCheckpoint(text);
  } catch {
    return undefined;
  }
}

function newestCheckpoints(store: Store, log: LogName, most: number): Promise<readonly StoredCheckpoint[]> {
  return query(store, 'l.closed_at is null', [log, most]);
}

async function query(store: Store, where: string, values: readonly unknown[]): Promise<readonly StoredCheckpoint[]> {
  const system = { tenant: store.tenant, person: null, keys: [key.system] };
  return readAs(store.pool, system, async (client) => {
    const found = await client.query<{ log: LogName; epoch: number; size: string; note: string }>(
      `select c.log, c.epoch, c.size, c.note from app.ledger_checkpoint c
       join app.ledger_log l on l.tenant = c.tenant and l.log = c.log and l.epoch = c.epoch
       where c.log = $1 and ${where} order by c.size desc limit $2`,
      [...values],
    );
    return found.rows.map((row) => ({ ...row, size: Number(row.size) }));
  });
}
