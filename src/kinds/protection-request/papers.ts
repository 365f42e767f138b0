/**
 * The official papers of a request in a protection case: the letter by which something is asked for somebody, and what the head of a unit answers. They say for
 * whom and what, and of the case behind it neither that it is there nor its number, state or desk's reasons. What a body outside answers comes on its own paper.
 */
import type { Block, OfficialDocument } from '../../documents/model.ts';
import { LETTER, paragraphs } from '../../documents/model.ts';
import type { Paper, PaperContext } from '../../dossier/papers.ts';
import type { UnitId } from '../../kernel/ids.ts';
import {
  actingUnit,
  closedCopyLine,
  closedName,
  dayIn,
  dueOf,
  headToSign,
  isLate,
  LATE,
  paperFrom,
  placesOf,
  textOf,
} from '../papers.ts';
import type { RequestState } from './kind.ts';
import { vi } from './messages.vi.ts';

type RequestPaper = Paper<RequestState, OfficialDocument>;
type Context = PaperContext<RequestState>;

const paragraph = (text: string): Block => ({ is: 'paragraph', text });

const person = ({ state, names }: Context): string => (state.subject === null ? '' : names.person(state.subject));
const deskUnit = ({ state }: Context): UnitId => state.desk?.unit ?? ('' as UnitId);
const asked = ({ state, names }: Context): string => (state.unit === null ? (state.outside ?? '') : names.unit(state.unit));

/** What the law of the day wants of the agency alone is asked as a duty; everything else is asked and nothing more. @basis d73-2023#art11 */
const ASKED: Readonly<Record<RequestState['what'], string>> = {
  'agency-view':
    'đánh giá việc thực hiện đề xuất đổi mới, sáng tạo được cho phép theo ba tiêu chí: đúng chủ trương, động cơ trong sáng, vì lợi ích chung (Điều 5 khoản 2 và Điều 11 Nghị định số 73/2023/NĐ-CP), với',
  counsel: 'trợ giúp pháp lý cho',
  costs: 'hỗ trợ chi phí cho',
  'no-adverse-act': 'không điều động, hạ xếp loại, xem xét kỷ luật khi chưa có cơ quan thứ hai xem xét, đối với',
  other: 'xem xét việc nêu dưới đây đối với',
};
const NOT_PROMISED =
  'Việc nêu trên là đề nghị; Nghị định số 73/2023/NĐ-CP không quy định đây là quyền của cán bộ. Cơ quan nhận xem xét theo thẩm quyền.';
const OWN_LIMIT = 'Thời hạn trả lời theo thiết lập của đơn vị: chưa xác minh.';

/** By when: a limit of whoever is asked within the system, a wish to a body outside. */
function byWhen(c: Context): { readonly text: string; readonly note: string | null } {
  const isOutside = c.state.unit === null;
  const due = dueOf(c.act, isOutside ? 'follow-up' : 'answer');
  if (due === null) return { text: 'Mong nhận được trả lời bằng văn bản.', note: null };
  if (isOutside)
    return {
      text: `Mong nhận được trả lời bằng văn bản trước ${dayIn(due.on)}. Đây là ngày dự kiến của nơi gửi, không phải thời hạn đặt ra cho Quý cơ quan.`,
      note: null,
    };
  return { text: `Đề nghị trả lời bằng văn bản, có lý do, chậm nhất ${dayIn(due.on)}.`, note: due.isVerified ? null : OWN_LIMIT };
}

/** The request as an official letter, to be signed by the head of the desk. */
const letter: RequestPaper = {
  name: 'letter',
  of: (_, acts) => placesOf(acts, 'ask'),
  document: (c) => {
    const { what, text, desk } = c.state;
    const unit = deskUnit(c);
    const when = byWhen(c);
    return paperFrom(c, unit, {
      type: LETTER,
      summary: `Đề nghị ${vi.choices.what[what].toLocaleLowerCase('vi').replace(/ \(.*$/u, '')}`,
      addressees: [asked(c)],
      blocks: [
        paragraph(`${c.names.unit(unit)} đề nghị ${asked(c)} ${ASKED[what]} ${person(c)}.`),
        ...(text === null ? [] : paragraphs(text)),
        paragraph(when.text),
        paragraph(`Trân trọng./.`),
      ],
      notes: [...(what === 'agency-view' ? [] : [NOT_PROMISED]), ...(when.note === null ? [] : [when.note])],
      signatures: desk === null ? [] : [headToSign(c.names, unit, desk.head)],
      recipients: ['Như trên', person(c), closedCopyLine(c.names.side(unit), c)],
      source: { dossier: closedName(c), act: c.act.seq },
    });
  },
};

