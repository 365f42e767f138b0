/** What is decided, and what comes of it: decision, review, pilot, assessment. */
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../dossier/registry.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { protectionKind } from '../protection/index.ts';
import { proposalKind } from './index.ts';
import { proposal } from './kind.ts';
import type { ProposalState } from './state.ts';
import {
  ADOPTED,
  ballot,
  decided,
  evaluating,
  heard,
  LEADERSHIP,
  LONG,
  law,
  openClocks,
  opinion,
  override,
  piloting,
  played,
  propose,
  province,
  REJECTED,
  votes,
} from './steps.test-support.ts';

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
    const registry = createRegistry([proposalKind, protectionKind]);
    const p = played(
      [
        ...evaluating,
        { as: 'agri.head', act: 'evaluate', body: judged, refused: 'proposal.party_unheard' },
        { as: 'build.head', act: 'give-opinion', body: opinion },
        { as: 'agri.head', act: 'evaluate', body: { ...judged, causes: [] }, refused: 'proposal.say_the_causes' },
        { as: 'agri.head', act: 'evaluate', body: { ...judged, result: 'not' }, refused: 'proposal.nothing_to_replicate' },
        { as: 'agri.head', act: 'evaluate', body: judged },
        { as: 'an.spec', act: 'join', body: { remark: 'Phường An làm theo từ quý sau.' }, refused: 'proposal.heads_join' },
        { as: 'an.head', act: 'join', body: { remark: 'Phường An làm theo từ quý sau.' } },
      ],
      { registry },
    );
    expect(p.opened.map((o) => [o.kind.name, o.after.stage])).toEqual([['protection', 'opened']]);
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
