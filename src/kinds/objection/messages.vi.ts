import { fields } from './fields.vi.ts';
import { preludes } from './prelude.vi.ts';
import { refusals } from './refusals.vi.ts';

/** Words of the objection, Vietnamese. */
export const vi = {
  name: 'Báo cáo về quyết định trái pháp luật',
  plural: 'Báo cáo về quyết định trái pháp luật',
  about:
    'Nơi cán bộ, công chức báo cáo bằng văn bản khi cho rằng quyết định của cấp trên là trái pháp luật (Luật số 80/2025/QH15, Điều 7 khoản 5). Báo cáo người ra quyết định trước; được giữ nguyên thì chấp hành và báo cáo cấp trên trực tiếp. Chỉ những người này, cơ quan kiểm tra và người báo cáo biết có hồ sơ.',
  stages: {
    reported: 'Báo cáo',
    upheld: 'Được giữ nguyên',
    raised: 'Cấp trên trực tiếp',
    settled: 'Thu hồi, thay đổi',
    stands: 'Cấp trên giữ nguyên',
    withdrawn: 'Đã rút',
  },
  acts: {
    submit: {
      label: 'Báo cáo quyết định trái pháp luật',
      button: 'Gửi báo cáo',
      done: 'gửi báo cáo',
      hint: 'Khoảng mười lăm phút, không lưu bản nháp. Có biên nhận ngay khi gửi.',
    },
    'add-note': {
      label: 'Bổ sung',
      button: 'Bổ sung',
      done: 'bổ sung báo cáo',
      hint: 'Tình tiết mới, văn bản giấy, việc chấp hành. Nội dung cũ vẫn còn.',
    },
    withdraw: {
      label: 'Rút báo cáo',
      button: 'Rút',
      done: 'rút báo cáo',
      hint: 'Hồ sơ kết thúc; nội dung đã gửi vẫn còn. Rút thì ảnh hưởng đến trách nhiệm thế nào: chưa xác minh.',
    },
    rescind: {
      label: 'Thu hồi, thay đổi quyết định',
      button: 'Thu hồi hoặc thay đổi',
      done: 'thu hồi, thay đổi quyết định',
      hint: 'Hồ sơ kết thúc; người báo cáo được báo ngay.',
    },
    uphold: {
      label: 'Giữ nguyên quyết định',
      button: 'Giữ nguyên',
      done: 'giữ nguyên quyết định',
      hint: 'Bằng văn bản, nêu lý do và căn cứ pháp lý. Người báo cáo phải chấp hành và báo cáo cấp trên trực tiếp của đồng chí (Điều 7 khoản 5).',
    },
    'report-up': {
      label: 'Báo cáo cấp trên trực tiếp',
      button: 'Gửi cấp trên trực tiếp',
      done: 'báo cáo cấp trên trực tiếp',
      hint: 'Khi quyết định được giữ nguyên hoặc không được trả lời đúng hạn. Cấp trên trực tiếp của người ra quyết định đọc toàn bộ hồ sơ; người đang giữ chức vụ ấy thấy ai báo cáo.',
    },
    'order-rescinded': {
      label: 'Cho thu hồi, thay đổi quyết định',
      button: 'Cho thu hồi hoặc thay đổi',
      done: 'cho thu hồi, thay đổi quyết định',
      hint: 'Hồ sơ kết thúc; người ra quyết định và người báo cáo được báo ngay.',
    },
    'order-stands': {
      label: 'Kết luận quyết định giữ nguyên',
      button: 'Giữ nguyên',
      done: 'kết luận quyết định giữ nguyên',
      hint: 'Nêu lý do và căn cứ pháp lý. Người đã báo cáo và phải chấp hành vẫn được xem xét theo Điều 34 khoản 1 điểm a.',
    },
  },
  preludes,
  fields,
  capacities: { giver: 'người ra quyết định', superior: 'cấp trên của người ra quyết định' },
  clocks: {
    answer: 'Người ra quyết định trả lời',
    superior: 'Cấp trên trực tiếp trả lời',
    escalation: 'Cấp trên vào cuộc',
  },
  summary: {
    effect: 'Trách nhiệm của người báo cáo',
    seen: 'Ai thấy tên người báo cáo',
    giver: 'Người ra quyết định',
    form: 'Quyết định được đưa ra',
    symbol: 'Số, ký hiệu',
    orderedOn: 'Ngày ra quyết định',
    ordered: 'Yêu cầu làm gì',
    why: 'Vì sao cho là trái pháp luật',
    provision: 'Trái quy định',
    harm: 'Hậu quả có thể xảy ra',
    number: 'Số văn bản báo cáo',
    account: 'Báo cáo gửi cấp trên trực tiếp',
    raisedNumber: 'Số văn bản gửi cấp trên',
    raisedOn: 'Ngày báo cáo cấp trên',
    obeying: 'Việc chấp hành',
    promise: 'Bản thông tin đã xác nhận',
  },
  choices: {
    effect: {
      'nothing-yet': 'Mới báo cáo: trách nhiệm chưa thay đổi. Đang chờ người ra quyết định trả lời.',
      silence:
        'Người ra quyết định không trả lời đúng hạn, việc này đã được ghi lại. Trách nhiệm chưa thay đổi; báo cáo được cấp trên trực tiếp bằng văn bản. Luật nói về quyết định được giữ nguyên; không trả lời thì thế nào: chưa xác minh.',
      'report-up':
        'Quyết định được giữ nguyên: phải chấp hành và báo cáo bằng văn bản cấp trên trực tiếp của người ra quyết định (Luật số 80/2025/QH15, Điều 7 khoản 5). Chưa báo cáo cấp trên thì trách nhiệm chưa thay đổi.',
      considered:
        'Đã báo cáo người ra quyết định và cấp trên trực tiếp, phải chấp hành: thuộc trường hợp được xem xét loại trừ, miễn, giảm trách nhiệm (Luật số 80/2025/QH15, Điều 34 khoản 1 điểm a). Được xem xét, không đương nhiên được hưởng; cấp có thẩm quyền quyết định.',
      'after-silence':
        'Đã báo cáo cấp trên trực tiếp sau khi người ra quyết định không trả lời, đang chấp hành. Điều 34 khoản 1 điểm a nói về người phải chấp hành sau khi đã báo cáo theo Điều 7 khoản 5; có áp dụng khi không được trả lời hay không: chưa xác minh, cấp có thẩm quyền xem xét.',
      'not-obeyed':
        'Đã báo cáo cấp trên trực tiếp nhưng không chấp hành. Điều 34 khoản 1 điểm a nói về người phải chấp hành sau khi đã báo cáo: chưa thuộc trường hợp này.',
      'not-listed': 'Quy định có hiệu lực vào ngày báo cáo cấp trên không nêu trường hợp này: không hứa gì về trách nhiệm.',
      lifted:
        'Quyết định đã được thu hồi hoặc thay đổi: không còn phải chấp hành như cũ. Việc đã làm trước đó do cấp có thẩm quyền xem xét theo pháp luật.',
      withdrawn: 'Báo cáo đã được rút. Rút thì ảnh hưởng đến trách nhiệm thế nào: chưa xác minh. Nội dung đã ghi vẫn còn.',
    },
    seen: {
      'everybody-handling': 'Mọi người xử lý, kể cả người ra quyết định',
      'superior-only': 'Chỉ cấp trên trực tiếp và cơ quan kiểm tra',
    },
    form: { paper: 'Bằng văn bản', spoken: 'Bằng lời' },
    obeying: { obeying: 'Đang chấp hành', 'not-obeying': 'Không chấp hành' },
    by: { giver: 'Người ra quyết định', superior: 'Cấp trên' },
    outcome: { rescinded: 'Thu hồi, thay đổi', upheld: 'Giữ nguyên' },
    late: { yes: 'Trả lời muộn', no: 'Đúng hạn' },
  },
  sections: {
    answers: {
      title: 'Trả lời',
      empty: 'Chưa trả lời.',
      columns: {
        on: 'Ngày',
        by: 'Ai trả lời',
        post: 'Chức vụ',
        outcome: 'Kết quả',
        reasons: 'Lý do',
        legalBasis: 'Căn cứ',
        number: 'Văn bản',
        late: 'Thời hạn',
      },
    },
    notes: { title: 'Bổ sung', empty: 'Chưa bổ sung.', columns: { on: 'Ngày', text: 'Nội dung' } },
  },
  parties: { reporter: 'Người báo cáo', giver: 'Người ra quyết định', superior: 'Cấp trên trực tiếp' },
  notices: {
    noted: 'Báo cáo được bổ sung.',
    withdrawn: 'Báo cáo đã được rút.',
    rescinded: 'Quyết định được thu hồi hoặc thay đổi.',
    upheld: 'Quyết định được giữ nguyên; lý do ghi trong hồ sơ. Phải chấp hành và báo cáo cấp trên trực tiếp.',
    raised: 'Báo cáo đã được gửi cấp trên trực tiếp của đồng chí.',
    stands: 'Cấp trên trực tiếp kết luận quyết định giữ nguyên; lý do ghi trong hồ sơ.',
  },
  papers: { receipt: 'Giấy biên nhận', answer: 'Công văn trả lời', superior: 'Kết luận của cấp trên' },
  refusals,
} as const;
