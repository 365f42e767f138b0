/** `TOYS=full` runs the toys at the size the product promises; without it at a tenth, over the same borders of pages and limits. */
export const isFull = process.env['TOYS'] === 'full';

/** The number at full size, or the smaller one that crosses the same borders. */
export function atSize(full: number, small: number): number {
  return isFull ? full : small;
}
