/** What a provisioning service is told when something is refused. */
export const vi = {
  auth: {
    required: 'Cần mã truy cập có quyền cấp tài khoản.',
    scope: 'Mã truy cập này không có quyền cấp tài khoản.',
  },
  limited: 'Quá nhiều yêu cầu. Chờ một phút rồi tiếp tục.',
  tooLarge: 'Nội dung quá lớn.',
  type: 'Cần nội dung dạng application/scim+json.',
  malformed: 'Yêu cầu không đọc được.',
  notFound: 'Không có tài khoản hoặc địa chỉ này.',
  filter: 'Bộ lọc chỉ nhận: id, userName, externalId, active và employeeNumber với eq, nối bằng and.',
  page: 'startIndex và count phải là số nguyên.',
  value: 'Giá trị của «{path}» không đúng.',
  path: 'Không có thuộc tính «{path}» ở đây.',
  readOnly: '«{path}» do sổ cán bộ quyết định, không đổi được ở đây.',
  unknownStaffCode:
    'Không có đúng một người đang công tác có mã cán bộ này. Người mới phải vào hệ thống bằng quyết định về tổ chức (nhập danh mục) trước khi có tài khoản.',
  taken: 'Tên đăng nhập hoặc externalId đã có người dùng, hoặc người này đã có tài khoản.',
  badName: 'userName chỉ gồm chữ, số và các dấu . _ @ + -.',
  own: 'Mã truy cập này thuộc về chính người đó; không tự đóng được tài khoản đang dùng để yêu cầu.',
  readOnlyCopy: 'Đây là bản sao chỉ đọc. Chưa có gì được ghi.',
  unavailable: 'Hệ thống đang bận. Thử lại sau ít phút.',
  internal: 'Hệ thống gặp lỗi.',
};
