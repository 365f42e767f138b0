import { isCapitals } from './line-shapes.ts';

const LOCALITY = 'tỉnh|thành phố|thị xã|đặc khu|phường|huyện|quận|xã';

/** Words by which the name of a body begins, in lower case. */
export const BODY_WORDS = [
  'ủy ban',
  'uỷ ban',
  'ubnd',
  'ubkt',
  'ubmttq',
  'hội đồng',
  'hđnd',
  'tỉnh ủy',
  'tỉnh uỷ',
  'thành ủy',
  'thành uỷ',
  'huyện ủy',
  'thị ủy',
  'đảng ủy',
  'đảng uỷ',
  'đảng bộ',
  'đảng đoàn',
  'ban cán sự',
  'ban chấp hành',
  'ban thường vụ',
  'ban bí thư',
  'bộ chính trị',
  'thường trực',
  'thủ tướng',
  'chính phủ',
  'quốc hội',
  'văn phòng',
  'bộ',
  'sở',
  'cục',
  'chi cục',
  'tổng cục',
  'thanh tra',
  'công an',
  'viện kiểm sát',
  'tòa án',
  'toà án',
  'mặt trận',
  'liên đoàn',
  'hội',
  'đoàn',
  'kho bạc',
  'ngân hàng',
  'bảo hiểm',
  'báo',
  'đài',
  'trường',
  'trung tâm',
  'ban',
  'kiểm toán',
  'ban quản lý',
  'tập đoàn',
  'công ty',
  'chủ tịch',
  'bộ chỉ huy',
] as const;

const startsBody = (lower: string): boolean => BODY_WORDS.some((word) => lower === word || lower.startsWith(`${word} `));
const startsLocality = (lower: string): boolean =>
  new RegExp(`^(?:${LOCALITY})(?!\\p{L})`, 'u').test(lower) && !/^(?:tỉnh|thành) (?:ủy|uỷ)/u.test(lower);

/** Whether a header line goes on with the name of the line before it instead of beginning another body. */
export function continuesBodyName(line: string): boolean {
  const lower = line.toLowerCase().normalize('NFC').trim();
  return startsLocality(lower) || !startsBody(lower);
}

/** Words inside names that keep a capital in reading case. */
const CAPITAL_AFTER =
  /(^|\s)(sở|bộ|cục|vụ|ban|thanh tra|tổng cục|chi cục|hội|trường|đài|báo|học viện)(\s+)(?!chỉ huy|quản lý|nhân dân)(\p{Ll})/gu;
const FIXED: readonly (readonly [RegExp, string])[] = [
  [/thủ tướng chính phủ/gu, 'Thủ tướng Chính phủ'],
  [/chính phủ/gu, 'Chính phủ'],
  [/quốc hội/gu, 'Quốc hội'],
  [/bộ chính trị/gu, 'Bộ Chính trị'],
  [/ban bí thư/gu, 'Ban Bí thư'],
  [/trung ương/gu, 'Trung ương'],
  [/mặt trận tổ quốc/gu, 'Mặt trận Tổ quốc'],
  [/việt nam/gu, 'Việt Nam'],
  [/(tỉnh|thành|đảng) (ủy|uỷ)/gu, '$1 $2'],
];

const capitalise = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const capitaliseWords = (words: string): string =>
  words.replace(/(^|[\s-])(\p{Ll})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());

/** Writes a body's name printed in capitals in reading case ("Ủy ban nhân dân tỉnh Nghệ An"); other names stay as they are. */
export function toReadingCase(name: string): string {
  const plain = name.replace(/\s+/g, ' ').trim();
  if (!isCapitals(plain)) return plain;
  let text = plain.toLowerCase();
  for (const [words, proper] of FIXED) text = text.replace(words, proper);
  text = text.replace(
    CAPITAL_AFTER,
    (_, gap: string, word: string, space: string, letter: string) => gap + word + space + letter.toUpperCase(),
  );
  text = text.replace(
    /(\s)(thường vụ|thường trực) (tỉnh|thành|đảng) /gu,
    (_, gap: string, body: string, level: string) => `${gap}${body} ${capitalise(level)} `,
  );
  const place = new RegExp(
    `((?:^|\\s)(?:${LOCALITY}|[Tt]ỉnh (?:ủy|uỷ)|[Tt]hành (?:ủy|uỷ)|[Đđ]ảng (?:ủy|uỷ) (?:xã|phường))\\s)(?!(?:ủy|uỷ|${LOCALITY})(?!\\p{L}))(.+)$`,
    'u',
  );
  text = text.replace(place, (_, lead: string, rest: string) => lead + capitaliseWords(rest));
  return capitalise(text);
}

const SYMBOL_BODIES: readonly (readonly [RegExp, string])[] = [
  [/^TTg$/iu, 'Thủ tướng Chính phủ'],
  [/^CP$/iu, 'Chính phủ'],
  [/^TW$/iu, 'Trung ương'],
  [/^VPTW$/iu, 'Văn phòng Trung ương Đảng'],
  [/^UBKTTW$/iu, 'Ủy ban Kiểm tra Trung ương'],
  [/^BTCTW$/iu, 'Ban Tổ chức Trung ương'],
  [/^TU$/iu, 'Tỉnh ủy, Thành ủy'],
  [/^VPTU$/iu, 'Văn phòng Tỉnh ủy, Thành ủy'],
  [/^BTCTU$/iu, 'Ban Tổ chức Tỉnh ủy, Thành ủy'],
  [/^UBKTTU$/iu, 'Ủy ban Kiểm tra Tỉnh ủy, Thành ủy'],
  [/^(?:ĐU|DU)$/iu, 'Đảng ủy'],
  [/^UBND$/iu, 'Ủy ban nhân dân'],
  [/^HĐND$/iu, 'Hội đồng nhân dân'],
  [/^UBTVQH$/iu, 'Ủy ban Thường vụ Quốc hội'],
  [/^QH$/iu, 'Quốc hội'],
  [/^VPCP$/iu, 'Văn phòng Chính phủ'],
  [/^BTC$/iu, 'Bộ Tài chính'],
  [/^BNV$/iu, 'Bộ Nội vụ'],
  [/^BTP$/iu, 'Bộ Tư pháp'],
  [/^BXD$/iu, 'Bộ Xây dựng'],
  [/^BCT$/iu, 'Bộ Công Thương'],
  [/^BYT$/iu, 'Bộ Y tế'],
  [/^BCA$/iu, 'Bộ Công an'],
  [/^BQP$/iu, 'Bộ Quốc phòng'],
  [/^BNG$/iu, 'Bộ Ngoại giao'],
  [/^BKHCN$/iu, 'Bộ Khoa học và Công nghệ'],
  [/^BGDĐT$/iu, 'Bộ Giáo dục và Đào tạo'],
  [/^BNNMT$/iu, 'Bộ Nông nghiệp và Môi trường'],
  [/^BVHTTDL$/iu, 'Bộ Văn hóa, Thể thao và Du lịch'],
  [/^SNV$/iu, 'Sở Nội vụ'],
  [/^STC$/iu, 'Sở Tài chính'],
  [/^SXD$/iu, 'Sở Xây dựng'],
  [/^STP$/iu, 'Sở Tư pháp'],
];

/** Finds the body the last part of a symbol stands for; the letters alone do not say of which province. */
export function findIssuerBySymbol(body: string): string | undefined {
  return SYMBOL_BODIES.find(([letters]) => letters.test(body))?.[1];
}
