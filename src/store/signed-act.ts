/** What a decision says when it is signed, and whether a signature is over this very decision. */
import type { Decided } from '../dossier/decide.ts';
import { referenceTo, unseal } from '../dossier/sealed.ts';
import { AppError } from '../kernel/errors.ts';
import { type Json, toBase64Url } from '../kernel/json.ts';
import { ACT_INTENT, type ActIntent, digestSignedBody } from '../ledger/signature.ts';

type Terms = Pick<ActIntent, 'kind' | 'act' | 'dossier' | 'after' | 'capacity' | 'body'>;

/** The terms of an act: what it is, on what, after what, in which capacity, with which words. */
export function termsOf({ kind, act, vault, before }: Decided, head: Uint8Array | null, salt: string): Terms {
  const texts = new Map(vault.map((entry) => [referenceTo(act.seq, entry.name), entry.value]));
  return {
    kind: kind.name,
    act: act.name,
    dossier: act.seq === 1 ? '' : before.id,
    after: head === null ? '' : toBase64Url(head),
    capacity: act.key,
    body: digestSignedBody(
      salt,
      unseal<Json>(act.body, texts, (reference) => reference),
    ),
  };
}

/** The intent of a decision about to be taken. */
export function intentOf(
  decided: Decided,
  on: {
    readonly head: Uint8Array | null;
    readonly salt: string;
    readonly at: string;
    readonly rpId: string;
    readonly origin: string;
  },
): ActIntent {
  return { v: ACT_INTENT, ...termsOf(decided, on.head, on.salt), at: on.at, rpId: on.rpId, origin: on.origin };
}

/**
 * Guarantees that what was signed is this decision.
 * @throws {act.signature_moved} the dossier has gone on since it was shown
 * @throws {act.signature_other} something else was signed
 */
export function refuseOther(intent: ActIntent, salt: string, decided: Decided, head: Uint8Array | null): void {
  const now = termsOf(decided, head, salt);
  const differs = (Object.keys(now) as (keyof Terms)[]).filter((name) => now[name] !== intent[name]);
  if (differs.length === 0) return;
  if (differs.length === 1 && differs[0] === 'after') throw new AppError('act.signature_moved', 'conflict');
  throw new AppError('act.signature_other', 'precondition');
}
