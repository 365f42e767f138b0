import type { ComponentChildren } from 'preact';
import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import type { Lang } from '../../../kernel/messages.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { LedgerState, LogState } from '../../../store/ledger/state.ts';
import { nameDifference } from '../../../store/verify.ts';
import { Banner, EmptyState } from '../../components/banner.tsx';
import { Breakable } from '../../components/breakable.tsx';
import { Card, Columns } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Light } from '../../components/light.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { CHECK_PATH } from '../receipts/address.ts';
import { duration, openLog, type Speaker, secondsSince, verdictsOf, witnessLight } from './view.ts';

/** A tool to download, with the digest the build published. */
export interface Tool {
  readonly name: 'page' | 'command';
  readonly href: string;
  readonly sha256?: string | undefined;
}

/** What the page is shown with. */
export interface LedgerProps extends Speaker {
  readonly state: LedgerState;
  /** Origin under which the log is read. */
  readonly origin: string;
  /** Which tools there are to download. */
  readonly tools: readonly Tool[];
  /** What only administrators see. */
  readonly desk?: ComponentChildren;
  /** What became of the form that led here. */
  readonly told?: string | undefined;
}

/** Where the page is, and what hangs below it. */
export const LEDGER = {
  path: '/so-cai',
  policy: '/so-cai/chinh-sach.txt',
  page: '/so-cai/verifier.html',
  command: '/so-cai/khoithong-verifier.mjs',
  hand: '/so-cai/dong-doi-chung',
  lift: '/so-cai/ket-luan',
} as const;

/** How the ledger is doing, for anybody. */
export function LedgerMain(props: LedgerProps) {
  const { t, state, told } = props;
  const log = openLog(state, 'main');
  return (
    <>
      <h1>{t('screens.ledger.title')}</h1>
      <p class="lead">{t('screens.ledger.lead')}</p>
      <p class="note">
        {t('screens.ledger.at', { at: formatStamp(state.at) })} <a href={LEDGER.path}>{t('screens.ledger.again')}</a>
      </p>
      {told === undefined ? null : (
        <Banner tone="done" status>
          {told}
        </Banner>
      )}
      {log?.checkpoint ? (
        verdictsOf(props, state).map(({ tone, text }) => (
          <Banner key={text} tone={tone}>
            {text}
          </Banner>
        ))
      ) : (
        <EmptyState title={t('screens.ledger.empty.title')} text={t('screens.ledger.empty.text')} />
      )}
      <Columns
        body={
          <>
            {log?.checkpoint ? <Now {...props} log={log} checkpoint={log.checkpoint} /> : null}
            <Witnesses {...props} log={log} />
            <History {...props} />
            {props.desk}
          </>
        }
        rest={
          <>
            <Check {...props} />
            <Logs {...props} />
            <Keys {...props} />
          </>
        }
      />
    </>
  );
}

type CheckpointOf = NonNullable<LogState['checkpoint']>;

function Now(props: LedgerProps & { log: LogState; checkpoint: CheckpointOf }) {
  const { t, lang, state, log, checkpoint } = props;
  const figures = [
    { value: formatNumber(log.size, lang), label: t('screens.ledger.now.size') },
    { value: duration(props, secondsSince(state, checkpoint.signedAt)), label: t('screens.ledger.now.age') },
    { value: formatNumber(state.pending.count, lang), label: t('screens.ledger.now.pending') },
  ];
  return (
    <Card title={t('screens.ledger.now.title')}>
      <ul class="figures">
        {figures.map(({ value, label }) => (
          <li key={label}>
            <b>{value}</b>
            {label}
          </li>
        ))}
      </ul>
      <h3>{t('screens.ledger.now.codeTitle')}</h3>
      <p class="root-code mono">{checkpoint.code}</p>
      <p class="note">{t('screens.ledger.now.code', { size: formatNumber(checkpoint.size, lang) })}</p>
    </Card>
  );
}

