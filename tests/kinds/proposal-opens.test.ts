/** What an assessed pilot opens: a commendation where it was completed, with what shows it. */
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../src/dossier/registry.ts';
import { unseal } from '../../src/dossier/sealed.ts';
import { countIds, createLaw, type Played, play, type Step } from '../../src/dossier/testing/desk.ts';
import { createProvince } from '../../src/dossier/testing/province.ts';
import type { Json } from '../../src/kernel/json.ts';
import { commendationKind } from '../../src/kinds/commendation/index.ts';
import { commendation } from '../../src/kinds/commendation/kind.ts';
import type { CommendationState } from '../../src/kinds/commendation/state.ts';
import { proposalKind } from '../../src/kinds/proposal/index.ts';
import { proposal } from '../../src/kinds/proposal/kind.ts';
import {
  ADOPTED,
  decided,
  heard,
  LEADERSHIP,
  LONG,
  opinion,
  plan,
  propose,
  votes,
} from '../../src/kinds/proposal/steps.test-support.ts';
import { protectionKind } from '../../src/kinds/protection/index.ts';
import { protectionRequestKind } from '../../src/kinds/protection-request/index.ts';

const registry = createRegistry([proposalKind, commendationKind, protectionKind, protectionRequestKind]);
const province = createProvince(LEADERSHIP);
const law = createLaw({
  values: {
    'd73.subjects': ['head', 'deputy'],
    'd73.salary.months-early': 12,
    'date.furthest': 5,
    'commendation.forms': ['praise', 'certificate', 'merit', 'higher'],
  },
});
const run = (steps: readonly Step[], options: object = {}) =>
  play(proposal, steps, { registry, newId: countIds(), province, law, ...options });

const reported = (as: string): readonly Step[] => [
  { as: 'agri.head', act: 'allow', body: decided },
  { as, act: 'finish', body: { remark: 'Đã hết thời gian thí điểm.' }, later: 120 },
  { as, act: 'report', body: { result: 'completed', damage: 'no', text: `${LONG} Đạt mục tiêu.` } },
  { as: 'build.head', act: 'give-opinion', body: opinion },
];
const assessment = {
  damage: 'no',
  findings: `${LONG} Sáu mươi ngày thay vì một năm.`,
  causes: [{ kind: 'objective', what: 'Mưa bão kéo dài.', evidence: 'Công điện ngày 10/12.' }],
  exit: 'stop',
  lesson: 'Gom hồ sơ theo quý thì nhanh hơn theo tháng.',
};
const evaluate = (result: string, more: object = {}): Step => ({
  as: 'agri.head',
  act: 'evaluate',
  body: { ...assessment, result, ...more },
});
const specialist = [...heard, ...ADOPTED, ...reported('agri.spec')];

/** The commendation an assessment opened, to be gone on with. */
function openedBy(played: Played): { readonly from: Played; readonly state: CommendationState } {
  const [own] = played.opened.filter((o) => o.kind.name === 'commendation');
  if (!own) throw new Error('nothing was opened');
  const texts = new Map<string, Json>(own.vault.map((v) => [`§1/${v.name}§`, v.value]));
  const filled = unseal(own.after.state, texts, () => null);
  const from: Played = {
    dossier: own.after,
    acts: [own.act],
    decided: [own],
    opened: [],
    refusals: [],
    texts,
    filled,
    at: played.at,
  };
  return { from, state: filled as unknown as CommendationState };
}

