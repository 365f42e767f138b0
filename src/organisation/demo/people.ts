import type { RowOp } from '../../dossier/table.ts';
import { asPersonId, type PersonId, type PostId } from '../../kernel/ids.ts';
import { asLegalDate, type LegalDate, laterDate } from '../../kernel/time.ts';
import { type OrganisationReference, toPostOp } from '../reference.ts';
import { inventName } from './names.ts';

/** A post of the demo with the invented person who sits in it. */
export interface Seat {
  readonly post: PostId;
  readonly person: PersonId;
  readonly from: LegalDate;
}

/** Everybody of the demo: the posts that exist, who sits where, and the operations that say so. */
export interface DemoPeople {
  readonly seats: readonly Seat[];
  readonly postOps: readonly RowOp[];
  readonly personOps: readonly RowOp[];
  readonly holdingOps: readonly RowOp[];
}

/** The communes where somebody sits in every post; elsewhere the demo has a chair and a clerk. */
const FULL_COMMUNES: ReadonlySet<string> = new Set(['06760', '06781', '06712']);
/** The bodies with a deputy and specialists; elsewhere the demo has a head and a clerk. */
const FULL_BODIES: ReadonlySet<string> = new Set(['22-snnmt', '22-stc', '22-sxd', '22-vpubnd']);
/** The upland districts in whose communes nobody is clerk yet: the post is vacant and falls to the chair. */
const UPLAND: ReadonlySet<string> = new Set(['22-h-binhlieu', '22-h-tienyen', '22-h-damha', '22-h-haiha', '22-h-bache']);
const SMALL_BODY: ReadonlySet<string> = new Set(['head', 'clerk']);

/** The first day of the term that began with the congress of September 2025. */
export const TERM_START = asLegalDate('2025-10-01');

/**
 * Who sits in the collective bodies besides their own post, by the place in the Standing Committee: its members are the
 * heads of the Party's and the province's bodies, the rest have no other post in the demo.
 */
const STANDING_COMMITTEE: readonly (string | null)[] = [
  '22-tu.head',
  '22-tu.deputy-1',
  '22-ubnd.head',
  '22-hdnd.head',
  '22-btctu.head',
  '22-btgdv.head',
  '22-bnctu.head',
  '22-ubkt.head',
  '22-vptu.head',
  '22-ubnd.deputy-1',
  '22-ubnd.deputy-2',
  null,
  null,
  null,
  null,
];
const EXECUTIVE_COMMITTEE: readonly string[] = [
  '22-snnmt.head',
  '22-stc.head',
  '22-sxd.head',
  '22-sct.head',
  '22-snv.head',
  '22-stp.head',
  '22-bqlkkt.head',
  '06688.head',
  '06712.head',
  '06793.head',
  '06811.head',
  '06838.head',
  '06862.head',
  '06895.head',
  '06922.head',
  '06978.head',
  '07093.head',
  '07132.head',
  '06994.head',
  '07192.head',
];
/** The chairs of the two councils sit as Deputy Secretaries too. */
const SECOND_SEATS: ReadonlyMap<string, string> = new Map([
  ['22-tu.deputy-2', '22-ubnd.head'],
  ['22-tu.deputy-3', '22-hdnd.head'],
]);

/** Guarantees the same people in the same seats for the same reference data. */
export function inventPeople(reference: OrganisationReference): DemoPeople {
  const seats: Seat[] = [];
  const postOps: RowOp[] = [];
  const personOps: RowOp[] = [];
  const personOf = new Map<string, PersonId>();
  const upland = reference.succession.filter((row) => UPLAND.has(row.of)).flatMap((row) => row.successors);
  const invent = (from: LegalDate): PersonId => {
    const n = personOps.length;
    const person = demoPersonId(n);
    const name = inventName(n);
    const values = {
      family_and_middle: name.familyAndMiddle,
      given: name.given,
      honorific: name.honorific,
      staff_code: `QN-${String(n + 1).padStart(4, '0')}`,
      demo: true,
    };
    personOps.push({ op: 'open', table: 'person', key: { person }, values, from: laterDate(from, reference.recordsFrom) });
    return person;
  };
  for (const unit of reference.units) {
    if (unit.to !== null) continue;
    for (const given of reference.postsOf(unit)) {
      if (!isSeated(unit.id, unit.kind, given.suffix)) continue;
      const post = `${unit.id}.${given.suffix}`;
      postOps.push(toPostOp(unit, given));
      if (given.function === 'clerk' && upland.includes(unit.id)) continue;
      const other = otherSeatOf(post);
      const person =
        personOf.get(post) ?? (other === undefined ? undefined : personOf.get(other)) ?? invent(reference.recordsFrom);
      personOf.set(post, person);
      if (other !== undefined) personOf.set(other, person);
      const from = other === undefined && unit.kind !== 'party-committee' ? unit.from : laterDate(unit.from, TERM_START);
      seats.push({ post: post as PostId, person, from });
    }
  }
  const holdingOps = seats.map(
    (seat): RowOp => ({
      op: 'open',
      table: 'holding',
      key: { post: seat.post },
      values: { person: seat.person, form: 'full' },
      from: seat.from,
    }),
  );
  return { seats, postOps, personOps, holdingOps };
}

function isSeated(unit: string, kind: string, suffix: string): boolean {
  if (kind === 'commune') return FULL_COMMUNES.has(unit) || SMALL_BODY.has(suffix);
  if (kind === 'department' || kind === 'authority') return FULL_BODIES.has(unit) || SMALL_BODY.has(suffix);
  return true;
}

function otherSeatOf(post: string): string | undefined {
  const [unit, suffix] = post.split('.');
  const place = Number(suffix?.replace('member-', '')) - 1;
  if (unit === '22-btv') return STANDING_COMMITTEE[place] ?? undefined;
  if (unit === '22-bch') return EXECUTIVE_COMMITTEE[place];
  return SECOND_SEATS.get(post);
}

// Fixed ids in the form of a UUID of version 7: a demo started twice has the same people.
function demoPersonId(n: number): PersonId {
  return asPersonId(`01940000-0000-7000-8000-${String(n + 1).padStart(12, '0')}`);
}
