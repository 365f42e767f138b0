/** How a commendation begins, what is verified, who is heard and who reads, through `decide` and `fold`. */
import { describe, expect, it } from 'vitest';
import { accessOf } from '../../dossier/access.ts';
import { available } from '../../dossier/available.ts';
import { fold } from '../../dossier/fold.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { commendation } from './kind.ts';
import {
  contested,
  decide,
  decided,
  heard,
  LONG,
  linked,
  nominate,
  notify,
  openClocks,
  opinion,
  played,
  praise,
  proposeForm,
  province,
  published,
  said,
  UNITS,
  verification,
  verify,
} from './steps.test-support.ts';

const body = nominate.body as Record<string, unknown>;
const nominating = (more: object, as = 'an.spec') => ({ ...nominate, as, body: { ...body, ...more } });

describe('a nomination', () => {
  it('goes to the clerk of the nominee’s unit with its evidence as rows', () => {
    const p = played([nominate]);
    expect(p.dossier).toMatchObject({ stage: 'nominated', number: 'KT-2026-00001' });
    expect(p.state).toMatchObject({
      origin: 'nomination',
      agency: 'agri',
      decider: 'agri.head',
      nominee: { whom: 'person', post: 'agri.spec', person: 'p.agri.spec' },
      evidence: [{ sort: 'statement', on: '2026-11-20', number: 'VM-2026-00007', dossier: linked.id }, { dossier: null }],
    });
    expect(openClocks(p)).toEqual(['verify agri.clerk']);
  });

  it.each([
    ['a head', { post: 'agri.head' }, 'office', 'office.head'],
    ['a collective', { whom: 'collective', unit: 'agri' }, 'office', 'office.head'],
    ['a deputy', { post: 'agri.deputy' }, 'agri', 'agri.head'],
  ])('of %s is handled where nobody judges the own unit', (_, more, agency, decider) => {
    expect(played([nominating(more)]).state).toMatchObject({ agency, decider });
  });

  it('of the clerk is not verified by the clerk, and of whoever acts as head not by that person', () => {
    expect(played([nominating({ post: 'agri.clerk' })]).state.clerk).toBe('agri.head');
    const acting = createProvince({ ...UNITS, holders: { 'agri.head': 'p.agri.spec' } });
    expect(played([nominate], { province: acting }).state.agency).toBe('office');
  });

  it('is never of oneself, of an empty post, or on evidence from a dossier that is not there or a day that has not come', () => {
    const refused = (more: object, as?: string) => expect(() => played([nominating(more, as)]));
    refused({ post: 'an.spec' }).toThrow('commendation.not_oneself');
    refused({ post: undefined }).toThrow('commendation.name_the_post');
    refused({ whom: 'collective' }).toThrow('commendation.name_the_unit');
    refused({ evidence: [] }).toThrow('act.invalid');
    const [row] = said.evidence;
    refused({ evidence: [{ ...row, dossier: 'VM-2026-00008' }] }).toThrow('commendation.no_such_dossier');
    refused({ evidence: [{ ...row, on: '2026-12-24' }] }).toThrow('commendation.not_yet');
    expect(() => played([{ ...nominate, view: [{ ...linked, number: undefined as never }] }])).toThrow(
      'commendation.no_such_dossier',
    );
    const vacant = createProvince({ ...UNITS, vacant: ['agri.spec'] });
    expect(() => played([nominate], { province: vacant })).toThrow('commendation.nobody_there');
  });

  it('may be written down for a citizen, whose name is kept apart', () => {
    const p = played([nominating({ citizen: 'Bà con tổ 3 phường An' })]);
    expect(p.state.nominator).toMatchObject({ post: 'an.spec', citizen: 'Bà con tổ 3 phường An' });
    expect(JSON.stringify(p.dossier.state)).not.toContain('Bà con');
  });

  it('comes back complete after what was missing had been said, and is refused where it never does', () => {
    const sent = { as: 'agri.clerk', act: 'return-nomination', body: { missing: 'Thiếu xác nhận của phường về kết quả.' } };
    const again = {
      as: 'an.spec',
      act: 'complete-nomination',
      body: { ...said, answer: 'Đã bổ sung xác nhận.' },
      view: [linked],
    };
    const p = played([nominate, sent, again]);
    expect([p.dossier.stage, openClocks(p), p.state.returns[0]?.answer]).toEqual([
      'nominated',
      ['verify agri.clerk'],
      'Đã bổ sung xác nhận.',
    ]);
    const no = { as: 'agri.head', act: 'refuse', body: { reasons: LONG } };
    const silent = played([
      nominate,
      sent,
      { ...no, refused: 'commendation.still_completing' },
      { as: 'system', act: 'lapse', body: { clock: 'complete' }, later: 20 },
    ]);
    expect(silent.dossier.clocks.filter((c) => c.level > 0)).toEqual([]);
    expect(played([no], { from: silent }).dossier.stage).toBe('refused');
  });
});

