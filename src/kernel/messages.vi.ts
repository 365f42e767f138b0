/** Vietnamese words of the kernel, mounted under `kernel`; the source of `messages.en.ts`. */
export const vi = {
  not_canonical: 'Dữ liệu tại {path} không ghi được vào sổ ({found}).',
  not_base64url: 'Mã kiểm tra không đúng định dạng.',
  missing_message: 'Thiếu câu chữ cho khoá {key} ({lang}).',
  not_a_date: '«{text}» không phải là một ngày có thật.',
  not_an_instant: '«{text}» không phải là một thời điểm.',
  not_a_time: '«{text}» không phải là giờ trong ngày (ghi như 17:00).',
  calendar_duplicate_day: 'Lịch làm việc có hai dòng cho ngày {date}.',
  calendar_without_work: 'Lịch làm việc không có ngày làm việc nào quanh ngày {date}.',
  bad_limit: 'Thời hạn phải là số nguyên từ 0 đến 10.000.',
  resume_before_pause: 'Thời điểm chạy tiếp không thể trước thời điểm tạm dừng.',
  extension_not_later: 'Hạn mới phải muộn hơn hạn đang có.',
  bad_calendar_pack: 'Tệp lịch làm việc có dòng chưa đúng.',
  field: {
    text: 'Chưa có nội dung.',
    list: 'Phải là một danh sách.',
    years: 'Phải là danh sách năm, ví dụ 2025, 2026.',
    date: 'Không phải là một ngày có thật.',
    duplicate: 'Ngày này đã có ở dòng khác.',
    choice: 'Chọn một trong: {allowed}.',
  },
  number: {
    'not-a-number': 'Không phải là số. Ví dụ: 1.234,5.',
    grouping: 'Dấu chấm chỉ để ngăn hàng nghìn; phần lẻ dùng dấu phẩy. Ví dụ: 1.234,5.',
    'too-large': 'Số quá lớn.',
    fraction: 'Số tiền phải tròn đồng.',
  },
};
