/** Why an act on an objection is refused, and what to do, Vietnamese. */
export const refusals = {
  other_way:
    'Hồ sơ này chỉ dành cho quyết định mà đồng chí phải thi hành. Văn bản vướng mắc thì báo vướng mắc; tố cáo, khiếu nại đi theo đường của luật.',
  nobody_there: '{post} hiện chưa có người giữ. Hãy chọn chức vụ đang có người.',
  own_order: 'Quyết định của chính đồng chí thì đồng chí sửa hoặc thu hồi được; không cần báo cáo.',
  you_stand_above: 'Đồng chí là cấp trên trực tiếp của người ra quyết định: hãy chỉ đạo thu hồi hoặc sửa quyết định.',
  nobody_above:
    'Người này không có cấp trên trực tiếp trong hệ thống, nên không có ai để riêng người ấy thấy tên. Hãy chọn để mọi người xử lý thấy, hoặc báo cáo trên giấy.',
  promise_changed: 'Bản thông tin trước khi viết đã đổi. Hãy đọc lại trước khi gửi.',
  say_which_paper: 'Hãy ghi số, ký hiệu của văn bản; nếu không có văn bản, chọn «Bằng lời».',
  ordered_tomorrow: 'Ngày ra quyết định chưa đến.',
  too_many_notes: 'Một hồ sơ chỉ giữ {max} lần bổ sung.',
  own_report: 'Không ai trả lời báo cáo của chính mình.',
  own_order_above: 'Không ai xét từ cấp trên quyết định do chính mình đưa ra.',
  superior_outside:
    'Không tìm thấy cấp trên trực tiếp trong hệ thống. Hãy báo cáo bằng văn bản giấy lên cấp trên trực tiếp (Điều 7 khoản 5), rồi ghi số và đính kèm bằng việc «Bổ sung».',
  answer_awaited: 'Người ra quyết định còn thời hạn trả lời. Báo cáo lên khi quyết định được giữ nguyên hoặc đã quá hạn.',
} as const;
