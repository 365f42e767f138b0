import { expect, test } from 'vitest';
import { findSecrecyMark } from './secrecy.ts';

const level = (text: string) => findSecrecyMark(text)?.level;

test.each([
  ['MẬT', 'mat'],
  ['TỐI MẬT', 'toi-mat'],
  ['TUYỆT MẬT', 'tuyet-mat'],
  ['  *** MẬT ***  ', 'mat'],
  ['[TỐI MẬT]', 'toi-mat'],
  ['M Ậ T', 'mat'],
  ['T U Y Ệ T   M Ậ T', 'tuyet-mat'],
  ['T.U.Y.Ệ.T M.Ậ.T', 'tuyet-mat'],
  ['TUYỆT MẬT'.normalize('NFD'), 'tuyet-mat'],
  ['TUYET MAT', 'tuyet-mat'],
  ['TOI MAT', 'toi-mat'],
  ['MAT', 'mat'],
  ['TUYỆT MÂT', 'tuyet-mat'],
  ['TỐI MẬT TỐI MẬT', 'toi-mat'],
  ['M\u200bẬT', 'mat'],
  ['ＴＯＰ ＳＥＣＲＥＴ', 'tuyet-mat'],
  ['TOP SECRET', 'tuyet-mat'],
  ['SECRET', 'toi-mat'],
])('a marking alone on its line is found: %s', (marking, expected) => {
  expect(level(marking)).toBe(expected);
  const ordinary = 'Báo cáo tình hình thực hiện nhiệm vụ của đơn vị.\n'.repeat(60);
  expect(level(`${ordinary}${marking}\n${ordinary}`)).toBe(expected);
});

test.each([
  ['ĐỘ MẬT: TỐI MẬT', 'toi-mat'],
  ['Độ mật: Mật', 'mat'],
  ['Dấu chỉ độ mật: tuyệt mật.', 'tuyet-mat'],
  ['- Mức độ mật - Tối mật', 'toi-mat'],
  ['DO MAT: TUYET MAT', 'tuyet-mat'],
  ['UBND TỈNH QUẢNG NINH\t\tTỐI MẬT', 'toi-mat'],
  ['SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG          MẬT', 'mat'],
  ['| Số: 12/BC-UBND | MẬT |', 'mat'],
  ['Số: 12/BC-UBND   Độ mật: Mật', 'mat'],
])('a label or a column of its own is a marking: %s', (line, expected) => {
  expect(level(line)).toBe(expected);
});

test.each([
  ['UBND TỈNH QUẢNG NINH TỐI MẬT', 'toi-mat'],
  ['SỞ TÀI CHÍNH MẬT', 'mat'],
  ['Số: 12/BC-UBND MẬT', 'mat'],
  ['BÁO CÁO TÌNH HÌNH QUÝ III (MẬT)', 'mat'],
  ['Kế hoạch công tác [TUYỆT MẬT]', 'tuyet-mat'],
])('a marking that shares a header line is found in the header: %s', (line, expected) => {
  expect(level(`${line}\nKính gửi: các sở, ban, ngành.`)).toBe(expected);
});

test.each([
  'Hợp tác xã đề nghị hỗ trợ nuôi ong lấy mật ong rừng.',
  'mật ong',
  'Mật độ xây dựng không quá 60%.',
  'MẬT ĐỘ DÂN SỐ',
  'BÁO CÁO VỀ MẬT ĐỘ XÂY DỰNG KHU ĐÔ THỊ',
  'Không đưa bí mật nhà nước vào hệ thống này.',
  'LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC',
  'BẢO MẬT',
  'BÍ MẬT',
  'UBND TỈNH BAN HÀNH QUY CHẾ BẢO VỆ BÍ MẬT',
  'HỢP TÁC XÃ ONG MẬT',
  'XÃ ĐẦM HÀ NUÔI ONG LẤY MẬT',
  'HỢP TÁC XÃ NÔNG NGHIỆP MẬT ONG BA CHẼ',
  'Độ mật: không',
  'Độ mật: ……',
  'Văn bản ghi độ mật: mật, tối mật hoặc tuyệt mật theo quy định.',
  'Tài liệu có độ mật từ tối mật trở lên thì không nhập.',
  'Ông đã giữ mật khẩu của mình.',
  'MẬT KHẨU',
  'MẤT',
  'MẶT',
  'MÁT',
  'TỎI MẬT',
  'THÂN MẬT',
  'Mật',
  'mật',
  'secret',
  'The secret of success',
  'SECRETARY',
  'SECRET KEY MANAGEMENT',
  '',
  'Ban Bí thư\nVăn phòng\nMẫu số 1',
  'Đề nghị giải quyết vướng mắc (mật độ xây dựng) tại xã.',
])('ordinary words are no marking: %s', (text) => {
  expect(findSecrecyMark(text)).toBeUndefined();
});

test('a bracketed marking deep in running text is no marking of this paper', () => {
  const body = 'Nội dung\n'.repeat(40);
  expect(level(`${body}Hồ sơ nào có dấu (MẬT) thì nộp trực tiếp.`)).toBeUndefined();
});

test('the place found is where the marked line begins', () => {
  expect(findSecrecyMark('Dòng một\r\n   TỐI MẬT\nDòng ba')).toEqual({ level: 'toi-mat', at: 13 });
});
