/** «Tải về tất cả»: one's own dossiers as a zip, each read, written and forgotten before the next. */
import type { StreamedPart } from '../../../documents/index.ts';
import type { SummaryItem } from '../../../dossier/kind.ts';
import { isAppError } from '../../../kernel/errors.ts';
import type { DossierId } from '../../../kernel/ids.ts';
import { type Json, mapTexts } from '../../../kernel/json.ts';
import type { Instant } from '../../../kernel/time.ts';
import { type DossierView, readDossier } from '../../../store/read/dossier.ts';
import { ROW_PAGE, readRows, type ShownTable, shownTables } from '../../../store/read/rows.ts';
import type { Store } from '../../../store/store.ts';
import { clockLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { readable } from '../showing/text.tsx';
import { contentsHtml, dossierHtml } from './archive-html.tsx';

/** Which of one's own dossiers a file holds. */
export interface Taken {
  readonly ids: readonly DossierId[];
  /** How many there are in all. */
  readonly total: number;
  readonly part: number;
  /** The place of the first of them among all. */
  readonly from: number;
  readonly now: Instant;
}

/** What the table of contents says of one dossier. */
export interface Entry {
  readonly file: string;
  readonly number: string;
  readonly kind: string;
  readonly title: string;
  readonly stage: string;
  readonly acts: number;
  readonly clocks: number;
  readonly files: number;
  readonly withheld: number;
}

/**
 * The files of the zip. A dossier that ceases to be readable on the way is left out and counted as such; one read is one look under
 * row security, so nothing stands in it that its page would not show.
 */
export async function* ownArchive(store: Store, r: Reader, taken: Taken): AsyncGenerator<StreamedPart> {
  const entries: Entry[] = [];
  for (const id of taken.ids) {
    const view = await readIfStillOwn(store, r, id);
    if (!view) continue;
    const withheld = { count: 0 };
    const data = presentOwn(r, view, withheld);
    const file = `ho-so/${fileName(view)}`;
    const entry = entryOf(r, view, file, withheld.count);
    entries.push(entry);
    yield { name: `${file}.json`, pieces: dossierJson(store, r, view, data) };
    yield { name: `${file}.html`, pieces: [await dossierHtml(store, r, view, entry)] };
  }
  yield { name: 'ho-so-cua-toi.json', pieces: [JSON.stringify(manifestOf(r, taken, entries), null, 1)] };
  yield { name: 'ho-so-cua-toi.html', pieces: [contentsHtml(r, taken, entries)] };
}

async function readIfStillOwn(store: Store, r: Reader, id: DossierId): Promise<DossierView | undefined> {
  try {
    return await readDossier(store, r.asker, id, { what: 'archive' });
  } catch (error) {
    if (isAppError(error, 'dossier.not_found')) return undefined;
    throw error;
  }
}

function fileName({ row }: DossierView): string {
  return (row.number ?? row.receipt).replace(/[^\p{L}\p{N}-]/gu, '-');
}

function entryOf(r: Reader, { row, acts, dossier, attachments }: DossierView, file: string, withheld: number): Entry {
  return {
    file,
    number: row.number ?? row.receipt,
    kind: r.say.kind(row.kind, 'name'),
    title: row.title,
    stage: r.say.stage(row.kind, row.stage),
    acts: acts.length,
    clocks: dossier.clocks.length,
    files: attachments.length,
    withheld,
  };
}

function manifestOf(r: Reader, taken: Taken, entries: readonly Entry[]) {
  return {
    person: r.asker.standing.person,
    name: r.asker.standing.name,
    at: taken.now,
    total: taken.total,
    part: taken.part,
    from: taken.from,
    asked: taken.ids.length,
    noLongerReadable: taken.ids.length - entries.length,
    dossiers: entries,
  };
}

/** A value with a sentence wherever a text is not the reader's to read, or was erased. */
function inWords(r: Reader, value: Json, withheld: { count: number }): Json {
  return mapTexts(value, (said) => {
    const { text, hidden } = readable(r.t, said);
    if (hidden) withheld.count += 1;
    return text;
  });
}

/** A dossier as data. Only the acts are counted for what is withheld: the rest is made of the same texts. */
function presentOwn(r: Reader, view: DossierView, withheld: { count: number }) {
  const { kind, row, dossier } = view;
  const words = (value: Json): Json => inWords(r, value, { count: 0 });
  return {
    id: row.id,
    kind: row.kind,
    kindName: r.say.kind(row.kind, 'name'),
    number: row.number,
    receipt: row.receipt,
    title: row.title,
    stage: row.stage,
    stageName: r.say.stage(row.kind, row.stage),
    ended: row.ended,
    openedAt: row.openedAt,
    changedAt: row.changedAt,
    head: view.head,
    summary: kind.summary(dossier.state).map((item: SummaryItem) => ({
      key: item.key,
      label: r.say.kind(row.kind, `summary.${item.key}`),
      value: words(item.value),
    })),
    sections: (kind.sections?.(dossier.state, dossier) ?? []).map((section) => ({
      key: section.key,
      title: r.say.kind(row.kind, `sections.${section.key}.title`),
      rows: words(section.rows as unknown as Json),
    })),
    parties: view.parties.map((party) => ({ ...party, label: r.say.kind(row.kind, `parties.${party.role}`) })),
    links: view.links.map((link) => ({
      direction: link.direction,
      type: link.type,
      number: link.row.number ?? link.row.receipt,
      title: link.row.title,
    })),
    attachments: view.attachments.map((file) => ({ ...file, name: words(file.name) })),
    clocks: dossier.clocks.map((clock) => ({
      ...clock,
      label: clockLabel(r, row.kind, clock),
      holderTitle: postTitle(r, clock.holder),
    })),
    acts: view.acts.map((act) => ({
      seq: act.seq,
      name: act.name,
      label: r.say.act(row.kind, act.name, 'label'),
      actor: act.actor,
      at: act.at,
      businessAt: act.businessAt,
      body: inWords(r, act.body, withheld),
      facts: act.facts,
      leafHash: act.leafHash,
      ...(act.struck ? { struck: act.struck } : {}),
    })),
  };
}

/** The dossier as JSON, its tables row by row: a table may hold more than should ever be in memory at once. */
async function* dossierJson(
  store: Store,
  r: Reader,
  view: DossierView,
  data: ReturnType<typeof presentOwn>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(data, null, 1).slice(0, -2)},\n "tables": {`;
  for (const [n, shown] of shownTables(r.registry, view.kind).entries()) {
    yield `${n === 0 ? '' : ','}\n  ${JSON.stringify(shown.table.name)}: [`;
    let isFirst = true;
    for await (const row of everyRow(store, r, view, shown)) {
      yield `${isFirst ? '' : ','}\n   ${JSON.stringify(row)}`;
      isFirst = false;
    }
    yield ']';
  }
  yield '}\n}\n';
}

async function* everyRow(store: Store, r: Reader, view: DossierView, { table }: ShownTable) {
  let cursor: string | undefined;
  do {
    const page = await readRows(store, r.asker, view.dossier.id, table, { limit: ROW_PAGE, cursor, history: true });
    yield* page.rows;
    cursor = page.next;
  } while (cursor !== undefined);
}
