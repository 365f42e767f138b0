/** The page that checks a bundle or a receipt on the machine of whoever opens it. Texts of others only ever become text. */
import { verifyBundle } from '../formats/bundle.ts';
import { toHex } from '../formats/bytes.ts';
import { instantOf } from '../formats/dating.ts';
import { parseReceipt } from '../formats/receipt.ts';
import type { Report } from '../formats/report.ts';
import type { Given } from '../formats/trust.ts';
import { readZip, zipLimits } from '../formats/zip.ts';
import type { ReceiptEvidence } from '../receipt-check.ts';
import { exitCodeOf, type Lang, type Line, localTime, say, tellReport, visible, wordsOf } from '../tell.ts';
import { type ReceiptWords, tellReceipt } from '../tell-receipt.ts';
import { pastedNote, whatIs } from './brought.ts';
import { cardOf, find, listOf, make, verdictOf } from './elements.ts';
import { giveText } from './trusted.ts';

/** What lies on the table: a bundle, or a receipt. */
type Brought = { readonly name: string; readonly bytes: Uint8Array; readonly is: 'bundle' | 'receipt' };
type Checked = Brought & ({ readonly is: 'bundle'; readonly report: Report } | { readonly is: 'receipt' });

let lang: Lang = 'vi';
let checked: Checked | undefined;
let given: Given & { readonly names: readonly string[] } = { names: [] };
/** What the holder of a receipt brought with it. */
let beside: {
  readonly names: readonly string[];
  readonly proof?: string;
  readonly checkpoint?: string;
  readonly leaves?: Uint8Array;
} = { names: [] };

const words = () => wordsOf[lang];

function sentencesOf(key: string, className: string, lines: readonly string[]): readonly HTMLElement[] {
  if (lines.length === 0) return [];
  return [cardOf(say(words(), key), className, make('ul', '', ...lines.map((line) => make('li', '', line))))];
}

/** Papers can be taken out only where everything about them held. */
function papersOf(zip: Uint8Array, report: Report): readonly HTMLElement[] {
  if (report.papers.length === 0 || report.verdict === 'wrong') return [];
  const files = new Map(readZip(zip).map((entry) => [entry.name, entry.bytes]));
  const links = report.papers.map(({ path, name }) => {
    const label = name === '' ? path.slice('files/'.length) : name;
    const link = document.createElement('a');
    link.className = 'btn alt s';
    link.download = label.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
    link.href = URL.createObjectURL(new Blob([Uint8Array.from(files.get(path) ?? [])], { type: 'application/octet-stream' }));
    link.textContent = visible(say(words(), 'page.save', { name: label }));
    return link;
  });
  return [cardOf(say(words(), 'page.show'), '', make('div', 'papers', ...links))];
}

function drawnBundle({ name, bytes, report }: Checked & { readonly is: 'bundle' }): readonly HTMLElement[] {
  const told = tellReport(words(), report);
  const records = told.records.map(({ title, lines, fields }) => {
    const open =
      fields.length === 0 ? [] : [make('div', 'fields', make('h3', '', say(words(), 'record.fields')), listOf(fields))];
    return cardOf(title, 'record', listOf(lines), ...open);
  });
  return [
    verdictOf(exitCodeOf(report), told.verdict, say(words(), 'page.checked', { file: name, size: bytes.length })),
    ...sentencesOf('report.problems', 'problems', told.problems),
    ...sentencesOf('report.notes', 'notes', told.notes),
    ...(told.head.length === 0 ? [] : [make('section', 'card', listOf(told.head))]),
    ...papersOf(bytes, report),
    ...records,
  ];
}

function evidenceBeside(): ReceiptEvidence {
  const { proof, checkpoint, leaves } = beside;
  return {
    ...(proof === undefined ? {} : { proof }),
    ...(checkpoint !== undefined && leaves !== undefined ? { tree: { checkpoint, leaves } } : {}),
  };
}

/** What a receipt says of itself, where it can be read at all. */
function receiptLines(note: Uint8Array): readonly Line[] {
  try {
    const { origin, leafHash, at, promiseSeconds } = parseReceipt(new TextDecoder().decode(note));
    const line = (key: string, text: string): Line => [say(words(), key), text];
    return [
      line('report.origin', origin),
      line('page.receipt.at', localTime(at)),
      line('page.receipt.until', localTime(instantOf(Date.parse(at) / 1000 + promiseSeconds))),
      line('page.receipt.leaf', toHex(leafHash)),
    ];
  } catch {
    return [];
  }
}

function drawnReceipt({ name, bytes }: Brought, { code, text }: ReceiptWords): readonly HTMLElement[] {
  const { names } = beside;
  const lines = code === 1 ? [] : receiptLines(bytes);
  const looked = say(words(), 'page.checked', { file: name, size: bytes.length });
  const used = names.length === 0 ? '' : ` ${say(words(), 'page.evidence', { files: names.join(', ') })}`;
  return [
    verdictOf(code === 'unchecked' ? 2 : code, text, code === 'unchecked' ? '' : `${looked}${used}`),
    ...(lines.length === 0 ? [] : [make('section', 'card', listOf(lines))]),
  ];
}

