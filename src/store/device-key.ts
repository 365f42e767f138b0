/** What becomes of the row a device needs when an act says something of its key. */
import type { Decided } from '../dossier/decide.ts';
import { isEnd } from '../dossier/fold.ts';
import { AppError } from '../kernel/errors.ts';
import { type Json, toBase64Url, toHex } from '../kernel/json.ts';
import type { DeviceKey } from './accounts/passkey.ts';

/** What makes an act on a key more than a request of some session. */
export interface KeyProof {
  /** The key its device has just given, for the act that enrols it. */
  readonly device?: DeviceKey | undefined;
  /** Whoever removes a key has just proved once more who it is. */
  readonly isProved?: true | undefined;
}

/**
 * The part of a change that puts the row of a key in or, as null, takes it away; empty where the act does neither.
 * @throws {passkey.by_device} a key is enrolled that no device has just given
 * @throws {passkey.by_owner} a person removes one without having proved once more to be there
 */
export function deviceChange({ kind, act, before, after }: Decided, { device, isProved }: KeyProof): { readonly passkey?: Json } {
  const keys = kind.signingKey;
  if (!keys) return {};
  if (act.name === keys.remove && act.actor !== null && !isProved) throw new AppError('passkey.by_owner', 'precondition');
  if (act.name !== keys.enrol) return isEnd(kind, after.stage) && !isEnd(kind, before.stage) ? { passkey: null } : {};
  const facts = keys.facts(after.state);
  const isSame =
    facts?.credential === device?.credential &&
    facts?.publicKey === toBase64Url(device?.spki ?? new Uint8Array()) &&
    facts?.alg === device?.alg &&
    facts?.rpId === device?.rpId;
  if (!device || !isSame) throw new AppError('passkey.by_device', 'precondition');
  const { credential, alg, rpId, counter, transports, synced, name } = device;
  const bytes = { cose: toHex(device.cose), spki: toHex(device.spki) };
  return { passkey: { credential, alg, rpId, counter, transports: [...transports], synced, name, ...bytes } };
}
