/** The dossiers chosen on paper: the list first, then each with its content on a sheet of its own. */
import { formatStamp } from '../../../kernel/format.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import { Banner } from '../../components/banner.tsx';
import { LinkButton } from '../../components/button.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { textLang } from '../../components/text-lang.ts';
import { buildContent } from '../dossier/content.ts';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { Value } from '../showing/value.tsx';
import type { Chosen } from './chosen.ts';
import { RowsTable } from './rows-table.tsx';

/** So many dossiers are printed whole; of more, the list alone. */
export const WHOLE_LIMIT = 50;

/** A page made for paper; the browser prints it. */
export function PrintPage(props: {
  r: Reader;
  chosen: Chosen;
  whole: readonly DossierView[];
  /** So many are restricted: of them the list alone is printed. */
  closed: number;
  now: Instant;
}) {
  const { r, chosen, whole, closed, now } = props;
  const n = chosen.rows.length;
  return (
    <>
      <h1>{r.t('bulk.print.title', { n })}</h1>
      <p class="muted">{r.t('bulk.print.by', { name: r.asker.standing.name, time: formatStamp(now) })}</p>
      <div class="onscreen">
        <Banner>{r.t(whole.length > 0 ? 'bulk.print.how' : 'bulk.print.howMany', { max: WHOLE_LIMIT })}</Banner>
        {closed > 0 ? <Banner tone="warn">{r.t('bulk.print.closed', { n: closed })}</Banner> : null}
        <div class="btns gap-m">
          <LinkButton look="plain" href={chosen.back}>
            {r.t('bulk.back')}
          </LinkButton>
        </div>
      </div>
      <section class="card">
        <RowsTable r={r} caption={r.t('bulk.chosen', { n })} rows={chosen.rows} />
      </section>
      {whole.map((view) => (
        <WholeDossier key={view.dossier.id} r={r} view={view} />
      ))}
    </>
  );
}

function WholeDossier({ r, view }: { r: Reader; view: DossierView }) {
  const base = dossierHref(r.registry, { kind: view.kind.name, id: view.dossier.id, number: view.dossier.number });
  return (
    <article class="card ownpage">
      <h2 lang={textLang(r.lang, view.row.title)}>{view.row.title}</h2>
      <p class="muted">
        {[
          r.say.kind(view.kind.name, 'name'),
          view.row.number ?? view.row.receipt,
          r.say.stage(view.kind.name, view.row.stage),
        ].join(' · ')}
      </p>
      <SummaryList
        t={r.t}
        rows={buildContent(r, view, base).map((row) => ({
          label: row.label,
          value: <Value r={r} kind={view.kind.name} how={row.how} value={row.value} />,
        }))}
      />
    </article>
  );
}
