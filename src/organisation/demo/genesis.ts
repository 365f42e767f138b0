import type { RowOp } from '../../dossier/table.ts';
import type { PersonId, PostId } from '../../kernel/ids.ts';
import type { Bilingual } from '../../kernel/messages.ts';
import { asLegalDate, type LegalDate } from '../../kernel/time.ts';
import { type OrganisationReference, toFieldOps, toSuccessionOps, toUnitOps } from '../reference.ts';
import { ASSIGNMENT_DECISION, toAssignmentOps } from './assignments.ts';
import { inventPeople, TERM_START } from './people.ts';

/** One decision that brings a part of the organisation into being; becomes one organisation-decision dossier. */
export interface GenesisDecision {
  readonly title: Bilingual;
  readonly number: string;
  readonly date: LegalDate;
  readonly ops: readonly RowOp[];
}

/** How many operations one decision may carry. */
export const OPS_PER_DECISION = 300;

/** Guarantees the published organisation of the province without any person, in decisions that can be applied in order. */
export function referenceDecisions(reference: OrganisationReference): GenesisDecision[] {
  const provincial = reference.units.filter((unit) => unit.kind !== 'commune' && unit.kind !== 'district');
  const local = reference.units.filter((unit) => unit.kind === 'commune' || unit.kind === 'district');
  return [
    ...split(
      { vi: 'Danh mục cơ quan cấp tỉnh, thành phố', en: 'Provincial and city bodies' },
      '03/ĐN',
      reference.recordsFrom,
      provincial.flatMap(toUnitOps),
    ),
    ...split({ vi: 'Danh mục lĩnh vực', en: 'List of fields' }, '04/ĐN', reference.recordsFrom, toFieldOps(reference)),
    ...split(
      { vi: 'Sắp xếp đơn vị hành chính: 54 phường, xã, đặc khu', en: 'Reorganisation into 54 wards, communes and special zones' },
      '373/ĐA-CP',
      asLegalDate('2025-05-09'),
      [...local.flatMap(toUnitOps), ...toSuccessionOps(reference)],
    ),
  ];
}

/** Guarantees the invented people of the demo, their posts and assignments, in decisions that follow the reference ones. */
export function demoDecisions(reference: OrganisationReference): GenesisDecision[] {
  const people = inventPeople(reference);
  return [
    ...split({ vi: 'Chức danh (dữ liệu trình diễn)', en: 'Posts (demo data)' }, '05/ĐN', reference.recordsFrom, people.postOps),
    ...split(
      { vi: 'Danh sách cán bộ (dữ liệu trình diễn)', en: 'List of officials (demo data)' },
      '06/ĐN',
      reference.recordsFrom,
      people.personOps,
    ),
    ...split(
      { vi: 'Bố trí cán bộ (dữ liệu trình diễn)', en: 'Holders of posts (demo data)' },
      '07/ĐN',
      TERM_START,
      people.holdingOps,
    ),
    ...split(
      {
        vi: 'Phân công Ủy viên Ban Thường vụ, Ban Chấp hành theo dõi lĩnh vực, địa bàn, đơn vị (dữ liệu trình diễn)',
        en: 'Assignment of Standing and Executive Committee members to fields, localities and units (demo data)',
      },
      ASSIGNMENT_DECISION,
      TERM_START,
      toAssignmentOps(reference),
    ),
  ];
}

/** Guarantees everything the demo province begins with, in decisions of at most {@link OPS_PER_DECISION} operations. */
export function genesisDecisions(reference: OrganisationReference): GenesisDecision[] {
  return [...referenceDecisions(reference), ...demoDecisions(reference)];
}

/** Who signs in with one click in demo mode; the words come from the catalogues under the persona's name. */
export type PersonaName =
  | 'commune-official'
  | 'specialist'
  | 'department-head'
  | 'clerk'
  | 'standing-committee-member'
  | 'inspector'
  | 'administrator';

/** One of the seven personas and the seat it sits in. */
export interface Persona {
  readonly name: PersonaName;
  readonly person: PersonId;
  readonly post: PostId;
}

const PERSONA_POSTS: Readonly<Record<PersonaName, string>> = {
  'commune-official': '06760.deputy-1',
  specialist: '22-snnmt.specialist-1',
  'department-head': '22-snnmt.head',
  clerk: '22-vpubnd.clerk',
  'standing-committee-member': '22-btv.member-12',
  inspector: '22-ubkt.inspector-1',
  administrator: '22-vpubnd.administrator',
};

/** Guarantees the seven personas of the demo, each in a post that the demo decisions fill. */
export function listPersonas(reference: OrganisationReference): Persona[] {
  const { seats } = inventPeople(reference);
  return (Object.entries(PERSONA_POSTS) as [PersonaName, string][]).flatMap(([name, post]) => {
    const seat = seats.find((known) => known.post === post);
    return seat === undefined ? [] : [{ name, person: seat.person, post: seat.post }];
  });
}

function split(title: Bilingual, number: string, date: LegalDate, ops: readonly RowOp[]): GenesisDecision[] {
  const parts = Math.ceil(ops.length / OPS_PER_DECISION);
  return Array.from({ length: parts }, (_, n) => ({
    title: parts === 1 ? title : { vi: `${title.vi} (${n + 1}/${parts})`, en: `${title.en} (${n + 1}/${parts})` },
    number: parts === 1 ? number : `${number}-${n + 1}`,
    date,
    ops: ops.slice(n * OPS_PER_DECISION, (n + 1) * OPS_PER_DECISION),
  }));
}
