/** What the head decides on a proposal, and what the pilot is found to have come to. */
import type { Block, OfficialDocument } from '../../documents/model.ts';
import { LETTER, linesOf, paragraphs } from '../../documents/model.ts';
import { formatDate, formatMoneyExact } from '../../kernel/format.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { isLegalDate } from '../../kernel/time.ts';
import { copyLine, dossierName, placesOf, textOf } from '../papers.ts';
import { vi } from './messages.vi.ts';
import { agencyOf, type Context, opinionBlocks, opinionLines, type ProposalPaper, paperOf, votersOf } from './papers-parts.ts';
import type { Decision } from './state.ts';

const LATE = 'Văn bản này ban hành sau khi thời hạn xem xét, quyết định đã hết.';

const decisionOf = (c: Context): Decision => c.state.decisions.find((d) => d.seq === c.act.seq) as Decision;

/** The count that stood when it was decided. */
function voteLine(c: Context): string | null {
  const count = c.state.counts.filter((one) => one.seq < c.act.seq && one.round === decisionOf(c).round).at(-1);
  if (!count) return null;
  const { tally } = count;
  return `Theo kết quả biểu quyết của ${votersOf(count)} ngày ${formatDate(count.on)}: ${tally.for}/${tally.entitled} người có quyền biểu quyết đồng ý (${vi.choices.reason[tally.reason].toLocaleLowerCase('vi')});`;
}

/** The limits as the act gave them: orders of later days change what is done, never what was decided. */
function limitLines(c: Context): readonly string[] {
  const body = c.act.body as Readonly<Record<string, unknown>>;
  const day = (field: string): string =>
    isLegalDate(textOf(c.act, field)) ? formatDate(textOf(c.act, field) as Decision['on']) : '';
  const places = (Array.isArray(body['places']) ? body['places'] : []) as readonly UnitId[];
  const money = typeof body['money'] === 'number' ? body['money'] : null;
  return [
    `Thời gian: từ ngày ${day('from')} đến ngày ${day('until')}.`,
    `Nơi làm: ${places.map((unit) => c.names.unit(unit)).join('; ')}.`,
    money === null ? 'Không giao thêm kinh phí.' : `Kinh phí: không quá ${formatMoneyExact(BigInt(Math.round(money)), 'vi')}.`,
  ];
}

function grounds(c: Context, ...more: readonly string[]): readonly Block[] {
  const basis = (decisionOf(c).legalBasis ?? '').replace(/^căn cứ\s+/iu, '').replace(/[\s.;]+$/u, '');
  const lines = [`Căn cứ ${basis};`, voteLine(c), ...more].filter((line) => line !== null);
  return lines.map((text): Block => ({ is: 'ground', text }));
}

/** The articles of a decision to let a pilot be done. The days of clause 18 are those of the decree. @basis d73-2023#art8.1, d73-2023#art18 */
function articles(c: Context, first: readonly string[]): readonly Block[] {
  const article = (n: number, title: string, texts: readonly string[]): Block => ({
    is: 'article',
    number: n,
    title,
    paragraphs: texts,
  });
  return [
    { is: 'verdict', text: 'QUYẾT ĐỊNH:' },
    article(1, `Cho phép thực hiện thí điểm đề xuất «${c.state.plan.title}».`, [...first, ...limitLines(c)]),
    article(2, 'Nguồn lực và điều kiện dừng.', [
      `Nguồn lực được giao: ${textOf(c.act, 'means')}`,
      `Phải dừng khi: ${textOf(c.act, 'stopWhen')}`,
    ]),
    article(3, 'Trách nhiệm.', [
      'Người đề xuất thực hiện trong giới hạn nêu trên, báo cáo ngay khi có sự cố và báo cáo kết quả trong 05 ngày làm việc sau khi kết thúc.',
      'Cơ quan đánh giá kết quả trong 07 ngày làm việc sau khi nhận báo cáo.',
    ]),
    article(4, 'Hiệu lực.', ['Quyết định này có hiệu lực từ ngày ký.']),
  ];
}

