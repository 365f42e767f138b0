import type { ComponentChildren } from 'preact';
import type { PaperFacts } from '../../../dossier/books.ts';
import type { FieldSpec } from '../../../dossier/schema.ts';
import { Banner, EmptyState, PageHelp } from '../../components/banner.tsx';
import { Button, LinkButton } from '../../components/button.tsx';
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx';
import { Form } from '../../components/form.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { TextField } from '../../components/text-field.tsx';
import { ActField, type FieldContext } from '../../form/act-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { withQuery } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { ASKED, type RegisterDesk, type ShownBook } from './desk.ts';
import { bookTitle } from './list-page.tsx';

/** Names of controls of the queue that belong to no act. */
export const QUEUE = { dossier: 'id', skip: 'qua', aside: 'de-lai', shown: 'so-hien', done: 'xong', what: '__do' } as const;

/** One scan with the fields to fill in. */
export interface QueueItem {
  readonly id: string;
  readonly seq: number;
  readonly files: PaperFacts['files'];
  readonly excerpt: string | null;
  /** Why it was put back before. */
  readonly note: string | null;
  readonly fields: readonly FieldSpec[];
  readonly context: FieldContext;
  readonly number: { readonly value: string; readonly shown: string; readonly error?: string };
  /** The control in which the hands begin: the first that is still empty. */
  readonly focus: string;
}

/** What the page of the queue is made of. */
export interface QueuePageProps {
  readonly r: Reader;
  readonly desk: RegisterDesk;
  readonly item: QueueItem | undefined;
  readonly book: ShownBook | undefined;
  readonly left: number;
  readonly doneToday: number;
  readonly skip: number;
  /** The number just given, to be stamped on the paper. */
  readonly given: string | undefined;
  readonly asideOpen: boolean;
  readonly token: string;
  readonly key: string;
  readonly errors: readonly FieldError[];
  readonly refusal: { readonly text: string; readonly link?: { readonly href: string; readonly text: string } } | undefined;
}

/** One scan after the other: the paper at the left, what must be known of it at the right. */
export function QueuePage(props: QueuePageProps) {
  const { r, desk, item, left, doneToday, given } = props;
  const { t } = r;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{t('screens.register.queue.title')}</h1>
        <span class="count">{t('screens.register.queue.left', { left, done: doneToday })}</span>
      </div>
      {given === undefined ? null : (
        <Banner tone="done" status>
          {t('screens.register.queue.given', { n: given })}
        </Banner>
      )}
      {props.refusal ? (
        <Banner tone="late" status {...(props.refusal.link ? { link: props.refusal.link } : {})}>
          {props.refusal.text}
        </Banner>
      ) : null}
      <ErrorSummary t={t} errors={props.errors} />
      {item ? (
        <div class="queue" data-focus={props.asideOpen ? 'f-note' : item.focus}>
          <Paper {...props} item={item} />
          <Fields {...props} item={item} />
        </div>
      ) : (
        <EmptyState
          title={t('screens.register.queue.empty', { n: doneToday })}
          action={<LinkButton href={homeOf(desk)}>{t('screens.register.title.in')}</LinkButton>}
        />
      )}
      <PageHelp t={t}>
        <p>{t('screens.register.queue.help')}</p>
      </PageHelp>
    </>
  );
}

function homeOf(desk: RegisterDesk): string {
  return withQuery(desk.path, { [ASKED.unit]: desk.unit });
}

function queueHref(desk: RegisterDesk, more: Readonly<Record<string, string | undefined>>): string {
  return withQuery(`${desk.path}/xu-ly`, { [ASKED.unit]: desk.unit }, more);
}

