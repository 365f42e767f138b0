/** What happens to the tasks the directive gave: done in time or late, extended, sent back, handed over, running, overdue. */
import { deed, goOn, type Step } from './step.ts';

const OFFICE = '22-vptu.head';
const accept = (day: number, at: string, who: string) => deed(day, at, who, 'accept');
const progress = (day: number, at: string, who: string, percent: number, note: string) =>
  deed(day, at, who, 'progress', { percent, note });
const complete = (day: number, at: string, who: string, evidence: string) => deed(day, at, who, 'complete', { evidence });

const done: readonly Step[] = [
  ...goOn('task-awareness', [
    accept(37, '09:05', '22-btgdv.head'),
    progress(33, '14:20', '22-btgdv.head', 50, 'Đã xong đề cương, đang lấy ý kiến ba đảng bộ phường.'),
    complete(
      29,
      '10:40',
      '22-btgdv.head',
      'Đã gửi tài liệu sinh hoạt chuyên đề tới toàn bộ cấp ủy trực thuộc; 59/59 nơi báo nhận đủ.',
    ),
    deed(27, '09:10', OFFICE, 'verify', { finding: 'Đã kiểm tra ngẫu nhiên sáu chi bộ, tài liệu đến nơi và dùng được.' }),
  ]),
  ...goOn('task-leaders', [
    accept(37, '10:25', '22-snv.head'),
    progress(28, '15:35', '22-snv.head', 60, 'Còn chờ hai sở góp ý về cách tính điểm.'),
    complete(23, '16:20', '22-snv.head', 'Đã ban hành phụ lục tiêu chí, tính cả đơn vị sự nghiệp; kèm biểu chấm điểm mẫu.'),
    deed(22, '08:50', '22-snv.head', 'claim-cause', {
      clock: 'do',
      cause: 'Hai sở góp ý chậm nên phần cách tính điểm không chốt được trước ngày đến hạn.',
    }),
    deed(21, '09:30', OFFICE, 'verify', { finding: 'Nội dung đạt yêu cầu, chậm ba ngày làm việc.' }),
    deed(20, '14:15', '22-ubnd.head', 'decide-cause', {
      clock: 'do',
      finding: 'rejected',
      reason: 'Góp ý của các sở đã có thể hỏi sớm hơn; đơn vị chủ trì phải tự tính thời gian lấy ý kiến.',
    }),
  ]),
  ...goOn('task-inspection', [
    accept(35, '08:45', '22-ubkt.head'),
    complete(
      22,
      '15:00',
      '22-ubkt.head',
      'Chương trình giám sát đã được tập thể Ủy ban thông qua, gồm bốn cuộc và lịch theo dõi thường xuyên.',
    ),
    deed(20, '10:10', OFFICE, 'verify'),
  ]),
];

