/** The objection from the report to its end, through `decide` and `fold`. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { fold } from '../../dossier/fold.ts';
import { createLaw, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { objection } from './kind.ts';
import {
  account,
  kept,
  LONG,
  law,
  lifted,
  openClocks,
  played,
  province,
  raised,
  report,
  reportUp,
  rescind,
  silence,
  submit,
  upheld,
  uphold,
} from './steps.test-support.ts';
import { summary } from './view.ts';

const effect = (p: ReturnType<typeof played>) => summary(p.state).find((item) => item.key === 'effect')?.value;
const notices = (p: ReturnType<typeof played>) => p.decided.at(-1)?.notices.map((n) => `${n.code} → ${n.to}`);
const step = (as: string, act: string, body: object, more: Partial<Step> = {}): Step => ({ as, act, body, ...more });

describe('reporting', () => {
  it('lays a clock on whoever gave the order, and on nobody else', () => {
    const p = played([submit]);
    expect(p.state).toMatchObject({
      order: { form: 'paper', symbol: report.symbol, on: report.orderedOn, what: report.ordered },
      giver: { post: 'agri.head', person: 'p.agri.head' },
      superior: 'office.head',
      promise: 'PB-2',
    });
    expect(openClocks(p)).toEqual(['answer agri.head']);
    expect(effect(p)).toBe('nothing-yet');
    expect(p.dossier.number).toBeUndefined();
  });

  it.each([
    ['a rule that does not fit', { about: 'rule' }, 'objection.other_way'],
    ['a denunciation', { about: 'wrongdoing' }, 'objection.other_way'],
    ['a complaint', { about: 'own-case' }, 'objection.other_way'],
    ['another text than the one that was read', { understood: 'PB-0' }, 'objection.promise_changed'],
    ['a paper without a symbol', { symbol: undefined }, 'objection.say_which_paper'],
    ['an order of tomorrow', { orderedOn: '2026-11-24' }, 'objection.ordered_tomorrow'],
    ['a post that does not exist', { giver: 'nobody.head' }, 'act.invalid'],
    ['no provision', { provision: undefined }, 'act.invalid'],
  ])('does not take %s', (_, change, code) => {
    expect(() => played([{ ...submit, body: { ...report, ...change } }])).toThrow(code);
  });

  it('takes an order given by word of mouth, which has no symbol', () => {
    const p = played([{ ...submit, body: { ...report, form: 'spoken', symbol: undefined } }]);
    expect(p.state.order).toMatchObject({ form: 'spoken', symbol: null });
  });

  it('takes none against oneself, a vacant post or somebody whose direct superior one is', () => {
    const against = (as: string, giver: string) => [{ ...submit, as, body: { ...report, giver } }];
    expect(() => played(against('agri.head', 'agri.head'))).toThrow('objection.own_order');
    expect(() => played(against('office.head', 'agri.head'))).toThrow('objection.you_stand_above');
    const vacant = createProvince({ vacant: ['agri.deputy'] });
    expect(() => played(against('agri.spec', 'agri.deputy'), { province: vacant })).toThrow('objection.nobody_there');
    expect(() => played(against('agri.spec', 'agri.deputy'))).not.toThrow();
  });

  it('keeps texts, symbols and numbers of papers out of the act', () => {
    const [first] = played([{ ...submit, body: { ...report, number: '01/BC-CV' } }]).acts;
    for (const text of [report.symbol, report.ordered, report.why, report.provision, report.harm, '01/BC-CV'])
      expect(JSON.stringify(first)).not.toContain(text);
  });
});

describe('whoever gave the order', () => {
  it('withdraws or changes it, which ends the matter', () => {
    const p = played([submit, rescind]);
    expect([p.dossier.stage, openClocks(p), effect(p)]).toEqual(['settled', [], 'lifted']);
    expect(p.state.answers).toMatchObject([
      { by: 'giver', outcome: 'rescinded', post: 'agri.head', number: '17/QĐ-SNN', late: false },
    ]);
    expect(p.dossier.clocks[0]?.state).toBe('met');
    expect(notices(p)).toEqual(['rescinded → person:p.agri.spec']);
  });

  it('upholds it with reasons and legal basis, and no clock lies on the reporter', () => {
    expect(() => played([submit, { ...uphold, body: { reasons: LONG } }])).toThrow('act.invalid');
    const p = played(upheld);
    expect([p.dossier.stage, openClocks(p), effect(p)]).toEqual(['upheld', [], 'report-up']);
    expect(p.state.answers[0]).toMatchObject({ outcome: 'upheld', legalBasis: kept.legalBasis });
    expect(notices(p)).toEqual(['upheld → person:p.agri.spec']);
    expect(() => played([...upheld, uphold])).toThrow('act.stage');
    expect(played([...upheld, rescind]).dossier.stage).toBe('settled');
    expect(played([...raised, rescind]).dossier.stage).toBe('settled');
  });

  it('answers late where the date has passed, and the answer says so', () => {
    const p = played([submit, silence, uphold]);
    expect(p.state.answers[0]).toMatchObject({ outcome: 'upheld', late: true });
    expect([p.dossier.clocks[0]?.state, openClocks(p), effect(p)]).toEqual(['met-late', [], 'report-up']);
  });

  it('is answered for by nobody else', () => {
    for (const as of ['agri.deputy', 'agri.clerk', 'office.head', 'office.inspector', 'agri.spec'])
      expect(() => played([submit, { ...uphold, as }])).toThrow('act.capacity');
  });

  it('is never the reporter, who may have come to the post meanwhile', () => {
    const later = createProvince({ holders: { 'agri.head': 'p.agri.spec' } });
    const p = played([submit]);
    for (const answer of [uphold, rescind])
      expect(() => played([answer], { from: p, province: later })).toThrow('objection.own_report');
  });
});

describe('the direct superior', () => {
  it('is told in writing once the order was upheld, and gets a clock', () => {
    const p = played(raised);
    expect([p.dossier.stage, openClocks(p), effect(p)]).toEqual(['raised', ['superior office.head'], 'considered']);
    expect(p.state).toMatchObject({ obeying: 'obeying', raised: { account: LONG, number: '02/BC', listed: true } });
    expect(notices(p)).toContain('raised → post:agri.head');
    expect(p.decided.at(-1)?.notices).toContainEqual({
      to: 'post:office.head',
      code: 'clock.started',
      params: { clock: 'superior' },
    });
  });

  it('is told before that only after a silence, which is recorded against whoever held the post', () => {
    expect(() => played([submit, reportUp])).toThrow('objection.answer_awaited');
    const offered = (steps: readonly Step[]) =>
      available(objection, played(steps).dossier, province.standing('p.agri.spec')).map((a) => a.act);
    expect(offered([submit])).not.toContain('report-up');
    const silent = played([submit, silence]);
    expect(offered([submit, silence])).toContain('report-up');
    expect(silent.dossier.clocks[0]).toMatchObject({ state: 'lapsed', lapsedPerson: 'p.agri.head', superior: 'office.head' });
    expect([openClocks(silent), effect(silent)]).toEqual([['answer agri.head', 'escalation office.head'], 'silence']);
    const p = played([submit, silence, reportUp]);
    expect([p.dossier.stage, openClocks(p), effect(p)]).toEqual(['raised', ['superior office.head'], 'after-silence']);
    expect(p.dossier.clocks[0]).toMatchObject({ state: 'cancelled', lapsedPerson: 'p.agri.head' });
  });

  it('lifts the order or finds that it stands; either ends the matter', () => {
    const settled = played([...raised, step('office.head', 'order-rescinded', lifted)]);
    expect([settled.dossier.stage, openClocks(settled), effect(settled)]).toEqual(['settled', [], 'considered']);
    expect(notices(settled)).toEqual(['rescinded → person:p.agri.spec', 'rescinded → post:agri.head']);
    const stands = played([...raised, step('office.head', 'order-stands', kept)]);
    expect([stands.dossier.stage, openClocks(stands), effect(stands)]).toEqual(['stands', [], 'considered']);
    expect(stands.state.answers.at(-1)).toMatchObject({ by: 'superior', outcome: 'upheld', post: 'office.head', late: false });
    expect(notices(stands)).toEqual(['stands → person:p.agri.spec', 'stands → post:agri.head']);
  });

  it('may lift the order as soon as the silence came up, but not let it stand before being told in writing', () => {
    const lift = step('office.head', 'order-rescinded', lifted);
    expect(() => played([submit, lift])).toThrow('act.capacity');
    expect(() => played([...upheld, lift])).toThrow('act.stage');
    expect(played([submit, silence, lift]).dossier.stage).toBe('settled');
    expect(() => played([submit, silence, step('office.head', 'order-stands', kept)])).toThrow('act.stage');
  });

  it('keeps silent: the next superior is called in and may answer', () => {
    const p = played([...raised, step('system', 'lapse', { clock: 'superior' }, { later: 10 })]);
    expect(openClocks(p)).toEqual(['superior office.head', 'escalation office.member']);
    const answered = played([step('office.member', 'order-stands', kept)], { from: p });
    expect(answered.state.answers.at(-1)).toMatchObject({ post: 'office.member', late: true });
  });

  it('is neither the reporter nor whoever gave the order, in whatever chair', () => {
    const stands = step('office.head', 'order-stands', kept);
    const promoted = createProvince({ holders: { 'office.head': 'p.agri.head', 'agri.head': 'p.new' } });
    expect(() => played([stands], { from: played(raised), province: promoted })).toThrow('objection.own_order_above');
    const self = createProvince({ holders: { 'office.head': 'p.agri.spec', 'agri.spec': 'p.agri.spec' } });
    expect(() => played([stands], { from: played(raised), province: self })).toThrow('objection.own_report');
    // A reporter who has come to stand above reports to the next one.
    const p = played([reportUp], { from: played(upheld), province: self });
    expect(openClocks(p)).toEqual(['superior office.member']);
  });

  it('may be outside: then the report goes up on paper and its number is noted', () => {
    const top = { ...submit, body: { ...report, giver: 'office.member' } };
    const keep = step('office.member', 'uphold', kept);
    expect(() => played([{ ...top, body: { ...top.body, seen: 'superior-only' } }])).toThrow('objection.nobody_above');
    expect(() => played([top, keep, reportUp])).toThrow('objection.superior_outside');
    const p = played([top, keep, step('agri.spec', 'add-note', { text: 'Đã gửi văn bản lên cấp trên.', number: '3/BC' })]);
    expect([p.dossier.stage, effect(p)]).toEqual(['upheld', 'report-up']);
  });
});

describe('the reporter', () => {
  it('adds facts, and says when the order is carried out or no longer', () => {
    const p = played([...raised, step('agri.spec', 'add-note', { text: 'Đã dừng thi hành.', obeying: 'not-obeying' })]);
    expect([p.state.notes[0]?.text, effect(p)]).toEqual(['Đã dừng thi hành.', 'not-obeyed']);
    expect(notices(p)).toEqual(['noted → post:agri.head', 'noted → post:office.head']);
    expect(() => played([submit, step('agri.head', 'add-note', { text: 'Ý kiến của tôi.' })])).toThrow('act.capacity');
    const many = Array.from({ length: 40 }, () => step('agri.spec', 'add-note', { text: 'Thêm một tình tiết.' }));
    expect(() => played([submit, ...many, ...many.slice(0, 1)])).toThrow('objection.too_many_notes');
  });

  it('takes the report back before it has ended, and it stays to be read', () => {
    const back = step('agri.spec', 'withdraw', { reason: LONG });
    for (const steps of [[submit], upheld, raised]) {
      const p = played([...steps, back]);
      expect([p.dossier.stage, openClocks(p), effect(p), p.state.why]).toEqual(['withdrawn', [], 'withdrawn', report.why]);
    }
    expect(() => played([submit, rescind, back])).toThrow('act.stage');
    expect(() => played([submit, { ...back, as: 'agri.head' }])).toThrow('act.capacity');
  });

  it('is promised nothing that the law of the day does not list', () => {
    const other = createLaw({ values: { 'l80.liability.grounds': ['force-majeure'] } });
    expect(effect(played(raised, { law: other }))).toBe('not-listed');
    expect(effect(played(raised, { law }))).toBe('considered');
    expect(effect(played([...upheld, { ...reportUp, body: { ...account, obeying: 'not-obeying' } }]))).toBe('not-obeyed');
  });
});

it('is answered by whoever the clock was passed on to when a post falls away', () => {
  const pass = (clock: string, holder: string) => step('system', 'reassign-holder', { clock, holder, decision: '9/QĐ' });
  const p = played([submit, pass('answer', 'build.head'), step('build.head', 'uphold', kept)]);
  expect(p.state.answers[0]).toMatchObject({ by: 'giver', post: 'build.head' });
  const q = played([...raised, pass('superior', 'build.head'), step('build.head', 'order-stands', kept)]);
  expect(q.state.answers.at(-1)).toMatchObject({ by: 'superior', post: 'build.head' });
});

describe('reading', () => {
  const readers = (steps: readonly Step[]) => accessOf(objection, played(steps).dossier).read;

  it('is for the reporter, whoever gave the order and inspection; for the superior once told, or once the silence came up', () => {
    const first = ['person:p.agri.spec', 'post:agri.head', 'role:inspector', 'system'];
    expect(readers([submit])).toEqual(first);
    expect(readers(upheld)).toEqual(first);
    const more = ['person:p.agri.spec', 'post:agri.head', 'post:office.head', 'role:inspector', 'system'];
    // Whose silence was recorded may explain it, in the own name.
    expect(readers([submit, silence])).toEqual(['person:p.agri.head', ...more]);
    expect(readers(raised)).toEqual(more);
    expect(readers([...raised, step('office.head', 'order-stands', kept)])).toEqual(more);
  });

  it('is put away by no clerk', () => {
    for (const as of ['agri.clerk', 'agri.head', 'office.clerk'])
      expect(() => played([submit, step(as, 'annul', { reason: LONG })])).toThrow('act.capacity');
  });
});

it('folds from its acts to what it is, whichever way it went', () => {
  for (const steps of [[submit], [submit, rescind], [submit, silence, reportUp], raised]) {
    const p = played(steps);
    expect(fold(objection, p.dossier.id, p.acts)).toEqual(p.dossier);
  }
});
