/** «Quy định»: every value the installation counts by, with clause, source and how far it was checked; and the calendar. */
import type { CalendarDay } from '../../../kernel/calendar.ts';
import { formatDate, formatNumber, formatWeekdayDate } from '../../../kernel/format.ts';
import type { Json } from '../../../kernel/json.ts';
import { yearOf } from '../../../kernel/time.ts';
import type { Parameter } from '../../../policy/law.ts';
import type { PackRow } from '../../../store/read/history.ts';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Unverified } from '../../components/light.tsx';
import { SafeLink } from '../../components/safe-link.tsx';
import { textLang } from '../../components/text-lang.ts';
import type { Reader } from '../showing/reader.ts';

/** All law of the day: the texts one after the other, then the calendar. */
export function LawMain({ r, packs }: { r: Reader; packs: readonly PackRow[] }) {
  const { t } = r;
  const parameters = r.asker.law.parameters();
  const known = new Set(packs.map((p) => p.pack));
  const others = [...new Set(parameters.map((p) => p.pack))].filter((id) => !known.has(id));
  const open = parameters.filter((p) => p.confidence !== 'verified').length;
  return (
    <>
      <h1>{t('screens.law.title')}</h1>
      <p class="lead">{t('screens.law.lead', { n: parameters.length, open })}</p>
      <nav class="note" aria-label={t('screens.law.contents')}>
        {packs.map((pack) => (
          <span key={pack.pack}>
            <a href={`#goi-${pack.pack}`}>{pack.title[r.lang]}</a>
            {' · '}
          </span>
        ))}
        <a href="#lich">{t('screens.law.calendar')}</a>
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
            version: pack.version,
          })}
          parameters={parameters.filter((p) => p.pack === pack.pack)}
        />
      ))}
      {others.map((id) => (
        <PackCard key={id} r={r} id={id} title={id} note="" parameters={parameters.filter((p) => p.pack === id)} />
      ))}
      <CalendarCard r={r} />
    </>
  );
}

function PackCard(props: { r: Reader; id: string; title: string; note: string; parameters: readonly Parameter[] }) {
  const { r, id, title, note, parameters } = props;
  const { t } = r;
  return (
    <Card title={title} id={`goi-${id}`}>
      {note === '' ? null : <p class="sm muted">{note}</p>}
      {parameters.length === 0 ? (
        <p class="muted">{t('screens.law.packEmpty')}</p>
      ) : (
        <DataTable
          t={t}
          caption={title}
          hideCaption
          dense
          columns={[
            { key: 'name', label: t('screens.law.parameter'), head: true },
            { key: 'value', label: t('screens.law.value') },
            { key: 'clause', label: t('screens.law.clause') },
            { key: 'checked', label: t('screens.law.checked') },
          ]}
          rows={parameters.map((p) => ({
            id: p.key,
            cells: {
              name: <span class="mono anywhere">{p.key}</span>,
              value: <span class={typeof p.value === 'number' ? 'nw' : 'anywhere'}>{valueWords(r, p.value, p.unit)}</span>,
              clause: (
                <>
                  <span lang={textLang(r.lang, p.clause)}>{p.clause}</span>
                  {p.decisionNumber ? <small>{t('screens.law.own', { number: p.decisionNumber })}</small> : null}
                  {p.source ? <small class="anywhere">{sourceLink(p.source)}</small> : null}
                </>
              ),
              checked: <Checked r={r} confidence={p.confidence} on={p.checkedOn} />,
            },
          }))}
        />
      )}
    </Card>
  );
}

function Checked({ r, confidence, on }: { r: Reader; confidence: string; on?: string | null }) {
  if (confidence === 'verified')
    return (
      <>
        {on
          ? r.t('screens.law.verifiedOn', { date: `${on.slice(8)}/${on.slice(5, 7)}/${on.slice(0, 4)}` })
          : r.t('screens.law.confidence.verified')}
      </>
    );
  return confidence === 'unverified' ? (
    <Unverified t={r.t} />
  ) : (
    <span class="unv">{r.t(`screens.law.confidence.${confidence}`)}</span>
  );
}

function sourceLink(source: string) {
  const url = /^https?:\/\/\S+/.exec(source)?.[0];
  if (url === undefined) return source;
  return (
    <>
      <SafeLink href={url}>{new URL(url).hostname}</SafeLink>
      {source.slice(url.length)}
    </>
  );
}

/** A value of the law in words: «5 ngày làm việc». */
export function valueWords(r: Reader, value: Json, unit: string): string {
  if (value === null) return r.t('screens.law.empty');
  if (typeof value === 'boolean') return r.t(value ? 'pages.yes' : 'pages.no');
  if (typeof value === 'number') {
    const amount = formatNumber(value, r.lang);
    return unit === 'count' ? amount : r.t(`screens.law.units.${unit}`, { n: amount });
  }
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((v) => typeof v === 'string') ? value.join(', ') : r.t('screens.law.table');
}

function CalendarCard({ r }: { r: Reader }) {
  const { t } = r;
  const { calendar } = r.asker.law;
  const years = [...new Set([...calendar.days.keys()].map(yearOf))].sort();
  const today = yearOf(r.asker.today);
  return (
    <Card title={t('screens.law.calendar')} id="lich">
      <p>{t('screens.law.calendarLead')}</p>
      {years.map((year) => (
        <details class="more" key={year} open={year === today}>
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
            {sourceLink(day.source)}
          </small>
        </>
      ),
      checked: <Checked r={r} confidence={day.confidence} />,
    },
  };
}
