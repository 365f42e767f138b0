import type pg from 'pg';
import { type AvailableAct, available } from '../../dossier/available.ts';
import { findAct } from '../../dossier/common-acts.ts';
import type { AnyKind } from '../../dossier/kind.ts';
import { parseReference, unseal } from '../../dossier/sealed.ts';
import type { Clock, Dossier, Facts, LinkType, Party } from '../../dossier/words.ts';
import { AppError } from '../../kernel/errors.ts';
import { asDossierId, type DossierId, isUuid, type PersonId } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import { asInstant, type Instant } from '../../kernel/time.ts';
import { readAs } from '../database.ts';
import { type ActRow, type DossierRow, fromByteaJson, toDossier } from '../rows.ts';
import type { Asker, Store } from '../store.ts';
import { type Reading, readClosed } from './closed.ts';
import { type DossierRowView, ROW_COLUMNS, type StoredRow, toRowView } from './dossier-row.ts';
import { rowsOf, sql } from './sql.ts';

/** What stands where a text cannot be shown. */
export const WITHHELD = '⟦withheld⟧';
/** Followed by the decision that erased it. */
export const ERASED = '⟦erased⟧';

/** One act of the timeline, texts filled in as far as the asker may read them. */
export interface ActView {
  readonly seq: number;
  readonly name: string;
  readonly common: boolean;
  readonly milestone: boolean;
  readonly actor: { readonly person: PersonId | null; readonly name: string | null; readonly masked: boolean };
  readonly facts: Facts;
  readonly at: Instant;
  readonly businessAt: Instant;
  readonly body: Json;
  readonly leafHash: string;
  /** By what whoever acted confirmed it in person; null where nobody did. */
  readonly signed: string | null;
  readonly struck?: 'moved' | 'corrected';
}

/** A dossier tied to this one; `in` means the other points here. */
export interface LinkView {
  readonly direction: 'out' | 'in';
  readonly type: LinkType;
  readonly note: string | null;
  readonly row: DossierRowView;
  readonly exports: Json;
}

/** A file an act brought. */
export interface AttachmentView {
  readonly seq: number;
  readonly hash: string;
  readonly size: number;
  readonly type: string;
  readonly name: string;
  readonly at: Instant;
}

/** Everything the one dossier page, its API twin and its print show. */
export interface DossierView {
  readonly kind: AnyKind;
  readonly row: DossierRowView;
  /** State with texts filled in; never show `dossier.author`. */
  readonly dossier: Dossier;
  readonly acts: readonly ActView[];
  readonly links: readonly LinkView[];
  readonly attachments: readonly AttachmentView[];
  readonly parties: readonly Party[];
  readonly available: readonly AvailableAct[];
  readonly underWay: number;
  readonly head: string;
  readonly now: Instant;
  readonly mine: boolean;
}

interface Read {
  readonly dossier: DossierRow;
  readonly clocks: Clock[] | null;
  readonly texts: Record<string, Json> | null;
  readonly gaps: Record<string, string> | null;
  readonly row: StoredRow;
  readonly acts: (ActRow & {
    readonly leaf_hash: string;
    readonly masked_actor: string | null;
    readonly signed: string | null;
  })[];
  readonly links:
    | {
        readonly direction: 'out' | 'in';
        readonly type: LinkType;
        readonly note: string | null;
        readonly row: StoredRow;
        readonly linked: LinkedRead | null;
      }[]
    | null;
  readonly attachments:
    | { readonly seq: number; readonly hash: string; readonly size: number; readonly type: string; readonly name: string }[]
    | null;
  readonly under_way: number;
  readonly now: Date;
}

interface LinkedRead {
  readonly dossier: DossierRow;
  readonly clocks: Clock[] | null;
  readonly texts: Record<string, Json> | null;
}

/**
 * One dossier with its history, ties, files and the acts possible now, in one statement under row security. A restricted one is then read again
 * through the door that notes it: what the first look found is forgotten.
 * @throws {dossier.not_found} for what does not exist and for what the asker may not see alike
 * @throws {reading.purpose_needed} the dossier is restricted, and nothing says what it is read for
 */
