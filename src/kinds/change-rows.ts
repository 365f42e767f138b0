/** Replaces the rows of a state for which the test holds; the others stay the same. */
export function changeRows<T>(rows: readonly T[], matches: (row: T) => boolean, change: (row: T) => T): readonly T[] {
  return rows.map((row) => (matches(row) ? change(row) : row));
}
