import type { ComponentChildren } from 'preact';

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const ALLOWED = /^(?:https?|mailto):/i;

/** Control characters and spaces, of which browsers drop some inside an address. */
function isSkipped(code: number): boolean {
  return code <= 0x20 || (code >= 0x7f && code <= 0xa0) || code === 0x2028 || code === 0x2029;
}

/** Whether a browser would only ever navigate to this address: http, https, mailto or relative. */
export function isSafeHref(url: string | null | undefined): url is string {
  if (url === null || url === undefined) return false;
  // Browsers skip control characters and spaces inside a scheme, so they are removed before judging.
  const bare = Array.from(url)
    .filter((letter) => !isSkipped(letter.charCodeAt(0)))
    .join('');
  if (bare === '') return false;
  // "//host" and "\\host" would leave the site while looking relative.
  if (/^[/\\]{2}/.test(bare)) return false;
  return !SCHEME.test(bare) || ALLOWED.test(bare);
}

/**
 * Guarantees an address a browser cannot execute; a refused one becomes `#`, which goes nowhere.
 * @example safeHref('javascript:alert(1)') // '#'
 */
export function safeHref(url: string | null | undefined): string {
  return isSafeHref(url) ? url.trim() : '#';
}

/** What a link needs; `children` is its text. */
export type SafeLinkProps = {
  href: string | null | undefined;
  children: ComponentChildren;
  class?: string;
  rel?: string;
  lang?: string;
  title?: string;
};

/** A link for stored addresses: when the address is not safe the text stays and the link goes. */
export function SafeLink({ href, children, ...rest }: SafeLinkProps) {
  if (!isSafeHref(href)) return <span class={rest.class}>{children}</span>;
  const safe = safeHref(href);
  const outside = /^https?:/i.test(safe) ? { rel: 'noopener noreferrer' } : {};
  return (
    <a href={safe} {...outside} {...rest}>
      {children}
    </a>
  );
}
