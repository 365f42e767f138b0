/** Obstacles that have ended: confirmed with verified effects, confirmed after a late decision, closed without a word. */
import { classified, registered, reported, routed } from './obstacle-intake.ts';
import { begin, deed, goOn, type Step } from './step.ts';

const AGRICULTURE = '22-snnmt.head';

const wasteRock: readonly Step[] = [
  ...begin('waste-rock', 'obstacle', [
    reported(39, '08:25', '06760.deputy-1', {
      what: 'Đất đá thải mỏ chất thành núi ở phường nhưng không được dùng san lấp vì phương án cũ đã hết hiệu lực. Công trình trong phường phải mua đất từ nơi cách 50 km.',
      locality: '06760',
      legalGap: 'unfit',
      visibility: 'wide',
      field: 'minerals',
      harmMoney: 24_000_000_000,
      harmDays: 150,
      request: 'Cho dùng đất đá thải đã qua phân tích mẫu cho các công trình trong bán kính 15 km.',
    }),
    registered(38, '09:30'),
    classified(37, '08:45', {
      field: 'minerals',
      authority: 'province',
      legalGap: 'unfit',
      provision: 'Luật Địa chất và khoáng sản 54/2024/QH15',
    }),
    routed(36, '10:25'),
    deed(36, '15:15', '06799.head', 'join', {
      locality: '06799',
      line: 'Xã Hải Hòa thiếu khoảng 300.000 m³ cho đường liên thôn.',
      visibility: 'wide',
    }),
    deed(35, '09:00', AGRICULTURE, 'ask-opinion', {
      units: ['22-sct', '22-sxd'],
      question: 'Đề nghị cho ý kiến về tiêu chuẩn vật liệu và năng lực bốc xúc của các mỏ trong vùng.',
    }),
    deed(32, '14:25', '22-sct.head', 'give-opinion', {
      stance: 'agree',
      opinion: 'Các mỏ bốc xúc được tối thiểu 400.000 m³ mỗi tháng mà không ảnh hưởng kế hoạch sản xuất.',
    }),
    deed(31, '10:35', '22-sxd.head', 'give-opinion', {
      stance: 'agree-with-conditions',
      opinion: 'Dùng được cho nền đường và san nền nếu từng lô có kết quả thí nghiệm độ chặt.',
    }),
    deed(
      30,
      '16:05',
      AGRICULTURE,
      'decide',
      (view) => ({
        remedy: 'resolved-here',
        reasons:
          'Đất đá thải đạt yêu cầu san nền; lập phương án sử dụng mới thay phương án hết hiệu lực, kiểm soát theo từng lô.',
        legalBasis: 'Luật Địa chất và khoáng sản 54/2024/QH15',
        consequence: 'Công trình trong bán kính 15 km được nhận đất đá thải theo lô có thí nghiệm.',
        doneBy: view.on(-12),
        tasks: [
          {
            title: 'Lập phương án sử dụng đất đá thải mới, có bản đồ điểm bốc xúc',
            holder: '22-snnmt.specialist-2',
            dueOn: view.on(-18),
          },
          { title: 'Thống nhất giá bốc xúc và lịch nhận hàng với ba mỏ', holder: '22-snnmt.deputy-1', dueOn: view.on(-16) },
        ],
      }),
      ['task-waste-plan', 'task-waste-mines'],
    ),
    deed(14, '15:10', AGRICULTURE, 'report-done', {
      done: 'Phương án mới đã được chấp thuận; bốn công trình đã nhận 86.000 m³ đất đá thải trong hai tuần đầu.',
      effectMoney: 19_500_000_000,
      effectHectares: 6.5,
      effectDays: 70,
      effectPeople: 1800,
    }),
    deed(11, '09:55', '06760.deputy-1', 'confirm', {
      comment: 'Công trình trong phường đã có đất san nền, đường chở đất ngắn hẳn.',
    }),
    deed(9, '14:40', '22-ubkt.inspector-1', 'verify-effect', {
      findings: 'Đối chiếu phiếu cân của ba mỏ: khối lượng đúng; số tiền tiết kiệm thấp hơn báo cáo do giá bốc xúc tăng.',
      effectMoney: 16_200_000_000,
      effectHectares: 6.5,
      effectDays: 70,
      effectPeople: 1800,
    }),
  ]),
  ...goOn('task-waste-plan', [
    deed(29, '08:30', '22-snnmt.specialist-2', 'accept'),
    deed(19, '14:10', '22-snnmt.specialist-2', 'complete', {
      evidence: 'Phương án kèm bản đồ mười hai điểm bốc xúc và kết quả thí nghiệm sáu lô đầu.',
    }),
    deed(18, '10:20', AGRICULTURE, 'verify'),
  ]),
  ...goOn('task-waste-mines', [
    deed(29, '09:05', '22-snnmt.deputy-1', 'accept'),
    deed(17, '11:00', '22-snnmt.deputy-1', 'complete', {
      evidence: 'Biên bản thống nhất giá và lịch nhận hàng có chữ ký của ba mỏ.',
    }),
    deed(16, '08:55', AGRICULTURE, 'verify', { finding: 'Đủ chữ ký, lịch khớp với tiến độ công trình.' }),
  ]),
];

