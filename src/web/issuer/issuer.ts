/** The issuer of identities of the province, spoken to in OpenID Connect: authorization code with PKCE, nothing else. */
import * as oidc from 'openid-client';
import { isLoopback } from '../http/config.ts';
import type { Handshake } from './handshake.ts';

/** What an issuer is spoken to with. */
export interface IssuerConfig {
  /** https, or http on this machine. */
  readonly url: string;
  readonly clientId: string;
  /** Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: string;
  /** The claim that carries the staff code. */
  readonly staffClaim: string;
  readonly scope: string;
  /** What people call the issuer; absent: the provincial account. */
  readonly name?: string;
}

/** How the answer of an issuer ended. `away`: it does not answer; `declined`: it says no; `invalid`: its answer does not fit what was asked. */
export type IssuerAnswer =
  | { readonly ok: true; readonly staffCode: string | undefined }
  | { readonly ok: false; readonly why: 'away' | 'declined' | 'invalid'; readonly detail: string };

/** An issuer as the pages need it. No method throws because of what the issuer does or fails to do. */
export interface Issuer {
  readonly name: string | undefined;
  /** Where to send a browser to sign in, afresh where the handshake says so; undefined while the issuer is away. */
  startAddress(handshake: Handshake, returnTo: string): Promise<string | undefined>;
  /** Checks what a browser brought back, at the address it brought it to, and asks who it is. */
  readAnswer(handshake: Handshake, at: URL): Promise<IssuerAnswer>;
  /** Where to send a browser to end the session at the issuer; undefined where it offers no such thing or is away. */
  endAddress(returnTo: string): Promise<string | undefined>;
}

/** How long one request to the issuer may take. */
const TIMEOUT_SECONDS = 5;
/** How long ago somebody asked for afresh may have signed in, in seconds. */
const FRESH_SECONDS = 120;
/** How far its clock and ours may differ, in seconds. */
const TOLERANCE_SECONDS = 30;

/** Makes the issuer of a configuration; it is first spoken to when somebody signs in. */
export function createIssuer(config: IssuerConfig, log: (detail: string) => void = () => undefined): Issuer {
  const discovery = createDiscovery(config, log);
  return {
    name: config.name,
    startAddress: async (handshake, returnTo) => {
      // Nobody is sent to where nobody answers.
      const known = await discovery.now();
      if (!known) return undefined;
      const address = oidc.buildAuthorizationUrl(known, {
        response_type: 'code',
        redirect_uri: returnTo,
        scope: config.scope,
        state: handshake.state,
        nonce: handshake.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(handshake.verifier),
        code_challenge_method: 'S256',
        ...(handshake.afresh ? { prompt: 'login', max_age: '0' } : {}),
      });
      return isTrusted(address, config) ? address.href : undefined;
    },
    readAnswer: async (handshake, at) => {
      // A forged answer is not worth a question to the issuer.
      if (at.searchParams.get('state') !== handshake.state) return { ok: false, why: 'invalid', detail: 'state' };
      const known = await discovery.lately();
      if (!known) return { ok: false, why: 'away', detail: 'discovery' };
      try {
        return { ok: true, staffCode: await askWho(known, config, handshake, at) };
      } catch (error) {
        return { ok: false, ...judge(error) };
      }
    },
    endAddress: async (returnTo) => {
      const known = await discovery.lately();
      if (known?.serverMetadata().end_session_endpoint === undefined) return undefined;
      const address = oidc.buildEndSessionUrl(known, { post_logout_redirect_uri: returnTo });
      return isTrusted(address, config) ? address.href : undefined;
    },
  };
}

/** What the issuer says of itself. */
interface Discovery {
  /** As it says now; undefined where it says nothing. Who asks at the same time shares the answer. */
  now(): Promise<oidc.Configuration | undefined>;
  /** As it last said, in this process, or says now. */
  lately(): Promise<oidc.Configuration | undefined>;
}