/** What both answers are alike in: from whoever was asked, to the desk. */
function answerPaper(c: Context, said: Pick<OfficialDocument, 'type' | 'summary' | 'blocks'>): OfficialDocument {
  const unit = actingUnit(c, c.act.name) ?? c.state.unit ?? ('' as UnitId);
  const number = textOf(c.act, 'paper');
  return paperFrom(c, unit, {
    ...said,
    number: number === '' ? c.number : number,
    addressees: [c.names.unit(deskUnit(c))],
    notes: isLate(c, 'answer') ? [LATE] : [],
    recipients: ['Như trên', person(c), closedCopyLine(c.names.side(unit), c)],
    source: { dossier: closedName(c), act: c.act.seq },
  });
}

/** Done, done in part, or not, with the reason. */
const reply: RequestPaper = {
  name: 'reply',
  // What a body outside answers has come on its own paper.
  of: ({ state }, acts) => (state.holder === null ? [] : placesOf(acts, 'answer')),
  document: (c) => {
    const word = vi.choices.reply[(c.state.reply ?? 'done') as keyof typeof vi.choices.reply];
    return answerPaper(c, {
      type: LETTER,
      summary: `Trả lời đề nghị ${vi.choices.what[c.state.what].toLocaleLowerCase('vi').replace(/ \(.*$/u, '')}`,
      blocks: [
        paragraph(`Về việc được đề nghị ${c.state.askedOn === null ? '' : `${dayIn(c.state.askedOn)} `}cho ${person(c)}:`),
        paragraph(`Kết quả: ${word.toLocaleLowerCase('vi')}.`),
        ...paragraphs(textOf(c.act, 'text')),
        paragraph('Trân trọng./.'),
      ],
    });
  },
};

const TESTS = ['policy', 'motive', 'good'] as const;

/** What the employing agency finds of the three tests, with its reasons. @basis d73-2023#art11 */
const assessment: RequestPaper = {
  name: 'assessment',
  of: (_, acts) => placesOf(acts, 'assess'),
  document: (c) => {
    const { view } = c.state;
    return answerPaper(c, {
      type: { name: 'Báo cáo', symbol: 'BC' },
      summary: 'Đánh giá ba tiêu chí đối với người thực hiện đề xuất đổi mới, sáng tạo',
      blocks: [
        { is: 'ground', text: 'Căn cứ Điều 5 khoản 2 và Điều 11 Nghị định số 73/2023/NĐ-CP;' },
        {
          is: 'ground',
          text: `Theo đề nghị của ${c.names.unit(deskUnit(c))}${c.state.askedOn === null ? '' : ` ${dayIn(c.state.askedOn)}`}.`,
        },
        { is: 'heading', text: 'I. NGƯỜI ĐƯỢC ĐÁNH GIÁ' },
        paragraph(`Họ và tên: ${person(c)}.`),
        { is: 'heading', text: 'II. ĐÁNH GIÁ TỪNG TIÊU CHÍ' },
        {
          is: 'table',
          title: 'Đánh giá của cơ quan sử dụng cán bộ',
          columns: ['Tiêu chí', 'Đánh giá'].map((title) => ({ title, isNumber: false })),
          rows: TESTS.map((test) => [vi.summary[test], vi.choices.verdict[view?.[test] ?? 'unclear']]),
        },
        { is: 'heading', text: 'III. LÝ DO' },
        ...paragraphs(textOf(c.act, 'text')),
      ],
    });
  },
};

/** All of them. */
export const papers: readonly RequestPaper[] = [letter, reply, assessment];
