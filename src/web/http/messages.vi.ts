/** Words of sign-in, errors and what is told when a request ends on purpose; mounted under `http` and `problem`. */
export const vi = {
  http: {
    signIn: {
      lead: 'Dùng tài khoản cơ quan đã cấp cho bạn.',
      wrong:
        'Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khoá vì sai nhiều lần. Kiểm tra lại, hoặc thử lại sau 15 phút.',
      empty: 'Nhập cả tên đăng nhập và mật khẩu.',
      resumeLead: 'Phiên làm việc đã hết. Đăng nhập lại để tiếp tục; những gì bạn đã nhập được giữ ở đây.',
      tooMuch:
        'Nội dung quá dài để giữ trong trang này. Trình duyệt vẫn giữ bản bạn viết nếu bật JavaScript; bấm Quay lại để xem.',
      files: 'Tệp đính kèm không giữ được: chọn lại sau khi đăng nhập.',
      persona: 'Hoặc vào vai để tiếp tục',
    },
    issuer: {
      away: 'Nơi xác nhận tài khoản chưa trả lời. Thử lại sau ít phút, hoặc đăng nhập bằng tên và mật khẩu do Khơi Thông cấp.',
      declined: 'Bạn chưa được đăng nhập ở nơi xác nhận tài khoản. Thử lại, hoặc dùng tên và mật khẩu do Khơi Thông cấp.',
      invalid:
        'Lần đăng nhập này chưa hoàn tất: trang đã để quá lâu, đã dùng rồi, hoặc mở từ nơi khác. Bấm đăng nhập lại từ đây.',
      refused: {
        title: 'Tài khoản này chưa vào được',
        what: 'Tài khoản của bạn đã được xác nhận, nhưng chưa ứng với một cán bộ đang được vào Khơi Thông.',
        todo: 'Nhờ bộ phận tổ chức cán bộ của cơ quan kiểm tra mã cán bộ của bạn, hoặc nhờ quản trị hệ thống của tỉnh mở tài khoản. Khi nhờ, đọc mã dưới đây.',
      },
      other: 'Dùng tài khoản khác',
      local: 'Đăng nhập bằng mật khẩu',
      ownTab: '{text} (mở thẻ mới)',
      goOn: 'Đã đăng nhập ở thẻ mới, tiếp tục',
      out: {
        title: 'Bạn đã đăng xuất khỏi Khơi Thông',
        what: 'Nếu máy này có người khác dùng, hãy đăng xuất cả tài khoản của tỉnh: nó vẫn có thể đang mở trong trình duyệt.',
        end: 'Đăng xuất tài khoản của tỉnh',
      },
    },
    resumed: {
      title: 'Gửi tiếp những gì đã nhập',
      what: 'Bạn đã đăng nhập lại với tên {name}. Chưa có gì được gửi đi.',
      kept: 'Nội dung bạn nhập trước đó còn nguyên ({n} mục). Bấm nút dưới đây để gửi.',
      send: 'Gửi tiếp',
    },
    stale: {
      title: 'Trang này đã mở từ phiên trước',
      what: 'Bạn đã đăng nhập lại sau khi mở trang, nên chưa có gì được gửi đi.',
      send: 'Gửi lại',
    },
    retry: { send: 'Thử gửi lại' },
    host: 'Địa chỉ {host} không được phục vụ qua http. Mở bằng http://localhost, hoặc khai PUBLIC_URL là địa chỉ https, hoặc TRUST_PROXY.',
    backHome: 'Về trang đầu',
  },
  problem: {
    admin: { required: 'Trang này chỉ dành cho quản trị hệ thống.' },
    category: {
      invalid: { title: 'Có chỗ cần sửa', what: 'Nội dung gửi lên chưa hợp lệ. Bấm Quay lại, sửa rồi gửi lại.' },
      unauthenticated: { title: 'Cần đăng nhập', what: 'Đăng nhập để mở trang này.' },
      forbidden: { title: 'Chưa có quyền', what: 'Bạn chưa có quyền làm việc này. Liên hệ người phụ trách hồ sơ hoặc quản trị.' },
      not_found: {
        title: 'Không tìm thấy trang này',
        what: 'Địa chỉ không đúng, hoặc nội dung không công khai. Kiểm tra lại số hồ sơ, hoặc dùng Tra cứu.',
      },
      conflict: {
        title: 'Hồ sơ vừa thay đổi',
        what: 'Có người vừa làm việc khác trên hồ sơ này. Mở lại hồ sơ để xem rồi làm tiếp.',
      },
      precondition: { title: 'Chưa làm được lúc này', what: 'Điều kiện của việc này chưa đủ.' },
      limited: { title: 'Quá giới hạn', what: 'Yêu cầu quá nhiều hoặc quá lớn. Chờ ít phút rồi thử lại.' },
      unavailable: { title: 'Hệ thống đang bận', what: 'Chưa nối được kho dữ liệu. Thử lại sau ít phút.' },
      internal: { title: 'Hệ thống gặp lỗi', what: 'Lỗi này của hệ thống, không phải của bạn. Khi báo lỗi, đọc mã dưới đây.' },
    },
    filesAgain: 'Tệp đính kèm không giữ được: chọn lại sau khi gửi lại.',
    keptNothing: 'Chưa có gì được ghi. Những gì bạn đã nhập vẫn còn; bấm Thử gửi lại.',
    request: {
      too_large: 'Nội dung gửi lên quá lớn. Mỗi tệp tối đa 25 MB, cả lần gửi tối đa 26 MB.',
      too_large_small: 'Tệp quá lớn: trang này chỉ nhận tệp nhỏ hơn {max} kB. Bấm Quay lại và chọn tệp khác.',
      unsupported: 'Hệ thống không đọc được dạng dữ liệu này.',
      malformed: 'Yêu cầu không đọc được.',
      cross_site: 'Yêu cầu đến từ một trang khác nên không được nhận.',
      no_form: 'Biểu mẫu thiếu phần bắt buộc. Mở lại trang rồi thử lại.',
    },
    store: {
      read_only_copy: 'Đây là bản sao chỉ đọc của hồ sơ. Chưa có gì được ghi; hãy thực hiện trên trang chính.',
    },
    session: { required: 'Đăng nhập để mở trang này.' },
    account: {
      too_many_attempts: 'Từ địa chỉ này đã sai quá nhiều lần. Chờ 15 phút rồi thử lại.',
      busy: 'Đang có nhiều người đăng nhập. Thử lại sau ít giây.',
      password_length: 'Mật khẩu dài từ {min} đến {max} ký tự.',
      own: 'Không tự đóng được tài khoản đang dùng để yêu cầu.',
      bad_name: 'Tên đăng nhập chỉ gồm chữ, số và các dấu . _ @ + -.',
      taken: 'Tên đăng nhập đã có người dùng, hoặc người này đã có tài khoản.',
    },
    token: {
      no_person: 'Mã truy cập chỉ cấp cho một người.',
      bad_request: 'Mã truy cập cần tên, ít nhất một quyền và ngày hết hạn trong vòng {days} ngày.',
    },
    filter: {
      bad_request: 'Bộ lọc cần tên và địa chỉ trong trang này.',
      too_many: 'Mỗi người giữ tối đa {max} bộ lọc. Xoá bớt rồi lưu lại.',
    },
    draft: { too_large: 'Bản nháp quá dài nên chưa lưu được. Nội dung vẫn còn trên trang.' },
    document: { secret: 'Nội dung có dấu mật nên không được nhận vào hệ thống này. Chưa có gì được lưu.' },
  },
};