/** Everything in the language of the moment. */
async function draw(): Promise<void> {
  document.documentElement.lang = lang;
  document.title = `Khơi Thông – ${say(words(), 'page.title')}`;
  for (const element of document.querySelectorAll('[data-words]'))
    element.textContent = say(words(), element.getAttribute('data-words') ?? '');
  find('language').lang = lang === 'vi' ? 'en' : 'vi';
  if (given.names.length > 0)
    find('trust').textContent = visible(say(words(), 'page.policy.taken', { files: given.names.join(', ') }));
  if (checked?.is === 'bundle') find('result').replaceChildren(...drawnBundle(checked));
  else if (checked)
    find('result').replaceChildren(...drawnReceipt(checked, await tellReceipt(words(), checked.bytes, given, evidenceBeside())));
  else if (beside.names.length > 0)
    find('result').replaceChildren(make('p', 'card', say(words(), 'page.evidence.alone', { files: beside.names.join(', ') })));
}

async function check({ name, bytes, is }: Brought): Promise<void> {
  find('result').replaceChildren(make('p', 'card', say(words(), 'page.working', { file: name })));
  checked = is === 'bundle' ? { name, bytes, is, report: await verifyBundle(bytes, given) } : { name, bytes, is };
  await draw();
  find('result').scrollIntoView({ block: 'nearest' });
}

/** Says in one place what is not a result. */
function tell(id: 'taken' | 'pasted' | 'trust-told', key = '', params: Readonly<Record<string, string | number>> = {}): void {
  find(id).textContent = key === '' ? '' : visible(say(words(), key, params));
}

/** Something to check, something that goes with a receipt, or whom to believe: it says itself what it is. */
async function take(file: File): Promise<void> {
  tell('taken');
  const { name, size } = file;
  if (size > zipLimits.bytes) return tell('taken', 'cli.too-large', { file: name, most: zipLimits.bytes });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const is = whatIs(name, bytes);
  if (is === 'bundle' || is === 'receipt') return check({ name, bytes, is });
  if (is === 'other')
    return (await giveTrust(name, new TextDecoder().decode(bytes))) ? undefined : tell('taken', 'page.unknown', { file: name });
  const names = [...beside.names.filter((one) => one !== name), name];
  beside = { ...beside, names, [is]: is === 'leaves' ? bytes : new TextDecoder().decode(bytes) };
  await draw();
}

/** A text that says whom to believe; false where it is none. */
async function giveTrust(name: string, text: string): Promise<boolean> {
  const more = giveText(given, text);
  if (!more) return false;
  given = { ...given, ...more, names: [...given.names.filter((one) => one !== name), name] };
  if (checked?.is === 'bundle') await check(checked);
  await draw();
  return true;
}

function tellTrusted(isTaken: boolean, file: string): void {
  tell('trust-told', isTaken ? '' : 'page.policy.unknown', { file });
}

async function takeTrusted(file: File): Promise<void> {
  const isTaken = await giveTrust(file.name, await file.text());
  tellTrusted(isTaken, file.name);
}

/** What was typed into a field of the page. */
function typedIn(id: string): string {
  const field = find(id);
  return field instanceof HTMLTextAreaElement ? field.value : '';
}

async function takePasted(): Promise<void> {
  const text = typedIn('note');
  if (text.trim() === '') return tell('pasted', 'page.paste.empty');
  tell('pasted');
  tell('taken');
  await check({ name: say(words(), 'page.paste.name'), bytes: pastedNote(text), is: 'receipt' });
}

async function takePastedTrust(): Promise<void> {
  const name = say(words(), 'page.policy.pasted');
  const isTaken = await giveTrust(name, `${typedIn('keys').replace(/\r\n?/g, '\n').trim()}\n`);
  tellTrusted(isTaken, name);
}

function listen(): void {
  const drop = find('drop');
  const onFiles = (id: string, use: (file: File) => Promise<void>) => {
    const input = find(id);
    input.addEventListener('change', () => {
      if (!(input instanceof HTMLInputElement)) return;
      const files = [...(input.files ?? [])];
      input.value = '';
      void takeAll(files, use);
    });
  };
  onFiles('bundle', take);
  onFiles('trusted', takeTrusted);
  find('check-note').addEventListener('click', () => void takePasted());
  find('use-keys').addEventListener('click', () => void takePastedTrust());
  for (const name of ['dragover', 'dragleave', 'drop'])
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', name === 'dragover');
    });
  document.addEventListener('drop', (event) => void takeAll([...(event.dataTransfer?.files ?? [])], take));
  find('language').addEventListener('click', () => {
    lang = lang === 'vi' ? 'en' : 'vi';
    for (const id of ['taken', 'pasted', 'trust-told'] as const) tell(id);
    void draw();
  });
}

async function takeAll(files: readonly File[], use: (file: File) => Promise<void>): Promise<void> {
  for (const file of files) await use(file);
}

listen();
void draw();