describe('verifying and hearing', () => {
  it('looks at every piece once; what does not hold says so', () => {
    const checks = verification.checks;
    const p = played([
      nominate,
      { ...verify, body: { ...verification, checks: checks.slice(1) }, refused: 'commendation.check_each' },
      { ...verify, body: { ...verification, checks: [checks[0], checks[0]] }, refused: 'commendation.check_each' },
      { ...verify, body: { ...verification, party: 'finance' }, refused: 'act.invalid' },
      { ...verify, body: { ...verification, council: 'build' }, refused: 'commendation.two_bodies' },
      { ...verify, body: { ...verification, council: 'agri' }, refused: 'commendation.asks_decider' },
      verify,
    ]);
    expect(p.state.evidence.map((e) => e.finding)).toEqual(['confirmed', 'not-confirmed']);
    expect(openClocks(p).toSorted()).toEqual(['form agri.clerk', 'opinion:council finance.head', 'opinion:party build.head']);
  });

  it('leaves only a refusal where nothing holds', () => {
    const none = verification.checks.map((row) => ({ ...row, finding: 'not-confirmed' }));
    const p = played([
      nominate,
      { ...verify, body: { ...verification, checks: none } },
      { ...decide, refused: 'commendation.nothing_confirmed' },
    ]);
    expect([p.dossier.stage, openClocks(p), p.state.opinions]).toEqual(['deciding', ['decide agri.head'], []]);
    expect(available(commendation, p.dossier, province.standing('p.agri.head')).map((a) => a.act)).not.toContain('decide');
    expect(played([{ as: 'agri.head', act: 'refuse', body: { reasons: LONG } }], { from: p }).dossier.stage).toBe('refused');
  });

  it('waits for those asked; silence by the date is written down, goes up, and is enough', () => {
    const p = played([
      ...heard.slice(0, 3),
      { ...proposeForm, refused: 'commendation.unheard' },
      { as: 'system', act: 'lapse', body: { clock: 'opinion:party' }, later: 10 },
    ]);
    expect(p.state.opinions.map((o) => [o.body, o.stance, o.lapsedBy !== null])).toEqual([
      ['council', 'agree', false],
      ['party', null, true],
    ]);
    expect(p.dossier.clocks.filter((c) => c.level === 1).map((c) => [c.holder, c.of])).toEqual([
      ['office.head', 'opinion:party'],
    ]);
    const late = played([{ as: 'office.head', act: 'give-opinion', body: { ...opinion, stance: 'disagree' } }], { from: p });
    expect(late.state.opinions[1]).toMatchObject({ stance: 'disagree', lapsedBy: expect.any(Number) });
    expect(played([proposeForm], { from: p }).dossier.stage).toBe('deciding');
  });

  it('passes a silent clerk over to the superior, who may do it instead', () => {
    const p = played([nominate, { as: 'system', act: 'lapse', body: { clock: 'verify' }, later: 10 }]);
    expect(openClocks(p)).toEqual(['verify agri.clerk', 'escalation:verify:1 agri.head']);
    const done = played([{ ...verify, as: 'agri.head' }], { from: p });
    expect([done.dossier.stage, done.dossier.clocks.find((c) => c.name === 'verify')?.state]).toEqual(['hearing', 'met-late']);
  });
});

describe('who judges', () => {
  it('is never the one it is about, in whatever post: the dossier does not exist for that person before it is decided', () => {
    const both = createProvince({ ...UNITS, holders: { 'finance.head': 'p.agri.spec' } });
    expect(() => played([nominate, verify], { province: both })).toThrow('commendation.asks_recipient');
    const deputy = createProvince({ ...UNITS, holders: { 'agri.deputy': 'p.agri.spec' } });
    expect(() => played([nominate, { ...verify, as: 'agri.deputy' }], { province: deputy })).toThrow('dossier.not_found');
    for (const steps of [[nominate], heard.slice(0, 2), [...heard, proposeForm]])
      expect(accessOf(commendation, played(steps).dossier).excluded).toEqual(['p.agri.spec']);
  });

  it('is never whoever nominated, who verifies nothing and gives no opinion on it', () => {
    const p = played([nominating({}, 'agri.clerk')]);
    expect(() => played([verify], { from: p })).toThrow('commendation.own_nomination');
    expect(played([{ ...verify, as: 'agri.deputy' }], { from: p }).dossier.stage).toBe('hearing');
    const asked = played([nominating({}, 'finance.head'), verify]);
    expect(() => played([{ as: 'finance.head', act: 'give-opinion', body: opinion }], { from: asked })).toThrow(
      'commendation.own_nomination',
    );
  });

  it('steps aside for an interest: what was owed goes one level up with the days it has left', () => {
    const aside = { as: 'agri.head', act: 'step-aside', body: { reason: 'Người được đề nghị là em ruột tôi.' } };
    const before = played([...heard, proposeForm]);
    const p = played([aside, { ...decide, refused: 'act.capacity' }], { from: before });
    expect([openClocks(p), p.state.decider]).toEqual([['decide office.head'], 'office.head']);
    const due = (of: typeof p) => of.dossier.clocks.find((c) => c.name === 'decide')?.dueAt;
    expect(due(p)).toBe(due(before));
    expect(played([{ ...decide, as: 'office.head' }], { from: p }).state.decision).toMatchObject({ post: 'office.head' });
    const finance = played([...heard.slice(0, 2), { ...aside, as: 'finance.head' }]);
    expect(() => played([{ as: 'finance.head', act: 'give-opinion', body: opinion }], { from: finance })).toThrow(
      'commendation.conflict',
    );
  });
});

