import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findRowOpFaults, foldRowOps, type TableRow } from '../../dossier/table.ts';
import { asPersonId, asPostId, asUnitId } from '../../kernel/ids.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { findDecisionFaults } from '../review-decision.ts';
import { organisationTables } from '../rows.ts';
import { buildSnapshot } from '../snapshot.ts';
import { standingOf } from '../standing.ts';
import { genesisDecisions, listPersonas, OPS_PER_DECISION } from './genesis.ts';
import { loadReference } from './load.ts';
import { inventName } from './names.ts';

const reference = loadReference(fileURLToPath(new URL('../../../packs', import.meta.url)));
const decisions = genesisDecisions(reference);
const ops = decisions.flatMap((decision) => decision.ops);
const organisation = buildSnapshot(foldRowOps(ops), 1);
const day = organisation.on(asLegalDate('2026-11-23'));

describe('the province', () => {
  it('has 54 communes with their official codes: 30 wards, 22 communes, 2 special zones', () => {
    const communes = day.communes();
    expect(communes).toHaveLength(54);
    expect(new Set(communes.map((row) => row.code)).size).toBe(54);
    const kinds = communes.map((row) => day.unitShortName(row.id).split(' ')[0]);
    expect(['P.', 'X.', 'ĐK.'].map((kind) => kinds.filter((found) => found === kind).length)).toEqual([30, 22, 2]);
    expect(day.unitName(asUnitId('06760'))).toBe('UBND phường Mông Dương');
    expect(communes.every((row) => row.id === row.code && row.locality === row.id)).toBe(true);
  });

  it('has fourteen specialised bodies', () => {
    expect(day.departments()).toHaveLength(14);
  });

  it('is a province until 31/08/2026 and a city from 01/09/2026', () => {
    const names = ['2026-08-31', '2026-09-01'].map((on) => organisation.unitNameAt(asUnitId('22-tu'), asLegalDate(on)));
    expect(names).toEqual(['Tỉnh ủy Quảng Ninh', 'Thành ủy Quảng Ninh']);
  });

  it('has thirteen districts until 30/06/2025 whose names and successors stay known', () => {
    const districts = reference.units.filter((unit) => unit.kind === 'district');
    expect(districts).toHaveLength(13);
    for (const { id } of districts) {
      expect(organisation.on(asLegalDate('2025-06-30')).unit(asUnitId(id)), id).toBeDefined();
      expect(day.unit(asUnitId(id)), id).toBeUndefined();
      expect(day.unit(day.currentUnit(asUnitId(id)) ?? asUnitId('')), id).toMatchObject({ kind: 'commune' });
      expect(day.unitName(asUnitId(id)), id).toMatch(/^UBND (thành phố|thị xã|huyện) /);
    }
    const inherited = reference.succession.flatMap((row) => row.successors);
    expect(new Set(inherited).size).toBe(54);
  });

  it('has a body that decides for every field at both levels', () => {
    expect(day.fields()).toHaveLength(16);
    for (const { id } of day.fields()) {
      expect(day.competentUnit(id), id).toBeDefined();
      expect(day.competentUnit(id, { level: 'commune', locality: asUnitId('06760') }), id).toBe('06760');
    }
  });
});

