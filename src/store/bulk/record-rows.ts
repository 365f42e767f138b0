/** From the decisions of one dossier's whole life to the rows that `app.append_act` would have written for them. */
import type { Decided } from '../../dossier/decide.ts';
import { referenceTo } from '../../dossier/sealed.ts';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { canonicalize, type Json } from '../../kernel/json.ts';
import { deriveRow, newChain, soleKeysOf, tiesOf, toActPart } from '../change.ts';
import { type Cell, copyLine } from './copy.ts';

/** Everything decided on one dossier, from its first act on, in order. */
export type LifeOfDossier = readonly [Decided, ...Decided[]];

/** The tables of a load and their columns; of a search entry the texts travel, and the database makes tags and vectors of them. */
export const BULK_COLUMNS = {
  dossier: [
    ...['tenant', 'id', 'kind', 'number', 'receipt', 'stage', 'ended', 'restricted', 'seq', 'head', 'stream', 'state', 'struck'],
    ...['author', 'author_key', 'title', 'unit', 'field', 'locality', 'responsible', 'classification', 'money', 'people'],
    ...['opened_at', 'changed_at', 'closed_at', 'due_at', 'clock_state', 'holder', 'late', 'read_keys', 'may', 'awaited'],
    ...['excluded', 'symbols'],
  ],
  search_entry: [
    'tenant',
    'dossier',
    'opened_at',
    'excluded',
    'readers',
    'kind',
    'unit',
    'symbols',
    'number',
    'receipt',
    'words',
    'folded',
  ],
  act: [
    ...[
      'tenant',
      'dossier',
      'seq',
      'name',
      'kind_version',
      'actor',
      'mask',
      'key',
      'at',
      'business_at',
      'body',
      'facts',
      'salts',
    ],
    ...['digests', 'leaf_hash', 'prev_hash', 'cause_dossier', 'cause_seq', 'cause_n'],
  ],
  vault: ['tenant', 'dossier', 'seq', 'name', 'sealed', 'salt', 'value', 'keys'],
  clock: [
    ...[
      'tenant',
      'dossier',
      'n',
      'id',
      'name',
      'state',
      'holder',
      'unit',
      'level',
      'escalates',
      'expected',
      'start_at',
      'due_at',
    ],
    ...['ended_at', 'lapsed_by', 'lapsed_person', 'cause_state', 'detail'],
  ],
  party: ['tenant', 'dossier', 'n', 'role', 'unit', 'post', 'person', 'outside'],
  link: ['tenant', 'dossier', 'n', 'type', 'target', 'note'],
  ledger_pending: ['tenant', 'dossier', 'seq', 'leaf', 'leaf_hash', 'at'],
  notice: ['tenant', 'to_key', 'dossier', 'seq', 'code', 'params', 'business_at'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A table that a load fills. */
export type BulkTable = keyof typeof BULK_COLUMNS;

/** Lines of COPY for every table. */
export type BulkLines = Readonly<Record<BulkTable, string[]>>;

/** Lines for no dossier yet. */
export function emptyLines(): BulkLines {
  return { dossier: [], search_entry: [], act: [], vault: [], clock: [], party: [], link: [], ledger_pending: [], notice: [] };
}

const json = (value: unknown): string => JSON.stringify(value);
const written = new WeakMap<object, string>();

/** The canonical text of a value; that of a body, of facts or of a state shared by many records is written once. */
function writeOnce(value: Json): string {
  if (typeof value !== 'object' || value === null) return canonicalize(value);
  const text = written.get(value) ?? canonicalize(value);
  written.set(value, text);
  return text;
}

const jsonOnce = (value: unknown): string => writeOnce(value as Json);
const bytes = (hex: string): string => `\\x${hex}`;

/**
 * Adds the rows of one dossier, hashed and chained exactly as the write door would.
 * @throws {store.not_for_bulk} for acts with effects on others, with files, with rows of read tables or with what a dossier stands for
 * alone: those go through the write door
 */
export function addRecord(lines: BulkLines, tenant: TenantId, life: LifeOfDossier): void {
  let chain = newChain();
  const texts = new Map<string, Json>();
  for (const decided of life) {
    const part = toActPart(decided, chain, writeOnce);
    if (!isCarried(decided, part)) {
      throw new AppError('store.not_for_bulk', 'internal', { params: { act: decided.act.name } });
    }
    for (const entry of decided.vault) texts.set(referenceTo(decided.act.seq, entry.name), entry.value);
    addAct(lines, tenant, decided, part);
    chain = { ...chain, head: part.hash };
  }
  const last = life[life.length - 1] ?? life[0];
  addDossier(lines, tenant, last, { chain, texts });
}

type Part = ReturnType<typeof toActPart>;

/** Whether the tables of a load hold everything an act writes. */
function isCarried({ kind, after, rows, spreads, tableRows }: Decided, { followUps, attachments }: Part): boolean {
  return [followUps, attachments, rows, spreads, tableRows, soleKeysOf(kind, after)].every((written) => written.length === 0);
}

function addAct(lines: BulkLines, tenant: TenantId, { act, after: { id } }: Decided, part: Part): void {
  const row = part.act;
  lines.act.push(
    copyLine([
      ...[tenant, id, act.seq, row.name, row.kindVersion, row.actor, row.mask ?? null, row.key, row.at, row.businessAt],
      ...[jsonOnce(row.body), jsonOnce(row.facts), json(row.salts), json(row.digests), bytes(row.leafHash)],
      ...[row.prevHash === null ? null : bytes(row.prevHash)],
      ...(row.cause ? [row.cause.dossier, row.cause.seq, row.cause.n] : [null, null, null]),
    ]),
  );
  lines.ledger_pending.push(copyLine([tenant, id, act.seq, row.leaf, bytes(row.leafHash), row.at]));
  for (const v of part.vault) {
    lines.vault.push(copyLine([tenant, id, act.seq, v.name, v.sealed, v.salt, json(v.value), v.keys ?? null]));
  }
  for (const n of part.notices) {
    lines.notice.push(copyLine([tenant, n.to, id, act.seq, n.code, json(n.params ?? {}), row.businessAt]));
  }
}

function addDossier(
  lines: BulkLines,
  tenant: TenantId,
  { kind, after }: Decided,
  of: { readonly chain: ReturnType<typeof newChain>; readonly texts: ReadonlyMap<string, Json> },
): void {
  const d = deriveRow(kind, after, of.texts);
  const head = Buffer.from(of.chain.head ?? []).toString('hex');
  const stream = Buffer.from(of.chain.stream).toString('hex');
  const cells: readonly Cell[] = [
    ...[tenant, d.id, d.kind, d.number, of.chain.receipt, d.stage, d.ended, d.restricted, d.seq, bytes(head), bytes(stream)],
    ...[jsonOnce(d.state), json(d.struck), d.author, d.authorKey, d.title, d.unit, d.field, d.locality, d.responsible],
    ...[d.classification, d.money, d.people, d.openedAt, d.changedAt, d.closedAt, d.dueAt, d.clockState, d.holder, d.late],
    ...[d.readKeys, d.may, d.awaited, d.excluded, d.symbols],
  ];
  lines.dossier.push(copyLine(cells));
  if (!d.restricted) {
    lines.search_entry.push(
      copyLine([
        ...[tenant, d.id, d.openedAt, d.excluded, d.readKeys, d.kind, d.unit, d.symbols, d.number, of.chain.receipt],
        ...[d.words, d.folded],
      ]),
    );
  }
  for (const [n, c] of after.clocks.entries()) {
    lines.clock.push(
      copyLine([
        ...[tenant, d.id, n, c.id, c.name, c.state, c.holder, c.unit, c.level, c.of ?? null, c.expected ?? false],
        ...[
          c.startAt,
          c.dueAt,
          c.endedAt ?? null,
          c.lapsedBy ?? null,
          c.lapsedPerson ?? null,
          c.cause?.state ?? null,
          jsonOnce(c),
        ],
      ]),
    );
  }
  const ties = tiesOf(kind, after);
  for (const [i, p] of ties.parties.entries()) {
    lines.party.push(
      copyLine([tenant, d.id, i + 1, p.role, p.unit ?? null, p.post ?? null, p.person ?? null, p.outside ?? null]),
    );
  }
  for (const [i, l] of ties.links.entries()) {
    lines.link.push(copyLine([tenant, d.id, i + 1, l.type, l.to, l.note ?? null]));
  }
}
