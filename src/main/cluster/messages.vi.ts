/** Vietnamese sentences about the database that starts with the program. */
export const vi = {
  creating: 'Đang tạo cơ sở dữ liệu lần đầu trong {folder} …',
  copyingBinaries: 'Đang chép chương trình PostgreSQL sang {folder} để tài khoản hệ thống đọc được …',
  stoppingSurvivor: 'Lần chạy trước dừng đột ngột; đang tắt PostgreSQL còn sót lại (tiến trình {pid}) …',
  folderUnusable: 'Không ghi được vào thư mục dữ liệu {folder} ({reason}); hãy chọn thư mục khác bằng --data.',
  folderOwned:
    'Thư mục dữ liệu {folder} đang được một Khơi Thông khác sử dụng (tiến trình {pid}); hãy dừng nó hoặc chọn thư mục khác bằng --data.',
  otherVersion:
    'Thư mục dữ liệu {folder} thuộc PostgreSQL {found}, chương trình này dùng PostgreSQL {needed}; hãy kết xuất rồi nạp lại, hoặc chọn thư mục khác bằng --data.',
  wrongEncoding: 'Cơ sở dữ liệu trong {folder} dùng bảng mã {found}, không phải UTF8; hãy chọn thư mục khác bằng --data.',
  portTaken: 'Cổng {port} dành cho cơ sở dữ liệu đã có chương trình khác dùng.',
  noBinaries: 'Không có sẵn PostgreSQL cho máy này ({platform}); hãy cài PostgreSQL 15 trở lên và đặt DATABASE_URL.',
  noSystemUser:
    'PostgreSQL không chạy bằng tài khoản root và máy này không có tài khoản thường nào dùng được; hãy chạy bằng tài khoản thường.',
  initialiseFailed: 'Không tạo được cơ sở dữ liệu trong {folder}: {reason}',
  startFailed: 'PostgreSQL không khởi động được; xem {logFile}: {reason}',
  survivorStuck: 'PostgreSQL của lần chạy trước (tiến trình {pid}) không chịu dừng; hãy dừng nó rồi thử lại.',
} as const;
