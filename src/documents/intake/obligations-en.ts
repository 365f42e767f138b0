import type { Duty } from './duty.ts';
import { chooseFirst, skipAll, tightSpan } from './duty.ts';
import { BODIES, DEEDS, DEEDS_OF_BODY, LEADS, SETTINGS } from './obligation-words-en.ts';

const LEAD_AT_START = new RegExp(`^(?:${LEADS})\\b,?\\s*`, 'iu');
const ADVERB_AT_START = /^\p{L}+ly,?\s+/iu;
const ENDS_IN_BODY = new RegExp(`\\b(?:${BODIES}|Politburo|Secretariat)\\b[^.;]{0,60}$`, 'u');
const DEED_AT_START = new RegExp(`^(?:${DEEDS})\\b(?!\\s+(?:of|No|is|are|was|were|has|have)\\b|['’]s)`, 'iu');
const DEED_OF_BODY_AT_START = new RegExp(`^(?:${DEEDS_OF_BODY})\\b`, 'u');
const SETTING_AT_START = new RegExp(`^(?:${SETTINGS})\\b`, 'iu');
const REQUEST =
  /(?<!\b(?:that|which|who|and|of|to|the|these|those|all|such)\s)\b(?:requests|requested|instructs|instructed|directs|directed|requires|required|asks|asked|calls on|called on|urges|urged|assigns|assigned|tasks|orders|ordered)\s+/giu;
const MODAL =
  /\b(?:must|shall|should|ha(?:s|ve) to|needs? to|(?:is|are) (?:to|requested to|required to|responsible for|tasked with|assigned to|obliged to))\b/giu;
const ASIDE =
  /,\s+(?:according to|in accordance with|within|based on|under|pursuant to|in line with|depending on|on the basis of)\b/iu;
const THIRD_PERSON = new RegExp(`\\b(?:${BODIES})\\b[^,;:.]{0,80}?\\s(?<deed>(?:${DEEDS_OF_BODY}))\\b`, 'u');

const leadLength = (clause: string): number => skipAll(clause, LEAD_AT_START);
const adverbLength = (clause: string): number => skipAll(clause, ADVERB_AT_START);
const isDeed = (clause: string): boolean => DEED_AT_START.test(clause.slice(adverbLength(clause)));
/** The deed with the adverbs before it ("promptly commend"). */
const deedLength = (clause: string): number => {
  const adverbs = adverbLength(clause);
  const deed = DEED_AT_START.exec(clause.slice(adverbs))?.[0].length ?? 0;
  return deed === 0 ? 0 : adverbs + deed;
};

function findRequest(clause: string): Duty | undefined {
  for (const match of clause.matchAll(REQUEST)) {
    const start = match.index + match[0].length;
    const cue = [match.index, match.index + match[0].trimEnd().length] as const;
    const found = /^(.{2,400}?)(?:\s+to\b\s*:?|\s*:)\s*/u.exec(clause.slice(start));
    if (
      !found?.[1] ||
      !ENDS_IN_BODY.test(clause.slice(0, match.index)) ||
      !/^(?:all|the|each|every|\p{Lu}|\p{L}+s\b|party|leaders?|heads?|cadres)/u.test(found[1])
    )
      continue;
    const deed = start + found[0].length;
    const word = deedLength(clause.slice(deed));
    const cues = word > 0 ? [cue, [deed, deed + word] as const] : [cue];
    return {
      how: 'request',
      who: tightSpan(clause, [start, start + found[1].length]),
      must: tightSpan(clause, [deed, clause.length]),
      cues,
    };
  }
  return undefined;
}

/** Where the naming of the subject begins: behind joining words and a setting in front ("In 2025, the Department …"). */
function subjectStart(clause: string, before: number): number {
  const start = leadLength(clause);
  if (!SETTING_AT_START.test(clause.slice(start))) return start;
  const words = clause.slice(start, before);
  const last = Math.max(words.lastIndexOf(', the '), words.lastIndexOf(', all '), words.lastIndexOf(', each '));
  return last < 0 ? start : start + last + 2;
}

function findModal(clause: string): Duty | undefined {
  for (const match of clause.matchAll(MODAL)) {
    const cue = [match.index, match.index + match[0].length] as const;
    const isWeak = /^(?:is|are) to$/iu.test(match[0]);
    const subject = clause.slice(0, cue[0]);
    if (isWeak && !new RegExp(`\\b(?:${BODIES})\\b`, 'u').test(subject)) continue;
    if (/\b(?:that|which|who|what|why|how|if|when|where)\b[^,]*$/iu.test(subject)) continue;
    const start = subjectStart(clause, cue[0]);
    const aside = ASIDE.exec(clause.slice(start, cue[0]))?.index;
    const who = tightSpan(clause, [start, aside === undefined ? cue[0] : start + aside]);
    const must = tightSpan(clause, [cue[1], clause.length]);
    return who[1] > who[0] && who[1] - who[0] <= 400
      ? { how: 'subject', who, must, cues: [cue] }
      : { how: 'modal', must, cues: [cue] };
  }
  return undefined;
}

function findThirdPerson(clause: string): Duty | undefined {
  const lead = leadLength(clause);
  const adverbs = adverbLength(clause.slice(lead));
  const opening = DEED_OF_BODY_AT_START.exec(clause.slice(lead + adverbs));
  if (opening) {
    const length = adverbs + opening[0].length;
    return { how: 'third-person', must: tightSpan(clause, [lead, clause.length]), cues: [[lead, lead + length]] };
  }
  const match = THIRD_PERSON.exec(clause);
  const deed = match?.groups?.['deed'];
  if (!match || deed === undefined) return undefined;
  const at = match.index + match[0].length - deed.length;
  const start = subjectStart(clause, at);
  if (/\b(?:that|which|who)\b/iu.test(clause.slice(start, at))) return undefined;
  const who = tightSpan(clause, [start, at]);
  return { how: 'subject', who, must: tightSpan(clause, [at, clause.length]), cues: [[at, at + deed.length]] };
}

function findBare(clause: string): Duty | undefined {
  const lead = leadLength(clause);
  let start: number | undefined = isDeed(clause.slice(lead)) ? lead : undefined;
  if (start === undefined && SETTING_AT_START.test(clause.slice(lead))) {
    let comma = clause.indexOf(', ', lead);
    for (let tries = 0; comma >= 0 && tries < 8 && start === undefined; tries += 1) {
      const next = comma + 2 + leadLength(clause.slice(comma + 2));
      if (isDeed(clause.slice(next))) start = next;
      comma = clause.indexOf(', ', comma + 1);
    }
  }
  if (start === undefined) return undefined;
  const length = deedLength(clause.slice(start));
  return { how: 'bare', must: tightSpan(clause, [start, clause.length]), cues: [[start, start + length]] };
}

/** Finds the duty an English clause lays on somebody; a proposal, made from words alone. */
export function findDutyEn(clause: string): Duty | undefined {
  return chooseFirst([findRequest(clause), findBare(clause), findThirdPerson(clause), findModal(clause)]);
}

/** Finds whoever a list opening names ("1. Departments and agencies:"), in offsets of the words given. */
export function findBearerEn(words: string): readonly [number, number] | undefined {
  if (!new RegExp(`\\b(?:${BODIES})\\b`, 'iu').test(words) || words.search(MODAL) >= 0) return undefined;
  return tightSpan(words, [0, words.length]);
}
