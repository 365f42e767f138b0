/** What must not be done to a person by those who handle the case: each a way that was open once. */
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
  conclude,
  concluded,
  find,
  found,
  heard,
  LONG,
  law,
  named,
  openClocks,
  opened,
  PANEL,
  PROPOSAL,
  panelOf,
  playedIn,
  proposal,
  statement,
} from './steps.test-support.ts';

const played = playedIn(createRegistry([protectionKind, protectionRequestKind]));
const appeal: Step = { as: 'agri.spec', act: 'appeal', body: { reason: LONG } };
const again: Step = { as: 'office.member', act: 'look-again', body: { answer: LONG } };
const name = (...posts: readonly string[]): Step => ({ as: 'office.head', act: 'name-panel', body: panelOf(...posts) });
const challenge = (post: string): Step => ({ as: 'agri.spec', act: 'challenge', body: { post, reason: LONG } });

describe('nobody is judged unheard', () => {
  it('also where the superior has a declined request looked at', () => {
    const declined: readonly Step[] = [asked, { as: 'office.head', act: 'decline', body: { reasons: LONG } }, appeal, again];
    const p = played([...declined, name(...PANEL), { ...find('an.head'), refused: 'protection.unheard' }]);
    expect(openClocks(p)).toContain('statement agri.spec');
    expect(
      played([...declined, { as: 'agri.spec', act: 'state', body: statement }, name(...PANEL), find('an.head')]).state.findings,
    ).toHaveLength(1);
  });

  it('in the post the person holds today, never through whoever came into the old one', () => {
    const moved = createProvince({ holders: { 'agri.spec': 'p.new', 'finance.spec': 'p.agri.spec' } });
    const p = played(accepted, { province: moved });
    expect(openClocks(p)).toContain('statement finance.spec');
    expect(accessOf(protection, p.dossier).read).not.toContain('post:agri.spec');
  });

  it('and the panel waits for the agency as long as its days run', () => {
    const steps = [...accepted, { as: 'agri.spec', act: 'state', body: statement }, name(...PANEL)];
    expect(() => played([...steps, find('an.head')])).toThrow('protection.agency_awaited');
    expect(played([...steps, { ...find('an.head'), later: 20 }]).state.findings).toHaveLength(1);
  });
});

describe('the agency', () => {
  it('is asked about somebody who asked for protection only once that person agrees', () => {
    const withProposal: Step = {
      ...opened,
      as: 'agri.spec',
      act: 'request',
      body: { ...(asked.body as object), proposal: 'DX-2026-00001' },
    };
    const taken = [withProposal, { as: 'office.clerk', act: 'accept', body: { note: LONG } }];
    expect(played(taken).opened).toEqual([]);
    const agreed = played([...taken, { as: 'agri.spec', act: 'let-agency-be-asked', body: { agreed: true } }]);
    expect(agreed.opened.map((o) => o.kind.name)).toEqual(['protection-request']);
  });
});

describe('the panel', () => {
  it('is not exchanged for what it finds', () => {
    const p = [...named, find('finance.head', { motive: 'not-met' }), find('build.head', { motive: 'not-met' })];
    expect(() => played([...p, name('binh.head', 'cat.head', 'an.head')])).toThrow('protection.seat_stands');
    expect(played([...p, challenge('an.head'), name('finance.head', 'build.head', 'binh.head')]).state.panel).toHaveLength(3);
  });

  it('is another one when it is looked at again, without anybody who left', () => {
    const second = [...concluded, appeal, again];
    expect(() => played([...second, name(...PANEL)])).toThrow('protection.another_panel');
    const left: readonly Step[] = [...named, { as: 'an.head', act: 'step-aside', body: { reason: LONG } }];
    expect(() => played([...left, name('finance.head', 'build.head', 'an.head')])).toThrow('protection.member_stepped_aside');
  });

  it('has nobody who works in the units in a second post, nor whoever concludes', () => {
    const twoChairs = createProvince({ holders: { 'agri.clerk': 'p.build.head' } });
    expect(() => played([...heard, name(...PANEL)], { province: twoChairs })).toThrow('protection.member_of_line');
    expect(() => played([...heard, name('finance.head', 'an.head', 'office.head')])).toThrow('protection.head_concludes');
  });

  it('concludes nothing while a member stands challenged', () => {
    const p = played([...named, find('an.head'), challenge('an.head'), find('finance.head'), find('build.head')]);
    expect(p.dossier.stage).toBe('finding');
    const kept: Step = { as: 'office.head', act: 'keep-member', body: { post: 'an.head', answer: LONG } };
    expect(played([kept], { from: p }).dossier.stage).toBe('concluding');
  });
});

describe('the desk', () => {
  it('is not the protected person in another chair', () => {
    const promoted = createProvince({ holders: { 'office.head': 'p.agri.spec', 'agri.spec': 'p.other' } });
    for (const step of [name(...PANEL), { as: 'office.head', act: 'accept', body: { note: LONG } }]) {
      const before = step.act === 'accept' ? [opened] : heard;
      const from = played(before);
      expect(() => played([{ ...step, as: 'p.agri.spec', by: 'post:office.head' }], { from, province: promoted })).toThrow(
        'protection.own_case',
      );
    }
  });

  it('beside the agency leaves the way up open: appeals and silences go to who stands above both', () => {
    const beside = { ...law, value: (n: string) => ({ ...law.value(n), value: n === 'protection.desk' ? ['finance'] : 3 }) };
    const p = played([opened], { law: beside });
    expect([p.state.desk?.unit, p.state.units]).toEqual(['finance', ['agri']]);
    expect(p.state.line).not.toContain('p.office.head');
  });
});

describe('the decree', () => {
  it('speaks for each author by the own post', () => {
    const authors = [
      { person: 'p.agri.deputy', post: 'agri.deputy', unit: 'agri', share: 60 },
      { person: 'p.agri.spec', post: 'agri.spec', unit: 'agri', share: 40 },
    ];
    const subjects = {
      ...law,
      value: (n: string) => ({
        ...law.value(n),
        value: n === 'd73.subjects' ? ['head', 'deputy'] : n === 'protection.desk' ? [] : 3,
      }),
    };
    const view = [proposal({ authors })];
    const of = (author: string) =>
      played([{ ...opened, body: { proposal: PROPOSAL, author }, view }], { law: subjects }).state.named;
    expect([of('p.agri.deputy'), of('p.agri.spec')]).toEqual([true, false]);
  });
});

describe('the way up', () => {
  it('stays open when the case is ended at once', () => {
    const nothing = [...named, ...PANEL.map((as) => find(as, { motive: 'not-met' })), conclude('not-established')];
    const ended: readonly Step[] = [...nothing, { as: 'office.head', act: 'end', body: { reasons: LONG } }];
    const p = played([...ended, appeal, { as: 'office.member', act: 'uphold', body: { answer: LONG } }]);
    expect([p.dossier.stage, p.state.appeals[0]?.outcome]).toEqual(['ended', 'upheld']);
  });

  it('does not end at whoever concluded after a silence', () => {
    const late: readonly Step[] = [
      ...found,
      { as: 'system', act: 'lapse', body: { clock: 'conclude' }, later: 20 },
      { ...conclude('excluded'), as: 'office.member', by: 'post:office.member' },
    ];
    expect(() => played([...late, appeal])).toThrow('protection.no_superior');
    expect(() => played([...concluded, appeal, { as: 'office.head', act: 'uphold', body: { answer: LONG } }])).toThrow(
      'act.capacity',
    );
  });
});