const lateAndSilent: readonly Step[] = [
  // Decided late; the cause was found to be objective and left the figures.
  ...begin('river-road', 'obstacle', [
    reported(38, '10:05', '07132.head', {
      what: 'Tuyến đường ven sông thiếu đất đắp vì chủ mỏ và nhà thầu không khớp lịch bốc xúc, mùa mưa lại không chở được. Dự án gần 6.400 tỷ đồng chậm bốn tháng.',
      locality: '07132',
      legalGap: 'case',
      visibility: 'wide',
      field: 'construction',
      harmDays: 120,
    }),
    registered(37, '09:50'),
    classified(36, '14:15', { field: 'construction', authority: 'province', legalGap: 'case' }),
    routed(35, '08:40'),
    deed(25, '15:00', '22-sxd.head', 'decide', (view) => ({
      remedy: 'resolved-here',
      reasons: 'Lập tổ điều phối giữa chủ mỏ và nhà thầu, bãi trung chuyển đặt trong hành lang dự án để dự trữ đất cho ngày mưa.',
      legalBasis: 'Luật Xây dựng',
      consequence: 'Bảo đảm 9.000 m³ đất mỗi ngày khô ráo.',
      doneBy: view.on(-12),
    })),
    deed(24, '10:15', '22-sxd.head', 'claim-cause', {
      clock: 'decide',
      cause: 'Mưa lũ làm ngập cả hai mỏ trong chín ngày, không khảo sát được nguồn đất để quyết định.',
    }),
    deed(22, '16:30', '22-ubnd.head', 'decide-cause', {
      clock: 'decide',
      finding: 'confirmed',
      reason: 'Đã có báo cáo thiên tai của địa phương, đúng chín ngày không vào được mỏ.',
    }),
    deed(13, '09:20', '22-sxd.head', 'report-done', {
      done: 'Bãi trung chuyển đã hoạt động, mười ngày liền cấp đủ đất theo tiến độ; nhà thầu xác nhận không còn thiếu.',
      effectDays: 55,
    }),
    deed(10, '14:20', '07132.head', 'confirm', { comment: 'Đường đã đắp lại bình thường.' }),
  ]),
  // Nobody confirmed: the dossier says so and may still be confirmed or reopened.
  ...begin('settlement-capital', 'obstacle', [
    reported(36, '09:35', '06978.head', {
      what: 'Xã không được ứng vốn chuẩn bị đầu tư cho đường vào khu tái định cư vùng sạt lở. Hướng dẫn hiện hành chỉ cho ứng khi có quyết định phê duyệt dự án.',
      locality: '06978',
      legalGap: 'unfit',
      visibility: 'wide',
      field: 'public-investment',
      harmMoney: 3_800_000_000,
      harmPeople: 96,
    }),
    registered(35, '10:10'),
    classified(34, '15:20', { field: 'public-investment', authority: 'province', legalGap: 'unfit' }),
    routed(33, '09:40'),
    deed(29, '14:50', '22-stc.head', 'decide', (view) => ({
      remedy: 'resolved-here',
      reasons: 'Sử dụng nguồn dự phòng phòng, chống thiên tai để chuẩn bị đầu tư, không cần chờ phê duyệt dự án.',
      legalBasis: 'Luật Ngân sách nhà nước',
      consequence: 'Cấp 3,8 tỷ đồng trong tháng.',
      doneBy: view.on(-19),
    })),
    deed(21, '10:05', '22-stc.head', 'report-done', {
      done: 'Đã cấp đủ 3,8 tỷ đồng từ dự phòng và hướng dẫn xã thủ tục thanh toán.',
      effectMoney: 3_800_000_000,
    }),
  ]),
];

/** The tales of this part. */
export const closedObstacles: readonly Step[] = [...wasteRock, ...lateAndSilent];
