import type { AnyKind } from '../../../dossier/kind.ts';
import type { KindRegistry } from '../../../dossier/registry.ts';
import { isUuid, parseReceipt } from '../../../kernel/ids.ts';

/** What an address needs to know of a dossier. */
export interface Addressed {
  readonly kind: string;
  readonly id: string;
  readonly number?: string | null | undefined;
}

/** The list page of a kind: `/vm`. */
export function listHref(kind: AnyKind): string {
  return `/${kind.prefix.toLowerCase()}`;
}

/** The one page of a dossier: by number once it has one (`/vm/2026-00418`), else by id. */
export function dossierHref(registry: KindRegistry, dossier: Addressed): string {
  const kind = registry.find(dossier.kind);
  if (!kind) return '#';
  const prefix = `${kind.prefix}-`;
  const named = dossier.number?.startsWith(prefix) ? dossier.number.slice(prefix.length) : dossier.id;
  return `${listHref(kind)}/${encodeURIComponent(named)}`;
}

/** The form of an act on a dossier, with the values its fields begin with. */
export function actHref(base: string, act: string, first: Readonly<Record<string, string | number>> = {}): string {
  const query = new URLSearchParams(Object.entries(first).map(([name, value]) => [name, String(value)])).toString();
  return `${base}/${encodeURIComponent(act)}${query === '' ? '' : `?${query}`}`;
}

/** The page that explains a deadline. */
export function deadlineHref(base: string, clock?: string): string {
  return clock === undefined ? `${base}/thoi-han` : `${base}/thoi-han/${encodeURIComponent(clock)}`;
}

/** What the last part of a dossier's address names: a full number, an id, a receipt; undefined for anything else. */
export function readName(
  kind: AnyKind,
  typed: string,
): { readonly by: 'number' | 'id' | 'receipt'; readonly name: string } | undefined {
  if (/^\d{4}-\d{1,9}$/.test(typed)) {
    const [year = '', serial = ''] = typed.split('-');
    return { by: 'number', name: `${kind.prefix}-${year}-${serial.padStart(5, '0')}` };
  }
  if (isUuid(typed)) return { by: 'id', name: typed.toLowerCase() };
  const receipt = parseReceipt(typed);
  if (receipt !== undefined) return { by: 'receipt', name: receipt };
  // A series of a name of its own: `VPUBND-2026-00118`.
  return !typed.toUpperCase().startsWith(`${kind.prefix}-`) && /^[A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){0,4}-\d{5,9}$/i.test(typed)
    ? { by: 'number', name: `${kind.prefix}-${typed.toUpperCase()}` }
    : undefined;
}

/** An address with some of its parameters changed; an empty or undefined value takes the parameter away. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const kept = Object.entries({ ...query, ...changes }).filter((e): e is [string, string] => e[1] !== undefined && e[1] !== '');
  const written = new URLSearchParams(kept).toString();
  return written === '' ? path : `${path}?${written}`;
}
