/** The assignment map: which member answers for which field, locality and unit, and what nobody answers for. */
import { formatDate } from '../../../kernel/format.ts';
import { asFieldId, asUnitId, type UnitId } from '../../../kernel/ids.ts';
import { addDays } from '../../../kernel/time.ts';
import { type AssignmentRow, EVERY } from '../../../organisation/rows.ts';
import { Card } from '../../components/card.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { safeHref } from '../../components/safe-link.tsx';
import { mayLookOn } from '../portfolio/access.ts';
import { personLabel, postTitle, unitShort } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';

/** A matter that no assignment names: a field with the localities, or a unit. */
export interface Gap {
  readonly what: string;
  readonly places: readonly string[];
  /** True when only a general assignment covers it, false when nothing does. */
  readonly general: boolean;
}

/** What the map leaves open, field by field: uncovered first, then what only a general assignment covers. */
export function findGaps(r: Reader): readonly Gap[] {
  const { org } = r.asker;
  const communes = org.communes();
  const gaps = org.fields().flatMap((field): Gap[] => {
    const found = communes.map((commune) => ({
      commune,
      member: org.responsibleMember({ field: field.id, locality: commune.id }),
    }));
    const none = found.filter((f) => f.member === undefined).map((f) => unitShort(r, f.commune.id));
    const general = found.filter((f) => f.member?.how.length === 0).map((f) => unitShort(r, f.commune.id));
    const what = org.fieldName(field.id, r.lang);
    return [
      ...(none.length > 0 ? [{ what, places: none, general: false }] : []),
      ...(general.length > 0 ? [{ what, places: general, general: true }] : []),
    ];
  });
  return gaps.toSorted((a, b) => Number(a.general) - Number(b.general));
}

/** The whole map with its gaps. */
export function AssignmentMain({ r }: { r: Reader }) {
  const { t } = r;
  const { org } = r.asker;
  const rows = [...r.asker.org.index.assignments].sort((a, b) =>
    a.post < b.post ? -1 : a.post > b.post ? 1 : a.id < b.id ? -1 : 1,
  );
  const bodies = [...new Set(rows.map((row) => bodyOf(r, row)))].sort(
    (a, b) => (org.knownUnit(a)?.rank ?? 0) - (org.knownUnit(b)?.rank ?? 0),
  );
  return (
    <>
      <h1>{t('screens.organisation.map')}</h1>
      <p class="lead">{t('screens.organisation.mapLead')}</p>
      <Gaps r={r} gaps={findGaps(r)} />
      {bodies.map((body) => {
        const own = rows.filter((row) => bodyOf(r, row) === body);
        return (
          <Card
            key={body}
            title={r.asker.org.unitName(body, r.lang)}
            aside={<span class="muted">{t('screens.organisation.mapRows', { n: own.length })}</span>}
          >
            <DataTable
              t={t}
              caption={t('screens.organisation.mapCaption')}
              hideCaption
              dense
              columns={[
                { key: 'member', label: t('screens.organisation.member'), head: true },
                { key: 'fields', label: t('field.one') },
                { key: 'places', label: t('locality.one') },
                { key: 'units', label: t('screens.organisation.unit') },
                { key: 'basis', label: t('screens.organisation.basis'), noWrap: true },
              ]}
              rows={own.map((row) => toRow(r, row))}
            />
          </Card>
        );
      })}
    </>
  );
}

function bodyOf(r: Reader, row: AssignmentRow): UnitId {
  return r.asker.org.knownPost(row.post)?.unit ?? asUnitId('');
}

function toRow(r: Reader, row: AssignmentRow) {
  const { org } = r.asker;
  const answer = org.actingHolder(row.post);
  const title = postTitle(r, row.post);
  const name = answer ? personLabel(r, answer.person) : <span class="vacant">{r.t('org.vacant')}</span>;
  const until = row.to === null ? '' : ` – ${formatDate(addDays(row.to, -1))}`;
  return {
    id: row.id,
    cells: {
      member: (
        <>
          {mayLookOn(r.asker, row.post) ? (
            <a href={safeHref(`/phu-trach/${encodeURIComponent(row.post)}`)} title={title}>
              {name}
            </a>
          ) : (
            name
          )}
        </>
      ),
      fields: namesOf(r, row.fields, (id) => org.fieldName(asFieldId(id), r.lang)),
      places: <Names r={r} ids={row.localities} name={(id) => unitShort(r, id)} />,
      units: namesOf(r, row.units, (id) => org.unitShortName(asUnitId(id), r.lang)),
      basis: (
        <>
          {row.decisionNumber}
          <small>
            {formatDate(row.from)}
            {until}
          </small>
        </>
      ),
    },
  };
}

function namesOf(r: Reader, ids: readonly string[], name: (id: string) => string): string {
  return ids.includes(EVERY) ? r.t('screens.organisation.every') : ids.map(name).join(', ');
}

/** Longer lists are folded: the number first, the names on demand. */
function Names({ r, ids, name }: { r: Reader; ids: readonly string[]; name: (id: string) => string }) {
  if (ids.length <= 7) return <>{namesOf(r, ids, name)}</>;
  return (
    <details>
      <summary>{r.t('screens.organisation.placesCount', { n: ids.length })}</summary>
      {namesOf(r, ids, name)}
    </details>
  );
}

function Gaps({ r, gaps }: { r: Reader; gaps: readonly Gap[] }) {
  const { t } = r;
  const all = r.asker.org.communes().length;
  return (
    <Card title={t('screens.organisation.gaps')}>
      {gaps.length === 0 ? (
        <p>{t('screens.organisation.gapsNone')}</p>
      ) : (
        <ul class="wait">
          {gaps.map((gap) => (
            <li key={`${gap.what}-${String(gap.general)}`}>
              <div>
                <b>{gap.what}</b>
                {': '}
                {t(gap.general ? 'screens.organisation.gapGeneral' : 'screens.organisation.gapNone')}
                <small>{gap.places.length === all ? t('screens.organisation.everywhere') : gap.places.join(', ')}</small>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
