/** The conclusion on protecting somebody: on whom, on what, what the panel found together, what follows by which clause, and the way one level up. */
import type { Block } from '../../documents/model.ts';
import { paragraphs } from '../../documents/model.ts';
import { formatNumber } from '../../kernel/format.ts';
import { toLegalDate } from '../../kernel/time.ts';
import { closedCopyLine, dayIn, isLate, LATE } from '../papers.ts';
import { vi } from './messages.vi.ts';
import { establish, isConsidered, TESTS } from './outcome.ts';
import { type Context, clauseIn, closedPaper, conclusionBefore, issuerUnit, type ProtectionPaper } from './papers-parts.ts';
import type { Conclusion, Finding } from './state.ts';

const COUNTING =
  'Cách tính của hội đồng (một tiêu chí đạt khi quá nửa số thành viên thấy đạt): chưa xác minh; pháp luật không quy định cách tính.';

const lower = (text: string): string => text.toLocaleLowerCase('vi');
const paragraph = (text: string): Block => ({ is: 'paragraph', text });
const heading = (text: string): Block => ({ is: 'heading', text });
/** Small counts are written with two figures on papers. */
const count = (n: number): string => (n < 10 ? `0${n}` : formatNumber(n, 'vi'));

const conclusionOf = (c: Context): Conclusion => c.state.conclusions.find((row) => row.seq === c.act.seq) as Conclusion;

/** What the law it rests on is. */
function grounds(c: Context): readonly Block[] {
  const of = conclusionOf(c);
  const proceedings = c.state.proceedings.filter((row) => row.seq < c.act.seq);
  const lines = [
    'Căn cứ Nghị định số 73/2023/NĐ-CP của Chính phủ;',
    'Căn cứ Luật Cán bộ, công chức số 80/2025/QH15;',
    ...(of.law === null ? [] : [`Căn cứ ${of.law.replace(/^căn cứ\s+/iu, '').replace(/[\s.;]+$/u, '')};`]),
    `Hồ sơ được mở do: ${lower(vi.choices.ground[c.state.ground])};`,
    ...proceedings.map(
      (row) =>
        `Xét việc ${lower(vi.choices.sort[row.sort as keyof typeof vi.choices.sort])} theo văn bản số ${row.paper} ${dayIn(row.on)};`,
    ),
    'Theo nhận xét của hội đồng xem xét.',
  ];
  return lines.map((text): Block => ({ is: 'ground', text }));
}

/** Who: by name, with post and unit of the day of the conclusion. */
function personBlocks({ state: { subject }, names }: Context): readonly Block[] {
  return [
    heading('I. NGƯỜI ĐƯỢC XEM XÉT BẢO VỆ'),
    ...(subject.person === null ? [] : [paragraph(`Họ và tên: ${names.person(subject.person)}.`)]),
    ...(subject.post === null ? [] : [paragraph(`Chức vụ: ${names.post(subject.post)}.`)]),
    ...(subject.unit === null ? [] : [paragraph(`Đơn vị: ${names.unit(subject.unit)}.`)]),
  ];
}

/** What was assessed; that the person spoke, and never what was said. */
function matterBlocks(c: Context): readonly Block[] {
  const { of } = conclusionOf(c);
  const { statement, proposal, named } = c.state;
  const isStated = statement !== null && statement.seq < c.act.seq;
  return [
    heading('II. VIỆC ĐƯỢC XEM XÉT'),
    paragraph(
      of.result === 'none'
        ? `Việc thi hành nhiệm vụ, công vụ nêu trong hồ sơ; ${proposal === null ? 'không có đề xuất' : 'đề xuất chưa'} được đánh giá theo Nghị định số 73/2023/NĐ-CP.`
        : `Thực hiện đề xuất đổi mới, sáng tạo được cho phép. Kết quả đánh giá: ${lower(vi.choices.result[of.result])}; thiệt hại: ${of.damage ? 'có' : 'không'}.`,
    ),
    ...(proposal !== null && !named
      ? [
          paragraph(
            'Chức danh của người được xem xét không được Nghị định số 73/2023/NĐ-CP nêu; việc xem xét theo Luật Cán bộ, công chức.',
          ),
        ]
      : []),
    paragraph(
      isStated
        ? `Người được xem xét đã trình bày ${dayIn(statement.on)}; bản trình bày lưu trong hồ sơ.`
        : 'Người được xem xét không trình bày đến hạn; việc này không coi là thừa nhận.',
    ),
  ];
}

