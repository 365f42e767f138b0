/** Which dossiers a form speaks of: the rows checked, or the whole list as its address narrows it, never more than one bulk takes. */
import { BULK_LIMIT, sharedBulkActs } from '../../../dossier/bulk.ts';
import { findAct } from '../../../dossier/common-acts.ts';
import type { AnyAct, AnyKind } from '../../../dossier/kind.ts';
import { AppError } from '../../../kernel/errors.ts';
import { asDossierId, isUuid } from '../../../kernel/ids.ts';
import type { BulkItem } from '../../../store/bulk/carry-out.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { listDossiers } from '../../../store/read/list.ts';
import type { Store } from '../../../store/store.ts';
import { type FormValues, firstValue } from '../../form/values.ts';
import { safePath } from '../../http/safe-path.ts';
import { type AskedList, readAsked } from '../list/asked.ts';
import { listHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { BULK } from './names.ts';

/** The dossiers chosen, as the reader may read them. */
export interface Chosen {
  readonly rows: readonly DossierRowView[];
  /** With the sequence seen, where a page has shown it. */
  readonly items: readonly BulkItem[];
  /** The list to go back to. */
  readonly back: string;
  /** True where the list held more than one bulk takes. */
  readonly isCut: boolean;
}

/**
 * Reads what was chosen.
 * @throws {bulk.empty} nothing, or nothing the reader may read
 * @throws {bulk.too_many}
 */
export async function readChosen(store: Store, r: Reader, sent: FormValues): Promise<Chosen> {
  const back = safePath(firstValue(sent, BULK.back)) ?? '/ho-so';
  if (sent.has(BULK.all)) return wholeList(store, r, back);
  const items = readItems(sent);
  if (items.length > BULK_LIMIT) throw new AppError('bulk.too_many', 'invalid', { params: { max: BULK_LIMIT } });
  const found = await listDossiers(store, r.asker, {
    filter: { ids: items.map((item) => item.dossier) },
    order: 'due',
    limit: BULK_LIMIT,
  });
  if (found.rows.length === 0) throw new AppError('bulk.empty', 'invalid');
  const readable = new Set(found.rows.map((row) => row.id));
  return { rows: found.rows, items: items.filter((item) => readable.has(item.dossier)), back, isCut: false };
}

async function wholeList(store: Store, r: Reader, back: string): Promise<Chosen> {
  const asked = listOf(r, back);
  const { rows, next } = await listDossiers(store, r.asker, { filter: asked.filter, order: asked.order, limit: BULK_LIMIT });
  if (rows.length === 0) throw new AppError('bulk.empty', 'invalid');
  return { rows, items: rows.map((row) => ({ dossier: row.id })), back, isCut: next !== undefined };
}

function listOf(r: Reader, back: string): AskedList {
  const url = new URL(back, 'http://site');
  const kind = r.registry.bySegment(url.pathname.slice(1));
  return readAsked(kind, kind ? listHref(kind) : '/ho-so', Object.fromEntries(url.searchParams), r.asker.today);
}

/**
 * The list a file is made of: the whole list however long, or of it the rows checked.
 * @throws {bulk.empty} nothing, or nothing the reader may read
 * @throws {bulk.too_many}
 */
export async function readChosenList(store: Store, r: Reader, sent: FormValues): Promise<AskedList> {
  if (sent.has(BULK.all)) return listOf(r, safePath(firstValue(sent, BULK.back)) ?? '/ho-so');
  const { rows, back } = await readChosen(store, r, sent);
  const ids = rows.map((row) => row.id);
  return { ...listOf(r, back), filter: { ids }, query: { [BULK.chosen]: String(ids.length) } };
}

/** One control per row, or `id@seq.id@seq` in one. */
function readItems(sent: FormValues): readonly BulkItem[] {
  const items = new Map<string, BulkItem>();
  for (const part of (sent.get(BULK.chosen) ?? []).flatMap((value) => value.split('.'))) {
    const [id = '', seq] = part.split('@');
    if (isUuid(id)) items.set(id, { dossier: asDossierId(id), ...(/^\d{1,5}$/.test(seq ?? '') ? { seq: Number(seq) } : {}) });
  }
  return [...items.values()];
}

/** The dossiers in one control, as {@link readChosen} reads them. */
export function writeItems(items: readonly BulkItem[]): string {
  return items.map(({ dossier, seq }) => (seq === undefined ? dossier : `${dossier}@${seq}`)).join('.');
}

/** An act all the dossiers chosen declare for bulk, with the kind whose words it is said in. */
export interface SharedAct {
  readonly act: string;
  readonly spec: AnyAct;
  readonly kind: AnyKind;
}

/** Finds it. @throws {bulk.not_shared} not every kind among them has it */
export function sharedAct(r: Reader, rows: readonly DossierRowView[], act: string): SharedAct {
  const kinds = [...new Set(rows.map((row) => row.kind))].map((name) => r.registry.byName(name));
  const [kind] = kinds;
  const spec = kind && sharedBulkActs(kinds).includes(act) ? findAct(kind, act) : undefined;
  if (!kind || !spec) throw new AppError('bulk.not_shared', 'conflict');
  return { act, spec, kind };
}
