import { describe, expect, it } from 'vitest';
import type { OrganisationView } from '../dossier/context.ts';
import { asFieldId, asPersonId, asPostId, asUnitId } from '../kernel/ids.ts';
import { asLegalDate } from '../kernel/time.ts';
import type { OrganisationDay } from './organisation-day.ts';
import { buildSnapshot } from './snapshot.ts';
import { close, dayOf, delegate, named, post, rowsOf, seat, smallProvince, succeed, unit } from './testing/rows.ts';

const province = smallProvince();
const vacate = (postId: string): ReturnType<typeof close> => close('holding', { post: postId }, '2026-01-01');

describe('a day of the organisation', () => {
  it('is all that the engine asks of it', () => {
    const view = (day: OrganisationDay): OrganisationView => day;
    expect(view(dayOf(province)).post(asPostId('dept.head'))?.title.vi).toBe('head');
  });

  it('gives a unit the name of the day and keeps the last name of one that is gone', () => {
    const ops = [...province, named('dept', 'Sở Mới', '2026-09-01'), close('unit', { unit: 'dept' }, '2026-10-01')];
    const organisation = buildSnapshot(rowsOf(ops), 1);
    expect(organisation.unitNameAt(asUnitId('dept'), asLegalDate('2026-08-31'))).toBe('Sở Thử nghiệm');
    expect(organisation.unitNameAt(asUnitId('dept'), asLegalDate('2026-09-01'))).toBe('Sở Mới');
    expect(organisation.unitNameAt(asUnitId('dept'), asLegalDate('2026-11-01'))).toBe('Sở Mới');
    expect(organisation.on(asLegalDate('2026-11-01')).unit(asUnitId('dept'))).toBeUndefined();
  });

  it('names the place a unit governs, and the unit itself where it governs none', () => {
    const day = dayOf([...province, named('top', 'UBND phường Một', '2025-01-01', 'Phường Một')]);
    expect(day.placeName(asUnitId('top'))).toBe('Phường Một');
    expect(day.placeName(asUnitId('top'), 'en')).toBe('Phường Một (en)');
    expect(day.placeName(asUnitId('dept'))).toBe('Sở Thử nghiệm');
    expect(day.placeName(asUnitId('nowhere'))).toBe('nowhere');
  });

  it('says a word shared by title and unit once', () => {
    const day = dayOf([...province, named('dept', 'Văn phòng UBND'), post('dept.head', { title_vi: 'Chánh Văn phòng' })]);
    expect(day.postTitle(asPostId('dept.head')).vi).toBe('Chánh Văn phòng UBND');
  });

  it('answers as if looked at another time whatever the order of rows', () => {
    const rows = rowsOf(province);
    const [a, b] = [rows, [...rows].reverse()].map((list) => buildSnapshot(list, 1).on(asLegalDate('2026-11-23')));
    expect(a?.posts()).toEqual(b?.posts());
    expect(a?.units()).toEqual(b?.units());
  });

  it('counts tenure over a change of form without a gap', () => {
    const acting = {
      op: 'open',
      table: 'holding',
      key: { post: 'dept.head' },
      values: { person: 'director', form: 'acting' },
    } as const;
    const day = dayOf([...province, { ...acting, from: asLegalDate('2026-05-01') }]);
    expect(day.heldSince(asPostId('dept.head'), asPersonId('director'))).toBe('2025-01-01');
    expect(day.heldSince(asPostId('dept.head'), asPersonId('chair'))).toBeUndefined();
  });
});

