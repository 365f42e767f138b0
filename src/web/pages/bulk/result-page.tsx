/** What became of a bulk: every refusal by name first, then what was done; an interrupted one can go on. */
import { formatStamp } from '../../../kernel/format.ts';
import type { BulkWork } from '../../../store/bulk/work.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import { Banner } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { HiddenFields } from '../../components/form.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import type { Words } from '../../http/words.ts';
import { problemText } from '../act/words.ts';
import { receiptPageHref } from '../receipts/address.ts';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { BULK } from './names.ts';
import { RowsTable } from './rows-table.tsx';

/** Everything the page shows. */
export interface BulkResultProps {
  readonly r: Reader;
  readonly words: Words;
  readonly work: BulkWork;
  /** Those of its dossiers the reader may still read. */
  readonly rows: readonly DossierRowView[];
  readonly token: string;
  readonly back: string;
}

/** The result, in the order of what still needs somebody. */
export function BulkResultPage({ r, words, work, rows, token, back }: BulkResultProps) {
  const kind = rows[0]?.kind;
  const label = kind === undefined ? r.t('bulk.someAct') : r.say.act(kind, work.act, 'label');
  const total = work.items.length;
  const title = <h1>{r.t('bulk.result.title', { act: label })}</h1>;
  const again = (
    <LinkButton look="plain" href={back}>
      {r.t('bulk.back')}
    </LinkButton>
  );
  if (!work.outcomes) {
    return (
      <>
        {title}
        <Banner tone="warn" status>
          {r.t('bulk.result.interrupted', { time: formatStamp(work.createdAt) })}
        </Banner>
        <form class="form card" method="post" action={`${BULK.path}/${work.id}`}>
          <HiddenFields values={{ [FORM_NAMES.token]: token, [BULK.back]: back }} />
          <p>{r.t('bulk.result.goOnWhat', { n: total })}</p>
          <div class="actions">
            <Button primary keys="F4">
              {r.t('bulk.result.goOn')}
            </Button>
            {again}
          </div>
        </form>
        <section class="card">
          <RowsTable r={r} caption={r.t('bulk.chosen', { n: total })} rows={rows} />
        </section>
      </>
    );
  }
  const refused = new Map(work.outcomes.flatMap((o) => ('code' in o ? [[o.dossier, o] as const] : [])));
  const seqs = new Map(work.outcomes.flatMap((o) => ('seq' in o ? [[o.dossier, o.seq] as const] : [])));
  const notDone = rows.filter((row) => refused.has(row.id));
  const done = rows.filter((row) => !refused.has(row.id));
  const unseen = total - rows.length;
  const reason = (row: DossierRowView) => {
    const outcome = refused.get(row.id);
    return outcome ? problemText(r, words, outcome.code, outcome.params, row.kind) : '';
  };
  return (
    <>
      {title}
      <Banner tone={refused.size === 0 ? 'done' : 'warn'} status>
        {r.t('bulk.result.counts', { done: total - refused.size, refused: refused.size, time: formatStamp(work.createdAt) })}
      </Banner>
      {unseen > 0 ? <p class="note">{r.t('bulk.result.unseen', { n: unseen })}</p> : null}
      <div class="btns gap-m">{again}</div>
      {notDone.length === 0 ? null : (
        <section class="card">
          <RowsTable
            r={r}
            caption={r.t('bulk.result.refused', { n: notDone.length })}
            rows={notDone}
            said={{ label: r.t('bulk.why'), of: reason }}
          />
        </section>
      )}
      {done.length === 0 ? null : (
        <section class="card">
          <RowsTable
            r={r}
            caption={r.t('bulk.result.done', { n: done.length })}
            rows={done}
            said={{ label: r.t('receipts.word'), of: (row) => receiptLink(r, row, seqs.get(row.id)) }}
          />
        </section>
      )}
    </>
  );
}

/** Each of the many has a receipt of its own. */
function receiptLink(r: Reader, row: DossierRowView, seq: number | undefined) {
  if (seq === undefined) return undefined;
  return (
    <a href={receiptPageHref(dossierHref(r.registry, row), seq)}>
      {r.t('receipts.word')}
      <span class="vh"> {row.title}</span>
    </a>
  );
}
