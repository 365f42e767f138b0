/** What the papers of a commendation say, and what they never say. */
import { describe, expect, it } from 'vitest';
import { referenceTo } from '../../dossier/sealed.ts';
import { play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { lostInPdf, onlyPaper, papersIn, said } from '../papers.test-support.ts';
import { LATE } from '../papers.ts';
import { commendation } from './kind.ts';
import {
  contested,
  decide,
  decided,
  decision,
  heard,
  LONG,
  law,
  nominate,
  opinion,
  pilotHeard,
  played,
  praise,
  proposeForm,
  province,
  reply,
  verify,
  withdraw,
} from './steps.test-support.ts';

const papers = (steps: readonly Step[]) => papersIn(commendation, played(steps), { org: province, law });

const early = [{ whom: 'person', post: 'agri.spec', form: 'merit', months: 6 }];
const fromPilot: readonly Step[] = [
  ...pilotHeard,
  { ...proposeForm, body: { awards: early, reasons: LONG } },
  { ...decide, body: { ...decision, awards: early } },
];

describe('the decision', () => {
  it('names everybody with form and basis, what was shown and who was heard', () => {
    const document = onlyPaper(papers(decided), 'award');
    expect(document).toMatchObject({
      type: { name: 'Quyết định', symbol: 'QĐ' },
      number: '15/QĐ-SNN',
      issuer: { form: 'state', name: 'Sở Nông nghiệp' },
      signatures: [{ name: 'Đ/c p.agri.head' }],
    });
    for (const text of [
      'Căn cứ Luật Thi đua, khen thưởng 06/2022/QH15;',
      '1/2 bằng chứng được xác nhận đúng',
      'Sở Tài chính (cơ quan thi đua, khen thưởng) ngày 23/11/2026: nhất trí',
      '1. Đ/c p.agri.spec, Chức vụ spec, Sở Nông nghiệp. Hình thức: giấy khen.',
      'Rút thời gian xét hồ sơ',
      LONG,
    ])
      expect(said(document)).toContain(text);
    expect(said(document)).not.toContain('nâng bậc lương');
    expect(document.notes).toEqual([expect.stringContaining('chưa xác minh')]);
    // Whoever nominated is no part of a decision.
    expect(said(document)).not.toContain('an.spec');
  });

  it('says how many months early the salary step comes, and by which assessment', () => {
    const document = onlyPaper(papers(fromPilot), 'award');
    expect(said(document)).toContain('nâng bậc lương trước thời hạn 06 tháng (Điều 10 Nghị định số 73/2023/NĐ-CP)');
    expect(said(document)).toContain('hoàn thành đề xuất đổi mới, sáng tạo số DX-2026-00004 ngày 02/11/2026');
  });

  it('says how it departs from what was heard, and that it came late after a silence', () => {
    const departs = 'Khác ý kiến không nhất trí vì kết quả đã được kiểm chứng đầy đủ.';
    const document = onlyPaper(
      papers([
        nominate,
        verify,
        { as: 'finance.head', act: 'give-opinion', body: { ...opinion, stance: 'disagree' } },
        { as: 'system', act: 'lapse', body: { clock: 'opinion:party' }, later: 20 },
        proposeForm,
        { as: 'system', act: 'lapse', body: { clock: 'decide' }, later: 20 },
        { ...decide, body: { ...decision, departs } },
      ]),
      'award',
    );
    expect(said(document)).toContain(departs);
    expect(said(document)).toContain('không có ý kiến đến hạn');
    expect(document.notes).toContain(LATE);
  });

  it('is in the form of the Party where a Party body decides', () => {
    const org = createProvince({ kinds: { build: 'party-committee', agri: 'party-committee' } });
    const p = play(commendation, decided, { province: org, law });
    const document = onlyPaper(papersIn(commendation, p, { org, law }), 'award');
    expect(document).toMatchObject({ issuer: { form: 'party' }, signatures: [{ instead: 'T/M Sở Nông nghiệp' }] });
  });

  it('calls posts and units as they were called on its day', () => {
    const org = { ...province, unitName: () => 'Sở khác', postTitle: () => ({ vi: 'Chức khác', en: 'Other' }) };
    const document = onlyPaper(papersIn(commendation, played(decided), { org, law }), 'award');
    expect(said(document)).toContain('Chức vụ spec, Sở Nông nghiệp');
  });
});

it('refuses with reasons, about whom it is', () => {
  const document = onlyPaper(
    papers([...heard, proposeForm, { as: 'agri.head', act: 'refuse', body: { reasons: LONG } }]),
    'refusal',
  );
  expect(document).toMatchObject({ type: { name: 'Thông báo' }, number: null });
  for (const text of [LONG, 'chưa chấp thuận', 'Đ/c p.agri.spec', 'Gỡ vướng cấp giấy chứng nhận'])
    expect(said(document)).toContain(text);
});

it('refuses, naming whoever shares the authorship', () => {
  const document = onlyPaper(
    papers([...fromPilot.slice(0, -1), { as: 'agri.head', act: 'refuse', body: { reasons: LONG } }]),
    'refusal',
  );
  expect(said(document)).toContain(
    'đối với Đ/c p.agri.spec, Chức vụ spec, Sở Nông nghiệp; Đ/c p.binh.spec, Chức vụ spec, Xã Bình',
  );
});

it('praises in a letter to whoever is praised', () => {
  const document = onlyPaper(papers([praise]), 'praise');
  expect(document).toMatchObject({
    type: { name: 'Thư biểu dương' },
    addressees: ['Đ/c p.agri.spec, Chức vụ spec, Sở Nông nghiệp'],
    signatures: [{ name: 'Đ/c p.agri.head' }],
  });
  expect(said(document)).toContain('Giải quyết xong 40 hồ sơ trong tuần.');
  const unit = onlyPaper(papers([{ ...praise, body: { reason: 'Cả sở làm thêm giờ.' } }]), 'praise');
  expect(unit.addressees).toEqual(['Tập thể Sở Nông nghiệp']);
});

describe('the withdrawal', () => {
  const FACTS = 'Sổ theo dõi nộp kèm đã bị sửa sau ngày xác nhận; việc này chỉ những người liên quan được biết.';
  const WHY = 'Kết luận dựa vào lời khai riêng của người được khen và nhân chứng, không nêu trong quyết định.';
  const steps: readonly Step[] = [
    ...contested.map((s) => (s.act === 'notify-withdrawal' ? { ...s, body: { ...(s.body as object), grounds: FACTS } } : s)),
    reply,
    { ...withdraw, body: { ...(withdraw.body as object), reasons: WHY } },
  ];

  it('says which award, on which ground, after what notice and reply, and the way up', () => {
    const document = onlyPaper(papers(steps), 'withdrawal');
    expect(document).toMatchObject({ type: { name: 'Quyết định' }, number: '20/QĐ-SNN' });
    for (const text of [
      'Chương VII Luật Thi đua, khen thưởng số 06/2022/QH15',
      'Hủy bỏ hình thức khen thưởng «Giấy khen» đối với Đ/c p.agri.spec, Chức vụ spec, Sở Nông nghiệp theo Quyết định số 15/QĐ-SNN',
      'kê khai gian dối thành tích',
      'trả lời ngày 23/11/2026',
      'đề nghị cấp trên của người quyết định xem lại',
    ])
      expect(said(document)).toContain(text);
  });

  it('holds none of the texts that only those concerned read, and so reads the same for everybody', () => {
    const p = played(steps);
    const narrowed = new Set(
      p.decided.flatMap((d) =>
        d.vault.filter((entry) => entry.keys !== undefined).map((entry) => referenceTo(d.act.seq, entry.name)),
      ),
    );
    expect(narrowed.size).toBeGreaterThanOrEqual(3);
    const desk = { org: province, law };
    const shown = onlyPaper(papersIn(commendation, p, desk), 'withdrawal');
    const stranger = onlyPaper(
      papersIn(commendation, p, desk, { withheld: (reference) => narrowed.has(reference) }),
      'withdrawal',
    );
    expect(stranger).toEqual(shown);
    expect(said(shown)).not.toMatch(/⟦withheld⟧/);
    for (const text of [FACTS, WHY, 'bị thất lạc']) expect(said(shown)).not.toContain(text);
  });

  it('takes silence for no confession', () => {
    const silent: Step = { as: 'system', act: 'lapse', body: { clock: 'reply' }, later: 12 };
    const document = onlyPaper(
      papers([...contested, silent, { as: 'system', act: 'lapse', body: { clock: 'withdrawal' } }, withdraw]),
      'withdrawal',
    );
    expect(said(document)).toContain('không trả lời đến hạn; việc này được ghi nhận và không coi là thừa nhận');
    expect(document.notes).toEqual([LATE]);
  });
});

it('stands in its file with every mark', async () => {
  const refuse: Step = { as: 'agri.head', act: 'refuse', body: { reasons: LONG } };
  for (const steps of [fromPilot, [praise], [...heard, proposeForm, refuse], [...contested, reply, withdraw]])
    for (const document of papers(steps).values()) expect(await lostInPdf(document)).toEqual([]);
});
