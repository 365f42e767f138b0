/**
 * The form of official papers as measures and words. None of it was read in an original text: each value carries how sure we are of it, and the page beside a
 * paper says so.
 */
import type { LegalDate } from '../kernel/time.ts';
import { type Block, LETTER, linesOf, type OfficialDocument, type PaperForm } from './model.ts';

/** How sure we are: `secondary` is told by somebody who cites the text, `unverified` is general knowledge. */
export type FormConfidence = 'secondary' | 'unverified';

interface Known<T> {
  readonly value: T;
  readonly confidence: FormConfidence;
}

const told = <T>(value: T): Known<T> => ({ value, confidence: 'secondary' });
const general = <T>(value: T): Known<T> => ({ value, confidence: 'unverified' });

/** Sizes are in points, margins in millimetres. */
interface FormRules {
  readonly source: string;
  readonly margins: Known<{ readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }>;
  readonly body: Known<number>;
  readonly indent: Known<number>;
  /** From one line to the next. */
  readonly leading: Known<number>;
  readonly motto: Known<readonly { readonly text: string; readonly size: number }[]>;
  readonly issuer: Known<number>;
  readonly number: Known<number>;
  readonly date: Known<number>;
  readonly type: Known<number>;
  readonly summary: Known<number>;
  readonly recipientsHead: Known<number>;
  readonly recipients: Known<number>;
}

