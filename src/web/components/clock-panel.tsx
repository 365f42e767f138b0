import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { Light, type LightTone, type LightView, lightShape, Unverified } from './light.tsx';
import { safeHref } from './safe-link.tsx';
import type { Translator } from './translator.ts';

const GROUND: Record<LightTone, string> = {
  ok: ' is-ok',
  due: '',
  late: ' is-late',
  paused: ' is-paused',
  'done-ok': ' is-done',
  'done-late': ' is-late',
};

/** The big clock: what is left in words, the date with weekday and hour, and where the calculation is explained. */
export type ClockPanelProps = {
  t: Translator;
  tone: LightTone;
  text: string;
  date?: string;
  howHref?: string;
  /** The limit rests on a source nobody has checked. */
  unverified?: boolean;
  /** The date crosses days nobody has decided on yet. */
  unsettled?: boolean;
  whole?: LightView;
  /** Older dates of the same clock, struck through, each with what replaced it. */
  history?: readonly { date: string; note: string; current?: boolean }[];
  children?: ComponentChildren;
};

/** A clock that explains itself; old dates stay visible after a pause or an extension. */
export function ClockPanel(props: ClockPanelProps) {
  const { t, tone, text, date, howHref, unverified = false, unsettled = false, whole, history, children } = props;
  return (
    <>
      <div class={`clock${GROUND[tone]}`}>
        <p class="big">
          <Icon name={lightShape(tone)} />
          {text}
        </p>
        {date ? <p>{date}</p> : null}
        {unsettled ? <p class="sm">{t('deadline.unsettled')}</p> : null}
        {howHref ? (
          <p>
            <a href={safeHref(howHref)}>{t('deadline.how')}</a> {unverified ? <Unverified t={t} /> : null}
          </p>
        ) : null}
        {whole ? (
          <p class="whole">
            {t('deadline.whole')}: <Light {...whole} flat />
          </p>
        ) : null}
      </div>
      {history && history.length > 0 ? (
        <ul class="dates">
          {history.map((entry) => (
            <li key={entry.date + entry.note}>
              {entry.current ? <b>{entry.date}</b> : <s>{entry.date}</s>}
              <span>{entry.note}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </>
  );
}
