/** The page that checks a bundle on the machine of whoever opens it. Texts of a bundle only ever become text. */
import { verifyBundle } from '../formats/bundle.ts';
import type { Report } from '../formats/report.ts';
import { parsePem } from '../formats/timestamp.ts';
import { establishTrust, type Given, parseKeys } from '../formats/trust.ts';
import { readZip, zipLimits } from '../formats/zip.ts';
import { exitCodeOf, type Lang, type Line, type ReportWords, say, tellReport, visible, wordsOf } from '../tell.ts';

interface Shown {
  readonly name: string;
  readonly zip: Uint8Array;
  readonly report: Report;
}

let lang: Lang = 'vi';
let shown: Shown | undefined;
let given: Given & { readonly names: readonly string[] } = { names: [] };

const words = () => wordsOf[lang];

function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(id);
  return element;
}

function make(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children.map((child) => (typeof child === 'string' ? visible(child) : child)));
  return element;
}

function listOf(lines: readonly Line[]): HTMLElement {
  return make('dl', 'sum', ...lines.map(([label, text]) => make('div', '', make('dt', '', label), make('dd', '', text))));
}

const SHAPES = { ok: 'M5 0l5 5-5 5-5-5z', due: 'M5 0l5 10H0z', wrong: 'M0 0h10v10H0z' } as const;

function verdictOf(told: ReportWords, { name, zip, report }: Shown): HTMLElement {
  const tone = (['ok', 'wrong', 'due'] as const)[exitCodeOf(report)];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 10 10');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[tone]);
  svg.append(path);
  const checked = say(words(), 'page.checked', { file: name, size: zip.length });
  return make('section', `verdict is-${tone}`, make('h2', '', svg, make('span', '', told.verdict)), make('p', '', checked));
}

function cardOf(title: string, className: string, ...children: readonly Node[]): HTMLElement {
  return make('section', `card ${className}`, make('h2', '', title), ...children);
}

function sentencesOf(key: string, className: string, lines: readonly string[]): readonly HTMLElement[] {
  if (lines.length === 0) return [];
  return [cardOf(say(words(), key), className, make('ul', '', ...lines.map((line) => make('li', '', line))))];
}

/** Papers can be taken out only where everything about them held. */
function papersOf({ zip, report }: Shown): readonly HTMLElement[] {
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

function draw(): void {
  document.documentElement.lang = lang;
  document.title = `Khơi Thông – ${say(words(), 'page.title')}`;
  for (const element of document.querySelectorAll('[data-words]'))
    element.textContent = say(words(), element.getAttribute('data-words') ?? '');
  find('language').lang = lang === 'vi' ? 'en' : 'vi';
  if (given.names.length > 0)
    find('trust').textContent = visible(say(words(), 'page.policy.taken', { files: given.names.join(', ') }));
  if (!shown) return;
  const told = tellReport(words(), shown.report);
  const records = told.records.map(({ title, lines, fields }) => {
    const open =
      fields.length === 0 ? [] : [make('div', 'fields', make('h3', '', say(words(), 'record.fields')), listOf(fields))];
    return cardOf(title, 'record', listOf(lines), ...open);
  });
  find('result').replaceChildren(
    verdictOf(told, shown),
    ...sentencesOf('report.problems', 'problems', told.problems),
    ...sentencesOf('report.notes', 'notes', told.notes),
    ...(told.head.length === 0 ? [] : [make('section', 'card', listOf(told.head))]),
    ...papersOf(shown),
    ...records,
  );
}

async function check(name: string, zip: Uint8Array): Promise<void> {
  find('result').replaceChildren(make('p', 'card', say(words(), 'page.working', { file: name })));
  const report = await verifyBundle(zip, given);
  shown = { name, zip, report };
  draw();
}

async function take(file: File): Promise<void> {
  if (file.size > zipLimits.bytes) {
    const text = say(words(), 'cli.too-large', { file: file.name, most: zipLimits.bytes });
    find('result').replaceChildren(make('p', 'card', text));
    return;
  }
  await check(file.name, new Uint8Array(await file.arrayBuffer()));
}

/** A file that says whom to believe: a policy, keys, or certificates. */
async function takeTrusted(file: File): Promise<void> {
  const text = await file.text();
  const taken = tryTrusted(text);
  if (taken) given = { ...given, ...taken, names: [...given.names, file.name] };
  else window.alert(say(words(), 'page.policy.unknown', { file: file.name }));
  draw();
  if (taken && shown) await check(shown.name, shown.zip);
}

function tryTrusted(text: string): Given | undefined {
  const { keys = [], authorities = [] } = given;
  const ways: readonly (() => Given)[] = [
    () => ({ authorities: [...authorities, ...parsePem(text)] }),
    () => {
      establishTrust({ policy: text }, new Map());
      return { policy: text };
    },
    () => {
      if (parseKeys(text).length === 0) throw new Error('none');
      return {
        keys: [
          ...keys,
          ...text
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '' && !line.startsWith('#')),
        ],
      };
    },
  ];
  for (const way of ways) {
    try {
      return way();
    } catch {}
  }
  return undefined;
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
  for (const name of ['dragover', 'dragleave', 'drop'])
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', name === 'dragover');
    });
  document.addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    void takeAll(files, (file) => (file.name.endsWith('.zip') ? take(file) : takeTrusted(file)));
  });
  find('language').addEventListener('click', () => {
    lang = lang === 'vi' ? 'en' : 'vi';
    draw();
  });
}

async function takeAll(files: readonly File[], use: (file: File) => Promise<void>): Promise<void> {
  for (const file of files) await use(file);
}

listen();
draw();
