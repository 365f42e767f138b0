import type { Duty } from './duty.ts';
import { chooseFirst, skipAll, tightSpan } from './duty.ts';
import { ASIDES, BEARERS, DEEDS, LEADS, SETTINGS } from './obligation-words-vi.ts';

const stop = '(?![\\p{L}])';
const BEARER_AT_START = new RegExp(`^${BEARERS}`, 'iu');
const LEAD_AT_START = new RegExp(`^(?:${LEADS})${stop}[,:]?\\s*`, 'iu');
const SETTING_AT_START = new RegExp(`^(?:${SETTINGS})${stop}`, 'iu');
const DEED_AT_START = new RegExp(`^(?:${DEEDS})${stop}`, 'iu');
/** Deeds in lower case only: in "Ban Tổ chức", "Ủy ban Kiểm tra" the same words are names. */
const DEED_INSIDE = new RegExp(`(?<=[\\s,])(?:${DEEDS})${stop}`, 'gu');
const ASIDE = new RegExp(`(?<=\\s)(?:${ASIDES})${stop}`, 'u');
const MODAL =
  /(?<![\p{L}])(?:có trách nhiệm|chịu trách nhiệm|phải|cần(?!\s+(?:thiết|thơ|cù)\b)|nghiêm cấm|không được)(?![\p{L}])/giu;
const REQUEST = /(?<![\p{L}])(?:yêu cầu|đề nghị|giao)(?![\p{L}])/giu;

/** Words after which a deed is told of, not ordered. */
const TOLD =
  /(?:đã|được|sẽ|bị|để|về|việc|sự|công tác|nhiệm vụ|kế hoạch|có|là|quyền|kết quả|tình hình|nội dung|văn bản|hoạt động|quá trình|đang|nhằm|của|trong|khi|không|chưa|vào|cho|bằng|các|những|cơ quan|đơn vị|người|được giao)\s+$/iu;
/** Titles of papers that begin like a deed: "Báo cáo này", "Ban hành kèm theo". */
const NOT_A_DEED =
  /^(?:(?:quyết định|báo cáo|kế hoạch|thông báo|kết luận)\s+(?:này|số|trên)|\p{L}+\s+\p{L}+\s+của(?![\p{L}])|ban hành kèm theo|thay thế|quyết định\s*:)/iu;

const leadLength = (clause: string): number => skipAll(clause, LEAD_AT_START);

/** Where the name of whoever is meant ends and where the deed begins, in words that begin with such a name. */
function readBearer(words: string): { readonly end: number; readonly deed: number; readonly cue: number } | undefined {
  const name = BEARER_AT_START.exec(words);
  if (!name) return undefined;
  const colon = words.indexOf(':');
  const aside = ASIDE.exec(words)?.index ?? Number.POSITIVE_INFINITY;
  const modal = [...words.matchAll(MODAL)].find(({ index }) => index >= name[0].length);
  const isOrdered = (at: number, deed: string): boolean =>
    !TOLD.test(words.slice(Math.max(0, at - 14), at)) &&
    !(deed === 'tham mưu' && words.slice(at).startsWith('tham mưu, giúp việc'));
  const deed = [...words.matchAll(DEED_INSIDE)].find(
    ({ index, 0: deedWords }) => index >= name[0].length && index > 0 && isOrdered(index, deedWords),
  );
  const candidates = [
    modal && { at: modal.index, length: modal[0].length },
    deed && { at: deed.index, length: deed[0].length },
    colon >= 0 && { at: colon + 1, length: 0 },
  ]
    .flatMap((candidate) => (candidate ? [candidate] : []))
    .sort((a, b) => a.at - b.at);
  // Behind an aside ("theo chức năng, nhiệm vụ …, phải") the modal tells the deed better than a verb inside the aside.
  const isAsideFirst = aside < (candidates[0]?.at ?? Number.POSITIVE_INFINITY);
  const first = isAsideFirst && modal && modal.index < aside + 300 ? { at: modal.index, length: modal[0].length } : candidates[0];
  if (!first) return undefined;
  if (/(?<![\p{L}])(?:đã|đang|vừa)(?![\p{L}])/u.test(words.slice(0, Math.min(first.at, aside)))) return undefined;
  return { end: Math.min(aside, first.at), deed: first.at, cue: first.length };
}

