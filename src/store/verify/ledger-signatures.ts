/** What was signed of a log: by a key known for it, and by witnesses whose keys the policy names. */
import type pg from 'pg';
import { equal } from '../../../verifier/formats/bytes.ts';
import { parseCheckpoint } from '../../../verifier/formats/checkpoint.ts';
import { verifyCosignature } from '../../../verifier/formats/cosignature.ts';
import {
  FormatProblem,
  type NoteSignature,
  parseNote,
  parseSignatureLine,
  parseVerifierKey,
  type VerifierKey,
  verifyNote,
} from '../../../verifier/formats/note.ts';
import { type Policy, parsePolicy } from '../../../verifier/formats/policy.ts';
import { type CheckpointRow, type CosignatureRow, type LogRow, readCosignaturesOf } from './ledger-rows.ts';
import type { Findings } from './report.ts';

/** Names keys of an epoch that cannot be its keys; gives those its checkpoints may be signed by. */
export function checkKeys(log: LogRow, policy: Policy | undefined, findings: Findings): readonly VerifierKey[] {
  const where = `${log.log}/${log.epoch}`;
  const keys: VerifierKey[] = [];
  const trusted = policy?.logs.filter((member) => member.key.name === log.origin) ?? [];
  for (const { purpose, vkey } of log.keys) {
    if (purpose !== 'log') continue;
    const key = readKey(vkey);
    if (key?.name !== log.origin) findings.add({ code: 'key-wrong', where: `${where} ${vkey}` });
    // A key nobody outside knows is no key of this log, whatever the table says.
    else if (trusted.length > 0 && !trusted.some((member) => equal(member.key.key, key.key)))
      findings.add({ code: 'key-strange', where: `${where} ${vkey}` });
    else keys.push(key);
  }
  for (const purpose of ['log', 'receipt']) {
    const signing = log.keys.filter((key) => key.purpose === purpose && key.signs).length;
    if (signing > 1 || (purpose === 'log' && signing === 0 && Number(log.size) > 0))
      findings.add({ code: 'key-wrong', where: `${where} ${purpose}: ${signing}` });
  }
  if (policy !== undefined && policy.logs.length > 0 && log.log === 'main' && !log.closed && trusted.length === 0)
    findings.add({ code: 'key-strange', where: `${where} ${log.origin}` });
  return keys;
}

function readKey(vkey: string): VerifierKey | undefined {
  try {
    return parseVerifierKey(vkey);
  } catch (error) {
    if (error instanceof FormatProblem) return undefined;
    throw error;
  }
}

/** A witness under the name a policy gives it. */
export interface KnownWitness {
  readonly name: string;
  readonly key: VerifierKey;
}

/**
 * Everybody who witnesses or once did: those of the policy at hand, and those of every policy this installation ever had. A witness that left, or lost its
 * key and goes on with another, does not take back what it signed before.
 */
export async function readWitnesses(client: pg.ClientBase, policy: Policy | undefined): Promise<readonly KnownWitness[]> {
  const earlier = await client.query<{ text: string }>(
    'select text from app.ledger_policy where text is not null order by since desc',
  );
  const policies = [policy, ...earlier.rows.map(({ text }) => readPolicy(text))];
  return policies.flatMap((one) => [...(one?.witnesses ?? [])].map(([name, { key }]) => ({ name, key })));
}

function readPolicy(text: string): Policy | undefined {
  try {
    return parsePolicy(text);
  } catch (error) {
    if (error instanceof FormatProblem) return undefined;
    throw error;
  }
}

/** Checks the signatures of one epoch. */
export class SignatureCheck {
  readonly #log: LogRow;
  readonly #where: string;
  readonly #keys: readonly VerifierKey[];
  readonly #witnesses: readonly KnownWitness[];
  readonly #findings: Findings;

  /** `witnesses`: all there ever were; where none is known, no cosignature can be judged. */
  constructor(log: LogRow, keys: readonly VerifierKey[], witnesses: readonly KnownWitness[], findings: Findings) {
    this.#log = log;
    this.#where = `${log.log}/${log.epoch}`;
    this.#keys = keys;
    this.#witnesses = witnesses;
    this.#findings = findings;
  }

  /** A checkpoint says what its row says and is signed by a key of the log. */
  async checkCheckpoint({ size, root, note }: CheckpointRow): Promise<void> {
    const where = `${this.#where} ${size}`;
    this.#findings.counts.checkpoints += 1;
    try {
      const parsed = parseNote(note);
      const said = parseCheckpoint(parsed.text);
      if (said.origin !== this.#log.origin || String(said.size) !== size || !equal(said.root, root))
        this.#findings.add({ code: 'checkpoint-changed', where });
      else if ((await verifyNote(parsed, this.#keys)).length === 0) this.#findings.add({ code: 'checkpoint-unsigned', where });
    } catch (error) {
      if (!(error instanceof FormatProblem)) throw error;
      this.#findings.add({ code: error.code === 'signature-invalid' ? 'checkpoint-unsigned' : 'checkpoint-changed', where });
    }
  }

  /** Cosignatures stand under a checkpoint, say what their row says, and hold by a key of their witness. */
  async checkCosignatures(client: pg.ClientBase): Promise<void> {
    for await (const rows of readCosignaturesOf(client, this.#log)) {
      for (const row of rows) {
        this.#findings.counts.cosignatures += 1;
        if (!(await this.#holds(row)))
          this.#findings.add({ code: 'cosignature-wrong', where: `${this.#where} ${row.size} ${row.witness}` });
      }
    }
  }

  async #holds({ witness, time, line, note }: CosignatureRow): Promise<boolean> {
    if (note === null) return false;
    try {
      const signature = parseSignatureLine(line.endsWith('\n') ? line.slice(0, -1) : line);
      if (this.#witnesses.length === 0) return true;
      const key = this.#witnesses.find((one) => one.name === witness && isSignedWith(signature, one.key))?.key;
      if (!key) return false;
      return String(await verifyCosignature(key.key, parseNote(note).text, signature.signature)) === time;
    } catch (error) {
      if (error instanceof FormatProblem) return false;
      throw error;
    }
  }
}

function isSignedWith(signature: NoteSignature, key: VerifierKey): boolean {
  return signature.name === key.name && equal(signature.id, key.id);
}
