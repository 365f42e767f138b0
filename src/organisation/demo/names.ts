/** An invented name; parts as they are written on a staff card. */
export interface InventedName {
  readonly familyAndMiddle: string;
  readonly given: string;
  readonly honorific: 'Ông' | 'Bà';
}

const FAMILIES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Vũ',
  'Hoàng',
  'Bùi',
  'Đỗ',
  'Đặng',
  'Ngô',
  'Dương',
  'Đinh',
  'Lương',
  'Đoàn',
  'Trịnh',
  'Phùng',
  'Mạc',
  'Chu',
  'Nông',
  'Lục',
  'Triệu',
  'Bàn',
  'Nình',
  'Khổng',
  'Tạ',
  'Cao',
  'Vi',
  'Hà',
] as const;

// Rare given names and middle names: real office-holders seldom bear the combination, so that nobody is met by chance.
const MEN_MIDDLE = ['Bảo', 'Khắc', 'Hữu Thiện', 'Sỹ', 'Danh', 'Đình Nguyên', 'Quý', 'Gia', 'Nhật', 'Thế Khang', 'Viết'] as const;
const WOMEN_MIDDLE = ['Thị Diệu', 'Bích', 'Thị', 'Thu', 'Khánh', 'Thị Tường', 'Kim', 'Mỹ', 'Hồng'] as const;
const MEN_GIVEN = [
  'An',
  'Bách',
  'Cương',
  'Điền',
  'Giáp',
  'Hoan',
  'Khải',
  'Lực',
  'Nghị',
  'Phú',
  'Quyết',
  'Sáng',
  'Tấn',
  'Thụ',
  'Toại',
  'Trực',
  'Ước',
  'Vượng',
  'Kiên',
] as const;
const WOMEN_GIVEN = [
  'Châu',
  'Duyên',
  'Hiên',
  'Hoài',
  'Huệ',
  'Lam',
  'Liễu',
  'Loan',
  'Nhàn',
  'Nhung',
  'Oanh',
  'Quyên',
  'Thoa',
  'Thùy',
  'Trâm',
  'Uyên',
  'Yến',
] as const;

/** Guarantees the same invented name for the same number, and different names for the first five hundred numbers. */
export function inventName(n: number): InventedName {
  const isWoman = n % 5 === 1 || n % 5 === 3;
  const middles: readonly string[] = isWoman ? WOMEN_MIDDLE : MEN_MIDDLE;
  const givens: readonly string[] = isWoman ? WOMEN_GIVEN : MEN_GIVEN;
  const family = FAMILIES[(n * 11) % FAMILIES.length] ?? FAMILIES[0];
  const middle = middles[n % middles.length] ?? '';
  const given = givens[n % givens.length] ?? '';
  return { familyAndMiddle: `${family} ${middle}`, given, honorific: isWoman ? 'Bà' : 'Ông' };
}
