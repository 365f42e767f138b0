/** Who are the authors, in which order, and what being one takes away. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { fold } from '../../dossier/fold.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { proposal } from './kind.ts';
import type { ProposalState } from './state.ts';
import {
  ADOPTED,
  ballot,
  decided,
  heard,
  joined,
  LONG,
  law,
  named,
  openClocks,
  opinion,
  piloting,
  played,
  propose,
  province,
  registered,
  votes,
} from './steps.test-support.ts';

const shares = (s: ProposalState) => proposalAuthors(s).map((a) => `${a.person} ${a.share}`);
const proposalAuthors = (s: ProposalState) =>
  (proposal.exports?.(s as never, { stage: 'considering' } as never) as { authors: { person: string; share: number }[] }).authors;
const name = (people: Readonly<Record<string, number>>, own: number, refused?: string): Step => ({
  ...named(people, own),
  ...(refused ? { refused } : {}),
});

describe('co-authors', () => {
  it('are none until they consent; what is not agreed to stays with whoever proposed', () => {
    const asked = played([...heard, name({ 'agri.clerk': 30, 'an.spec': 20 }, 50)]);
    expect(shares(asked.state)).toEqual(['p.agri.spec 100']);
    expect(asked.decided.at(-1)?.notices).toContainEqual({ to: 'person:p.an.spec', code: 'authorship-asked' });
    expect(accessOf(proposal, asked.dossier).read).toContain('person:p.an.spec');
    expect(proposal.sections?.(asked.filled, asked.dossier).find((s) => s.key === 'authors')?.rows).toMatchObject([
      { person: 'p.agri.spec', share: 100, authorship: 'proposer' },
      { person: 'p.agri.clerk', share: 30, authorship: 'asked' },
      { person: 'p.an.spec', share: 20, authorship: 'asked' },
    ]);
    const one = play(proposal, [joined('an.spec')], { from: asked, province, law });
    expect(shares(one.filled as unknown as ProposalState)).toEqual(['p.agri.spec 80', 'p.an.spec 20']);
    const both = play(proposal, [joined('agri.clerk')], { from: one, province, law });
    // In order of record: who consented first stands first, whoever was named first.
    expect(shares(both.filled as unknown as ProposalState)).toEqual(['p.agri.spec 50', 'p.an.spec 20', 'p.agri.clerk 30']);
    expect(proposal.parties?.(both.filled).filter((p) => p.role === 'proposer')).toEqual([
      { role: 'proposer', post: 'agri.spec', unit: 'agri' },
      { role: 'proposer', person: 'p.agri.clerk', unit: 'agri' },
      { role: 'proposer', person: 'p.an.spec', unit: 'an' },
    ]);
    expect(fold(proposal, both.dossier.id, both.acts)).toEqual(both.dossier);
  });

  it('may decline, and may be asked anew; whoever was not asked joins nothing', () => {
    const no = { as: 'an.spec', act: 'decline-authorship', body: {} };
    const p = played([
      ...registered,
      { ...joined('an.spec'), refused: 'act.capacity' },
      name({ 'an.spec': 40 }, 60),
      no,
      { ...joined('an.spec'), refused: 'act.capacity' },
      name({ 'an.spec': 25 }, 75),
      { ...joined('an.spec'), body: { pledge: false, conflict: 'none' }, refused: 'act.invalid' },
      { ...joined('an.spec'), body: { pledge: true, conflict: 'declared' }, refused: 'proposal.say_which_interest' },
      joined('an.spec'),
    ]);
    expect(shares(p.state)).toEqual(['p.agri.spec 75', 'p.an.spec 25']);
    expect(() => played([...registered, name({ 'an.spec': 40 }, 60), no, { ...no }])).toThrow('act.capacity');
  });

  it('have shares that make a hundred with the proposer’s, those already asked for included', () => {
    const p = played([
      ...registered,
      name({ 'an.spec': 40 }, 61, 'proposal.share_sum'),
      name({ 'an.spec': 40, 'agri.spec': 10 }, 50, 'proposal.author_already'),
      name({ 'an.spec': 40 }, 60),
      name({ 'binh.spec': 10 }, 90, 'proposal.share_sum'),
      name({ 'binh.spec': 10 }, 50),
      // Asked again, the earlier share is replaced.
      name({ 'an.spec': 20 }, 70),
      joined('an.spec'),
      name({ 'an.spec': 30 }, 60, 'proposal.author_already'),
    ]);
    expect(p.state.coauthors.map((a) => `${a.person} ${a.share} ${a.state}`)).toEqual([
      'p.binh.spec 10 asked',
      'p.an.spec 20 agreed',
    ]);
  });

  it('are named by whoever proposed and before it is decided', () => {
    expect(() => played([...heard, { ...name({ 'an.spec': 40 }, 60), as: 'agri.head' }])).toThrow('act.capacity');
    expect(() => played([...piloting, name({ 'an.spec': 40 }, 60)])).toThrow('act.stage');
    expect(() => played([...heard, name({ 'an.spec': 40 }, 60), ...ADOPTED, allow, joined('an.spec')])).toThrow('act.stage');
  });
});

const allow = { as: 'agri.head', act: 'allow', body: decided };

describe('an author', () => {
  it('loses the ballot cast before: it is struck, the count made anew, the earlier one kept', () => {
    const steps = [
      ...heard,
      name({ 'agri.deputy': 40 }, 60),
      ...votes({ head: 'against', deputy: 'for', 'deputy-2': 'for', 'deputy-3': 'against' }),
      joined('agri.deputy'),
    ];
    const p = played(steps);
    expect(p.state.counts.map((c) => [c.tally.entitled, c.tally.for, c.tally.reason])).toEqual([
      [4, 2, 'tie-head-against'],
      [3, 1, 'minority'],
    ]);
    expect(p.state.counts[1]?.excluded).toEqual([{ post: 'agri.deputy', why: 'proposer' }]);
    expect(p.decided.at(-1)?.notices).toContainEqual({ to: 'person:p.agri.spec', code: 'counted-again' });
    expect(fold(proposal, p.dossier.id, p.acts)).toEqual(p.dossier);
  });

  it('who consents before the count simply is not entitled', () => {
    const p = played([
      ...heard,
      name({ 'agri.deputy': 40 }, 60),
      ballot('deputy', 'for'),
      joined('agri.deputy'),
      ballot('deputy', 'for', 'proposal.proposer_votes'),
      ...votes({ head: 'for', 'deputy-2': 'for', 'deputy-3': 'against' }),
    ]);
    expect(p.state.counts.map((c) => [c.tally.entitled, c.tally.for])).toEqual([[3, 2]]);
    expect(available(proposal, p.dossier, province.standing('p.agri.deputy')).map((a) => a.act)).not.toContain('vote');
  });

  it('who is the head decides no more: the superior considers it', () => {
    const steps = [propose, named({ 'agri.head': 30 }, 70), joined('agri.head')];
    const above = played([...steps, { as: 'agri.clerk', act: 'register', body: { party: 'build' } }]);
    expect(above.state).toMatchObject({ agency: 'office', decider: 'office.head', raised: 'own' });
    expect(above.dossier.clocks.find((c) => c.name === 'decide')?.source.parameter).toBe('proposal.own');
    const later = [...heard, named({ 'agri.head': 30 }, 70), ...ADOPTED, joined('agri.head')];
    expect(() => played([...later, allow])).toThrow('proposal.own_proposal');
    const raised = played([...later, { as: 'agri.deputy', act: 'raise-vote', body: { party: 'build', reason: LONG } }]);
    expect([raised.state.decider, raised.dossier.stage]).toEqual(['office.head', 'considering']);
  });

  it('neither gives the opinion of the Party committee nor advises', () => {
    const both = [
      ...registered,
      named({ 'build.head': 20, 'finance.head': 20 }, 60),
      joined('build.head'),
      joined('finance.head'),
    ];
    const ask = { as: 'agri.spec', act: 'ask-advice', body: { unit: 'finance', question: LONG, begun: 'no' } };
    const advice = { as: 'finance.head', act: 'give-advice', body: { stance: 'agree', text: 'Sở Tài chính nhất trí.' } };
    expect(() => played([...both, { as: 'build.head', act: 'give-opinion', body: opinion }])).toThrow('proposal.own_proposal');
    expect(() => played([...both, ask, advice])).toThrow('proposal.own_proposal');
  });

  it('carries the pilot like whoever proposed: measures, tells of incidents, finishes and reports, and assesses nothing', () => {
    const run = [...heard, named({ 'an.spec': 40 }, 60), joined('an.spec'), ...ADOPTED, allow];
    const p = played([
      ...run,
      { as: 'an.spec', act: 'measure', body: { indicator: 1, value: 90, on: '2026-12-20', source: 'Sổ' }, later: 30 },
      { as: 'an.spec', act: 'incident', body: { what: 'Hai hộ khiếu nại thứ tự xét.', harm: 'none' } },
      { as: 'binh.spec', act: 'finish', body: { remark: 'Đã hết thời gian.' }, refused: 'act.capacity' },
      { as: 'an.spec', act: 'finish', body: { remark: 'Đã hết thời gian.' }, later: 60 },
      { as: 'an.spec', act: 'report', body: { result: 'completed', damage: 'no', text: `${LONG} Đạt mục tiêu đề ra.` } },
    ]);
    expect(p.dossier.stage).toBe('evaluating');
    expect(openClocks(p)).toEqual(['assess agri.head', 'party-evaluation build.head']);
    expect(p.decided.find((d) => d.act.name === 'allow')?.notices).toContainEqual({ to: 'person:p.an.spec', code: 'allowed' });
  });

  it('has interests that voters and inspection alone read', () => {
    const p = played([
      ...heard,
      named({ 'an.spec': 40 }, 60),
      { ...joined('an.spec'), body: { pledge: true, conflict: 'declared', interests: 'Em trai có đất ở khu vực này.' } },
    ]);
    const entry = p.decided.at(-1)?.vault.find((v) => v.name === 'body/interests');
    expect(entry?.keys).toEqual(expect.arrayContaining(['head:agri', 'deputy:agri', 'role:inspector', 'person:p.an.spec']));
    expect(entry?.keys).not.toContain('person:p.agri.spec');
  });
});
