/** The last part of a dossier's number: how the how-manieth of its series it is; 0 for what has no number. */
export function serialOf(number: string | undefined): number {
  return Number(/-(\d{1,9})$/.exec(number ?? '')?.[1] ?? 0);
}

/** A number of a series as it is written: five digits at least, so that numbers sort as texts. */
export function numberOf(series: string, serial: number): string {
  return `${series}-${String(serial).padStart(5, '0')}`;
}

const SEPARATORS = /[\s\-\u2010-\u2015\u2212/.]+/u;

/**
 * The number of a dossier that somebody wrote as people do, with spaces or slashes for hyphens, in small letters, without leading
 * zeros; undefined for what cannot be one.
 * @example readLooseNumber('vm 2026/12') // 'VM-2026-00012'
 */
export function readLooseNumber(typed: string): string | undefined {
  const [prefix = '', ...rest] = typed.normalize('NFC').trim().toUpperCase().split(SEPARATORS);
  const last = rest.pop() ?? '';
  if (!/^\p{L}[\p{L}\p{N}]*$/u.test(prefix) || !/^\d{1,9}$/.test(last)) return undefined;
  if (rest.length === 0 || !rest.every((part) => /^[\p{L}\p{N}]+$/u.test(part))) return undefined;
  return numberOf([prefix, ...rest].join('-'), Number(last));
}
