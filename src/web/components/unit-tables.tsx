import type { ComponentChildren } from 'preact';
import { LinkButton } from './button.tsx';
import { DataTable } from './data-table.tsx';
import { Light, type LightView } from './light.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

/** A unit's answer to a read-and-confirm: its head apart, its people counted. */
export type AckRow = {
  unit: string;
  note?: string;
  head?: LightView;
  done: number;
  all: number;
  state: LightView;
  action?: { text: string; href: string };
};

/** Who has read and confirmed, unit by unit. */
export function AckTable({ t, caption, rows }: { t: Translator; caption: string; rows: readonly AckRow[] }) {
  return (
    <DataTable
      t={t}
      caption={caption}
      hideCaption
      columns={[
        { key: 'unit', label: t('ack.unit'), head: true },
        { key: 'head', label: t('ack.head'), short: t('ack.headShort') },
        { key: 'confirmed', label: t('ack.confirmed') },
        { key: 'state', label: t('ack.state') },
        { key: 'action', label: t('ack.action'), number: true, hideLabel: true },
      ]}
      rows={rows.map((row) => ({
        id: row.unit,
        cells: {
          unit: (
            <>
              {row.unit}
              {row.note ? <small>{row.note}</small> : null}
            </>
          ),
          head: <Light {...(row.head ?? { tone: 'late', text: t('ack.headNotYet') })} flat />,
          confirmed: (
            <>
              {t('ack.people', { done: row.done, all: row.all })}
              <progress
                class="meter"
                max={row.all}
                value={row.done}
                aria-label={t('ack.peopleLabel', { done: row.done, all: row.all })}
              />
            </>
          ),
          state: <Light {...row.state} />,
          action: row.action ? (
            <LinkButton href={row.action.href} look="plain" small about={row.unit}>
              {row.action.text}
            </LinkButton>
          ) : null,
        },
      }))}
    />
  );
}

/** A unit's opinion: given, silent after the due date, or still awaited. */
export type OpinionRow = {
  unit: string;
  due: string;
  text?: ComponentChildren;
  /** What was recorded when the unit stayed silent; hatches the row. */
  silent?: { text: string; note: string };
  reply?: LightView;
  paper?: { number: string; href: string };
};

/** Opinions of the units asked; silence is a row of its own, never a gap. */
export function OpinionTable({ t, caption, rows }: { t: Translator; caption: string; rows: readonly OpinionRow[] }) {
  return (
    <DataTable
      t={t}
      caption={caption}
      hideCaption
      columns={[
        { key: 'unit', label: t('opinion.unit'), head: true },
        { key: 'due', label: t('opinion.due'), noWrap: true },
        { key: 'text', label: t('opinion.text') },
        { key: 'reply', label: t('opinion.reply') },
      ]}
      rows={rows.map((row) => ({
        id: row.unit,
        silent: row.silent !== undefined,
        cells: {
          unit: row.unit,
          due: row.due,
          text: row.silent ? (
            <>
              <mark>{row.silent.text}</mark>
              <small>{row.silent.note}</small>
            </>
          ) : (
            (row.text ?? <span class="muted">{t('opinion.waiting')}</span>)
          ),
          reply: row.reply ? (
            <>
              <Light {...row.reply} flat={row.reply.tone === 'done-ok' || row.reply.tone === 'done-late'} />
              {row.paper ? (
                <small>
                  <a href={safeHref(row.paper.href)}>{row.paper.number}</a>
                </small>
              ) : null}
            </>
          ) : null,
        },
      }))}
    />
  );
}
