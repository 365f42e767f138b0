/** What a restricted dossier may be read for, and how it is looked at. */

/** What was looked at. */
export type ReadWhat = 'page' | 'print' | 'paper' | 'file' | 'form' | 'rows' | 'deadline' | 'archive' | 'evidence' | 'api';

/** The purposes somebody may state; `other` needs own words. */
export const STATED_PURPOSES = ['inspection', 'petition', 'direction', 'asked', 'records', 'other'] as const;

/** A purpose somebody states. */
export type StatedPurpose = (typeof STATED_PURPOSES)[number];

/** Most characters of own words on a purpose. */
export const PURPOSE_WORDS = 200;

/** Tells a purpose somebody may state. */
export function isStatedPurpose(text: string): text is StatedPurpose {
  return (STATED_PURPOSES as readonly string[]).includes(text);
}
