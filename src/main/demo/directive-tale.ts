/** The directive comes in, its sentences become tasks, units are asked to read it. */
import { documentIdentity } from '../../documents/index.ts';
import { asLegalDate } from '../../kernel/time.ts';
import { DISPATCH, SENTENCES } from './directive-text.ts';
import { begin, deed, type Step, type StoryView } from './step.ts';

const OFFICE = '22-vptu.head';
const CLERK = '22-vptu.clerk';

/** The units that were sent the directive at first, and those sent it lately. */
export const FIRST_READERS = ['22-snnmt', '22-stc', '22-sxd', '22-snv', '22-vpubnd', '22-ubkt', '06760', '06781', '06712'];
const LATE_READERS = ['22-sct', '06793', '06994'];

const rows = (from: number, to: number) =>
  SENTENCES.slice(from - 1, to).map((s, i) => ({ n: from + i, heading: s.heading, text: s.text }));

interface Assigned {
  readonly name: string;
  readonly sentence: number;
  readonly title: string;
  readonly holder: string;
  /** Working days after the last day; before it when negative. */
  readonly due: number;
  readonly detail?: string;
  readonly coUnits?: readonly string[];
  readonly verifier?: string;
}

function assign(day: number, at: string, who: string, tasks: readonly Assigned[]) {
  const body = (view: StoryView) => ({
    tasks: tasks.map(({ name: _, due, coUnits, ...task }) => ({
      ...task,
      dueOn: view.on(due),
      ...(coUnits === undefined ? {} : { coUnits: [...coUnits] }),
    })),
  });
  return deed(
    day,
    at,
    who,
    'assign-tasks',
    body,
    tasks.map((task) => `task-${task.name}`),
  );
}

const FIRST_TASKS: readonly Assigned[] = [
  {
    name: 'awareness',
    sentence: 4,
    title: 'Hướng dẫn nội dung sinh hoạt chuyên đề về khuyến khích, bảo vệ cán bộ',
    holder: '22-btgdv.head',
    due: -28,
    detail: 'Tài liệu ngắn, có tình huống thật ở cơ sở; gửi các cấp ủy trực thuộc trước kỳ sinh hoạt gần nhất.',
  },
  {
    name: 'leaders',
    sentence: 5,
    title: 'Bổ sung tiêu chí tháo gỡ vướng mắc vào đánh giá người đứng đầu',
    holder: '22-snv.head',
    due: -26,
    coUnits: ['22-btctu'],
  },
  {
    name: 'knots',
    sentence: 8,
    title: 'Rà soát, phân loại các vướng mắc về đất đai, khoáng sản theo ba loại việc',
    holder: '22-snnmt.head',
    due: -10,
    coUnits: ['22-sxd', '22-stc'],
    verifier: '22-btv.member-12',
    detail: 'Mỗi vướng mắc nêu rõ: quy định nào, thuộc loại việc nào, ai có thẩm quyền giải quyết.',
  },
  {
    name: 'measures',
    sentence: 9,
    title: 'Đề xuất cách đo hiệu quả tháo gỡ: vốn, đất, thời gian, số người được lợi',
    holder: '22-stc.head',
    due: -16,
  },
  {
    name: 'rules',
    sentence: 10,
    title: 'Lập danh mục quy định không còn phù hợp, kiến nghị hướng sửa',
    holder: '22-stp.head',
    due: 8,
    coUnits: ['22-snnmt', '22-sxd', '22-stc'],
  },
];

const SECOND_TASKS: readonly Assigned[] = [
  {
    name: 'concretise',
    sentence: 11,
    title: 'Trình bản cụ thể hoá các quy định mới về trình tự đầu tư xây dựng',
    holder: '22-sxd.head',
    due: 1,
  },
  {
    name: 'procedures',
    sentence: 12,
    title: 'Soát quy chế làm việc, đề xuất cắt bỏ thủ tục hành chính không cần thiết',
    holder: '22-vpubnd.head',
    due: -2,
    detail: 'Ưu tiên thủ tục phải qua từ hai cơ quan trở lên và có thời hạn trên 15 ngày.',
  },
  {
    name: 'rotation',
    sentence: 13,
    title: 'Lập kế hoạch chuyển đổi vị trí công tác kỳ tới',
    holder: '22-btctu.head',
    due: 12,
  },
  {
    name: 'praise',
    sentence: 14,
    title: 'Đề nghị khen thưởng đột xuất các cách làm mới đã có kết quả',
    holder: '22-snv.head',
    due: -1,
  },
  {
    name: 'shirking',
    sentence: 16,
    title: 'Hướng dẫn các đơn vị rà soát biểu hiện đùn đẩy, né tránh công việc',
    holder: '22-btctu.deputy-1',
    due: 9,
  },
  {
    name: 'grassroots',
    sentence: 17,
    title: 'Làm việc với 5 phường, xã vùng Cẩm Phả về vướng mắc đất đai, khoáng sản',
    holder: '22-btv.member-12',
    due: 5,
    coUnits: ['22-snnmt'],
  },
  {
    name: 'inspection',
    sentence: 18,
    title: 'Lập chương trình giám sát việc thực hiện công văn',
    holder: '22-ubkt.head',
    due: -20,
  },
];

