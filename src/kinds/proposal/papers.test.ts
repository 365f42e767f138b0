/** What the official papers of a proposal say, and what they never say. */
import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../../documents/model.ts';
import { hashOfPaper, issuesOf, paperId, papersOf, toPaperActs, writePaper } from '../../dossier/index.ts';
import { createRegistry } from '../../dossier/registry.ts';
import { type Played, play, type Step } from '../../dossier/testing/desk.ts';
import { createProvince } from '../../dossier/testing/province.ts';
import { lostInPdf } from '../papers.test-support.ts';
import { protectionKind } from '../protection/index.ts';
import { proposalKind } from './index.ts';
import { proposal } from './kind.ts';
import {
  ADOPTED,
  ballot,
  close,
  decided,
  evaluating,
  heard,
  LEADERSHIP,
  LONG,
  law,
  opinion,
  override,
  piloting,
  plan,
  played,
  propose,
  province,
  REJECTED,
  registered,
} from './steps.test-support.ts';

const desk = { org: province, law };

/** Every paper of a dossier by how it is called. */
function papersIn(p: Played, on = desk): ReadonlyMap<string, OfficialDocument> {
  const acts = toPaperActs(p.acts, p.texts);
  const dossier = { ...p.dossier, state: p.filled };
  return new Map(
    papersOf(proposal, dossier, acts).map((found) => [
      paperId(found),
      writePaper(on, found, dossier, acts)?.document as unknown as OfficialDocument,
    ]),
  );
}

const only = (p: Played, name: string): OfficialDocument => {
  const found = [...papersIn(p)].filter(([id]) => id.startsWith(`${name}-`));
  expect(found).toHaveLength(1);
  return found[0]?.[1] as OfficialDocument;
};
const said = (document: OfficialDocument): string => JSON.stringify(document);

describe('which papers there are', () => {
  it('follows what has been done', () => {
    expect([...papersIn(played([propose])).keys()]).toEqual(['plan-1']);
    expect([...papersIn(played([...heard, ...ADOPTED])).keys()]).toEqual(['plan-1', 'minutes-8']);
    const p = played([...piloting]);
    expect([...papersIn(p).keys()]).toEqual(['plan-1', 'minutes-8', 'allow-9']);
  });
});

describe('the plan', () => {
  it('says all that Article 7.2 asks, is sent to the head and signed by whoever proposes', () => {
    const document = only(played([propose]), 'plan');
    for (const text of [
      'Gom hồ sơ theo đợt',
      'Ba xã ven biển',
      'Khiếu nại về thứ tự xét',
      '200.000.000 đồng',
      '14/12/2026',
      '365',
    ])
      expect(said(document)).toContain(text);
    expect(document).toMatchObject({
      type: { name: 'Kế hoạch' },
      number: null,
      issuer: { form: 'state', name: 'Sở Nông nghiệp' },
      addressees: ['Chức vụ head'],
      signatures: [{ instead: 'Người đề xuất', name: 'Đ/c p.agri.spec' }],
    });
  });

  it('is the last completed one', () => {
    const { understood: _u, gap: _g, conflict: _c, pledge: _p, ...again } = plan;
    const p = played([
      propose,
      { as: 'agri.clerk', act: 'return-plan', body: { missing: 'Chưa nêu điều kiện dừng cụ thể.' } },
      { as: 'agri.spec', act: 'complete-plan', body: { ...again, title: 'Giao đất xen kẹp theo quý', answer: 'Đã bổ sung đủ.' } },
    ]);
    expect([...papersIn(p).keys()]).toEqual(['plan-3']);
    expect(only(p, 'plan').summary).toContain('theo quý');
  });
});

