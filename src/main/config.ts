/** What the program is told by options and environment, checked once. */
import { accessSync, constants, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Relay, readRelay } from '../jobs/mail/relay.ts';
import { isMailAddress } from '../kernel/mail-address.ts';
import { isLoopback } from '../web/http/config.ts';
import type { IssuerConfig } from '../web/issuer/issuer.ts';
import { readIssuer } from './issuer-config.ts';
import { usageProblem } from './words.ts';

/** Everything the wiring needs to know. */
export interface Config {
  readonly port: number;
  /** False: the next free port will do. */
  readonly isPortGiven: boolean;
  readonly host: string;
  readonly dataDir: string;
  /** Where the private keys of the ledger lie: beside the data, never in the database. */
  readonly keysDir: string;
  /** The file that says who witnesses the ledger; absent: nobody, and nothing waits. */
  readonly ledgerPolicy?: string;
  /** Hours people may decide without enough witnesses. */
  readonly ledgerPatience: number;
  /** Who states once a day when it saw the ledger; absent: nobody. `ca` is the file its TLS server is trusted by. */
  readonly timeStamps?: { readonly url: string; readonly ca?: string };
  /** Where backups lie unless a command says otherwise. */
  readonly backupDir: string;
  readonly databaseUrl?: string;
  readonly publicUrl?: string;
  readonly trustProxy: boolean | string;
  /** Who holds it may read `/metrics` from another machine. */
  readonly metricsToken?: string;
  /** Where a worker without a web site tells its metrics, on this machine; absent: nowhere. */
  readonly metricsPort?: number;
  /** Who besides us says who somebody is; absent: names and passwords alone. */
  readonly issuer?: IssuerConfig;
  /** Where receipts are handed in to be mailed, and from which address; absent: no mail. */
  readonly mail?: { readonly relay: Relay; readonly from: string };
  readonly demo: boolean;
  /** False: nobody asked; what the database holds decides. */
  readonly isDemoGiven: boolean;
}

/** Options of the command line as node:util parsed them. */
export interface GivenOptions {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly data?: string | undefined;
  readonly demo?: boolean | undefined;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((n) => n <= 65535);
const host = z.string().regex(/^[\p{L}\p{N}._:[\]%-]{1,255}$/u);
const databaseUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1 && isDecodable(text);
});
const publicUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    ['http:', 'https:'].includes(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === ''
  );
});

/** The port when nobody names one. */
export const DEFAULT_PORT = 8080;

/**
 * Reads options over environment over defaults.
 * @throws {UsageProblem} one sentence for the first mistake
 */
export function readConfig(given: GivenOptions, env: Readonly<Record<string, string | undefined>>, root: string): Config {
  const named = (value: string | undefined): string | undefined =>
    value === undefined || value.trim() === '' ? undefined : value.trim();
  const givenPort = named(given.port) ?? named(env['PORT']);
  const givenHost = named(given.host) ?? named(env['HOST']);
  const givenUrl = named(env['DATABASE_URL']);
  const givenPublic = named(env['PUBLIC_URL']);
  const checkedPort = givenPort === undefined ? DEFAULT_PORT : port.safeParse(givenPort).data;
  if (checkedPort === undefined) throw usageProblem('usage.badPort', { value: givenPort ?? '' });
  const checkedHost = host.safeParse(givenHost ?? 'localhost').data;
  if (checkedHost === undefined) throw usageProblem('usage.badHost', { value: givenHost ?? '' });
  if (givenUrl !== undefined && !databaseUrl.safeParse(givenUrl).success) throw usageProblem('usage.badDatabaseUrl');
  if (givenPublic !== undefined && !publicUrl.safeParse(givenPublic).success)
    throw usageProblem('usage.badPublicUrl', { value: givenPublic });
  const trustProxy = readProxy(named(env['TRUST_PROXY']));
  const isHttps = givenPublic?.startsWith('https:') ?? false;
  if (!isLoopback(checkedHost) && !isHttps && trustProxy === false) throw usageProblem('usage.plainHttp', { host: checkedHost });
  const issuer = readIssuer(env);
  // The issuer sends browsers back to an address it knows: it must not be made from what a request calls us.
  if (issuer && givenPublic === undefined && !(isLoopback(checkedHost) && trustProxy === false))
    throw usageProblem('usage.issuerNeedsPublicUrl');
  const dataDir = path.resolve(named(given.data) ?? named(env['DATA_DIR']) ?? defaultDataDir(root, env));
  return {
    port: checkedPort,
    isPortGiven: givenPort !== undefined,
    host: checkedHost,
    dataDir,
    keysDir: path.resolve(named(env['KEYS_DIR']) ?? path.join(dataDir, 'keys')),
    backupDir: path.resolve(named(env['BACKUP_DIR']) ?? path.join(dataDir, 'backups')),
    ...readLedger(named(env['LEDGER_POLICY']), named(env['LEDGER_PATIENCE'])),
    ...readTimeStamps(named(env['LEDGER_TSA_URL']), named(env['LEDGER_TSA_CA'])),
    ...(givenUrl === undefined ? {} : { databaseUrl: givenUrl }),
    ...(givenPublic === undefined ? {} : { publicUrl: new URL(givenPublic).origin }),
    trustProxy,
    ...readMetrics(named(env['METRICS_TOKEN']), named(env['METRICS_PORT'])),
    ...(issuer === undefined ? {} : { issuer }),
    ...readMail(named(env['SMTP_URL']), named(env['MAIL_FROM']), givenPublic !== undefined),
    demo: given.demo ?? env['NODE_ENV'] !== 'production',
    isDemoGiven: given.demo !== undefined,
  };
}

