import type { DocumentType } from './recognised.ts';

interface TypeWords extends DocumentType {
  readonly symbols: readonly string[];
  readonly vi: string;
  readonly en: string;
}

/** Types of papers of Party and State with the words they are called by; longer words first, so that they win. */
const TYPES: readonly TypeWords[] = [
  { code: 'joint-circular', name: 'Thông tư liên tịch', symbols: ['TTLT'], vi: 'thông tư liên tịch', en: 'joint circular' },
  { code: 'dispatch', name: 'Công văn', symbols: ['CV'], vi: 'công văn', en: 'official dispatch|official letter|dispatch' },
  {
    code: 'telegram',
    name: 'Công điện',
    symbols: ['CĐ', 'CD'],
    vi: 'công điện',
    en: 'urgent dispatch|official telegram|telegram',
  },
  { code: 'directive', name: 'Chỉ thị', symbols: ['CT'], vi: 'chỉ thị', en: 'directive' },
  { code: 'decision', name: 'Quyết định', symbols: ['QĐ', 'QD'], vi: 'quyết định', en: 'decision' },
  { code: 'regulation', name: 'Quy định', symbols: ['QyĐ'], vi: 'quy định', en: 'regulation' },
  { code: 'rules', name: 'Quy chế', symbols: ['QC'], vi: 'quy chế', en: 'working rules' },
  { code: 'conclusion', name: 'Kết luận', symbols: ['KL'], vi: 'kết luận', en: 'conclusion' },
  { code: 'resolution', name: 'Nghị quyết', symbols: ['NQ'], vi: 'nghị quyết', en: 'resolution' },
  { code: 'decree', name: 'Nghị định', symbols: ['NĐ', 'ND'], vi: 'nghị định', en: 'decree' },
  { code: 'circular', name: 'Thông tư', symbols: ['TT'], vi: 'thông tư', en: 'circular' },
  { code: 'announcement', name: 'Thông báo', symbols: ['TB'], vi: 'thông báo', en: 'announcement|notice|notification' },
  { code: 'plan', name: 'Kế hoạch', symbols: ['KH'], vi: 'kế hoạch', en: 'plan' },
  { code: 'programme', name: 'Chương trình', symbols: ['CTr'], vi: 'chương trình', en: 'programme|program|action programme' },
  { code: 'guidance', name: 'Hướng dẫn', symbols: ['HD'], vi: 'hướng dẫn', en: 'guidance|guidelines' },
  { code: 'submission', name: 'Tờ trình', symbols: ['TTr'], vi: 'tờ trình', en: 'submission' },
  { code: 'report', name: 'Báo cáo', symbols: ['BC'], vi: 'báo cáo', en: 'report' },
  { code: 'scheme', name: 'Đề án', symbols: ['ĐA'], vi: 'đề án', en: 'scheme|project' },
  { code: 'option', name: 'Phương án', symbols: ['PA'], vi: 'phương án', en: 'option plan' },
  { code: 'minutes', name: 'Biên bản', symbols: ['BB'], vi: 'biên bản', en: 'minutes' },
  { code: 'invitation', name: 'Giấy mời', symbols: ['GM'], vi: 'giấy mời', en: 'invitation' },
  { code: 'ordinance', name: 'Pháp lệnh', symbols: ['PL'], vi: 'pháp lệnh', en: 'ordinance' },
  { code: 'law', name: 'Luật', symbols: ['L'], vi: 'bộ luật|luật', en: 'law' },
];

/** Alternation of all type words in both languages, for use inside a larger case-insensitive pattern. */
export const TYPE_WORDS = TYPES.flatMap(({ vi, en }) => [...vi.split('|'), ...en.split('|')])
  .sort((a, b) => b.length - a.length)
  .map((words) => words.replace(/ /g, '\\s+'))
  .join('|');

const toType = ({ code, name }: TypeWords): DocumentType => ({ code, name });
const BY_WORDS: ReadonlyMap<string, DocumentType> = new Map(
  TYPES.flatMap((type) => [...type.vi.split('|'), ...type.en.split('|')].map((words) => [words, toType(type)] as const)),
);

/** Finds the type a word or phrase stands for, in either language and any case. */
export function findTypeByWords(words: string): DocumentType | undefined {
  if (words.length > 60) return undefined;
  return BY_WORDS.get(words.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ').replace(/:$/, ''));
}

/** Finds the type the letters of a symbol stand for (`CT`, `QĐ`, `CV`). */
export function findTypeBySymbol(symbol: string): DocumentType | undefined {
  const exact = TYPES.find(({ symbols }) => symbols.includes(symbol));
  const found = exact ?? TYPES.find(({ symbols }) => symbols.some((other) => other.toLowerCase() === symbol.toLowerCase()));
  return found && toType(found);
}
