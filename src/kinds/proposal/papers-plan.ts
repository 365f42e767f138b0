/** The plan that is proposed and the minutes of the vote on it. */
import type { Block } from '../../documents/model.ts';
import { paragraphs } from '../../documents/model.ts';
import { formatDate, formatMoneyExact, formatNumber } from '../../kernel/format.ts';
import { copyLine, dossierName, placesOf, textOf } from '../papers.ts';
import { vi } from './messages.vi.ts';
import { agencyOf, type Context, type ProposalPaper, paperOf, votersOf } from './papers-parts.ts';
import type { Count, Indicator } from './state.ts';

const number = (value: number): string => formatNumber(value, 'vi');

function indicatorTable(indicators: readonly Indicator[]): Block {
  return {
    is: 'table',
    title: 'Chỉ số đo kết quả',
    columns: [
      { title: 'Chỉ số', isNumber: false },
      { title: 'Đơn vị tính', isNumber: false },
      { title: 'Hiện nay', isNumber: true },
      { title: 'Phải đạt', isNumber: true },
    ],
    rows: indicators.map((i) => [i.name, i.measure, number(i.baseline), number(i.target)]),
  };
}

/** The plan in the order of the clause, with what belongs to it. @basis d73-2023#art7.2 */
function planBlocks({ state }: Context): readonly Block[] {
  const { plan, gap, route, interests } = state;
  const part = (heading: string, ...texts: readonly (string | null)[]): readonly Block[] => [
    { is: 'heading', text: heading },
    ...texts.flatMap((text) => (text === null || text === '' ? [] : paragraphs(text))),
  ];
  const span =
    plan.from === null || plan.until === null ? null : `Từ ngày ${formatDate(plan.from)} đến ngày ${formatDate(plan.until)}.`;
  const money =
    plan.money === null ? 'Không đề nghị thêm kinh phí.' : `Kinh phí: ${formatMoneyExact(BigInt(Math.round(plan.money)), 'vi')}.`;
  return [
    ...part(
      'I. SỰ CẦN THIẾT VÀ ĐIỂM NGHẼN',
      `Vì sao pháp luật chưa cho làm: ${vi.choices.gap[gap].toLocaleLowerCase('vi')}. Con đường pháp lý: ${vi.choices.route[route]}.`,
      plan.provision === null ? null : `Quy định liên quan: ${plan.provision}.`,
      plan.necessity,
    ),
    ...part('II. NỘI DUNG, NHIỆM VỤ, GIẢI PHÁP', plan.content),
    ...part('III. PHẠM VI, THỜI GIAN, NGUỒN LỰC, TÍNH KHẢ THI', plan.scope, span, money, plan.resources, plan.feasibility),
    ...part(
      'IV. TÁC ĐỘNG VÀ HIỆU QUẢ',
      `Tác động tích cực: ${plan.benefit}`,
      plan.drawback === null ? null : `Tác động tiêu cực: ${plan.drawback}`,
      `Hiệu quả dự kiến: ${plan.effect}`,
    ),
    ...part(
      'V. CÁCH KHÁC, RỦI RO, ĐIỀU KIỆN DỪNG',
      `Cách khác đã cân nhắc: ${plan.alternatives}`,
      `Rủi ro lường trước: ${plan.risks}`,
      `Phải dừng khi: ${plan.stopWhen}`,
    ),
    ...(plan.indicators.length === 0 ? [] : [indicatorTable(plan.indicators)]),
    ...part(
      'VI. CAM KẾT',
      'Người đề xuất cam kết vì lợi ích chung, không lợi dụng đề xuất để thực hiện hoặc che giấu tham nhũng, tiêu cực, trục lợi.',
      interests.declared
        ? 'Lợi ích liên quan: có kê khai; bản kê khai nằm trong hồ sơ, chỉ người biểu quyết và cơ quan kiểm tra đọc.'
        : 'Lợi ích liên quan của bản thân và người thân: không có.',
    ),
  ];
}

