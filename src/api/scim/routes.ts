/** SCIM 2.0 (RFC 7643, 7644): accounts come and go as the province's provisioning service says; people come in by decisions only. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { describeFault } from '../../kernel/errors.ts';
import type { Lang } from '../../kernel/messages.ts';
import {
  type AccountRow,
  changeAccount,
  findAccountById,
  listAccounts,
  provisionAccount,
} from '../../store/accounts/provision.ts';
import { findByStaffCode } from '../../store/accounts/staff-code.ts';
import { withdrawAccount } from '../../store/signing-keys.ts';
import type { Asker, Store } from '../../store/store.ts';
import { ENTERPRISE, USER } from './attributes.ts';
import { describeScim, MOST_RESULTS, toList } from './discovery.ts';
import { parseFilter } from './filter.ts';
import { createMeter } from './meter.ts';
import { presentRefusal, ScimRefusal, toRefusal } from './scim-error.ts';
import { patchUser, readUser, type WrittenUser } from './write.ts';

/** Who provisions: an administrator by a token for this alone. */
export interface Provisioner {
  readonly asker: Asker;
  /** Id of the token. */
  readonly token: string;
}

/** What SCIM is wired with. */
export interface ScimDependencies {
  readonly store: Store;
  /** @throws {auth.required} no living token @throws {auth.scope} a token, or a person, that may not provision */
  readonly authenticate: (request: FastifyRequest) => Promise<Provisioner>;
  /** Origin under which the service reaches us. */
  readonly publicUrl?: string;
  /** Requests per token and minute. */
  readonly perMinute?: number;
}

const BODY_LIMIT = 64 * 1024;
const PER_MINUTE = 1200;
const LARGEST_INDEX = 1_000_000_000;
const whole = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);
const listQuery = z.object({
  filter: z.string().optional(),
  startIndex: whole.optional(),
  count: whole.optional(),
});

