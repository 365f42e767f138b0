import type { Bilingual } from '../../kernel/messages.ts';
import type { Instant } from '../../kernel/time.ts';

/** Everything the web application must be told; the wiring reads it from options and environment. */
export interface WebConfig {
  /** Origin under which browsers reach the site, such as `https://khoithong.example.vn`; absent: plain http on loopback. */
  readonly publicUrl?: string;
  /** True behind a named proxy that sets the forwarded headers. */
  readonly trustProxy?: boolean | string | readonly string[];
  /** True exactly where browsers speak https to us: cookies get Secure and the `__Host-` prefix. */
  readonly secureCookies: boolean;
  /** Personas, the demo clock and longer sessions. */
  readonly demo: boolean;
  /** Seconds a session lasts without a request, and in all. */
  readonly sessionIdle: number;
  readonly sessionAbsolute: number;
  /** When the record was copied that this site shows; absent where it may be written. */
  readonly copiedAt?: Instant;
  /** True: receipts are mailed to whoever asks for it. */
  readonly sendsMail?: boolean;
  /** The province or city under the product's name. */
  readonly place: Bilingual;
}

/** Session limits of a demonstration: nobody is thrown out while trying things. */
export const DEMO_SESSION = { sessionIdle: 8 * 3600, sessionAbsolute: 10 * 3600 } as const;
/** Session limits of real work. */
export const WORK_SESSION = { sessionIdle: 15 * 60, sessionAbsolute: 10 * 3600 } as const;

/** True when the address is the machine itself. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/** Whether a request for this host may be served: over plain http only the machine itself, else the public name too. */
export function isServedHost(config: WebConfig, hostname: string): boolean {
  if (isLoopback(hostname)) return true;
  if (config.publicUrl !== undefined) {
    const url = new URL(config.publicUrl);
    return (url.protocol === 'https:' || Boolean(config.trustProxy)) && url.hostname === hostname.toLowerCase();
  }
  return Boolean(config.trustProxy);
}
