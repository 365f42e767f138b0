/** The last part of a dossier's number: how the how-manieth of its series it is; 0 for what has no number. */
export function serialOf(number: string | undefined): number {
  return Number(/-(\d{1,9})$/.exec(number ?? '')?.[1] ?? 0);
}

/** A number of a series as it is written: five digits at least, so that numbers sort as texts. */
export function numberOf(series: string, serial: number): string {
  return `${series}-${String(serial).padStart(5, '0')}`;
}
