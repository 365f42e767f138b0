/** Obstacles at the desk of whoever must decide: due today, overdue and gone up, handed over, waiting for opinions. */
import { classified, registered, reported, routed } from './obstacle-intake.ts';
import { begin, deed, type Step } from './step.ts';

const AGRICULTURE = '22-snnmt.head';
/** Answers for the matters of agriculture and land by the assignment map. */
const MEMBER = '22-btv.member-12';

const atAgriculture: readonly Step[] = [
  // Due today.
  ...begin('sea-area', 'obstacle', [
    reported(10, '08:45', '06781.head', {
      what: 'Hồ sơ giao khu vực biển cho cảng nhập khí của nhà máy điện LNG phải lấy ý kiến hai sở nhưng không rõ sở nào làm đầu mối. Chủ đầu tư đã nộp ba lần, mỗi lần nhận một yêu cầu khác nhau.',
      locality: '06781',
      legalGap: 'case',
      visibility: 'wide',
      field: 'sea-fisheries',
      harmDays: 60,
      request: 'Chỉ định một đầu mối nhận hồ sơ và trả kết quả.',
    }),
    registered(9, '08:15'),
    classified(8, '10:05', { field: 'sea-fisheries', authority: 'province', legalGap: 'case' }),
    routed(7, '14:10'),
    deed(5, '09:30', '22-snnmt.deputy-1', 'ask-opinion', {
      units: ['22-sct', '22-sxd'],
      question: 'Đề nghị cho biết phần ranh giới cầu cảng đã thống nhất chưa và có vướng quy hoạch ngành không?',
    }),
    deed(2, '15:55', '22-sct.head', 'give-opinion', {
      stance: 'agree',
      opinion:
        'Ranh giới cầu cảng phù hợp quy hoạch phát triển điện lực; thống nhất để Sở Nông nghiệp và Môi trường làm đầu mối.',
    }),
  ]),
  // Overdue; the silence has gone up two levels.
  ...begin('urban-land-price', 'obstacle', [
    reported(15, '14:20', '06673.clerk', {
      what: 'Dự án khu đô thị ven vịnh chưa được xác định giá đất cụ thể dù đã giao đất nhiều năm, nên chưa thu được tiền sử dụng đất. Đơn vị tư vấn định giá hai lần trả lại hồ sơ vì thiếu giao dịch để so sánh.',
      locality: '06673',
      legalGap: 'unfit',
      visibility: 'narrow',
      field: 'land',
      harmMoney: 486_000_000_000,
      provision: 'Luật Đất đai 31/2024/QH15',
    }),
    registered(14, '08:30'),
    classified(12, '09:45', { field: 'land', authority: 'province', legalGap: 'unfit', provision: 'Luật Đất đai 31/2024/QH15' }),
    routed(11, '15:05'),
  ]),
  // Twice handed over, the second time back to where it had been; more time is asked for.
  ...begin('plant-land', 'obstacle', [
    reported(19, '09:40', '06781.deputy-1', {
      what: 'Mặt bằng nhà máy điện LNG mới bàn giao được một phần nhỏ trong hơn 41 ha, phần còn lại vướng đất nuôi trồng thủy sản không có giấy tờ. Mỗi cơ quan nói việc xác định nguồn gốc đất thuộc cơ quan kia.',
      locality: '06781',
      legalGap: 'case',
      visibility: 'wide',
      field: 'site-clearance',
      harmHectares: 36.2,
      harmDays: 120,
      harmPeople: 63,
    }),
    registered(18, '08:20'),
    classified(17, '11:10', { field: 'land', authority: 'province', legalGap: 'case' }),
    routed(16, '14:30'),
    deed(12, '16:15', AGRICULTURE, 'hand-over', {
      toUnit: '22-sct',
      authority: 'province',
      basis: 'Quy định phân công theo dõi dự án năng lượng',
      reason:
        'Dự án thuộc danh mục công trình năng lượng do Sở Công Thương làm đầu mối, việc bàn giao từng phần do đầu mối quyết định.',
    }),
    deed(6, '10:50', '22-sct.head', 'hand-over', {
      toUnit: '22-snnmt',
      authority: 'province',
      basis: 'Luật Đất đai 31/2024/QH15',
      reason: 'Vướng mắc còn lại là xác định nguồn gốc đất nuôi trồng thủy sản, thuộc thẩm quyền của cơ quan quản lý đất đai.',
    }),
    // The clock came back with the date it had: the days that are missing are asked for and granted.
    deed(6, '15:40', AGRICULTURE, 'request-extension', (view) => ({
      dueOn: view.on(2),
      reason: 'Hồ sơ trở về khi chỉ còn một ngày làm việc; phải rà lại giấy tờ của 63 hộ trước khi kết luận nguồn gốc đất.',
    })),
    deed(5, '09:20', MEMBER, 'grant-extension', { reason: 'Đồng ý, ưu tiên các hộ nằm trên tuyến thi công trước.' }),
    deed(1, '16:20', AGRICULTURE, 'request-extension', (view) => ({
      dueOn: view.on(7),
      reason: 'Phải đo lại 19 thửa sau khi nhận hồ sơ trở về; lịch đo đã chốt với phường và các hộ.',
    })),
  ]),
  ...begin('coal-port', 'obstacle', [
    reported(9, '10:35', '06811.head', {
      what: 'Mở rộng cảng than giai đoạn ba chồng lên phần đất rừng phòng hộ ven sông, việc chuyển mục đích vượt thẩm quyền của địa phương. Hồ sơ phải gộp với ba dự án ngành than khác để trình một lần.',
      locality: '06811',
      legalGap: 'case',
      visibility: 'wide',
      field: 'land',
      harmHectares: 12.4,
    }),
    registered(8, '09:00'),
    classified(7, '15:30', { field: 'land', authority: 'government', legalGap: 'case' }),
    routed(6, '09:10'),
    deed(4, '14:25', AGRICULTURE, 'ask-outside', (view) => ({
      addressee: 'Bộ Nông nghiệp và Môi trường',
      document: '318/SNNMT-QLĐĐ',
      sentOn: view.on(-4),
      expectedOn: view.on(10),
    })),
  ]),
];