describe('who reads', () => {
  const reads = (steps: Parameters<typeof played>[0]) => accessOf(commendation, played(steps).dossier).read;

  it('is the desk, those asked, whoever nominated and inspection until it is decided; then those it is about; then every official', () => {
    const undecided = reads([...heard, proposeForm]);
    expect(undecided).toEqual(expect.arrayContaining(['person:p.an.spec', 'post:agri.clerk', 'head:build', 'role:inspector']));
    for (const one of ['official', 'person:p.agri.spec', 'post:agri.spec']) expect(undecided).not.toContain(one);
    expect(reads(decided)).toContain('person:p.agri.spec');
    expect(reads(decided)).not.toContain('official');
    expect(reads(published)).toContain('official');
    expect(reads([praise])).toContain('official');
    expect(reads(contested)).not.toContain('official');
    expect(reads(contested)).toContain('person:p.agri.spec');
  });

  it('lets whoever was nominated read a refusal with its reasons', () => {
    const refused = played([...heard, proposeForm, { as: 'agri.head', act: 'refuse', body: { reasons: LONG } }]);
    expect(accessOf(commendation, refused.dossier).read).toContain('person:p.agri.spec');
    expect(refused.decided.at(-1)?.notices).toContainEqual({ to: 'person:p.agri.spec', code: 'refused' });
  });
});

describe('praise', () => {
  it('is one act of a head with one reason, standing at once and told to whoever is praised', () => {
    const p = played([praise]);
    expect(p.dossier).toMatchObject({ stage: 'praised', number: 'KT-2026-00001', clocks: [] });
    expect(p.state.awards).toEqual([
      { whom: 'person', post: 'agri.spec', unit: 'agri', person: 'p.agri.spec', form: 'praise', months: null },
    ]);
    expect(p.decided[0]?.notices).toEqual([{ to: 'person:p.agri.spec', code: 'praised' }]);
    const all = played([{ ...praise, body: { reason: 'Cả sở làm xong hồ sơ tồn.' } }]);
    expect(all.state.awards).toMatchObject([{ whom: 'collective', unit: 'agri', person: 'p.agri.head' }]);
  });

  it('is for the own unit, by its head, never of oneself', () => {
    const refused = (step: object) => expect(() => played([{ ...praise, ...step }]));
    const reason = 'Làm tốt việc được giao.';
    refused({ as: 'agri.deputy' }).toThrow('commendation.heads_praise');
    refused({ body: { post: 'an.spec', reason } }).toThrow('commendation.not_own_unit');
    refused({ body: { unit: 'an', reason } }).toThrow('commendation.not_own_unit');
    refused({ body: { post: 'agri.head', reason } }).toThrow('commendation.not_oneself');
  });

  it('is offered to heads alone', () => {
    const empty = { ...played([praise]).dossier, stage: 'new', seq: 0, author: null };
    const offered = (person: string) =>
      available(commendation, empty, province.standing(person))
        .filter((a) => !a.common)
        .map((a) => a.act);
    expect(offered('p.agri.head')).toEqual(['nominate', 'praise']);
    expect(offered('p.agri.spec')).toEqual(['nominate']);
  });
});

it('cannot be annulled or diverted by the desk once it was decided', () => {
  const annul = { as: 'agri.clerk', act: 'annul', body: { reason: 'Vào sổ nhầm, không thuộc việc này.' } };
  expect(played([nominate, annul]).dossier.stage).toBe('annulled');
  for (const steps of [decided, contested]) expect(() => played([...steps, annul])).toThrow('act.capacity');
});

it('folds from its acts to what it is, whichever way it went', () => {
  for (const steps of [[praise], heard, published, contested, [...decided, notify]]) {
    const p = played(steps);
    expect(fold(commendation, p.dossier.id, p.acts)).toEqual(p.dossier);
  }
});
