/** What the environment says of the issuer of identities; nothing said: names and passwords alone. */
import { readFileSync } from 'node:fs';
import { isLoopback } from '../web/http/config.ts';
import type { IssuerConfig } from '../web/issuer/issuer.ts';
import { usageProblem } from './words.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The claim that carries the staff code unless told otherwise. */
const STAFF_CLAIM = 'staff_code';
const SCOPE = 'openid profile';

/**
 * Reads `OIDC_*`.
 * @throws {UsageProblem} one sentence for the first mistake
 */
export function readIssuer(env: Environment): IssuerConfig | undefined {
  const named = (name: string): string | undefined => env[name]?.trim() || undefined;
  const url = named('OIDC_ISSUER');
  if (url === undefined) return undefined;
  if (!isIssuerUrl(url)) throw usageProblem('usage.badIssuer', { value: url });
  const clientId = named('OIDC_CLIENT_ID');
  if (clientId === undefined) throw usageProblem('usage.clientNeeded');
  const [staffClaim, scope] = [named('OIDC_STAFF_CLAIM') ?? STAFF_CLAIM, named('OIDC_SCOPE') ?? SCOPE];
  if (!/^[\x21-\x7e]{1,100}$/.test(staffClaim)) throw usageProblem('usage.badIssuerText', { name: 'OIDC_STAFF_CLAIM' });
  if (!/^[\x20-\x7e]{1,300}$/.test(scope) || !scope.split(' ').includes('openid'))
    throw usageProblem('usage.badIssuerText', { name: 'OIDC_SCOPE' });
  const name = named('OIDC_NAME')?.normalize('NFC');
  if (name !== undefined && name.length > 60) throw usageProblem('usage.badIssuerText', { name: 'OIDC_NAME' });
  const clientSecret = readSecret(named('OIDC_CLIENT_SECRET'), named('OIDC_CLIENT_SECRET_FILE'));
  return {
    url,
    clientId,
    staffClaim,
    scope,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(name === undefined ? {} : { name }),
  };
}

function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function readSecret(secret: string | undefined, file: string | undefined): string | undefined {
  if (file === undefined) return secret;
  if (secret !== undefined) throw usageProblem('usage.oneSecret');
  try {
    const read = readFileSync(file, 'utf8').trim();
    if (read !== '') return read;
  } catch {
    // An unreadable file and an empty one are the same mistake to whoever named it.
  }
  throw usageProblem('usage.badSecretFile', { file });
}
