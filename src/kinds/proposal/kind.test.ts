/** The proposal from the idea to the book, and who is heard, through `decide` and `fold`. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { fold } from '../../dossier/fold.ts';
import { createLaw, type Step } from '../../dossier/testing/desk.ts';
import { proposal } from './kind.ts';
import {
  ADOPTED,
  decided,
  evaluating,
  heard,
  LONG,
  openClocks,
  piloting,
  plan,
  planAgain,
  played,
  propose,
  REJECTED,
  registered,
} from './steps.test-support.ts';

describe('sending', () => {
  it('puts the plan on record before anything is done, and lays a clock on the clerk of the agency', () => {
    const p = played([propose]);
    expect(p.state).toMatchObject({
      route: 'd73',
      agency: 'agri',
      decider: 'agri.head',
      raised: 'no',
      named: false,
      promise: 'DX-1',
    });
    expect(openClocks(p)).toEqual(['register agri.clerk']);
    expect(accessOf(proposal, p.dossier).read).not.toContain('official');
  });

  it.each([['practice'], ['authority'], ['resources']])('sends a gap «%s» to the obstacles, for nothing new is needed', (gap) => {
    expect(() => played([{ ...propose, body: { ...plan, gap } }])).toThrow('proposal.other_way');
  });

  it.each([
    ['unfit'],
    ['contradictory'],
    ['unclear'],
    ['burden'],
  ])('lets a gap «%s» only be put to whoever may change the rule', (gap) => {
    const adopted = [{ ...propose, body: { ...plan, gap } }, ...heard.slice(1), ...ADOPTED];
    const p = played([
      ...adopted,
      { as: 'agri.head', act: 'allow', body: decided, refused: 'proposal.rule_stands' },
      {
        as: 'agri.head',
        act: 'forward',
        body: { addressee: 'Bộ Nông nghiệp và Môi trường', reasons: LONG, number: '9/TTr-SNN' },
      },
    ]);
    expect(p.dossier.stage).toBe('forwarded');
  });

  it('takes neither a plan without the pledge nor one whose declared interest is not named, nor one that ends before it begins', () => {
    const refused = (body: object) => expect(() => played([{ ...propose, body: { ...plan, ...body } }]));
    refused({ pledge: false }).toThrow('act.invalid');
    refused({ understood: 'DX-0' }).toThrow('proposal.promise_changed');
    refused({ conflict: 'declared' }).toThrow('proposal.say_which_interest');
    refused({ until: '2026-12-01' }).toThrow('proposal.ends_before_it_begins');
    refused({ indicators: [] }).toThrow('act.invalid');
  });

  it('sends a head’s own proposal one level up by itself, where another clock than that of clause 8.1 runs', () => {
    const p = played([
      { ...propose, as: 'agri.head' },
      { as: 'office.clerk', act: 'register', body: { party: 'build' } },
    ]);
    expect(p.state).toMatchObject({ agency: 'office', decider: 'office.head', raised: 'own', named: true });
    expect(p.dossier.clocks.find((c) => c.name === 'decide')?.source.parameter).toBe('proposal.own');
  });

  it('counts the days of the decree from when the complete plan was received', () => {
    const p = played([
      propose,
      { as: 'agri.clerk', act: 'return-plan', body: { missing: 'Thiếu bản đồ khu đất và danh sách hộ.' } },
      { as: 'agri.spec', act: 'complete-plan', body: { ...planAgain, answer: 'Đã bổ sung bản đồ.' }, later: 3 },
      { as: 'agri.clerk', act: 'register', body: { party: 'build' }, later: 1 },
    ]);
    const decide = p.dossier.clocks.find((c) => c.name === 'decide');
    expect([decide?.startAt.slice(0, 10), decide?.source.parameter]).toEqual(['2026-11-26', 'd73.vote']);
    expect(p.state.returns[0]).toMatchObject({ answer: 'Đã bổ sung bản đồ.' });
  });

  it('may be taken back until it is decided, and stays to be read', () => {
    const p = played([...heard, { as: 'agri.spec', act: 'withdraw', body: { reason: 'Đã có quy định mới về việc này.' } }]);
    expect([p.dossier.stage, openClocks(p), p.state.plan.title]).toEqual(['withdrawn', [], plan.title]);
    expect(() => played([...piloting, { as: 'agri.spec', act: 'withdraw', body: { reason: LONG } }])).toThrow('act.stage');
  });
});

describe('being heard', () => {
  it('waits for the Party committee; silence by its date is written down and enough', () => {
    const early = { as: 'agri.head', act: 'allow', body: decided };
    const p = played([
      ...registered,
      ...ADOPTED,
      { ...early, refused: 'proposal.party_unheard' },
      { as: 'system', act: 'lapse', body: { clock: 'party-opinion' }, later: 10 },
      { ...early, body: { ...decided, from: '2026-12-20' } },
    ]);
    expect(p.state.opinions[0]).toMatchObject({ stance: null, lapsedBy: expect.any(Number) });
    expect(p.dossier.clocks.some((c) => c.level === 1)).toBe(true);
  });

  it('consults beforehand, never about what was done or is under inspection', () => {
    const ask = (begun: string, refused?: string): Step => ({
      as: 'agri.spec',
      act: 'ask-advice',
      body: { unit: 'finance', question: 'Giao đất theo đợt có trái Luật Ngân sách không?', begun },
      ...(refused ? { refused } : {}),
    });
    const p = played([
      ...heard,
      ask('done', 'proposal.advice_too_late'),
      ask('inspected', 'proposal.advice_too_late'),
      ask('no'),
      ask('no', 'proposal.already_asked'),
      { as: 'finance.head', act: 'give-advice', body: { stance: 'disagree', text: 'Cần thêm nguồn thu đối ứng.' } },
    ]);
    expect(p.state.opinions.at(-1)).toMatchObject({ unit: 'finance', stance: 'disagree', binding: false });
    const binding = createLaw({ values: { 'proposal.advice-binds': 'binding', 'date.furthest': 5 } });
    const against = {
      as: 'finance.head',
      act: 'give-advice',
      body: { stance: 'disagree', text: 'Trái Luật Ngân sách nhà nước.' },
    };
    const allow = { as: 'agri.head', act: 'allow', body: decided };
    expect(() => played([...heard, ask('no'), against, ...ADOPTED, allow], { law: binding })).toThrow('proposal.advice_binds');
    expect(played([...heard, ask('no'), against, ...ADOPTED, allow]).dossier.stage).toBe('piloting');
  });
});

it('folds from its acts to what it is, whichever way it went', () => {
  for (const steps of [piloting, evaluating, [...heard, ...REJECTED]]) {
    const p = played(steps);
    expect(fold(proposal, p.dossier.id, p.acts)).toEqual(p.dossier);
  }
});