const recipients = (c: Context, form: OfficialDocument['issuer']['form']): readonly string[] => [
  'Như Điều 3',
  ...(c.state.party === null ? [] : [c.names.unit(c.state.party)]),
  copyLine(form, dossierName(c)),
];

function decision(c: Context, blocks: readonly Block[]): OfficialDocument {
  const of = decisionOf(c);
  const said = paperOf(c, agencyOf(c, c.act.name), {
    type: { name: 'Quyết định', symbol: 'QĐ' },
    number: of.number ?? c.number,
    summary: `Về việc cho phép thực hiện thí điểm đề xuất «${c.state.plan.title}»`,
    blocks,
    notes: of.late ? [LATE] : [],
  });
  return { ...said, recipients: recipients(c, said.issuer.form) };
}

/** Allowed as the vote adopted it. */
export const allowed: ProposalPaper = {
  name: 'allow',
  of: (_, acts) => placesOf(acts, 'allow'),
  document: (c) =>
    decision(c, [
      ...grounds(c, ...opinionLines(c, 'approval', 'advice'), 'Theo đề nghị của người đề xuất,'),
      ...articles(c, linesOf(`Lý do: ${decisionOf(c).reasons}`)),
    ]),
};

/** Allowed otherwise than the vote, in writing, by a head who answers for it. @basis d73-2023#art8.1 */
export const overridden: ProposalPaper = {
  name: 'override',
  of: (_, acts) => placesOf(acts, 'override'),
  document: (c) =>
    decision(c, [
      ...grounds(
        c,
        ...opinionLines(c, 'approval', 'advice'),
        'Xét thấy đề xuất cần thiết và khả thi; người đứng đầu quyết định khác kết quả biểu quyết và chịu trách nhiệm về quyết định này,',
      ),
      ...articles(c, [
        `Vì sao cần thiết: ${textOf(c.act, 'necessary')}`,
        `Vì sao khả thi: ${textOf(c.act, 'feasible')}`,
        'Người ký quyết định này chịu trách nhiệm trước cơ quan sử dụng cán bộ cấp trên trực tiếp và trước pháp luật (Điều 8 khoản 1 Nghị định 73/2023/NĐ-CP).',
      ]),
    ]),
};

/** A no with its reasons, what a yes would need, and the way to the superior. */
export const refused: ProposalPaper = {
  name: 'refusal',
  of: (_, acts) => placesOf(acts, 'refuse'),
  document: (c) => {
    const of = decisionOf(c);
    const vote = voteLine(c);
    return paperOf(c, agencyOf(c, c.act.name), {
      type: { name: 'Thông báo', symbol: 'TB' },
      number: of.number ?? c.number,
      summary: `Về việc chưa đồng ý với đề xuất «${c.state.plan.title}»`,
      blocks: [
        ...(vote === null ? [] : [{ is: 'paragraph' as const, text: vote.replace(/;$/, '.') }]),
        ...opinionBlocks(c, 'approval', 'advice'),
        { is: 'heading', text: '1. Lý do' },
        ...paragraphs(of.reasons),
        { is: 'heading', text: '2. Cần gì để được đồng ý' },
        ...paragraphs(textOf(c.act, 'needed')),
        { is: 'heading', text: '3. Quyền đề nghị xem lại' },
        {
          is: 'paragraph',
          text: 'Người đề xuất có quyền đề nghị cấp trên xem lại quyết định này, một lần; đề nghị gửi ngay trong hồ sơ.',
        },
      ],
      notes: of.late ? [LATE] : [],
    });
  },
};

