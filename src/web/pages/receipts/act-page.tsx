/** The receipt of one act, given again: the note itself, what became of its leaf, ways to keep it. */
import type { ComponentChildren } from 'preact';
import { formatStamp } from '../../../kernel/format.ts';
import { PROMISE_SECONDS } from '../../../ledger/signer.ts';
import type { ActReceipt, Receipted } from '../../../store/ledger/receipts.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { Buttons, LinkButton } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { noteCheckHref } from './address.ts';
import { SignedNote } from './note.tsx';
import { behindSince, hashRow, placeRows, promisedUntil, type Stranger, stateRow } from './rows.tsx';

/** What the page is about. */
export interface ActReceiptProps {
  readonly who: Stranger;
  readonly title: string;
  readonly act: Receipted;
  readonly receipt: ActReceipt;
  /** The address the QR code holds. */
  readonly checkUrl: string;
  /** Where the file is to be had; absent: not from here. */
  readonly fileHref?: string;
  readonly children?: ComponentChildren;
}

/** Nothing on it says who acted or what was done. */
export function ActReceiptPage({ who, title, act, receipt, checkUrl, fileHref, children }: ActReceiptProps) {
  const { t } = who;
  const { signed, state } = receipt;
  const until = promisedUntil(act.at, signed?.promiseSeconds ?? PROMISE_SECONDS);
  const behind = state.place === null ? behindSince(state) : undefined;
  const file = fileHref === undefined ? {} : { fileHref };
  return (
    <>
      <h1>{title}</h1>
      {children}
      {behind === undefined ? null : <Banner tone="warn">{t('receipts.behind', { time: formatStamp(behind) })}</Banner>}
      <Card title={t('receipts.keep.title')}>
        {signed === undefined ? (
          <p>{t(state.openedAt !== null && act.at < state.openedAt ? 'receipts.none.older' : 'receipts.none.noKeys')}</p>
        ) : (
          <>
            <KeepWords who={who} until={formatStamp(until)} />
            <SignedNote who={who} note={signed.note} checkUrl={checkUrl} />
            <KeepButtons who={who} checkHref={noteCheckHref(signed.note)} {...file} />
          </>
        )}
      </Card>
      <Card title={t('receipts.row.state')}>
        <SummaryList
          t={t}
          rows={[
            stateRow(who, state, until),
            { label: t('receipts.row.at'), value: formatStamp(act.at) },
            ...(signed === undefined ? [] : [{ label: t('receipts.row.until'), value: formatStamp(until) }]),
            ...placeRows(who, state),
            hashRow(who, act.leafHash),
          ]}
        />
      </Card>
      <PageHelp t={t}>
        <p>{t('receipts.help')}</p>
      </PageHelp>
    </>
  );
}

/** Why one should keep it. */
export function KeepWords({ who: { t }, until }: { who: Stranger; until: string }) {
  return (
    <p>
      {t('receipts.keep.why', { until })} {t('receipts.keep.noName')}
    </p>
  );
}

function KeepButtons({ who: { t }, fileHref, checkHref }: { who: Stranger; fileHref?: string; checkHref: string }) {
  return (
    <Buttons>
      {fileHref === undefined ? null : <LinkButton href={fileHref}>{t('receipts.keep.download')}</LinkButton>}
      <LinkButton href={checkHref} look="plain">
        {t('receipts.check')}
      </LinkButton>
    </Buttons>
  );
}
