/** Provisioning of accounts, mounted beside the pages: tokens for this alone, held by administrators. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Provisioner, registerScim } from '../api/scim/routes.ts';
import { AppError } from '../kernel/errors.ts';
import { askerFor } from '../store/accounts/asker.ts';
import { findToken } from '../store/accounts/token.ts';
import type { Store } from '../store/store.ts';

/** Registers `/scim/v2`. */
export function serveScim(app: FastifyInstance, store: Store, publicUrl: string | undefined): void {
  registerScim(app, {
    store,
    authenticate: (request) => authenticate(store, request),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
}

/** Who holds the token, with the standing of the day: one who administers the system no longer provisions no longer. */
async function authenticate(store: Store, request: FastifyRequest): Promise<Provisioner> {
  const secret = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = secret === undefined ? undefined : await findToken(store, secret);
  if (!token) throw new AppError('auth.required', 'unauthenticated');
  const asker = token.scopes.includes('provision') ? await askerFor(store, token) : undefined;
  if (!asker?.identity.keys.includes('role:admin')) throw new AppError('auth.scope', 'forbidden');
  return { asker, token: token.id };
}