/** Kế hoạch đề xuất đổi mới, sáng tạo, as it stands after it was last completed. @basis d73-2023#art7 */
export const plan: ProposalPaper = {
  name: 'plan',
  of: (_, acts) => placesOf(acts, 'propose', 'complete-plan').slice(-1),
  document: (c) => {
    const { proposer, agency, decider } = c.state;
    const unit = proposer.unit ?? agencyOf(c);
    const said = paperOf(c, unit, {
      type: { name: 'Kế hoạch', symbol: 'KH' },
      summary: `Đề xuất đổi mới, sáng tạo: ${c.state.plan.title}`,
      addressees: decider === null || agency === null ? [] : [c.names.post(decider)],
      blocks: planBlocks(c),
      notes: c.state.named
        ? []
        : ['Chức danh của người đề xuất không được Nghị định 73/2023/NĐ-CP nêu: sự bảo vệ của Nghị định không được hứa.'],
    });
    return {
      ...said,
      signatures: said.signatures.map((one) => ({ ...one, instead: 'Người đề xuất' })),
      recipients: ['Như trên', copyLine(said.issuer.form, dossierName(c))],
    };
  },
};

function tallyTable({ tally }: Count): Block {
  const count = (title: string, value: number): readonly string[] => [title, number(value)];
  return {
    is: 'table',
    title: 'Kết quả kiểm phiếu',
    columns: [
      { title: 'Nội dung', isNumber: false },
      { title: 'Số người', isNumber: true },
    ],
    rows: [
      count('Có quyền biểu quyết', tally.entitled),
      count('Đồng ý', tally.for),
      count('Không đồng ý', tally.against),
      count('Không có ý kiến', tally.abstain),
      count('Vắng mặt', tally.absent),
    ],
  };
}

/** The minutes of a count: the tally and who did not vote, never who voted how. A count made anew has minutes of its own. @basis d73-2023#art8.1 */
export const minutes: ProposalPaper = {
  name: 'minutes',
  of: ({ state }) => state.counts.map((count) => count.seq),
  document: (c) => {
    const count = c.state.counts.find((one) => one.seq === c.act.seq) as Count;
    const agency = agencyOf(c, 'close-vote');
    const isAgain = c.act.name !== 'close-vote' && c.act.name !== 'close-council';
    const before = c.state.counts.filter((one) => one.seq < count.seq && one.round === count.round).at(-1);
    return paperOf(c, agency, {
      type: { name: 'Biên bản', symbol: 'BB' },
      summary: `Kiểm phiếu biểu quyết về đề xuất «${c.state.plan.title}»${count.round > 1 ? `, lần ${count.round}` : ''}`,
      blocks: [
        {
          is: 'paragraph',
          text: `Ngày ${formatDate(count.on)}, ${votersOf(count)} ${c.names.unit(agency)} ${isAgain ? 'tính lại kết quả' : 'biểu quyết về'} đề xuất nêu trên (hồ sơ ${dossierName(c)}). Phiếu của từng người không nêu trong biên bản này.`,
        },
        ...(count.excluded.length === 0
          ? []
          : [
              { is: 'paragraph' as const, text: 'Không tham gia biểu quyết:' },
              {
                is: 'list' as const,
                items: count.excluded.map(
                  (e) => `${c.names.post(e.post)}: ${e.why === 'proposer' ? 'là người đề xuất' : 'có lợi ích liên quan'}.`,
                ),
              },
            ]),
        tallyTable(count),
        { is: 'paragraph', text: `Kết quả: ${vi.choices.reason[count.tally.reason]}.` },
        ...(isAgain || textOf(c.act, 'minutes') === ''
          ? []
          : [{ is: 'heading' as const, text: 'KẾT LUẬN' }, ...paragraphs(textOf(c.act, 'minutes'))]),
      ],
      notes: [
        ...(before === undefined
          ? []
          : [
              `Kết quả trước (hành vi số ${before.seq}): ${before.tally.for}/${before.tally.entitled} đồng ý; vẫn lưu trong hồ sơ. Phiếu của người có lợi ích liên quan, hoặc đã nhận là tác giả, không được tính.`,
            ]),
      ],
    });
  },
};
