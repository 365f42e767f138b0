/** Shapes by which a line of an official document is told apart, Vietnamese and English. Every pattern is tried on a trimmed line. */

import { trimEndSigns } from './trim-end.ts';

const KEYWORD_HEADING =
  /^(?:Điều|Chương|Mục|Tiểu mục|Phần|Phụ lục|Article|Art\.|Chapter|Section|Part|Annex|Appendix)\s+(?:\d{1,3}[a-zđ]?|[IVXLC]{1,6}|thứ\s+\p{L}{1,10})\s*(?:[.:]|$|(?=\s\p{Lu}{2}))/iu;

const MARKERS: readonly (readonly [level: number, shape: RegExp])[] = [
  [4, /^[IVX]{1,5}\s?[.)-]\s+(?=\S)/u],
  [6, /^\d{1,2}(?:\.\d{1,2}){1,3}(?:[.)]\s*(?=\S)|\s+(?=\p{Lu}))/u],
  [5, /^(?:\d{1,2}[.)]\s+(?=\S)|\d{1,2}\.(?=\p{Lu}))/u],
  [7, /^[a-zđ]{1,2}[.)]\s+(?=\S)/u],
  [8, /^[-–—•+*▪]\s*(?=[\p{L}\p{N}"“(])/u],
];

const KEYWORD_LEVELS: readonly (readonly [level: number, word: RegExp])[] = [
  [1, /^(?:phần|phụ lục|part|annex|appendix)/iu],
  [2, /^(?:chương|chapter)/iu],
  [3, /^(?:mục|tiểu mục|section)/iu],
  [4, /^(?:điều|article|art)/iu],
];

/** The level of the lead-in of a list that has no marker of its own. */
export const LEAD_IN_LEVEL = 6.5;
/** The level of a heading printed in capitals. */
export const CAPITALS_LEVEL = 3;

/** A list marker or article word at the start of a line, with its depth; `length` counts the marker and the space after it. */
export interface LineMark {
  readonly level: number;
  readonly length: number;
  readonly isKeyword: boolean;
}

/** Finds the article word or list marker a line begins with. */
export function findLineMark(line: string): LineMark | undefined {
  const keyword = KEYWORD_HEADING.exec(line);
  if (keyword) {
    const level = KEYWORD_LEVELS.find(([, word]) => word.test(line))?.[0] ?? 4;
    const gap = /^\s*/u.exec(line.slice(keyword[0].length))?.[0].length ?? 0;
    return { level, length: keyword[0].length + gap, isKeyword: true };
  }
  for (const [level, shape] of MARKERS) {
    const found = shape.exec(line);
    if (found) return { level, length: found[0].length, isKeyword: false };
  }
  return undefined;
}

/** Whether a line begins with an article word or a list marker. */
export function isEnumerated(line: string): boolean {
  return findLineMark(line) !== undefined;
}

/** Whether a line consists of rules, stars or dots only. */
export function isSeparator(line: string): boolean {
  return line !== '' && !/[\p{L}\p{N}]/u.test(line);
}

/** Whether a line has letters and all of them are capitals (symbols such as `CT-TTg` aside). */
export function isCapitals(line: string): boolean {
  return (line.match(/\p{Lu}/gu)?.length ?? 0) >= 3 && !/\p{Ll}/u.test(line);
}

/** Whether a line is the motto of the State or of the Party. */
export function isMotto(line: string): boolean {
  return /^(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc|SOCIALIST\s+REPUBLIC\s+OF\s+VIET\s?NAM|COMMUNIST\s+PARTY\s+OF\s+VIET\s?NAM|Independence\s*[-–]\s*Freedom\s*[-–]\s*Happiness)$/iu.test(
    trimEndSigns(line, '*_'),
  );
}

/** Whether a line is the number line: the word for number, then a symbol or room for one. */
export function isNumberLine(line: string): boolean {
  return line.length <= 140 && /^(?:(?:Số|So|No\.?|Number)\s*[:.]?\s*[\d/._… -])/iu.test(line) && /[/-]\s?[\p{L}Đ]/u.test(line);
}

/** Whether a line names the legal grounds. */
export function isBasisLine(line: string): boolean {
  return /^(?:[-–+*]\s*)?(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình|Pursuant to|Upon the proposal|At the proposal|On the basis of)(?![\p{L}])/iu.test(
    line,
  );
}

/** Whether a line opens the list of addressees. */
export function isAddresseeLine(line: string): boolean {
  return /^(?:Kính\s+gửi|To|Respectfully to)\s*:/iu.test(line);
}

/** Whether a line opens the list of copies or the signature. */
export function isRecipientsLine(line: string): boolean {
  return (
    /^(?:Nơi\s+nhận|Recipients?|Copies? to)\s*:?$/iu.test(line.replace(/[_*]+/gu, '')) ||
    /^(?:Nơi\s+nhận|Recipients)\s*:/iu.test(line)
  );
}

/** Whether a line opens a signature ("TM. ỦY BAN NHÂN DÂN", "T/L …"). */
export function isSignatureLine(line: string): boolean {
  return /^(?:T\/?M|K\/?T|T\/?L|T\/?U\/?Q|Q)\s*[.\s]\s*\p{Lu}{2}/u.test(line) && isCapitals(line);
}

/** Whether a line begins an attachment that has a body of its own. */
export function isAttachmentLine(line: string): boolean {
  return (
    /^(?:PHỤ LỤC|QUY ĐỊNH|QUY CHẾ|KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH|DANH MỤC|ANNEX|APPENDIX)(?![\p{L}])/u.test(line) && isCapitals(line)
  );
}

/** Whether a line is left over from the web page a text was copied from. */
export function isTrailerLine(line: string): boolean {
  return (
    line.length <= 80 &&
    /^(?:sources?|comments?\s*(?:\(\d+\))?|share|print|tags?|related (?:news|articles?)|nguồn(?: tin)?|bình luận\s*(?:\(\d+\))?|chia sẻ|in (?:trang|bài)(?: này)?|từ khóa|tin liên quan|tin cùng chuyên mục|ý kiến bạn đọc)\s*(?::.*)?$/iu.test(
      line,
    )
  );
}

/** Whether a line gives the subject ("V/v …", "Về việc …"). */
export function isSubjectLine(line: string): boolean {
  return /^(?:V\s?\/\s?v|Về việc|Re\s*:|Subject\s*:)(?![\p{L}])/iu.test(line);
}

/** Whether a line opens something new, so that the line before it cannot run on into it. */
export function startsBlock(line: string): boolean {
  return (
    isEnumerated(line) ||
    isSeparator(line) ||
    isMotto(line) ||
    isNumberLine(line) ||
    isBasisLine(line) ||
    isAddresseeLine(line) ||
    isRecipientsLine(line) ||
    isSignatureLine(line) ||
    isTrailerLine(line) ||
    isSubjectLine(line)
  );
}
