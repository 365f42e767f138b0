/**
 * The official papers of a report on an unlawful order: the receipt, what whoever gave the order answers, what the superior concludes. A reporter whom whoever
 * gave the order is not to see is named in none of them, not even to those who may see who it is: one paper says the same to everybody who reads it, and says
 * that the name is not given. Nobody keeps this book, so that nobody issues them here either; they are signed as they stand.
 */
import type { Block, OfficialDocument } from '../../documents/model.ts';
import { LETTER, paragraphs } from '../../documents/model.ts';
import type { Paper, PaperContext } from '../../dossier/papers.ts';
import { formatStamp } from '../../kernel/format.ts';
import type { UnitId } from '../../kernel/ids.ts';
import { actingUnit, closedCopyLine, closedName, dayIn, dueOf, LATE, paperFrom, placesOf } from '../papers.ts';
import { vi } from './messages.vi.ts';
import type { Answer, ObjectionState } from './state.ts';

type ObjectionPaper = Paper<ObjectionState, OfficialDocument>;
type Context = PaperContext<ObjectionState>;

const paragraph = (text: string): Block => ({ is: 'paragraph', text });
const UNNAMED = 'Người báo cáo (không nêu tên theo lựa chọn của người báo cáo)';
const LAW = 'Điều 7 khoản 5 Luật Cán bộ, công chức số 80/2025/QH15';

/** Whoever reported, where the reporter let everybody handling it see. */
function reporterOf({ state: { reporter, seen }, names }: Context): string {
  const isNamed = seen === 'everybody-handling' && reporter !== null && reporter.person !== null;
  return isNamed && reporter.person !== null ? names.person(reporter.person) : UNNAMED;
}

/** The order as it was reported, without saying what it was about: that stands in the report. */
function orderOf({ state: { order } }: Context): string {
  const symbol = order.symbol === null ? '' : ` số ${order.symbol}`;
  return `${order.form === 'paper' ? `văn bản${symbol}` : 'quyết định bằng lời'}${order.on === null ? '' : ` ${dayIn(order.on)}`}`;
}

const giverUnit = ({ state, names }: Context): UnitId =>
  (state.giver === null ? null : names.unitOf(state.giver.post)) ?? ('' as UnitId);

function receiptRows(c: Context): readonly string[] {
  const { reporter, seen, giver, provision, number } = c.state;
  const isNamed = seen === 'everybody-handling' && reporter !== null;
  const due = dueOf(c.act, 'answer');
  return [
    `Thời điểm nhận: ${formatStamp(c.act.businessAt)}.`,
    `Mã hồ sơ: ${c.dossier.receipt ?? 'ghi trên trang hồ sơ'}.`,
    `Người báo cáo: ${isNamed ? [reporterOf(c), ...(reporter.post === null ? [] : [c.names.post(reporter.post)]), ...(reporter.unit === null ? [] : [c.names.unit(reporter.unit)])].join('; ') : 'không nêu tên theo lựa chọn của người báo cáo'}.`,
    ...(giver === null ? [] : [`Báo cáo gửi: ${c.names.post(giver.post)}, ${c.names.unit(giverUnit(c))}.`]),
    `Về: ${orderOf(c)}.`,
    `Quy định mà người báo cáo cho là bị trái: ${provision}.`,
    ...(number === null ? [] : [`Văn bản giấy kèm theo: số ${number}.`]),
    ...(due === null
      ? []
      : [
          `Người ra quyết định trả lời chậm nhất ${dayIn(due.on)}${due.isVerified ? '' : ' (thời hạn theo thiết lập của đơn vị: chưa xác minh)'}.`,
        ]),
  ];
}

/** Given at once, by the system, with the moment: it is the reporter's proof that the report was made. @basis l80-2025#art7.5 */
const receipt: ObjectionPaper = {
  name: 'receipt',
  of: (_, acts) => placesOf(acts, 'submit'),
  document: (c) =>
    paperFrom(c, giverUnit(c), {
      type: { name: 'Giấy biên nhận', symbol: 'BN' },
      summary: 'Báo cáo về quyết định cho là trái pháp luật',
      blocks: [
        paragraph(`Đã nhận báo cáo bằng văn bản theo ${LAW}:`),
        { is: 'list', items: receiptRows(c) },
        paragraph(
          'Hết hạn mà không được trả lời thì việc im lặng được ghi vào hồ sơ; người báo cáo có thể báo cáo bằng văn bản cấp trên trực tiếp của người ra quyết định.',
        ),
        paragraph(
          'Việc báo cáo chưa làm thay đổi trách nhiệm. Quyết định được giữ nguyên thì phải chấp hành, đồng thời báo cáo bằng văn bản cấp trên trực tiếp của người ra quyết định.',
        ),
      ],
      notes: ['Biên nhận do hệ thống lập ngay khi nhận báo cáo; mã nội dung ghi ở chân trang.'],
      signatures: [],
      recipients: ['Người báo cáo', closedCopyLine(c.names.side(giverUnit(c)), c)],
      source: { dossier: closedName(c), act: c.act.seq },
    }),
};

