import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import type { LinkedDossier } from '../../dossier/context.ts';
import { fold } from '../../dossier/fold.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import type { DossierId } from '../../kernel/ids.ts';
import { task } from './kind.ts';
import type { TaskState } from './state.ts';

const LONG = 'Nêu rõ lý do cho việc này, đủ dài.';
const give = { title: 'Lập danh mục vướng mắc', holder: 'agri.spec', dueOn: '2026-12-04' };
const assigned: Step = { as: 'agri.head', act: 'assign', body: give };
const accepted: Step = { as: 'agri.spec', act: 'accept' };
const done: Step = { as: 'agri.spec', act: 'complete', body: { evidence: 'Đã ban hành danh mục, xem tệp kèm.' } };

const stateOf = (steps: readonly Step[], options = {}) => {
  const played = play(task, steps, options);
  return { ...played, state: played.filled as unknown as TaskState };
};

describe('assigning a task', () => {
  it('gives it a number, one holder with a person, and two clocks of the holder', () => {
    const { dossier, state } = stateOf([assigned]);
    expect(dossier.number).toBe('NV-2026-00001');
    expect(dossier.stage).toBe('assigned');
    expect(state).toMatchObject({ holder: 'agri.spec', person: 'p.agri.spec', verifier: 'agri.head', title: give.title });
    expect(dossier.clocks.map((c) => [c.name, c.holder])).toEqual([
      ['do', 'agri.spec'],
      ['accept', 'agri.spec'],
    ]);
    expect(dossier.clocks[0]?.dueAt).toBe('2026-12-04T10:00:00.000Z');
  });

  it('is refused to whoever may not assign, to a vacant post, above or beside oneself, and for a day gone by', () => {
    const vacant = createProvince({ vacant: ['agri.spec', 'agri.head', 'office.head', 'office.member'] });
    expect(() => play(task, [{ ...assigned, as: 'agri.spec' }])).toThrow('task.may_not_assign');
    expect(() => play(task, [{ ...assigned, as: 'office.deputy' }], { province: vacant })).toThrow('task.no_person');
    expect(() => play(task, [{ ...assigned, body: { ...give, holder: 'build.spec' } }])).toThrow('task.not_below');
    expect(() => play(task, [{ ...assigned, body: { ...give, dueOn: '2026-11-20' } }])).toThrow('task.date_past');
    expect(() => play(task, [{ ...assigned, body: { ...give, verifier: 'agri.spec' } }])).toThrow('task.verifier_is_holder');
    expect(() => play(task, [{ ...assigned, body: { ...give, assigner: 'build.head' } }])).toThrow('task.not_your_post');
  });

  it('lets a directing office give work to any unit, and the system in the name of a post', () => {
    expect(stateOf([{ ...assigned, as: 'office.clerk' }]).state.assigner).toBe('office.clerk');
    expect(stateOf([{ as: 'system', act: 'assign', body: { ...give, assigner: 'build.spec' } }]).state.assigner).toBe(
      'build.spec',
    );
  });

  it('given to oneself is under way at once and confirmed by the superior', () => {
    const { dossier, state } = stateOf([{ ...assigned, body: { ...give, holder: 'agri.head', dueOn: '2026-11-30' } }]);
    expect(dossier.stage).toBe('doing');
    expect(state.verifier).toBe('office.head');
    expect(dossier.clocks.map((c) => c.name)).toEqual(['do']);
  });

  it('given to oneself ends within the time of a task, and only the superior moves the date', () => {
    const own = (dueOn: string) => ({ ...assigned, body: { ...give, holder: 'agri.head', dueOn } });
    const played = play(task, [{ ...own('2026-12-01'), refused: 'clock.own_date_too_late' }, own('2026-11-30')]);
    expect(played.refusals[0]?.fields).toEqual([
      { path: 'dueOn', code: 'clock.own_date_too_late', params: { date: '2026-11-30' } },
    ]);
    const ask = {
      as: 'agri.head',
      act: 'request-extension',
      body: { dueOn: '2026-12-18', reason: 'Phải chờ số liệu của sáu phường.' },
    };
    const asked = play(task, [ask, { as: 'office.head', act: 'grant-extension' }], { from: played });
    expect(asked.dossier.clocks.find((c) => c.name === 'do')?.dueAt.slice(0, 10)).toBe('2026-12-18');
  });

  it('is never confirmed by somebody below the holder, nor by somebody who has nothing to do with it', () => {
    const by = (verifier: string, refused?: string, holder = 'agri.spec') => ({
      ...assigned,
      body: { ...give, holder, verifier },
      ...(refused ? { refused } : {}),
    });
    const played = play(task, [
      { ...by('agri.spec', 'task.verifier_below', 'agri.head'), as: 'office.head' },
      by('build.spec', 'task.verifier_unrelated'),
      by('build.head', 'task.verifier_unrelated'),
      by('office.inspector'),
    ]);
    expect(played.refusals.map((r) => r.fields?.[0]?.path)).toEqual(['verifier', 'verifier', 'verifier']);
    for (const verifier of ['office.member', 'office.head', 'agri.clerk']) play(task, [by(verifier)]);
  });

  it('is handed over to nobody above whoever confirms it', () => {
    const given = play(task, [{ ...assigned, body: { ...give, verifier: 'agri.clerk' } }]);
    const hand = { as: 'agri.spec', act: 'hand-over', body: { to: 'agri.head', reason: 'Việc này cần người đứng đầu làm.' } };
    expect(play(task, [{ ...hand, refused: 'task.verifier_below' }], { from: given }).refusals).toHaveLength(1);
  });

  it('takes no date nobody here will see, and says so at the field', () => {
    const far = play(task, [
      { ...assigned, body: { ...give, dueOn: '2999-12-31' }, refused: 'clock.date_too_far' },
      { ...assigned, body: give },
    ]);
    expect(far.refusals[0]?.fields).toEqual([{ path: 'dueOn', code: 'clock.date_too_far', params: { date: '2031-11-23' } }]);
  });

  it('keeps the quoted sentence sealed and links to the dossier it comes from', () => {
    const origin: LinkedDossier = { id: 'dossier-1' as DossierId, kind: 'directive', stage: 'issued', exports: {} };
    const body = { ...give, origin: 'dossier-1', sentence: 9, quote: 'Rà soát việc chưa có quy định.', symbol: '2545-CV/TU' };
    const { dossier, state } = stateOf([{ ...assigned, body, view: [origin] }]);
    expect(JSON.stringify(dossier.state)).not.toContain('Rà soát');
    expect(state.origin).toEqual({
      dossier: 'dossier-1',
      tie: 'implements',
      sentence: 9,
      quote: body.quote,
      symbol: '2545-CV/TU',
    });
    expect(task.links?.(dossier.state)).toEqual([{ type: 'implements', to: 'dossier-1' }]);
    expect(() => play(task, [{ ...assigned, body }])).toThrow('task.no_such_origin');
  });
});

