/** A reporter whom whoever gave the order is not to see: nothing the dossier says of itself may tell who it is. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import type { Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { objection } from './kind.ts';
import { kept, LONG, lifted, played, report, reportUp, silence, submit, submitHidden, uphold } from './steps.test-support.ts';
import { exportsOf, parties, sections, summary } from './view.ts';

/** Somebody of another unit reports, whose post and unit nothing else names. */
const stranger: Step = { ...submitHidden, as: 'cat.spec' };
const step = (as: string, act: string, body: object, more: Partial<Step> = {}): Step => ({ as, act, body, ...more });
const WHOLE: readonly Step[] = [
  stranger,
  step('cat.spec', 'add-note', { text: 'Có thêm một văn bản.', obeying: 'obeying' }),
  step('cat.spec', 'remind', { clock: 'answer' }),
  step('cat.spec', 'correct', { seq: 1, field: 'harm', text: 'Ô nhiễm.', reason: 'Viết lại cho gọn.' }),
  silence,
  step('cat.spec', 'report-up', { account: LONG, obeying: 'obeying' }),
  step('cat.spec', 'remind', { clock: 'superior' }),
];

const MASK = ['person:p.office.head', 'role:inspector'];
const mine = (p: ReturnType<typeof played>) => p.acts.filter((a) => a.actor === 'p.cat.spec');

describe('a hidden reporter', () => {
  it('is masked in every act of the own, those of the engine included, without post or unit', () => {
    const acts = mine(played(WHOLE));
    expect(acts.map((a) => a.name)).toEqual(['submit', 'add-note', 'remind', 'correct', 'report-up', 'remind']);
    for (const act of acts) {
      expect([act.name, act.mask]).toEqual([act.name, MASK]);
      expect([act.name, act.facts.actor]).toEqual([act.name, {}]);
    }
  });

  it('stands in no fact, state, party, clock, notice or export of anybody else', () => {
    const p = played([...WHOLE, step('office.head', 'order-stands', kept)]);
    const { state, clocks } = p.dossier;
    const shown = [
      p.acts.map((a) => [a.name, a.body, a.facts]),
      ...[state, clocks, parties(p.state), summary(p.state), sections(p.state), exportsOf(p.state, p.dossier as never)],
    ];
    expect(JSON.stringify(shown)).not.toContain('cat');
    const told = p.decided.flatMap((d) => d.notices).filter((n) => JSON.stringify(n).includes('cat'));
    expect(told.every((n) => n.to === 'person:p.cat.spec')).toBe(true);
    expect(told).not.toEqual([]);
  });

  it('stays hidden when taking the report back', () => {
    const [, back] = mine(played([stranger, step('cat.spec', 'withdraw', { reason: LONG })]));
    expect([back?.mask, back?.facts.actor]).toEqual([MASK, {}]);
  });

  it('is shown to the superior who is told, whoever that has come to be', () => {
    const later = createProvince({ holders: { 'office.head': 'p.cat.spec' } });
    const p = played(
      [reportUp].map((s) => ({ ...s, as: 'p.cat.spec' })),
      { from: played([stranger, uphold]), province: later },
    );
    expect(p.acts.at(-1)?.mask).toEqual(['person:p.office.member', 'role:inspector']);
  });

  it('is not shown to whoever gave the order who acts in the superior’s post, nor to a new holder, who read what is written', () => {
    const covering = createProvince({ holders: { 'office.head': 'p.agri.head', 'agri.head': 'p.new' } });
    const p = played(
      [
        step('cat.spec', 'add-note', { text: 'Có thêm một văn bản.' }),
        step('agri.head', 'uphold', kept),
        { ...reportUp, as: 'cat.spec' },
        step('cat.spec', 'remind', { clock: 'superior' }),
      ],
      { from: played([stranger]), province: covering },
    );
    const { keys } = covering.standing('p.agri.head');
    expect(keys).toContain('post:office.head');
    expect(accessOf(objection, p.dossier).read).toContain('post:office.head');
    for (const act of mine(p)) expect([act.name, act.mask?.some((k) => keys.includes(k))]).toEqual([act.name, false]);
    // What was written before stays with whoever stood above then; a report up to whoever gave the order names nobody but to inspection.
    expect(mine(p).map((act) => act.mask)).toEqual([MASK, MASK, ['role:inspector'], ['role:inspector']]);
  });

  it('is shown to a new superior by the report up, not before', () => {
    const later = createProvince({ holders: { 'office.head': 'p.new' } });
    const note = step('cat.spec', 'add-note', { text: 'Có thêm một văn bản.' });
    const p = played([note, { ...reportUp, as: 'cat.spec' }, note], { from: played([stranger, uphold]), province: later });
    const renewed = ['person:p.new', 'role:inspector'];
    expect(mine(p).map((act) => act.mask)).toEqual([MASK, MASK, renewed, renewed]);
  });

  it('does not hide whoever answers, nor a giver who explains a lapse after leaving the post', () => {
    const silent = played([stranger, silence]);
    const left = createProvince({ holders: { 'agri.head': 'p.new', 'an.spec': 'p.agri.head' } });
    const claim = { clock: 'answer', cause: 'Đi công tác nước ngoài theo quyết định.' };
    const p = played([step('p.agri.head', 'claim-cause', claim, { by: 'person:p.agri.head' })], { from: silent, province: left });
    expect(p.acts.at(-1)?.mask).toBeUndefined();
    expect(p.acts.at(-1)?.facts.actor).toMatchObject({ post: 'an.spec' });
    const answered = played([step('office.head', 'order-rescinded', lifted)], { from: silent });
    expect(answered.acts.at(-1)?.mask).toBeUndefined();
  });
});

describe('a reporter who lets everybody handling it see', () => {
  it('is a party and masked nowhere', () => {
    const p = played([submit, step('agri.spec', 'add-note', { text: 'Có thêm một văn bản.' })]);
    expect(p.acts.every((a) => a.mask === undefined)).toBe(true);
    expect(parties(p.state)).toContainEqual({ role: 'reporter', person: 'p.agri.spec', unit: 'agri' });
    expect(p.acts[0]?.facts.actor).toMatchObject({ post: 'agri.spec', unit: 'agri' });
  });

  it('chooses that openly: without the choice nothing is sent', () => {
    expect(() => played([{ ...submit, body: { ...report, seen: undefined } }])).toThrow('act.invalid');
  });
});

it('is restricted: no number, no title, nothing to be found or counted by', () => {
  expect([objection.restricted, objection.similar, objection.publicSteps, objection.navigation]).toEqual([
    true,
    undefined,
    undefined,
    undefined,
  ]);
  const { state, ...dossier } = played([submit]).dossier;
  expect(objection.describe(state, { ...dossier, state })).toEqual({ title: '' });
});
