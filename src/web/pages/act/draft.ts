import { isUuid } from '../../../kernel/ids.ts';
import type { DraftBody, DraftSlot } from '../../../store/accounts/draft.ts';
import { FORM_NAMES, type FormValues } from '../../form/values.ts';
import { SIGN_NAMES } from '../../http/carry-form.tsx';
import { withQuery } from '../showing/address.ts';
import { SEEN } from '../similar/items.ts';
import { CHECKED, EDIT } from './posted.ts';
import type { Subject } from './subject.ts';

/** Where what is typed into the form of an act is kept until it is sent. */
export function draftSlot(subject: Pick<Subject, 'kind' | 'act' | 'view'>): DraftSlot {
  return { kind: subject.kind.name, dossier: subject.view?.dossier.id ?? null, act: subject.act };
}

/** Where the form sends what is typed while it is being typed. */
export function draftUrl(subject: Pick<Subject, 'kind' | 'act' | 'view'>): string {
  const { kind, dossier, act } = draftSlot(subject);
  return withQuery('/nhap', { loai: kind, act, ho_so: dossier ?? undefined });
}

/** The slot an address names; undefined for anything that names none. */
export function slotOf(query: Readonly<Record<string, string>>): DraftSlot | undefined {
  const { loai, act, ho_so } = query;
  if (!loai || !act || loai.length > 80 || act.length > 80) return undefined;
  if (ho_so !== undefined && !isUuid(ho_so)) return undefined;
  return { kind: loai, dossier: ho_so ?? null, act };
}

const NEVER_KEPT: ReadonlySet<string> = new Set([
  ...Object.values(FORM_NAMES),
  ...Object.values(SIGN_NAMES),
  CHECKED,
  EDIT,
  SEEN,
]);

/** What is worth keeping of a form: what a person typed, not what the form carries along. */
export function draftBody(values: FormValues): DraftBody {
  return Object.fromEntries([...values].filter(([name]) => !NEVER_KEPT.has(name)));
}
