/** What official papers of several kinds say alike: who issues, who signs, who keeps the copy. */
import type { IssuingBody, PaperForm, Signature } from '../documents/model.ts';
import { bareTitle, signsFor } from '../documents/model.ts';
import type { PaperAct, PaperContext, PaperNames } from '../dossier/papers.ts';
import type { UnitId } from '../kernel/ids.ts';

/** The body that issues a paper, with what its letterhead needs. */
export function issuerOf(names: PaperNames, unit: UnitId): IssuingBody {
  return { form: names.side(unit), name: names.unit(unit), superior: names.superior(unit), place: names.place(unit) };
}

/** Whoever did the act signs, in the capacity the act wrote down. A name that is kept closed is not under it. */
export function signatureOf(act: PaperAct, names: PaperNames, unit: UnitId): Signature {
  const form = names.side(unit);
  const { title = '', onBehalfOf, unitName } = act.facts.actor;
  const bare = (said: string): string => bareTitle(bareTitle(said, names.unit(unit)), unitName ?? '');
  const collective = names.isCollective(unit) ? signsFor(form, 'TM', names.unit(unit)) : null;
  return {
    instead: onBehalfOf === undefined ? collective : signsFor(form, onBehalfOf.form, bare(onBehalfOf.title ?? '')),
    title: bare(title),
    // An act whose actor is kept closed carries no title.
    name: act.actor === null || title === '' ? null : names.person(act.actor),
  };
}

/** How a paper calls the dossier it is of. */
export function dossierName(c: { readonly dossier: { readonly number?: string } }): string {
  return c.dossier.number ?? 'chưa vào sổ';
}

/** The unit in whose name the last act of these names was done, up to the act the paper writes down: whoever considers a matter may change afterwards. */
export function actingUnit(c: Pick<PaperContext, 'act' | 'acts'>, ...names: readonly string[]): UnitId | undefined {
  return c.acts.findLast((a) => a.seq <= c.act.seq && names.includes(a.name))?.facts.actor.unit;
}

/** Who keeps the copy: the last line of every list of recipients. */
export function copyLine(form: PaperForm, name: string): string {
  return form === 'party' ? `Lưu hồ sơ ${name}` : `Lưu: VT, hồ sơ ${name}`;
}

/** A text of the body of an act; empty where there is none. */
export function textOf(act: PaperAct, field: string): string {
  const body = act.body as Readonly<Record<string, unknown>> | null;
  const value = body?.[field];
  return typeof value === 'string' ? value : '';
}
