import type { ComponentChildren } from 'preact';
import { formatDate } from '../../../kernel/format.ts';
import type { LegalDate } from '../../../kernel/time.ts';
import { LinkButton } from '../../components/button.tsx';
import type { Reader } from '../showing/reader.ts';
import { ASKED, type RegisterDesk, type ShownBook } from './desk.ts';
import { addressOf, Subject } from './list-page.tsx';
import type { ShownEntry } from './rows.ts';

/** The columns of the official forms, in their order. */
const COLUMNS = {
  in: ['cameOn', 'serial', 'issuer', 'symbol', 'issuedOn', 'subject', 'to', 'forwardedOn', 'signature', 'note'],
  out: ['symbol', 'issuedOn', 'subject', 'signer', 'to', 'copyKeeper', 'copies', 'forwardedOn', 'signature', 'note'],
} as const;

type Column = (typeof COLUMNS)['in' | 'out'][number];

/** The book on paper: title page lines, then the table of the official form. */
export function BookOnPaper(props: {
  readonly r: Reader;
  readonly desk: RegisterDesk;
  readonly book: ShownBook;
  readonly rows: readonly ShownEntry[];
  readonly confidence: 'read' | 'unread';
}) {
  const { r, desk, book, rows } = props;
  const { t } = r;
  const { facts } = book;
  const { org } = r.asker;
  const superior = org.unit(facts.unit)?.parent;
  const columns = COLUMNS[desk.direction];
  const last = rows.at(-1);
  return (
    <article class="bookprint">
      <p class="btns noprint">
        <LinkButton href={addressOf(desk, { [ASKED.unit]: facts.unit, [ASKED.book]: book.view.number ?? '' }, {})} look="plain">
          {t('screens.register.back')}
        </LinkButton>
        <span class="muted">{t('screens.register.printHow')}</span>
        {props.confidence === 'read' ? null : <span class="unver">{t('screens.register.formUnread')}</span>}
      </p>
      <header class="bookhead">
        {superior ? <p>{org.unitName(superior, r.lang)}</p> : null}
        <p>
          <b>{org.unitName(facts.unit, r.lang)}</b>
        </p>
        <h1>{t(`screens.register.formTitle.${desk.direction}`)}</h1>
        <p>{t(`screens.register.formPeriod.${facts.period}`, { label: facts.label })}</p>
        <p>
          {t('screens.register.formDays', {
            from: formatDate(facts.from as LegalDate),
            to: formatDate((facts.closedOn ?? r.asker.today) as LegalDate),
          })}
        </p>
        <p>{t('screens.register.formNumbers', { from: rows[0]?.serial ?? '–', to: last?.serial ?? '–' })}</p>
      </header>
      <table class="tb booktable">
        <caption class="vh">{t(`screens.register.formTitle.${desk.direction}`)}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" class={`c-${column}`}>
                {t(`screens.register.form.${column}`)}
              </th>
            ))}
          </tr>
          <tr class="colnumbers">
            {columns.map((column, i) => (
              <td key={column}>({i + 1})</td>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((entry) => (
            <tr key={entry.id}>
              {columns.map((column) => (
                <td key={column} class={`c-${column}`}>
                  {cellOf(r, entry, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="bookfoot">
        {t(facts.closedOn === null ? 'screens.register.stillOpen' : 'screens.register.closedWith', {
          n: rows.length,
          date: facts.closedOn === null ? formatDate(r.asker.today) : formatDate(facts.closedOn as LegalDate),
        })}
      </p>
    </article>
  );
}

function cellOf(r: Reader, entry: ShownEntry, column: Column): ComponentChildren {
  switch (column) {
    case 'signature':
      return '';
    case 'subject':
      return <Subject r={r} entry={entry} link={false} />;
    case 'note':
      return entry.mark === null ? entry.note : '';
    default:
      return entry[column];
  }
}
