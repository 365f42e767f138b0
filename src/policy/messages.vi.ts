/** Vietnamese words of the law, mounted under `policy`; the source of `messages.en.ts`. */
export const vi = {
  bad_pack: 'Gói quy định có nội dung chưa đúng.',
  unknown_parameter: 'Không có tham số {key} trong quy định có hiệu lực ngày {date}.',
  empty_parameter: 'Tham số {key} chưa tìm thấy căn cứ nên còn để trống; đơn vị cần tự quy định trước khi dùng.',
  not_a_limit: 'Tham số {key} không phải là một thời hạn.',
  malformed_row: 'Dữ liệu quy định có dòng chưa đúng: bảng {table}, {key}.',
  field: {
    malformed: 'Nội dung chưa đúng dạng.',
    source_needed: 'Giá trị đã kiểm chứng phải ghi nguồn.',
    date_needed: 'Giá trị đã kiểm chứng phải ghi ngày kiểm tra.',
    empty_only_when_not_found: 'Để trống khi và chỉ khi ghi là chưa tìm thấy.',
    words_needed: 'Mỗi tên trong giá trị phải có lời bằng tiếng Việt và tiếng Anh.',
    each_in_one_topic: 'Mỗi tham số phải nằm trong đúng một nhóm.',
    unit_mismatch: 'Giá trị không hợp với đơn vị tính.',
  },
};