function Witnesses(props: LedgerProps & { log: LogState | undefined }) {
  const { t, lang, state, log } = props;
  const say = (key: string, params = {}) => t(`screens.ledger.witnesses.${key}`, params);
  if (state.policy === null) return <EmptyState title={say('none')} text={say('noneText')} />;
  const size = log?.checkpoint?.size ?? 0;
  const quorum = log?.quorum ?? null;
  return (
    <Card title={say('title')}>
      <p>{say('what')}</p>
      <DataTable
        t={t}
        caption={say('title')}
        hideCaption
        columns={[
          { key: 'name', label: say('name'), head: true },
          { key: 'state', label: say('state'), bare: true, noWrap: true },
          { key: 'signed', label: say('signed'), number: true },
          { key: 'late', label: say('late'), number: true },
          { key: 'when', label: say('when') },
        ]}
        rows={(log?.witnesses ?? []).map((witness) => {
          const missing = Math.max(0, size - (witness.size ?? 0));
          return {
            id: witness.name,
            cells: {
              name: (
                <>
                  {witness.name} <small class="muted">{say(witness.isAsked ? 'asked' : 'comes')}</small>
                </>
              ),
              state: <Light flat {...witnessLight(props, witness)} />,
              signed: witness.size === null ? undefined : formatNumber(witness.size, lang),
              late: missing === 0 ? say('lateNone') : say('lateSome', { n: formatNumber(missing, lang) }),
              when:
                witness.cosignedAt === null
                  ? say('never')
                  : t('screens.ledger.ago', { ago: duration(props, secondsSince(state, witness.cosignedAt)) }),
            },
          };
        })}
      />
      {state.policy.asks ? (
        <p class="note">
          {quorum === null
            ? say('quorumNone')
            : say('quorum', { size: formatNumber(quorum.size, lang), at: formatStamp(quorum.reachedAt) })}
        </p>
      ) : null}
    </Card>
  );
}

function History(props: LedgerProps) {
  const { t, lang, state } = props;
  const say = (key: string, params = {}) => t(`screens.ledger.history.${key}`, params);
  const stamp = (at: Instant) => formatStamp(at);
  const { check, token } = state;
  const open = openLog(state, 'main');
  return (
    <Card title={say('title')}>
      <SummaryList
        t={t}
        rows={[
          {
            label: say('check'),
            value:
              check === null
                ? say('noCheck')
                : check.found === 0
                  ? say('checkWhole', {
                      at: stamp(check.at),
                      dossiers: formatNumber(check.dossiers, lang),
                      acts: formatNumber(check.acts, lang),
                      seconds: formatNumber(Math.round(check.seconds), lang),
                    })
                  : differing(
                      say('checkDiffers', { at: stamp(check.at), n: formatNumber(check.found, lang) }),
                      check.codes,
                      lang,
                    ),
          },
          {
            label: say('outages'),
            value: lines(
              state.outages.map(({ startedAt, declaredAt, endedAt }) => {
                const when = { from: stamp(startedAt), declared: stamp(declaredAt) };
                return endedAt === null ? say('outageOpen', when) : say('outage', { ...when, to: stamp(endedAt) });
              }),
              say('noOutage'),
            ),
          },
          {
            label: say('alarms'),
            value: lines(
              state.alarms.map(({ raisedAt, witness, code, size, liftedAt }) =>
                say('alarm', {
                  at: stamp(raisedAt),
                  name: witness,
                  what: t(`screens.ledger.witnesses.answer.${code}`),
                  size: formatNumber(size, lang),
                  ended: liftedAt === null ? say('alarmOpen') : say('alarmEnded', { at: stamp(liftedAt) }),
                }),
              ),
              say('noAlarm'),
            ),
          },
          {
            label: say('token'),
            value:
              token === null
                ? say('noToken')
                : say('tokenAt', { time: stamp(token.time), authority: token.authority, size: formatNumber(token.size, lang) }),
          },
          ...(open === undefined
            ? []
            : [
                {
                  label: say('ceremony'),
                  value:
                    open.epoch === 1
                      ? say('noCeremony', { at: stamp(open.openedAt) })
                      : say('ceremonyAt', { epoch: formatNumber(open.epoch, lang), at: stamp(open.openedAt) }),
                },
              ]),
        ]}
      />
    </Card>
  );
}

