/** The pages of the zip: to be read without this site, on paper as on a screen. */
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import { readRows, shownTables } from '../../../store/read/rows.ts';
import type { Store } from '../../../store/store.ts';
import { safeHref } from '../../components/safe-link.tsx';
import { buildContent, buildSections, type SectionView } from '../dossier/content.ts';
import { sizeLabel, typeLabel } from '../dossier/documents.ts';
import { buildParties } from '../dossier/ties.ts';
import { actorName, whoLine } from '../dossier/timeline.tsx';
import { columnLabel, columnsOf } from '../rows/view.ts';
import { bodyRows } from '../showing/act-body.tsx';
import { correctionsOf } from '../showing/corrections.ts';
import { clockLabel, postTitle } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { Prose, readable } from '../showing/text.tsx';
import { valueText } from '../showing/value.tsx';
import type { Entry, Taken } from './archive.ts';

/** So many rows of a table stand on its page; all of them are in the file beside it. */
const ROWS = 100;

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:1.5rem auto;padding:0 1rem;color:#14202b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{border:1px solid #c9d3dc;padding:.3rem .5rem;text-align:left;vertical-align:top}
dt{font-weight:600}dd{margin:0 0 .6rem}small{display:block;color:#4a5b68}.scroll{overflow-x:auto}
ol{padding-left:1.5rem}li{margin-bottom:.9rem}`;

function page(r: Reader, title: string, body: ComponentChildren): string {
  return `<!doctype html>\n${renderToString(
    <html lang={r.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>{body}</body>
    </html>,
  )}\n`;
}

/** The table of contents, with what the file holds and what it does not. */
export function contentsHtml(r: Reader, taken: Taken, entries: readonly Entry[]): string {
  const { t } = r;
  const lost = taken.ids.length - entries.length;
  const n = (value: number): string => formatNumber(value, r.lang);
  return page(
    r,
    t('screens.own.title'),
    <main>
      <h1>{t('screens.own.title')}</h1>
      <p>{t('screens.own.file.source', { person: r.asker.standing.name, time: formatStamp(taken.now) })}</p>
      <p>
        {taken.ids.length === taken.total
          ? t('screens.own.file.whole', { n: n(taken.total) })
          : t('screens.own.file.part', {
              part: taken.part,
              from: n(taken.from),
              to: n(taken.from + taken.ids.length - 1),
              n: n(taken.total),
            })}
      </p>
      {lost === 0 ? null : <p>{t('screens.own.file.lost', { n: lost })}</p>}
      <h2>{t('screens.own.file.dossiers')}</h2>
      <ol>
        {entries.map((entry) => (
          <li key={entry.file}>
            <a href={safeHref(`${entry.file}.html`)}>{entry.number}</a> · {entry.kind} · {entry.stage}
            {entry.title === entry.number ? null : <div lang="vi">{entry.title}</div>}
            <small>{countWords(r, entry)}</small>
          </li>
        ))}
      </ol>
    </main>,
  );
}

function countWords(r: Reader, { acts, clocks, files, withheld }: Entry): string {
  const counts = r.t('screens.own.file.counts', { acts, clocks, files });
  return withheld === 0 ? counts : `${counts} · ${r.t('screens.own.file.withheld', { n: withheld })}`;
}

/** A dossier as a page of its own. */
export async function dossierHtml(store: Store, r: Reader, view: DossierView, entry: Entry): Promise<string> {
  const { t } = r;
  const tables = await firstRows(store, r, view);
  return page(
    r,
    entry.number,
    <main>
      <p>
        <a href="../ho-so-cua-toi.html">{t('screens.own.file.back')}</a>
      </p>
      <h1>{entry.title === entry.number ? entry.number : `${entry.number}. ${entry.title}`}</h1>
      <p>
        {entry.kind} · {entry.stage}
        <small>{countWords(r, entry)}</small>
      </p>
      <dl>
        {buildContent(r, { ...view, available: [] }, '').map((item) => (
          <div key={item.key}>
            <dt>{item.label}</dt>
            <dd>
              <Prose r={r} text={valueText(r, view.kind.name, item.how, item.value)} />
            </dd>
          </div>
        ))}
        {buildParties(r, view).map((party, i) => (
          <div key={i}>
            <dt>{party.role}</dt>
            <dd>
              {party.who}
              {party.note ? <small>{party.note}</small> : null}
            </dd>
          </div>
        ))}
      </dl>
      {buildSections(r, view)
        .filter((section) => section.rows.length > 0)
        .map((section) => (
          <Table key={section.key} r={r} kind={view.kind.name} section={section} />
        ))}
      {tables.map(({ kind, section, total }) => (
        <Table
          key={section.key}
          r={r}
          kind={kind}
          section={section}
          {...(total > ROWS ? { note: t('screens.own.file.moreRows', { n: ROWS }) } : {})}
        />
      ))}
      <Clocks r={r} view={view} />
      <h2>{t('screens.own.file.acts')}</h2>
      <ol>
        {view.acts.map((act) => (
          <ActItem key={act.seq} r={r} view={view} act={act} />
        ))}
      </ol>
      <Files r={r} view={view} />
    </main>,
  );
}

async function firstRows(store: Store, r: Reader, view: DossierView) {
  const found: { kind: string; section: SectionView; total: number }[] = [];
  for (const shown of shownTables(r.registry, view.kind)) {
    const { rows, total } = await readRows(store, r.asker, view.dossier.id, shown.table, { limit: ROWS });
    if (rows.length === 0) continue;
    const { name } = shown.table;
    const title = r.say.kind(shown.kind.name, `sections.${name}.title`);
    const columns = columnsOf(shown).map((column) => ({
      key: column.key,
      label: columnLabel(r, shown, column),
      how: { as: column.as, group: column.group },
    }));
    const cells = rows.map((row) => ({ ...row.key, ...row.values }));
    found.push({ kind: shown.kind.name, section: { key: name, title, empty: '', columns, rows: cells, wide: false }, total });
  }
  return found;
}

function Table({ r, kind, section, note }: { r: Reader; kind: string; section: SectionView; note?: string }) {
  return (
    <>
      <h2>{section.title}</h2>
      {note ? <p>{note}</p> : null}
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {section.columns.map((column) => (
                <th key={column.key} scope="col">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {section.rows.map((row, i) => (
              <tr key={i}>
                {section.columns.map((column) => (
                  <td key={column.key}>
                    <Prose r={r} text={valueText(r, kind, column.how, row[column.key])} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Clocks({ r, view }: { r: Reader; view: DossierView }) {
  const { t } = r;
  if (view.dossier.clocks.length === 0) return null;
  return (
    <>
      <h2>{t('screens.own.file.clocks')}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('screens.own.what')}</th>
              <th scope="col">{t('screens.own.holder')}</th>
              <th scope="col">{t('screens.own.file.start')}</th>
              <th scope="col">{t('pages.list.col.due')}</th>
              <th scope="col">{t('screens.own.file.state')}</th>
            </tr>
          </thead>
          <tbody>
            {view.dossier.clocks.map((clock, i) => (
              <tr key={i}>
                <td>{clockLabel(r, view.kind.name, clock)}</td>
                <td>{postTitle(r, clock.holder)}</td>
                <td>{formatStamp(clock.startAt)}</td>
                <td>{formatStamp(clock.dueAt)}</td>
                <td>{t(`screens.own.file.states.${clock.state}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function ActItem({ r, view, act }: { r: Reader; view: DossierView; act: ActView }) {
  const title = `${actorName(r, act)} ${r.say.act(view.kind.name, act.name, 'done')}`;
  return (
    <li value={act.seq}>
      {formatStamp(act.businessAt)} · {act.struck === 'moved' ? <s>{title}</s> : title}
      <small>{whoLine(r, act)}</small>
      {bodyRows(r, view.kind, act.name, act.body, correctionsOf(view.acts, act.seq)).map((row) => (
        <div key={row.name}>
          {/[?:]$/.test(row.label) ? row.label : `${row.label}:`}{' '}
          {row.corrected ? <s>{row.text}</s> : <Prose r={r} text={row.text} />}
          {row.corrected ? <Prose r={r} text={` ${row.corrected.text}`} /> : null}
        </div>
      ))}
    </li>
  );
}

function Files({ r, view }: { r: Reader; view: DossierView }) {
  if (view.attachments.length === 0) return null;
  return (
    <>
      <h2>{r.t('screens.own.file.files')}</h2>
      <ul>
        {view.attachments.map((file, i) => (
          <li key={i}>
            {readable(r.t, file.name).text} ({typeLabel(file.type)}, {sizeLabel(r, file.size)})<small>SHA-256 {file.hash}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