/** The scan itself; on a phone a link, since phones open such a file on a page of its own. */
function Paper({ r, item }: QueuePageProps & { readonly item: QueueItem }) {
  const { t } = r;
  return (
    <section class="card queuepaper" aria-label={t('screens.register.queue.scan')}>
      {item.note === null ? null : <p class="banner warn">{t('screens.register.queue.asideNote', { note: item.note })}</p>}
      {item.files.map((file) => (
        <div key={file.hash}>
          <p>
            <a href={safeHref(withQuery(`/tep/${file.hash}`, { ten: file.name }))}>{file.name}</a>
          </p>
          {file.type === 'application/pdf' ? (
            <iframe
              class="scan"
              src={safeHref(`/tep/${file.hash}?xem=1`)}
              title={t('screens.register.queue.scanOf', { name: file.name })}
              loading="lazy"
              tabIndex={-1}
            />
          ) : null}
        </div>
      ))}
      {item.excerpt === null ? (
        <p class="muted">{t('screens.register.queue.noText')}</p>
      ) : (
        <details open>
          <summary>{t('screens.register.queue.text')}</summary>
          <p class="paper excerpt" lang="vi">
            {item.excerpt}
          </p>
        </details>
      )}
    </section>
  );
}

function Fields(props: QueuePageProps & { readonly item: QueueItem }): ComponentChildren {
  const { r, desk, item, book, token, key, skip } = props;
  const { t } = r;
  const hidden = {
    [FORM_NAMES.token]: token,
    [QUEUE.dossier]: item.id,
    [QUEUE.skip]: skip > 0 ? String(skip) : undefined,
    [ASKED.unit]: desk.unit,
  };
  return (
    <section class="card queuefields" aria-label={t('screens.register.queue.fields')}>
      {book ? null : <p class="banner late">{r.say.kind(desk.entry.kind.name, 'refusals.no_open_book')}</p>}
      <Form
        t={t}
        action={queueHref(desk, {})}
        compact
        id="vao-so"
        hidden={{
          ...hidden,
          [FORM_NAMES.key]: key,
          [FORM_NAMES.seq]: String(item.seq),
          [QUEUE.shown]: item.number.shown,
          book: book?.view.id,
        }}
      >
        {item.fields.map((field) => (
          <ActField key={field.name} spec={field} path={field.name} context={item.context} />
        ))}
        <TextField
          t={t}
          id="f-number"
          name="number"
          label={r.say.kind(desk.entry.kind.name, 'fields.number.label')}
          hint={book ? bookTitle(r, book) : undefined}
          value={item.number.value}
          inputMode="numeric"
          width="w10"
          {...(item.number.error ? { error: item.number.error } : {})}
        />
        <div class="actions">
          <button class="btn" type="submit" name={QUEUE.what} value="save" data-primary="" data-save-next="">
            {t('screens.register.queue.save')}{' '}
            <span aria-hidden="true">
              <kbd>F9</kbd>
            </span>
          </button>
          <a
            class="btn alt"
            rel="next"
            data-dossier=""
            href={safeHref(queueHref(desk, { [QUEUE.skip]: skip > 0 ? String(skip) : undefined, [QUEUE.aside]: '1' }))}
          >
            {t('screens.register.queue.skip')}{' '}
            <span aria-hidden="true">
              <kbd>F8</kbd>
            </span>
          </a>
        </div>
      </Form>
      <details class="more" open={props.asideOpen}>
        <summary>{t('screens.register.queue.aside')}</summary>
        <form class="form compact" method="post" action={safeHref(queueHref(desk, {}))} noValidate>
          {Object.entries(hidden).map(([name, value]) =>
            value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
          )}
          <TextField
            t={t}
            id="f-note"
            name="note"
            label={t('screens.register.queue.note')}
            hint={t('screens.register.queue.noteHint')}
          />
          <div class="actions">
            <Button look="plain" name={QUEUE.what} value="aside">
              {t('screens.register.queue.putBack')}
            </Button>
            <Button look="grave" name={QUEUE.what} value="discard">
              {t('screens.register.queue.discard')}
            </Button>
          </div>
        </form>
      </details>
    </section>
  );
}