const underWay: readonly Step[] = [
  ...goOn('task-knots', [
    accept(37, '08:20', '22-snnmt.head'),
    progress(30, '16:10', '22-snnmt.head', 30, 'Đã nhận báo cáo của 38 phường, xã, đặc khu.'),
    progress(18, '11:05', '22-snnmt.head', 55, 'Phân loại xong nhóm khoáng sản; nhóm đất đai còn 41 hồ sơ.'),
    deed(12, '09:00', '22-snnmt.head', 'request-extension', (view) => ({
      dueOn: view.on(6),
      reason: 'Mười sáu địa phương gửi bổ sung sau đợt mưa lũ, cần thêm thời gian đối chiếu hồ sơ gốc.',
    })),
    deed(11, '15:25', OFFICE, 'grant-extension', { note: 'Đồng ý lùi một lần, không lùi thêm.' }),
    progress(4, '10:35', '22-snnmt.head', 80, 'Còn lại nhóm dự án ngành than, đang rà soát cùng Sở Công Thương.'),
  ]),
  ...goOn('task-measures', [
    accept(37, '14:00', '22-stc.head'),
    complete(18, '09:45', '22-stc.head', 'Đã lập bảng chỉ số về vốn và thời gian, kèm cách lấy số liệu từ từng sở.'),
    deed(16, '16:00', OFFICE, 'return', (view) => ({
      dueOn: view.on(4),
      reason: 'Còn thiếu cách đo diện tích đất được giải phóng và số người được lợi; bổ sung rồi gửi lại.',
    })),
    progress(8, '10:00', '22-stc.head', 70, 'Đã thống nhất cách đo đất với Sở Nông nghiệp và Môi trường.'),
  ]),
  ...goOn('task-rules', [
    accept(37, '15:10', '22-stp.head'),
    progress(15, '09:25', '22-stp.head', 60, 'Danh mục có 27 quy định; 9 quy định đã có dự thảo kiến nghị sửa.'),
    deed(14, '14:40', '22-sxd.head', 'co-report', {
      text: 'Sở Xây dựng đề nghị đưa thêm bốn quy định về cấp phép và nghiệm thu.',
    }),
  ]),
  ...goOn('task-concretise', [
    accept(35, '09:15', '22-sxd.head'),
    progress(3, '16:25', '22-sxd.head', 85, 'Đang hoàn thiện lần cuối sau khi họp với các chủ đầu tư.'),
  ]),
  ...goOn('task-rotation', [
    accept(34, '10:50', '22-btctu.head'),
    deed(21, '08:30', '22-btctu.head', 'hand-over', {
      to: '22-btctu.specialist-1',
      reason: 'Chuyên viên đang giữ hồ sơ vị trí việc làm của toàn hệ thống nên làm sẽ nhanh và chính xác hơn.',
    }),
    deed(20, '11:10', OFFICE, 'approve-hand-over'),
    accept(19, '08:40', '22-btctu.specialist-1'),
    progress(6, '15:45', '22-btctu.specialist-1', 45, 'Đã có danh sách vị trí phải chuyển đổi của 31 đơn vị.'),
  ]),
  ...goOn('task-shirking', [
    accept(35, '16:15', '22-btctu.deputy-1'),
    progress(9, '10:20', '22-btctu.deputy-1', 50, 'Dự thảo hướng dẫn có phần bảo đảm quyền giải trình của cán bộ.'),
  ]),
  ...goOn('task-grassroots', [
    accept(35, '11:20', '22-btv.member-12'),
    progress(6, '16:50', '22-btv.member-12', 60, 'Đã làm việc với ba phường; còn Cửa Ông và xã Hải Hòa.'),
  ]),
];

const ending: readonly Step[] = [
  ...goOn('task-procedures', [
    accept(35, '14:30', '22-vpubnd.head'),
    progress(9, '09:55', '22-vpubnd.head', 40, 'Đã soát 62 thủ tục, đề xuất cắt 11; chờ ý kiến các sở.'),
  ]),
  ...goOn('task-praise', [
    accept(34, '09:40', '22-snv.head'),
    complete(
      2,
      '10:15',
      '22-snv.head',
      'Đã trình danh sách đề nghị khen thưởng bốn tập thể và bảy cá nhân, kèm minh chứng kết quả.',
    ),
  ]),
  ...goOn('task-table', [
    accept(27, '08:55', '22-snnmt.specialist-1'),
    progress(10, '15:30', '22-snnmt.specialist-1', 65, 'Đủ số liệu của 41/54 địa phương.'),
  ]),
  ...goOn('task-land-files', [
    accept(27, '09:00', '22-snnmt.specialist-1'),
    progress(5, '14:35', '22-snnmt.specialist-1', 75, 'Còn sáu hồ sơ chưa đối chiếu được ranh giới.'),
    deed(4, '09:05', '22-sct.head', 'co-report', { text: 'Sở Công Thương đã gửi danh mục dự án và tiến độ kèm theo.' }),
  ]),
  ...goOn('task-commune', [
    accept(19, '14:05', '06760.deputy-1'),
    progress(7, '16:30', '06760.deputy-1', 55, 'Đã họp với 9/14 khu phố, ghi được 23 ý kiến.'),
  ]),
  ...goOn('task-supervision', [
    accept(11, '08:30', '22-ubkt.inspector-1'),
    progress(4, '15:15', '22-ubkt.inspector-1', 50, 'Đã lập danh sách các trường hợp quá hạn, đang đối chiếu nguyên nhân.'),
  ]),
];

/** Everything that happens in the tasks of the directive. */
export const taskSteps: readonly Step[] = [...done, ...underWay, ...ending];
