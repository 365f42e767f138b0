/** From rows to the engine's nouns and back. The only place that knows both spellings. */

import type { AnyKind } from '../dossier/kind.ts';
import type { Act, Clock, Dossier } from '../dossier/words.ts';
import type { Json } from '../kernel/json.ts';
import { asInstant } from '../kernel/time.ts';

/** A dossier row as app.read_for_acts gives it. */
export interface DossierRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string | null;
  readonly receipt: string;
  readonly stage: string;
  readonly seq: number;
  readonly head: string;
  readonly stream: string;
  readonly state: Json;
  readonly struck: Dossier['struck'];
  readonly author: string | null;
  readonly author_key: string;
  readonly opened_at: string;
  readonly changed_at: string;
  readonly closed_at: string | null;
  readonly excluded: readonly string[];
}

/** The bytes of a bytea as JSON shows them (`\x…`). */
export function fromByteaJson(text: string): Buffer {
  return Buffer.from(text.replace(/^\\x/, ''), 'hex');
}

/** The engine's dossier from its stored row and clocks. */
export function toDossier(kind: AnyKind, row: DossierRow, clocks: readonly Clock[]): Dossier {
  return {
    id: row.id as Dossier['id'],
    kind: kind.name,
    seq: row.seq,
    stage: row.stage,
    state: row.state,
    clocks,
    author: row.author as Dossier['author'],
    authorKey: row.author_key,
    ...(row.number === null ? {} : { number: row.number }),
    receipt: row.receipt,
    openedAt: asInstant(row.opened_at),
    changedAt: asInstant(row.changed_at),
    ...(row.closed_at === null ? {} : { closedAt: asInstant(row.closed_at) }),
    struck: row.struck,
  };
}

/** An act row with the actor read back from the vault where masked. */
export interface ActRow {
  readonly dossier: string;
  readonly seq: number;
  readonly name: string;
  readonly kind_version: number;
  readonly actor: string | null;
  readonly mask: readonly string[] | null;
  readonly key: string;
  readonly at: string;
  readonly business_at: string;
  readonly body: Json;
  readonly facts: Json;
  readonly cause_dossier: string | null;
  readonly cause_seq: number | null;
  readonly cause_n: number | null;
}

/** The engine's act from its stored row. */
export function toAct(row: ActRow, maskedActor: string | null = null): Act {
  return {
    seq: row.seq,
    name: row.name,
    kindVersion: row.kind_version,
    actor: (row.actor ?? maskedActor) as Act['actor'],
    ...(row.mask === null ? {} : { mask: row.mask }),
    key: row.key,
    at: asInstant(row.at),
    businessAt: asInstant(row.business_at),
    body: row.body,
    facts: row.facts as unknown as Act['facts'],
    ...(row.cause_dossier !== null && row.cause_seq !== null && row.cause_n !== null
      ? { cause: { dossier: row.cause_dossier as Dossier['id'], seq: row.cause_seq, n: row.cause_n } }
      : {}),
  };
}
