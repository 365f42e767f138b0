/** The server that takes our mail, as its address names it. */

/** Where mail is handed in, and as whom. */
export interface Relay {
  readonly host: string;
  readonly port: number;
  /** True: encrypted from the first byte. False: encrypted as soon as the server offers it. */
  readonly isSecure: boolean;
  readonly login?: { readonly user: string; readonly password: string };
  /** Certificates believed besides those of the system, PEM. */
  readonly ca?: string;
}

/** Reads `smtp://` and `smtps://` addresses; nothing for anything else. User and password are written percent-encoded. */
export function readRelay(text: string): Relay | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isSecure = url.protocol === 'smtps:';
  if (!isSecure && url.protocol !== 'smtp:') return undefined;
  if (url.hostname === '' || !['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') return undefined;
  if ((url.username === '') !== (url.password === '')) return undefined;
  const [user, password] = [decode(url.username), decode(url.password)];
  if (user === undefined || password === undefined) return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    ...(user === '' ? {} : { login: { user, password } }),
  };
}

/** A NUL would end the name in AUTH PLAIN. */
function decode(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes('\0') ? undefined : plain;
  } catch {
    return undefined;
  }
}
