/** Words of the page on the condition of the installation. */
export const vi = {
  title: 'Tình trạng hệ thống',
  at: 'Số liệu lúc {at}.',
  shifted: 'Số liệu lúc {at}. Ngày dùng để tính hạn đang đặt là {day}.',
  allWell: 'Mọi mục đều bình thường.',
  open: '{n} mục cần xem, xếp trên cùng.',
  what: 'Mục',
  how: 'Hiện tại',
  todo: 'Cần làm gì',
  ledger: 'Sổ cái đang thế nào: ký, bên đối chứng, lần tự kiểm tra gần nhất',
  go: 'Mở trang',
  tone: { ok: 'bình thường', due: 'nên xem', late: 'cần xử lý' },
  for: { seconds: '{n} giây', minutes: '{n} phút', hours: '{n} giờ', days: '{n} ngày' },
  help: 'Trang này chỉ có số đếm và thời điểm, không có nội dung của hồ sơ nào. Cùng các số này có ở địa chỉ /metrics cho phần mềm giám sát; bảng giải thích và ngưỡng cảnh báo nằm trong tài liệu vận hành.',
  worker: {
    name: 'Tiến trình nền',
    seen: 'Nhận việc cách đây {ago}.',
    never: 'Chưa từng nhận việc.',
    advice:
      'Tiến trình nền không chạy thì quá hạn không được ghi. Kiểm tra dịch vụ «khoithong worker» (hoặc «khoithong start»), xem nhật ký rồi khởi động lại.',
  },
  lapses: {
    name: 'Ghi quá hạn',
    none: 'Không có thời hạn nào quá hạn mà chưa ghi.',
    some: '{n} thời hạn đã quá mà chưa ghi, lâu nhất {lag}.',
    advice:
      'Ngày quá hạn vẫn đúng khi ghi muộn, nhưng cấp trên biết muộn. Kiểm tra tiến trình nền; nếu đang chạy, tìm dòng «lapse not recorded» trong nhật ký.',
  },
  queue: {
    name: 'Việc đang chờ',
    none: 'Không có việc nào chờ.',
    some: '{n} việc chờ, lâu nhất {age}.',
    advice: 'Chạy thêm một tiến trình «khoithong worker», hoặc kiểm tra vì sao tiến trình hiện có không nhận việc.',
  },
  failed: {
    name: 'Việc bị lỗi',
    none: 'Không có việc lỗi.',
    task: '{task}: {retrying} việc sẽ thử lại, {dead} việc đã bỏ',
    advice: 'Việc sẽ tự thử lại. Nếu số này tăng, xem nhật ký của tiến trình nền theo tên việc.',
    adviceDead:
      'Việc đã bỏ không tự chạy lại. Xem nhật ký theo tên việc, sửa nguyên nhân rồi cho chạy lại theo tài liệu vận hành, mục «Việc đã bỏ».',
  },
  followUps: {
    name: 'Việc ghi tiếp sang hồ sơ khác',
    none: 'Đã ghi hết.',
    some: '{n} việc đang ghi tiếp, lâu nhất {age}.',
    advice: 'Việc ghi tiếp do tiến trình nền làm. Kiểm tra tiến trình nền và mục «Việc bị lỗi».',
  },
  refused: {
    name: 'Việc ghi tiếp bị từ chối',
    none: 'Không có.',
    one: '{what}: {n} lần ({code})',
    advice:
      'Hồ sơ đích không nhận việc đó nữa, thường vì đã kết thúc. Không phải lỗi máy; người giữ hồ sơ nguồn thấy việc bị từ chối ngay trên hồ sơ và quyết định làm gì.',
  },
  backup: {
    name: 'Sao lưu',
    last: 'Bản gần nhất lúc {time}.',
    unknown: 'Không thấy bản sao lưu nào trong thư mục sao lưu của máy này.',
    advice: 'Chạy «khoithong backup» mỗi đêm. Nếu sao lưu bằng cách khác (pgBackRest), theo dõi ở công cụ đó và bỏ qua mục này.',
  },
  database: {
    name: 'Cơ sở dữ liệu',
    value: '{size} MB, {connections}/{max} kết nối, PostgreSQL {server}.',
    advice: 'Sắp hết kết nối. Tăng max_connections của PostgreSQL, hoặc giảm số tiến trình cùng nối vào.',
  },
  schema: { name: 'Phiên bản', value: 'Chương trình {version}; cấu trúc dữ liệu {name} từ {time}.' },
  calendar: {
    name: 'Lịch làm việc năm sau',
    known: 'Đã có lịch nghỉ năm {year}.',
    missing: 'Chưa có lịch nghỉ năm {year}.',
    advice:
      'Thời hạn sang năm sau đang tính thiếu ngày lễ, Tết. Khi có công bố lịch nghỉ, ghi vào một quyết định về quy định rồi ký.',
  },
  unverified: {
    name: 'Giá trị pháp luật chưa xác minh',
    none: 'Mọi giá trị đang dùng đã xác minh.',
    some: '{n} giá trị trong {packs} gói quy định đang dùng chưa xác minh.',
    advice: 'Nhờ bộ phận pháp chế đối chiếu với văn bản gốc; giá trị nào đúng thì ghi lại bằng một quyết định về quy định.',
  },
};
