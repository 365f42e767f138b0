/** The page that says who read somebody's own dossiers. */
export const READINGS = '/ho-so-cua-toi/ai-da-xem';

/** The same for one of them. */
export function readingsHref(receipt: string): string {
  return `${READINGS}?ho-so=${encodeURIComponent(receipt)}`;
}
