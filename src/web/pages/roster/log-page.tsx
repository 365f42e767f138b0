import { formatStamp } from '../../../kernel/format.ts';
import { REGISTER_TABLES, registerWords } from '../../../organisation/register/index.ts';
import type { NotedExport } from '../../../store/export-log.ts';
import { EmptyState, PageHelp } from '../../components/banner.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { BULK } from '../bulk/names.ts';
import { EVIDENCE } from '../evidence/choice.ts';
import { OWN } from '../own/view.ts';
import { personLabel } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** Who took what out, newest first; never grouped, sorted or counted by person. */
export function ExportLogPage({
  r,
  title,
  rows,
}: {
  readonly r: Reader;
  readonly title: string;
  readonly rows: readonly NotedExport[];
}) {
  const { t } = r;
  return (
    <>
      <div class="crumb titlebar">
        <h1>{title}</h1>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('screens.roster.logEmpty')} />
      ) : (
        <section class="card" aria-label={title}>
          <DataTable
            t={t}
            caption={t('screens.roster.logCaption')}
            hideCaption
            dense
            columns={[
              { key: 'what', label: t('screens.roster.logWhat'), head: true },
              { key: 'who', label: t('screens.roster.logWho') },
              { key: 'at', label: t('screens.roster.logAt'), noWrap: true },
              { key: 'reason', label: t('screens.roster.logReason') },
            ]}
            rows={rows.map((row) => ({
              id: row.id,
              cells: {
                what: (
                  <>
                    {whatWords(r, row.what)} ({row.format.toUpperCase()})
                    {row.filter === '' ? null : <small>{filterWords(r, row.filter)}</small>}
                  </>
                ),
                who: row.person === 'system' ? t('screens.roster.logSystem') : personLabel(r, row.person),
                at: formatStamp(row.at),
                reason: row.reason ?? '',
              },
            }))}
          />
        </section>
      )}
      <PageHelp t={t}>
        <p>{t('screens.roster.logLead')}</p>
      </PageHelp>
    </>
  );
}

function whatWords(r: Reader, what: string): string {
  const [, room = '', , last = ''] = what.split('/');
  if (room === 'to-chuc') {
    const table = REGISTER_TABLES.find((one) => one === last);
    const name = table ? registerWords(r.lang)(`export.${table}`) : r.t('screens.roster.logAll');
    return r.t('screens.roster.registerOf', { name });
  }
  if (what === OWN.path) return r.t('screens.own.logWhat');
  if (what === OWN.evidence) return `${r.t('evidence.logWhat')}: ${r.t('screens.own.logWhat')}`;
  const kind = r.registry.bySegment(room);
  if (kind && last === EVIDENCE.path) return `${r.t('evidence.logWhat')}: ${r.say.kind(kind.name, 'name')}`;
  return kind ? r.say.kind(kind.name, 'plural') : r.t('pages.list.all');
}

function filterWords(r: Reader, filter: string): string {
  const picked = new URLSearchParams(filter).get(BULK.chosen);
  return picked === null ? filter : r.t('bulk.picked', { n: picked });
}