const answerOf = (c: Context): Answer => c.state.answers.find((a) => a.seq === c.act.seq) as Answer;

/** What was answered, with its reasons and what it rests on. */
function answerBlocks(c: Context): readonly Block[] {
  const { outcome, reasons, legalBasis } = answerOf(c);
  const change = (c.act.body as { readonly change?: 'withdrawn' | 'changed' } | null)?.change ?? 'withdrawn';
  return [
    paragraph(`Đã xem xét báo cáo về ${orderOf(c)}, hồ sơ ${c.dossier.receipt ?? 'nêu trên'}.`),
    paragraph(
      outcome === 'upheld'
        ? 'Kết quả: quyết định được giữ nguyên.'
        : `Kết quả: quyết định được ${vi.fields.change.options[change].toLocaleLowerCase('vi')}.`,
    ),
    { is: 'heading', text: 'Lý do' },
    ...paragraphs(reasons),
    ...(legalBasis === null ? [] : [{ is: 'heading' as const, text: 'Căn cứ pháp lý' }, ...paragraphs(legalBasis)]),
  ];
}

/** What the clause says follows for the reporter, and no more. @basis l80-2025#art7.5, l80-2025#art34.1.a */
function following(c: Context): readonly Block[] {
  const { outcome, by } = answerOf(c);
  if (outcome === 'rescinded') return [];
  return [
    { is: 'heading', text: 'Việc tiếp theo' },
    paragraph(
      by === 'giver'
        ? `Người báo cáo phải chấp hành quyết định, đồng thời báo cáo bằng văn bản cấp trên trực tiếp của người ra quyết định (${LAW}).`
        : 'Người đã báo cáo theo Điều 7 khoản 5 và phải chấp hành thuộc trường hợp được xem xét loại trừ, miễn, giảm trách nhiệm (Điều 34 khoản 1 điểm a Luật số 80/2025/QH15); cấp có thẩm quyền xem xét, quyết định.',
    ),
  ];
}

function answerPaper(c: Context, said: Pick<OfficialDocument, 'type' | 'summary'> & Partial<OfficialDocument>): OfficialDocument {
  const unit = actingUnit(c, c.act.name) ?? giverUnit(c);
  const { number, late } = answerOf(c);
  return paperFrom(c, unit, {
    number: number ?? c.number,
    blocks: [...answerBlocks(c), ...following(c)],
    notes: late ? [LATE] : [],
    recipients: ['Người báo cáo', closedCopyLine(c.names.side(unit), c)],
    source: { dossier: closedName(c), act: c.act.seq },
    ...said,
  });
}

/** The written answer of whoever gave the order. @basis l80-2025#art7.5 */
const answer: ObjectionPaper = {
  name: 'answer',
  of: (_, acts) => placesOf(acts, 'uphold', 'rescind'),
  document: (c) =>
    answerPaper(c, {
      type: LETTER,
      summary: 'Trả lời báo cáo về quyết định cho là trái pháp luật',
      addressees: [reporterOf(c)],
    }),
};

/** What the superior concludes, for the reporter and for whoever gave the order. */
const superior: ObjectionPaper = {
  name: 'superior',
  of: (_, acts) => placesOf(acts, 'order-rescinded', 'order-stands'),
  document: (c) => {
    const unit = actingUnit(c, c.act.name) ?? giverUnit(c);
    return answerPaper(c, {
      type: { name: 'Kết luận', symbol: 'KL' },
      summary: 'Về báo cáo đối với quyết định cho là trái pháp luật',
      recipients: [
        'Người báo cáo',
        ...(c.state.giver === null ? [] : [`${c.names.post(c.state.giver.post)}, ${c.names.unit(giverUnit(c))}`]),
        closedCopyLine(c.names.side(unit), c),
      ],
    });
  },
};

/** All of them, in the order in which they come about. */
export const papers: readonly ObjectionPaper[] = [receipt, answer, superior];
