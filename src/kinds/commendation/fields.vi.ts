/** What the forms of a commendation ask, Vietnamese. */
export const fields = {
  whom: { label: 'Khen ai', hint: '', options: { person: 'Cá nhân', collective: 'Tập thể' } },
  post: { label: 'Cá nhân', hint: 'Chọn theo chức vụ đang giữ.' },
  unit: { label: 'Tập thể', hint: 'Cả đơn vị.' },
  title: { label: 'Khen vì việc gì', hint: 'Một dòng.' },
  achievement: { label: 'Thành tích, kết quả', hint: 'Đã làm gì, đem lại gì. Ít nhất 20 chữ cái.' },
  evidence: {
    label: 'Bằng chứng',
    hint: 'Mỗi bằng chứng sẽ được kiểm chứng. Nêu số hồ sơ nếu việc đã ở trong hệ thống.',
    rows: {
      what: { label: 'Điều gì cho thấy', hint: '' },
      on: { label: 'Ngày', hint: '' },
      dossier: { label: 'Số hồ sơ', hint: '' },
    },
  },
  files: { label: 'Tệp kèm theo', hint: '' },
  citizen: {
    label: 'Ghi hộ người dân, tổ chức',
    hint: 'Tên người dân, tổ chức đề nghị; để trống nếu tự đề nghị. Chỉ nơi xử lý, cấp trên và cơ quan kiểm tra đọc được.',
  },
  reason: { label: 'Lý do', hint: 'Nói việc cụ thể.' },
  findings: { label: 'Kết luận đánh giá', hint: '' },
  lesson: { label: 'Bài học', hint: '' },
  missing: { label: 'Còn thiếu gì', hint: 'Ít nhất 20 chữ cái.' },
  answer: { label: 'Trả lời', hint: '' },
  checks: {
    label: 'Kiểm chứng từng bằng chứng',
    hint: 'Mỗi bằng chứng một dòng, theo thứ tự trong hồ sơ.',
    rows: {
      n: { label: 'Bằng chứng thứ', hint: '' },
      finding: { label: 'Kết quả', hint: '', options: { confirmed: 'Đúng', 'not-confirmed': 'Không xác nhận được' } },
      how: { label: 'Đã đối chiếu với', hint: '' },
    },
  },
  remark: { label: 'Nhận xét chung', hint: '' },
  council: {
    label: 'Cơ quan thi đua, khen thưởng cho ý kiến',
    hint: 'Đơn vị làm việc thi đua, khen thưởng của cấp quyết định.',
  },
  party: { label: 'Cấp ủy cho ý kiến', hint: 'Cấp ủy cùng cấp.' },
  stance: {
    label: 'Ý kiến',
    hint: '',
    options: {
      agree: 'Nhất trí',
      'agree-with-conditions': 'Nhất trí, có điều kiện',
      disagree: 'Không nhất trí',
      'no-remit': 'Không thuộc thẩm quyền góp ý',
    },
  },
  text: { label: 'Nội dung', hint: '' },
  number: { label: 'Số văn bản', hint: '' },
  awards: {
    label: 'Ai được khen, hình thức gì',
    hint: 'Mỗi cá nhân, tập thể một dòng. Nâng bậc lương trước thời hạn chỉ cho cá nhân thuộc đối tượng Nghị định 73, khi đề xuất được đánh giá hoàn thành (Điều 10).',
    rows: {
      whom: { label: 'Khen ai', hint: '', options: { person: 'Cá nhân', collective: 'Tập thể' } },
      post: { label: 'Cá nhân', hint: '' },
      unit: { label: 'Tập thể', hint: '' },
      form: {
        label: 'Hình thức (chưa xác minh)',
        hint: '',
        options: {
          praise: 'Biểu dương trước tập thể',
          certificate: 'Giấy khen',
          merit: 'Bằng khen',
          higher: 'Đề nghị cấp có thẩm quyền khen thưởng',
        },
      },
      months: { label: 'Nâng bậc lương sớm (tháng)', hint: '' },
    },
  },
  reasons: { label: 'Lý do', hint: '' },
  legalBasis: { label: 'Căn cứ', hint: '' },
  departs: {
    label: 'Khác với tờ trình, ý kiến thế nào và vì sao',
    hint: 'Bắt buộc khi quyết định khác tờ trình hoặc có ý kiến không nhất trí.',
  },
  where: { label: 'Công bố ở đâu', hint: '' },
  award: { label: 'Khen thưởng thứ', hint: 'Thứ tự trong quyết định.' },
  ground: {
    label: 'Căn cứ hủy bỏ',
    hint: 'Luật Thi đua, khen thưởng 2022, Chương VII.',
    options: { 'false-declaration': 'Kê khai gian dối thành tích', 'later-conclusion': 'Kết luận sau đó cho thấy có vi phạm' },
  },
  grounds: {
    label: 'Sự việc và bằng chứng',
    hint: 'Chỉ người được khen, người kết luận, cấp trên và cơ quan kiểm tra đọc được. Ít nhất 50 chữ cái.',
  },
  reply: { label: 'Trả lời của người được khen', hint: '' },
  appeal: { label: 'Vì sao đề nghị xem lại', hint: 'Ít nhất 20 chữ cái.' },
} as const;
