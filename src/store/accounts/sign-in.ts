import { AppError } from '../../kernel/errors.ts';
import { asPersonId, type PersonId } from '../../kernel/ids.ts';
import { writeAs } from '../database.ts';
import type { Store } from '../store.ts';
import { normalizeLoginName, strangerIdentity } from './account.ts';
import { deriveKey, PASSWORD_LENGTH, type ScryptCost } from './password.ts';

/** What a person typed to sign in, and from where. */
export interface SignInRequest {
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

/**
 * The person whose name and password these are, or undefined. A name nobody has, a wrong password and an account locked
 * after five failures cost the same work and get the same answer.
 * @throws {account.too_many_attempts} the address has failed too often
 * @throws {account.busy}
 */
export async function signIn(store: Store, request: SignInRequest): Promise<PersonId | undefined> {
  const name = normalizeLoginName(request.name).slice(0, 100);
  const stranger = strangerIdentity(store);
  const salt = await writeAs(store.pool, stranger, async (client) => {
    const throttled = await client.query<{ yes: boolean }>('select app.is_throttled($1) as yes', [request.address]);
    if (throttled.rows[0]?.yes) throw new AppError('account.too_many_attempts', 'limited');
    const found = await client.query<ScryptCost>('select salt, cost, block, parallel from app.salt_of($1)', [storable(name)]);
    return found.rows[0];
  });
  if (!salt) throw new AppError('store.unavailable', 'unavailable');
  const key = await deriveKey(request.password.slice(0, PASSWORD_LENGTH.max), salt);
  return writeAs(store.pool, stranger, async (client) => {
    const result = await client.query<{ person: string | null }>('select app.finish_sign_in($1, $2, $3) as person', [
      storable(name),
      key,
      request.address,
    ]);
    const person = result.rows[0]?.person;
    return person ? asPersonId(person) : undefined;
  });
}

/** PostgreSQL keeps no NUL and no half of a surrogate pair; a name with either is nobody's. */
function storable(name: string): string {
  return name.replaceAll('\0', '\u{fffd}').replace(/\p{Surrogate}/gu, '\u{fffd}');
}
