/** Words of the forms that are made from an act's fields; mounted under `actForm`. */
export const vi = {
  actForm: {
    more: 'Thông tin thêm (không bắt buộc)',
    capacity: 'Với tư cách',
    onBehalf: '{title}, {form} {of} theo {number}',
    addRows: 'Thêm dòng',
    row: '{label} {n}',
    keepFile: 'Đã nhận tệp {name}',
    dropFile: 'Bỏ tệp này',
    fileHint: 'Mỗi tệp tối đa 25 MB: PDF, DOCX, TXT, HTML.',
    only: 'Chỉ điền nếu «{field}» là: {values}.',
    wholeForm: 'Cả biểu mẫu',
    unitKinds: {
      'party-committee': 'Cấp uỷ',
      'party-board': 'Cơ quan Đảng',
      'inspection-commission': 'Uỷ ban Kiểm tra',
      council: 'Hội đồng nhân dân',
      'peoples-committee': 'Uỷ ban nhân dân',
      office: 'Văn phòng',
      department: 'Sở, ngành',
      authority: 'Ban quản lý',
      district: 'Huyện (cũ)',
      commune: 'Xã, phường, đặc khu',
      division: 'Phòng, ban',
      other: 'Đơn vị khác',
    },
  },
};