/** A rule stands in the way: whoever may change it is asked to, with what the leadership found. @basis d73-2023#art1 */
export const forwarded: ProposalPaper = {
  name: 'forward',
  of: (_, acts) => placesOf(acts, 'forward'),
  document: (c) => {
    const { plan, gap } = c.state;
    const addressee = textOf(c.act, 'addressee');
    const agency = agencyOf(c, c.act.name);
    const vote = voteLine(c);
    const of = decisionOf(c);
    const said = paperOf(c, agency, {
      type: LETTER,
      number: of.number ?? c.number,
      summary: `Kiến nghị sửa đổi, bổ sung quy định để thực hiện đề xuất «${plan.title}»`,
      addressees: [addressee],
      blocks: [
        {
          is: 'paragraph',
          text: `${c.names.unit(agency)} nhận được đề xuất đổi mới, sáng tạo «${plan.title}» (hồ sơ ${dossierName(c)}). Đề xuất vướng quy định nên không thuộc phạm vi cơ quan được tự quyết định; ${c.names.unit(agency)} kiến nghị ${addressee} xem xét như sau:`,
        },
        { is: 'heading', text: '1. Quy định vướng mắc' },
        {
          is: 'paragraph',
          text: `Vướng mắc: ${vi.choices.gap[gap].toLocaleLowerCase('vi')}.${plan.provision === null ? '' : ` Quy định liên quan: ${plan.provision}.`}`,
        },
        ...paragraphs(plan.necessity),
        { is: 'heading', text: '2. Nội dung đề xuất' },
        ...paragraphs(plan.content),
        ...paragraphs(`Hiệu quả dự kiến: ${plan.effect}`),
        { is: 'heading', text: '3. Ý kiến, biểu quyết' },
        ...opinionBlocks(c, 'approval', 'advice'),
        ...(vote === null ? [] : [{ is: 'paragraph' as const, text: vote.replace(/;$/, '.') }]),
        { is: 'heading', text: '4. Kiến nghị' },
        ...paragraphs(of.reasons),
        {
          is: 'paragraph',
          text: 'Trong khi chờ sửa đổi, bổ sung, quy định hiện hành vẫn được thực hiện. Đề nghị trả lời bằng văn bản.',
        },
      ],
      notes: of.late ? [LATE] : [],
    });
    return { ...said, recipients: ['Như trên', 'Người đề xuất', copyLine(said.issuer.form, dossierName(c))] };
  },
};

/** How far the pilot came and why, each cause with what shows it. @basis d73-2023#art18 */
export const evaluation: ProposalPaper = {
  name: 'evaluation',
  of: (_, acts) => placesOf(acts, 'evaluate'),
  document: (c) => {
    const found = c.state.pilot?.evaluation;
    const { causes = [], result = 'not', damage = false, findings = '', exit = 'stop', lesson = '' } = found ?? {};
    const said = paperOf(c, agencyOf(c, c.act.name), {
      type: { name: 'Báo cáo', symbol: 'BC' },
      summary: `Đánh giá kết quả thực hiện thí điểm đề xuất «${c.state.plan.title}»`,
      blocks: [
        { is: 'heading', text: 'I. KẾT QUẢ' },
        {
          is: 'paragraph',
          text: `Mức hoàn thành: ${vi.choices.result[result].toLocaleLowerCase('vi')}. Thiệt hại: ${damage ? 'có' : 'không'}.`,
        },
        ...paragraphs(findings),
        { is: 'heading', text: 'II. NGUYÊN NHÂN' },
        ...(causes.length === 0
          ? [{ is: 'paragraph' as const, text: 'Không nêu nguyên nhân: đề xuất hoàn thành mục tiêu.' }]
          : [
              {
                is: 'table' as const,
                title: 'Nguyên nhân khách quan và chủ quan',
                columns: ['Loại', 'Nguyên nhân', 'Bằng chứng'].map((title) => ({ title, isNumber: false })),
                rows: causes.map((cause) => [vi.choices.cause[cause.kind], cause.what, cause.evidence]),
              },
            ]),
        { is: 'heading', text: 'III. Ý KIẾN CỦA CẤP ỦY' },
        ...opinionBlocks(c, 'evaluation'),
        { is: 'heading', text: 'IV. SAU THÍ ĐIỂM' },
        { is: 'paragraph', text: `${vi.choices.exit[exit]}.` },
        ...paragraphs(`Bài học: ${lesson}`),
      ],
    });
    return said;
  },
};
