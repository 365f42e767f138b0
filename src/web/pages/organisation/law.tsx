/** «Quy định»: every value the installation counts by, with clause, source and how far it was checked; and the calendar. */
import type { CalendarDay } from '../../../kernel/calendar.ts';
import { formatDate, formatWeekdayDate } from '../../../kernel/format.ts';
import { yearOf } from '../../../kernel/time.ts';
import type { Parameter } from '../../../policy/law.ts';
import type { PackRow } from '../../../store/read/history.ts';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { textLang } from '../../components/text-lang.ts';
import type { Reader } from '../showing/reader.ts';
import { versionWords } from '../showing/version.ts';
import { Checked, SourceLink } from './checked.tsx';
import { PackCard } from './pack-card.tsx';

/** All law of the day: the texts one after the other, then the calendar. */
export function LawMain({ r, packs }: { r: Reader; packs: readonly PackRow[] }) {
  const { t } = r;
  const { law } = r.asker;
  const parameters = law.parameters();
  const known = new Set(packs.map((p) => p.pack));
  // What an own decision sets stands with the text whose value it goes before.
  const packOf = (p: Parameter) => (p.decisionNumber === null ? p.pack : (law.words(p.key)?.pack ?? p.pack));
  const others = parameters.filter((p) => !known.has(packOf(p)));
  const open = parameters.filter((p) => p.confidence !== 'verified').length;
  return (
    <>
      <h1>{t('screens.law.title')}</h1>
      <p class="lead">{t('screens.law.lead', { n: parameters.length, open })}</p>
      <nav class="contents" aria-label={t('screens.law.contents')}>
        <ul class="plain">
          {packs.map((pack) => (
            <li key={pack.pack}>
              <a href={`#goi-${pack.pack}`}>{pack.title[r.lang]}</a>
            </li>
          ))}
          <li>
            <a href="#lich">{t('screens.law.calendar')}</a>
          </li>
        </ul>
      </nav>
      {packs.map((pack) => (
        <PackCard
          key={pack.pack}
          r={r}
          id={pack.pack}
          title={pack.title[r.lang]}
          note={t('screens.law.pack', {
            number: pack.number,
            issuer: pack.issuer,
            date: formatDate(pack.date),
            version: versionWords(pack.version),
          })}
          parameters={parameters.filter((p) => packOf(p) === pack.pack)}
        />
      ))}
      {others.length === 0 ? null : <PackCard r={r} id="khac" title={t('screens.law.others')} note="" parameters={others} />}
      <CalendarCard r={r} />
    </>
  );
}

function CalendarCard({ r }: { r: Reader }) {
  const { t } = r;
  const { calendar } = r.asker.law;
  const years = [...new Set([...calendar.days.keys()].map(yearOf))].sort();
  return (
    <Card title={t('screens.law.calendar')} id="lich">
      <p>{t('screens.law.calendarLead')}</p>
      {years.map((year) => (
        <details class="more" key={year}>
          <summary>
            {t('screens.law.year', { year })}
            {calendar.years.includes(year) ? '' : ` – ${t('screens.law.yearOpen')}`}
          </summary>
          <DataTable
            t={t}
            caption={t('screens.law.year', { year })}
            hideCaption
            dense
            columns={[
              { key: 'date', label: t('screens.law.date'), head: true, noWrap: true },
              { key: 'kind', label: t('screens.law.kind') },
              { key: 'name', label: t('screens.law.name') },
              { key: 'basis', label: t('screens.law.basis') },
              { key: 'checked', label: t('screens.law.checked') },
            ]}
            rows={[...calendar.days.values()]
              .filter((day) => yearOf(day.date) === year)
              .sort((a, b) => (a.date < b.date ? -1 : 1))
              .map((day) => dayRow(r, day))}
          />
        </details>
      ))}
    </Card>
  );
}

function dayRow(r: Reader, day: CalendarDay) {
  return {
    id: day.date,
    cells: {
      date: formatWeekdayDate(day.date, r.lang),
      kind: r.t(`screens.law.days.${day.kind}`),
      name: day.name[r.lang],
      basis: (
        <>
          <span lang={textLang(r.lang, day.basis)}>{day.basis}</span>
          <small class="anywhere" lang={textLang(r.lang, day.source)}>
            <SourceLink source={day.source} />
          </small>
        </>
      ),
      checked: <Checked r={r} confidence={day.confidence} />,
    },
  };
}
