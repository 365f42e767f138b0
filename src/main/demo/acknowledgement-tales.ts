/** How the units read the directive: in time, late, with a question, or in silence. */
import { deed, goOn, type Step } from './step.ts';

const confirm = (day: number, at: string, who: string, ...lines: readonly string[]) =>
  deed(day, at, who, 'confirm', { understood: true, lines: lines.map((text) => ({ text })) });

/** What each unit does with its copy. */
export const acknowledgementSteps: readonly Step[] = [
  ...goOn('ack-22-snnmt', [
    confirm(
      38,
      '08:35',
      '22-snnmt.head',
      'Lập tổ rà soát vướng mắc đất đai, khoáng sản do Giám đốc làm tổ trưởng.',
      'Mỗi tuần trả lời dứt điểm ít nhất ba vướng mắc của cơ sở.',
    ),
  ]),
  ...goOn('ack-22-stc', [confirm(37, '10:15', '22-stc.specialist-1', 'Phổ biến tại hội nghị giao ban tuần này, có biên bản.')]),
  ...goOn('ack-22-sxd', [confirm(38, '15:20', '22-sxd.deputy-1', 'Đưa nội dung vào chương trình công tác quý của Sở.')]),
  ...goOn('ack-22-snv', [
    deed(38, '09:50', '22-snv.head', 'ask', {
      question: 'Tiêu chí đánh giá người đứng đầu áp dụng từ kỳ đánh giá nào, có tính cả đơn vị sự nghiệp không?',
    }),
    deed(37, '16:05', '22-vptu.clerk', 'answer', {
      answer: 'Áp dụng từ kỳ đánh giá của quý này và tính cả đơn vị sự nghiệp trực thuộc.',
    }),
    confirm(37, '16:40', '22-snv.head', 'Sửa tiêu chí đánh giá trong tháng.'),
  ]),
  ...goOn('ack-22-vpubnd', [confirm(38, '11:00', '22-vpubnd.head', 'Mở sổ tiếp nhận vướng mắc, phân công văn thư trực.')]),
  ...goOn('ack-22-ubkt', [confirm(37, '08:40', '22-ubkt.head', 'Đưa vào chương trình giám sát.')]),
  ...goOn('ack-06760', [confirm(36, '09:30', '06760.head', 'Phó Chủ tịch trực tiếp tập hợp khó khăn từ các khu phố.')]),
  // Late by a working day: the silence was recorded and had begun to go up.
  ...goOn('ack-06781', [
    confirm(35, '10:45', '06781.head', 'Xin rút kinh nghiệm về việc xác nhận chậm; đã phổ biến toàn phường.'),
  ]),
  // Never confirmed; the chair says why, nobody has decided yet whether that holds.
  ...goOn('ack-06712', [
    deed(30, '14:30', '06712.head', 'claim-cause', {
      clock: 'confirm',
      cause: 'Trụ sở mất kết nối mạng nhiều ngày do sự cố cáp, phường không mở được văn bản trong thời hạn.',
    }),
  ]),
  ...goOn('ack-22-sct', [
    confirm(4, '15:10', '22-sct.head', 'Giao các phòng đăng ký việc cần tháo gỡ trước ngày 25 hằng tháng.'),
  ]),
  ...goOn('ack-06793', [
    deed(3, '10:10', '06793.clerk', 'ask', {
      question: 'Phường đã có tổ tháo gỡ vướng mắc từ trước; có cần lập tổ mới theo yêu cầu này không?',
    }),
  ]),
];
