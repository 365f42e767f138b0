import type { FastifyInstance } from 'fastify';
import { key } from '../../../dossier/keys.ts';
import { AppError } from '../../../kernel/errors.ts';
import { readCondition } from '../../../store/read/condition.ts';
import type { Asker } from '../../../store/store.ts';
import { Banner, PageHelp } from '../../components/banner.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Light } from '../../components/light.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { readerOf } from '../deps.ts';
import { LEDGER } from '../ledger/page.tsx';
import type { Reader } from '../showing/reader.ts';
import type { WorkParts } from '../work-parts.ts';
import { buildCondition, type ConditionRow, conditionStamp } from './view.ts';

/** Where it is. */
export const CONDITION_PATH = '/quan-tri/tinh-trang';

/** True for whoever looks after the installation. */
export function isAdministrator(asker: Asker): boolean {
  return asker.standing.keys.includes(key.role('admin'));
}

/** `/quan-tri/tinh-trang`: how the installation is doing and what to do about it, for administrators alone. */
export function addConditionPage(app: FastifyInstance, parts: WorkParts): void {
  app.get(CONDITION_PATH, async (request, reply) => {
    const r = readerOf(parts, request);
    if (!isAdministrator(r.asker)) throw new AppError('admin.required', 'forbidden');
    const [condition, backup] = await Promise.all([readCondition(parts.store), parts.installation.lastBackup()]);
    const rows = buildCondition(r, condition, backup, parts.installation);
    const open = rows.filter((row) => row.tone !== 'ok').length;
    const title = r.t('screens.condition.title');
    return parts.show(request, reply, {
      title,
      children: (
        <>
          <h1>{title}</h1>
          <p class="lead">{conditionStamp(r, condition)}</p>
          <Banner tone={open === 0 ? 'done' : rows.some((row) => row.tone === 'late') ? 'late' : 'warn'}>
            {open === 0 ? r.t('screens.condition.allWell') : r.t('screens.condition.open', { n: open })}
          </Banner>
          <section class="card">
            <Rows r={r} rows={rows} title={title} />
          </section>
          <p class="note">
            <a href={LEDGER.path}>{r.t('screens.condition.ledger')}</a>
          </p>
          <PageHelp t={r.t}>
            <p>{r.t('screens.condition.help')}</p>
          </PageHelp>
        </>
      ),
    });
  });
}

function Rows({ r, rows, title }: { r: Reader; rows: readonly ConditionRow[]; title: string }) {
  const { t } = r;
  return (
    <DataTable
      t={t}
      caption={title}
      hideCaption
      columns={[
        { key: 'light', label: t('list.status'), bare: true, noWrap: true },
        { key: 'name', label: t('screens.condition.what'), head: true },
        { key: 'value', label: t('screens.condition.how') },
        { key: 'advice', label: t('screens.condition.todo') },
      ]}
      rows={rows.map((row) => ({
        id: row.key,
        cells: {
          light: <Light flat tone={row.tone} text={t(`screens.condition.tone.${row.tone}`)} />,
          name: row.name,
          value: <span class="anywhere">{row.value}</span>,
          advice:
            row.advice === undefined ? undefined : (
              <>
                {row.advice} {row.href === undefined ? null : <a href={safeHref(row.href)}>{t('screens.condition.go')}</a>}
              </>
            ),
        },
      }))}
    />
  );
}