describe('the way to a closed task', () => {
  it('goes by acceptance, progress, evidence and another person', () => {
    const steps: Step[] = [
      assigned,
      accepted,
      { as: 'agri.spec', act: 'progress', body: { percent: 40, note: 'Đã gửi phiếu.' } },
      done,
      { as: 'agri.head', act: 'verify' },
    ];
    const { dossier, state } = stateOf(steps);
    expect(dossier.stage).toBe('closed');
    expect(dossier.clocks.map((c) => [c.name, c.state])).toEqual([
      ['do', 'met'],
      ['accept', 'met'],
      ['verify', 'met'],
    ]);
    expect(state.percent).toBe(100);
    expect(task.exports?.(dossier.state, dossier)).toMatchObject({
      stage: 'closed',
      percent: 100,
      due: '2026-12-04',
      unit: 'agri',
    });
  });

  it('is never verified or sent back by the person who handed it in, whatever post that person has come to hold', () => {
    const promoted = createProvince({ holders: { 'agri.head': 'p.agri.spec', 'agri.spec': 'p.new' } });
    const before = play(task, [assigned, done]);
    const after = play(task, [{ as: 'agri.head', act: 'verify', refused: 'task.same_person' }], {
      from: before,
      province: promoted,
    });
    expect(after.dossier).toEqual(before.dossier);
    expect(() =>
      play(task, [{ as: 'agri.head', act: 'return', body: { reason: LONG, dueOn: '2026-12-10' } }], {
        from: before,
        province: promoted,
      }),
    ).toThrow('task.same_person');
  });

  it('starts a second round when sent back, with the date of whoever sent it back', () => {
    const { dossier, state } = stateOf([
      assigned,
      done,
      { as: 'agri.head', act: 'return', body: { reason: LONG, dueOn: '2026-12-10' } },
    ]);
    expect(dossier.stage).toBe('doing');
    expect(state).toMatchObject({ round: 2, dueOn: '2026-12-10', setter: 'agri.head' });
    expect(state.completed).toBeUndefined();
    expect(state.dates.map((d) => [d.on, d.why])).toEqual([
      ['2026-12-04', 'assigned'],
      ['2026-12-10', 'return'],
    ]);
    expect(dossier.clocks.filter((c) => c.state === 'running').map((c) => [c.name, c.dueAt])).toEqual([
      ['do', '2026-12-10T10:00:00.000Z'],
    ]);
  });

  it('can be reopened after closing by the verifier or the assigner only', () => {
    const closed: Step[] = [assigned, done, { as: 'agri.head', act: 'verify' }];
    const body = { reason: LONG, dueOn: '2026-12-20' };
    expect(stateOf([...closed, { as: 'agri.head', act: 'reopen', body }]).dossier).toMatchObject({ stage: 'doing' });
    expect(() => play(task, [...closed, { as: 'agri.spec', act: 'reopen', body }])).toThrow('act.capacity');
  });

  it('ends at a withdrawal with every clock cancelled', () => {
    const { dossier } = stateOf([assigned, { as: 'agri.head', act: 'withdraw', body: { reason: LONG } }]);
    expect(dossier.stage).toBe('withdrawn');
    expect(dossier.clocks.every((c) => c.state === 'cancelled')).toBe(true);
  });
});

