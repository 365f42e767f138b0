/** What is being taken in, between the steps: all of it travels in the form, nothing is kept on the server. */
import { documentIdentity, type Obligation, type RecognisedDocument, recognise } from '../../../documents/index.ts';
import { parseDateInput } from '../../../kernel/date-input.ts';
import { formatDate } from '../../../kernel/format.ts';
import { normalizeDocumentNumber } from '../../../kernel/text.ts';
import type { LegalDate } from '../../../kernel/time.ts';
import { type FormValues, firstValue } from '../../form/values.ts';

/** A document this one names. */
export interface CitedDraft {
  readonly symbol: string;
  readonly issuer: string;
  readonly date: string;
}

/** One sentence with the heading it stands under. */
export interface SentenceDraft {
  readonly heading: string;
  readonly text: string;
}

/** Content the store already holds, named by its hash. */
export interface HeldContent {
  readonly hash: string;
  readonly size: string;
  readonly type: string;
  readonly name: string;
}

/** A directive as far as it has been recognised and corrected. Dates are as typed. */
export interface IntakeDraft {
  readonly symbol: string;
  readonly form: string;
  readonly issuer: string;
  readonly issuedOn: string;
  readonly place: string;
  readonly type: string;
  readonly subject: string;
  readonly language: string;
  readonly addressees: string;
  readonly cited: readonly CitedDraft[];
  readonly sentences: readonly SentenceDraft[];
  readonly text?: HeldContent;
  readonly source?: HeldContent;
}

/** The names of the plain fields, which are also those of the act's body. */
export const PLAIN = ['symbol', 'form', 'issuer', 'issuedOn', 'place', 'type', 'subject', 'language', 'addressees'] as const;

/** What the machine proposes; a person corrects and confirms it. */
export function toDraft(found: RecognisedDocument, types: readonly string[]): IntakeDraft {
  const { number, issuer, date, dateHint, place, type, subject } = found;
  const hint = dateHint ? `${two(dateHint.day)}/${two(dateHint.month)}/` : '';
  return {
    symbol: number?.text ?? '',
    form: number?.form ?? 'other',
    issuer: issuer?.name ?? '',
    issuedOn: date ? formatDate(date.date) : hint,
    place: place?.text ?? '',
    type: type && types.includes(type.code) ? type.code : 'other',
    subject: oneLine(subject?.text ?? ''),
    language: found.language,
    addressees: found.addressees.join('\n'),
    cited: found.cited
      .filter((c) => c.number !== undefined)
      .filter((c, n, all) => all.findIndex((o) => o.normalized === c.normalized) === n)
      .slice(0, 40)
      .map((c) => ({ symbol: c.number ?? '', issuer: oneLine(c.issuer ?? ''), date: c.date ? formatDate(c.date) : '' })),
    sentences: found.sentences.map((s) => ({ heading: oneLine(s.heading ?? ''), text: s.text.trim() })),
  };
}

/** The draft a form carries. */
export function readDraft(values: FormValues): IntakeDraft {
  const get = (name: string): string => (firstValue(values, name) ?? '').replace(/\r\n?/g, '\n');
  const plain = Object.fromEntries(PLAIN.map((name) => [name, get(name).trim()])) as Record<(typeof PLAIN)[number], string>;
  const text = readHeld(values, 'text');
  const source = readHeld(values, 'source');
  return {
    ...plain,
    cited: indices(values, 'cited')
      .map((n) => ({
        symbol: get(`cited.${n}.symbol`).trim(),
        issuer: get(`cited.${n}.issuer`).trim(),
        date: get(`cited.${n}.date`).trim(),
      }))
      .filter((c) => c.symbol !== ''),
    sentences: indices(values, 's').map((n) => ({ heading: get(`s.${n}.heading`).trim(), text: get(`s.${n}.text`).trim() })),
    ...(text ? { text } : {}),
    ...(source ? { source } : {}),
  };
}

function readHeld(values: FormValues, name: string): HeldContent | undefined {
  const hash = firstValue(values, `${name}.hash`) ?? '';
  if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
  const get = (member: string): string => firstValue(values, `${name}.${member}`) ?? '';
  return { hash, size: get('size'), type: get('type'), name: get('name') };
}

function indices(values: FormValues, prefix: string): readonly number[] {
  const found = new Set<number>();
  for (const name of values.keys()) {
    const match = name.startsWith(`${prefix}.`) ? /^(\d{1,4})\./.exec(name.slice(prefix.length + 1)) : null;
    if (match) found.add(Number(match[1]));
  }
  return [...found].sort((a, b) => a - b);
}

/** A change of the cutting asked for by a button: `merge:3`, `split:3`, `drop:3`; anything else changes nothing. */
export function changeCutting(draft: IntakeDraft, asked: string): IntakeDraft {
  const match = /^(merge|split|drop):(\d{1,4})$/.exec(asked);
  const n = Number(match?.[2]);
  const sentence = draft.sentences[n];
  if (!match || !sentence) return draft;
  const before = draft.sentences.slice(0, n);
  const after = draft.sentences.slice(n + 1);
  switch (match[1]) {
    case 'drop':
      return { ...draft, sentences: [...before, ...after] };
    case 'merge': {
      const [next, ...rest] = after;
      if (!next) return draft;
      return { ...draft, sentences: [...before, { heading: sentence.heading, text: `${sentence.text} ${next.text}` }, ...rest] };
    }
    default: {
      const parts = sentence.text
        .split(/\n+/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
      return { ...draft, sentences: [...before, ...parts.map((text) => ({ heading: sentence.heading, text })), ...after] };
    }
  }
}

/** The day of a draft; undefined when it cannot be understood. */
export function dateOf(typed: string, today: LegalDate): LegalDate | undefined {
  const read = parseDateInput(typed, { today });
  return read.ok ? read.date : undefined;
}

/** The key by which the same document is recognised again; undefined while number, issuer or date is missing. */
export function identityOf(draft: IntakeDraft, today: LegalDate): string | undefined {
  const date = dateOf(draft.issuedOn, today);
  if (date === undefined || draft.symbol === '' || draft.issuer === '') return undefined;
  return documentIdentity({ number: draft.symbol, issuer: draft.issuer, date });
}

/** The number in the one spelling used for searching. */
export function searchSymbol(draft: IntakeDraft): string {
  return normalizeDocumentNumber(draft.symbol);
}

/** What a sentence seems to ask of whom, with the words that led to it. */
export interface Reading {
  readonly words: readonly string[];
  readonly obligations: readonly { readonly who: string; readonly must: string; readonly by: string }[];
}

/** Reads one sentence by itself; a proposal, never a finding. */
export function readSentence(text: string): Reading {
  const found = recognise(text);
  const obligations: readonly Obligation[] = found.sentences.flatMap((s) => s.obligations);
  return {
    words: [...new Set(obligations.flatMap((o) => o.cues.map(([start, end]) => found.text.slice(start, end).trim())))],
    obligations: obligations.map((o) => ({ who: o.who?.text ?? '', must: o.must.text, by: o.by?.text ?? '' })),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
