/** From the findings to the conclusion, the appeal and the end of protection. */
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../dossier/registry.ts';
import type { Step } from '../../dossier/testing/desk.ts';
import { protectionRequestKind } from '../protection-request/index.ts';
import { protectionKind } from './index.ts';
import {
  asked,
  conclude,
  concluded,
  find,
  found,
  LONG,
  named,
  openClocks,
  PANEL,
  panelOf,
  playedIn,
  proposal,
} from './steps.test-support.ts';

const harmed = [proposal({ damage: true })];
const openedWithDamage = named.map((step) => (step.view ? { ...step, view: harmed } : step));

const played = playedIn(createRegistry([protectionKind, protectionRequestKind]));

describe('concluding', () => {
  it('follows the findings and the assessment, and nothing else', () => {
    const p = played([...found, { ...conclude('considered'), refused: 'protection.other_outcome' }, conclude('excluded')]);
    expect(p.state.conclusions).toMatchObject([
      { outcome: 'excluded', clause: 'd73-2023#art11', dissents: 0, post: 'office.head', person: 'p.office.head' },
    ]);
    expect(openClocks(p)).toEqual(['period office.head']);
  });

  it('keeps dissent, and says with damage how far and under which law', () => {
    const dissenting = [
      ...openedWithDamage,
      find('finance.head'),
      find('build.head', { motive: 'not-met', cause: 'subjective' }),
      find('an.head'),
    ];
    const of = (more: Readonly<Record<string, unknown>>) => conclude('considered', more, harmed);
    const p = played([
      ...dissenting,
      { ...of({}), refused: 'protection.say_how_far' },
      { ...of({ relief: 'mitigation' }), refused: 'protection.say_which_law' },
      of({ relief: 'mitigation', law: 'Luật 80/2025/QH15, Điều 34' }),
    ]);
    expect(p.state.conclusions[0]).toMatchObject({ relief: 'mitigation', dissents: 1 });
    expect(p.state.findings.find((f) => f.post === 'build.head')?.words.motive).toBe('not-met');
    expect(() => played([...found, conclude('excluded', { relief: 'exemption' })])).toThrow('protection.nothing_to_grade');
  });

  it('is compared with published cases, or says where one looked', () => {
    const other = { ...proposal(), id: '00000000-0000-7000-8000-000000000888' as never };
    const open = { ...proposal({ result: null }), id: '00000000-0000-7000-8000-000000000777' as never };
    const body = (linked: { readonly id: string }) => ({ searched: undefined, compared: [{ case: linked.id, how: LONG }] });
    expect(() => played([...found, conclude('excluded', { searched: undefined })])).toThrow('protection.compare');
    const p = played([...found, conclude('excluded', body(other), [proposal(), other])]);
    expect(p.state.conclusions[0]?.compared).toEqual([{ case: other.id, how: LONG }]);
    expect(() => played([...found, conclude('excluded', body(open), [proposal(), open])])).toThrow('protection.no_such_case');
    expect(() => played([...found, conclude('excluded', body(other), [proposal()])])).toThrow('protection.no_such_case');
  });

  it('waits for the pilot to be assessed', () => {
    const running = [proposal({ result: null, stage: 'piloting' })];
    const body = { proposal: running[0]?.id, sort: 'inspection', paper: '1-QĐ', on: '2026-11-20' };
    const steps: readonly Step[] = [
      { as: 'office.inspector', act: 'open-for', body, view: running },
      ...found.slice(1),
      { ...conclude('excluded', {}, running), refused: 'protection.pilot_under_way' },
      conclude('excluded'),
    ];
    expect(played(steps).state.shortfall).toEqual({ result: 'partly', damage: false });
  });

  it('goes by the law alone where no pilot stands behind it', () => {
    const p = played([
      asked,
      ...found.slice(1),
      conclude('considered-by-law', { relief: 'exemption', law: 'Luật 80/2025/QH15, Điều 34' }, []),
    ]);
    expect(p.state.conclusions[0]?.clause).toBe('l80-2025#art34.1.b');
  });

  it('counts no finding of whoever left the panel, and keeps it in sight', () => {
    const p = played([
      ...named,
      find('an.head', { policy: 'not-met' }),
      { as: 'an.head', act: 'step-aside', body: { reason: LONG } },
      find('finance.head'),
      find('build.head'),
    ]);
    // What two find is not yet what a panel finds: the head names a third.
    expect([p.dossier.stage, openClocks(p)]).toEqual(['finding', ['findings office.head', 'panel office.head']]);
    expect(p.state.findings.map((f) => [f.post, f.struck])).toEqual([
      ['an.head', true],
      ['finance.head', false],
      ['build.head', false],
    ]);
  });
});