describe('changing a task under way', () => {
  const ask: Step = { as: 'agri.spec', act: 'request-extension', body: { dueOn: '2026-12-18', reason: LONG } };

  it('moves the date only when whoever set it grants that, and keeps the old date', () => {
    const asked = stateOf([assigned, accepted, ask]);
    expect(asked.dossier.clocks.find((c) => c.id === 'request:extension')).toMatchObject({
      holder: 'agri.head',
      state: 'running',
    });
    expect(asked.state.dueOn).toBe('2026-12-04');
    const granted = play(task, [{ as: 'agri.head', act: 'grant-extension', body: {} }], { from: asked });
    const state = granted.filled as unknown as TaskState;
    expect(state.dueOn).toBe('2026-12-18');
    expect(state.dates.map((d) => d.on)).toEqual(['2026-12-04', '2026-12-18']);
    const clock = granted.dossier.clocks.find((c) => c.name === 'do');
    expect(clock?.dueAt).toBe('2026-12-18T10:00:00.000Z');
    expect(clock?.working.extensions).toHaveLength(1);
  });

  it('sets a lapsed clock running again and ends its escalation when a later date is granted', () => {
    const silent = play(task, [assigned, accepted, { as: 'system', act: 'lapse', body: { clock: 'do' }, later: 14 }]);
    expect(silent.dossier.clocks.find((c) => c.name === 'escalation')?.state).toBe('running');
    const granted = play(task, [ask, { as: 'agri.head', act: 'grant-extension', body: {} }], { from: silent });
    expect(granted.dossier.clocks.map((c) => [c.name, c.state])).toContainEqual(['do', 'running']);
    expect(granted.dossier.clocks.find((c) => c.name === 'escalation')?.state).toBe('cancelled');
  });

  it('refuses a second request, an earlier date, and an answer by the asker', () => {
    const both = createProvince({ holders: { 'agri.head': 'p.agri.spec' } });
    const asked = play(task, [assigned, accepted, ask, { ...ask, refused: 'task.request_open' }]);
    expect(() => play(task, [assigned, { ...ask, body: { dueOn: '2026-12-03', reason: LONG } }])).toThrow('task.date_not_later');
    play(task, [{ as: 'p.agri.spec', act: 'grant-extension', refused: 'task.own_request' }], { from: asked, province: both });
    const refused = play(task, [{ as: 'agri.head', act: 'refuse-extension', body: { reason: LONG } }], { from: asked });
    expect((refused.dossier.state as unknown as TaskState).extension).toBeUndefined();
  });

  it('passes to another post with its clock when the assigner agrees, to be accepted anew', () => {
    const propose: Step = { as: 'agri.spec', act: 'hand-over', body: { to: 'agri.deputy', reason: LONG } };
    const { dossier, state } = stateOf([assigned, accepted, propose, { as: 'agri.head', act: 'approve-hand-over' }]);
    expect(dossier.stage).toBe('assigned');
    expect(state).toMatchObject({ holder: 'agri.deputy', person: 'p.agri.deputy', accepted: false });
    expect(dossier.clocks.filter((c) => c.state === 'running').map((c) => [c.name, c.holder])).toEqual([
      ['do', 'agri.deputy'],
      ['accept', 'agri.deputy'],
    ]);
    expect(() => play(task, [assigned, { ...propose, body: { to: 'agri.head', reason: LONG } }])).toThrow(
      'task.verifier_is_holder',
    );
  });

  it('lets the superior answer a request on which its addressee kept silent, and nobody else', () => {
    const silent = play(task, [
      assigned,
      accepted,
      ask,
      { as: 'system', act: 'lapse', body: { clock: 'request:extension' }, later: 8 },
    ]);
    expect(silent.dossier.clocks.find((c) => c.name === 'escalation')).toMatchObject({
      holder: 'office.head',
      of: 'request:extension',
    });
    const granted = play(task, [{ as: 'office.head', act: 'grant-extension', body: {} }], { from: silent });
    expect(granted.dossier.clocks.find((c) => c.id === 'request:extension')?.state).toBe('met-late');
    expect(() => play(task, [{ as: 'office.deputy', act: 'grant-extension', body: {} }], { from: silent })).toThrow(
      'act.capacity',
    );
  });
});

