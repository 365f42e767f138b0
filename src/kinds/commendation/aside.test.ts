/** Who steps aside: where the duty goes, and who may read why. */
import { describe, expect, it } from 'vitest';
import type { Played, Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { decide, heard, nominate, openClocks, played, proposeForm, UNITS } from './steps.test-support.ts';

const aside = (as: string): Step => ({ as, act: 'step-aside', body: { reason: 'Người được đề nghị là em ruột tôi.' } });
const ready = [...heard, proposeForm];
const keysOf = (p: Played, name: string) => p.decided.at(-1)?.vault.find((entry) => entry.name === name)?.keys ?? [];

describe('stepping aside', () => {
  it('passes over whoever it is about in the post above', () => {
    const risen = createProvince({ ...UNITS, holders: { 'office.head': 'p.agri.spec' } });
    const p = played([aside('agri.head')], { from: played(ready), province: risen });
    expect([openClocks(p), p.state.decider]).toEqual([['decide office.member'], 'office.member']);
    expect(played([{ ...decide, as: 'office.member' }], { from: p, province: risen }).dossier.stage).toBe('decided');
  });

  it('passes over whoever stepped aside before', () => {
    const p = played([nominate, aside('agri.head'), aside('agri.clerk')]);
    expect([openClocks(p), p.state.clerk, p.state.decider]).toEqual([['verify office.head'], 'office.head', 'office.head']);
  });

  it('is refused where nobody above is free', () => {
    const all = createProvince({ ...UNITS, holders: { 'office.head': 'p.agri.spec' }, vacant: ['office.member'] });
    expect(() => played([aside('agri.head')], { from: played(ready), province: all })).toThrow('commendation.no_one_above');
  });

  it('says why to the desk, to those above and to inspection alone, also once it was made known', () => {
    const keys = keysOf(played([...ready, aside('agri.head')]), 'body/reason');
    for (const one of ['post:agri.clerk', 'post:agri.head', 'post:office.head', 'post:office.member', 'role:inspector'])
      expect(keys).toContain(one);
    for (const one of ['official', 'post:an.spec', 'person:p.agri.spec', 'post:finance.head']) expect(keys).not.toContain(one);
  });
});

it('a citizen for whom somebody nominates is named to the desk, to those above, to inspection and to whoever wrote it down', () => {
  const keys = keysOf(played([{ ...nominate, body: { ...(nominate.body as object), citizen: 'Bà con tổ 3' } }]), 'body/citizen');
  expect(keys).toEqual(expect.arrayContaining(['post:agri.clerk', 'post:agri.head', 'post:office.head', 'role:inspector']));
  expect(keys).toContain('person:p.an.spec');
  expect(keys).not.toContain('official');
});