const explain = (at: string, n: number, why: string, note: string) => deed(36, at, OFFICE, 'explain-sentence', { n, why, note });

/** The directive itself, without what happens in its tasks and acknowledgements. */
export const directiveSteps: readonly Step[] = begin('directive', 'directive', [
  deed(40, '08:30', CLERK, 'take-in', {
    symbol: DISPATCH.symbol,
    form: 'party',
    issuer: DISPATCH.issuer,
    issuedOn: DISPATCH.issuedOn,
    place: DISPATCH.place,
    type: 'dispatch',
    subject: DISPATCH.subject,
    language: 'vi',
    addressees: DISPATCH.addressees.map((name) => ({ name })),
    cited: [{ symbol: '14-KL/TW', issuer: 'Bộ Chính trị', date: '2021-09-22' }],
    identity: documentIdentity({
      number: DISPATCH.symbol,
      issuer: DISPATCH.issuer,
      date: asLegalDate(DISPATCH.issuedOn),
    }),
  }),
  deed(40, '08:42', CLERK, 'add-sentences', { sentences: rows(1, 9) }),
  deed(40, '08:47', CLERK, 'add-sentences', { sentences: rows(10, SENTENCES.length) }),
  deed(39, '09:00', CLERK, 'issue'),
  deed(
    39,
    '14:10',
    OFFICE,
    'distribute',
    { units: FIRST_READERS },
    FIRST_READERS.map((unit) => `ack-${unit}`),
  ),
  assign(38, '09:20', OFFICE, FIRST_TASKS),
  assign(36, '10:05', OFFICE, SECOND_TASKS),
  explain('10:20', 1, 'intro', 'Lời người soạn, không giao việc.'),
  explain('10:22', 2, 'intro', 'Nêu bối cảnh tăng trưởng; chỉ tiêu đã giao bằng văn bản riêng.'),
  explain('10:24', 3, 'principle', 'Yêu cầu chung, thể hiện trong các nhiệm vụ ở những câu sau.'),
  deed(33, '15:40', OFFICE, 'claim-cause', {
    clock: 'assign',
    cause: 'Hai câu 6 và 15 phải chờ phân định giữa hai ban tham mưu nên chưa giao được đúng hạn; các câu còn lại đã giao xong.',
  }),
  deed(31, '09:15', '22-tu.head', 'decide-cause', {
    clock: 'assign',
    finding: 'confirmed',
    reason: 'Đúng là việc phân định chưa xong, không phải do Văn phòng để chậm. Xong phân định thì giao ngay.',
  }),
  assign(28, '08:25', '22-snnmt.head', [
    {
      name: 'table',
      sentence: 8,
      title: 'Tổng hợp bảng vướng mắc khoáng sản làm vật liệu san lấp của các phường, xã',
      holder: '22-snnmt.specialist-1',
      due: -1,
    },
    {
      name: 'land-files',
      sentence: 8,
      title: 'Rà soát hồ sơ đất ngành than tồn trên 6 tháng',
      holder: '22-snnmt.specialist-1',
      due: 0,
      coUnits: ['22-sct'],
    },
  ]),
  assign(20, '10:30', '06760.head', [
    {
      name: 'commune',
      sentence: 7,
      title: 'Tập hợp sáng kiến và khó khăn của các khu phố, gửi đề xuất cách làm mới',
      holder: '06760.deputy-1',
      due: 3,
    },
  ]),
  assign(12, '09:35', '22-ubkt.head', [
    {
      name: 'supervision',
      sentence: 18,
      title: 'Theo dõi các trường hợp quá hạn không trả lời, báo cáo nhận xét ban đầu',
      holder: '22-ubkt.inspector-1',
      due: 2,
    },
  ]),
  deed(
    5,
    '08:50',
    CLERK,
    'distribute',
    { units: LATE_READERS },
    LATE_READERS.map((unit) => `ack-${unit}`),
  ),
]);