describe('the demo', () => {
  it('comes in decisions small enough to be one act each, whose rows fit their tables', () => {
    for (const decision of decisions) expect(decision.ops.length).toBeLessThanOrEqual(OPS_PER_DECISION);
    expect(ops.flatMap((op) => findRowOpFaults(organisationTables, op))).toEqual([]);
  });

  it('can be decided one decision after the other', () => {
    let rows: TableRow[] = [];
    for (const decision of decisions) {
      expect(findDecisionFaults(rows, decision.ops), decision.title.en).toEqual([]);
      rows = foldRowOps(decision.ops, rows);
    }
  });

  it('is the same every time', () => {
    expect(genesisDecisions(reference)).toEqual(decisions);
  });

  it('has about 150 people with different names and staff codes, all marked as demo data', () => {
    const people = day.people();
    expect(people.length).toBeGreaterThan(140);
    expect(people.length).toBeLessThan(180);
    expect(people.every((row) => row.demo)).toBe(true);
    expect(new Set(people.map((row) => `${row.familyAndMiddle} ${row.given}`)).size).toBe(people.length);
    expect(new Set(people.map((row) => row.staffCode)).size).toBe(people.length);
    expect(people.filter((row) => row.honorific === 'Bà').length).toBeGreaterThan(people.length / 3);
  });

  it('invents five hundred different names', () => {
    const names = Array.from({ length: 500 }, (_, n) => inventName(n)).map((name) => `${name.familyAndMiddle} ${name.given}`);
    expect(new Set(names).size).toBe(500);
  });

  it('has a person answering for every post, a clerk for every unit and a way up to the Secretary', () => {
    for (const post of day.posts()) expect(day.actingHolder(post.id), post.id).toBeDefined();
    for (const unit of day.units()) {
      expect(day.clerkPost(unit.id) ?? day.headPost(unit.id), unit.id).toBeDefined();
      expect(day.headPost(unit.id), unit.id).toBeDefined();
    }
    expect(day.escalationPost(asPostId('06760.head'))).toBe('22-ubnd.head');
  });

  it('has fifteen members of the Standing Committee and seven personas in different posts', () => {
    expect(day.postsIn(asUnitId('22-btv'))).toHaveLength(15);
    const personas = listPersonas(reference);
    expect(personas).toHaveLength(7);
    for (const { person, post } of personas) expect(standingOf(day, person).keys).toContain(`post:${post}`);
    expect(new Set(personas.map((persona) => persona.person)).size).toBe(7);
  });

  it('names one member of the Standing Committee for every field in every commune', () => {
    for (const field of day.fields()) {
      for (const commune of day.communes()) {
        const found = day.responsibleMember({ field: field.id, locality: commune.id, unit: commune.id });
        expect(found?.how, `${field.id} ${commune.id}`).toEqual(['locality', 'field']);
        expect(found?.post).toMatch(/^22-btv\./);
      }
    }
  });

  it('names a member of the Executive Committee for every commune without a field and every body', () => {
    for (const commune of day.communes()) {
      expect(day.responsibleMember({ locality: commune.id, unit: commune.id })?.post, commune.id).toMatch(/^22-bch\./);
    }
    for (const body of day.departments()) expect(day.responsibleMember({ unit: body.id })?.post, body.id).toMatch(/^22-bch\./);
    expect(day.responsibleMember({})?.post).toBe('22-btv.member-01');
  });

  it('lets the persona of the Standing Committee answer for land and minerals around Cẩm Phả', () => {
    for (const locality of ['06760', '06778', '06781', '06793', '06799'].map(asUnitId)) {
      for (const field of day.fields().filter((row) => row.id === 'land' || row.id === 'minerals')) {
        expect(day.responsibleMember({ field: field.id, locality })?.post).toBe('22-btv.member-12');
      }
    }
  });

  it('leaves no office empty when ten communes become one', () => {
    const gone = day.communes().slice(10, 20);
    const [target] = day.communes();
    const on = asLegalDate('2026-12-01');
    const merge = gone.flatMap(({ id }) => [
      { op: 'close' as const, table: 'unit', key: { unit: id }, on },
      {
        op: 'open' as const,
        table: 'succession',
        key: { what: 'unit', of: id },
        values: { successors: [target?.id ?? ''], decision_number: '99' },
        from: on,
      },
    ]);
    expect(findDecisionFaults(foldRowOps(ops), merge)).toEqual([]);
    const after = buildSnapshot(foldRowOps([...ops, ...merge]), 2).on(on);
    for (const { id } of gone) {
      const head = after.actingHolder(day.headPost(id) ?? asPostId(''));
      expect(head?.post, id).toBe(`${target?.id}.head`);
      expect(standingOf(after, head?.person ?? asPersonId('')).keys).toEqual(
        expect.arrayContaining([`head:${id}`, `staff:${id}`]),
      );
      expect(after.unitName(id)).toBe(day.unitName(id));
    }
    for (const post of day.posts()) expect(after.actingHolder(post.id), post.id).toBeDefined();
  });
});
