/** What the write door asks of an act that is confirmed in person: its signature, and witnesses who would notice if it were altered. */
import { waitsForDecision } from '../dossier/common-acts.ts';
import type { Decided } from '../dossier/decide.ts';
import type { AnyKind } from '../dossier/kind.ts';
import type { Clock } from '../dossier/words.ts';
import { AppError } from '../kernel/errors.ts';
import { formatStamp } from '../kernel/format.ts';
import { asInstant, type Instant, toMillis } from '../kernel/time.ts';
import { type Proven, proveSignature, type SignatureGiven } from './accounts/signing.ts';
import type { ProvenSignature } from './change.ts';
import type { Identity } from './database.ts';
import { currentOutage } from './ledger/witnessing.ts';
import { refuseOther } from './signed-act.ts';
import type { Store } from './store.ts';

/** An act about to be written, and the answer its person gave. */
export interface ToConfirm {
  readonly main: Decided;
  readonly isSigned: boolean;
  /** The leaf it follows; null for a new dossier. */
  readonly head: Uint8Array | null;
  readonly given: SignatureGiven | undefined;
}

/**
 * The signature an act is written with; undefined where it needs none. `proven` keeps what was judged once: however often a writing is tried again,
 * a password is not worked through twice.
 * @throws {act.signature_needed} nobody signed @throws {act.signature_unasked} the act is not one to be signed
 */
export async function confirm(
  store: Store,
  identity: Identity,
  { main, isSigned, head, given }: ToConfirm,
  proven: { signature?: Proven },
): Promise<ProvenSignature | undefined> {
  if (!isSigned && given) throw new AppError('act.signature_unasked', 'invalid');
  if (!isSigned || (!given && store.signing !== 'demanded')) return undefined;
  if (!given) throw new AppError('act.signature_needed', 'precondition');
  proven.signature ??= await proveSignature(store, identity, given);
  const { intent, ...signature } = proven.signature;
  refuseOther(intent, signature.salt, main, head);
  return signature;
}

/**
 * Refuses what is decided in person while too few witnesses have been there for too long, for it could be altered unnoticed.
 * @throws {ledger.no_witness}
 */
export async function refuseUnwitnessed(store: Store): Promise<void> {
  const outage = await currentOutage(store);
  if (outage !== undefined) throw unwitnessed(outage.since);
}

/**
 * Refuses, meanwhile, the record of a silence that nobody could have ended since.
 * @throws {ledger.no_witness}
 */
export async function refuseUnwitnessedSilence(
  store: Store,
  kind: AnyKind,
  lapse: { readonly body: unknown },
  on: { readonly clocks: readonly Clock[] | null; readonly at: string; readonly businessAt: string },
): Promise<void> {
  const id = (lapse.body as { readonly clock?: unknown } | null)?.clock;
  const silent = on.clocks?.find((clock) => clock.id === id && waitsForDecision(kind, clock));
  const outage = silent && (await currentOutage(store));
  if (!outage) return;
  // Clocks are counted in legal time, the outage in real time.
  const shift = toMillis(asInstant(on.businessAt)) - toMillis(asInstant(on.at));
  if (toMillis(silent.dueAt) >= toMillis(outage.from) + shift) throw unwitnessed(outage.since);
}

function unwitnessed(since: Instant): AppError {
  return new AppError('ledger.no_witness', 'unavailable', { params: { since: formatStamp(since) } });
}
