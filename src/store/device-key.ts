/** What becomes of the row a device needs when an act says something of its key. */
import type { Decided } from '../dossier/decide.ts';
import { isEnd } from '../dossier/fold.ts';
import { AppError } from '../kernel/errors.ts';
import { type Json, toBase64Url, toHex } from '../kernel/json.ts';
import type { DeviceKey } from './accounts/passkey.ts';

/**
 * The part of a change that puts the row of a key in or, as null, takes it away; empty where the act does neither.
 * @throws {passkey.by_device} a key is enrolled that no device has just given
 */
export function deviceChange({ kind, act, before, after }: Decided, device: DeviceKey | undefined): { readonly passkey?: Json } {
  const keys = kind.signingKey;
  if (!keys) return {};
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
