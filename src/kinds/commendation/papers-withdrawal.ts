/** The decision by which an award is taken back. */
import type { Block } from '../../documents/model.ts';
import { copyLine, dayIn, dossierName, isLate, LATE, paperFrom, placesOf } from '../papers.ts';
import { vi } from './messages.vi.ts';
import { type CommendationPaper, type Context, formOf, issuerUnit, whoIs } from './papers-parts.ts';
import type { Award, Withdrawal } from './state.ts';

/** Whether the person answered before it was concluded; silence proves nothing. */
function heard(w: Withdrawal): string {
  return w.repliedOn === null
    ? 'Người được khen không trả lời đến hạn; việc này được ghi nhận và không coi là thừa nhận;'
    : `Sau khi xem xét trả lời ${dayIn(w.repliedOn)} của người được khen;`;
}

/** What the award was given by: a decision with its number, or a word of praise. */
function given(c: Context): string {
  const { decision } = c.state;
  if (decision === null) return '';
  return decision.number === null ? ` ${dayIn(decision.on)}` : ` theo Quyết định số ${decision.number} ${dayIn(decision.on)}`;
}

/**
 * One award is taken back: which, on which ground, after what notice and reply. The facts and the reasons are read by the recipient, by who judges and stands
 * above and by inspection alone, and this paper may be read by everybody once other awards stand; so it says where they are. @basis l06-2022#chapter7
 */
export const withdrawal: CommendationPaper = {
  name: 'withdrawal',
  of: (_, acts) => placesOf(acts, 'withdraw-award'),
  document: (c) => {
    const w = c.state.withdrawals.findLast((row) => row.seq < c.act.seq) as Withdrawal;
    const award = c.state.awards[w.award] as Award;
    const unit = issuerUnit(c);
    const who = whoIs(c.names, award);
    const article = (number: number, title: string, paragraphs: readonly string[]): Block => ({
      is: 'article',
      number,
      title,
      paragraphs,
    });
    return paperFrom(c, unit, {
      type: { name: 'Quyết định', symbol: 'QĐ' },
      number: w.number ?? c.number,
      summary: 'Về việc hủy bỏ khen thưởng',
      blocks: [
        { is: 'ground', text: 'Căn cứ Chương VII Luật Thi đua, khen thưởng số 06/2022/QH15;' },
        {
          is: 'ground',
          text: `Sau khi đã thông báo ${dayIn(w.notifiedOn)} cho người được khen biết căn cứ, sự việc và quyền trả lời;`,
        },
        { is: 'ground', text: heard(w).replace(/;$/u, ',') },
        { is: 'verdict', text: 'QUYẾT ĐỊNH:' },
        article(1, `Hủy bỏ hình thức khen thưởng «${formOf(award)}» đối với ${who}${given(c)}.`, [
          `Căn cứ hủy bỏ: ${vi.choices.ground[w.ground].toLocaleLowerCase('vi')}.`,
          'Sự việc và lý do được gửi riêng người được khen và lưu trong hồ sơ; chỉ người được khen, người kết luận, cấp trên và cơ quan kiểm tra đọc được.',
        ]),
        article(2, 'Quyền đề nghị xem lại.', [
          'Người được khen có quyền đề nghị cấp trên của người quyết định xem lại quyết định này, một lần; đề nghị gửi ngay trong hồ sơ.',
        ]),
        article(3, 'Thi hành.', [
          `Người được khen, ${c.names.unit(award.unit)} và đơn vị liên quan chịu trách nhiệm thi hành. Quyết định này có hiệu lực từ ngày ký.`,
        ]),
      ],
      notes: isLate(c, 'withdrawal') ? [LATE] : [],
      recipients: ['Như Điều 3', copyLine(c.names.side(unit), dossierName(c))],
    });
  },
};
