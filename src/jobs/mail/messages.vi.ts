/** Words of the letters that bring receipts. */
export const vi = {
  from: 'Khơi Thông',
  subject: {
    trial: 'Thư thử: nhận biên nhận qua thư điện tử',
    one: 'Biên nhận hành vi lúc {time}',
    many: '{n} biên nhận hành vi',
  },
  trial: 'Địa chỉ này được ghi trên trang Cá nhân của Khơi Thông để nhận biên nhận. Thư này chỉ để thử.',
  notYou: 'Nếu không phải bạn ghi địa chỉ này, hãy báo cho cơ quan gửi thư; không cần làm gì khác.',
  acts: 'Khơi Thông đã ghi {n} hành vi do bạn thực hiện:',
  number: 'Hồ sơ {number}',
  receipt: 'Mã biên nhận {receipt}',
  masked: 'Hành vi giấu tên: thư không nêu hồ sơ',
  at: 'Lúc: {time}',
  hash: 'Mã băm: {hash}',
  check: 'Kiểm tra: {url}',
  file: 'Biên nhận có chữ ký: tệp {name}',
  keep: 'Giữ thư này. Nếu quá thời gian đã hứa mà hành vi không có trong sổ cái, biên nhận kèm theo là bằng chứng sổ cái đã bị can thiệp.',
  nothing: 'Thư không nêu nội dung hồ sơ. Sau sự cố, một biên nhận có thể được gửi hai lần.',
  settings: 'Đổi địa chỉ hoặc thôi nhận thư: {url}',
};
