/** What the forms of an objection ask, Vietnamese. */
export const fields = {
  understood: { label: 'Bản thông tin đã đọc', hint: '' },
  about: {
    label: 'Đồng chí muốn báo cáo điều gì?',
    hint: 'Câu trả lời quyết định con đường hợp pháp.',
    options: {
      order: 'Một quyết định tôi phải thi hành mà tôi cho là trái pháp luật',
      rule: 'Một văn bản, quy định không phù hợp',
      wrongdoing: 'Hành vi vi phạm của một người',
      'own-case': 'Quyết định về quyền lợi của chính tôi',
    },
  },
  giver: { label: 'Ai ra quyết định?', hint: 'Chức vụ của người ra quyết định. Báo cáo gửi đến người này trước.' },
  form: { label: 'Quyết định được đưa ra thế nào?', hint: '', options: { paper: 'Bằng văn bản', spoken: 'Bằng lời' } },
  symbol: { label: 'Số, ký hiệu văn bản', hint: 'Ghi như trên văn bản. Không cần khi quyết định bằng lời.' },
  orderedOn: { label: 'Ngày ra quyết định', hint: '' },
  ordered: {
    label: 'Quyết định yêu cầu làm gì?',
    hint: 'Nêu đúng nội dung; nếu bằng lời, nêu ở đâu và trước ai. Lời văn có thể làm lộ người viết.',
  },
  why: { label: 'Vì sao cho là trái pháp luật?', hint: 'Ít nhất 20 chữ cái. Không ghi nội dung thuộc bí mật nhà nước.' },
  provision: { label: 'Trái quy định nào?', hint: 'Số, ký hiệu, điều, khoản.' },
  harm: { label: 'Hậu quả có thể xảy ra', hint: 'Nếu có.' },
  seen: {
    label: 'Ai được thấy tên người báo cáo?',
    hint: 'Chọn một lần, không đổi được. Nội dung và tệp thì ai đọc hồ sơ đều thấy: lời văn, ngày tháng, tên tệp có thể làm lộ người viết.',
    options: {
      'everybody-handling': 'Mọi người xử lý, kể cả người ra quyết định',
      'superior-only': 'Chỉ cấp trên trực tiếp và cơ quan kiểm tra',
    },
  },
  number: { label: 'Số văn bản giấy', hint: 'Khi việc này cũng được làm trên giấy.' },
  files: { label: 'Tệp kèm theo', hint: 'Tệp có thể chứa tên người soạn trong thuộc tính.' },
  text: { label: 'Bổ sung gì?', hint: 'Tình tiết, văn bản mới. Lời văn có thể làm lộ người viết.' },
  obeying: {
    label: 'Quyết định đang được chấp hành không?',
    hint: 'Khi quyết định được giữ nguyên thì phải chấp hành (Điều 7 khoản 5).',
    options: { obeying: 'Đang chấp hành', 'not-obeying': 'Không chấp hành' },
  },
  reason: { label: 'Lý do', hint: 'Ít nhất 20 chữ cái.' },
  change: { label: 'Quyết định được xử lý thế nào?', hint: '', options: { withdrawn: 'Thu hồi', changed: 'Thay đổi' } },
  reasons: { label: 'Lý do', hint: 'Ít nhất 20 chữ cái.' },
  legalBasis: { label: 'Căn cứ pháp lý', hint: 'Số, ký hiệu, điều, khoản làm căn cứ cho quyết định.' },
  account: {
    label: 'Báo cáo gửi cấp trên trực tiếp',
    hint: 'Quyết định nào, đã báo cáo thế nào, được trả lời ra sao, vì sao vẫn cho là trái pháp luật.',
  },
} as const;
