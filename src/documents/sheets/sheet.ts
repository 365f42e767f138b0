/** One sheet of a file that came in: its name and its cells as text, from the first row of the file on. */
export interface Sheet {
  readonly name: string;
  /** `rows[0]` is row 1 of the file; an empty cell is an empty text. Days stand as `YYYY-MM-DD`, numbers as they were stored. */
  readonly rows: readonly (readonly string[])[];
}

/** Bounds of one file of sheets; beyond them a file is refused, never cut. */
export const SHEET_LIMITS = {
  sheets: 20,
  rows: 20_000,
  columns: 60,
  /** Of all sheets as JSON. */
  textBytes: 12 * 1024 * 1024,
} as const;

/** Tells which bound a file breaks, if any. */
export function findBrokenBound(sheets: readonly Sheet[]): 'too-many-sheets' | 'too-many-rows' | 'too-many-columns' | undefined {
  if (sheets.length > SHEET_LIMITS.sheets) return 'too-many-sheets';
  if (sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0) > SHEET_LIMITS.rows) return 'too-many-rows';
  return sheets.some((sheet) => sheet.rows.some((row) => row.length > SHEET_LIMITS.columns)) ? 'too-many-columns' : undefined;
}