describe('the minutes', () => {
  it('show the tally, who did not vote and why, never who voted how', () => {
    const secret = 'Người thân đứng tên thửa đất trong phạm vi.';
    const p = played([
      ...heard,
      { as: 'agri.deputy-3', act: 'step-aside', body: { reason: secret } },
      { as: 'agri.head', act: 'vote', body: { ballot: 'for', remark: 'Ghi chú riêng của người bỏ phiếu.' } },
      ballot('deputy', 'against'),
      ballot('deputy-2', 'for'),
      close,
    ]);
    const document = only(p, 'minutes');
    expect(document.blocks.find((b) => b.is === 'table')).toMatchObject({
      rows: [
        ['Có quyền biểu quyết', '3'],
        ['Đồng ý', '2'],
        ['Không đồng ý', '1'],
        ['Không có ý kiến', '0'],
        ['Vắng mặt', '0'],
      ],
    });
    expect(said(document)).toContain('Chức vụ deputy-3: có lợi ích liên quan.');
    for (const voter of ['Chức vụ head:', 'Chức vụ deputy:', 'Chức vụ deputy-2:', secret, 'Ghi chú riêng'])
      expect(said(document)).not.toContain(voter);
  });

  it('of a count made anew stand beside those of the first', () => {
    const p = played([
      ...heard,
      ...ADOPTED,
      { as: 'office.inspector', act: 'find-conflict', body: { post: 'agri.deputy', reason: 'Có vợ góp vốn vào bên được lợi.' } },
    ]);
    const ids = [...papersIn(p).keys()];
    expect(ids).toEqual(['plan-1', 'minutes-8', 'minutes-9']);
    const again = papersIn(p).get('minutes-9');
    expect(again?.notes[0]).toContain('Kết quả trước (hành vi số 8): 3/4 đồng ý');
    // The agency's minutes, although inspection found it.
    expect(again?.issuer.name).toBe('Sở Nông nghiệp');
    expect(said(again as OfficialDocument)).not.toContain('góp vốn');
  });
});

describe('a narrowed text', () => {
  it('stands in no paper', () => {
    const p = played([
      { as: 'agri.spec', act: 'propose', body: { ...plan, conflict: 'declared', interests: 'Em trai có nhà trong phạm vi.' } },
      ...registered.slice(1),
      { as: 'build.head', act: 'give-opinion', body: opinion },
      ...ADOPTED,
      { as: 'agri.head', act: 'allow', body: decided },
    ]);
    const all = [...papersIn(p).values()].map(said).join();
    expect(all).not.toContain('Em trai');
    expect(all).toContain('có kê khai');
  });
});

describe('the decision', () => {
  it('bears its own number, the vote, the opinion, the limits, and the signature of whoever decided', () => {
    const document = only(played(piloting), 'allow');
    expect(document).toMatchObject({
      type: { name: 'Quyết định', symbol: 'QĐ' },
      number: '12/QĐ-SNN',
      on: '2026-11-23',
      signatures: [{ instead: null, title: 'Chức vụ head', name: 'Đ/c p.agri.head' }],
      notes: [],
    });
    for (const text of [
      '3/4 người có quyền biểu quyết đồng ý',
      'Cấp ủy nhất trí chủ trương.',
      'Phường An',
      '31/03/2027',
      '05 ngày làm việc',
    ])
      expect(said(document)).toContain(text);
  });

  it('otherwise than the vote says why and who answers for it', () => {
    const document = only(played([...heard, ...REJECTED, { as: 'agri.head', act: 'override', body: override }]), 'override');
    expect(said(document)).toContain('chịu trách nhiệm trước cơ quan sử dụng cán bộ cấp trên trực tiếp');
    expect(said(document)).toContain('1/4 người có quyền biểu quyết đồng ý (không thông qua');
  });

  it('says on its face that it came late, and that somebody was silent', () => {
    const p = played([
      ...registered,
      ...ADOPTED,
      { as: 'system', act: 'lapse', body: { clock: 'party-opinion' }, later: 20 },
      { as: 'system', act: 'lapse', body: { clock: 'decide' } },
      {
        as: 'agri.head',
        act: 'refuse',
        body: { reasons: LONG, needed: 'Cần ý kiến của cấp ủy.' },
        refused: 'proposal.adopted_not_refused',
      },
      { as: 'agri.head', act: 'allow', body: { ...decided, from: '2027-01-01' } },
    ]);
    const document = only(p, 'allow');
    expect(document.notes).toEqual(['Văn bản này ban hành sau khi thời hạn xem xét, quyết định đã hết.']);
    expect(said(document)).toContain('Sau khi lấy ý kiến Sở Xây dựng: không có ý kiến đến hạn');
  });

  it('to refuse gives reasons, what a yes would need and the way to the superior', () => {
    const p = played([
      ...heard,
      ...REJECTED,
      { as: 'agri.head', act: 'refuse', body: { reasons: LONG, needed: 'Cần khảo sát thêm hai xã.' } },
    ]);
    const document = only(p, 'refusal');
    expect(document).toMatchObject({ type: { name: 'Thông báo' }, number: null });
    expect(said(document)).toContain('Cần khảo sát thêm hai xã.');
    expect(said(document)).toContain('đề nghị cấp trên xem lại');
  });
});

