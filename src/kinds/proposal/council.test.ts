/** The council for a wide or complex proposal: who sits, when it meets, what its conclusion is worth. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { fold } from '../../dossier/fold.ts';
import { createLaw, type PlayOptions, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { proposal } from './kind.ts';
import { vi } from './messages.vi.ts';
import {
  ADOPTED,
  ballot,
  called,
  convene,
  council,
  councilLaw,
  councilVotes,
  decided,
  heard,
  joined,
  LEADERSHIP,
  LONG,
  law,
  named,
  openClocks,
  played as playedUnder,
  propose,
  province,
} from './steps.test-support.ts';

const played = (steps: readonly Step[], options: PlayOptions = {}) =>
  playedUnder(steps, { law: councilLaw('advises'), ...options });
const conclude = (as = 'agri.head', refused?: string): Step => ({
  as,
  act: 'close-council',
  body: { conclusion: 'Hội đồng thấy đề xuất cần thiết và khả thi.' },
  ...(refused ? { refused } : {}),
});
const FOR = councilVotes({ 'agri.head': 'for', 'finance.head': 'for', 'binh.head': 'against' });
const decides: PlayOptions = { law: councilLaw('decides') };
const allow: Step = { as: 'agri.head', act: 'allow', body: decided };

describe('a council', () => {
  it('is called by the head, with reasons; the days to decide stand still and its own run on the chair', () => {
    const p = played([...heard, convene()]);
    expect(openClocks(p)).toEqual(['decide agri.head', 'council agri.head']);
    expect(p.dossier.clocks.find((c) => c.name === 'decide')).toMatchObject({ state: 'paused', pauseReason: 'council' });
    expect(p.state.councils[0]).toMatchObject({ mode: 'advises', least: 3, secretary: { post: 'agri.clerk' } });
    expect(accessOf(proposal, p.dossier).read).toEqual(expect.arrayContaining(['post:finance.head', 'post:agri.clerk']));
    expect(p.decided.at(-1)?.notices).toContainEqual({ to: 'post:binh.head', code: 'council-called' });
    expect(p.decided.at(-1)?.notices).toContainEqual({ to: 'person:p.agri.spec', code: 'council-convened' });
    expect(() => played([...heard, { ...convene(), as: 'agri.deputy' }])).toThrow('act.capacity');
  });

  it('is there only where the installation says so', () => {
    expect(() => played([...heard, convene()], { law })).toThrow('proposal.council_off');
    expect(() => played([...heard, convene()], { law: councilLaw('off') })).toThrow('proposal.council_off');
    const offered = (options: PlayOptions) =>
      available(proposal, played(heard, options).dossier, province.standing('p.agri.head')).map((a) => a.act);
    expect(offered({ law })).not.toContain('convene-council');
    expect(offered({})).toContain('convene-council');
  });

  it('has so many who vote, each there, in one seat, no author and nobody with an interest', () => {
    const refused = (body: object, code: string, before: readonly Step[] = heard, options: PlayOptions = {}) =>
      expect(() => played([...before, { ...convene(), body: { ...council, ...body } }], options)).toThrow(code);
    const members = (...posts: string[]) => ({ members: posts.map((post) => ({ post })) });
    refused(members('finance.head'), 'proposal.council_size');
    refused(members('finance.head', 'binh.head', 'cat.head', 'an.head', 'build.deputy'), 'proposal.council_size');
    refused(members('finance.head', 'agri.head'), 'proposal.seated_twice');
    refused({ secretary: 'finance.head' }, 'proposal.seated_twice');
    refused(members('finance.head', 'agri.spec'), 'proposal.not_for_council');
    refused({ chair: 'agri.spec' }, 'proposal.not_for_council');
    refused(members('finance.head', 'an.spec'), 'proposal.not_for_council', [...heard, named({ 'an.spec': 20 }, 80)]);
    const aside: Step = { as: 'agri.deputy', act: 'step-aside', body: { reason: LONG } };
    refused(members('finance.head', 'agri.deputy'), 'proposal.not_for_council', [...heard, aside]);
    const vacant = createProvince({ ...LEADERSHIP, vacant: ['binh.head'] });
    refused({}, 'proposal.nobody_there', heard, { province: vacant });
    refused({}, 'proposal.voting_began', [...heard, ballot('head', 'for')]);
    refused({}, 'proposal.council_named', [...heard, convene()]);
    const others = { chair: 'finance.head', ...members('binh.head', 'cat.head') };
    refused(others, 'proposal.own_proposal', [...heard, named({ 'agri.head': 20 }, 80), joined('agri.head')]);
  });

  it('meets no earlier than its papers allow, and votes from that day', () => {
    const p = played([
      ...heard,
      convene(),
      ...councilVotes({ 'agri.head': 'for' }).map((s) => ({ ...s, refused: 'proposal.council_uncalled' })),
      called('2026-11-26', 'proposal.papers_late'),
      called('2026-11-27'),
      ...councilVotes({ 'agri.head': 'for' }).map((s) => ({ ...s, refused: 'proposal.council_meets_later' })),
      conclude('agri.head', 'proposal.council_meets_later'),
      { ...FOR[0], later: 4 } as Step,
    ]);
    expect(p.state.councils[0]).toMatchObject({ papersOn: '2026-11-23', meetsOn: '2026-11-27' });
    expect(p.refusals.find((r) => r.code === 'proposal.papers_late')?.params).toEqual({ date: '2026-11-27' });
    const entry = p.decided.at(-1)?.vault.find((v) => v.name === 'body/ballot');
    expect(entry?.keys).toEqual(
      expect.arrayContaining(['person:p.agri.head', 'person:p.finance.head', 'person:p.binh.head', 'role:inspector']),
    );
    expect(entry?.keys).not.toContain('post:agri.clerk');
    expect(entry?.keys).not.toContain('post:agri.deputy');
  });

  it('votes in person, each once, the secretary never', () => {
    const p = played([
      ...heard,
      convene(),
      called('2026-11-30'),
      { ...FOR[0], later: 7 } as Step,
      { ...FOR[0], refused: 'proposal.voted_already' } as Step,
      { as: 'agri.clerk', act: 'vote-council', body: { ballot: 'for' }, refused: 'act.capacity' },
      { as: 'agri.deputy', act: 'vote-council', body: { ballot: 'for' }, refused: 'act.capacity' },
      conclude('agri.head', 'proposal.wait_for_votes'),
    ]);
    const later = createProvince({ ...LEADERSHIP, holders: { 'finance.head': 'p.new' } });
    const newcomer: Step = { as: 'p.new', act: 'vote-council', body: { ballot: 'for' }, by: 'post:finance.head' };
    expect(() => played([newcomer], { from: p, province: later })).toThrow('proposal.not_in_council');
  });
});

const meeting = [...heard, convene(), called('2026-11-30'), { ...FOR[0], later: 7 } as Step, ...FOR.slice(1)];

describe('its conclusion', () => {
  it('advises: the leadership votes as ever, with the days it had left, and not before', () => {
    const early = { refused: 'proposal.council_sits' };
    const p = played([
      ...heard,
      convene(),
      { ...ballot('head', 'for'), ...early },
      { ...allow, refused: 'proposal.council_sits' },
      called('2026-11-30'),
      { ...FOR[0], later: 7 } as Step,
      ...FOR.slice(1),
      conclude('finance.head', 'proposal.chair_closes'),
      conclude(),
    ]);
    expect([p.dossier.stage, openClocks(p)]).toEqual(['considering', ['decide agri.head']]);
    expect(p.dossier.clocks.find((c) => c.name === 'decide')?.state).toBe('running');
    expect(p.state.councils[0]?.counts[0]?.tally).toMatchObject({
      for: 2,
      against: 1,
      adopted: true,
      reason: 'council-majority',
    });
    expect(p.state.counts).toEqual([]);
    const on = played([...ADOPTED, { ...allow, body: decided }], { from: p });
    expect(on.dossier.stage).toBe('piloting');
    expect(fold(proposal, on.dossier.id, on.acts)).toEqual(on.dossier);
  });

  it('decides in place of the leadership where the installation says so', () => {
    const p = played([...meeting, conclude(), { ...ballot('head', 'for'), refused: 'act.stage' }], decides);
    expect([p.dossier.stage, p.state.counts[0]?.by, p.state.counts[0]?.tally.entitled]).toEqual(['voted', 'council', 3]);
    expect(proposal.sections?.(p.filled, p.dossier).find((s) => s.key === 'counts')?.rows).toMatchObject([{ by: 'council' }]);
    expect(played([allow], { ...decides, from: p }).dossier.stage).toBe('piloting');
    const no = councilVotes({ 'agri.head': 'for', 'finance.head': 'against', 'binh.head': 'against' });
    const lost = [...heard, convene(), called('2026-11-30'), { ...no[0], later: 7 } as Step, ...no.slice(1), conclude()];
    expect(() => played([...lost, allow], decides)).toThrow('proposal.not_adopted');
    const refuse = { as: 'agri.head', act: 'refuse', body: { reasons: LONG, needed: 'Làm rõ phạm vi thí điểm.' } };
    expect(played([...lost, refuse], decides).dossier.stage).toBe('refused');
    expect(() => played([...meeting, conclude(), refuse], decides)).toThrow('proposal.adopted_not_refused');
  });

  it('binds a head who elsewhere decides alone', () => {
    const alone = councilLaw('decides', { 'proposal.vote': 'none' });
    const no = councilVotes({ 'agri.head': 'for', 'finance.head': 'against', 'binh.head': 'against' });
    const lost = [...heard, convene(), called('2026-11-30'), { ...no[0], later: 7 } as Step, ...no.slice(1), conclude()];
    expect(() => played([...lost, allow], { law: alone })).toThrow('proposal.not_adopted');
  });

  it('loses the ballot of a member found to have an interest: counted anew, the earlier count kept', () => {
    const found: Step = { as: 'office.inspector', act: 'find-conflict', body: { post: 'finance.head', reason: LONG } };
    const four = { ...council, members: ['finance.head', 'binh.head', 'cat.head'].map((post) => ({ post })) };
    const all = councilVotes({ 'agri.head': 'for', 'finance.head': 'for', 'binh.head': 'against', 'cat.head': 'for' });
    const steps = [
      ...heard,
      { ...convene(), body: four },
      called('2026-11-30'),
      { ...all[0], later: 7 } as Step,
      ...all.slice(1),
      conclude(),
      found,
    ];
    const p = played(steps, decides);
    expect(p.state.counts.map((c) => [c.by, c.tally.entitled, c.tally.for, c.tally.adopted])).toEqual([
      ['council', 4, 3, true],
      ['council', 3, 2, true],
    ]);
    expect(p.state.counts[1]?.excluded).toEqual([{ post: 'finance.head', why: 'conflict' }]);
    expect(p.state.councils[0]?.counts.length).toBe(2);
    const advised = played(steps);
    expect([advised.state.counts.length, advised.state.councils[0]?.counts.length]).toEqual([0, 2]);
    // Too few are left: what it concluded no longer carries a decision.
    const two = played([...meeting, conclude(), found], decides);
    expect(two.state.counts.at(-1)?.tally.reason).toBe('council-too-few');
    expect(() => played([allow], { ...decides, from: two })).toThrow('proposal.too_few_vote');
    expect(fold(proposal, p.dossier.id, p.acts)).toEqual(p.dossier);
  });

  it('is closed by another member where the chair stepped aside, and after silence by whoever stands above', () => {
    const four = { ...council, members: ['finance.head', 'binh.head', 'cat.head'].map((post) => ({ post })) };
    const [first, ...others] = councilVotes({ 'finance.head': 'for', 'binh.head': 'for', 'cat.head': 'against' });
    const called4 = [...heard, { ...convene(), body: four }, called('2026-11-30')];
    const aside: Step = { as: 'agri.head', act: 'step-aside', body: { reason: LONG } };
    const led = played([
      ...called4,
      aside,
      { ...first, later: 7 } as Step,
      ...others,
      conclude('agri.head', 'proposal.conflict_decides'),
      conclude('binh.head'),
    ]);
    expect(led.state.councils[0]?.counts[0]?.tally).toMatchObject({ entitled: 3, for: 2, adopted: true });
    const lapse: Step = { as: 'system', act: 'lapse', body: { clock: 'council' }, later: 20 };
    const above = played([...called4, { ...first, later: 7 } as Step, lapse, conclude('office.head')]);
    // Whoever stayed away when the days had passed is absent, and the superior answers the silence.
    expect(above.state.councils[0]?.counts[0]?.tally).toMatchObject({ entitled: 4, for: 1, absent: 3, adopted: false });
    expect(above.dossier.clocks.find((k) => k.name === 'council')?.state).toBe('met-late');
  });

  it('is not that of an author: a member who consents to be one is struck', () => {
    const p = played([
      ...meeting,
      named({ 'binh.head': 20 }, 80),
      joined('binh.head'),
      conclude('agri.head', 'proposal.council_too_few'),
    ]);
    expect(() => played([{ ...FOR[2] } as Step], { from: p })).toThrow('proposal.own_proposal');
  });
});

describe('silence of a council', () => {
  const silent = [...heard, convene(), { as: 'system', act: 'lapse', body: { clock: 'council' }, later: 40 } as Step];
  it('goes up to the superior, who ends it; the leadership goes on', () => {
    const p = played(silent);
    expect(p.dossier.clocks.find((c) => c.level === 1)).toMatchObject({ holder: 'office.head', of: 'council' });
    const end: Step = { as: 'office.head', act: 'end-council', body: { reason: 'Hội đồng không họp trong thời hạn.' } };
    const ended = played([end], { from: p });
    expect([openClocks(ended), ended.state.councils[0]?.ended]).toEqual([
      ['decide agri.head'],
      'Hội đồng không họp trong thời hạn.',
    ]);
    expect(() => played([end], { from: played([...heard, convene()]) })).toThrow('proposal.head_decides');
  });

  const end: Step = { as: 'agri.head', act: 'end-council', body: { reason: 'Hai thành viên có lợi ích liên quan.' } };

  it('does not let the head, who reads the ballots, end a council that votes and call another', () => {
    const [first, ...others] = FOR.map((step, n) => ({ ...step, ...(n === 0 ? { later: 7 } : {}) }));
    const one = played([...heard, convene(), called('2026-11-30'), first as Step]);
    expect(() => played([end], { from: one })).toThrow('proposal.council_votes');
    expect(() => played([...others, end], { from: one })).toThrow('proposal.council_votes');
    const offered = (of: typeof one) => available(proposal, of.dossier, province.standing('p.agri.head')).map((a) => a.act);
    expect(offered(one)).not.toContain('end-council');
    expect(offered(played([...heard, convene()]))).toContain('end-council');
    const found: Step = { as: 'office.inspector', act: 'find-conflict', body: { post: 'finance.head', reason: LONG } };
    const few = played([found, end], { from: one });
    expect(few.state.councils[0]?.ended).toBe('Hai thành viên có lợi ích liên quan.');
    const lapse: Step = { as: 'system', act: 'lapse', body: { clock: 'council' }, later: 40 };
    expect(played([lapse, end], { from: one }).state.councils[0]?.ended).not.toBeNull();
  });

  it('does not keep the head from ending one in which nobody voted and calling another', () => {
    const p = played([...heard, convene(), end, convene()]);
    expect(p.state.councils.map((c) => c.ended === null)).toEqual([false, true]);
    expect(openClocks(p)).toEqual(['decide agri.head', 'council agri.head']);
  });

  it('ends with the round: what goes to the superior agency goes without it', () => {
    const aside = (as: string): Step => ({ as: `agri.${as}`, act: 'step-aside', body: { reason: LONG } });
    const p = played([
      ...heard,
      convene(),
      ...['deputy', 'deputy-2', 'deputy-3'].map(aside),
      { as: 'agri.head', act: 'raise-vote', body: { party: 'build', reason: LONG } },
    ]);
    expect(openClocks(p)).toEqual(['decide office.head', 'party-opinion build.head']);
    const first: Step = { as: 'office.head', act: 'vote', body: { ballot: 'for' } };
    expect(played([first], { from: p }).state.ballots.length).toBe(1);
  });
});

it('a proposal by its head has the superior call the council', () => {
  const own = [
    { ...propose, as: 'agri.head' },
    { as: 'office.clerk', act: 'register', body: { party: 'build' } },
  ];
  expect(() => played([...own, convene()])).toThrow('act.capacity');
  const called = played([...own, { ...convene(), as: 'office.head', body: { ...council, chair: 'office.head' } }]);
  expect(called.state.councils.length).toBe(1);
});

it('every number of it comes from the law of the installation', () => {
  const narrow = createLaw({
    values: { 'proposal.council': 'advises', 'proposal.council-least': 5, 'proposal.council-most': 9 },
  });
  expect(() => played([...heard, convene()], { law: narrow })).toThrow('proposal.council_size');
});

it('has words for every table and column it shows', () => {
  const p = played([...meeting, conclude()]);
  const shown = proposal.sections?.(p.filled, p.dossier) ?? [];
  expect(shown.map((s) => s.key)).toEqual(expect.arrayContaining(['authors', 'councils', 'councilVotes']));
  const sections: Readonly<Record<string, { readonly columns: Readonly<Record<string, string>> }>> = vi.sections;
  for (const { key, columns } of shown)
    expect(columns.filter((column) => sections[key]?.columns[column.key] === undefined)).toEqual([]);
});
