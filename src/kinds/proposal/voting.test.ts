/** The vote through `decide` and `fold`: who votes, what counts, and what would get round it. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { createLaw, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { proposal } from './kind.ts';
import type { ProposalState } from './state.ts';
import {
  ADOPTED,
  ballot,
  close,
  decided,
  heard,
  LEADERSHIP,
  LONG,
  law,
  openClocks,
  opinion,
  override,
  played,
  propose,
  province,
  REJECTED,
  votes,
} from './steps.test-support.ts';

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
        'person:p.agri.head',
        'person:p.agri.deputy',
        'person:p.agri.deputy-3',
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
