/** What the superior answers to an appeal against a conclusion, or against the case not being taken up. */
import type { Block } from '../../documents/model.ts';
import { linesOf } from '../../documents/model.ts';
import { closedCopyLine, dayIn, isLate, LATE, placesOf, textOf } from '../papers.ts';
import { type Context, closedPaper, conclusionBefore, issuerUnit, type ProtectionPaper } from './papers-parts.ts';

const article = (number: number, title: string, paragraphs: readonly string[]): Block => ({
  is: 'article',
  number,
  title,
  paragraphs,
});

/** What the appeal is against. */
function against(c: Context): string {
  const before = conclusionBefore(c);
  return before === undefined
    ? 'việc chưa tiếp nhận đề nghị bảo vệ cán bộ'
    : `Kết luận số ${before.number} ${dayIn(before.on)} về việc bảo vệ cán bộ`;
}

/** What follows for the person and for the desk. */
function following(c: Context): readonly string[] {
  if (c.act.name === 'uphold')
    return ['Người được xem xét vẫn có các quyền khác theo quy định của pháp luật; hồ sơ giữ nguyên như trước khi có khiếu nại.'];
  const handling = c.state.desk === null ? 'Nơi xử lý' : c.names.unit(c.state.desk.unit);
  const kept =
    conclusionBefore(c) === undefined ? '' : ' Kết luận trước, nhận xét của hội đồng trước và ý kiến khác vẫn lưu trong hồ sơ.';
  return [`${handling} lập hội đồng khác để xem xét lại và kết luận trong thời hạn của hồ sơ.${kept}`];
}

/** The superior leaves it as it is, or has it looked at again by another panel; the reasons are those of the superior. */
export const appealAnswer: ProtectionPaper = {
  name: 'appeal',
  of: (_, acts) => placesOf(acts, 'uphold', 'look-again'),
  document: (c) => {
    const { subject, desk } = c.state;
    const appeal = c.state.appeals.findLast((row) => row.seq < c.act.seq);
    const isKept = c.act.name === 'uphold';
    const person = subject.person === null ? '' : c.names.person(subject.person);
    return closedPaper(c, {
      type: { name: 'Quyết định', symbol: 'QĐ' },
      summary: 'Về việc giải quyết khiếu nại trong việc bảo vệ cán bộ',
      blocks: [
        { is: 'ground', text: `Xét ${against(c)};` },
        { is: 'ground', text: `Xét khiếu nại của ${person}${appeal === undefined ? '' : ` ${dayIn(appeal.on)}`},` },
        { is: 'verdict', text: 'QUYẾT ĐỊNH:' },
        article(1, isKept ? `Giữ nguyên ${against(c)}.` : `Xem xét lại ${against(c)}, bằng một hội đồng khác.`, []),
        article(2, 'Lý do.', linesOf(textOf(c.act, 'answer'))),
        article(3, 'Thực hiện.', following(c)),
      ],
      notes: isLate(c, 'appeal') ? [LATE] : [],
      recipients: [person, ...(desk === null ? [] : [c.names.unit(desk.unit)]), closedCopyLine(c.names.side(issuerUnit(c)), c)],
    });
  },
};
