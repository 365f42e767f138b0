/** Passwords: scrypt with a salt of their own. The key is never stored, only its SHA-256, and that only in the database. */
import { type BinaryLike, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/json.ts';
import { toNfc } from '../../kernel/text.ts';

/** How much work one password costs. */
export interface ScryptCost {
  readonly salt: Uint8Array;
  readonly cost: number;
  readonly block: number;
  readonly parallel: number;
}

/** What is stored of a password. */
export interface PasswordProof extends ScryptCost {
  readonly proof: Uint8Array;
}

/** Shortest and longest password; the upper bound keeps the work of one attempt bounded. */
export const PASSWORD_LENGTH = { min: 12, max: 200 } as const;

const COST = { cost: 2 ** 15, block: 8, parallel: 1 } as const;
/** scrypt takes 32 MiB and a whole core: more at once would let strangers fill the memory. */
const AT_ONCE = 2;
const WAITING = 40;

let running = 0;
const queue: (() => void)[] = [];

async function enter(): Promise<void> {
  if (running < AT_ONCE) {
    running += 1;
    return;
  }
  if (queue.length >= WAITING) throw new AppError('account.busy', 'limited');
  await new Promise<void>((resolve) => queue.push(resolve));
}

function leave(): void {
  const next = queue.shift();
  // The place is handed on, not given back, so that nobody overtakes the queue.
  if (next) next();
  else running -= 1;
}

function runScrypt(password: BinaryLike, salt: BinaryLike, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/**
 * The scrypt key of a password; the same text typed by any keyboard gives the same key.
 * @throws {account.busy} too many attempts wait already
 */
export async function deriveKey(password: string, { salt, cost, block, parallel }: ScryptCost): Promise<Uint8Array> {
  await enter();
  try {
    const options = { N: cost, r: block, p: parallel, maxmem: 256 * cost * block };
    return new Uint8Array(await runScrypt(toNfc(password), salt, options));
  } finally {
    leave();
  }
}

/**
 * What to store of a new password.
 * @throws {account.password_length} shorter or longer than allowed
 */
export async function provePassword(password: string): Promise<PasswordProof> {
  const length = Array.from(toNfc(password)).length;
  if (length < PASSWORD_LENGTH.min || length > PASSWORD_LENGTH.max) {
    throw new AppError('account.password_length', 'invalid', { params: PASSWORD_LENGTH });
  }
  const salt = new Uint8Array(randomBytes(16));
  const key = await deriveKey(password, { salt, ...COST });
  return { salt, ...COST, proof: sha256(key) };
}
