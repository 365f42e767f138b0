/** What the papers of a protection case say, and what they never say. */
import { describe, expect, it } from 'vitest';
import { issuesOf, toPaperActs } from '../../dossier/papers.ts';
import { createRegistry } from '../../dossier/registry.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { lostInPdf, onlyPaper, papersIn, said } from '../papers.test-support.ts';
import { LATE } from '../papers.ts';
import { protectionRequestKind } from '../protection-request/index.ts';
import { protectionKind } from './index.ts';
import { protection } from './kind.ts';
import {
  asked,
  conclude,
  concluded,
  find,
  findings,
  found,
  LONG,
  law,
  named,
  PANEL,
  panelOf,
  playedIn,
  proposal,
  province,
  statement,
} from './steps.test-support.ts';

const registry = createRegistry([protectionKind, protectionRequestKind]);
const played = playedIn(registry);
const papersOfCase = (steps: readonly Step[]) => papersIn(protection, played(steps), { org: province, law });

const harmed = [proposal({ damage: true })];
const SECRET = 'Thành viên này cho rằng có quan hệ với bên được lợi.';
const STATED = 'Lời trình bày riêng của người được bảo vệ về hoàn cảnh gia đình.';
const dissenting: readonly Step[] = [
  ...named.map((step) => (step.view ? { ...step, view: harmed } : step)),
  find('finance.head'),
  {
    as: 'build.head',
    act: 'find',
    body: findings({ motive: 'not-met', motiveWhy: SECRET, cause: 'subjective', causeWhy: SECRET }),
  },
  find('an.head'),
  conclude('considered', { relief: 'mitigation', law: 'Luật Cán bộ, công chức 2025, Điều 34' }, harmed),
];

describe('the conclusion', () => {
  it('says on whom, on what, what the panel found, the outcome with its clause, why, and the way up', () => {
    const document = onlyPaper(papersOfCase(concluded), 'conclusion');
    expect(document).toMatchObject({
      type: { name: 'Kết luận', symbol: 'KL' },
      number: '05/KL-VP',
      issuer: { form: 'state', name: 'Văn phòng tỉnh' },
      source: { dossier: 'Hồ sơ kín, mã 7M4Q-92XH' },
      signatures: [{ title: 'Chức vụ head', name: 'Đ/c p.office.head' }],
    });
    for (const text of [
      'Đ/c p.agri.spec',
      'Chức vụ spec',
      'Sở Nông nghiệp',
      'hoàn thành một phần; thiệt hại: không',
      'Hội đồng gồm 03 thành viên, lập ngày 23/11/2026',
      'Không thành viên nào có nhận xét khác',
      'Được loại trừ trách nhiệm (Điều 11 Nghị định số 73/2023/NĐ-CP)',
      LONG,
      'khiếu nại kết luận này lên cấp trên một cấp',
      'chưa có trường hợp tương tự',
    ])
      expect(said(document)).toContain(text);
    expect(document.blocks.find((b) => b.is === 'table')).toMatchObject({
      rows: [
        ['Đúng chủ trương', 'Đạt', '03/03 thấy đạt'],
        ['Động cơ trong sáng', 'Đạt', '03/03 thấy đạt'],
        ['Vì lợi ích chung', 'Đạt', '03/03 thấy đạt'],
        ['Đúng thẩm quyền, trình tự', 'Đạt', '03/03 thấy đạt'],
        ['Nguyên nhân', 'Khách quan', '03/03 thấy như vậy'],
      ],
    });
    expect(document.notes[0]).toContain('chưa xác minh');
    expect(document.notes).not.toContain(LATE);
  });

  it('says that members found otherwise, never who, nor why, nor what the person said', () => {
    const steps = dissenting.map((s) => (s.act === 'state' ? { ...s, body: { ...statement, motive: STATED } } : s));
    const document = onlyPaper(papersOfCase(steps), 'conclusion');
    for (const text of [
      '01 thành viên có nhận xét khác',
      '02/03 thấy đạt',
      'Mức xem xét: giảm nhẹ. Theo: Luật Cán bộ, công chức 2025, Điều 34.',
      'Căn cứ Luật Cán bộ, công chức 2025, Điều 34;',
    ])
      expect(said(document)).toContain(text);
    for (const hidden of [
      SECRET,
      STATED,
      ...PANEL.flatMap((post) => [`p.${post}`, post]),
      'Sở Tài chính',
      'Sở Xây dựng',
      'Phường An',
    ])
      expect(said(document)).not.toContain(hidden);
  });

  it('of what the law of the proposal does not reach rests on the other clause, and asks for a law', () => {
    const p = [
      asked,
      { as: 'office.clerk', act: 'accept', body: { note: LONG } },
      { as: 'agri.spec', act: 'add-proceeding', body: { sort: 'inspection', paper: '12-QĐ/UBKT', on: '2026-11-20' } },
      { as: 'agri.spec', act: 'state', body: statement },
      ...named.slice(-1),
      ...PANEL.map((as) => find(as)),
      conclude('considered-by-law', { relief: 'exemption', law: 'Nghị định 172/2025/NĐ-CP' }, []),
    ];
    const document = onlyPaper(papersOfCase(p), 'conclusion');
    expect(said(document)).toContain('Điều 34 khoản 1 điểm b Luật Cán bộ, công chức số 80/2025/QH15');
    expect(said(document)).toContain('Xét việc kiểm tra theo văn bản số 12-QĐ/UBKT ngày 20/11/2026');
    expect(document.recipients).toEqual([
      'Đ/c p.agri.spec',
      'Thành viên hội đồng',
      'Cơ quan ban hành văn bản số 12-QĐ/UBKT',
      'Lưu: hồ sơ kín, mã 7M4Q-92XH',
    ]);
  });

  it('is given to nobody of the person’s line, and says on its face that it came late', () => {
    const late = [...found, { as: 'system', act: 'lapse', body: { clock: 'conclude' }, later: 20 }, conclude('excluded')];
    const document = onlyPaper(papersOfCase(late), 'conclusion');
    expect(document.notes).toContain(LATE);
    expect(document.recipients.join()).not.toMatch(/Nông nghiệp|agri\.head/);
  });

  it('calls post and unit as they were called on its day', () => {
    const p = played(concluded);
    const org = { ...province, unitName: () => 'Sở khác', postTitle: () => ({ vi: 'Chức khác', en: 'Other' }) };
    const document = onlyPaper(papersIn(protection, p, { org, law }), 'conclusion');
    expect(said(document)).toContain('Chức vụ spec');
    expect(said(document)).toContain('Đơn vị: Sở Nông nghiệp');
    expect(said(document)).not.toMatch(/Chức khác|Sở khác/);
  });

  it('stays beside a later one, each with the panel of its own round', () => {
    const again: readonly Step[] = [
      ...dissenting,
      { as: 'agri.spec', act: 'appeal', body: { reason: LONG } },
      { as: 'office.member', act: 'look-again', body: { answer: LONG } },
      { as: 'office.head', act: 'name-panel', body: panelOf('finance.deputy', 'build.deputy', 'binh.head') },
      ...['finance.deputy', 'build.deputy', 'binh.head'].map((as) => find(as)),
      conclude('considered', { relief: 'exclusion', law: 'Luật 80/2025/QH15', number: '09/KL-VP' }, harmed),
    ];
    const papers = [...papersOfCase(again).values()];
    expect(papers.map((d) => d.type.name)).toEqual(['Kết luận', 'Quyết định', 'Kết luận']);
    expect(said(papers[0] as never)).toContain('01 thành viên có nhận xét khác');
    expect(said(papers[0] as never)).not.toContain('09/KL-VP');
    expect(said(papers[2] as never)).toContain('Không thành viên nào có nhận xét khác');
    expect(said(papers[2] as never)).toContain('lần xem xét thứ 2; Kết luận số 05/KL-VP');
  });

  it('is in the form of the Party where a Party body concludes', () => {
    const org = createProvince({ kinds: { office: 'party-committee' } });
    const p = play(protection, concluded, { province: org, law, registry });
    const document = onlyPaper(papersIn(protection, p, { org, law }), 'conclusion');
    expect(document).toMatchObject({ issuer: { form: 'party' }, signatures: [{ instead: 'T/M Văn phòng tỉnh' }] });
    expect(document.recipients.at(-1)).toBe('Lưu hồ sơ kín, mã 7M4Q-92XH');
  });
});