const elsewhere: readonly Step[] = [
  // One unit asked has been silent; silence is no consent and stands as a row.
  ...begin('fill-demand', 'obstacle', [
    reported(13, '08:20', '06712.deputy-1', {
      what: 'Nhu cầu đất san lấp cho khu kinh tế cửa khẩu tăng gấp ba so với số đã dự báo nên quy hoạch mỏ đất không đủ nguồn. Bốn gói thầu đã ký nhưng không có mỏ nào trong bán kính 40 km còn trữ lượng.',
      locality: '06712',
      legalGap: 'unfit',
      visibility: 'wide',
      field: 'construction',
      harmMoney: 57_000_000_000,
      harmDays: 90,
    }),
    registered(12, '09:35'),
    classified(11, '16:00', { field: 'construction', authority: 'province', legalGap: 'unfit' }),
    routed(10, '10:15'),
    deed(10, '15:00', '22-bqlkkt.head', 'join', {
      locality: '06712',
      line: 'Hạ tầng khu công nghiệp cửa khẩu cũng thiếu khoảng 2,6 triệu m³ đất.',
      visibility: 'wide',
    }),
    deed(9, '09:05', '22-sxd.head', 'ask-opinion', {
      units: ['22-snnmt', '22-stc', '22-sct'],
      question: 'Đề nghị cho ý kiến về việc bổ sung hai điểm mỏ đất vào quy hoạch và nguồn vốn bồi thường đường vận chuyển.',
    }),
    deed(6, '11:30', AGRICULTURE, 'give-opinion', {
      stance: 'agree-with-conditions',
      opinion: 'Đồng ý một điểm mỏ; điểm còn lại nằm trong hành lang bảo vệ nguồn nước nên phải dịch ranh giới.',
    }),
    deed(5, '14:45', '22-stc.head', 'give-opinion', {
      stance: 'agree',
      opinion: 'Cân đối được vốn bồi thường đường vận chuyển từ dự phòng của dự án.',
    }),
    deed(5, '16:30', '22-sxd.head', 'request-extension', (view) => ({
      dueOn: view.on(5),
      reason: 'Còn một sở chưa trả lời và phải dịch ranh giới điểm mỏ theo ý kiến đã nhận.',
    })),
    deed(3, '08:55', '22-btgdv.head', 'grant-extension', { reason: 'Đồng ý, yêu cầu báo cáo khi có ý kiến của sở còn lại.' }),
    deed(3, '10:10', '22-sxd.head', 'ask-opinion', {
      units: ['22-snnmt'],
      question: 'Ranh giới mới của điểm mỏ thứ hai như bản vẽ gửi kèm đã ra ngoài hành lang bảo vệ nguồn nước chưa?',
    }),
  ]),
  // Put to the superior: the lower clock was met on record, the superior's own runs.
  ...begin('partial-handover', 'obstacle', [
    reported(16, '10:00', '06793.head', {
      what: 'Bàn giao mặt bằng dự án năng lượng theo từng phần chưa có quy định nên kho bạc không chi trả bồi thường cho phần đã xong. Hộ dân đã ký biên bản nhưng ba tháng chưa nhận tiền.',
      locality: '06793',
      legalGap: 'none',
      visibility: 'wide',
      field: 'industry-trade',
      harmPeople: 41,
      harmMoney: 8_700_000_000,
    }),
    registered(15, '08:40'),
    classified(14, '14:20', { field: 'industry-trade', authority: 'province', legalGap: 'none' }),
    routed(13, '09:50'),
    deed(12, '09:15', '22-sct.head', 'ask-opinion', {
      units: ['22-snnmt', '22-stc'],
      question: 'Có thể chi trả theo từng đợt bàn giao hay phải chờ quyết định thu hồi toàn bộ?',
    }),
    deed(9, '16:40', AGRICULTURE, 'give-opinion', {
      stance: 'agree',
      opinion: 'Pháp luật đất đai không cấm thu hồi theo tiến độ dự án; đề nghị cho chi trả theo từng đợt có biên bản.',
    }),
    deed(8, '10:30', '22-stc.head', 'give-opinion', {
      stance: 'agree-with-conditions',
      opinion: 'Chi trả được nếu có quyết định phân kỳ của Ủy ban nhân dân cấp tỉnh.',
    }),
    deed(6, '15:10', '22-sct.head', 'decide', {
      remedy: 'ask-superior',
      reasons: 'Cần quyết định phân kỳ thu hồi đất và chi trả, vượt thẩm quyền của Sở; các sở liên quan đã đồng ý.',
      legalBasis: 'Luật Tổ chức chính quyền địa phương 72/2025/QH15',
      consequence: 'Có quyết định phân kỳ thì chi trả ngay cho 41 hộ đã bàn giao.',
    }),
  ]),
  // Stands still: the department has asked the special zone.
  ...begin('private-driver', 'obstacle', [
    reported(9, '15:15', '07192.head', {
      what: 'Dự án ngoài ngân sách trên đảo không được tách giai đoạn đầu tư khi điện lưới chậm hai năm. Nhà đầu tư muốn làm trước phần dùng điện tại chỗ.',
      locality: '07192',
      legalGap: 'case',
      visibility: 'wide',
      field: 'public-investment',
      harmMoney: 140_000_000_000,
    }),
    registered(8, '10:20'),
    classified(7, '08:50', { field: 'finance', authority: 'province', legalGap: 'case' }),
    routed(6, '16:05'),
    deed(3, '11:20', '22-stc.head', 'ask-more', {
      question: 'Đề nghị gửi tiến độ cấp điện có xác nhận của đơn vị điện lực và phần vốn nhà đầu tư đã góp.',
    }),
  ]),
  // Late; the holder gives an objective cause, the superior has not said whether it holds.
  ...begin('road-overlap', 'obstacle', [
    reported(12, '13:45', '07054.head', {
      what: 'Quy hoạch đường liên xã chồng lên đất ở đã cấp giấy chứng nhận, xã không cấp được phép xây dựng. Hai quy hoạch do hai cơ quan phê duyệt và đều còn hiệu lực.',
      locality: '07054',
      legalGap: 'case',
      visibility: 'wide',
      field: 'construction',
      harmPeople: 120,
    }),
    registered(11, '09:05'),
    classified(10, '10:55', { field: 'construction', authority: 'province', legalGap: 'case' }),
    routed(9, '15:25'),
    deed(1, '09:45', '22-sxd.head', 'claim-cause', {
      clock: 'decide',
      cause: 'Bản đồ gốc đang do cơ quan quản lý đất đai đo lại sau sạt lở, chưa có số liệu để quyết định.',
    }),
  ]),
];

/** The tales of this part. */
export const decidingObstacles: readonly Step[] = [...atAgriculture, ...elsewhere];