function createDiscovery(config: IssuerConfig, log: (detail: string) => void): Discovery {
  let known: oidc.Configuration | undefined;
  let asking: Promise<oidc.Configuration | undefined> | undefined;
  const ask = async (): Promise<oidc.Configuration | undefined> => {
    try {
      known = await oidc.discovery(
        new URL(config.url),
        config.clientId,
        { [oidc.clockTolerance]: TOLERANCE_SECONDS },
        authentication(config.clientSecret),
        {
          timeout: TIMEOUT_SECONDS,
          execute: [oidc.enableNonRepudiationChecks, ...(isPlain(config) ? [oidc.allowInsecureRequests] : [])],
        },
      );
      return known;
    } catch (error) {
      log(judge(error).detail);
      return undefined;
    } finally {
      asking = undefined;
    }
  };
  const now = () => {
    asking ??= ask();
    return asking;
  };
  return { now, lately: async () => known ?? now() };
}

/** Basic unless the issuer takes the secret in the form only. */
function authentication(secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const taken = server.token_endpoint_auth_methods_supported;
    const send = taken === undefined || taken.includes('client_secret_basic') ? basic : post;
    send(server, client, body, headers);
  };
}

async function askWho(
  known: oidc.Configuration,
  { staffClaim }: IssuerConfig,
  handshake: Handshake,
  at: URL,
): Promise<string | undefined> {
  const tokens = await oidc.authorizationCodeGrant(known, at, {
    pkceCodeVerifier: handshake.verifier,
    expectedState: handshake.state,
    expectedNonce: handshake.nonce,
    idTokenExpected: true,
    // The issuer itself must say that it has only just made sure.
    ...(handshake.afresh ? { maxAge: FRESH_SECONDS } : {}),
  });
  const claims = tokens.claims();
  if (!claims) return undefined;
  const told = toCode(claims[staffClaim]);
  if (told !== undefined || known.serverMetadata().userinfo_endpoint === undefined) return told;
  const more = await oidc.fetchUserInfo(known, tokens.access_token, claims.sub);
  return toCode(more[staffClaim]);
}

function toCode(claim: unknown): string | undefined {
  const text = typeof claim === 'number' && Number.isSafeInteger(claim) ? String(claim) : claim;
  return typeof text === 'string' && text.trim() !== '' && text.length <= 200 ? text.normalize('NFC').trim() : undefined;
}

function isPlain(config: IssuerConfig): boolean {
  return new URL(config.url).protocol === 'http:';
}

/** What an issuer says of its own addresses must not lead a browser to plain http, but on this machine. */
function isTrusted(address: URL, config: IssuerConfig): boolean {
  return address.protocol === 'https:' || (address.protocol === 'http:' && isPlain(config) && isLoopback(address.hostname));
}

/** Whose fault a failure is. The detail names the sort of failure and holds nothing of what was sent. */
function judge(error: unknown): { readonly why: 'away' | 'declined' | 'invalid'; readonly detail: string } {
  const { code = 'unknown', cause } = error as { code?: string; cause?: unknown };
  if (error instanceof oidc.AuthorizationResponseError) {
    const isBusy = error.error === 'server_error' || error.error === 'temporarily_unavailable';
    return { why: isBusy ? 'away' : 'declined', detail: code };
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) return { why: 'away', detail: code };
  if (error instanceof oidc.ResponseBodyError) {
    // A secret it does not take is a fault of the installation: who signs in can but use their password.
    const isOurs = error.status >= 500 || error.error === 'invalid_client' || error.error === 'unauthorized_client';
    return { why: isOurs ? 'away' : 'invalid', detail: error.error };
  }
  if (cause instanceof Response) return { why: cause.status >= 500 ? 'away' : 'invalid', detail: `${code} ${cause.status}` };
  if (code === 'OAUTH_TIMEOUT') return { why: 'away', detail: code };
  // fetch() tells of a network that does not answer by a TypeError with a cause of its own.
  if (error instanceof TypeError && cause !== undefined)
    return { why: 'away', detail: (cause as { code?: string } | null)?.code ?? 'network' };
  return { why: 'invalid', detail: code };
}
