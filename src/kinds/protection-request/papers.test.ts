/** What the letters of a request say, and that they say nothing of the case. */
import { describe, expect, it } from 'vitest';
import { createLaw, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { lostInPdf, onlyPaper, papersIn, said } from '../papers.test-support.ts';
import { LATE } from '../papers.ts';
import { protectionRequest } from './kind.ts';

const CASE = '00000000-0000-7000-8000-000000000777';
const LONG = 'Lý do được nêu rõ ràng và đầy đủ, để người đọc sau này hiểu vì sao đã trả lời như vậy.';
const province = createProvince();
const law = createLaw();
const ask = (more: Readonly<Record<string, unknown>>): Step => ({
  as: 'system',
  act: 'ask',
  body: { case: CASE, causeSeq: 4, what: 'counsel', subject: 'p.agri.spec', desk: 'office', text: LONG, ...more },
});
const inside = ask({ unit: 'finance' });
const outside = ask({ outside: 'Đoàn Luật sư' });
const view = ask({ what: 'agency-view', unit: 'agri', text: undefined });
const papers = (...steps: Step[]) =>
  papersIn(protectionRequest, play(protectionRequest, steps, { province }), { org: province, law });
const answer: Step = { as: 'finance.head', act: 'answer', body: { reply: 'refused', text: LONG, paper: '21/STC-VP' } };
const assess: Step = { as: 'agri.head', act: 'assess', body: { policy: 'met', motive: 'met', good: 'unclear', text: LONG } };

describe('the letter of request', () => {
  it('says for whom, what and by when, to be signed by the head of the desk', () => {
    const document = onlyPaper(papers(inside), 'letter');
    expect(document).toMatchObject({
      type: { name: 'Công văn' },
      number: null,
      issuer: { name: 'Văn phòng tỉnh' },
      addressees: ['Sở Tài chính'],
      signatures: [{ title: 'Chức vụ head', name: null }],
      summary: 'Đề nghị trợ giúp pháp lý',
    });
    expect(said(document)).toContain('Văn phòng tỉnh đề nghị Sở Tài chính trợ giúp pháp lý cho Đ/c p.agri.spec.');
    expect(said(document)).toContain('chậm nhất ngày 30/11/2026');
    expect(said(document)).toContain(LONG);
  });

  it('gives a body outside no limit, but a day on which one hopes', () => {
    const document = onlyPaper(papers(outside), 'letter');
    expect(document.addressees).toEqual(['Đoàn Luật sư']);
    expect(said(document)).toContain('trước ngày 30/11/2026. Đây là ngày dự kiến của nơi gửi, không phải thời hạn');
    expect(said(document)).not.toContain('chậm nhất');
  });

  it('asks for what no clause gives, and cites the clause that gives something', () => {
    expect(onlyPaper(papers(ask({ unit: 'finance', what: 'no-adverse-act' })), 'letter').notes[0]).toContain(
      'không quy định đây là quyền',
    );
    const wanted = onlyPaper(papers(view), 'letter');
    expect(wanted.notes).toEqual([]);
    expect(said(wanted)).toContain('Điều 11 Nghị định số 73/2023/NĐ-CP');
  });

  it('says that its limit is the own setting where it was not verified', () => {
    const source = { parameter: 'x', pack: 'noi-bo', packVersion: '1', clause: '', confidence: 'unverified' };
    const own = { ...law, limit: () => ({ limit: { value: 5, unit: 'working-day' as const }, source }) };
    const p = play(protectionRequest, [inside], { province, law: own });
    expect(onlyPaper(papersIn(protectionRequest, p, { org: province, law: own }), 'letter').notes.join()).toContain(
      'chưa xác minh',
    );
  });

  it('says nothing of the case, and neither do the answers', () => {
    for (const steps of [[inside, answer], [view, assess], [outside]])
      for (const document of papers(...steps).values()) {
        expect(said(document)).not.toContain(CASE);
        expect(said(document)).not.toMatch(/hồ sơ bảo vệ|hội đồng|khiếu nại|kết luận|kỷ luật/i);
      }
  });
});

describe('the answer', () => {
  it('is the word with its reason, in the name of whoever was asked', () => {
    const document = onlyPaper(papers(inside, answer), 'reply');
    expect(document).toMatchObject({
      type: { name: 'Công văn' },
      number: '21/STC-VP',
      issuer: { name: 'Sở Tài chính' },
      addressees: ['Văn phòng tỉnh'],
      signatures: [{ name: 'Đ/c p.finance.head' }],
    });
    expect(said(document)).toContain('Kết quả: không làm, có lý do.');
  });

  it('of a body outside is no paper of this house', () => {
    const noted: Step = { ...answer, as: 'office.clerk', body: { reply: 'done', text: LONG, paper: '15/ĐLS' } };
    expect([...papers(outside, noted).keys()]).toEqual(['letter-1']);
  });

  it('assesses test by test, and says on its face that it came late', () => {
    const late = { as: 'system', act: 'lapse', body: { clock: 'answer' }, later: 20 };
    const document = onlyPaper(papers(view, late, assess), 'assessment');
    expect(document.blocks.find((b) => b.is === 'table')).toMatchObject({
      rows: [
        ['Đúng chủ trương', 'Đạt'],
        ['Động cơ trong sáng', 'Đạt'],
        ['Vì lợi ích chung', 'Chưa rõ'],
      ],
    });
    expect(document.notes).toEqual([LATE]);
    expect(onlyPaper(papers(view, assess), 'assessment').notes).toEqual([]);
  });
});

it('stands in its file with every mark', async () => {
  for (const steps of [[inside, answer], [view, assess], [outside]])
    for (const document of papers(...steps).values()) expect(await lostInPdf(document)).toEqual([]);
});