describe('a completed pilot', () => {
  it('opens exactly one commendation, in the same decision, with its evidence: what, when, of which dossier and act', () => {
    const played = run([...specialist, evaluate('completed', { exit: 'replicate' })]);
    expect(played.opened.map((o) => [o.kind.name, o.after.number, o.act.actor])).toEqual([
      ['commendation', 'KT-2027-00001', null],
    ]);
    const { from, state } = openedBy(played);
    expect(from.acts[0]?.cause).toEqual({ dossier: played.dossier.id, seq: played.dossier.seq, n: 0 });
    expect(state).toMatchObject({
      origin: 'proposal',
      title: plan.title,
      achievement: assessment.findings,
      agency: 'agri',
      decider: 'agri.head',
      nominee: { whom: 'person', post: 'agri.spec', unit: 'agri', person: 'p.agri.spec' },
      source: {
        dossier: played.dossier.id,
        number: 'DX-2026-00001',
        result: 'completed',
        damage: false,
        exit: 'replicate',
        tally: { entitled: 4, for: 3 },
        named: false,
        lesson: assessment.lesson,
      },
    });
    const acts = (name: string) => played.acts.find((act) => act.name === name)?.seq;
    expect(state.evidence.map((e) => [e.sort, e.on, e.dossier, e.number, e.act, e.what])).toEqual([
      ['decision', '2026-11-23', played.dossier.id, 'DX-2026-00001', acts('allow'), null],
      ['report', '2027-03-23', played.dossier.id, 'DX-2026-00001', acts('report'), null],
      ['evaluation', '2027-03-23', played.dossier.id, 'DX-2026-00001', acts('evaluate'), assessment.findings],
    ]);
    expect(from.dossier.clocks.map((c) => [c.name, c.holder])).toEqual([['verify', 'agri.clerk']]);
    expect(commendation.links?.(from.dossier.state)).toEqual([{ type: 'rewards', to: played.dossier.id }]);
    expect(commendation.access(from.dossier.state, from.dossier).exclude).toEqual(['p.agri.spec']);
  });

  it('opens it at the superior agency where the proposer came to lead the own one meanwhile, and never fails for want of a head', () => {
    const before = run(specialist);
    const promoted = createProvince({ ...LEADERSHIP, holders: { 'agri.head': 'p.agri.spec' } });
    const judged = run([{ ...evaluate('completed'), as: 'office.head', by: 'post:office.head' }], {
      from: before,
      province: promoted,
    });
    expect(openedBy(judged).state).toMatchObject({ agency: 'office', decider: 'office.head', clerk: 'office.clerk' });
    const alone = { ...promoted, superiorUnit: () => undefined };
    const last = run([{ ...evaluate('completed'), as: 'office.head', by: 'post:office.head' }], {
      from: before,
      province: alone,
    });
    expect(openedBy(last).state).toMatchObject({ agency: 'agri', decider: 'office.head', clerk: 'office.head' });
  });

  it('carries the longest texts an assessment takes', () => {
    const longest = 'Ữ'.repeat(4000);
    const title = 'ữ'.repeat(200);
    const long = [{ ...propose, body: { ...plan, title } }, ...specialist.slice(1)];
    const played = run([...long, evaluate('completed', { findings: longest, lesson: longest, causes: [] })]);
    expect(openedBy(played).state).toMatchObject({ title, achievement: longest });
  });

  it('may bring a salary step early by the months of the decree, for whom the decree names and nobody else', () => {
    const four = votes({ head: 'for', 'deputy-2': 'for', 'deputy-3': 'for' });
    const byDeputy = [{ ...propose, as: 'agri.deputy' }, ...heard.slice(1), ...four, ...reported('agri.deputy')];
    const { from } = openedBy(run([...byDeputy, evaluate('completed')]));
    const verified: readonly Step[] = [
      {
        as: 'agri.clerk',
        act: 'verify-result',
        body: {
          checks: [1, 2, 3].map((n) => ({ n, finding: 'confirmed', how: 'Hồ sơ đề xuất' })),
          remark: 'Khớp với hồ sơ.',
          council: 'finance',
          party: 'build',
        },
      },
      { as: 'finance.head', act: 'give-opinion', body: opinion },
      { as: 'build.head', act: 'give-opinion', body: opinion },
    ];
    const award = (post: string, months: number) => ({
      awards: [{ whom: 'person', post, form: 'certificate', months }],
      reasons: LONG,
    });
    const form = (post: string, months: number, refused?: string): Step => ({
      as: 'agri.clerk',
      act: 'propose-form',
      body: award(post, months),
      ...(refused ? { refused } : {}),
    });
    const played = play(
      commendation,
      [
        ...verified,
        form('agri.deputy', 13, 'commendation.salary_limit'),
        form('agri.spec', 6, 'commendation.salary_authors'),
        form('agri.deputy', 12),
        {
          as: 'agri.head',
          act: 'decide',
          body: { ...award('agri.deputy', 12), number: '1/QĐ-SNN', legalBasis: 'Nghị định 73/2023/NĐ-CP, Điều 10' },
        },
      ],
      { registry, province, law, from },
    );
    expect((played.filled as unknown as CommendationState).awards).toMatchObject([{ person: 'p.agri.deputy', months: 12 }]);
  });
});

it.each([['partly'], ['not']])('a pilot assessed as «%s» opens no commendation', (result) => {
  const played = run([...specialist, evaluate(result)]);
  expect([played.dossier.stage, played.opened.filter((o) => o.kind.name === 'commendation')]).toEqual(['concluded', []]);
});

it('nobody opens one by hand', () => {
  const body = { source: '00000000-0000-7000-8000-0000000000aa', title: 'Tự mở khen thưởng', findings: LONG, lesson: LONG };
  expect(() => play(commendation, [{ as: 'agri.head', act: 'open', body }], { registry, province, law })).toThrow('act.capacity');
});
