/** Numbers without gaps, and what only one dossier can stand for. */
import type { DossierId } from '../kernel/ids.ts';

/** A run of numbers without gaps: `<prefix>-<name>-00001` and on. */
export interface Series {
  /** What stands between prefix and serial: a year, the book of a body. */
  readonly name: string;
  /** The serial it begins with, where the earlier ones stand on paper. */
  readonly first?: number;
  /** The dossier that keeps the series, declared in `reads`: numbers are given only while it stands in the stage that was read. */
  readonly keeper?: DossierId;
}

/** Something a dossier stands for alone: while it holds the key, no other dossier of the kind can; `name` is also its refusal. */
export interface SoleKey {
  readonly name: string;
  readonly key: string;
}

/** Names a dossier by what it stands for alone; for `reads`. */
export type SoleReference = `sole:${string}`;

/** A sole key as the record keeps it, told apart from those of all other kinds. */
export function soleName(kind: string, { name, key }: SoleKey): string {
  return `${kind}/${name}/${key}`;
}

/** The reference to whatever dossier holds a sole key now. */
export function soleReference(kind: string, sole: SoleKey): SoleReference {
  return `sole:${soleName(kind, sole)}`;
}
