/** The page of an evidence bundle in words: what would be proven, and every field that can be chosen. */
import type { Standing } from '../../../documents/index.ts';
import { findAct } from '../../../dossier/common-acts.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import { formatStamp } from '../../../kernel/format.ts';
import type { Json } from '../../../kernel/json.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { asInstant } from '../../../kernel/time.ts';
import { type Chosen, filesChosen, standingOf } from '../../../store/evidence-bundle.ts';
import type { ActView, DossierView } from '../../../store/read/dossier.ts';
import type { Evidence, EvidenceAct, OpenField } from '../../../store/read/evidence.ts';
import { sizeLabel } from '../dossier/documents.ts';
import { actTitle, whoLine } from '../dossier/timeline.tsx';
import { fieldLabel, fieldText } from '../showing/act-body.tsx';
import { personLabel } from '../showing/people.ts';
import type { Reader } from '../showing/reader.ts';
import { readable } from '../showing/text.tsx';
import { choiceOf, everyChoice } from './choice.ts';

/** One box to tick. */
export interface ChoiceLine {
  readonly value: string;
  readonly label: string;
  readonly note: string;
  readonly isPersonal: boolean;
  readonly isChosen: boolean;
}

/** An act with its boxes. */
export interface ActLine {
  readonly seq: number;
  readonly title: string;
  readonly note: string;
  readonly standing: Standing;
  readonly choices: readonly ChoiceLine[];
}

/** Everything the page says. */
export interface EvidenceView {
  readonly acts: readonly ActLine[];
  readonly preview: readonly string[];
  readonly warnings: readonly string[];
  readonly size: string;
  readonly chosen: number;
  readonly of: number;
  readonly hasProof: boolean;
}

/** Builds the page for its reader, with the boxes ticked that are chosen. */
export function buildEvidence(r: Reader, view: DossierView, evidence: Evidence, chosen: Chosen): EvidenceView {
  const acts = evidence.acts.flatMap((act): ActLine[] => {
    const told = view.acts.find((one) => one.seq === act.seq);
    return told ? [toLine(r, view, evidence, { act, told, chosen })] : [];
  });
  const boxes = acts.flatMap((act) => act.choices);
  return {
    acts,
    ...sayPreview(r, evidence),
    size: r.t('evidence.sizeAbout', { size: sizeLabel(r, estimate(evidence, chosen)) }),
    chosen: boxes.filter((box) => box.isChosen).length,
    of: boxes.length,
    hasProof: evidence.acts.some((act) => act.proven),
  };
}

interface OneAct {
  readonly act: EvidenceAct;
  readonly told: ActView;
  readonly chosen: Chosen;
}

function toLine(r: Reader, view: DossierView, evidence: Evidence, { act, told, chosen }: OneAct): ActLine {
  const choices = everyChoice(act).map((what): ChoiceLine => {
    const field = 'field' in what ? act.fields.find(({ name }) => name === what.field) : undefined;
    const words = field ? fieldWords(r, view, told, field) : fileWords(r, view, act, 'file' in what ? what.file : '');
    return {
      value: choiceOf(act.seq, what),
      ...words,
      isPersonal: field?.isPersonal ?? issuedOf(act, what)?.isPersonal ?? false,
      isChosen: chosen(act, what),
    };
  });
  return {
    seq: act.seq,
    title: r.t('evidence.act', { seq: act.seq, title: actTitle(r, view, told) }),
    note: `${formatStamp(told.businessAt)} · ${whoLine(r, told)}`,
    standing: standingOf(evidence, act),
    choices,
  };
}

function issuedOf(act: EvidenceAct, what: { readonly field: string } | { readonly file: string }) {
  return 'file' in what ? act.files.find(({ hash }) => hash === what.file)?.issued : undefined;
}

function fieldWords(r: Reader, view: DossierView, told: ActView, { name, value }: OpenField): { label: string; note: string } {
  const label = fieldName(r, view.kind, told.name, name);
  switch (name) {
    case 'act':
      return { label, note: r.say.act(view.kind.name, told.name, 'label') };
    case 'actor':
      return { label, note: typeof value === 'string' ? personLabel(r, value) : r.t('evidence.field.system') };
    case 'businessAt':
      return { label, note: formatStamp(told.businessAt) };
    case 'body':
    case 'facts':
      return { label, note: r.t(`evidence.field.${name}Note`) };
    default:
      return { label, note: truncateWords(memberText(r, view, told, name, value).replace(/\s+/g, ' '), 90) };
  }
}

