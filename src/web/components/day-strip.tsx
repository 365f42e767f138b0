import type { StripRole } from '../../kernel/day-strip.ts';
import type { Translator, WebKey } from './translator.ts';

/** What a day is to a deadline: the roles the kernel's strip knows, and days gained by an extension. */
export type DayKind = StripRole | 'extended';

/** One day: date, what it is, the words under it (a second part is left out on phones), an old deadline that fell on it. */
export type Day = {
  iso: string;
  kind: DayKind;
  text?: string;
  detail?: string;
  today?: boolean;
  oldDeadline?: string;
};

const LOOK: Record<DayKind, string> = {
  start: 'start',
  counted: 'cnt',
  off: 'off',
  holiday: 'tet',
  'swap-work': 'cnt',
  paused: 'hold',
  extended: 'ext',
  due: 'end',
  outside: 'na',
};

const WEEK: readonly (readonly [WebKey, WebKey])[] = [
  ['day.mon', 'day.monShort'],
  ['day.tue', 'day.tueShort'],
  ['day.wed', 'day.wedShort'],
  ['day.thu', 'day.thuShort'],
  ['day.fri', 'day.friShort'],
  ['day.sat', 'day.satShort'],
  ['day.sun', 'day.sunShort'],
];

/** A deadline day by day, one row per week from Monday to Sunday; `weeks` holds seven days each. */
export function DayStrip({ t, caption, weeks }: { t: Translator; caption: string; weeks: readonly (readonly Day[])[] }) {
  return (
    <table class="wk">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {WEEK.map(([long, short]) => (
            <th key={long} scope="col" abbr={t(long)}>
              <span class="full">{t(long)}</span>
              <span class="brief">{t(short)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.iso}>
            {week.map((day) => (
              <DayCell key={day.iso} t={t} day={day} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ t, day }: { t: Translator; day: Day }) {
  const [, month = '', date = ''] = day.iso.split('-');
  return (
    <td class={`${LOOK[day.kind]}${day.today ? ' today' : ''}`}>
      <b>
        {date}
        <span class="full">/{month}</span>
      </b>
      <span>
        {day.text}
        {day.detail ? <span class="full">{day.detail}</span> : null}
        {day.today ? <span class="td">{t('day.today')}</span> : null}
        {day.oldDeadline ? <s>{day.oldDeadline}</s> : null}
      </span>
    </td>
  );
}