/** What a verification found, kind by kind, in words. */
function differing(text: string, codes: readonly string[], lang: Lang): ComponentChildren {
  return (
    <>
      {text}
      <ul class="dots">
        {codes.map((code) => (
          <li key={code}>{nameDifference(code)[lang]}</li>
        ))}
      </ul>
    </>
  );
}

function lines(texts: readonly string[], none: string): ComponentChildren {
  if (texts.length === 0) return none;
  return (
    <ul class="plain">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Check({ t, state, origin, tools }: LedgerProps) {
  const say = (key: string, params = {}) => t(`screens.ledger.check.${key}`, params);
  const links: readonly { readonly href: string; readonly text: string; readonly sha256?: string | undefined }[] = [
    { href: CHECK_PATH, text: say('go') },
    ...tools.map(({ name, href, sha256 }) => ({ href, text: say(name), sha256 })),
    ...(state.policy === null ? [] : [{ href: LEDGER.policy, text: say('policy') }]),
    { href: '/ledger/main/checkpoint', text: say('checkpoint', { log: t('screens.ledger.logs.main') }) },
    { href: '/ledger/reads/checkpoint', text: say('checkpoint', { log: t('screens.ledger.logs.reads') }) },
    { href: '/status', text: say('json') },
  ];
  return (
    <Card title={say('title')}>
      <ol class="steps">
        {['one', 'two', 'three'].map((n) => (
          <li key={n}>{say(n)}</li>
        ))}
      </ol>
      <ul class="links">
        {links.map(({ href, text, sha256 }) => (
          <li key={href}>
            <a href={safeHref(href)}>{text}</a>
            {sha256 === undefined ? null : (
              <small class="digest">
                SHA-256 <span class="mono anywhere">{sha256}</span>
              </small>
            )}
          </li>
        ))}
      </ul>
      {tools.some(({ sha256 }) => sha256 !== undefined) ? <p class="note">{say('digests')}</p> : null}
      <p class="note anywhere">{say('tiles', { address: `${origin}/ledger/main/tile/` })}</p>
    </Card>
  );
}

function Logs({ t, lang, state }: LedgerProps) {
  const say = (key: string, params = {}) => t(`screens.ledger.logs.${key}`, params);
  const closed = state.logs.filter((log) => log.closedAt !== null);
  return (
    <Card title={say('title')}>
      {(['main', 'reads'] as const).map((name) => {
        const log = openLog(state, name);
        return log === undefined ? null : (
          <section key={name} class="log">
            <h3>{say(name)}</h3>
            <SummaryList
              t={t}
              pair
              rows={[
                { label: say('size'), value: formatNumber(log.size, lang) },
                ...(log.checkpoint === null ? [] : [{ label: say('signed'), value: formatStamp(log.checkpoint.signedAt) }]),
                { label: say('origin'), value: <Breakable text={log.origin} /> },
                { label: say('epoch'), value: formatNumber(log.epoch, lang) },
              ]}
            />
          </section>
        );
      })}
      {closed.length === 0 ? null : (
        <details class="more">
          <summary>{say('epochs')}</summary>
          <ul class="plain">
            {closed.map(({ origin, size, closedAt }) => (
              <li key={origin}>
                {say('closed', { origin, size: formatNumber(size, lang), at: closedAt === null ? '' : formatStamp(closedAt) })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

function Keys({ t, state }: LedgerProps) {
  const say = (key: string, params = {}) => t(`screens.ledger.keys.${key}`, params);
  const keys = state.logs.flatMap(({ log, keys: of }) => of.map((key) => ({ log, ...key })));
  if (keys.length === 0) return null;
  return (
    <Card title={say('title')}>
      <p>{say('what')}</p>
      <ul class="plain vkeys">
        {keys.map(({ log, vkey, purpose, since, until }) => (
          <li key={vkey}>
            <b>{say(purpose === 'log' ? log : 'receipt')}</b>{' '}
            <small>
              {until === null
                ? say('since', { at: formatStamp(since) })
                : say('until', { at: formatStamp(since), until: formatStamp(until) })}
            </small>
            <code class="mono anywhere">{vkey}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
