/** The dossiers behind one number of the portfolio. */
import { formatDate } from '../../../kernel/format.ts';
import { asFieldId } from '../../../kernel/ids.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { toLegalDate } from '../../../kernel/time.ts';
import type { DossierRowView } from '../../../store/read/dossier-row.ts';
import type { PortfolioSlice } from '../../../store/read/portfolio-rows.ts';
import { EmptyState } from '../../components/banner.tsx';
import { LinkButton } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Light } from '../../components/light.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { dossierHref } from '../showing/address.ts';
import { toLight } from '../showing/light.ts';
import { unitShort } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** Heading of a slice: what narrows it. */
export function sliceTitle(r: Reader, slice: PortfolioSlice): string {
  const parts = [
    slice.since ? r.t(`screens.portfolio.slice.${slice.since}`) : r.t('screens.portfolio.slice.open'),
    ...(slice.light ? [r.t(`light.${slice.light}Short`)] : []),
    ...(slice.field ? [r.asker.org.fieldName(asFieldId(slice.field), r.lang)] : []),
    ...(slice.locality ? [unitShort(r, slice.locality)] : []),
  ];
  return parts.join(' · ');
}

/** A table of dossiers, the one that ends soonest first. */
export function DossierTable({
  r,
  caption,
  rows,
  back,
}: {
  r: Reader;
  caption: string;
  rows: readonly DossierRowView[];
  back: string;
}) {
  const { t } = r;
  if (rows.length === 0) {
    return (
      <EmptyState
        title={t('screens.portfolio.sliceNone')}
        action={
          <LinkButton href={back} look="plain">
            {t('screens.portfolio.back')}
          </LinkButton>
        }
      />
    );
  }
  return (
    <DataTable
      t={t}
      caption={caption}
      columns={[
        { key: 'light', label: t('list.status'), bare: true },
        { key: 'number', label: t('screens.portfolio.number'), noWrap: true, bare: true },
        { key: 'title', label: t('screens.portfolio.dossier'), head: true },
        { key: 'field', label: t('field.one') },
        { key: 'place', label: t('locality.one') },
        { key: 'due', label: t('screens.portfolio.dueOn'), noWrap: true },
      ]}
      rows={rows.map((row) => {
        const light = toLight(t, row.light);
        return {
          id: row.id,
          cells: {
            light: light ? <Light {...light} /> : null,
            number: row.number ?? row.receipt,
            title: <a href={safeHref(dossierHref(r.registry, row))}>{truncateWords(row.title, 140)}</a>,
            field: row.field ? r.asker.org.fieldName(asFieldId(row.field), r.lang) : null,
            place: row.locality ? unitShort(r, row.locality) : null,
            due: row.dueAt ? formatDate(toLegalDate(row.dueAt)) : null,
          },
        };
      })}
    />
  );
}
