/** Obstacles on which something was decided: being carried out, waiting for whoever raised them, objected to. */
import { classified, registered, reported, routed } from './obstacle-intake.ts';
import { begin, deed, goOn, type Step } from './step.ts';

const AGRICULTURE = '22-snnmt.head';
const MEMBER = '22-btv.member-12';

const carriedOut: readonly Step[] = [
  ...begin('compensation-prices', 'obstacle', [
    reported(30, '08:35', '07180.head', {
      what: 'Đơn giá bồi thường thủy sản nuôi bãi triều thấp hơn giá con giống nên hộ dân không nhận tiền. Ba dự án ven biển dừng kiểm đếm đã hơn một quý.',
      locality: '07180',
      legalGap: 'unfit',
      visibility: 'wide',
      field: 'site-clearance',
      harmPeople: 157,
      harmDays: 95,
    }),
    registered(29, '09:10'),
    classified(28, '14:35', { field: 'site-clearance', authority: 'province', legalGap: 'unfit' }),
    routed(27, '10:40'),
    deed(26, '09:25', '07168.head', 'join', { locality: '07168', line: 'Phường Hà An có 34 hộ cùng vướng.', visibility: 'wide' }),
    deed(
      21,
      '15:50',
      AGRICULTURE,
      'decide',
      (view) => ({
        remedy: 'change-rule',
        reasons:
          'Đơn giá lập từ số liệu cũ, không phản ánh chi phí con giống hiện nay; giữ nguyên thì không dự án nào đi tiếp được.',
        legalBasis: 'Luật Đất đai 31/2024/QH15',
        consequence: 'Trình sửa đơn giá; trong lúc chờ vẫn tiếp tục kiểm đếm và giữ nguyên quyền lợi của hộ dân.',
        tasks: [
          {
            title: 'Khảo sát giá con giống, công nuôi tại sáu phường, xã ven biển',
            holder: '22-snnmt.specialist-2',
            dueOn: view.on(-4),
          },
          { title: 'Soạn tờ trình và dự thảo đơn giá thủy sản mới', holder: '22-snnmt.specialist-1', dueOn: view.on(4) },
        ],
      }),
      ['task-prices-survey', 'task-prices-draft'],
    ),
  ]),
  ...goOn('task-prices-survey', [
    deed(20, '08:40', '22-snnmt.specialist-2', 'accept'),
    deed(11, '16:00', '22-snnmt.specialist-2', 'progress', {
      percent: 70,
      note: 'Xong năm địa phương, còn xã Cái Chiên do biển động.',
    }),
    deed(5, '15:20', '22-snnmt.specialist-2', 'complete', {
      evidence: 'Báo cáo khảo sát 212 hộ ở sáu địa phương, có phiếu gốc và ảnh hiện trường.',
    }),
    deed(3, '09:40', AGRICULTURE, 'verify', { finding: 'Số liệu đủ để lập đơn giá.' }),
  ]),
  ...goOn('task-prices-draft', [
    deed(20, '09:10', '22-snnmt.specialist-1', 'accept'),
    deed(2, '16:35', '22-snnmt.specialist-1', 'progress', {
      percent: 40,
      note: 'Đã có bảng tính đơn giá từ báo cáo khảo sát, đang viết tờ trình.',
    }),
  ]),
  ...begin('slow-projects', 'obstacle', [
    reported(24, '10:10', '22-sxd.head', {
      what: 'Vốn đầu tư công đã bố trí cho ba dự án không còn khả thi nhưng chưa chuyển được sang dự án thiếu vốn. Điều kiện điều chuyển phải chờ kỳ họp trong khi năm ngân sách sắp hết.',
      locality: '06688',
      legalGap: 'unfit',
      visibility: 'wide',
      field: 'public-investment',
      harmMoney: 1_250_000_000_000,
      provision: 'Luật Đầu tư công 58/2024/QH15',
    }),
    registered(23, '08:50'),
    classified(22, '15:05', {
      field: 'public-investment',
      authority: 'province',
      legalGap: 'unfit',
      provision: 'Luật Đầu tư công 58/2024/QH15',
    }),
    routed(21, '09:00'),
    deed(
      16,
      '14:00',
      '22-stc.head',
      'decide',
      (view) => ({
        remedy: 'resolved-here',
        reasons: 'Có thể điều chỉnh trong tổng mức đã giao; chuẩn bị hồ sơ trước để trình ngay tại kỳ họp gần nhất.',
        legalBasis: 'Luật Đầu tư công 58/2024/QH15',
        consequence: 'Chuyển vốn sang 41 dự án đủ điều kiện giải ngân trong năm.',
        doneBy: view.on(2),
        tasks: [
          {
            title: 'Lập danh mục điều chuyển vốn và xác nhận của từng chủ đầu tư',
            holder: '22-stc.specialist-1',
            dueOn: view.on(1),
          },
        ],
      }),
      ['task-capital'],
    ),
  ]),
  ...goOn('task-capital', [
    deed(15, '09:20', '22-stc.specialist-1', 'accept'),
    deed(6, '10:45', '22-stc.specialist-1', 'progress', { percent: 75, note: 'Đã có xác nhận của 33/41 chủ đầu tư.' }),
  ]),
  // Answered no, objected, the member found the objection right: the second round is being carried out.
  ...begin('tree-count', 'obstacle', [
    reported(28, '16:10', '06781.specialist-1', {
      what: 'Cây trồng xen dưới tán bị loại khỏi bảng kiểm đếm bồi thường vì không có tên trong danh mục. Hộ dân có hợp đồng khoán rừng ghi rõ loại cây này.',
      locality: '06781',
      legalGap: 'unfit',
      visibility: 'narrow',
      field: 'land',
      harmPeople: 29,
    }),
    registered(27, '08:25'),
    classified(26, '11:00', { field: 'land', authority: 'province', legalGap: 'unfit' }),
    routed(25, '14:45'),
    deed(20, '09:35', AGRICULTURE, 'decide', {
      remedy: 'answer-no',
      reasons: 'Danh mục hiện hành không có loại cây nêu trong hồ sơ nên chưa có căn cứ tính bồi thường.',
      legalBasis: 'Luật Đất đai 31/2024/QH15',
      consequence: 'Hồ sơ kiểm đếm giữ nguyên.',
      needed: 'Cần bổ sung loại cây vào danh mục hoặc có giá của tổ chức thẩm định độc lập.',
    }),
    deed(18, '10:55', '06781.specialist-1', 'object', {
      reason: 'Hợp đồng khoán rừng là căn cứ hợp pháp về cây trồng; thiếu tên trong danh mục không phải lỗi của hộ dân.',
    }),
    deed(14, '15:30', MEMBER, 'uphold-objection', {
      reason: 'Phải vận dụng giá cây tương đương như đã làm ở nơi khác, không để dân chờ sửa danh mục.',
    }),
    deed(9, '14:15', AGRICULTURE, 'decide', (view) => ({
      remedy: 'resolved-here',
      reasons: 'Áp dụng giá của loại cây tương đương theo giá trị kinh tế, có biên bản thống nhất với các hộ.',
      legalBasis: 'Luật Đất đai 31/2024/QH15',
      consequence: 'Kiểm đếm bổ sung cho 29 hộ và chi trả cùng đợt.',
      doneBy: view.on(8),
    })),
  ]),
];

