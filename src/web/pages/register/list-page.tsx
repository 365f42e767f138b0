import type { ComponentChildren } from 'preact';
import { formatNumber } from '../../../kernel/format.ts';
import { Banner, EmptyState, PageHelp } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import type { FieldError } from '../../components/error-summary.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Form } from '../../components/form.tsx';
import { ListKeys } from '../../components/keys-help.tsx';
import { ListBox, ListTools } from '../../components/list-tools.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { FileField } from '../../components/text-field.tsx';
import { textLang } from '../../components/text-lang.ts';
import { FORM_NAMES } from '../../form/values.ts';
import { dossierHref, withQuery } from '../showing/address.ts';
import { unitShort } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { ASKED, type RegisterDesk, type ShownBook } from './desk.ts';
import type { ShownEntry } from './rows.ts';

/** The stretches of a book one can look at. */
export const PERIODS = ['hom-nay', 'tuan', 'ca-so'] as const;
/** One of them. */
export type Period = (typeof PERIODS)[number];

/** What the page of a book is made of. */
export interface BookPageProps {
  readonly r: Reader;
  readonly desk: RegisterDesk;
  readonly query: Readonly<Record<string, string>>;
  readonly period: Period;
  readonly rows: readonly ShownEntry[];
  readonly total: number;
  readonly next: number | undefined;
  /** Scans that wait; only for incoming papers. */
  readonly waiting: number;
  readonly moreHref: string | undefined;
  readonly token: string;
  readonly errors: readonly FieldError[];
  /** How many scans were just taken in. */
  readonly brought: number;
}

/** The name of a book on its pages: «Sổ văn bản đến năm 2026». */
export function bookTitle(r: Reader, { facts }: ShownBook): string {
  const series = facts.series === '' ? '' : ` ${facts.series}`;
  return r.t(`screens.register.book.${facts.direction}-${facts.period}`, { series, label: facts.label });
}

/** The book of a body: what was entered, the next number, the scans that wait. */
export function BookPage(props: BookPageProps) {
  const { r, desk, query } = props;
  const { t } = r;
  const { book, unit } = desk;
  if (unit === undefined) return <NoBooks {...props} title={t('screens.register.none')} text={t('screens.register.noneWhat')} />;
  if (!book) {
    const first = { unit, direction: desk.direction, label: r.asker.today.slice(0, 4), from: r.asker.today };
    const href = withQuery(`/${desk.books.kind.prefix.toLowerCase()}/moi/${desk.books.book.open}`, first);
    return (
      <NoBooks
        {...props}
        title={t(`screens.register.noBook.${desk.direction}`, { unit: r.asker.org.unitName(unit, r.lang) })}
        text={t('screens.register.noBookWhat')}
        action={
          r.isCopy ? null : (
            <LinkButton href={href} create keys="F2">
              {t('screens.register.openBook')}
            </LinkButton>
          )
        }
      />
    );
  }
  return (
    <>
      <div class="crumb titlebar">
        <h1>{bookTitle(r, book)}</h1>
        <span class="count">{t('screens.register.count', { n: formatNumber(props.total, r.lang) })}</span>
        <span class="acts btns">
          <Actions {...props} book={book} />
        </span>
      </div>
      <p class="lead">
        {r.asker.org.unitName(unit, r.lang)}
        {props.next === undefined ? null : <> · {t('screens.register.next', { n: props.next })}</>}
      </p>
      <Directions r={r} desk={desk} />
      <ErrorSummary t={t} errors={props.errors} />
      <Notices {...props} book={book} />
      {desk.entry.entries.queue && book.isOpen && !r.isCopy ? <Queue {...props} /> : null}
      <Periods {...props} />
      <ListTools
        t={t}
        quick={{
          action: desk.path,
          name: ASKED.text,
          ...(query[ASKED.text] ? { value: query[ASKED.text] } : {}),
          hidden: hiddenOf(desk, props.period),
        }}
      />
      {props.rows.length === 0 ? <Nothing {...props} /> : <Entries {...props} />}
      <Shelf {...props} />
      <ListKeys t={t} />
      <PageHelp t={t}>
        <p>{r.say.kind(desk.entry.kind.name, 'about')}</p>
        <p>{r.say.kind(desk.books.kind.name, 'about')}</p>
      </PageHelp>
    </>
  );
}

/** The stretches of the book, of which one is looked at. */
function Periods({ r, desk, query, period }: BookPageProps) {
  return (
    <nav class="tools" aria-label={r.t('screens.register.periods')}>
      {PERIODS.map((one) => (
        <a
          key={one}
          class="saved"
          href={safeHref(addressOf(desk, query, { [ASKED.period]: one, [ASKED.after]: undefined }))}
          aria-current={one === period ? 'true' : undefined}
        >
          {r.t(`screens.register.period.${one}`)}
        </a>
      ))}
    </nav>
  );
}

