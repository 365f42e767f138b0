/** What is decided on a commendation, and the word of praise of a head. */
import type { Block } from '../../documents/model.ts';
import { linesOf, paragraphs } from '../../documents/model.ts';
import { copyLine, dayIn, dossierName, LATE, paperFrom, placesOf } from '../papers.ts';
import {
  type CommendationPaper,
  type Context,
  FORMS_UNVERIFIED,
  formOf,
  issuerUnit,
  opinionLines,
  whoIs,
} from './papers-parts.ts';
import type { Award, Decision } from './state.ts';

const decisionOf = (c: Context): Decision => c.state.decision as Decision;
const article = (number: number, title: string, texts: readonly string[]): Block => ({
  is: 'article',
  number,
  title,
  paragraphs: texts.flatMap(linesOf),
});

/** What was shown: the assessed pilot by its number, or the evidence that held. */
function shown({ state }: Context): readonly string[] {
  const { source, evidence, proposed } = state;
  const held = evidence.filter((e) => e.finding === 'confirmed').length;
  return [
    ...(source === null
      ? []
      : [
          `Xét kết quả đánh giá: hoàn thành đề xuất đổi mới, sáng tạo${source.number === null ? '' : ` số ${source.number}`}${source.evaluatedOn === null ? '' : ` ${dayIn(source.evaluatedOn)}`};`,
        ]),
    `Theo kết quả kiểm chứng: ${held}/${evidence.length} bằng chứng được xác nhận đúng;`,
    ...(proposed === null ? [] : [`Xét tờ trình ${dayIn(proposed.on)};`]),
  ];
}

function awardLines(c: Context, awards: readonly Award[]): readonly string[] {
  return awards.map((award, i) => {
    const months =
      award.months === null
        ? ''
        : `; nâng bậc lương trước thời hạn ${award.months < 10 ? `0${award.months}` : award.months} tháng (Điều 10 Nghị định số 73/2023/NĐ-CP)`;
    return `${i + 1}. ${whoIs(c.names, award)}. Hình thức: ${formOf(award).toLocaleLowerCase('vi')}${months}.`;
  });
}

/** Everybody who is commended, in which form, on what basis; how it departs from what was put forward. @basis d73-2023#art10, l80-2025#art33 */
export const award: CommendationPaper = {
  name: 'award',
  of: (_, acts) => placesOf(acts, 'decide'),
  document: (c) => {
    const of = decisionOf(c);
    const unit = issuerUnit(c);
    const basis = (of.legalBasis ?? '').replace(/^căn cứ\s+/iu, '').replace(/[\s.;]+$/u, '');
    const lines = [`Căn cứ ${basis};`, ...shown(c), ...opinionLines(c)];
    const { awards } = c.state;
    return paperFrom(c, unit, {
      type: { name: 'Quyết định', symbol: 'QĐ' },
      number: of.number ?? c.number,
      summary: 'Về việc khen thưởng',
      blocks: [
        ...lines.map((text, i): Block => ({ is: 'ground', text: i === lines.length - 1 ? text.replace(/;$/u, '.') : text })),
        { is: 'verdict', text: 'QUYẾT ĐỊNH:' },
        article(1, 'Khen thưởng các tập thể, cá nhân có tên sau đây:', awardLines(c, awards)),
        article(2, 'Thành tích và lý do.', [
          `Việc được khen: ${c.state.title}`,
          c.state.achievement,
          of.reasons,
          ...(of.departs === null ? [] : [`Khác với tờ trình, ý kiến: ${of.departs}`]),
        ]),
        article(3, 'Tổ chức thực hiện.', [
          `${c.names.unit(unit)} công bố quyết định này và thực hiện chế độ kèm theo; tập thể, cá nhân có tên tại Điều 1 và đơn vị liên quan chịu trách nhiệm thi hành.`,
        ]),
        article(4, 'Hiệu lực.', ['Quyết định này có hiệu lực từ ngày ký.']),
      ],
      notes: [FORMS_UNVERIFIED, ...(of.late ? [LATE] : [])],
      recipients: ['Như Điều 1', ...unitsOf(c, awards), copyLine(c.names.side(unit), dossierName(c))],
    });
  },
};

/** The units whose people are commended, each once. */
function unitsOf(c: Context, awards: readonly Award[]): readonly string[] {
  return [...new Set(awards.filter((one) => one.whom === 'person').map((one) => c.names.unit(one.unit)))];
}

/** No award, with the reasons that those it is about read from then on. */
export const refusal: CommendationPaper = {
  name: 'refusal',
  of: (_, acts) => placesOf(acts, 'refuse'),
  document: (c) => {
    const of = decisionOf(c);
    const unit = issuerUnit(c);
    const { nominee, others, title } = c.state;
    const about = [...(nominee === null ? [] : [nominee]), ...others].map((one) => whoIs(c.names, one)).join('; ');
    return paperFrom(c, unit, {
      type: { name: 'Thông báo', symbol: 'TB' },
      number: of.number ?? c.number,
      summary: 'Về việc chưa chấp thuận đề nghị khen thưởng',
      blocks: [
        {
          is: 'paragraph',
          text: `${c.names.unit(unit)} đã xem xét đề nghị khen thưởng${about === '' ? '' : ` đối với ${about}`} (hồ sơ ${dossierName(c)}).`,
        },
        { is: 'paragraph', text: `Việc được đề nghị khen: ${title}` },
        ...opinionLines(c).map((text): Block => ({ is: 'paragraph', text: text.replace(/;$/u, '.') })),
        { is: 'paragraph', text: 'Kết quả: chưa chấp thuận khen thưởng.' },
        { is: 'heading', text: 'Lý do' },
        ...paragraphs(of.reasons),
      ],
      notes: of.late ? [LATE] : [],
      recipients: ['Người đề nghị', 'Tập thể, cá nhân được đề nghị', copyLine(c.names.side(unit), dossierName(c))],
    });
  },
};

/** A word of praise by the head, as a letter to whoever is praised. @basis d73-2023#art10 */
export const praised: CommendationPaper = {
  name: 'praise',
  of: (_, acts) => placesOf(acts, 'praise'),
  document: (c) => {
    const unit = c.state.agency ?? issuerUnit(c);
    const [first] = c.state.awards;
    const who = first === undefined ? '' : whoIs(c.names, first);
    return paperFrom(c, unit, {
      type: { name: 'Thư biểu dương', symbol: 'TBD' },
      summary: 'Biểu dương trước tập thể',
      addressees: [who],
      blocks: [
        { is: 'paragraph', text: `${c.names.unit(unit)} biểu dương ${who} vì:` },
        ...paragraphs(decisionOf(c).reasons),
        { is: 'paragraph', text: 'Mong tiếp tục phát huy và chia sẻ cách làm với tập thể.' },
      ],
      recipients: ['Như trên', copyLine(c.names.side(unit), dossierName(c))],
    });
  },
};
