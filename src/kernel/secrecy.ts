import { foldVietnamese } from './text.ts';

/** Degrees of state secrecy, lowest first. */
export type SecrecyLevel = 'mat' | 'toi-mat' | 'tuyet-mat';

/** A marking that was found: its degree, and the offset in the text where its line or column begins. */
export type SecrecyMark = { readonly level: SecrecyLevel; readonly at: number };

/** Lines counted as the header of a paper, where a marking may share its line with the issuing body. */
const headerLines = 15;

/**
 * The first secrecy *marking* in a text, or undefined when there is none.
 * A marking stands alone on a line or in a column of it, in capitals (also spaced out, in decomposed characters, without
 * accents, in brackets), follows the label «Độ mật:», or shares a header line with the issuing body. Ordinary words such as
 * «mật độ», «mật ong» and «bí mật nhà nước» in running text are none.
 */
export function findSecrecyMark(text: string): SecrecyMark | undefined {
  let filled = 0;
  for (const { content, at } of splitLines(text)) {
    const line = content.normalize('NFKC').replace(/\p{Cf}/gu, '');
    if (line.trim() === '') continue;
    filled += 1;
    const level = readAlone(line) ?? readColumns(line) ?? (filled <= headerLines ? readHeader(line) : undefined);
    if (level !== undefined) return { level, at: at + content.length - content.trimStart().length };
  }
  return undefined;
}

function splitLines(text: string): { content: string; at: number }[] {
  return Array.from(text.matchAll(/[^\r\n\v\f\u0085\u2028\u2029]+/gu), (match) => ({ content: match[0], at: match.index }));
}

/** Columns of a header that came out of a table or a two-column layout. */
function readColumns(line: string): SecrecyLevel | undefined {
  for (const column of line.split(/\t+|\s{2,}|\|/u)) {
    const level = readAlone(column) ?? readLabelled(column);
    if (level !== undefined) return level;
  }
  return readLabelled(line);
}

const markings: ReadonlyMap<string, SecrecyLevel> = new Map([
  ['MẬT', 'mat'],
  ['MAT', 'mat'],
  ['TỐIMẬT', 'toi-mat'],
  ['TOIMAT', 'toi-mat'],
  ['TUYỆTMẬT', 'tuyet-mat'],
  ['TUYETMAT', 'tuyet-mat'],
  ['SECRET', 'toi-mat'],
  ['TOPSECRET', 'tuyet-mat'],
]);

/** The marking that is all there is: ornaments and the spaces of spaced-out letters do not count, small letters do. */
function readAlone(part: string): SecrecyLevel | undefined {
  // One small letter says no, and nearly every line of running text has one: what follows reads the whole line several times.
  if (/[a-z]/.test(part)) return undefined;
  const letters = part.replace(/[\s\p{P}\p{S}]/gu, '');
  const unit = /^(MẬT|MAT|TỐIMẬT|TOIMAT|TUYỆTMẬT|TUYETMAT|SECRET|TOPSECRET)\1*$/u.exec(letters)?.[1];
  if (unit !== undefined) return markings.get(unit);
  // A scan often loses a mark of TUYỆT MẬT; no other word of two syllables folds to it.
  return letters === letters.toUpperCase() && foldVietnamese(letters) === 'tuyetmat' ? 'tuyet-mat' : undefined;
}

/** Longer than what ornaments usually follow a marking. */
const TAIL = 24;

/** «Độ mật: Tối mật», in any case: behind the label even small letters are a marking. */
function readLabelled(part: string): SecrecyLevel | undefined {
  // The last letter is the t of mật or secret: to see that it is not, no long line need be folded.
  const end = foldVietnamese(part.slice(-TAIL)).replace(/[^\p{L}\d,;/]+$/u, '');
  if (end !== '' && !end.endsWith('t')) return undefined;
  const match =
    /^[^\p{L}]*(?:dau )?(?:chi )?(?:muc )?do (?:bao )?mat ?[:=\-–—] ?[^\p{L}]*(tuyet mat|toi mat|mat|top secret|secret)[^\p{L}\d,;/]*$/u.exec(
      foldVietnamese(part).trim().replace(/\s+/gu, ' '),
    );
  switch (match?.[1]) {
    case 'mat':
      return 'mat';
    case 'toi mat':
    case 'secret':
      return 'toi-mat';
    case 'tuyet mat':
    case 'top secret':
      return 'tuyet-mat';
    default:
      return undefined;
  }
}

/** What opens the left column of an official header, so that a marking at the line's end belongs to the right one. */
const issuer =
  /^(?:UBND|HĐND|UỶ BAN|ỦY BAN|HỘI ĐỒNG|TỈNH|THÀNH|ĐẢNG|HUYỆN|PHƯỜNG|XÃ|SỞ|BAN|BỘ|CÔNG AN|VĂN PHÒNG|CỘNG HOÀ|CỘNG HÒA|SỐ|Số)(?![\p{L}\p{M}])/u;
/** Words after which MẬT is no marking but the end of a longer word or phrase. */
const continues =
  /(?:BÍ|ĐỘ|BẢO|CƠ|ONG|LẤY|NẤU|RỈ|DẤU|HOẶC|VÀ|LÀ|TÀI LIỆU|VĂN BẢN|VỀ|CHỨA|NUÔI|GIỮ|THÂN|NỘI DUNG|MỨC|SẢN XUẤT|TINH|TUẦN|DỊCH|TÚI)$/u;

/** A marking in a header that shares its line with something else. */
function readHeader(line: string): SecrecyLevel | undefined {
  const bracketed = /[([{<«"“]\s*((?:TUYỆT|TUYET|TỐI|TOI)\s+(?:MẬT|MAT)|MẬT)\s*[\])}>»"”]/u.exec(line);
  if (bracketed !== null) return readAlone(bracketed[1] ?? '');
  const trimmed = line.trim();
  const trailing = trimmed.endsWith('MẬT') ? /^(.*?\S)\s+((?:TUYỆT\s+|TỐI\s+)?MẬT)$/u.exec(trimmed) : null;
  const before = trailing?.[1] ?? '';
  if (!issuer.test(before) || continues.test(before)) return undefined;
  return readAlone(trailing?.[2] ?? '');
}
