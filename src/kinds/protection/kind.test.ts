import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/index.ts';
import { createRegistry } from '../../dossier/registry.ts';
import type { Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { protectionRequestKind } from '../protection-request/index.ts';
import { protectionKind } from './index.ts';
import { protection } from './kind.ts';
import {
  accepted,
  asked,
  heard,
  LONG,
  law,
  named,
  openClocks,
  opened,
  PROPOSAL,
  panelOf,
  playedIn,
  proposal,
  statement,
  view,
} from './steps.test-support.ts';

const played = playedIn(createRegistry([protectionKind, protectionRequestKind]));

describe('opening', () => {
  it('lies with the desk above the agency, and freezes what the proposal held', () => {
    const p = played([opened]);
    expect(p.state).toMatchObject({
      ground: 'evaluation',
      subject: { person: 'p.agri.spec', post: 'agri.spec', unit: 'agri' },
      desk: { unit: 'office', head: 'office.head', clerk: 'office.clerk' },
      units: ['agri'],
      shortfall: { result: 'partly', damage: false },
      allowedOn: '2026-03-02',
    });
    expect(p.state.record).toHaveLength(3);
    expect(openClocks(p)).toEqual(['receive office.clerk']);
    expect(p.decided[0]?.notices).toContainEqual({ to: 'person:p.agri.spec', code: 'opened' });
    expect(p.dossier.number).toBeUndefined();
  });

  it('does not exist for whoever leads the person, and is read by the person, the desk and inspection', () => {
    const p = played([opened]);
    const { read, excluded } = accessOf(protection, p.dossier);
    expect(excluded.toSorted()).toEqual(['p.agri.deputy', 'p.agri.head']);
    expect(read).toEqual(
      expect.arrayContaining(['person:p.agri.spec', 'post:office.head', 'post:office.clerk', 'role:inspector']),
    );
    expect(read).not.toContain('official');
    for (const as of ['agri.head', 'agri.deputy'])
      expect(() => played([opened, { as, act: 'accept', body: { note: LONG } }])).toThrow('dossier.not_found');
  });

  it('is handled by the unit a decision of the installation names, one level above where it names none', () => {
    const set = {
      ...law,
      value: (name: string) => ({ ...law.value(name), value: name === 'protection.desk' ? ['finance'] : 3 }),
    };
    expect(played([opened], { law: set }).state.desk?.unit).toBe('finance');
    const own = { ...law, value: (name: string) => ({ ...law.value(name), value: name === 'protection.desk' ? ['agri'] : 3 }) };
    expect(played([opened], { law: own }).state.desk?.unit).toBe('office');
  });

  it('is asked for by the person, for the own proposal or for something done without one', () => {
    const p = played([asked]);
    expect(p.state).toMatchObject({ ground: 'request', proposal: null, agency: 'agri', shortfall: { result: 'none' } });
    const body = { understood: 'BV-1', threat: 'rating', facts: LONG, proposal: PROPOSAL };
    expect(played([{ as: 'agri.spec', act: 'request', body, view }]).state.proposal).toBe(PROPOSAL);
    const wrong = (step: Partial<Step>, code: string) =>
      expect(() => played([{ as: 'agri.spec', act: 'request', body, view, ...step }])).toThrow(code);
    wrong({ as: 'finance.spec' }, 'protection.not_your_proposal');
    wrong({ view: [] }, 'protection.no_such_proposal');
    wrong({ body: { ...body, understood: 'BV-0' } }, 'protection.promise_changed');
  });

  it('is opened by inspection when a proceeding starts against whoever carries a proposal', () => {
    const body = { proposal: PROPOSAL, sort: 'inspection', paper: '12-QĐ/UBKT', on: '2026-11-20' };
    const p = played([{ as: 'office.inspector', act: 'open-for', body, view: [proposal({ result: null, stage: 'piloting' })] }]);
    expect(p.state).toMatchObject({ ground: 'proceeding', proceedings: [{ sort: 'inspection', paper: '12-QĐ/UBKT' }] });
    expect(() => played([{ as: 'finance.head', act: 'open-for', body, view }])).toThrow('act.capacity');
    expect(() => played([{ as: 'office.inspector', act: 'open-for', body: { ...body, on: '2027-01-01' }, view }])).toThrow(
      'protection.not_yet',
    );
  });

  it('is never put aside by the desk unless the person alone asked for it', () => {
    const decline = { as: 'office.head', act: 'decline', body: { reasons: LONG } };
    expect(() => played([opened, decline])).toThrow('protection.must_be_answered');
    expect(played([asked, decline]).dossier.stage).toBe('declined');
    const proceeding: Step = {
      as: 'agri.spec',
      act: 'add-proceeding',
      body: { sort: 'discipline', paper: '3/TB', on: '2026-11-20' },
    };
    expect(() => played([asked, proceeding, decline])).toThrow('protection.must_be_answered');
    expect(() => played([opened, { as: 'agri.spec', act: 'withdraw', body: { reasons: LONG } }])).toThrow(
      'protection.must_be_answered',
    );
    expect(played([asked, { as: 'agri.spec', act: 'withdraw', body: { reasons: LONG } }]).dossier.stage).toBe('withdrawn');
  });
});

describe('taking it up', () => {
  it('asks the person, has a panel named and asks the agency in a dossier of its own', () => {
    const p = played(accepted);
    expect(openClocks(p)).toEqual(['statement agri.spec', 'panel office.head', 'agency office.clerk']);
    expect(p.opened).toHaveLength(1);
    expect(p.opened[0]?.kind.name).toBe('protection-request');
    expect(p.opened[0]?.after.state).toMatchObject({ what: 'agency-view', holder: 'agri.head', subject: 'p.agri.spec' });
    expect(p.state.measures).toMatchObject([{ what: 'agency-view', to: 'agri', reply: null }]);
  });

  it('asks no agency where no pilot stands behind it', () => {
    expect(played([asked, { as: 'office.clerk', act: 'accept', body: { note: LONG } }]).opened).toEqual([]);
  });

  it('passes over a silent desk to the superior', () => {
    const p = played([opened, { as: 'system', act: 'lapse', body: { clock: 'receive' }, later: 15 }]);
    expect(p.dossier.clocks.find((c) => c.level === 1)?.holder).toBe('office.head');
  });

  it('writes down that the person did not speak, and accuses nobody of it', () => {
    const p = played([...accepted, { as: 'system', act: 'lapse', body: { clock: 'statement' }, later: 30 }]);
    expect(p.state.statementLapsed).toBe(true);
    expect(p.dossier.clocks.some((c) => c.level > 0)).toBe(false);
  });

  it('takes one statement, and evidence with the day it stems from', () => {
    const evidence = (from: string): Step => ({
      as: 'agri.spec',
      act: 'add-evidence',
      body: { test: 'motive', what: LONG, from },
    });
    const p = played([
      ...heard,
      { as: 'agri.spec', act: 'state', body: statement, refused: 'protection.stated_already' },
      evidence('2026-01-15'),
      { ...evidence('2026-06-01'), as: 'office.clerk' },
      { ...evidence('2027-06-01'), refused: 'protection.not_yet' },
    ]);
    expect(p.state.evidence.map((e) => [e.by, e.before])).toEqual([
      ['subject', true],
      ['desk', false],
    ]);
  });
});

describe('the panel', () => {
  it('has nobody of the line, nobody of the units and not whoever allowed the pilot', () => {
    const name = (...posts: readonly string[]): Step => ({ as: 'office.head', act: 'name-panel', body: panelOf(...posts) });
    for (const post of ['agri.head', 'agri.deputy', 'agri.clerk', 'agri.spec'])
      expect(() => played([...heard, name('finance.head', 'build.head', post)]), post).toThrow('protection.member_of_line');
    expect(() => played([...heard, name('finance.head', 'build.head')])).toThrow('protection.odd_panel');
    expect(() => played([...heard, name('finance.head')])).toThrow('protection.odd_panel');
    expect(() => played([...heard, name('finance.head', 'finance.head', 'build.head')])).toThrow('protection.member_twice');
    const twoChairs = createProvince({ holders: { 'build.head': 'p.agri.head' } });
    expect(() => played([...heard, name('finance.head', 'build.head', 'an.head')], { province: twoChairs })).toThrow(
      'protection.member_of_line',
    );
  });

  it('hears the person first', () => {
    const early = [...accepted, ...named.slice(-1)];
    expect(() => played([...early, { as: 'an.head', act: 'find', body: {} }])).toThrow('act.invalid');
    const p = played(early);
    expect(openClocks(p)).toEqual(['statement agri.spec', 'agency office.clerk', 'findings office.head']);
  });

  it('is challenged by the person, and the head of the desk answers or names somebody else', () => {
    const challenge: Step = { as: 'agri.spec', act: 'challenge', body: { post: 'an.head', reason: LONG } };
    const kept = played([
      ...named,
      challenge,
      { ...challenge, refused: 'protection.challenged_already' },
      { as: 'office.head', act: 'keep-member', body: { post: 'an.head', answer: LONG } },
    ]);
    expect(openClocks(kept)).toEqual(['findings office.head']);
    const other = played([
      ...named,
      challenge,
      { as: 'office.head', act: 'name-panel', body: panelOf('finance.head', 'build.head', 'binh.head') },
    ]);
    expect(other.state.panel.map((m) => m.post)).toEqual(['finance.head', 'build.head', 'binh.head']);
    expect(openClocks(other)).toEqual(['findings office.head']);
  });
});