/** A member of the form in words; a text stands for itself. */
function memberText(r: Reader, view: DossierView, told: ActView, name: string, value: Json): string {
  const [, member = '', ...deeper] = name.split('/');
  const schema = findAct(view.kind, told.name)?.body;
  const spec = schema && deeper.length === 0 ? fieldsOf(schema).find((one) => one.name === member) : undefined;
  if (spec && spec.meta.sealed === undefined) return fieldText(r, view.kind.name, spec, value);
  return typeof value === 'string' ? value : '';
}

const FIXED: readonly string[] = ['act', 'actor', 'businessAt', 'body', 'facts'];

/** The word for a field as the ledger names it: `body/reason`, `body/rows/0/text`. */
export function fieldName(r: Reader, kind: AnyKind, act: string, name: string): string {
  if (FIXED.includes(name)) return r.t(`evidence.field.${name}`);
  const path = name.split('/');
  const row = path.find((part) => /^\d+$/.test(part));
  const label = fieldLabel(r, kind, act, path.at(-1) ?? name);
  return row === undefined ? label : r.t('evidence.field.row', { label, row: Number(row) + 1 });
}

function fileWords(r: Reader, view: DossierView, act: EvidenceAct, hash: string): { label: string; note: string } {
  const file = act.files.find((one) => one.hash === hash);
  if (file?.issued) {
    const name = r.say.kind(view.kind.name, `papers.${file.issued.name}`);
    const label = r.t('evidence.field.paper', { name, number: file.issued.number });
    return { label, note: r.t('evidence.field.paperNote', { size: sizeLabel(r, file.size) }) };
  }
  const named = view.attachments.find((one) => one.hash === hash && one.seq === act.seq);
  const name = readable(r.t, named?.name ?? '').text;
  return { label: r.t('evidence.field.file', { name }), note: sizeLabel(r, file?.size ?? 0) };
}

function sayPreview(r: Reader, evidence: Evidence): Pick<EvidenceView, 'preview' | 'warnings'> {
  const { acts, ledger } = evidence;
  const count = (standing: Standing): number => acts.filter((act) => standingOf(evidence, act) === standing).length;
  const proven = acts.length - count('waiting');
  const from = acts.map(({ proven: place }) => place?.after).find((time) => time !== undefined);
  const to = acts.findLast(({ proven: place }) => place?.notAfter !== undefined)?.proven?.notAfter;
  const sum = (of: (act: EvidenceAct) => number): number => acts.reduce((total, act) => total + of(act), 0);
  const say = (key: string, n: number): readonly string[] => (n === 0 ? [] : [r.t(`evidence.${key}`, { n })]);
  const at = (seconds: number): string => formatStamp(asInstant(new Date(seconds * 1000)));
  return {
    preview: [
      ...say('proven', proven),
      ...say('full', count('full')),
      ...say('short', count('short')),
      ...(ledger.asksWitnesses || proven === 0 ? [] : [r.t('evidence.none')]),
      ...(from === undefined || to === undefined ? [] : [r.t('evidence.between', { from: at(from), to: at(to) })]),
      ...say('waiting', count('waiting')),
      ...say(
        'gone',
        sum((act) => act.gone.length),
      ),
      ...say(
        'withheld',
        sum((act) => act.withheld),
      ),
    ],
    warnings: say(
      'altered',
      sum((act) => act.altered.length),
    ),
  };
}

/** What every record takes besides its fields: leaf, proofs, notes, headers, its lines in the list. */
const BYTES_OF_RECORD = 5000;
/** The readable copy, the page that checks, lists and texts. */
const BYTES_OF_REST = 180_000;

function estimate({ acts }: Evidence, chosen: Chosen): number {
  const ofAct = (act: EvidenceAct): number => {
    const shown = act.fields.filter(({ name }) => chosen(act, { field: name }));
    const files = filesChosen(act, chosen).reduce((sum, { size }) => sum + size, 0);
    return BYTES_OF_RECORD + Buffer.byteLength(JSON.stringify(shown)) + files;
  };
  return BYTES_OF_REST + acts.reduce((sum, act) => sum + ofAct(act), 0);
}
