/** What official papers of several kinds say alike: who issues, who signs, who keeps the copy. */
import type { IssuingBody, OfficialDocument, PaperForm, Signature } from '../documents/model.ts';
import { bareTitle, signsFor } from '../documents/model.ts';
import type { PaperAct, PaperContext, PaperNames } from '../dossier/papers.ts';
import { formatDate } from '../kernel/format.ts';
import type { PostId, UnitId } from '../kernel/ids.ts';
import { type LegalDate, toLegalDate } from '../kernel/time.ts';

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

/** A place left open for whoever heads the body to sign in the own hand: the act itself was the system's, or a clerk's. */
export function headToSign(names: PaperNames, unit: UnitId, head: PostId): Signature {
  return {
    instead: names.isCollective(unit) ? signsFor(names.side(unit), 'TM', names.unit(unit)) : null,
    title: bareTitle(names.post(head), names.unit(unit)),
    name: null,
  };
}

type Written = Pick<PaperContext<unknown>, 'act' | 'acts' | 'dossier' | 'names' | 'number' | 'on'>;

/** What papers say of themselves alike; `said` is what this one says. */
export function paperFrom(
  c: Written,
  unit: UnitId,
  said: Pick<OfficialDocument, 'type' | 'summary' | 'blocks' | 'recipients'> & Partial<OfficialDocument>,
): OfficialDocument {
  return {
    version: 1,
    issuer: issuerOf(c.names, unit),
    number: c.number,
    on: c.on,
    addressees: [],
    notes: [],
    signatures: [signatureOf(c.act, c.names, unit)],
    source: { dossier: dossierName(c), act: c.act.seq },
    ...said,
  };
}

/** The places of the acts of these names. */
export function placesOf(acts: readonly PaperAct[], ...names: readonly string[]): readonly number[] {
  return acts.filter((a) => names.includes(a.name)).map((a) => a.seq);
}

/** When the answer is due that the act asked for by this clock, as it was counted that day. */
export function dueOf(act: PaperAct, clock: string): { readonly on: LegalDate; readonly isVerified: boolean } | null {
  const started = act.facts.clocks.find((fact) => fact.op === 'start' && fact.id === clock);
  if (started?.op !== 'start') return null;
  return { on: toLegalDate(started.working.dueAt), isVerified: started.source.confidence === 'verified' };
}

/** Whether the act came after the clock it answered had run out. */
export function isLate(c: Pick<Written, 'act' | 'acts'>, clock: string): boolean {
  const before = c.acts.filter((a) => a.seq < c.act.seq);
  const last = (op: string): number =>
    before.findLast((a) => a.facts.clocks.some((fact) => fact.op === op && fact.id === clock))?.seq ?? 0;
  return last('lapse') > last('start');
}

/** What a paper says of itself that came after its time. */
export const LATE = 'Văn bản này ban hành sau khi thời hạn đã hết.';

/** A day in the running text. */
export function dayIn(on: LegalDate): string {
  return `ngày ${formatDate(on)}`;
}

/** How a paper calls the dossier it is of. */
export function dossierName(c: { readonly dossier: { readonly number?: string } }): string {
  return c.dossier.number ?? 'chưa vào sổ';
}

/** How a paper of a closed dossier calls it: such a dossier never has a number, and is found by its code. */
export function closedName(c: { readonly dossier: { readonly receipt?: string } }): string {
  return `Hồ sơ kín${c.dossier.receipt === undefined ? '' : `, mã ${c.dossier.receipt}`}`;
}

/** Who keeps the copy of a paper of a closed dossier: the dossier alone, never the mail room, which does not read it. */
export function closedCopyLine(form: PaperForm, c: { readonly dossier: { readonly receipt?: string } }): string {
  const name = closedName(c).replace(/^H/u, 'h');
  return form === 'party' ? `Lưu ${name}` : `Lưu: ${name}`;
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
