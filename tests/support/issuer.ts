/** A real issuer of identities on this machine, for tests: everybody who names themselves is believed. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What this system is called at the issuer of the tests. */
export const TEST_CLIENT = { clientId: 'khoithong', clientSecret: 'mot-khoa-chi-dung-trong-kiem-thu' } as const;

/** An issuer that listens. */
export interface TestIssuer {
  readonly url: string;
  /** How many requests it has answered. */
  readonly asked: () => number;
  /** While this says true every answer is a 500. */
  breakDown(broken: boolean): void;
  /** Stops listening; `comeBack` listens again at the same address. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** What a test issuer is told: where browsers may be sent back to, and whether codes stand in the token itself. */
export interface TestIssuerOptions {
  readonly origins: readonly string[];
  readonly codeInToken?: boolean;
}

/** Opens an issuer whose accounts are staff codes: who signs in as `X` has the claim `staff_code` X; `-` has none. */
export async function openIssuer({ origins, codeInToken = false }: TestIssuerOptions): Promise<TestIssuer> {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  let answer = (_request: IncomingMessage, response: ServerResponse): void => void response.writeHead(503).end();
  let [count, isBroken] = [0, false];
  const server = createServer((request, response) => {
    count += 1;
    if (isBroken) response.writeHead(500, { 'content-type': 'text/plain' }).end('broken');
    else answer(request, response);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const url = `http://127.0.0.1:${port}`;
  const provider = new Provider(url, {
    clients: [
      {
        client_id: TEST_CLIENT.clientId,
        client_secret: TEST_CLIENT.clientSecret,
        redirect_uris: origins.map((origin) => `${origin}/dang-nhap/tra-loi`),
        post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
      },
    ],
    jwks: { keys: [{ ...key, kid: 'test', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], profile: ['staff_code'] },
    conformIdTokenClaims: !codeInToken,
    pkce: { required: () => true },
    ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/vao/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...(sub === '-' ? {} : { staff_code: sub }) }),
    }),
    // Whoever signs in has agreed to everything this system asks for.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId ?? '',
        accountId: context.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const protocol = provider.callback();
  answer = (request, response) => {
    if (request.url?.startsWith('/vao/')) void interact(provider, request, response);
    else void protocol(request, response);
  };
  const goAway = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url,
    asked: () => count,
    breakDown: (broken) => {
      isBroken = broken;
    },
    goAway,
    comeBack: async () => {
      await listen(port);
    },
    close: goAway,
  };
}

/** The issuer's own sign-in page: one field, no password; `!` declines. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      '<!doctype html><title>Issuer</title><form method="post"><label>Staff <input name="who"></label><button>Go</button></form>',
    );
    return;
  }
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const who = new URLSearchParams(body).get('who') ?? '';
  const result = who === '!' ? { error: 'access_denied' } : { login: { accountId: who } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

/** Walks the pages of the issuer as a browser does, from the address it was sent to; gives where it was sent back to. */
export async function walkIssuer(address: string, who: string): Promise<string> {
  const cookies = new Map<string, string>();
  const visit = async (url: string, form?: string): Promise<Response> => {
    const reply = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return reply;
  };
  const { origin } = new URL(address);
  let reply = await visit(address);
  for (let step = 0; step < 6; step += 1) {
    const next = reply.headers.get('location');
    if (next === null) throw new Error(`the issuer answered ${reply.status}: ${await reply.text()}`);
    const url = new URL(next, origin);
    if (url.origin !== origin) return url.href;
    reply = url.pathname.startsWith('/vao/')
      ? await visit(url.href, new URLSearchParams({ who }).toString())
      : await visit(url.href);
  }
  throw new Error('the issuer leads in circles');
}
