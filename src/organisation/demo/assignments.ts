import type { RowOp } from '../../dossier/table.ts';
import type { OrganisationReference } from '../reference.ts';
import { EVERY } from '../rows.ts';
import { TERM_START } from './people.ts';

/** The number under which the demo's assignment of members stands. */
export const ASSIGNMENT_DECISION = '18-QĐ/TU';

/** Cẩm Phả's five communes: their land and mine files have a member of their own. */
const CAM_PHA = '22-h-campha';
const MINING_FIELDS = ['land', 'minerals'];
/** Which former districts make up the western half of the province. */
const WEST: ReadonlySet<string> = new Set(['22-h-halong', '22-h-uongbi', '22-h-dongtrieu', '22-h-quangyen']);

/** The fields of each member of the Standing Committee, for the western and the eastern half. */
const FIELDS_OF_MEMBERS: readonly (readonly [readonly string[], west: number, east: number])[] = [
  [['land', 'minerals'], 2, 3],
  [['environment', 'agriculture'], 4, 5],
  [['construction', 'site-clearance'], 3, 6],
  [['public-investment', 'finance'], 10, 11],
  [['industry-trade', 'science-technology'], 11, 13],
  [['culture-tourism', 'sea-fisheries'], 14, 15],
  [['health', 'education'], 6, 9],
  [['home-affairs', 'justice'], 5, 7],
];
const CAM_PHA_MEMBER = 12;

/** The bodies each member of the Executive Committee follows, by place; the others follow a former district's communes. */
const BODIES_OF_MEMBERS: readonly (readonly string[])[] = [
  ['22-snnmt', '22-bqlkkt'],
  ['22-stc', '22-vpubnd'],
  ['22-sxd'],
  ['22-sct', '22-skhcn'],
  ['22-snv', '22-sdttg', '22-sngv'],
  ['22-stp', '22-ttra'],
  ['22-svhttdl', '22-syt', '22-sgddt'],
];

/**
 * Guarantees that every field in every commune, every commune without a field and every body has exactly one member, and
 * that what nobody else follows stays with the Secretary.
 */
export function toAssignmentOps(reference: OrganisationReference): RowOp[] {
  const districts = reference.succession.filter((row) => row.what === 'unit');
  const west = districts.filter((row) => WEST.has(row.of)).flatMap((row) => row.successors);
  const east = districts.filter((row) => !WEST.has(row.of)).flatMap((row) => row.successors);
  const camPha = districts.find((row) => row.of === CAM_PHA)?.successors ?? [];
  const ops: RowOp[] = [assign('btv-01', '22-btv.member-01', [EVERY], [EVERY], [EVERY])];
  for (const [fields, westMember, eastMember] of FIELDS_OF_MEMBERS) {
    const isMining = fields.some((field) => MINING_FIELDS.includes(field));
    const rest = isMining ? east.filter((commune) => !camPha.includes(commune)) : east;
    ops.push(assign(`btv-${two(westMember)}-${fields[0]}-west`, member('22-btv', westMember), fields, west, [EVERY]));
    ops.push(assign(`btv-${two(eastMember)}-${fields[0]}-east`, member('22-btv', eastMember), fields, rest, [EVERY]));
  }
  ops.push(assign(`btv-${CAM_PHA_MEMBER}-campha`, member('22-btv', CAM_PHA_MEMBER), MINING_FIELDS, camPha, [EVERY]));
  for (const [n, units] of BODIES_OF_MEMBERS.entries()) {
    ops.push(assign(`bch-${two(n + 1)}`, member('22-bch', n + 1), [EVERY], [EVERY], units));
  }
  for (const [n, district] of districts.entries()) {
    const place = BODIES_OF_MEMBERS.length + n + 1;
    ops.push(assign(`bch-${two(place)}`, member('22-bch', place), [EVERY], district.successors, [EVERY]));
  }
  return ops;
}

function assign(
  assignment: string,
  post: string,
  fields: readonly string[],
  localities: readonly string[],
  units: readonly string[],
): RowOp {
  return {
    op: 'open',
    table: 'assignment',
    key: { assignment },
    values: { post, fields, localities, units, decision_number: ASSIGNMENT_DECISION },
    from: TERM_START,
  };
}

function member(unit: string, place: number): string {
  return `${unit}.member-${two(place)}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
