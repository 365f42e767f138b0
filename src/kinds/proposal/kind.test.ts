/** The proposal from the idea to its end, through `decide` and `fold`. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { fold } from '../../dossier/fold.ts';
import { createLaw, type Played, type PlayOptions, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { proposal } from './kind.ts';
import type { ProposalState } from './state.ts';
import {
  ADOPTED,
  ballot,
  close,
  decided,
  evaluating,
  heard,
  LEADERSHIP,
  LONG,
  opinion,
  override,
  piloting,
  plan,
  planAgain,
  propose,
  province,
  REJECTED,
  registered,
  votes,
} from './steps.test-support.ts';

const law = createLaw({ values: { 'd73.subjects': ['head', 'deputy'], 'date.furthest': 5 } });
const played = (steps: readonly Step[], options: PlayOptions = {}): Played & { readonly state: ProposalState } => {
  const result = play(proposal, steps, { province, law, ...options });
  return { ...result, state: result.filled as unknown as ProposalState };
};
const openClocks = (p: Played) =>
  p.dossier.clocks.filter((c) => ['running', 'paused', 'lapsed'].includes(c.state)).map((c) => `${c.name} ${c.holder}`);

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

describe('the vote', () => {
  it('is decided as it says: adopted is allowed and never refused', () => {
    const no = { reasons: LONG, needed: 'Thêm kinh phí đối ứng.' };
    const p = played([
      ...heard,
      { as: 'agri.head', act: 'allow', body: decided, refused: 'proposal.not_voted' },
      ...ADOPTED,
      { as: 'agri.head', act: 'refuse', body: no, refused: 'proposal.adopted_not_refused' },
      {
        as: 'agri.head',
        act: 'override',
        body: override,
        refused: 'proposal.adopted_already',
      },
      { as: 'agri.head', act: 'allow', body: decided },
    ]);
    expect(p.dossier.stage).toBe('piloting');
    expect(p.state.counts[0]).toMatchObject({ tally: { entitled: 4, for: 3, against: 1, adopted: true, reason: 'majority' } });
    expect(openClocks(p)).toEqual(['pilot agri.spec']);
    expect(accessOf(proposal, p.dossier).read).toContain('official');
  });

  it('takes one ballot of each who may vote, and says what a ballot says to voters and inspection alone', () => {
    const p = played([
      ...heard,
      ballot('head', 'for'),
      ballot('head', 'against', 'proposal.voted_already'),
      { as: 'agri.clerk', act: 'vote', body: { ballot: 'for' }, refused: 'act.capacity' },
    ]);
    const entry = p.decided.at(-1)?.vault.find((v) => v.name === 'body/ballot');
    expect(entry?.keys).toEqual(
      expect.arrayContaining([
        'post:agri.head',
        'post:agri.deputy',
        'post:agri.deputy-3',
        'role:inspector',
        'person:p.agri.head',
      ]),
    );
    expect(entry?.keys).not.toContain('official');
    expect((p.dossier.state as unknown as ProposalState).ballots[0]?.word).toMatch(/^§/);
    expect(JSON.stringify(p.acts)).not.toContain('"for"');
  });

  it('leaves out a deputy who proposes: offered no ballot, refused when tried, not among those entitled', () => {
    const p = played([
      { ...propose, as: 'agri.deputy' },
      ...heard.slice(1),
      ballot('deputy', 'for', 'proposal.proposer_votes'),
      ...votes({ head: 'against', 'deputy-2': 'for', 'deputy-3': 'for' }),
    ]);
    expect(p.state.counts[0]).toMatchObject({
      tally: { entitled: 3, for: 2, adopted: true },
      excluded: [{ post: 'agri.deputy', why: 'proposer' }],
    });
    const open = played([{ ...propose, as: 'agri.deputy' }, ...heard.slice(1)]);
    const offered = (post: string) => available(proposal, open.dossier, province.standing(`p.${post}`)).map((a) => a.act);
    expect(offered('agri.deputy')).not.toContain('vote');
    expect(offered('agri.deputy-2')).toContain('vote');
  });

  it('goes with the head on a tie', () => {
    const tie = (head: string, deputy: string) => votes({ head, deputy, 'deputy-2': 'against', 'deputy-3': 'for' });
    expect(played([...heard, ...tie('for', 'against')]).state.counts[0]?.tally).toMatchObject({
      adopted: true,
      reason: 'tie-head-for',
    });
    expect(played([...heard, ...tie('against', 'for')]).state.counts[0]?.tally).toMatchObject({
      adopted: false,
      reason: 'tie-head-against',
    });
  });

  it('strikes the ballot of a conflict found afterwards, counts anew and keeps the old count in sight', () => {
    const found = {
      as: 'office.inspector',
      act: 'find-conflict',
      body: { post: 'agri.deputy-2', reason: 'Vợ đồng chí có đất trong khu vực này.' },
    };
    const half = votes({ head: 'for', deputy: 'for', 'deputy-2': 'for', 'deputy-3': 'against' });
    const p = played([...heard, ...half, found, { ...found, refused: 'proposal.conflict_known' }]);
    expect(p.state.counts.map((c) => [c.tally.entitled, c.tally.for, c.tally.adopted])).toEqual([
      [4, 3, true],
      [3, 2, true],
    ]);
    const lost = played([...heard, ...votes({ head: 'against', deputy: 'for', 'deputy-2': 'for', 'deputy-3': 'for' }), found]);
    expect(lost.state.counts.map((c) => c.tally.adopted)).toEqual([true, true]);
    const turned = played([
      ...heard,
      ...votes({ head: 'against', deputy: 'against', 'deputy-2': 'for', 'deputy-3': 'for' }),
      found,
    ]);
    expect(turned.state.counts.map((c) => c.tally.reason)).toEqual(['tie-head-against', 'minority']);
    expect(() => played([...heard, ...half, found, { as: 'agri.deputy-2', act: 'vote', body: { ballot: 'for' } }])).toThrow(
      'act.stage',
    );
  });

  it('lets somebody step aside, and goes one level up where too few are left', () => {
    const aside = (as: string): Step => ({
      as: `agri.${as}`,
      act: 'step-aside',
      body: { reason: 'Em trai tôi có đất trong khu vực thí điểm.' },
    });
    const p = played([
      ...heard,
      aside('deputy'),
      ballot('deputy', 'for', 'proposal.conflict_votes'),
      aside('deputy-2'),
      { as: 'agri.head', act: 'raise-vote', body: { party: 'build', reason: LONG }, refused: 'proposal.enough_vote' },
      aside('deputy-3'),
      { ...close, refused: 'proposal.too_few_vote' },
      { as: 'agri.head', act: 'raise-vote', body: { party: 'build', reason: 'Chỉ còn một người được biểu quyết.' } },
    ]);
    expect(p.state).toMatchObject({ agency: 'office', decider: 'office.head', raised: 'too-few', ballots: [] });
    expect(openClocks(p)).toEqual(['decide office.head', 'party-opinion build.head']);
  });

  it('is closed by a deputy only where the head stepped aside', () => {
    const asDeputy = { ...close, as: 'agri.deputy' };
    expect(() => played([...heard, ballot('deputy', 'for'), asDeputy])).toThrow('proposal.head_closes');
    const p = played([
      ...heard,
      { as: 'agri.head', act: 'step-aside', body: { reason: 'Tôi có người thân trong khu vực thí điểm.' } },
      ballot('deputy', 'for'),
      ballot('deputy-2', 'for'),
      ballot('deputy-3', 'against'),
      asDeputy,
    ]);
    expect(p.state.counts[0]?.tally).toMatchObject({ entitled: 3, for: 2, against: 1, adopted: true });
    const decide = { as: 'agri.head', act: 'allow', body: decided, refused: 'proposal.conflict_decides' };
    const raise = { as: 'agri.head', act: 'raise-vote', body: { party: 'build', reason: LONG } };
    const raised = play(proposal, [decide, raise], { from: p, province, law });
    expect(raised.dossier.stage).toBe('considering');
    expect(() => played([...heard, ...ADOPTED.slice(0, -1)].slice(0, 3).concat({ ...close, as: 'agri.spec' }))).toThrow(
      'act.capacity',
    );
  });

  it('does not take place where the law of the installation has the head decide', () => {
    const alone = createLaw({ values: { 'proposal.vote': 'none', 'date.furthest': 5 } });
    const p = played([...heard, { as: 'agri.head', act: 'allow', body: decided }], { law: alone });
    expect(p.dossier.stage).toBe('piloting');
  });
});

describe('what would get round the vote', () => {
  const aside = (as: string): Step => ({
    as: `agri.${as}`,
    act: 'step-aside',
    body: { reason: 'Em trai tôi có đất trong khu vực này.' },
  });
  const raise: Step = { as: 'agri.clerk', act: 'raise-vote', body: { party: 'build', reason: LONG } };

  it('is no vote left to the superior: it begins anew, with new ballots, and the Party committee is asked again', () => {
    const raised = [...heard, ...REJECTED, aside('deputy'), aside('deputy-2'), aside('deputy-3'), raise];
    const office = (as: string, word: string): Step => ({ as: `office.${as}`, act: 'vote', body: { ballot: word } });
    const no = { as: 'office.head', act: 'refuse', body: { reasons: LONG, needed: 'Cần thêm ý kiến.' } };
    const p = played([
      ...raised,
      { ...no, refused: 'proposal.not_voted' },
      office('head', 'for'),
      office('deputy', 'for'),
      office('deputy-2', 'against'),
      office('deputy-3', 'for'),
      { ...close, as: 'office.head' },
      { as: 'office.head', act: 'allow', body: decided, refused: 'proposal.party_unheard' },
      { as: 'build.head', act: 'give-opinion', body: opinion },
      { as: 'office.head', act: 'allow', body: decided },
    ]);
    expect([p.dossier.stage, p.state.round, p.state.decisions[0]?.post]).toEqual(['piloting', 2, 'office.head']);
  });

  it('is not the head, who neither strikes ballots nor closes before those who are there have voted', () => {
    const strike = { as: 'agri.head', act: 'find-conflict', body: { post: 'agri.deputy', reason: LONG } };
    expect(() => played([...heard, ...ADOPTED, strike])).toThrow('act.capacity');
    expect(() => played([...heard, ballot('head', 'against'), close])).toThrow('proposal.wait_for_votes');
    const away = createProvince({ ...LEADERSHIP, absent: ['agri.deputy', 'agri.deputy-2', 'agri.deputy-3'] });
    expect(played([...heard, ballot('head', 'against'), close], { province: away }).state.counts[0]?.tally).toMatchObject({
      absent: 3,
      adopted: false,
    });
  });

  it('is no correction: what a ballot says stays as it was cast, and so does what only some may read', () => {
    const correct = { as: 'agri.head', act: 'correct', body: { seq: 4, field: 'ballot', text: 'against', reason: LONG } };
    expect(() => played([...heard, ballot('head', 'for'), correct])).toThrow('correct.no_such_field');
  });

  it('is nobody’s second seat, and nobody’s seat but the own', () => {
    const both = createProvince({ ...LEADERSHIP, holders: { 'agri.deputy': 'p.agri.head' } });
    const p = played(
      [
        ...heard,
        ballot('head', 'for'),
        { as: 'p.agri.head', act: 'vote', by: 'post:agri.deputy', body: { ballot: 'for' }, refused: 'proposal.voted_already' },
      ],
      { province: both },
    );
    expect(p.state.ballots.map((b) => b.post)).toEqual(['agri.head']);
    // Whoever stands in for a vacant deputy votes in the own seat alone.
    const vacant = createProvince({ ...LEADERSHIP, vacant: ['agri.deputy'] });
    const standIn: Step = { as: 'agri.head', act: 'vote', by: 'post:agri.deputy', body: { ballot: 'for' } };
    const stood = play(proposal, [standIn], { from: played(heard), province: vacant, law });
    expect((stood.filled as unknown as ProposalState).ballots.map((b) => b.post)).toEqual(['agri.head']);
  });

  it('is a no that binds: what it stands against is refused although it was adopted', () => {
    const binding = createLaw({ values: { 'proposal.advice-binds': 'binding', 'date.furthest': 5 } });
    const ask = {
      as: 'agri.spec',
      act: 'ask-advice',
      body: { unit: 'finance', question: 'Việc này có trái Luật Ngân sách không?', begun: 'no' },
    };
    const allow = { as: 'agri.head', act: 'allow', body: decided };
    const p = played(
      [
        ...heard,
        ask,
        ...ADOPTED,
        { ...allow, refused: 'proposal.advice_awaited' },
        { as: 'finance.head', act: 'give-advice', body: { stance: 'disagree', text: 'Trái Luật Ngân sách nhà nước.' } },
        { ...allow, refused: 'proposal.advice_binds' },
        { as: 'agri.head', act: 'refuse', body: { reasons: LONG, needed: 'Có nguồn thu đối ứng.' } },
      ],
      { law: binding },
    );
    expect(p.dossier.stage).toBe('refused');
  });

  it('is not the one who proposed in another chair', () => {
    const chairs = createProvince({ ...LEADERSHIP, holders: { 'office.head': 'p.agri.head' } });
    expect(() => played([{ ...propose, as: 'p.agri.head', by: 'official' }], { province: chairs })).toThrow(
      'proposal.no_superior',
    );
  });
});

describe('deciding', () => {
  it('lets the head decide otherwise than the vote, in writing and answering for it', () => {
    const p = played([
      ...heard,
      ...REJECTED,
      { as: 'agri.head', act: 'allow', body: decided, refused: 'proposal.not_adopted' },
      { as: 'agri.head', act: 'override', body: { ...override, answerable: false }, refused: 'act.invalid' },
      { as: 'agri.head', act: 'override', body: { ...override, necessary: 'Cần.' }, refused: 'act.invalid' },
      { as: 'agri.deputy', act: 'override', body: override, refused: 'act.capacity' },
      { as: 'agri.head', act: 'override', body: override },
    ]);
    expect(p.state.decisions[0]).toMatchObject({ override: true, outcome: 'allowed', post: 'agri.head', person: 'p.agri.head' });
    expect(p.decided.at(-1)?.notices).toContainEqual({ to: 'post:office.head', code: 'overridden' });
  });

  it('says on its face that it came late, and a silent head is passed over level by level', () => {
    const p = played([...heard, ...ADOPTED, { as: 'system', act: 'lapse', body: { clock: 'decide' }, later: 20 }]);
    const first = p.dossier.clocks.find((c) => c.level === 1);
    expect([first?.holder, first?.of]).toEqual(['office.head', 'decide']);
    const second = play(proposal, [{ as: 'system', act: 'lapse', body: { clock: first?.id }, later: 30 }], {
      from: p,
      province,
      law,
    });
    expect(second.dossier.clocks.find((c) => c.level === 2)?.holder).toBe('office.member');
    const late = play(proposal, [{ as: 'agri.head', act: 'allow', body: { ...decided, from: '2027-03-01' } }], {
      from: second,
      province,
      law,
    });
    expect((late.filled as unknown as ProposalState).decisions[0]?.late).toBe(true);
  });

  it('keeps to limits: no earlier than today, no more money than planned', () => {
    const refused = (body: object) =>
      expect(() => played([...heard, ...ADOPTED, { as: 'agri.head', act: 'allow', body: { ...decided, ...body } }]));
    refused({ from: '2026-11-20' }).toThrow('proposal.begins_before_decided');
    refused({ until: '2026-12-13' }).toThrow('proposal.ends_before_it_begins');
    refused({ money: 300_000_000 }).toThrow('proposal.more_than_planned');
    refused({ until: '2036-01-01' }).toThrow('clock.date_too_far');
  });

  it('gives whoever was refused one look by the superior, who may have it considered again with new ballots', () => {
    const no = { as: 'agri.head', act: 'refuse', body: { reasons: LONG, needed: 'Có ý kiến của Sở Tài chính.' } };
    const ask = { as: 'agri.spec', act: 'ask-review', body: { reason: 'Sở Tài chính đã có ý kiến từ tháng trước.' } };
    const refused = [...heard, ...REJECTED, no];
    const upheld = played([
      ...refused,
      ask,
      { as: 'office.head', act: 'uphold-refusal', body: { answer: LONG } },
      { ...ask, refused: 'proposal.reviewed_already' },
    ]);
    expect([upheld.dossier.stage, upheld.state.reviews[0]?.outcome]).toEqual(['refused', 'upheld']);
    const again = played([
      ...refused,
      ask,
      { as: 'office.head', act: 'order-again', body: { answer: LONG } },
      ballot('head', 'for'),
      ballot('deputy', 'for'),
    ]);
    expect([again.dossier.stage, again.state.round, again.state.ballots.length]).toEqual(['considering', 2, 2]);
    expect(openClocks(again)).toEqual(['decide agri.head']);
    const twice = played([
      ...refused,
      ask,
      { as: 'office.head', act: 'order-again', body: { answer: LONG } },
      ...REJECTED,
      no,
      ask,
    ]);
    expect([twice.dossier.stage, twice.state.decisions.map((d) => d.round)]).toEqual(['reviewing', [1, 2]]);
  });
});

describe('the pilot', () => {
  it('is measured, with earlier values in sight, and tells the head what goes wrong', () => {
    const p = played([
      ...piloting,
      { as: 'agri.spec', act: 'measure', body: { indicator: 1, value: 90, on: '2026-12-20', source: 'Sổ theo dõi' }, later: 30 },
      {
        as: 'agri.spec',
        act: 'measure',
        body: { indicator: 2, value: 90, on: '2026-12-20', source: 'Sổ' },
        refused: 'proposal.no_such_indicator',
      },
      {
        as: 'agri.spec',
        act: 'measure',
        body: { indicator: 1, value: 90, on: '2027-12-20', source: 'Sổ' },
        refused: 'proposal.measured_tomorrow',
      },
      { as: 'agri.spec', act: 'incident', body: { what: 'Hai hộ khiếu nại thứ tự xét.', harm: 'none' } },
    ]);
    const said = p.decided.flatMap((d) => d.tableRows);
    expect(said).toMatchObject([
      { table: 'readings', key: { indicator: 'Số ngày giải quyết', on: '2026-12-20' }, values: { value: 90, target: 60 } },
    ]);
    expect(p.decided.at(-1)?.notices).toContainEqual({ to: 'post:agri.head', code: 'incident' });
  });

  it('stands still while suspended, goes on with the days it had, and is reported on once terminated', () => {
    const order = (word: string, later = 0): Step => ({
      as: 'agri.head',
      act: 'order-pilot',
      body: { order: word, reasons: LONG },
      ...(later ? { later } : {}),
    });
    const suspended = played([...piloting, order('suspend', 30), { ...order('suspend'), refused: 'proposal.suspended_already' }]);
    expect([suspended.state.pilot?.suspended, suspended.dossier.clocks.find((c) => c.name === 'pilot')?.state]).toEqual([
      true,
      'paused',
    ]);
    expect(() =>
      played([...piloting, order('suspend', 30), { as: 'agri.spec', act: 'finish', body: { remark: 'Đã hết thời gian.' } }]),
    ).toThrow('proposal.suspended_first');
    expect(openClocks(suspended)).toEqual(['pilot agri.spec', 'resume agri.head']);
    const resumed = played([...piloting, order('suspend', 30), order('continue', 20)]);
    const before = played(piloting).dossier.clocks.find((c) => c.name === 'pilot');
    const after = resumed.dossier.clocks.find((c) => c.name === 'pilot');
    expect(after?.state).toBe('running');
    expect((after?.dueAt ?? '') > (before?.dueAt ?? '')).toBe(true);
    const ended = played([...piloting, order('suspend', 30), order('terminate', 5)]);
    expect([ended.dossier.stage, openClocks(ended)]).toEqual(['reporting', ['report agri.spec']]);
  });

  it('is assessed by the head of the agency within its days, after the Party committee was heard, causes apart', () => {
    const judged = {
      result: 'partly',
      damage: 'yes',
      findings: LONG,
      causes: [{ kind: 'objective', what: 'Bão số 3 làm chậm đo đạc.', evidence: 'Công điện ngày 10/12.' }],
      exit: 'replicate',
      lesson: 'Gom hồ sơ theo quý thì nhanh hơn theo tháng.',
    };
    const p = played([
      ...evaluating,
      { as: 'agri.head', act: 'evaluate', body: judged, refused: 'proposal.party_unheard' },
      { as: 'build.head', act: 'give-opinion', body: opinion },
      { as: 'agri.head', act: 'evaluate', body: { ...judged, causes: [] }, refused: 'proposal.say_the_causes' },
      { as: 'agri.head', act: 'evaluate', body: { ...judged, result: 'not' }, refused: 'proposal.nothing_to_replicate' },
      { as: 'agri.head', act: 'evaluate', body: judged },
      { as: 'an.spec', act: 'join', body: { remark: 'Phường An làm theo từ quý sau.' }, refused: 'proposal.heads_join' },
      { as: 'an.head', act: 'join', body: { remark: 'Phường An làm theo từ quý sau.' } },
    ]);
    expect([p.dossier.stage, openClocks(p)]).toEqual(['concluded', []]);
    expect(p.state.pilot?.evaluation).toMatchObject({ result: 'partly', damage: true, causes: [{ kind: 'objective' }] });
    expect(proposal.exports?.(p.filled, p.dossier)).toMatchObject({
      result: 'partly',
      damage: true,
      adopted: true,
      causes: [{ kind: 'objective' }],
    });
  });

  it('has the days of the decree for report and assessment', () => {
    const p = played(evaluating);
    expect(
      p.dossier.clocks.filter((c) => ['report', 'assess'].includes(c.name)).map((c) => [c.name, c.source.parameter, c.holder]),
    ).toEqual([
      ['report', 'd73.report', 'agri.spec'],
      ['assess', 'd73.assess', 'agri.head'],
    ]);
  });

  it('is not assessed, reviewed or ordered by whoever proposed it', () => {
    const own = [
      { ...propose, as: 'agri.deputy' },
      ...heard.slice(1),
      ...votes({ head: 'for', 'deputy-2': 'for', 'deputy-3': 'for' }),
      { as: 'agri.head', act: 'allow', body: decided },
    ];
    const acting = createProvince({ ...LEADERSHIP, holders: { 'agri.head': 'p.agri.deputy' } });
    const p = played(own);
    for (const [act, body] of [
      ['review-pilot', { findings: LONG }],
      ['order-pilot', { order: 'continue', reasons: LONG }],
    ] as const)
      expect(() =>
        play(proposal, [{ as: 'p.agri.deputy', act, body, by: 'post:agri.head' }], { from: p, province: acting, law }),
      ).toThrow('proposal.own_proposal');
  });
});

it('folds from its acts to what it is, whichever way it went', () => {
  for (const steps of [piloting, evaluating, [...heard, ...REJECTED]]) {
    const p = played(steps);
    expect(fold(proposal, p.dossier.id, p.acts)).toEqual(p.dossier);
  }
});
