/** A Party committee beside the small province, with one who heads it: whose opinion is asked. */
import type { RowOp } from '../../src/dossier/table.ts';
import { openRow } from './open-row.ts';

/** The unit `T` and its post `T.head`, held by `T-head`. */
export const partyCommittee: readonly RowOp[] = [
  openRow('unit', { unit: 'T' }, { kind: 'party-committee', code: null, parent: null, locality: null, rank: 9 }),
  openRow('unit_name', { unit: 'T' }, { name_vi: 'Tỉnh ủy', name_en: 'Party', short_vi: 'TU', short_en: 'TU' }),
  openRow(
    'post',
    { post: 'T.head' },
    { unit: 'T', title_vi: 'Bí thư', title_en: 'Secretary', function: 'head', superior: null, roles: [], rank: 1 },
  ),
  openRow('holding', { post: 'T.head' }, { person: 'T-head', form: 'full' }),
  openRow(
    'person',
    { person: 'T-head' },
    { family_and_middle: 'Đỗ Văn', given: 'Bí', honorific: 'Ông', staff_code: 'T-head', demo: true },
  ),
];
