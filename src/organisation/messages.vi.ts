import { vi as register } from './register/messages.vi.ts';

/** Vietnamese words of the organisation, mounted under `organisation`; the source of `messages.en.ts`. */
export const vi = {
  malformed_row: 'Dữ liệu tổ chức có dòng chưa đúng: bảng {table}, cột {column}.',
  bad_reference: 'Tệp dữ liệu tham chiếu về tổ chức có dòng chưa đúng.',
  field: {
    malformed: 'Nội dung chưa đúng dạng.',
  },
  capacity: {
    official: 'Cán bộ',
  },
  unit_kind: {
    'party-committee': 'Cấp ủy',
    'party-board': 'Ban tham mưu của cấp ủy',
    'inspection-commission': 'Ủy ban Kiểm tra',
    council: 'Hội đồng nhân dân',
    'peoples-committee': 'Ủy ban nhân dân',
    office: 'Văn phòng',
    department: 'Cơ quan chuyên môn',
    authority: 'Ban quản lý',
    district: 'Cấp huyện (đã kết thúc)',
    commune: 'Phường, xã, đặc khu',
    division: 'Phòng',
    other: 'Đơn vị khác',
  },
  function: {
    head: 'Người đứng đầu',
    deputy: 'Cấp phó',
    clerk: 'Văn thư',
    'chief-of-office': 'Chánh văn phòng',
    specialist: 'Chuyên viên',
    member: 'Ủy viên',
    inspector: 'Cán bộ kiểm tra',
    administrator: 'Quản trị hệ thống',
  },
  holding_form: {
    full: 'Giữ chức vụ',
    acting: 'Quyền, phụ trách',
  },
  delegation_form: {
    KT: 'Ký thay',
    TM: 'Thay mặt tập thể',
    TL: 'Thừa lệnh',
    TUQ: 'Thừa ủy quyền',
    absence: 'Thay khi vắng mặt',
  },
  via: {
    holder: 'Người giữ chức vụ',
    'stand-in': 'Người được cử thay khi vắng',
    deputy: 'Cấp phó thay khi vắng',
    successor: 'Chức vụ kế thừa',
    superior: 'Cấp trên, vì chức vụ đang khuyết',
  },
  register,
};
