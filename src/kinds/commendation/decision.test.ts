/** What is put forward and decided, and how it departs. */
import { describe, expect, it } from 'vitest';
import type { Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import {
  decide,
  decided,
  decision,
  heard,
  LONG,
  nominate,
  openClocks,
  opinion,
  pilot,
  pilotHeard,
  played,
  proposeForm,
  publish,
  SPEC,
  UNITS,
  verify,
} from './steps.test-support.ts';

const proposing = (...awards: object[]): Step => ({ ...proposeForm, body: { awards, reasons: LONG } });
const deciding = (more: object): Step => ({ ...decide, body: { ...decision, ...more } });
const DEPUTY = { whom: 'person', post: 'agri.deputy', form: 'praise' };

describe('putting the form forward', () => {
  it.each([
    ['somebody of another line', { ...SPEC, post: 'an.spec' }, 'commendation.not_within'],
    ['the own collective', { whom: 'collective', unit: 'agri', form: 'praise' }, 'commendation.own_collective'],
    ['a salary step without a completed proposal', { ...SPEC, months: 3 }, 'commendation.salary_completed'],
    ['nobody named', { whom: 'person', form: 'praise' }, 'commendation.name_the_post'],
    ['whoever decides', { ...SPEC, post: 'agri.head' }, 'commendation.decider_receives'],
    ['whoever puts it forward', { ...SPEC, post: 'agri.clerk' }, 'commendation.own_commendation'],
    ['a form nobody knows', { ...SPEC, form: 'medal' }, 'act.invalid'],
  ])('is refused for %s', (_, award, code) => {
    expect(() => played([...heard, proposing(award)])).toThrow(code);
  });

  it('names everybody once, and the row where it does not hold', () => {
    const p = played([
      ...heard,
      { ...proposing(SPEC, DEPUTY, { ...SPEC, form: 'praise' }), refused: 'commendation.named_twice' },
    ]);
    expect(p.refusals[0]?.fields?.[0]?.path).toBe('awards.2.post');
  });

  it('goes to the head with a date', () => {
    const p = played([...heard, proposing(SPEC, DEPUTY)]);
    expect([p.dossier.stage, openClocks(p), p.state.asked.length]).toEqual(['deciding', ['decide agri.head'], 2]);
  });
});

describe('an early salary step', () => {
  const months = (post: string) => proposing({ whom: 'person', post, form: 'certificate', months: 6 });
  const [opened, ...others] = pilotHeard as readonly [Step, ...Step[]];
  const under = (authors: readonly object[], more: object = {}): readonly Step[] => {
    const exports = { ...(pilot.exports as object), authors, ...more } as typeof pilot.exports;
    return [{ ...opened, view: [{ ...pilot, exports }] }, ...others];
  };
  const SPEC_AUTHOR = { person: 'p.agri.spec', post: 'agri.spec', unit: 'agri' };
  const DEPUTY_AUTHOR = { person: 'p.agri.deputy', post: 'agri.deputy', unit: 'agri' };

  it('is for whoever shares the authorship, and for nobody else, whatever the post', () => {
    expect(() => played([...pilotHeard, months('agri.deputy')])).toThrow('commendation.salary_authors');
    expect(played([...pilotHeard, months('agri.spec')]).state.asked).toMatchObject([{ months: 6 }]);
    const joint = under([SPEC_AUTHOR, DEPUTY_AUTHOR]);
    expect(played([...joint, months('agri.deputy')]).state.asked).toMatchObject([{ post: 'agri.deputy', months: 6 }]);
  });

  it('goes by the post in which each of them proposed, not by the one held now', () => {
    const risen = createProvince({ ...UNITS, holders: { 'agri.deputy': 'p.binh.spec' } });
    const second = under([SPEC_AUTHOR, { person: 'p.binh.spec', post: 'binh.spec', unit: 'binh' }]);
    expect(() => played([...second, months('agri.deputy')], { province: risen })).toThrow('commendation.salary_named');
    const promoted = createProvince({ ...UNITS, holders: { 'agri.deputy': 'p.agri.spec' } });
    const unnamed = under([SPEC_AUTHOR], { named: false });
    expect(() => played([...unnamed, months('agri.deputy')], { province: promoted })).toThrow('commendation.salary_named');
    const stepped = createProvince({ ...UNITS, holders: { 'agri.spec': 'p.agri.deputy', 'agri.deputy': 'p.new' } });
    const joint = under([{ ...SPEC_AUTHOR, person: 'p.an.spec' }, DEPUTY_AUTHOR], { proposer: 'p.an.spec' });
    expect(played([...joint, months('agri.spec')], { province: stepped }).state.asked).toMatchObject([{ months: 6 }]);
  });
});

describe('deciding', () => {
  it('names the recipients, is told to them and to whoever nominated, and waits to be made known', () => {
    const p = played(decided);
    expect(p.state.decision).toMatchObject({ outcome: 'awarded', number: '15/QĐ-SNN', late: false, departs: null });
    expect(p.state.awards).toMatchObject([{ person: 'p.agri.spec', form: 'certificate', months: null }]);
    expect(p.decided.at(-1)?.notices).toEqual(
      expect.arrayContaining([
        { to: 'person:p.agri.spec', code: 'awarded' },
        { to: 'person:p.an.spec', code: 'decided' },
      ]),
    );
    expect(openClocks(p)).toEqual(['publish agri.clerk']);
    const made = played([publish], { from: p });
    expect([made.dossier.stage, openClocks(made), made.state.published?.on]).toEqual(['published', [], '2026-11-23']);
  });

  it('says how and why it departs from the proposal, or from an opinion', () => {
    const ready = [...heard, proposeForm];
    const other = { awards: [{ ...SPEC, form: 'praise' }] };
    expect(() => played([...ready, deciding(other)])).toThrow('commendation.say_why_otherwise');
    expect(played([...ready, deciding({ ...other, departs: LONG })]).state.decision?.departs).toBe(LONG);
    const against = [
      nominate,
      verify,
      { as: 'finance.head', act: 'give-opinion', body: { ...opinion, stance: 'disagree' } },
      heard[3] as Step,
    ];
    expect(() => played([...against, proposeForm, decide])).toThrow('commendation.say_why_otherwise');
    expect(played([...against, proposeForm, deciding({ departs: LONG })]).dossier.stage).toBe('decided');
  });

  it('is never on a list with one’s own name, nor without a recipient', () => {
    const ready = [...heard, proposeForm];
    expect(() => played([...ready, deciding({ awards: [] })])).toThrow('act.invalid');
    expect(() => played([...ready, deciding({ awards: [SPEC, { ...SPEC, post: 'agri.head' }], departs: LONG })])).toThrow(
      'commendation.own_commendation',
    );
    const twoPosts = createProvince({ ...UNITS, holders: { 'agri.deputy': 'p.agri.head' } });
    const [row] = [{ ...SPEC, post: 'agri.deputy' }];
    expect(() => played([...ready, deciding({ awards: [row], departs: LONG })], { province: twoPosts })).toThrow(
      'commendation.own_commendation',
    );
  });

  it('says on its face that it came late; a silent head is passed over and the superior may decide', () => {
    const silent = played([...heard, proposeForm, { as: 'system', act: 'lapse', body: { clock: 'decide' }, later: 12 }]);
    expect(openClocks(silent)).toEqual(['decide agri.head', 'escalation:decide:1 office.head']);
    expect(played([decide], { from: silent }).state.decision).toMatchObject({ late: true, post: 'agri.head' });
    expect(played([{ ...decide, as: 'office.head' }], { from: silent }).state.decision).toMatchObject({ post: 'office.head' });
  });
});
