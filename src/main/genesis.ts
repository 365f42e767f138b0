/** What an installation begins with: the packs, the calendar and the organisation, each adopted by a decision of the system. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCalendarPack } from '../kernel/calendar-pack.ts';
import type { Json } from '../kernel/json.ts';
import { normalizeDocumentNumber } from '../kernel/text.ts';
import { asLegalDate, laterDate } from '../kernel/time.ts';
import { demoDecisions, type GenesisDecision, referenceDecisions } from '../organisation/demo/genesis.ts';
import { type OrganisationReference, readReference, toPostOp } from '../organisation/reference.ts';
import { splitRows } from '../organisation/register/batches.ts';
import { readPack } from '../policy/pack.ts';
import { toCalendarOps } from '../policy/rows.ts';
import { readAs } from '../store/database.ts';
import { perform } from '../store/perform.ts';
import type { Store } from '../store/store.ts';
import { findRoot } from './root.ts';

/** What an installation should begin with. */
export interface GenesisOptions {
  /** True: with the invented people of the demo, their posts and assignments; else every post is vacant. */
  readonly demo: boolean;
  /** The folder that holds `packs/`; absent: that of the program. */
  readonly root?: string;
}

/** What was adopted now, and how many decisions had been before. */
export interface GenesisReport {
  readonly adopted: readonly string[];
  readonly skipped: number;
}

interface Decision {
  readonly kind: string;
  readonly act: string;
  readonly number: string;
  readonly body: Json;
}

/**
 * Brings the first decisions of an installation into force as the system, each exactly once: what stands under its number
 * already is left alone, so that a start that was interrupted is completed by the next.
 */
export async function loadGenesis(store: Store, options: GenesisOptions): Promise<GenesisReport> {
  const decisions = await readDecisions(options);
  const known = await readKnownNumbers(store);
  const adopted: string[] = [];
  for (const decision of decisions) {
    if (known.has(symbolOf(decision.kind, decision.number))) continue;
    await perform(store, { person: null }, { kind: decision.kind, act: decision.act, body: decision.body });
    adopted.push(decision.number);
  }
  return { adopted, skipped: decisions.length - adopted.length };
}

/** The parsed reference data of the organisation. */
export async function loadOrganisationReference(root = findRoot(import.meta.url)): Promise<OrganisationReference> {
  const folder = path.join(root, 'packs/organisation');
  const [units, posts, fields] = await Promise.all(
    ['units.json', 'posts.json', 'fields.json'].map((name) => readJson(path.join(folder, name))),
  );
  return readReference({ units, posts, fields });
}

async function readDecisions(options: GenesisOptions): Promise<readonly Decision[]> {
  const root = options.root ?? findRoot(import.meta.url);
  const [packs, calendars, reference] = await Promise.all([
    readPacks(root),
    readCalendars(root),
    loadOrganisationReference(root),
  ]);
  const organisation = options.demo
    ? [...referenceDecisions(reference), ...demoDecisions(reference)]
    : [...referenceDecisions(reference), postDecision(reference)];
  // The people of a demo come first: a start interrupted at any point is then known as one of a demo.
  const [people, others] = splitBy(organisation, (decision) => decision.ops.every((op) => op.table === 'person'));
  const imports = (decision: GenesisDecision) => toImports('organisation-decision', decision);
  return [...people.flatMap(imports), ...packs, ...calendars, ...others.flatMap(imports)];
}

async function readPacks(root: string): Promise<readonly Decision[]> {
  const entries = await readdir(path.join(root, 'packs'), { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory() && !['calendar', 'organisation'].includes(entry.name))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    folders.map(async (folder): Promise<Decision> => {
      const content = await readJson(path.join(root, 'packs', folder, 'pack.json'));
      const pack = readPack(content);
      const heading = {
        decisionNumber: pack.number,
        title: pack.title.vi,
        date: pack.date,
        effectiveOn: laterDate(pack.valid.from, pack.date),
      };
      return { kind: 'rule-set', act: 'adopt', number: pack.number, body: { ...heading, pack: content as Json } };
    }),
  );
}

async function readCalendars(root: string): Promise<readonly Decision[]> {
  const folder = path.join(root, 'packs/calendar');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(names.map((name) => readJson(path.join(folder, name))));
  return files.flatMap((content) => {
    const pack = readCalendarPack(content);
    const from = asLegalDate(`${Math.min(...pack.years)}-01-01`);
    const { title } = content as { readonly title: { readonly vi: string; readonly en: string } };
    return toImports('rule-set', { title, number: pack.version, date: from, ops: toCalendarOps(pack, from) });
  });
}

function postDecision(reference: OrganisationReference): GenesisDecision {
  const ops = reference.units
    .filter((unit) => unit.to === null)
    .flatMap((unit) => reference.postsOf(unit).map((post) => toPostOp(unit, post)));
  return { title: { vi: 'Danh mục chức danh', en: 'List of posts' }, number: '05/ĐN', date: reference.recordsFrom, ops };
}

function toImports(kind: string, decision: GenesisDecision): Decision[] {
  const parts = splitRows(decision.ops);
  return parts.map((rows, n) => {
    const number = parts.length === 1 ? decision.number : `${decision.number}.${n + 1}`;
    const title = parts.length === 1 ? decision.title.vi : `${decision.title.vi} (${n + 1}/${parts.length})`;
    const body = { decisionNumber: number, title, date: decision.date, rows: rows as unknown as Json };
    return { kind, act: 'import', number, body };
  });
}

function splitBy<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

async function readKnownNumbers(store: Store): Promise<ReadonlySet<string>> {
  return readAs(store.pool, { tenant: store.tenant, person: null, keys: ['system'] }, async (client) => {
    const result = await client.query<{ kind: string; symbols: string[] }>(
      "select kind, symbols from app.dossier where kind in ('organisation-decision', 'rule-set') and stage in ('in-force', 'replaced')",
    );
    return new Set(result.rows.flatMap((row) => row.symbols.map((symbol) => symbolOf(row.kind, symbol))));
  });
}

function symbolOf(kind: string, number: string): string {
  return `${kind}|${normalizeDocumentNumber(number)}`;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}