const waiting: readonly Step[] = [
  // The vice-chair of Mông Dương must say whether it is gone; the effect waits to be verified.
  ...begin('dump-boundary', 'obstacle', [
    reported(26, '08:30', '06760.deputy-1', {
      what: 'Ranh giới bãi thải mở rộng chồng lên đường dân sinh của hai khu phố, xe tải và xe máy đi chung. Sáu tháng đã có chín va chạm.',
      locality: '06760',
      legalGap: 'case',
      visibility: 'wide',
      field: 'environment',
      harmPeople: 640,
    }),
    registered(25, '09:45'),
    classified(24, '10:30', { field: 'environment', authority: 'province', legalGap: 'case' }),
    routed(23, '15:40'),
    deed(18, '16:25', AGRICULTURE, 'decide', (view) => ({
      remedy: 'resolved-here',
      reasons:
        'Điều chỉnh ranh giới bãi thải lùi 60 m và mở đường tránh bằng kinh phí của chủ mỏ, đã thống nhất tại hiện trường.',
      legalBasis: 'Luật Bảo vệ môi trường 72/2020/QH14',
      consequence: 'Tách xe mỏ khỏi đường dân sinh.',
      doneBy: view.on(-2),
    })),
    deed(3, '14:55', AGRICULTURE, 'report-done', {
      done: 'Đường tránh dài 1,1 km đã thông xe, mốc ranh giới mới đã cắm và bàn giao cho phường quản lý.',
      effectPeople: 640,
      effectHectares: 1.8,
    }),
  ]),
  ...begin('island-water', 'obstacle', [
    reported(13, '11:25', '06994.clerk', {
      what: 'Hồ chứa nước trên đảo không được nạo vét vì vật liệu nạo vét bị coi là khoáng sản. Mùa khô còn đủ nước cho 40 ngày.',
      locality: '06994',
      legalGap: 'unfit',
      visibility: 'wide',
      field: 'minerals',
      harmPeople: 5200,
    }),
    registered(12, '10:00'),
    classified(11, '09:20', { field: 'minerals', authority: 'province', legalGap: 'unfit' }),
    routed(10, '16:15'),
    deed(4, '08:45', AGRICULTURE, 'decide', {
      remedy: 'answer-no',
      reasons: 'Khối lượng nạo vét lẫn cát đạt chuẩn vật liệu xây dựng nên phải đăng ký thu hồi khoáng sản trước khi làm.',
      legalBasis: 'Luật Địa chất và khoáng sản 54/2024/QH15',
      consequence: 'Chưa nạo vét trong tháng này.',
      needed: 'Đặc khu đăng ký thu hồi khoáng sản kèm phương án sử dụng tại chỗ; Sở cử người giúp lập trong năm ngày làm việc.',
    }),
  ]),
  // A no that whoever raised it does not accept; the member has until this evening.
  ...begin('worker-houses', 'obstacle', [
    reported(18, '14:05', '06760.specialist-1', {
      what: 'Nhà tập thể công nhân mỏ xây trên đất giao tạm không được cấp giấy chứng nhận dù công nhân đã ở hơn hai mươi năm. Công ty cũ đã giải thể, không ai ký được biên bản bàn giao.',
      locality: '06760',
      legalGap: 'case',
      visibility: 'narrow',
      field: 'land',
      harmPeople: 212,
    }),
    registered(17, '08:55'),
    classified(16, '15:45', { field: 'land', authority: 'province', legalGap: 'case' }),
    routed(15, '09:25'),
    deed(9, '11:15', AGRICULTURE, 'decide', {
      remedy: 'answer-no',
      reasons: 'Không có biên bản bàn giao giữa công ty và địa phương nên chưa xác định được người quản lý đất hợp pháp.',
      legalBasis: 'Luật Đất đai 31/2024/QH15',
      consequence: 'Hồ sơ tạm dừng, không bác quyền của người ở.',
      needed: 'Cần biên bản xác nhận hiện trạng của phường và ý kiến của đơn vị kế thừa công ty cũ.',
    }),
    deed(5, '15:35', '06760.specialist-1', 'object', {
      reason:
        'Đơn vị kế thừa đã trả lời bằng văn bản từ năm trước là không còn lưu hồ sơ; đòi biên bản là đòi điều không thể có.',
    }),
  ]),
];

/** The tales of this part. */
export const decidedObstacles: readonly Step[] = [...carriedOut, ...waiting];