describe('who sees a task', () => {
  const coUnits: Step = { ...assigned, as: 'office.head', body: { ...give, coUnits: ['build', 'finance'] } };

  it('is read by the units concerned, the verifier, the responsible member and the inspector, not by every official', () => {
    const { dossier } = stateOf([coUnits]);
    const { read } = accessOf(task, dossier);
    expect(read).toEqual(
      expect.arrayContaining(['staff:agri', 'staff:build', 'staff:office', 'post:office.member', 'role:inspector']),
    );
    expect(read).not.toContain('official');
    expect(read).not.toContain('staff:an');
  });

  it('shows a co-operating unit that has not reported as an empty row: without a clock there is no silence', () => {
    const report: Step = { as: 'build.spec', act: 'co-report', body: { text: 'Đã rà soát mười hồ sơ.' } };
    const { dossier, filled } = stateOf([coUnits, report]);
    const rows = task.sections?.(filled, dossier).find((s) => s.key === 'reports')?.rows;
    expect(rows?.map((r) => [r['unit'], r['text'], r.silent ?? false])).toEqual([
      ['build', 'Đã rà soát mười hồ sơ.', false],
      ['finance', null, false],
    ]);
  });

  it('offers the holder the act that answers the clock first', () => {
    const { dossier } = stateOf([assigned]);
    const acts = available(task, dossier, createProvince().standing('p.agri.spec'));
    expect(acts[0]?.act).toBe('accept');
    expect(acts.map((a) => a.act)).not.toContain('verify');
  });

  it('folds from its acts alone to the very same dossier', () => {
    const { dossier, acts } = stateOf([assigned, accepted, done, { as: 'agri.head', act: 'verify' }]);
    expect(fold(task, dossier.id, acts)).toEqual(dossier);
  });
});
