/** Vietnamese words of the documents room, mounted under `intake`; the source of `messages.en.ts`. */
export const vi = {
  secret_mark: 'Văn bản có dấu độ mật. Không đưa nội dung vào hệ thống này; chỉ nhập số, ký hiệu và ngày của văn bản.',
  refusal: {
    'too-large': 'Tệp lớn hơn {megabytes} MB. Hãy tách tệp hoặc dán phần văn bản.',
    'too-much-text': 'Văn bản trong tệp dài hơn {megabytes} MB. Hãy tách thành nhiều tệp.',
    'unknown-type': 'Chỉ nhận tệp PDF, Word (.docx), trang HTML và văn bản thuần. Hãy lưu lại ở một trong các dạng đó.',
    'not-what-it-says': 'Bên trong tệp không phải là văn bản Word hay PDF bình thường. Hãy mở tệp gốc và lưu lại.',
    password: 'Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.',
    scan: 'Tệp PDF chỉ có ảnh chụp, không có chữ để đọc. Hãy dùng bản PDF có chữ hoặc dán phần văn bản.',
    bomb: 'Tệp khi mở ra lớn bất thường nên không được nhận.',
    timeout: 'Đọc tệp quá {seconds} giây nên đã dừng. Hãy lưu lại tệp hoặc dán phần văn bản.',
    damaged: 'Tệp bị hỏng, không mở được. Hãy lưu lại từ bản gốc.',
    'old-word': 'Tệp Word đời cũ (.doc). Hãy mở bằng Word và lưu thành .docx.',
    macro: 'Tệp Word có macro nên không được nhận. Hãy lưu thành .docx không có macro.',
    empty: 'Tệp không có chữ nào.',
    'legacy-encoding': 'Chữ trong tệp theo bảng mã cũ (TCVN3, VNI hoặc tương tự). Hãy chuyển sang Unicode rồi gửi lại.',
    'secret-mark': 'Tệp có dấu độ mật nên không được nhận và không được lưu. Chỉ nhập số, ký hiệu và ngày của văn bản.',
  },
};