function findRequest(clause: string): Duty | undefined {
  for (const match of clause.matchAll(REQUEST)) {
    const cue = [match.index, match.index + match[0].length] as const;
    const gap = /^\s*:?\s*/u.exec(clause.slice(cue[1]))?.[0].length ?? 0;
    const start = cue[1] + gap;
    const rest = clause.slice(start);
    if (
      /(?:theo|đáp ứng|được|đã|sự|các|những|một số|của|là|do|tờ trình|phiếu|văn bản|bàn|phân)\s+$/iu.test(clause.slice(0, cue[0]))
    )
      continue;
    if (DEED_AT_START.test(rest) && !BEARER_AT_START.test(rest))
      return { how: 'bare', must: tightSpan(clause, [start, clause.length]), cues: [cue] };
    if (!BEARER_AT_START.test(rest)) continue;
    const bearer = readBearer(rest);
    if (!bearer)
      return {
        how: 'request',
        who: tightSpan(clause, [start, clause.length]),
        must: tightSpan(clause, [cue[0], clause.length]),
        cues: [cue],
      };
    const deed = start + bearer.deed;
    const cues = bearer.cue === 0 ? [cue] : [cue, [deed, deed + bearer.cue] as const];
    return {
      how: 'request',
      who: tightSpan(clause, [start, start + bearer.end]),
      must: tightSpan(clause, [deed, clause.length]),
      cues,
    };
  }
  return undefined;
}

function findSubject(clause: string): Duty | undefined {
  const start = leadLength(clause);
  const bearer = readBearer(clause.slice(start));
  if (!bearer || bearer.cue === 0) return undefined;
  const deed = start + bearer.deed;
  return {
    how: 'subject',
    who: tightSpan(clause, [start, start + bearer.end]),
    must: tightSpan(clause, [deed, clause.length]),
    cues: [[deed, deed + bearer.cue]],
  };
}

function findModal(clause: string): Duty | undefined {
  for (const match of clause.matchAll(MODAL)) {
    const cue = [match.index, match.index + match[0].length] as const;
    const before = clause.slice(0, cue[0]);
    if (/(?:không|chưa|đã|bằng|lẽ)\s+$/iu.test(before) || /^phải\s+chăng/iu.test(clause.slice(cue[0]))) continue;
    const isWeak = /^(?:cần|không được)$/iu.test(match[0]);
    if (isWeak && before.slice(leadLength(clause)).trim() !== '' && !/(?:^|\s)việc\s/iu.test(before)) continue;
    return { how: 'modal', must: tightSpan(clause, [cue[0], clause.length]), cues: [cue] };
  }
  return undefined;
}

/** Where a deed begins after a setting ("Trong quá trình …, …, khuyến khích"). */
function skipSetting(clause: string, from: number): number | undefined {
  if (!SETTING_AT_START.test(clause.slice(from))) return undefined;
  const told = clause.search(/(?<![\p{L}])(?:đã|vừa|đang)(?![\p{L}])/u);
  let comma = clause.indexOf(',', from);
  for (let tries = 0; comma >= 0 && (told < 0 || comma < told) && tries < 8; tries += 1) {
    const start = comma + 1 + (/^\s*/u.exec(clause.slice(comma + 1))?.[0].length ?? 0);
    const next = start + skipAll(clause.slice(start), LEAD_AT_START);
    if (DEED_AT_START.test(clause.slice(next)) && !/^\s*,?\s*(?:tổ chức|quyết định)\b/u.test(clause.slice(next))) return next;
    comma = clause.indexOf(',', comma + 1);
  }
  return undefined;
}

function findBare(clause: string): Duty | undefined {
  const lead = leadLength(clause);
  const start = DEED_AT_START.test(clause.slice(lead)) ? lead : skipSetting(clause, lead);
  if (start === undefined) return undefined;
  const rest = clause.slice(start);
  const deed = DEED_AT_START.exec(rest);
  if (!deed || NOT_A_DEED.test(rest)) return undefined;
  return { how: 'bare', must: tightSpan(clause, [start, clause.length]), cues: [[start, start + deed[0].length]] };
}

/** Finds the duty a Vietnamese clause lays on somebody; a proposal, made from words alone. */
export function findDutyVi(clause: string): Duty | undefined {
  return chooseFirst([findRequest(clause), findSubject(clause), findBare(clause), findModal(clause)]);
}

/** Finds whoever a list opening names ("1. Các sở, ngành:"), in offsets of the words given. */
export function findBearerVi(words: string): readonly [number, number] | undefined {
  if (!BEARER_AT_START.test(words)) return undefined;
  const aside = ASIDE.exec(words)?.index ?? words.length;
  return tightSpan(words, [0, Math.min(aside, words.length)]);
}