/** Registers `/scim/v2`. */
export function registerScim(app: FastifyInstance, deps: ScimDependencies): void {
  const { store } = deps;
  const meter = createMeter(deps.perMinute ?? PER_MINUTE);
  const baseOf = (request: FastifyRequest) => `${deps.publicUrl ?? `http://${request.host}`}/scim/v2`;
  const callers = new WeakMap<FastifyRequest, Provisioner>();
  const callerOf = (request: FastifyRequest): Provisioner => {
    const caller = callers.get(request);
    if (!caller) throw new ScimRefusal(401, 'auth.required');
    return caller;
  };

  void app.register(
    (scim, _options, done) => {
      scim.removeAllContentTypeParsers();
      const parse = scim.getDefaultJsonParser('error', 'error');
      scim.addContentTypeParser(
        ['application/scim+json', 'application/json'],
        { parseAs: 'string', bodyLimit: BODY_LIMIT },
        parse,
      );
      scim.setErrorHandler((error, request, reply) => refuse(error, request, reply));
      scim.setNotFoundHandler((request, reply) => refuse(new ScimRefusal(404, 'notFound'), request, reply));
      scim.addHook('onRequest', async (request) => {
        if (request.is404) return;
        const caller = await deps.authenticate(request);
        if (!meter.admit(caller.token, performance.now())) throw new ScimRefusal(429, 'limited');
        if (store.isCopy && request.method !== 'GET' && request.method !== 'HEAD') throw new ScimRefusal(403, 'readOnlyCopy');
        callers.set(request, caller);
      });
      const answer = (reply: FastifyReply, body: unknown, status = 200) =>
        reply.code(status).header('cache-control', 'no-store').type('application/scim+json; charset=utf-8').send(body);

      scim.get('/ServiceProviderConfig', (request, reply) => answer(reply, describeScim(baseOf(request)).config));
      scim.get('/ResourceTypes', (request, reply) => answer(reply, toList([describeScim(baseOf(request)).userType], 1, 1)));
      scim.get('/ResourceTypes/User', (request, reply) => answer(reply, describeScim(baseOf(request)).userType));
      scim.get('/Schemas', (request, reply) => {
        const { schemas } = describeScim(baseOf(request));
        return answer(reply, toList(schemas, schemas.length, 1));
      });
      scim.get<{ Params: { id: string } }>('/Schemas/:id', (request, reply) => {
        const found = describeScim(baseOf(request)).schemas.find((schema) =>
          schema.meta.location.endsWith(`/${request.params.id}`),
        );
        if (!found) throw new ScimRefusal(404, 'notFound');
        return answer(reply, found);
      });

      scim.get('/Users', async (request, reply) => {
        const { asker } = callerOf(request);
        const read = listQuery.safeParse(request.query);
        if (!read.success) throw new ScimRefusal(400, 'page', 'invalidValue');
        const start = Math.min(Math.max(read.data.startIndex ?? 1, 1), LARGEST_INDEX);
        const limit = Math.min(Math.max(read.data.count ?? MOST_RESULTS, 0), MOST_RESULTS);
        const asked = read.data.filter === undefined ? {} : parseFilter(read.data.filter);
        const person = asked?.employeeNumber === undefined ? undefined : findByStaffCode(asker.org, asked.employeeNumber);
        if (!asked || (asked.employeeNumber !== undefined && person === undefined)) return answer(reply, toList([], 0, start));
        const { total, accounts } = await listAccounts(
          store,
          asker.identity,
          {
            // An id that is none finds nobody, as one that is unknown does.
            ...(asked.id === undefined
              ? {}
              : { id: z.uuid().safeParse(asked.id).data ?? '00000000-0000-0000-0000-000000000000' }),
            ...(person === undefined ? {} : { person }),
            ...(asked.userName === undefined ? {} : { name: asked.userName }),
            ...(asked.externalId === undefined ? {} : { externalId: asked.externalId }),
            ...(asked.active === undefined ? {} : { isActive: asked.active }),
          },
          { skip: start - 1, limit },
        );
        const users = accounts.map((account) => present(asker, account, baseOf(request)));
        return answer(reply, toList(users, total, start));
      });
      scim.get<{ Params: { id: string } }>('/Users/:id', async (request, reply) => {
        const { asker } = callerOf(request);
        return answer(reply, present(asker, await getAccount(asker, request.params.id), baseOf(request)));
      });
      scim.post('/Users', async (request, reply) => {
        const caller = callerOf(request);
        const user = readUser(request.body);
        const staffCode = user.employeeNumber ?? user.externalId ?? undefined;
        const person = staffCode === undefined ? undefined : findByStaffCode(caller.asker.org, staffCode);
        if (person === undefined) throw new ScimRefusal(400, 'unknownStaffCode', 'invalidValue');
        const id = await provisionAccount(store, caller.asker.identity, person, toWish(user));
        note(request, caller, id, 'made');
        const made = present(caller.asker, await getAccount(caller.asker, id), baseOf(request));
        return answer(reply.header('location', made.meta.location), made, 201);
      });
      scim.put<{ Params: { id: string } }>('/Users/:id', async (request, reply) => write(request, reply, readUser));
      scim.patch<{ Params: { id: string } }>('/Users/:id', async (request, reply) => write(request, reply, patchUser));
      scim.delete<{ Params: { id: string } }>('/Users/:id', async (request, reply) => {
        const caller = callerOf(request);
        if (!(await withdrawAccount(store, caller.asker.identity, request.params.id))) throw new ScimRefusal(404, 'notFound');
        note(request, caller, request.params.id, 'withdrawn');
        return reply.code(204).header('cache-control', 'no-store').send();
      });

      async function write(
        request: FastifyRequest<{ Params: { id: string } }>,
        reply: FastifyReply,
        read: (body: unknown, before: WrittenUser) => WrittenUser,
      ) {
        const caller = callerOf(request);
        const { asker } = caller;
        const account = await getAccount(asker, request.params.id);
        const staffCode = staffCodeOf(asker, account);
        const before = {
          userName: account.name,
          externalId: account.externalId,
          employeeNumber: staffCode,
        };
        const user = read(request.body, before);
        // Whoever has left by decision has no code in the register of today; their account can still be closed.
        if (staffCode !== undefined && user.employeeNumber !== undefined && user.employeeNumber !== staffCode)
          throw new ScimRefusal(400, 'readOnly', 'mutability', { path: 'employeeNumber' });
        // Who does not say so opens nothing that was closed.
        const wish = { ...toWish(user), isActive: user.active ?? null };
        if (!(await changeAccount(store, asker.identity, account.id, wish))) throw new ScimRefusal(404, 'notFound');
        note(request, caller, account.id, account.isActive && user.active === false ? 'closed' : 'changed');
        return answer(reply, present(asker, await getAccount(asker, account.id), baseOf(request)));
      }
      done();
    },
    { prefix: '/scim/v2' },
  );

  async function getAccount(asker: Asker, id: string): Promise<AccountRow> {
    const found = await findAccountById(store, asker.identity, id);
    if (!found) throw new ScimRefusal(404, 'notFound');
    return found;
  }
}

function toWish(user: WrittenUser) {
  return { name: user.userName, externalId: user.externalId, isActive: user.active ?? true };
}

function staffCodeOf({ org }: Asker, account: AccountRow): string | undefined {
  return org.person(account.person)?.staffCode;
}

function present(asker: Asker, account: AccountRow, base: string) {
  const staffCode = staffCodeOf(asker, account);
  const name = asker.org.personName(account.person);
  return {
    schemas: [USER, ...(staffCode === undefined ? [] : [ENTERPRISE])],
    id: account.id,
    ...(account.externalId === null ? {} : { externalId: account.externalId }),
    userName: account.name,
    active: account.isActive,
    ...(staffCode === undefined
      ? {}
      : { displayName: name, name: { formatted: name }, [ENTERPRISE]: { employeeNumber: staffCode } }),
    meta: {
      resourceType: 'User',
      created: account.createdAt,
      lastModified: account.changedAt,
      location: `${base}/Users/${account.id}`,
    },
  };
}

/** Who provisioned what, without a name: the account and the token by their ids. */
function note(request: FastifyRequest, caller: Provisioner, account: string, what: string): void {
  request.log.info({ ref: request.id, token: caller.token, account, what }, 'account provisioned');
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  const told = { ref: request.id, status: refusal.status, code: refusal.message };
  if (refusal.status >= 500) request.log.error({ ...told, fault: describeFault(error) }, 'request failed');
  else request.log.info(told, 'request refused');
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer realm="scim"');
  if (refusal.status === 429) reply.header('retry-after', '60');
  return reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .type('application/scim+json; charset=utf-8')
    .send(presentRefusal(refusal, langOf(request)));
}

function langOf(request: FastifyRequest): Lang {
  return (request.headers['accept-language'] ?? '').trim().toLowerCase().startsWith('en') ? 'en' : 'vi';
}
