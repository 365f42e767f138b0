/** What the papers of a report say, and that a hidden reporter stands in none of them, whoever reads. */
import { describe, expect, it } from 'vitest';
import type { Step } from '../../dossier/testing/desk.ts';
import { lostInPdf, onlyPaper, papersIn, said } from '../papers.test-support.ts';
import { LATE } from '../papers.ts';
import { objection } from './kind.ts';
import {
  kept,
  LONG,
  law,
  lifted,
  played,
  province,
  raised,
  reportUp,
  rescind,
  silence,
  submit,
  submitHidden,
  upheld,
  uphold,
} from './steps.test-support.ts';

const desk = { org: province, law };
const papers = (steps: readonly Step[]) => papersIn(objection, played(steps), desk);
const stands: Step = { as: 'office.head', act: 'order-stands', body: kept };

describe('the receipt', () => {
  it('is there at once: who reported what to whom, when, and by when there is an answer', () => {
    const document = onlyPaper(papers([submit]), 'receipt');
    expect(document).toMatchObject({
      type: { name: 'Giấy biên nhận' },
      issuer: { name: 'Sở Nông nghiệp' },
      signatures: [],
      source: { dossier: 'Hồ sơ kín, mã 7M4Q-92XH', act: 1 },
    });
    for (const text of [
      'Người báo cáo: Đ/c p.agri.spec; Chức vụ spec; Sở Nông nghiệp.',
      '09:05',
      'Mã hồ sơ: 7M4Q-92XH',
      'văn bản số 15/TB-SNN ngày 20/11/2026',
      'chậm nhất ngày 30/11/2026',
      'Việc báo cáo chưa làm thay đổi trách nhiệm',
    ])
      expect(said(document)).toContain(text);
  });
});

describe('the answer', () => {
  it('keeps the order with reasons and legal basis, and says what follows by the clause', () => {
    const document = onlyPaper(papers(upheld), 'answer');
    expect(document).toMatchObject({
      type: { name: 'Công văn' },
      number: '16/SNN-VP',
      addressees: ['Đ/c p.agri.spec'],
      signatures: [{ name: 'Đ/c p.agri.head' }],
      notes: [],
    });
    for (const text of ['được giữ nguyên', LONG, 'Điều 12 Luật Khoáng sản', 'phải chấp hành quyết định'])
      expect(said(document)).toContain(text);
  });

  it('lifts it, and then nothing is to be obeyed', () => {
    const document = onlyPaper(papers([submit, rescind]), 'answer');
    expect(said(document)).toContain('quyết định được thu hồi');
    expect(said(document)).not.toContain('phải chấp hành');
  });

  it('says on its face that it came late', () => {
    expect(onlyPaper(papers([submit, silence, uphold]), 'answer').notes).toEqual([LATE]);
  });

  it('of the superior goes to both, and promises no more than the clause', () => {
    const document = onlyPaper(papers([...raised, stands]), 'superior');
    expect(document).toMatchObject({ type: { name: 'Kết luận' }, issuer: { name: 'Văn phòng tỉnh' } });
    expect(said(document)).toContain('thuộc trường hợp được xem xét loại trừ, miễn, giảm trách nhiệm');
    expect(document.recipients.slice(0, 2)).toEqual(['Người báo cáo', 'Chức vụ head, Sở Nông nghiệp']);
    const above: Step = { as: 'office.head', act: 'order-rescinded', body: lifted };
    expect(said(onlyPaper(papers([...raised, above]), 'superior'))).toContain('quyết định được thu hồi');
  });
});

describe('a hidden reporter', () => {
  /** Somebody of another unit, whose post and unit nothing else names. */
  const stranger: Step = { ...submitHidden, as: 'cat.spec' };
  const whole: readonly Step[] = [stranger, uphold, { ...reportUp, as: 'cat.spec' }, stands];

  it('stands in no paper, not even for those who may see who it is', () => {
    const all = [...papers(whole).values()];
    expect(all.map((d) => d.type.name)).toEqual(['Giấy biên nhận', 'Công văn', 'Kết luận']);
    for (const document of all) expect(said(document)).not.toMatch(/cat|Cát/);
    expect(said(all[0] as never)).toContain('không nêu tên theo lựa chọn của người báo cáo');
    expect(all[1]?.addressees).toEqual(['Người báo cáo (không nêu tên theo lựa chọn của người báo cáo)']);
  });

  it('reads the same for whoever sees the reporter and whoever does not', () => {
    const p = played(whole);
    expect(papersIn(objection, p, desk, { isMasked: true })).toEqual(papersIn(objection, p, desk));
  });
});

it('is issued by nobody here: nobody keeps this book', () => {
  played([
    ...upheld,
    { as: 'agri.clerk', act: 'issue-paper', body: { paper: 'answer-2', paperNumber: '16/SNN-VP' }, refused: 'act.capacity' },
  ]);
});

it('stands in its file with every mark', async () => {
  for (const document of [...papers([...raised, stands]).values(), ...papers([submitHidden]).values()])
    expect(await lostInPdf(document)).toEqual([]);
});
