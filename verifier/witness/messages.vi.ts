/** Lời của chương trình bên đối chứng. */
export const vi = {
  help: `khoithong-witness: bên đối chứng của sổ cái Khơi Thông

  init    --state FILE --name TEN [--log-key KHOA]…   tạo khoá và trạng thái mới
  add-log --state FILE --log-key KHOA                 theo dõi thêm một sổ cái (hoặc thêm khoá của nó)
  key     --state FILE                                in khoá công khai và các sổ đang theo dõi
  serve   --state FILE [--host H] [--port P] [--prefix /P]   chế độ máy chủ (C2SP tlog-witness)
  run     --state FILE (--log URL)…                   chế độ tự lấy: tải, kiểm, ký, gửi lại
  hand    --state FILE [--checkpoint FILE] [--proof FILE]    chế độ tay: in dòng ký và mã gốc

Thêm --lang en để đọc bằng tiếng Anh.`,
  created: (vkey: string) => `Đã tạo bên đối chứng. Khoá công khai, hãy công bố:\n${vkey}`,
  watching: (origin: string, size: string) => `Theo dõi ${origin}: ${size}`,
  sizeKnown: (size: number, code: string) => `đã ký ở ${size} mục, mã gốc ${code}`,
  sizeUnknown: 'chưa ký lần nào',
  listening: (address: string) => `Đang nghe tại ${address}`,
  failure: (text: string) => `Lỗi: ${text}`,
  portTaken: 'cổng này đã có chương trình khác dùng; hãy chọn cổng khác bằng --port',
  file: {
    missing: 'không có tệp hoặc thư mục này',
    denied: 'không được phép đọc hoặc ghi ở đây',
    folder: 'đây là thư mục, không phải tệp',
    full: 'đĩa đã hết chỗ',
  },
  cosigned: (origin: string, size: number, code: string) => `Đã ký đối chứng ${origin}, ${size} mục.\nMã gốc: ${code}`,
  notDelivered: (url: string) => `Đã ký nhưng ${url} không nhận. Lần chạy sau sẽ gửi lại.`,
  line: (line: string) => `Dòng ký để chép lại:\n${line}`,
  refused: {
    malformed: 'TỪ CHỐI: điểm chốt không đúng dạng.',
    'unknown-origin': 'TỪ CHỐI: sổ cái này không được theo dõi.',
    'bad-signature': 'TỪ CHỐI: không có chữ ký hợp lệ của sổ cái.',
    'size-went-back': 'TỪ CHỐI: sổ cái đưa ra ít mục hơn lần đã ký.',
    'other-size': 'TỪ CHỐI: bằng chứng không bắt đầu từ lần đã ký gần nhất.',
    'other-root': 'TỪ CHỐI VÀ BÁO ĐỘNG: cùng số mục nhưng gốc khác. Đây là bằng chứng sổ cái đã bị sửa; hãy giữ tệp từ chối.',
    inconsistent: 'TỪ CHỐI VÀ BÁO ĐỘNG: sổ cái mới không nối tiếp sổ đã ký. Hãy giữ tệp từ chối và báo cho các bên khác.',
    'clock-behind': 'TỪ CHỐI: đồng hồ máy này chạy lùi so với lần ký trước. Hãy chỉnh giờ.',
  },
  known: (size: number) => `Lần đã ký gần nhất: ${size} mục.`,
  problem: {
    usage: (about: string) => `Lệnh hoặc tham số không đúng: ${about}`,
    'state-missing': (about: string) =>
      `Không có tệp trạng thái ${about}. Bên đối chứng không tự bắt đầu lại: nếu mất trạng thái, hãy tạo khoá mới bằng init và báo cho mọi bên.`,
    'state-exists': (about: string) => `Đã có ${about}; init không ghi đè.`,
    'state-broken': (about: string) => `Tệp trạng thái ${about} không đọc được. Không ký gì cả.`,
    'state-in-use': (about: string) => `Một tiến trình khác đang dùng ${about}.`,
    'state-lost-hold': (about: string) => `Tiến trình khác đã chiếm ${about}. Không ký.`,
    'log-key': (about: string) => `Khoá sổ cái không dùng được: ${about}`,
    'log-away': (about: string) => `Không tới được sổ cái: ${about}`,
    'log-unreadable': (about: string) => `Sổ cái trả lời không đúng dạng: ${about}`,
    'file-unreadable': (about: string) => `Không đọc được tệp: ${about}`,
  },
};
