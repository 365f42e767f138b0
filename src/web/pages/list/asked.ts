/** The state of a list is its address: filter, order, place. Read here and written here, nowhere else. */
import type { AnyKind } from '../../../dossier/kind.ts';
import { parseDateInput } from '../../../kernel/date-input.ts';
import { isLegalDate, type LegalDate } from '../../../kernel/time.ts';
import { LIST_ORDERS, type ListOrder } from '../../../store/read/list.ts';
import type { ListFilter } from '../../../store/read/list-source.ts';
import { withQuery } from '../showing/address.ts';

/** Names of the parameters in the address, by what they narrow. */
export const PARAMS = {
  stage: 'buoc',
  state: 'tinh-trang',
  unit: 'don-vi',
  field: 'linh-vuc',
  locality: 'dia-ban',
  responsible: 'phu-trach',
  classification: 'phan-loai',
  since: 'tu',
  until: 'den',
  text: 'tim',
  label: 'nhan',
} as const satisfies Record<Exclude<keyof ListFilter, 'kind' | 'ids' | 'openers'>, string>;

/** Parameters of the address that are not filters. */
export const PLACE = { order: 'sap', cursor: 'sau', trail: 'lui' } as const;

/** The states a list can be narrowed to. */
export const STATES = ['open', 'late', 'due', 'paused', 'ended'] as const;

/** What an address asks of a list. */
export interface AskedList {
  /** Absent: dossiers of every kind. */
  readonly kind?: AnyKind;
  readonly path: string;
  readonly filter: ListFilter;
  readonly order: ListOrder;
  readonly cursor?: string;
  /** The cursors of the pages before this one. */
  readonly trail: readonly string[];
  /** The parameters of filter and order, as they stand in the address. */
  readonly query: Readonly<Record<string, string>>;
}

/** Most pages one can go back; then the way back is to the beginning. */
const LONGEST_TRAIL = 20;

/** The orders a list may have: what has no deadlines is not ordered by them. */
export function ordersOf(kind: AnyKind | undefined): readonly ListOrder[] {
  return kind?.apart ? LIST_ORDERS.filter((order) => order !== 'due' && order !== 'due-desc') : LIST_ORDERS;
}

function usualOrder(kind: AnyKind | undefined): ListOrder {
  return kind?.apart ? 'newest' : 'due';
}

/** Reads an address; what cannot be understood narrows nothing. */
export function readAsked(
  kind: AnyKind | undefined,
  path: string,
  query: Readonly<Record<string, string>>,
  today: LegalDate,
): AskedList {
  const text = (name: string): string | undefined => {
    const value = query[name]?.trim().slice(0, 200);
    return value === undefined || value === '' ? undefined : value;
  };
  const date = (name: string): string | undefined => {
    const typed = text(name);
    if (typed === undefined) return undefined;
    const read = parseDateInput(typed, { today });
    return read.ok ? read.date : isLegalDate(typed) ? typed : undefined;
  };
  const state = STATES.find((s) => s === text(PARAMS.state));
  const narrowed: Record<string, string | undefined> = {
    stage: text(PARAMS.stage),
    unit: text(PARAMS.unit),
    field: text(PARAMS.field),
    locality: text(PARAMS.locality),
    responsible: text(PARAMS.responsible),
    classification: text(PARAMS.classification),
    since: date(PARAMS.since),
    until: date(PARAMS.until),
    text: text(PARAMS.text),
    label: text(PARAMS.label),
  };
  const order = ordersOf(kind).find((o) => o === query[PLACE.order]) ?? usualOrder(kind);
  const kept = Object.entries({ ...narrowed, state }).flatMap(([name, value]) =>
    value === undefined ? [] : [[PARAMS[name as keyof typeof PARAMS], value] as const],
  );
  const cursor = text(PLACE.cursor);
  return {
    ...(kind ? { kind } : {}),
    path,
    filter: { ...narrowed, ...(state ? { state } : {}), ...(kind ? { kind: kind.name } : {}) },
    order,
    ...(cursor === undefined ? {} : { cursor }),
    trail: (query[PLACE.trail] ?? '')
      .split('.')
      .filter((c) => c !== '')
      .slice(-LONGEST_TRAIL),
    query: { ...Object.fromEntries(kept), ...(order === usualOrder(kind) ? {} : { [PLACE.order]: order }) },
  };
}

/** The list's own address with some parameters changed, from its first page. */
export function listAddress(
  asked: AskedList,
  changes: Readonly<Record<string, string | undefined>> = {},
  path = asked.path,
): string {
  return withQuery(path, asked.query, changes);
}

/** The address of the next page. */
export function nextAddress(asked: AskedList, cursor: string): string {
  const trail = [...asked.trail, asked.cursor ?? '-'].slice(-LONGEST_TRAIL);
  return withQuery(asked.path, asked.query, { [PLACE.cursor]: cursor, [PLACE.trail]: trail.join('.') });
}

/** The address of the page before; undefined on the first. */
export function previousAddress(asked: AskedList): string | undefined {
  if (asked.cursor === undefined) return undefined;
  const before = asked.trail.at(-1);
  if (before === undefined || before === '-') return listAddress(asked);
  const trail = asked.trail.slice(0, -1).join('.');
  return withQuery(asked.path, asked.query, { [PLACE.cursor]: before, [PLACE.trail]: trail });
}