describe('the answer to an appeal', () => {
  const REASON = 'Người được bảo vệ nêu những việc riêng mà chỉ người đọc hồ sơ được biết, không ghi vào quyết định.';
  const appealed = (act: string): readonly Step[] => [
    ...concluded,
    { as: 'agri.spec', act: 'appeal', body: { reason: REASON } },
    { as: 'office.member', act, body: { answer: LONG } },
  ];

  it('leaves the conclusion as it is, with reasons', () => {
    const document = onlyPaper(papersOfCase(appealed('uphold')), 'appeal');
    expect(document).toMatchObject({ type: { name: 'Quyết định' }, signatures: [{ name: 'Đ/c p.office.member' }], number: null });
    for (const text of ['Giữ nguyên Kết luận số 05/KL-VP', LONG, 'Đ/c p.agri.spec']) expect(said(document)).toContain(text);
    expect(said(document)).not.toContain(REASON);
  });

  it('has it looked at again by another panel, and keeps the earlier in sight', () => {
    const document = onlyPaper(papersOfCase(appealed('look-again')), 'appeal');
    expect(said(document)).toContain('Xem xét lại Kết luận số 05/KL-VP');
    expect(said(document)).toContain('lập hội đồng khác');
  });

  it('speaks of the refusal to take the case up where there is no conclusion', () => {
    const document = onlyPaper(
      papersOfCase([
        asked,
        { as: 'office.head', act: 'decline', body: { reasons: LONG } },
        { as: 'agri.spec', act: 'appeal', body: { reason: LONG } },
        { as: 'office.member', act: 'uphold', body: { answer: LONG } },
      ]),
      'appeal',
    );
    expect(said(document)).toContain('Giữ nguyên việc chưa tiếp nhận đề nghị bảo vệ cán bộ');
  });
});

describe('issuing', () => {
  it('is for the desk, and puts number and digest on the record', () => {
    const issue = { act: 'issue-paper', body: { paper: `conclusion-${concluded.length}`, paperNumber: '05/KL-VP' } };
    const p = played([...concluded, { ...issue, as: 'agri.spec', refused: 'act.capacity' }, { ...issue, as: 'office.clerk' }]);
    expect(issuesOf(toPaperActs(p.acts, p.texts)).get(issue.body.paper)).toMatchObject({ number: '05/KL-VP' });
  });
});

it('stands in its file with every mark', async () => {
  const steps: readonly Step[] = [
    ...dissenting,
    { as: 'agri.spec', act: 'appeal', body: { reason: LONG } },
    { as: 'office.member', act: 'look-again', body: { answer: LONG } },
  ];
  for (const document of papersOfCase(steps).values()) expect(await lostInPdf(document)).toEqual([]);
});