export async function readDossier(
  store: Store,
  asker: Asker,
  name: string,
  reading: Reading = { what: 'page' },
): Promise<DossierView> {
  const byId = isUuid(name);
  const statement = sql`
    with found as (select * from app.read_linked(${byId ? [name] : []}::uuid[], ${byId ? [] : [name.toUpperCase()]}::text[])),
    me as materialized (select (f.dossier->>'id')::uuid as id, f.* from found f),
    -- One id, not a join: joined, all ties of all dossiers would be asked whether they may be read.
    tie as materialized (
      select 'out' as direction, l.type, l.note, l.target as other from app.link l where l.dossier = (select m.id from me m)
      union all select 'in', l.type, l.note, l.dossier from app.link l where l.target = (select m.id from me m)),
    -- All at once: one call per tie would cost one plan per tie.
    other as materialized (select (x.dossier->>'id')::uuid as id, to_jsonb(x) - 'gaps' as linked
      from app.read_linked(array(select t.other from tie t), '{}') x)
    select m.dossier, m.clocks, m.texts, m.gaps,
      (select to_jsonb(r) from (select ${ROW_COLUMNS} from app.dossier d where d.id = m.id) r) as row,
      (select jsonb_agg(a order by a.seq) from (
         select a.dossier, a.seq, a.name, a.kind_version, a.actor, a.mask, a.key, a.at, a.business_at, a.body, a.facts, a.cause_dossier, a.cause_seq, a.cause_n, a.leaf_hash,
           (select v.value #>> '{}' from app.vault v where v.dossier = a.dossier and v.seq = a.seq and v.name = 'actor') as masked_actor,
           (select g.how from app.act_signature g where g.dossier = a.dossier and g.seq = a.seq) as signed
         from app.act a where a.dossier = m.id) a) as acts,
      (select jsonb_agg(l) from (
         select t.direction, t.type, t.note, to_jsonb(r) as row, o.linked
         from tie t join other o on o.id = t.other join lateral (select ${ROW_COLUMNS} from app.dossier d where d.id = t.other) r on true) l) as links,
      (select jsonb_agg(t order by t.seq, t.n) from app.attachment t where t.dossier = m.id) as attachments,
      (select count(*)::int from app.follow_up u where u.cause_dossier = m.id and u.done_seq is null and u.refused is null)
        -- Not counted yet means at least one.
        + (select coalesce(sum(coalesce(s.remaining, 1)), 0)::int from app.spread s where s.cause_dossier = m.id and not s.finished) as under_way,
      app.business_now() as now
    from me m`;
  const readOn = async (client: pg.ClientBase) => (await rowsOf<Read & Record<string, unknown>>(client, statement))[0];
  const found = await readAs(store.pool, asker.identity, readOn);
  const kind = found ? store.registry.find(found.dossier.kind) : undefined;
  if (!found || !kind) throw new AppError('dossier.not_found', 'not_found');
  if (kind.restricted !== true) return toView(store, asker, kind, found);
  const noted = await readClosed(store, asker, { id: asDossierId(found.dossier.id), kind }, reading, readOn);
  if (!noted) throw new AppError('dossier.not_found', 'not_found');
  return toView(store, asker, kind, noted);
}

function toView(store: Store, asker: Asker, kind: AnyKind, read: Read): DossierView {
  const texts = new Map(Object.entries(read.texts ?? {}));
  const gaps = new Map(Object.entries(read.gaps ?? {}));
  const missing = (reference: string): Json => {
    const erasedBy = gaps.get(reference);
    return erasedBy ? `${ERASED}${erasedBy}` : WITHHELD;
  };
  const stored = toDossier(kind, read.dossier, read.clocks ?? []);
  const filled = { ...stored, state: unseal(stored.state, texts, missing) };
  const now = asInstant(read.now);
  const struck = new Map(stored.struck.map((s) => [s.seq, s.how]));
  const acts = read.acts.map((a): ActView => toActView(kind, asker, a, unseal(a.body, texts, missing), struck.get(a.seq)));
  return {
    kind,
    row: toRowView(read.row, now, asker),
    dossier: filled,
    acts,
    links: (read.links ?? []).map((l) => ({
      direction: l.direction,
      type: l.type,
      note: l.note,
      row: toRowView(l.row, now, asker),
      exports: exportsOf(store, l.linked),
    })),
    attachments: (read.attachments ?? []).map((t) => ({
      seq: t.seq,
      hash: t.hash,
      size: t.size,
      type: t.type,
      name: nameOf(t.name, texts, missing),
      at: acts.find((a) => a.seq === t.seq)?.at ?? now,
    })),
    parties: kind.parties?.(filled.state) ?? [],
    available: store.isCopy ? [] : available(kind, stored, asker.standing),
    underWay: read.under_way,
    head: fromByteaJson(read.dossier.head).toString('hex'),
    now,
    mine: stored.author !== null && stored.author === asker.standing.person,
  };
}

function nameOf(name: string, texts: ReadonlyMap<string, Json>, missing: (reference: string) => Json): string {
  if (!parseReference(name)) return name;
  const value = texts.get(name) ?? missing(name);
  return typeof value === 'string' ? value : '';
}

function exportsOf(store: Store, linked: LinkedRead | null): Json {
  const kind = linked ? store.registry.find(linked.dossier.kind) : undefined;
  if (!linked || !kind?.exports) return null;
  const dossier = toDossier(kind, linked.dossier, linked.clocks ?? []);
  const state = unseal(dossier.state, new Map(Object.entries(linked.texts ?? {})), () => WITHHELD);
  return kind.exports(state, { ...dossier, state });
}

function toActView(
  kind: AnyKind,
  asker: Asker,
  row: Read['acts'][number],
  body: Json,
  struck: 'moved' | 'corrected' | undefined,
): ActView {
  const person = (row.actor ?? row.masked_actor) as PersonId | null;
  const spec = findAct(kind, row.name);
  return {
    seq: row.seq,
    name: row.name,
    common: !Object.hasOwn(kind.acts, row.name),
    milestone: spec?.milestone === true,
    actor: { person, name: person === null ? null : asker.org.personName(person), masked: row.mask !== null && person === null },
    facts: row.facts as unknown as Facts,
    at: asInstant(row.at),
    businessAt: asInstant(row.business_at),
    body,
    leafHash: fromByteaJson(row.leaf_hash).toString('hex'),
    signed: row.signed,
    ...(struck ? { struck } : {}),
  };
}

/** Finds where a number, receipt or id leads, as far as the asker may read. */
export async function findDossierId(
  store: Store,
  asker: Asker,
  name: string,
): Promise<{ readonly id: DossierId; readonly kind: string } | undefined> {
  return readAs(store.pool, asker.identity, async (client) => {
    const condition = isUuid(name)
      ? sql`d.id = ${name}::uuid`
      : sql`(d.number = ${name.toUpperCase()} or d.receipt = ${name.toUpperCase()})`;
    const [row] = await rowsOf<{ id: string; kind: string }>(
      client,
      sql`select d.id, d.kind from app.dossier d where ${condition} limit 1`,
    );
    return row ? { id: asDossierId(row.id), kind: row.kind } : undefined;
  });
}