describe('who answers for a post', () => {
  it('is its holder', () => {
    expect(dayOf(province).actingHolder(asPostId('dept.head'))).toMatchObject({ person: 'director', via: 'holder' });
  });

  it('is the superior when the post is vacant', () => {
    const day = dayOf([...province, vacate('dept.head')]);
    expect(day.actingHolder(asPostId('dept.head'))).toEqual({
      person: 'chair',
      post: 'top.head',
      via: 'superior',
      trail: ['dept.head', 'top.head'],
    });
  });

  it('is the superior when the holder has left the service', () => {
    const day = dayOf([...province, close('person', { person: 'expert' }, '2026-01-01')]);
    expect(day.actingHolder(asPostId('dept.specialist-1'))?.person).toBe('director');
  });

  it('is the successor before the superior when the post is dissolved', () => {
    const ops = [close('post', { post: 'dept.clerk' }, '2026-01-01'), succeed('post', 'dept.clerk', ['dept.specialist-1'])];
    expect(dayOf([...province, ...ops]).actingHolder(asPostId('dept.clerk'))).toMatchObject({
      person: 'expert',
      via: 'successor',
    });
  });

  it('is the stand-in named during an absence, else the deputy, else the superior', () => {
    const away = (to: string | null) => delegate('leave', 'dept.head', to, { form: 'absence' });
    const named = dayOf([...province, away('dept.specialist-1')]);
    expect(named.actingHolder(asPostId('dept.head'))).toMatchObject({ person: 'expert', via: 'stand-in' });
    expect(dayOf([...province, away(null)]).actingHolder(asPostId('dept.head'))).toMatchObject({ person: 'vice', via: 'deputy' });
    const alone = dayOf([...province, vacate('dept.deputy-1'), away(null)]);
    expect(alone.actingHolder(asPostId('dept.head'))).toMatchObject({ person: 'chair', via: 'superior' });
  });

  it('is never somebody who is away too', () => {
    const away = (id: string, from: string, to: string | null) => delegate(id, from, to, { form: 'absence' });
    const both = [away('a', 'dept.head', 'dept.specialist-1'), away('b', 'dept.specialist-1', null)];
    expect(dayOf([...province, ...both]).actingHolder(asPostId('dept.head'))).toMatchObject({ person: 'vice', via: 'deputy' });
    const all = [...both, away('c', 'dept.deputy-1', null)];
    expect(dayOf([...province, ...all]).actingHolder(asPostId('dept.head'))).toMatchObject({ person: 'chair', via: 'superior' });
  });

  it('is the holder again on the day an absence ends', () => {
    const ops = [
      delegate('leave', 'dept.head', null, { form: 'absence' }),
      close('delegation', { delegation: 'leave' }, '2026-11-23'),
    ];
    expect(dayOf([...province, ...ops]).actingHolder(asPostId('dept.head'))?.person).toBe('director');
    expect(dayOf([...province, ...ops], '2026-11-22').actingHolder(asPostId('dept.head'))?.person).toBe('vice');
  });

  it('is nobody only when the whole chain is vacant, even if superiors form a circle', () => {
    const ops = [vacate('dept.head'), vacate('top.head'), post('top.head', { superior: 'dept.head' })];
    expect(dayOf([...province, ...ops]).actingHolder(asPostId('dept.head'))).toBeUndefined();
  });

  it('of a merged unit is the counterpart in the unit that took over', () => {
    const merged = [
      unit('new', 'top'),
      post('new.head'),
      post('new.clerk'),
      ...seat('new.head', 'successor'),
      ...seat('new.clerk', 'new-clerk'),
      close('unit', { unit: 'dept' }, '2026-11-01'),
      succeed('unit', 'dept', ['new'], '2026-11-01'),
    ];
    const day = dayOf([...province, ...merged]);
    expect(day.currentUnit(asUnitId('dept'))).toBe('new');
    expect(day.livePost(asPostId('dept.head'))).toBe('new.head');
    expect(day.livePost(asPostId('dept.clerk'))).toBe('new.clerk');
    expect(day.livePost(asPostId('dept.specialist-1'))).toBe('new.head');
    expect(day.headPost(asUnitId('dept'))).toBe('new.head');
    expect(day.clerkPost(asUnitId('dept'))).toBe('new.clerk');
  });
});

describe('where silence goes', () => {
  it('goes to the next person above, past posts of the same person, and stops at the top', () => {
    const day = dayOf([...province, vacate('dept.head'), ...seat('top.clerk', 'chair')]);
    expect(day.escalationPost(asPostId('dept.specialist-1'))).toBe('top.head');
    expect(day.escalationPost(asPostId('dept.head'))).toBeUndefined();
    expect(day.escalationPost(asPostId('top.clerk'))).toBeUndefined();
  });
});

describe('the responsible member', () => {
  const assign = (id: string, fields: string[], localities: string[], units: string[], holder = 'dept.head') => ({
    op: 'open' as const,
    table: 'assignment',
    key: { assignment: id },
    values: { post: holder, fields, localities, units, decision_number: '18' },
    from: asLegalDate('2025-01-01'),
  });
  const land = { field: asFieldId('land'), locality: asUnitId('06760'), unit: null };

  it('is named by the assignment that fits most closely', () => {
    const day = dayOf([
      ...province,
      assign('a', ['*'], ['*'], ['*']),
      assign('b', ['land'], ['*'], ['*']),
      assign('c', ['land'], ['06760'], ['*']),
    ]);
    expect(day.responsibleMember(land)).toMatchObject({ assignment: 'c', how: ['locality', 'field'] });
    expect(day.responsibleMember({ field: asFieldId('health') })).toMatchObject({ assignment: 'a', how: [] });
  });

  it('is rather the one named for locality and field than the one named for the unit alone', () => {
    const ops = [assign('a', ['*'], ['*'], ['dept']), assign('b', ['land'], ['06760'], ['*'])];
    expect(dayOf([...province, ...ops]).responsibleMember({ ...land, unit: asUnitId('dept') })?.assignment).toBe('b');
  });

  it('is one only, by a fixed order, where two fit alike', () => {
    const day = dayOf([
      ...province,
      assign('b', ['land'], ['*'], ['*']),
      assign('a', ['land'], ['*'], ['*']),
      assign('c', ['*'], ['06760'], ['*']),
    ]);
    expect(day.responsibleMember(land)?.assignment).toBe('c');
    expect(day.responsibleMember({ field: asFieldId('land') })?.assignment).toBe('a');
  });

  it('is missing where nothing fits', () => {
    expect(dayOf([...province, assign('a', ['health'], ['*'], ['*'])]).responsibleMember(land)).toBeUndefined();
  });
});