describe('afterwards', () => {
  const appeal: Step = { as: 'agri.spec', act: 'appeal', body: { reason: LONG } };

  it('is looked at one level up, once for each conclusion, and by another panel where the superior says so', () => {
    const upheld = played([
      ...concluded,
      appeal,
      { as: 'office.member', act: 'uphold', body: { answer: LONG } },
      { ...appeal, refused: 'protection.appealed_already' },
    ]);
    expect([upheld.dossier.stage, upheld.state.appeals[0]?.outcome]).toEqual(['concluded', 'upheld']);
    const again = played([
      ...concluded,
      appeal,
      { as: 'office.member', act: 'look-again', body: { answer: LONG } },
      { as: 'office.head', act: 'name-panel', body: panelOf('binh.head', 'cat.head', 'finance.deputy') },
    ]);
    expect([again.dossier.stage, again.state.round, again.state.conclusions.length]).toEqual(['finding', 2, 1]);
    expect(openClocks(again)).toContain('findings office.head');
    expect(again.state.findings.every((f) => f.round === 1)).toBe(true);
    expect(() => played([...concluded, { ...appeal, as: 'finance.head' }])).toThrow('act.capacity');
  });

  it('is not upheld by the one who concluded', () => {
    expect(() => played([...concluded, appeal, { as: 'office.head', act: 'uphold', body: { answer: LONG } }])).toThrow(
      'act.capacity',
    );
  });

  it('ends when its time runs out or the person agrees, never while retaliation is unanswered', () => {
    const end: Step = { as: 'office.head', act: 'end', body: { reasons: LONG } };
    const agree: Step = { as: 'agri.spec', act: 'agree-to-end', body: { agreed: true } };
    const hit: Step = { as: 'agri.spec', act: 'report-retaliation', body: { what: LONG } };
    expect(() => played([...concluded, end])).toThrow('protection.too_early');
    expect(played([...concluded, agree, end]).dossier.stage).toBe('ended');
    expect(played([...concluded, { ...end, later: 340 }]).dossier.stage).toBe('ended');
    const p = played([
      ...concluded,
      hit,
      agree,
      { ...end, refused: 'protection.retaliation_first' },
      { as: 'office.head', act: 'answer-retaliation', body: { answer: LONG } },
      end,
    ]);
    expect(p.state.retaliations[0]?.answer).toBe(LONG);
    const longer = played([...concluded, { as: 'office.head', act: 'prolong', body: { until: '2028-03-01', reasons: LONG } }]);
    expect(longer.dossier.clocks.find((c) => c.name === 'period')?.dueAt.slice(0, 10)).toBe('2028-03-01');
    expect(() =>
      played([...concluded, { as: 'office.head', act: 'prolong', body: { until: '2027-01-01', reasons: LONG } }]),
    ).toThrow('protection.not_longer');
  });

  it('lets a case end without protection once nothing was established', () => {
    const steps = [...named, ...PANEL.map((as) => find(as, { motive: 'not-met' })), conclude('not-established')];
    expect(openClocks(played(steps))).toEqual([]);
    expect(played([...steps, { as: 'office.head', act: 'end', body: { reasons: LONG } }]).dossier.stage).toBe('ended');
  });
});

describe('measures', () => {
  const ask = (more: Readonly<Record<string, unknown>>): Step => ({
    as: 'office.head',
    act: 'ask-measure',
    body: { measure: 'no-adverse-act', text: LONG, ...more },
  });

  it('are dossiers of their own for whoever is asked, and come back as a word', () => {
    const p = played([...named, ask({ where: 'inside', unit: 'finance' })]);
    const request = p.opened.at(-1);
    expect(request?.after.state).toMatchObject({ what: 'no-adverse-act', holder: 'finance.head', causeSeq: p.dossier.seq });
    const noted = played(
      [
        {
          as: 'system',
          act: 'note-reply',
          body: { request: request?.after.id, seq: p.dossier.seq, measure: 'no-adverse-act', reply: 'done' },
        },
      ],
      { from: p },
    );
    expect(noted.state.measures.at(-1)).toMatchObject({ what: 'no-adverse-act', reply: 'done' });
    expect(() => played([...named, { as: 'office.head', act: 'note-reply', body: {} }])).toThrow('act.capacity');
  });

  it('asked of a body outside are followed up by the desk and lapse for nobody', () => {
    const p = played([...named, ask({ where: 'outside', outside: 'Đoàn Luật sư' })]);
    const [clock] = p.opened.at(-1)?.after.clocks ?? [];
    expect([clock?.holder, clock?.expected]).toEqual(['office.clerk', true]);
    expect(() => played([...named, ask({ where: 'outside' })])).toThrow('protection.say_which_body');
    expect(() => played([...named, ask({ where: 'inside' })])).toThrow('protection.say_which_body');
  });
});
