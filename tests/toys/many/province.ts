/** Communes with many people, as rows for a test world: the first has more than the others, so that many press on one dossier. */
import type { RowOp } from '../../../src/dossier/table.ts';
import { openRow } from '../../support/open-row.ts';

/** A commune and the ids of its people. */
export interface Commune {
  readonly unit: string;
  readonly people: readonly string[];
}

/** So many communes of so many people each; the first of `first`. */
export function communesOf(count: number, each: number, first: number): readonly Commune[] {
  return Array.from({ length: count }, (_, c) => {
    const unit = `X${String(c + 1).padStart(2, '0')}`;
    return { unit, people: Array.from({ length: c === 0 ? first : each }, (__, i) => `${unit}-${String(i).padStart(3, '0')}`) };
  });
}

/** The rows of these communes. */
export function rowsOfCommunes(communes: readonly Commune[]): readonly RowOp[] {
  return communes.flatMap(({ unit, people }) => [
    openRow('unit', { unit }, { kind: 'commune', code: null, parent: 'P', locality: unit, rank: 9 }),
    openRow('unit_name', { unit }, { name_vi: `Xã ${unit}`, name_en: unit, short_vi: unit, short_en: unit }),
    // A unit without head and clerk would be headed and served from above, and read from there.
    ...people.flatMap((person, i) => [
      openRow(
        'post',
        { post: `${person}.post` },
        {
          unit,
          title_vi: 'Công chức',
          title_en: 'Official',
          function: i === 0 ? 'head' : i === 1 ? 'clerk' : 'specialist',
          superior: null,
          roles: [],
          rank: 1,
        },
      ),
      openRow('holding', { post: `${person}.post` }, { person, form: 'full' }),
      openRow('person', { person }, { family_and_middle: 'Lê', given: person, honorific: 'Bà', staff_code: person, demo: true }),
    ]),
  ]);
}
