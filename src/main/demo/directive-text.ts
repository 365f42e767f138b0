/** The directive of the demonstration: what dispatch 2545-CV/TU asks, told again in words of our own. */

/** Number, day and subject as the dispatch has them; everything else here is ours. */
export const DISPATCH = {
  symbol: '2545-CV/TU',
  issuer: 'Tỉnh ủy Quảng Ninh',
  issuedOn: '2025-02-26',
  place: 'Quảng Ninh',
  subject:
    'Đẩy mạnh khuyến khích, bảo vệ cán bộ năng động, sáng tạo, dám nghĩ, dám làm, dám đột phá, dám chịu trách nhiệm vì lợi ích chung (bản tóm tắt để minh hoạ)',
  addressees: [
    'Các cấp ủy trực thuộc',
    'Các sở, ban, ngành',
    'Ủy ban nhân dân các phường, xã, đặc khu',
    'Các đồng chí Ủy viên Ban Thường vụ, Ủy viên Ban Chấp hành',
  ],
} as const;

/** One sentence with the heading it stands under. */
export interface SummarySentence {
  readonly heading: string;
  readonly text: string;
}

const OPENING = 'Mở đầu – bản tóm tắt để minh hoạ';
const AWARENESS = 'I. Nhận thức và trách nhiệm';
const KNOTS = 'II. Khơi thông điểm nghẽn';
const RULES = 'III. Cơ chế, chính sách và cách làm việc';
const CADRES = 'IV. Khen thưởng, bảo vệ và sử dụng cán bộ';
const FOLLOWING = 'V. Nắm cơ sở, kiểm tra, giám sát';

/** The sentences in order; the first is number 1. */
export const SENTENCES: readonly SummarySentence[] = [
  {
    heading: OPENING,
    text: 'Đây là bản tóm tắt bằng lời khác, soạn để minh hoạ phần mềm; khi cần viện dẫn phải dùng bản chính của công văn.',
  },
  {
    heading: OPENING,
    text: 'Mục tiêu tăng trưởng kinh tế năm 2025 của địa phương được nâng thêm 2 điểm phần trăm, lên ít nhất 14%, làm đà cho mức tăng hai con số trong cả nhiệm kỳ 2025 – 2030.',
  },
  {
    heading: OPENING,
    text: 'Mục tiêu cao như vậy cần quyết tâm lớn và giải pháp mạnh để huy động mọi nguồn lực, đi cùng với việc tiếp tục tinh gọn tổ chức bộ máy.',
  },
  {
    heading: AWARENESS,
    text: 'Từng cấp ủy, cơ quan, địa phương phổ biến chủ trương khuyến khích, bảo vệ cán bộ dám nghĩ, dám làm tới mọi cán bộ, công chức, viên chức và người lao động.',
  },
  {
    heading: AWARENESS,
    text: 'Người đứng đầu chịu trách nhiệm trước hết về việc thực hiện ở nơi mình phụ trách.',
  },
  {
    heading: AWARENESS,
    text: 'Tạo sự thống nhất trong Đảng và sự đồng tình của xã hội đối với chủ trương này.',
  },
  {
    heading: KNOTS,
    text: 'Khi thực hiện nhiệm vụ, cán bộ được khuyến khích nghĩ mới, tìm cách làm mới để gỡ những chỗ tắc do cơ chế, chính sách.',
  },
  {
    heading: KNOTS,
    text: 'Tập trung vào ba loại việc: chưa có quy định; có quy định nhưng không còn hợp thực tế; vụ việc cụ thể có nhiều tình tiết phức tạp.',
  },
  {
    heading: KNOTS,
    text: 'Việc tháo gỡ phải giải phóng được nguồn lực, mang lại giá trị thật, tuyệt đối không vụ lợi, không tiêu cực.',
  },
  {
    heading: RULES,
    text: 'Thường xuyên soát lại cơ chế, chính sách và kiến nghị cách sửa những điểm bất cập.',
  },
  {
    heading: RULES,
    text: 'Nội dung mới trong quy định của Đảng và pháp luật của Nhà nước phải được cụ thể hoá kịp thời, để vướng mắc được gỡ sớm và gỡ dứt điểm.',
  },
  {
    heading: RULES,
    text: 'Sửa đổi, bổ sung quy chế làm việc, quy trình phân công cho sát thực tế, đúng năng lực; đồng thời cắt bỏ thủ tục hành chính không cần thiết và chấn chỉnh kỷ cương công vụ.',
  },
  {
    heading: RULES,
    text: 'Soát xét, luân chuyển, chuyển đổi vị trí công tác của cán bộ, công chức, viên chức theo quy định và yêu cầu nhiệm vụ.',
  },
  {
    heading: CADRES,
    text: 'Biểu dương, khen thưởng ngay những tập thể, cá nhân có cách làm đột phá đem lại kết quả.',
  },
  {
    heading: CADRES,
    text: 'Bảo vệ cán bộ năng động, sáng tạo theo Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị; ưu tiên đào tạo, quy hoạch, bổ nhiệm người có sản phẩm cụ thể.',
  },
  {
    heading: CADRES,
    text: 'Làm rõ trách nhiệm và giao việc khác đối với cán bộ đùn đẩy, né tránh, sợ sai, trì trệ trước việc mới phát sinh.',
  },
  {
    heading: FOLLOWING,
    text: 'Ủy viên Ban Thường vụ, Ủy viên Ban Chấp hành bám sát lĩnh vực, địa bàn, đơn vị được phân công; lắng nghe và gỡ khó cho cơ sở; nêu gương trong công việc.',
  },
  {
    heading: FOLLOWING,
    text: 'Ủy ban Kiểm tra theo dõi việc thực hiện, giám sát thường xuyên, kịp thời kiểm tra, xem xét trách nhiệm khi có vi phạm.',
  },
];
