/**
 * The text when it is a path within this site, else undefined: nobody is led elsewhere after signing in.
 * @example safePath('//evil.example') // undefined
 */
export function safePath(text: unknown): string | undefined {
  // A parameter named twice in an address is a list, and a list is no path.
  if (typeof text !== 'string' || text.length > 2000 || !text.startsWith('/') || /[\\\p{Cc}]/u.test(text)) return undefined;
  if (text.startsWith('//')) return undefined;
  try {
    const url = new URL(text, 'http://here.invalid');
    // `/x/..//host` would resolve to a path that begins with two slashes.
    if (url.host !== 'here.invalid' || url.pathname.startsWith('//')) return undefined;
    return url.pathname + url.search + url.hash;
  } catch {
    return undefined;
  }
}