describe('what is put to whoever may change the rule', () => {
  const forward: Step = {
    as: 'agri.head',
    act: 'forward',
    body: { addressee: 'Bộ Nông nghiệp và Môi trường', reasons: LONG, number: '9/SNN-PC' },
  };
  const unfit: readonly Step[] = [
    { ...propose, body: { ...plan, gap: 'unfit', provision: 'Điều 12 Nghị định số 1/2020/NĐ-CP' } },
    ...heard.slice(1),
    ...ADOPTED,
    forward,
  ];

  it('is a letter to that body: the rule, what is proposed, who was heard, what is asked', async () => {
    const document = only(played(unfit), 'forward');
    expect(document).toMatchObject({
      type: { name: 'Công văn' },
      number: '9/SNN-PC',
      addressees: ['Bộ Nông nghiệp và Môi trường'],
      signatures: [{ name: 'Đ/c p.agri.head' }],
      notes: [],
    });
    for (const text of [
      'Điều 12 Nghị định số 1/2020/NĐ-CP',
      'Gom hồ sơ theo đợt',
      'Cấp ủy nhất trí chủ trương.',
      '3/4 người có quyền biểu quyết đồng ý',
      LONG,
      'quy định hiện hành vẫn được thực hiện',
    ])
      expect(said(document)).toContain(text);
    expect(said(document)).not.toContain('p.agri.deputy');
    expect(await lostInPdf(document)).toEqual([]);
  });
});

describe('the assessment', () => {
  it('keeps causes apart, each with what shows it', () => {
    const p = played(
      [
        ...evaluating,
        { as: 'build.head', act: 'give-opinion', body: { ...opinion, text: 'Đề nghị nhân rộng có chọn lọc.' } },
        {
          as: 'agri.head',
          act: 'evaluate',
          body: {
            result: 'partly',
            damage: 'no',
            findings: LONG,
            causes: [{ kind: 'objective', what: 'Bão số 3 làm gián đoạn.', evidence: 'Công điện ngày 05/01/2027.' }],
            exit: 'replicate',
            lesson: 'Công khai thứ tự xét ngay từ đầu.',
          },
        },
      ],
      { registry: createRegistry([proposalKind, protectionKind]) },
    );
    const document = only(p, 'evaluation');
    expect(document.blocks.find((b) => b.is === 'table')).toMatchObject({
      rows: [['Khách quan', 'Bão số 3 làm gián đoạn.', 'Công điện ngày 05/01/2027.']],
    });
    expect(said(document)).toContain('Đề nghị nhân rộng có chọn lọc.');
  });
});

describe('a Party body', () => {
  it('writes in the form of the Party and for its collective', () => {
    const org = createProvince({
      ...LEADERSHIP,
      kinds: { agri: 'party-committee', build: 'party-committee', office: 'party-committee' },
    });
    const p = play(proposal, piloting, { province: org, law });
    const document = papersIn(p, { org, law }).get('allow-9');
    expect(document?.issuer).toMatchObject({ form: 'party', name: 'Sở Nông nghiệp', superior: 'Văn phòng tỉnh' });
    expect(document?.signatures[0]?.instead).toBe('T/M Sở Nông nghiệp');
  });
});

