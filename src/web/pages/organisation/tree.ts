import { asUnitId, type UnitId } from '../../../kernel/ids.ts';
import type { UnitRow } from '../../../organisation/rows.ts';
import type { OrgUnit } from '../../components/org-tree.tsx';
import { personLabel } from '../showing/people.ts';
import { type DayReader, onDayHref } from './as-of.tsx';

/** More communes than this under one body are folded together. */
const MOST_COMMUNES = 12;

/** The units of the day under those that stand under nobody, each with who answers for it. */
export function buildTree(shown: DayReader): readonly OrgUnit[] {
  const { org } = shown.r.asker;
  const roots = org.units().filter((unit) => unit.parent === null || org.unit(unit.parent) === undefined);
  return roots.map((unit) => toBranch(shown, unit, new Set()));
}

function toBranch(shown: DayReader, unit: UnitRow, above: ReadonlySet<UnitId>): OrgUnit {
  const { r } = shown;
  const { org } = r.asker;
  const seen = new Set([...above, unit.id]);
  const under = org.subordinateUnits(unit.id).filter((child) => !seen.has(child.id));
  const communes = under.filter((child) => child.kind === 'commune');
  const branches = (units: readonly UnitRow[]) => units.map((child) => toBranch(shown, child, seen));
  // Dozens of communes beside a dozen bodies would hide the bodies.
  const children: OrgUnit[] =
    communes.length > MOST_COMMUNES
      ? [
          ...branches(under.filter((child) => child.kind !== 'commune')),
          {
            id: `${unit.id}-communes`,
            name: r.t('screens.organisation.placesCount', { n: communes.length }),
            children: branches(communes),
          },
        ]
      : branches(under);
  return {
    id: unit.id,
    name: org.unitName(unit.id, r.lang),
    href: onDayHref(unitHref(unit.id), shown),
    ...headOf(shown, unit.id),
    ...(children.length > 0 ? { children } : {}),
  };
}

function headOf({ r }: DayReader, unit: UnitId): Pick<OrgUnit, 'head' | 'vacant' | 'note'> {
  const { org } = r.asker;
  const head = org.postsIn(unit).find((post) => post.function === 'head');
  if (!head) return {};
  const holder = org.holderOf(head.id);
  if (holder && !org.isAbsent(head.id)) return { head: `${head.title[r.lang]}: ${personLabel(r, holder.person)}` };
  const answer = org.actingHolder(head.id);
  const note = answer
    ? r.t('screens.organisation.answers', {
        name: org.personName(answer.person),
        via: r.t(`screens.organisation.via.${answer.via}`),
      })
    : undefined;
  return {
    ...(holder ? { head: r.t('screens.organisation.away', { name: org.personName(holder.person) }) } : { vacant: true }),
    ...(note ? { note } : {}),
  };
}

/** The page of a unit. */
export function unitHref(unit: string): string {
  return `/to-chuc/${encodeURIComponent(asUnitId(unit))}`;
}
