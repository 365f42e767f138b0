import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { anyOfficial } from '../../dossier/capacity.ts';
import { isOpen } from '../../dossier/clocks.ts';
import { choice, dossierRef, legalDate, line, postRef } from '../../dossier/field.ts';
import { emptyDossier, fold } from '../../dossier/fold.ts';
import { key } from '../../dossier/keys.ts';
import { actsOf, defineKind } from '../../dossier/kind.ts';
import { createRegistry } from '../../dossier/registry.ts';
import { fieldsOf } from '../../dossier/schema.ts';
import { createLaw, type Played, type PlayOptions, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import type { Dossier } from '../../dossier/words.ts';
import { asDossierId } from '../../kernel/ids.ts';
import { listKeys } from '../../kernel/messages.ts';
import { obstacleKind } from './index.ts';
import { obstacle } from './kind.ts';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import type { ObstacleState } from './state.ts';

const law = createLaw({ values: { 'obstacle.register.unit': 'office', 'obstacle.hand-over.max': 3 } });
const why = 'Lý do đủ dài để người sau đọc hiểu được.';
/** What the obstacle asks of a task: kinds never import one another, so the test states the contract. */
const task = defineKind<{ readonly title: string }>({
  name: 'task',
  prefix: 'NV',
  version: 1,
  stages: ['assigned'],
  ends: ['done'],
  initial: { title: '' },
  acts: {
    assign: actsOf<{ readonly title: string }>()({
      from: 'new',
      to: 'assigned',
      by: [anyOfficial()],
      body: z.object({
        title: line(),
        holder: postRef(),
        dueOn: legalDate(),
        origin: dossierRef(),
        tie: choice(['implements', 'part-of']),
      }),
      apply: (_, a) => ({ title: a.body.title }),
    }),
  },
  describe: (s) => ({ title: s.title }),
  place: () => ({}),
  access: () => ({ read: [] }),
  stewards: () => [],
  summary: () => [],
  onLapse: {},
  retention: { years: 1, basis: 'test' },
});

const SCAN = [{ hash: 'a'.repeat(64), name: 'tra-loi.pdf', size: 10, type: 'application/pdf' }];

const REPORT: Step = {
  as: 'an.spec',
  act: 'report',
  body: {
    what: 'Chưa có quy định giao đất xen kẹp cho 27 hộ phải di dời. Dự án chậm.',
    locality: 'an',
    legalGap: 'none',
    aboutPerson: 'no',
  },
};
const REGISTER: Step = { as: 'office.clerk', act: 'register' };
const CLASSIFY: Step = {
  as: 'office.clerk',
  act: 'classify',
  body: { field: 'land', provision: 'Luật Đất đai 2024, Điều 79', legalGap: 'none', authority: 'province' },
};
const ROUTE: Step = { as: 'office.head', act: 'route' };
const DECIDE: Step = {
  as: 'agri.head',
  act: 'decide',
  body: {
    remedy: 'resolved-here',
    reasons: why,
    legalBasis: 'Luật Đất đai, Điều 79',
    consequence: 'Phường được giao đất theo nhóm hộ.',
  },
};
const DONE: Step = { as: 'agri.head', act: 'report-done', body: { done: why, effectMoney: 1_000_000, effectPeople: 96 } };
const TO_DECIDING = [REPORT, REGISTER, CLASSIFY, ROUTE];
const TO_CONFIRMING = [...TO_DECIDING, DECIDE, DONE];

const run = (steps: readonly Step[], options: PlayOptions = {}): Played => play(obstacle, steps, { law, ...options });
const stateOf = (p: { readonly dossier: Dossier }): ObstacleState => p.dossier.state as unknown as ObstacleState;
const openClocks = (p: Played): string[] => p.dossier.clocks.filter(isOpen).map((c) => `${c.id}→${c.holder}`);
const rowsOf = (p: Played, section: string) =>
  obstacle.sections?.(p.filled, p.dossier).find((s) => s.key === section)?.rows ?? [];

describe('an obstacle reported in three answers', () => {
  it('starts one clock, held by the clerk of the register', () => {
    expect(openClocks(run([REPORT]))).toEqual(['register→office.clerk']);
  });

  it('is read before registration by the reporter, the clerk and the responsible member alone', () => {
    const { dossier } = run([REPORT]);
    expect(accessOf(obstacle, dossier).read).toEqual(
      [key.person('p.an.spec'), key.post('office.clerk'), key.post('office.member'), key.system].sort(),
    );
  });

  it('is read by every official once it has its number', () => {
    const { dossier } = run([REPORT, REGISTER]);
    expect(dossier.number).toMatch(/^VM-2026-/);
    expect(accessOf(obstacle, dossier).read).toContain(key.official);
  });

  it('names a hidden reporter to nobody: neither parties, page, exports nor facts carry the person or the post', () => {
    const played = run([REPORT, REGISTER]);
    const shown = JSON.stringify([
      obstacle.parties?.(played.dossier.state),
      obstacle.summary(played.filled),
      obstacle.sections?.(played.filled, played.dossier),
      obstacle.exports?.(played.filled, played.dossier),
      played.acts[0]?.facts,
    ]);
    expect(shown).not.toContain('an.spec');
    expect(played.acts[0]?.mask).toEqual([key.post('office.clerk'), key.post('office.member')]);
  });

  it('stays hidden when the reporter corrects the report or reminds a holder', () => {
    const played = run([
      REPORT,
      {
        as: 'an.spec',
        act: 'correct',
        body: {
          seq: 1,
          field: 'what',
          text: 'Chưa có quy định về giao đất xen kẹp cho hộ di dời.',
          reason: 'Tôi ghi thiếu nội dung.',
        },
      },
      { as: 'an.spec', act: 'remind', body: { clock: 'register' } },
    ]);
    for (const act of played.acts.slice(1)) {
      expect(act.mask).toEqual([key.post('office.clerk'), key.post('office.member')]);
      expect(act.facts.actor).toEqual({ unit: 'an', unitName: 'Phường An' });
    }
  });

  it('shows a reporter who wants to be seen, with the post', () => {
    const played = run([{ ...REPORT, body: { ...(REPORT.body as object), visibility: 'wide' } }]);
    expect(obstacle.parties?.(played.dossier.state)[0]).toEqual({
      role: 'reporter',
      unit: 'an',
      post: 'an.spec',
      person: 'p.an.spec',
    });
    expect(played.acts[0]?.mask).toBeUndefined();
  });

  it('is refused with the lawful channel when it is about wrongdoing or an own case', () => {
    const about = (aboutPerson: string, refused: string): Step => ({
      ...REPORT,
      body: { ...(REPORT.body as object), aboutPerson },
      refused,
    });
    const { refusals } = run([
      about('wrongdoing', 'obstacle.other_channel_wrongdoing'),
      about('own-case', 'obstacle.other_channel_own_case'),
      REPORT,
    ]);
    expect(refusals).toHaveLength(2);
  });

  it('is never registered by the reporter’s own office where another one is named', () => {
    const two = createLaw({ values: { 'obstacle.register.unit': ['office', 'finance'] } });
    expect(openClocks(run([{ ...REPORT, as: 'office.spec' }], { law: two }))).toEqual(['register→finance.clerk']);
  });

  it('takes its title from the first sentence', () => {
    const played = run([REPORT]);
    expect(obstacle.describe(played.filled, played.dossier).title).toBe(
      'Chưa có quy định giao đất xen kẹp cho 27 hộ phải di dời',
    );
  });
});

describe('others with the same obstacle', () => {
  it('add their locality once it is registered, and cannot know of it before', () => {
    const join: Step = { as: 'binh.spec', act: 'join', body: { locality: 'binh', line: 'Bên tôi 12 hộ' } };
    const played = run([
      REPORT,
      { ...join, refused: 'act.stage' },
      REGISTER,
      join,
      { ...join, refused: 'obstacle.already_raised' },
    ]);
    expect(played.dossier.stage).toBe('registered');
    expect(rowsOf(played, 'places')).toMatchObject([{ locality: 'binh', line: 'Bên tôi 12 hộ' }]);
  });

  it('are offered to join, and whoever raised it already is not', () => {
    const { dossier } = run([REPORT, REGISTER, { as: 'binh.spec', act: 'join', body: { locality: 'binh' } }]);
    const offers = (person: string) => available(obstacle, dossier, createProvince().standing(person)).map((a) => a.act);
    expect(offers('p.cat.spec')).toContain('join');
    expect(offers('p.an.spec')).not.toContain('join');
    expect(offers('p.binh.spec')).not.toContain('join');
  });

  it('confirm for their own place without closing the author’s dossier', () => {
    const played = run([
      REPORT,
      REGISTER,
      { as: 'binh.spec', act: 'join', body: { locality: 'binh' } },
      CLASSIFY,
      ROUTE,
      DECIDE,
      DONE,
      { as: 'binh.spec', act: 'confirm' },
    ]);
    expect(played.dossier.stage).toBe('confirming');
    expect(stateOf(played).places[0]?.confirmedOn).toBe('2026-11-23');
  });
});

describe('classifying and routing', () => {
  it('goes to the unit competent in the field, with a clock on its head and a member who answers', () => {
    const played = run(TO_DECIDING);
    expect(stateOf(played)).toMatchObject({ lead: 'agri', decider: 'agri.head', responsible: 'office.member' });
    expect(openClocks(played)).toEqual(['decide→agri.head']);
  });

  it('goes to the commune itself where the commune has the authority', () => {
    const played = run([REPORT, REGISTER, { ...CLASSIFY, body: { ...(CLASSIFY.body as object), authority: 'commune' } }, ROUTE]);
    expect(openClocks(played)).toEqual(['decide→an.head']);
  });

  it('needs a reason for another lead and a lead of the level with authority', () => {
    const other = (lead: string, refused?: string, reason?: string): Step => ({
      ...ROUTE,
      body: { lead, ...(reason ? { reason } : {}) },
      ...(refused ? { refused } : {}),
    });
    const played = run([
      REPORT,
      REGISTER,
      CLASSIFY,
      other('build', 'obstacle.lead_needs_reason'),
      other('binh', 'obstacle.lead_without_authority', why),
      other('build', undefined, why),
    ]);
    expect(stateOf(played).lead).toBe('build');
  });

  it('is refused where nobody answers for the matter', () => {
    const province = createProvince({ responsible: () => null });
    const played = run([REPORT, REGISTER, CLASSIFY, { ...ROUTE, refused: 'obstacle.uncovered' }], { province });
    expect(played.dossier.stage).toBe('classified');
  });

  it('stops the clock for a question, with a clock on whoever asked, and runs on with the days left', () => {
    const asked = run([
      REPORT,
      REGISTER,
      { as: 'office.clerk', act: 'ask-more', body: { question: 'Thửa đất nào, diện tích bao nhiêu?' } },
    ]);
    expect(asked.dossier.clocks.find((c) => c.id === 'classify')?.state).toBe('paused');
    expect(openClocks(asked)).toContain('answer-more→office.clerk');
    const answered = run([{ as: 'an.spec', act: 'answer-more', later: 3, body: { answer: 'Thửa 12, 300 m².' } }], {
      from: asked,
    });
    expect(answered.dossier.clocks.find((c) => c.id === 'classify')?.state).toBe('running');
    expect(openClocks(answered)).toEqual(['classify→office.clerk']);
    expect(answered.acts.at(-1)?.mask).toEqual([key.post('office.clerk'), key.post('office.member')]);
  });
});

describe('a question that is taken back', () => {
  const ASK_MORE: Step = { as: 'agri.head', act: 'ask-more', body: { question: 'Thửa đất nào, diện tích bao nhiêu?' } };
  const WITHDRAW: Step = { as: 'agri.head', act: 'withdraw-question', body: { reason: 'Không cần hỏi nữa.' } };
  const ANSWER: Step = { as: 'an.spec', act: 'answer-more', body: { answer: 'Thửa 12, 300 m².' } };
  const decideClock = (p: Played) => p.dossier.clocks.find((c) => c.id === 'decide');

  it('gives no days back: the clock runs on with its old date, and the pause stays on record', () => {
    const before = run(TO_DECIDING);
    const after = run([ASK_MORE, { ...WITHDRAW, later: 3 }], { from: before });
    expect(decideClock(after)).toMatchObject({ state: 'running', dueAt: decideClock(before)?.dueAt });
    expect(decideClock(after)?.working.pauses).toMatchObject([{ uncredited: true, unusedDays: 0 }]);
    const answered = run([ASK_MORE, { ...ANSWER, later: 3 }], { from: before });
    expect(String(decideClock(answered)?.dueAt) > String(decideClock(before)?.dueAt)).toBe(true);
  });

  it('lapses where the date passed meanwhile, and the superior’s time begins when that could be known', () => {
    const played = run([
      ...TO_DECIDING,
      ASK_MORE,
      { ...WITHDRAW, later: 21 },
      { as: 'system', act: 'lapse', body: { clock: 'decide' } },
    ]);
    expect(decideClock(played)).toMatchObject({ state: 'lapsed', lapsedPerson: 'p.agri.head' });
    const above = played.dossier.clocks.find((c) => c.of === 'decide');
    expect(String(above?.startAt).slice(0, 10)).toBe('2026-12-14');
  });

  it('cannot be stepped over by deciding: the lateness is written down first', () => {
    const asked = run([...TO_DECIDING, ASK_MORE]);
    run([{ ...DECIDE, later: 21, refused: 'obstacle.late_behind_question' }], { from: asked });
    expect(run([{ ...DECIDE, later: 1 }], { from: asked }).dossier.stage).toBe('carrying-out');
  });

  it('may be taken back by the responsible member too, so that a silent asker stops nobody', () => {
    expect(decideClock(run([...TO_DECIDING, ASK_MORE, { ...WITHDRAW, as: 'office.member' }]))?.state).toBe('running');
  });

  it('counts among the pauses of one clock, after which only more time from above is left', () => {
    const played = run([
      ...TO_DECIDING,
      ASK_MORE,
      WITHDRAW,
      ASK_MORE,
      ANSWER,
      { ...ASK_MORE, refused: 'obstacle.questions_used' },
    ]);
    expect(played.refusals[0]?.params).toEqual({ max: 2 });
  });
});

describe('handing over', () => {
  const hand = (as: string, toUnit: string, refused?: string): Step => ({
    as,
    act: 'hand-over',
    body: { toUnit, authority: 'province', basis: 'Quyết định 1, Điều 2', reason: why },
    ...(refused ? { refused } : {}),
  });

  it('is counted and shown, and ends after three: then only who stands highest over the matter names the lead', () => {
    const played = run([
      ...TO_DECIDING,
      hand('agri.head', 'build'),
      hand('build.head', 'finance'),
      hand('finance.head', 'agri'),
      hand('agri.head', 'build', 'obstacle.hand_over_ended'),
      { as: 'office.member', act: 'route', body: { lead: 'build', reason: why } },
    ]);
    expect(rowsOf(played, 'handOvers').map((r) => [r.no, r.from, r.to, r.back])).toEqual([
      [1, 'agri', 'build', 'no'],
      [2, 'build', 'finance', 'no'],
      [3, 'finance', 'agri', 'yes'],
      [4, 'agri', 'build', 'yes'],
    ]);
    expect(openClocks(played)).toEqual(['decide→build.head']);
  });

  it('counts naming another lead as a passing, and tells who had it how long', () => {
    const played = run([...TO_DECIDING, { as: 'office.member', act: 'route', later: 3, body: { lead: 'build', reason: why } }]);
    expect(rowsOf(played, 'handOvers')).toMatchObject([{ no: 1, from: 'agri', to: 'build', back: 'no', basis: null, days: 3 }]);
    expect(played.dossier.clocks.filter((c) => c.id === 'decide').map((c) => [c.holder, c.state])).toEqual([
      ['agri.head', 'met'],
      ['build.head', 'running'],
    ]);
  });

  it('gives the next unit its whole time once; after that the clock passes on with the date it has', () => {
    const reroute = (lead: string): Step => ({ as: 'office.member', act: 'route', later: 2, body: { lead, reason: why } });
    const once = run([...TO_DECIDING, reroute('build')]);
    const due = once.dossier.clocks.find((c) => c.id === 'decide' && c.state === 'running')?.dueAt;
    const twice = run([{ ...hand('build.head', 'agri'), later: 1 }], { from: once });
    expect(twice.dossier.clocks.filter(isOpen)).toMatchObject([{ id: 'decide', holder: 'agri.head', dueAt: due }]);
    const silent = run([{ as: 'system', act: 'lapse', later: 10, body: { clock: 'decide' } }, reroute('build')], { from: twice });
    expect(silent.dossier.clocks.find((c) => c.id === 'decide' && isOpen(c))).toMatchObject({
      holder: 'build.head',
      state: 'lapsed',
      lapsedPerson: 'p.agri.head',
      dueAt: due,
    });
  });

  it('falls, once passed too often, to whoever stands above the member responsible for the matter', () => {
    const province = createProvince({ responsible: () => 'agri.head' });
    const played = run(
      [
        ...TO_DECIDING,
        hand('agri.head', 'build'),
        hand('build.head', 'finance'),
        hand('finance.head', 'build'),
        { as: 'agri.head', act: 'route', body: { lead: 'finance', reason: why }, refused: 'obstacle.hand_over_ended' },
        { as: 'office.head', act: 'route', body: { lead: 'finance', reason: why } },
      ],
      { province },
    );
    expect(stateOf(played).lead).toBe('finance');
  });

  it('lays a silence on the new holder for the days since the passing alone', () => {
    const played = run([
      ...TO_DECIDING,
      hand('agri.head', 'build'),
      { ...hand('build.head', 'agri'), later: 3 },
      { as: 'system', act: 'lapse', later: 10, body: { clock: 'decide' } },
    ]);
    expect(played.acts.at(-1)?.facts.clocks[0]).toMatchObject({ op: 'lapse', person: 'p.agri.head', daysHeld: 2 });
  });

  it('is not open to a unit that does not lead', () => {
    expect(run([...TO_DECIDING, hand('build.head', 'finance', 'act.capacity')]).dossier.seq).toBe(4);
  });
});

describe('opinions', () => {
  const ASK: Step = {
    as: 'agri.head',
    act: 'ask-opinion',
    body: { units: ['build', 'finance'], question: 'Có vướng quy hoạch không?' },
  };
  const OPINION = { stance: 'agree', opinion: 'Nhất trí với phương án của đơn vị chủ trì.' };

  it('have one clock per unit, and a silence keeps its row although the answer comes late', () => {
    const asked = run([...TO_DECIDING, ASK, { as: 'finance.deputy', act: 'give-opinion', body: OPINION }]);
    expect(openClocks(asked)).toEqual(['decide→agri.head', 'opinion:build→build.head']);
    const silent = run([{ as: 'system', act: 'lapse', later: 10, body: { clock: 'opinion:build' } }], { from: asked });
    expect(rowsOf(silent, 'opinions').find((r) => r.unit === 'build')).toMatchObject({ stance: 'silent', silent: true });
    expect(openClocks(silent)).toContain('escalation:opinion:build:1→office.head');
    const late = run([{ as: 'build.head', act: 'give-opinion', body: OPINION }], { from: silent });
    expect(
      rowsOf(late, 'opinions')
        .filter((r) => r.unit === 'build')
        .map((r) => r.stance),
    ).toEqual(['silent', 'agree']);
    expect(openClocks(late)).toEqual(['decide→agri.head']);
  });

  it('do not hold up a decision: what is still awaited ends without blame', () => {
    const played = run([...TO_DECIDING, ASK, DECIDE]);
    expect(openClocks(played)).toEqual(['carry-out→agri.head']);
    expect(rowsOf(played, 'opinions').map((r) => r.stance)).toEqual(['not-awaited', 'not-awaited']);
  });

  it('are never asked of the lead unit itself nor twice at a time', () => {
    run([
      ...TO_DECIDING,
      { ...ASK, body: { ...(ASK.body as object), units: ['agri'] }, refused: 'obstacle.asks_itself' },
      ASK,
      { ...ASK, refused: 'obstacle.already_asked' },
    ]);
  });

  it('of outside bodies go by paper: the date is expected and never lapses', () => {
    const sent = run([
      ...TO_DECIDING,
      {
        as: 'agri.clerk',
        act: 'ask-outside',
        body: {
          addressee: 'Bộ Nông nghiệp và Môi trường',
          document: '318/SNNMT-ĐĐ',
          sentOn: '2026-11-23',
          expectedOn: '2026-12-10',
        },
      },
      { as: 'system', act: 'lapse', later: 40, body: { clock: 'outside:5' }, refused: 'clock.not_running' },
    ]);
    expect(sent.dossier.clocks.find((c) => c.name === 'outside')).toMatchObject({
      id: 'outside:5',
      expected: true,
      holder: 'agri.clerk',
    });
    const answered = run(
      [
        {
          as: 'agri.clerk',
          act: 'record-outside-answer',
          body: { answer: 'Bộ nhất trí về nguyên tắc.', answerDocument: '77/BNNMT', answeredOn: '2026-11-30', scan: SCAN },
        },
      ],
      { from: sent },
    );
    expect(rowsOf(answered, 'outside')).toMatchObject([{ answerDocument: '77/BNNMT' }]);
  });
});

describe('deciding', () => {
  it('opens a task for each row, in the name of whoever decided', () => {
    const registry = createRegistry([obstacleKind, { kind: task, messages: { vi: {}, en: {} } }]);
    const tasks = [{ title: 'Lập danh sách hộ', holder: 'agri.spec', dueOn: '2026-12-15' }];
    const played = run([...TO_DECIDING, { ...DECIDE, body: { ...(DECIDE.body as object), tasks } }], { registry });
    expect(played.opened.map((o) => [o.kind.name, o.act.actor])).toEqual([['task', 'p.agri.head']]);
  });

  it('lets nobody set a date for the own work beyond what the step allows, and names the last lawful day', () => {
    const until = (as: string, doneBy: string, refused?: string): Step => ({
      ...DECIDE,
      as,
      body: { ...(DECIDE.body as object), doneBy },
      ...(refused ? { refused } : {}),
    });
    const routed = run(TO_DECIDING);
    const own = run([until('agri.head', '2027-06-30', 'clock.own_date_too_late'), until('agri.head', '2026-11-30')], {
      from: routed,
    });
    expect(own.refusals[0]?.fields).toEqual([
      { path: 'doneBy', code: 'clock.own_date_too_late', params: { date: '2026-11-30' } },
    ]);
    expect(run([until('office.member', '2027-06-30')], { from: routed }).dossier.stage).toBe('carrying-out');
    const far = run([until('office.member', '2999-12-31', 'clock.date_too_far'), DECIDE], { from: routed });
    expect(far.refusals[0]?.fields).toEqual([{ path: 'doneBy', code: 'clock.date_too_far', params: { date: '2031-11-23' } }]);
  });

  it('asks for a later date alone, and one within sight', () => {
    const ask = (dueOn: string): Step => ({ as: 'agri.head', act: 'request-extension', body: { dueOn, reason: why } });
    const played = run([
      ...TO_DECIDING,
      { ...ask('2026-11-24'), refused: 'clock.extension_not_later' },
      { ...ask('2999-12-31'), refused: 'clock.date_too_far' },
    ]);
    expect(played.refusals.map((r) => r.fields?.[0]?.path)).toEqual(['dueOn', 'dueOn']);
  });

  it('puts the matter to the superior, stops the lower clock on record and starts the superior’s', () => {
    const played = run([...TO_DECIDING, { ...DECIDE, body: { ...(DECIDE.body as object), remedy: 'ask-superior' } }]);
    expect(played.dossier.clocks.map((c) => [c.name, c.state, c.holder]).slice(-2)).toEqual([
      ['decide', 'met', 'agri.head'],
      ['decide', 'running', 'office.head'],
    ]);
    expect(
      run(
        [
          { ...DECIDE, refused: 'act.capacity' },
          { ...DECIDE, as: 'office.head' },
        ],
        { from: played },
      ).dossier.stage,
    ).toBe('carrying-out');
  });

  it('never says no without what would be needed for a yes', () => {
    const no = { ...(DECIDE.body as object), remedy: 'answer-no' };
    const played = run([
      ...TO_DECIDING,
      { ...DECIDE, body: no, refused: 'obstacle.no_needs_a_way' },
      { ...DECIDE, body: { ...no, needed: 'Cần Quốc hội sửa Điều 79.' } },
    ]);
    expect(openClocks(played)).toEqual(['confirm→office.clerk']);
  });

  it('falls to the superior on whom a silence was laid', () => {
    const silent = run([...TO_DECIDING, { as: 'system', act: 'lapse', later: 10, body: { clock: 'decide' } }]);
    expect(openClocks(silent)).toEqual(['decide→agri.head', 'escalation:decide:1→office.head']);
    const decided = run([{ ...DECIDE, as: 'office.head' }], { from: silent });
    expect(decided.dossier.clocks.find((c) => c.id === 'decide')?.state).toBe('met-late');
    expect(openClocks(decided)).toEqual(['carry-out→agri.head']);
  });

  it('gains time only from another person, before the date, and keeps the old date', () => {
    const ask: Step = { as: 'agri.head', act: 'request-extension', body: { dueOn: '2026-12-31', reason: why } };
    const grant = { act: 'grant-extension', body: { reason: 'Đồng ý cho thêm thời gian.' } };
    const played = run([
      ...TO_DECIDING,
      ask,
      { ...grant, as: 'agri.head', refused: 'act.capacity' },
      { ...grant, as: 'office.member' },
    ]);
    const clock = played.dossier.clocks.find((c) => c.id === 'decide');
    expect(clock?.dueAt).toBe('2026-12-31T10:00:00.000Z');
    expect(clock?.working.extensions).toHaveLength(1);
    const late = run([
      ...TO_DECIDING,
      { as: 'system', act: 'lapse', later: 10, body: { clock: 'decide' } },
      { ...ask, refused: 'obstacle.too_late_to_extend' },
    ]);
    expect(stateOf(late).extensions).toEqual([]);
  });
});

describe('the result', () => {
  const OBJECT: Step = { as: 'an.spec', act: 'object', body: { reason: why } };
  const DISMISS = { act: 'dismiss-objection', body: { reason: why } };

  it('closes when the author confirms', () => {
    const played = run([...TO_CONFIRMING, { as: 'an.spec', act: 'confirm' }]);
    expect(played.dossier.stage).toBe('closed');
    expect(stateOf(played).outcome).toBe('confirmed');
    expect(played.dossier.clocks.filter(isOpen)).toEqual([]);
  });

  it('is not consented to by silence, lays no lapse of a higher level on anybody, and may be confirmed late', () => {
    const silent = run([...TO_CONFIRMING, { as: 'system', act: 'lapse', later: 10, body: { clock: 'confirm' } }]);
    expect(silent.dossier.stage).toBe('closed');
    expect(stateOf(silent).outcome).toBe('unconfirmed');
    expect(silent.dossier.clocks.some((c) => c.name === 'escalation')).toBe(false);
    expect(stateOf(run([{ as: 'an.spec', act: 'confirm' }], { from: silent })).outcome).toBe('confirmed');
  });

  it('of a reporter who is seen lays the confirmation on the reporter’s post', () => {
    const wide = { ...REPORT, body: { ...(REPORT.body as object), visibility: 'wide' } };
    expect(openClocks(run([wide, ...TO_CONFIRMING.slice(1)]))).toContain('confirm→an.spec');
  });

  it('is objected to past whoever decided, and decided again in a second round', () => {
    const played = run([...TO_CONFIRMING, OBJECT]);
    expect(openClocks(played)).toContain('review-objection→office.member');
    const again = run([{ as: 'office.member', act: 'uphold-objection', body: { reason: why } }], { from: played });
    expect(again.dossier.stage).toBe('deciding');
    expect(stateOf(again).round).toBe(2);
    expect(openClocks(again)).toEqual(['decide→agri.head']);
  });

  it('may be objected to once more, one level higher, and is then closed with its reasons', () => {
    const province = createProvince({ responsible: () => 'office.head' });
    const played = run(
      [
        ...TO_CONFIRMING,
        OBJECT,
        { ...DISMISS, as: 'office.head' },
        OBJECT,
        { ...DISMISS, as: 'office.head', refused: 'act.capacity' },
        { ...DISMISS, as: 'office.member' },
      ],
      { province },
    );
    expect(played.dossier.stage).toBe('closed');
    expect(stateOf(played).outcome).toBe('objection-dismissed');
    expect(rowsOf(played, 'objections').map((r) => r.reviewer)).toEqual(['office.head', 'office.member']);
  });

  it('is verified by somebody else, and both figures stand side by side', () => {
    const verify = { act: 'verify-effect', body: { findings: why, effectMoney: 900_000 } };
    const played = run([
      ...TO_CONFIRMING,
      { ...verify, as: 'agri.head', refused: 'act.capacity' },
      { ...verify, as: 'office.inspector' },
    ]);
    expect(rowsOf(played, 'effects').map((r) => [r.state, r.money, r.people])).toEqual([
      ['reported', 1_000_000, 96],
      ['verified', 900_000, null],
    ]);
  });

  it('may be reopened by the author with a reason, with a clock of its own', () => {
    const played = run([
      ...TO_CONFIRMING,
      { as: 'an.spec', act: 'confirm' },
      { as: 'an.spec', act: 'reopen', later: 30, body: { reason: why } },
    ]);
    expect(played.dossier.stage).toBe('deciding');
    expect(played.dossier.closedAt).toBeUndefined();
    expect(openClocks(played)).toEqual(['decide→agri.head']);
    expect(fold(obstacle, played.dossier.id, played.acts)).toEqual(played.dossier);
  });
});

describe('the words of the obstacle', () => {
  // One row in every table, so that no table stays out for being empty.
  const full = Object.fromEntries(
    Object.entries(obstacle.initial as object).map(([k, v]) => [
      k,
      Array.isArray(v) ? [{}] : k === 'reported' ? { note: '' } : v,
    ]),
  );

  it('are complete in both languages', () => {
    expect(listKeys(en)).toEqual(listKeys(vi));
  });

  it('name every field of every act, every option and every column', () => {
    const words = vi.fields as Readonly<Record<string, { readonly options?: object; readonly rows?: object }>>;
    for (const act of Object.values(obstacle.acts)) {
      for (const field of fieldsOf(act.body)) {
        expect(words[field.name], field.name).toBeDefined();
        expect(Object.keys(words[field.name]?.options ?? {}), field.name).toEqual(field.meta.options ?? []);
        if (field.meta.widget === 'list')
          expect(Object.keys(words[field.name]?.rows ?? {})).toEqual(field.fields?.map((f) => f.name));
      }
    }
    const choices = vi.choices as Readonly<Record<string, object>>;
    const tables = vi.sections as Readonly<Record<string, { readonly columns: object }>>;
    for (const section of obstacle.sections?.({ ...full }, emptyDossier(obstacle, asDossierId('x'))) ?? []) {
      expect(Object.keys(tables[section.key]?.columns ?? {}), section.key).toEqual(section.columns.map((c) => c.key));
      for (const column of section.columns) if (column.group) expect(choices[column.group], column.group).toBeDefined();
    }
  });

  it('name every act, stage, clock, section and party', () => {
    expect(Object.keys(vi.acts).sort()).toEqual(Object.keys(obstacle.acts).sort());
    expect(Object.keys(vi.stages).sort()).toEqual([...new Set([...obstacle.stages, ...obstacle.ends])].sort());
    expect(Object.keys(vi.clocks)).toEqual(expect.arrayContaining(Object.keys(obstacle.onLapse)));
  });
});

describe('who judges the own matter', () => {
  const own: Step = { ...REPORT, as: 'agri.head' };
  const decidedByAuthor = [own, REGISTER, CLASSIFY, ROUTE, DECIDE, DONE];
  const confirm = (as: string, refused?: string): Step => ({ as, act: 'confirm', ...(refused ? { refused } : {}) });

  it('does not confirm it: the responsible member holds the clock and confirms, under the own name', () => {
    const played = run([...decidedByAuthor, confirm('agri.head', 'act.capacity'), confirm('office.member')]);
    expect(played.dossier.stage).toBe('closed');
    expect(played.acts.at(-1)?.mask).toBeUndefined();
    expect(openClocks(run(decidedByAuthor))).toContain('confirm→office.member');
  });

  it('leaves the confirmation to another who raised it, whose word then closes the dossier', () => {
    const played = run([
      own,
      REGISTER,
      { as: 'binh.spec', act: 'join', body: { locality: 'binh' } },
      CLASSIFY,
      ROUTE,
      DECIDE,
      DONE,
      confirm('binh.spec'),
    ]);
    expect(played.dossier.stage).toBe('closed');
    expect(stateOf(played)).toMatchObject({ outcome: 'confirmed', places: [{ confirmedOn: '2026-11-23' }] });
  });

  it('goes one higher where the responsible member decided as well', () => {
    const province = createProvince({ responsible: () => 'agri.head' });
    expect(openClocks(run(decidedByAuthor, { province }))).toContain('confirm→office.head');
  });

  it('has the effect verified by nobody who takes orders from whoever reported it; the clock goes past such an office', () => {
    const province = createProvince({ competent: { land: 'office' }, responsible: () => 'office.member' });
    const registers = createLaw({ values: { 'obstacle.register.unit': 'build' } });
    const verify = (as: string, refused?: string): Step => ({
      as,
      act: 'verify-effect',
      body: { findings: why },
      ...(refused ? { refused } : {}),
    });
    const played = run(
      [
        REPORT,
        { ...REGISTER, as: 'build.clerk' },
        { ...CLASSIFY, as: 'build.clerk' },
        { ...ROUTE, as: 'build.head' },
        { ...DECIDE, as: 'office.head' },
        { ...DONE, as: 'office.head' },
        verify('build.head', 'obstacle.superior_effect'),
      ],
      { province, law: registers },
    );
    expect(played.refusals).toHaveLength(1);
  });
});