describe('issuing', () => {
  const issue = (body: Record<string, unknown>, more: Partial<Step> = {}): Step => ({
    as: 'agri.clerk',
    act: 'issue-paper',
    body,
    ...more,
  });

  it('puts number and digest on the record, and the paper agrees with it afterwards', () => {
    const p = played([...piloting, issue({ paper: 'minutes-8', paperNumber: '03/BB-SNN' })]);
    const acts = toPaperActs(p.acts, p.texts);
    const issued = issuesOf(acts).get('minutes-8');
    expect(issued).toMatchObject({ number: '03/BB-SNN', seq: 10, on: '2026-11-23' });
    const dossier = { ...p.dossier, state: p.filled };
    const found = papersOf(proposal, dossier, acts).find((one) => paperId(one) === 'minutes-8');
    if (!found) throw new Error('no minutes');
    const again = writePaper(desk, found, dossier, acts, issued);
    expect((again?.document as { number?: string }).number).toBe('03/BB-SNN');
    expect(hashOfPaper(again?.document ?? null)).toBe(issued?.hash);
  });

  it('agrees although the unit is called otherwise and stands elsewhere by now', () => {
    const p = played([...piloting, issue({ paper: 'minutes-8', paperNumber: '03/BB-SNN' })]);
    const acts = toPaperActs(p.acts, p.texts);
    const dossier = { ...p.dossier, state: p.filled };
    const found = papersOf(proposal, dossier, acts).find((one) => paperId(one) === 'minutes-8');
    const issued = issuesOf(acts).get('minutes-8');
    if (!found || !issued) throw new Error('no minutes');
    const org = { ...province, unit: () => undefined, unitName: () => 'Sở khác', postTitle: () => ({ vi: 'Khác', en: 'Other' }) };
    expect(hashOfPaper(writePaper({ org, law }, found, dossier, acts, issued)?.document ?? null)).toBe(issued.hash);
  });

  it('agrees no longer once what it says was corrected', () => {
    const p = played([
      ...piloting,
      issue({ paper: 'allow-9', paperNumber: '12/QĐ-SNN' }),
      {
        as: 'agri.head',
        act: 'correct',
        body: { seq: 9, field: 'reasons', text: `${LONG} Đã sửa.`, reason: 'Ghi thiếu một câu.' },
      },
    ]);
    const acts = toPaperActs(p.acts, p.texts);
    const dossier = { ...p.dossier, state: p.filled };
    const found = papersOf(proposal, dossier, acts).find((one) => paperId(one) === 'allow-9');
    const issued = issuesOf(acts).get('allow-9');
    if (!found || !issued) throw new Error('no decision');
    expect(hashOfPaper(writePaper(desk, found, dossier, acts, issued)?.document ?? null)).not.toBe(issued.hash);
  });

  it('asks for a paper that exists, a number that is its own, and says so when nothing changed', () => {
    played([
      ...piloting,
      issue({ paper: 'evaluation-40', paperNumber: '1/BC' }, { refused: 'paper.no_such_paper' }),
      issue({ paper: 'minutes-8' }, { refused: 'paper.no_number' }),
      issue({ paper: 'allow-9', paperNumber: '99/QĐ-SNN' }, { refused: 'paper.other_number' }),
      issue({ paper: 'allow-9', paperNumber: '12/QĐ-SNN' }, { as: 'agri.spec', refused: 'act.capacity' }),
      issue({ paper: 'allow-9', paperNumber: '12/QĐ-SNN' }),
      issue({ paper: 'allow-9', paperNumber: '12/QĐ-SNN' }, { refused: 'paper.issued_already' }),
    ]);
  });

  it('takes the number from an entry of the outgoing register', () => {
    const id = '00000000-0000-7000-8000-0000000000aa';
    const view = [{ id: id as never, kind: 'outgoing-paper', stage: 'issued', exports: { symbol: '07/BB-SNN' } }];
    const p = played([...piloting, issue({ paper: 'minutes-8', entry: id }, { view })]);
    expect(issuesOf(toPaperActs(p.acts, p.texts)).get('minutes-8')?.number).toBe('07/BB-SNN');
    played([...piloting, issue({ paper: 'minutes-8', entry: id }, { refused: 'paper.no_such_entry' })]);
  });
});