/** What the panel found together: how many found each test met, never who. */
function panelBlocks(c: Context): readonly Block[] {
  const of = conclusionOf(c);
  const findings = c.state.findings.filter((f) => f.round === of.round && !f.struck && f.seq < c.act.seq);
  const found = establish(
    findings.map((f) => f.words),
    c.state.presumed,
  );
  const share = (holds: (f: Finding) => boolean): string => `${count(findings.filter(holds).length)}/${count(findings.length)}`;
  const named = c.acts.findLast((a) => a.seq < c.act.seq && a.name === 'name-panel');
  const rows = TESTS.map((test) => [
    vi.choices.test[test],
    `${found[test] ? 'Đạt' : 'Chưa xác lập'}${c.state.presumed.includes(test) ? ' (được coi là đạt vì đã hỏi trước, trừ khi hội đồng thấy không đạt)' : ''}`,
    share((f) => f.words[test] === 'met'),
  ]);
  return [
    heading('III. HỘI ĐỒNG XÁC LẬP'),
    paragraph(
      `Hội đồng gồm ${count(findings.length)} thành viên${named === undefined ? '' : `, lập ${dayIn(toLegalDate(named.businessAt))}`}; không có người thuộc đơn vị hoặc người lãnh đạo của người được xem xét, không có người đã cho phép thực hiện đề xuất.`,
    ),
    {
      is: 'table',
      title: 'Từng tiêu chí',
      columns: [
        { title: 'Tiêu chí', isNumber: false },
        { title: 'Kết quả', isNumber: false },
        { title: 'Số thành viên', isNumber: true },
      ],
      rows: [
        ...rows.map(([test = '', word = '', n = '']) => [test, word, `${n} thấy đạt`]),
        [vi.choices.test.cause, vi.choices.together[found.cause], `${share((f) => f.words.cause === found.cause)} thấy như vậy`],
      ],
    },
    paragraph(
      of.dissents === 0
        ? 'Không thành viên nào có nhận xét khác kết quả chung.'
        : `${count(of.dissents)} thành viên có nhận xét khác kết quả chung ở ít nhất một nội dung; nhận xét và lý do được giữ nguyên trong hồ sơ.`,
    ),
  ];
}

/** What follows, by which clause, how far and under which law, and why. */
function outcomeBlocks(c: Context): readonly Block[] {
  const of = conclusionOf(c);
  const before = conclusionBefore(c);
  return [
    heading('IV. KẾT LUẬN'),
    paragraph(`${vi.choices.standing[of.outcome].replace(/ \(.*$/u, '')} (${clauseIn(of.clause)}).`),
    ...(isConsidered(of.outcome) && of.relief !== null
      ? [paragraph(`Mức xem xét: ${lower(vi.choices.relief[of.relief])}. Theo: ${of.law ?? ''}.`)]
      : []),
    ...(before === undefined
      ? []
      : [
          paragraph(
            `Kết luận này là lần xem xét thứ ${of.round}; Kết luận số ${before.number} ${dayIn(before.on)} vẫn lưu trong hồ sơ.`,
          ),
        ]),
    heading('V. LÝ DO'),
    ...paragraphs(of.reasons),
    heading('VI. SO VỚI CÁC TRƯỜNG HỢP ĐÃ CÔNG KHAI'),
    ...of.compared.flatMap((row) => paragraphs(row.how)),
    ...(of.searched === null ? [] : paragraphs(of.searched)),
    heading('VII. QUYỀN KHIẾU NẠI'),
    paragraph(
      'Người được xem xét có quyền khiếu nại kết luận này lên cấp trên một cấp của cơ quan kết luận, một lần; khiếu nại gửi ngay trong hồ sơ.',
    ),
  ];
}

/** Whoever reads the case, and the bodies whose proceedings were recorded in it. */
function recipients(c: Context): readonly string[] {
  const { subject, proceedings } = c.state;
  const known = proceedings.filter((row) => row.seq < c.act.seq);
  return [
    ...(subject.person === null ? [] : [c.names.person(subject.person)]),
    'Thành viên hội đồng',
    ...known.map((row) => `Cơ quan ban hành văn bản số ${row.paper}`),
    closedCopyLine(c.names.side(issuerUnit(c)), c),
  ];
}

/** One for each conclusion; a later one leaves the earlier in sight. @basis d73-2023#art11, l80-2025#art34.1 */
export const conclusion: ProtectionPaper = {
  name: 'conclusion',
  of: ({ state }) => state.conclusions.map((row) => row.seq),
  document: (c) =>
    closedPaper(c, {
      type: { name: 'Kết luận', symbol: 'KL' },
      number: conclusionOf(c).number,
      summary: 'Về việc bảo vệ cán bộ',
      blocks: [...grounds(c), ...personBlocks(c), ...matterBlocks(c), ...panelBlocks(c), ...outcomeBlocks(c)],
      notes: [COUNTING, ...(isLate(c, 'conclude') ? [LATE] : [])],
      recipients: recipients(c),
    }),
};
