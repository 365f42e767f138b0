import { describe, expect, it } from 'vitest';
import type { StandingView } from '../dossier/context.ts';
import { asPersonId } from '../kernel/ids.ts';
import { keysOfPerson, standingOf } from './standing.ts';
import { close, dayOf, delegate, post, seat, smallProvince, succeed, unit } from './testing/rows.ts';

const province = smallProvince();
const keys = (ops: Parameters<typeof dayOf>[0], person: string, on?: string): readonly string[] =>
  keysOfPerson(dayOf(ops, on), asPersonId(person));

describe('standing', () => {
  it('gives a head, a deputy and a clerk their keys, sorted', () => {
    expect(keys(province, 'director')).toEqual(['head:dept', 'official', 'person:director', 'post:dept.head', 'staff:dept']);
    expect(keys(province, 'vice')).toContain('deputy:dept');
    expect(keys(province, 'clerk')).toContain('clerk:dept');
  });

  it('is what the engine expects', () => {
    const view: StandingView = standingOf(dayOf(province), asPersonId('director'));
    expect(view.capacities[0]?.title.vi).toBe('head Sở Thử nghiệm');
  });

  it('gives the roles of a post', () => {
    expect(keys([...province, post('dept.clerk', { roles: ['register'] })], 'clerk')).toContain('role:register');
  });

  it('is empty for who has left the service', () => {
    expect(keys([...province, close('person', { person: 'vice' }, '2026-11-23')], 'vice')).toEqual([]);
  });

  it('carries the keys of a vacant post to its superior but not its roles', () => {
    const ops = [
      ...province,
      post('dept.clerk', { roles: ['register'] }),
      close('holding', { post: 'dept.clerk' }, '2026-01-01'),
    ];
    expect(keys(ops, 'director')).toEqual(expect.arrayContaining(['post:dept.clerk', 'clerk:dept']));
    expect(keys(ops, 'director')).not.toContain('role:register');
  });

  it('carries the keys of a merged unit to the unit that took over', () => {
    const ops = [
      ...province,
      unit('new', 'top'),
      post('new.head'),
      post('new.specialist-1'),
      ...seat('new.head', 'boss'),
      ...seat('new.specialist-1', 'aide'),
      close('unit', { unit: 'dept' }, '2026-11-01'),
      succeed('unit', 'dept', ['new'], '2026-11-01'),
    ];
    expect(keys(ops, 'boss')).toEqual(
      expect.arrayContaining(['head:dept', 'post:dept.head', 'staff:dept', 'post:dept.specialist-1']),
    );
    expect(keys(ops, 'aide')).toContain('staff:dept');
    expect(keys(ops, 'aide')).not.toContain('head:dept');
  });

  it('says on whose behalf a delegated key is held, by which paper and for which matters', () => {
    const day = dayOf([...province, delegate('kt', 'dept.head', 'dept.deputy-1', { matters: ['obstacle'] })]);
    const held = standingOf(day, asPersonId('vice')).capacities.find((capacity) => capacity.key === 'head:dept');
    expect(held).toMatchObject({
      post: 'dept.deputy-1',
      matters: ['obstacle'],
      onBehalfOf: { post: 'dept.head', person: 'director', form: 'KT', documentNumber: 'kt/QĐ' },
    });
  });

  it('never passes a delegation on', () => {
    const ops = [...province, delegate('a', 'top.head', 'dept.head'), delegate('b', 'dept.head', 'dept.deputy-1')];
    expect(keys(ops, 'director')).toContain('head:top');
    expect(keys(ops, 'vice')).toContain('head:dept');
    expect(keys(ops, 'vice')).not.toContain('head:top');
  });

  it('lets a delegation lapse when its giver leaves the post', () => {
    const ops = [...province, delegate('a', 'top.head', 'dept.head'), close('holding', { post: 'top.head' }, '2026-01-01')];
    expect(keys(ops, 'director')).not.toContain('post:top.head');
  });

  it('gives the stand-in the keys while the holder is away and not after', () => {
    const ops = [
      ...province,
      delegate('leave', 'dept.head', 'dept.specialist-1', { form: 'absence' }, '2026-11-01'),
      close('delegation', { delegation: 'leave' }, '2026-11-10'),
    ];
    expect(keys(ops, 'expert', '2026-11-09')).toContain('head:dept');
    expect(keys(ops, 'expert', '2026-11-10')).not.toContain('head:dept');
    expect(keys(ops, 'director', '2026-11-09')).toContain('head:dept');
  });
});
