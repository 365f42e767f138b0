/** Why an act on an obstacle is not possible, and who can; Vietnamese. */
export const refusals = {
  other_channel_wrongdoing:
    'Việc về sai phạm của một người đi theo kênh tố cáo, để danh tính người tố cáo được giữ bí mật theo Luật Tố cáo. Gửi đến người đứng đầu cơ quan quản lý người đó; nếu là đảng viên, gửi Ủy ban Kiểm tra của cấp ủy quản lý. Nội dung vừa nhập chưa vào hồ sơ nào.',
  other_channel_own_case:
    'Việc riêng của bạn đi theo kênh khiếu nại (nếu là quyết định, hành vi hành chính đối với bạn), kênh phản ánh, kiến nghị, hoặc bộ phận một cửa nơi nhận hồ sơ. Nội dung vừa nhập chưa vào hồ sơ nào.',
  no_register: 'Chưa đặt cơ quan vào sổ vướng mắc. Quản trị viên đặt tham số này trong gói quy định nội bộ.',
  already_raised: 'Bạn đã nêu hoặc đã thêm nơi mình vào hồ sơ này. Dùng «Thêm chi tiết» để bổ sung.',
  too_many_rows: 'Hồ sơ đã có {max} dòng loại này, là mức tối đa. Mở hồ sơ khác cho phần còn lại.',
  nothing_added: 'Nhập ít nhất một chi tiết để bổ sung.',
  question_open: 'Đang có một câu hỏi chờ người nêu trả lời. Chờ trả lời hoặc chọn «Thôi hỏi, làm tiếp».',
  questions_used:
    'Thời hạn này đã tạm dừng {max} lần để hỏi thêm, là mức tối đa. Làm tiếp với những gì đã có; cần thêm thời gian thì xin cấp trên gia hạn.',
  late_behind_question:
    'Hạn của bước này đã qua trong lúc tạm dừng chờ trả lời. Chọn «Thôi hỏi, làm tiếp» trước để việc quá hạn được ghi nhận.',
  nothing_to_pause: 'Không có thời hạn nào của bạn đang chạy ở bước này. Người giữ thời hạn mới hỏi thêm được.',
  no_head: '{unit} chưa có người đứng đầu để giữ thời hạn. Chọn đơn vị khác hoặc đề nghị cơ quan tổ chức bố trí người.',
  not_classified: 'Hồ sơ chưa phân loại. Văn thư vào sổ phân loại trước khi giao chủ trì.',
  no_competent_unit: 'Chưa rõ đơn vị có thẩm quyền trong lĩnh vực này. Chọn đơn vị chủ trì và nêu lý do.',
  uncovered:
    'Chưa có đồng chí nào được phân công phụ trách việc này tại {unit}. Cơ quan tổ chức bổ sung bảng phân công trước khi giao.',
  lead_needs_reason: 'Theo thẩm quyền, việc này thuộc {unit}. Chọn khác thì nêu lý do, ít nhất 20 ký tự.',
  already_lead: '{unit} đang chủ trì hồ sơ này.',
  lead_without_authority: '{unit} không thuộc cấp có thẩm quyền đã chọn. Chọn đơn vị đúng cấp hoặc sửa cấp có thẩm quyền.',
  hand_over_ended:
    'Hồ sơ đã được chuyển {count} lần, là mức tối đa. Chỉ {who} được giao lại chủ trì; đơn vị đang chủ trì quyết định hoặc báo cáo cấp trên.',
  already_asked: '{unit} đã được hỏi và đang trong thời hạn trả lời.',
  asks_itself: 'Đơn vị chủ trì không hỏi ý kiến chính mình.',
  not_asked: 'Không có yêu cầu ý kiến nào đang chờ đơn vị này. Chỉ đơn vị được hỏi mới cho ý kiến.',
  which_unit: 'Bạn trả lời cho nhiều đơn vị. Chọn đơn vị.',
  letter_known: 'Văn bản {document} đã được ghi trong hồ sơ này.',
  sent_in_future: 'Ngày gửi không được sau hôm nay.',
  expected_before_sent: 'Ngày dự kiến trả lời không được trước ngày gửi.',
  which_letter: 'Ghi đúng số văn bản đã gửi mà văn bản này trả lời.',
  answered_when: 'Ngày trả lời phải từ ngày gửi đến hôm nay.',
  not_routed: 'Hồ sơ chưa có đơn vị chủ trì hoặc chưa có quyết định.',
  no_superior: 'Phía trên không còn cấp nào trong hệ thống để chuyển lên.',
  no_needs_a_way: 'Trả lời không giải quyết được thì phải nêu cần có gì để giải quyết được.',
  tasks_without_work: 'Chỉ giao nhiệm vụ và hạn làm xong khi giải quyết tại đây hoặc sửa quy định.',
  beyond_authority:
    'Việc này thuộc thẩm quyền trung ương theo phân loại. Báo cáo cấp trên, kiến nghị sửa quy định, hoặc giao lại với cấp có thẩm quyền đúng.',
  due_in_past: 'Thời hạn không được trước hôm nay.',
  too_late_to_extend:
    'Thời hạn này không còn chạy, vì đã quá hạn hoặc đang tạm dừng. Gia hạn chỉ xin và cho khi thời hạn đang chạy.',
  extension_open: 'Đang có một đề nghị gia hạn chờ trả lời.',
  no_extension: 'Không có đề nghị gia hạn nào đang chờ.',
  own_extension: 'Người xin gia hạn không tự cho mình gia hạn. Người được giao cho gia hạn, hoặc cấp trên, trả lời.',
  nothing_reported: 'Chưa có kết quả nào được báo cáo để kiểm chứng.',
  own_effect:
    'Người báo cáo và đơn vị đã báo cáo không tự kiểm chứng kết quả. Đồng chí phụ trách, cơ quan vào sổ hoặc kiểm tra kiểm chứng.',
  superior_effect:
    'Cấp dưới không kiểm chứng kết quả do cấp trên của mình báo cáo. Đồng chí phụ trách, cơ quan vào sổ hoặc kiểm tra kiểm chứng.',
  own_confirmation:
    'Người đã quyết định hoặc đã báo cáo xong không tự xác nhận. Người cùng nêu, hoặc đồng chí phụ trách, xác nhận.',
  no_more_objection: 'Lần giải quyết này đã được phản đối hai lần.',
  own_decision: 'Người đã quyết định không xem xét phản đối về quyết định của mình. Cấp trên xem xét.',
} as const;