/** The address of the page with some of its state changed. */
export function addressOf(
  desk: RegisterDesk,
  query: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const known = Object.fromEntries(Object.values(ASKED).flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  return withQuery(desk.path, known, changes);
}

function hiddenOf(desk: RegisterDesk, period: Period): Readonly<Record<string, string>> {
  return {
    ...(desk.unit ? { [ASKED.unit]: desk.unit } : {}),
    ...(desk.book?.view.number ? { [ASKED.book]: desk.book.view.number } : {}),
    [ASKED.period]: period,
  };
}

function NoBooks({
  r,
  desk,
  title,
  text,
  action,
}: BookPageProps & { readonly title: string; readonly text: string; readonly action?: ComponentChildren }) {
  return (
    <>
      <div class="crumb titlebar">
        <h1>{r.t(`screens.register.title.${desk.direction}`)}</h1>
      </div>
      <Directions r={r} desk={desk} />
      <EmptyState title={title} text={text} {...(action ? { action } : {})} />
    </>
  );
}

/** Incoming and outgoing stand side by side, as the two books do on the clerk's table. */
function Directions({ r, desk }: Pick<BookPageProps, 'r' | 'desk'>) {
  return (
    <nav class="tools" aria-label={r.t('screens.register.directions')}>
      {(['in', 'out'] as const).map((direction) => (
        <a
          key={direction}
          class="saved"
          href={withQuery(direction === 'in' ? '/so-den' : '/so-di', { [ASKED.unit]: desk.unit })}
          aria-current={direction === desk.direction ? 'true' : undefined}
        >
          {r.t(`screens.register.title.${direction}`)}
        </a>
      ))}
    </nav>
  );
}

function Actions({ r, desk, book, waiting }: BookPageProps & { readonly book: ShownBook }) {
  const { t } = r;
  const { kind, entries } = desk.entry;
  const mayEnter = book.isOpen && !r.isCopy;
  const form = (act: string) =>
    withQuery(`/${kind.prefix.toLowerCase()}/moi/${act}`, {
      unit: book.facts.unit,
      series: book.facts.series,
      book: book.view.id,
    });
  return (
    <>
      {mayEnter ? (
        <LinkButton href={form(entries.enter)} create keys="F2" look={waiting > 0 ? 'plain' : 'filled'}>
          {r.say.kind(kind.name, `acts.${entries.enter}.label`)}
        </LinkButton>
      ) : null}
      {mayEnter && entries.reserve ? (
        <LinkButton href={form(entries.reserve)} look="plain">
          {r.say.kind(kind.name, `acts.${entries.reserve}.label`)}
        </LinkButton>
      ) : null}
      <LinkButton href={withQuery(`${desk.path}/in`, { [ASKED.unit]: desk.unit, [ASKED.book]: book.view.number })} look="plain">
        {t('screens.register.print')}
      </LinkButton>
    </>
  );
}

function Notices({ r, desk, book, query, brought }: BookPageProps & { readonly book: ShownBook }) {
  const open = desk.shelf.find((other) => other.isOpen && other.facts.series === book.facts.series);
  return (
    <>
      {brought > 0 ? (
        <Banner tone="done" status>
          {r.t('screens.register.brought', { n: brought })}
        </Banner>
      ) : null}
      {book.isOpen ? null : (
        <Banner
          tone="warn"
          {...(open
            ? { link: { href: addressOf(desk, query, { [ASKED.book]: open.view.number }), text: bookTitle(r, open) } }
            : {})}
        >
          {r.t('screens.register.closed')}
        </Banner>
      )}
    </>
  );
}

/** How many scans wait, the way to them, and the place to put more. */
function Queue({ r, desk, waiting, token, errors }: BookPageProps) {
  const { t } = r;
  return (
    <Card title={t('screens.register.queueTitle')}>
      <div class="queuebar">
        {waiting > 0 ? (
          <p>
            <LinkButton href={withQuery(`${desk.path}/xu-ly`, { [ASKED.unit]: desk.unit })} primary keys="F4">
              {t('screens.register.work', { n: waiting })}
            </LinkButton>
          </p>
        ) : (
          <p>{t('screens.register.noneWaiting')}</p>
        )}
        <Form
          t={t}
          action={`${desk.path}/ban-quet`}
          files
          compact
          hidden={{ [FORM_NAMES.token]: token, [ASKED.unit]: desk.unit }}
        >
          <FileField
            t={t}
            id="ban-quet"
            name="scan"
            label={t('screens.register.scans')}
            hint={t('screens.register.scansHint')}
            accept=".pdf,.docx,.txt,.html"
            multiple
            {...(errors[0] ? { error: errors[0].text } : {})}
          />
          <Button look="plain">{t('screens.register.bring')}</Button>
        </Form>
      </div>
    </Card>
  );
}

function Nothing({ r, desk, query, period }: BookPageProps) {
  const isSearch = Boolean(query[ASKED.text]);
  const whole = addressOf(desk, query, { [ASKED.period]: 'ca-so', [ASKED.text]: undefined });
  return (
    <EmptyState
      title={isSearch ? r.t('list.none') : r.t(`screens.register.empty.${period}`)}
      {...(period === 'ca-so' && !isSearch
        ? {}
        : {
            action: (
              <LinkButton href={whole} look="plain">
                {r.t('screens.register.whole')}
              </LinkButton>
            ),
          })}
    />
  );
}

/** A number kept or struck out says so in the place of the subject, with its reason. */
export function Subject({ r, entry, link }: { readonly r: Reader; readonly entry: ShownEntry; readonly link: boolean }) {
  const words = [entry.type, entry.subject].filter((part) => part !== '').join('. ');
  const said =
    entry.mark === 'reserved' ? r.t('screens.register.reserved') : words === '' ? r.t('screens.register.untitled') : words;
  const shown = entry.mark === 'voided' ? <s>{said}</s> : said;
  return (
    <>
      {link ? (
        <a href={safeHref(entry.href)} lang={textLang(r.lang, words)}>
          {shown}
        </a>
      ) : (
        shown
      )}
      {entry.mark === null ? null : (
        <small>
          {r.t(`screens.register.mark.${entry.mark}`)}: {entry.note}
        </small>
      )}
    </>
  );
}

function Entries({ r, desk, rows, moreHref }: BookPageProps) {
  const { t } = r;
  const isIn = desk.direction === 'in';
  return (
    <ListBox
      t={t}
      label={t(`screens.register.title.${desk.direction}`)}
      {...(moreHref
        ? {
            pager: (
              <p class="btns">
                <LinkButton href={moreHref} look="plain">
                  {t('screens.register.more')}
                </LinkButton>
              </p>
            ),
          }
        : {})}
    >
      <DataTable
        t={t}
        dense
        hideCaption
        caption={t('screens.register.newestFirst')}
        columns={[
          { key: 'serial', label: t(`screens.register.col.serial.${desk.direction}`), noWrap: true },
          { key: 'day', label: t(isIn ? 'screens.register.col.cameOn' : 'screens.register.col.issuedOn'), noWrap: true },
          ...(isIn ? [{ key: 'issuer', label: t('screens.register.col.issuer') }] : []),
          { key: 'symbol', label: t('screens.register.col.symbol'), noWrap: true },
          { key: 'subject', label: t('screens.register.col.subject'), head: true },
          ...(isIn ? [] : [{ key: 'signer', label: t('screens.register.col.signer') }]),
          { key: 'to', label: t(`screens.register.col.to.${desk.direction}`) },
        ]}
        rows={rows.map((entry) => ({
          id: entry.id,
          cells: {
            serial: <b>{entry.serial}</b>,
            day: isIn ? entry.cameOn : entry.issuedOn,
            issuer: entry.issuer,
            symbol: isIn ? <SymbolCell r={r} entry={entry} /> : entry.symbol,
            subject: <Subject r={r} entry={entry} link />,
            signer: entry.signer,
            to: entry.to,
          },
        }))}
      />
    </ListBox>
  );
}

function SymbolCell({ r, entry }: { readonly r: Reader; readonly entry: ShownEntry }) {
  return (
    <>
      {entry.symbol === '' ? r.t('screens.register.noSymbol') : entry.symbol}
      <small>{entry.issuedOn}</small>
    </>
  );
}

/** The other books of the body, the other bodies, and what may be done with this book. */
function Shelf({ r, desk }: BookPageProps) {
  const { t } = r;
  const others = desk.shelf.filter((book) => book !== desk.book);
  return (
    <Card title={t('screens.register.shelf')}>
      <ul class="plainlist">
        {desk.book ? (
          <li>
            <a
              href={safeHref(
                dossierHref(r.registry, { kind: desk.books.kind.name, id: desk.book.view.id, number: desk.book.view.number }),
              )}
            >
              {t('screens.register.manage', { book: bookTitle(r, desk.book) })}
            </a>
          </li>
        ) : null}
        {others.map((book) => (
          <li key={book.view.id}>
            <a href={safeHref(addressOf(desk, {}, { [ASKED.unit]: desk.unit, [ASKED.book]: book.view.number }))}>
              {bookTitle(r, book)}
            </a>{' '}
            {book.isOpen ? null : <span class="muted">{t('screens.register.closedShort')}</span>}
          </li>
        ))}
        {desk.units
          .filter((unit) => unit !== desk.unit)
          .slice(0, 12)
          .map((unit) => (
            <li key={unit}>
              <a href={safeHref(withQuery(desk.path, { [ASKED.unit]: unit }))}>
                {t('screens.register.booksOf', { unit: unitShort(r, unit) })}
              </a>
            </li>
          ))}
        {r.isCopy ? null : (
          <li>
            <a
              href={safeHref(
                withQuery(`/${desk.books.kind.prefix.toLowerCase()}/moi/${desk.books.book.open}`, {
                  unit: desk.unit,
                  direction: desk.direction,
                }),
              )}
            >
              {t('screens.register.openBook')}
            </a>
          </li>
        )}
      </ul>
    </Card>
  );
}
