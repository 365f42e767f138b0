/** Which fields and files of which acts go into a bundle, as addresses and forms say it. */

import { type Chosen, usualChoice } from '../../../store/evidence-bundle.ts';
import type { EvidenceAct } from '../../../store/read/evidence.ts';

/** Names in addresses and forms. */
export const EVIDENCE = {
  path: 'bang-chung',
  chosen: 'chon',
  purpose: 'muc-dich',
  report: 'ban-in',
  part: 'phan',
  first: 'bat-dau',
} as const;

/** What a page begins with. */
export type FirstChoice = 'usual' | 'all' | 'nothing';
/** The same in addresses. */
export const FIRST_CHOICES: Readonly<Record<FirstChoice, string>> = { usual: 'san', all: 'tat-ca', nothing: 'khong' };

/** A field or file of an act, as a form names it. */
export function choiceOf(seq: number, what: { readonly field: string } | { readonly file: string }): string {
  return 'field' in what ? `${seq}:${what.field}` : `${seq}#${what.file}`;
}

/** What was ticked, of acts of one dossier. */
export function tickedChoice(values: readonly string[]): Chosen {
  const ticked = new Set(values);
  return (act, what) => ticked.has(choiceOf(act.seq, what));
}

/** What stands ticked at first. */
export function firstChoice(first: FirstChoice): Chosen {
  return first === 'usual' ? usualChoice : () => first === 'all';
}

/** Everything of an act that can be chosen. */
export function everyChoice(act: EvidenceAct): readonly ({ readonly field: string } | { readonly file: string })[] {
  return [...act.fields.map(({ name }) => ({ field: name })), ...act.files.map(({ hash }) => ({ file: hash }))];
}
