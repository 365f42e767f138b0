/** Cookies as this site uses them: few, plain, never readable by script unless said. */

/** The cookies of a request by name; the first of two with one name counts. */
export function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim();
    if (name !== '' && !cookies.has(name)) cookies.set(name, part.slice(equals + 1).trim());
  }
  return cookies;
}

/** How a cookie is set; `maxAge` 0 removes it, absent lasts as long as the browser is open. */
export interface CookieOptions {
  readonly secure: boolean;
  readonly maxAge?: number;
}

/** The header that sets a cookie for this host alone, unreadable by script. The value must be made of cookie characters. */
export function writeCookie(name: string, value: string, { secure, maxAge }: CookieOptions): string {
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (secure) parts.push('Secure');
  if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`);
  return parts.join('; ');
}

/** The name of a cookie: with `__Host-` where https lets the browser guarantee that only this host can have set it. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