/** Both forms. @basis qd399-2026, nd30-2020 */
export const FORM_RULES: Readonly<Record<PaperForm, FormRules>> = {
  party: {
    source: 'Quy định 399-QĐ/TW, Hướng dẫn 05-HD/VPTW (2026)',
    margins: told({ top: 20, bottom: 20, left: 30, right: 15 }),
    body: told(14),
    indent: told(10),
    leading: told(19),
    motto: general([{ text: 'ĐẢNG CỘNG SẢN VIỆT NAM', size: 15 }]),
    issuer: general(14),
    number: general(14),
    date: general(14),
    type: general(16),
    summary: general(14),
    recipientsHead: general(14),
    recipients: general(12),
  },
  state: {
    source: 'Nghị định 30/2020/NĐ-CP',
    margins: general({ top: 20, bottom: 20, left: 30, right: 15 }),
    body: told(14),
    indent: told(10),
    leading: general(19),
    motto: general([
      { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', size: 12 },
      { text: 'Độc lập - Tự do - Hạnh phúc', size: 13 },
    ]),
    issuer: general(12),
    number: general(13),
    date: general(13),
    type: general(14),
    summary: general(14),
    recipientsHead: general(12),
    recipients: general(11),
  },
};

/** The least sure of the values a form is made of; a page that shows the form says it. */
export function formConfidence(form: PaperForm): FormConfidence {
  const rules = Object.values(FORM_RULES[form]).filter((rule) => typeof rule === 'object') as readonly Known<unknown>[];
  return rules.some((rule) => rule.confidence === 'unverified') ? 'unverified' : 'secondary';
}

const upper = (text: string): string => text.toLocaleUpperCase('vi');

/** `ngày 05 tháng 02 năm 2026`, `ngày 26 tháng 3 năm 2026`: days below ten and the first two months keep their zero. */
export function paperDate(date: LegalDate): string {
  const month = Number(date.slice(5, 7));
  return `ngày ${date.slice(8)} tháng ${month < 3 ? `0${month}` : month} năm ${date.slice(0, 4)}`;
}

/** The number as the form writes it; a paper without one leaves the place open. */
export function numberLine({ number, type, issuer }: Pick<OfficialDocument, 'number' | 'type' | 'issuer'>): string {
  if (issuer.form === 'party') return `Số ${number ?? `……-${type.symbol}/……`}`;
  return `Số: ${number ?? (type.name === LETTER.name ? '……/……' : `……/${type.symbol}-……`)}`;
}

/** A piece of text as it is drawn: one line of writing is one paragraph. */
export type SheetBlock =
  | Exclude<Block, { readonly is: 'quote' }>
  | { readonly is: 'quote'; readonly by: string; readonly lines: readonly string[] };

/** What a page shows of a paper, every word in its place. Renderers draw it and decide nothing. */
export type Sheet = Pick<OfficialDocument, 'addressees' | 'notes'> & {
  readonly blocks: readonly SheetBlock[];
  readonly form: PaperForm;
  /** The name of the file's document. */
  readonly title: string;
  /** Lines of the letterhead. */
  readonly superior: readonly string[];
  readonly issuer: readonly string[];
  readonly number: string;
  readonly date: string;
  /** Name of the paper and what it is about; both empty in a letter, which says it under its number. */
  readonly type: string;
  readonly summary: string;
  readonly subject: string | null;
  readonly signatures: readonly { readonly lines: readonly string[]; readonly name: string | null }[];
  readonly recipients: readonly string[];
  /** Where it comes from and the digest of what it says. */
  readonly foot: string;
  /** The code that leads to where its act stands in the ledger; it tells a hash and nothing else. */
  readonly check: { readonly url: string; readonly label: string } | null;
};

/** Lays a paper out by its form; `hash` is the digest of what it says, `checkUrl` where its act can be looked up in the ledger. */
export function layOut(document: OfficialDocument, hash: string, checkUrl?: string): Sheet {
  const { issuer, type, source } = document;
  const { form } = issuer;
  const isLetter = type.name === LETTER.name;
  return {
    form,
    title: `${type.name} ${document.number ?? ''}: ${document.summary}`.replace(/\s+:/, ':'),
    superior: issuer.superior === null ? [] : headLines(issuer.superior),
    issuer: headLines(ownName(issuer)),
    number: numberLine(document),
    date: `${issuer.place ?? '……'}, ${paperDate(document.on)}`,
    type: isLetter ? '' : upper(type.name),
    summary: isLetter ? '' : document.summary,
    subject: isLetter ? `V/v ${document.summary.charAt(0).toLocaleLowerCase('vi')}${document.summary.slice(1)}` : null,
    addressees: document.addressees,
    blocks: document.blocks.flatMap(toSheetBlocks),
    notes: document.notes,
    signatures: document.signatures.map(({ instead, title, name }) => ({
      lines: [...(instead === null ? [] : [upper(instead)]), upper(title)],
      name,
    })),
    recipients: recipientLines(form, document.recipients),
    foot: `${source.dossier} · hành vi số ${source.act} · mã nội dung ${hash.slice(0, 8)} ${hash.slice(8, 16)}`,
    check: checkUrl === undefined ? null : { url: checkUrl, label: 'Quét mã để kiểm tra trong sổ cái' },
  };
}

/** Under «TỈNH ỦY QUẢNG NINH» its board signs as «BAN TỔ CHỨC». */
function ownName({ name, superior }: OfficialDocument['issuer']): string {
  return superior !== null && name.endsWith(` ${superior}`) ? name.slice(0, -superior.length - 1) : name;
}

/** What a line of the letterhead holds before it touches the other half of the page. */
const HEAD_LINE = 21;
/** Words before which a name of a body is broken, and those that are never left alone at the end of a line. */
const BEGINS = /^(?:VÀ|TỈNH|THÀNH|PHƯỜNG|XÃ|ĐẶC|KHU)$/u;
const HANGS = /^(?:VÀ|TỈNH|THÀNH|PHƯỜNG|XÃ|ĐẶC|ỦY|BAN)$/u;

/** A name in capitals in as few lines as hold it, broken where it is read. */
function headLines(name: string): readonly string[] {
  const words = upper(name).split(/\s+/u);
  const text = words.join(' ');
  if (text.length <= HEAD_LINE || words.length < 2) return [text];
  const cost = (n: number): number => {
    const length = words.slice(0, n).join(' ').length;
    return Math.abs(length - text.length / 2) - (BEGINS.test(words[n] ?? '') ? 5 : 0) + (HANGS.test(words[n - 1] ?? '') ? 9 : 0);
  };
  const at = words
    .map((_, n) => n)
    .slice(1)
    .reduce((best, n) => (cost(n) < cost(best) ? n : best), 1);
  return [words.slice(0, at), words.slice(at)].flatMap((part) => headLines(part.join(' ')));
}

function toSheetBlocks(block: Block): readonly SheetBlock[] {
  switch (block.is) {
    case 'paragraph':
    case 'ground':
      return linesOf(block.text).map((text) => ({ is: block.is, text }));
    case 'article':
      return [{ ...block, paragraphs: block.paragraphs.flatMap(linesOf) }];
    case 'quote':
      return [{ is: 'quote', by: block.by, lines: linesOf(block.text) }];
    default:
      return [block];
  }
}

/** Each recipient in a line of its own; the last keeps a copy and ends the list. */
function recipientLines(form: PaperForm, recipients: readonly string[]): readonly string[] {
  const end = form === 'party' ? ',' : ';';
  return recipients.map((name, i) => `- ${name}${i === recipients.length - 1 ? '.' : end}`);
}