/** Hours without enough witnesses before people's decisions wait, unless somebody says otherwise. */
const PATIENCE = 4;

function readLedger(policy: string | undefined, patience: string | undefined): Pick<Config, 'ledgerPolicy' | 'ledgerPatience'> {
  if (policy !== undefined && !path.isAbsolute(policy)) throw usageProblem('usage.policyNotAbsolute', { value: policy });
  const hours = patience === undefined ? PATIENCE : Number(/^\d{1,3}$/.exec(patience)?.[0] ?? 0);
  if (hours < 1 || hours > 168) throw usageProblem('usage.badPatience', { value: patience ?? '' });
  return { ...(policy === undefined ? {} : { ledgerPolicy: policy }), ledgerPatience: hours };
}

/** Letters hold links, which nobody can make without knowing what the site is called outside. */
function readMail(url: string | undefined, from: string | undefined, isPublic: boolean): Pick<Config, 'mail'> {
  if (url === undefined && from === undefined) return {};
  if (url === undefined || from === undefined) throw usageProblem('usage.mailNeedsBoth');
  // The value holds a password and is not repeated.
  const relay = readRelay(url);
  if (relay === undefined) throw usageProblem('usage.badSmtpUrl');
  if (!isMailAddress(from)) throw usageProblem('usage.badMailFrom', { value: from });
  if (!isPublic) throw usageProblem('usage.mailNeedsPublicUrl');
  return { mail: { relay, from } };
}

function readTimeStamps(url: string | undefined, ca: string | undefined): Pick<Config, 'timeStamps'> {
  if (url === undefined && ca === undefined) return {};
  const isAddress = url !== undefined && URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  if (!isAddress) throw usageProblem('usage.badTimeStamps', { value: url ?? '' });
  if (ca !== undefined && !path.isAbsolute(ca)) throw usageProblem('usage.authorityNotAbsolute', { value: ca });
  return { timeStamps: { url, ...(ca === undefined ? {} : { ca }) } };
}

function readMetrics(token: string | undefined, given: string | undefined): Pick<Config, 'metricsToken' | 'metricsPort'> {
  if (token !== undefined && !/^[\x21-\x7e]{16,300}$/.test(token)) throw usageProblem('usage.badMetricsToken');
  const checked = given === undefined ? undefined : port.safeParse(given).data;
  if (given !== undefined && checked === undefined) throw usageProblem('usage.badPort', { value: given });
  return { ...(token === undefined ? {} : { metricsToken: token }), ...(checked === undefined ? {} : { metricsPort: checked }) };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function readProxy(value: string | undefined): boolean | string {
  if (value === undefined || ['0', 'false', 'no'].includes(value.toLowerCase())) return false;
  return ['1', 'true', 'yes'].includes(value.toLowerCase()) ? true : value;
}

/** `data` in the checkout where it can be written, else the user's own place for data. */
export function defaultDataDir(root: string, env: Readonly<Record<string, string | undefined>>): string {
  const own = path.join(root, 'data');
  if (isWritable(existsSync(own) ? own : root)) return own;
  const home = env['XDG_DATA_HOME'] || path.join(env['HOME'] || os.homedir(), '.local', 'share');
  return path.join(home, 'khoithong');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
