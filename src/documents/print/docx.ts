import * as docx from 'docx';
import { FORM_RULES, layOut, type Sheet, type SheetBlock } from '../form.ts';
import type { OfficialDocument, PaperColumn } from '../model.ts';
import { fixedZip } from './fixed-zip.ts';
import { printable } from './printable.ts';

type Rules = (typeof FORM_RULES)[Sheet['form']];

const FACE = 'Times New Roman';
/** Word counts type in half points and lengths in twentieths of a point. */
const half = (points: number): number => points * 2;
const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);
const points = (size: number): number => size * 20;
/** The width between the margins. */
const TEXT_WIDTH = 165;

/** The paper as a Word file to be worked on in an office; the same paper always gives the same bytes. */
export async function paperToDocx(document: OfficialDocument, hash: string, checkUrl?: string): Promise<Buffer> {
  const sheet = printable(layOut(document, hash, checkUrl));
  const rules = FORM_RULES[sheet.form];
  const { margins } = rules;
  const draw = createDraw(sheet, rules);
  const file = new docx.Document({
    title: sheet.title,
    creator: sheet.issuer.join(' '),
    lastModifiedBy: '',
    styles: {
      default: {
        document: {
          run: { font: FACE, size: half(rules.body.value), language: { value: 'vi-VN' } },
          paragraph: { spacing: { line: points(rules.leading.value), lineRule: docx.LineRuleType.EXACT } },
        },
        heading1: { run: { font: FACE, size: half(rules.type.value), bold: true, color: '000000' } },
        heading2: { run: { font: FACE, size: half(rules.body.value), bold: true, color: '000000' } },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: {
              top: twips(margins.value.top),
              bottom: twips(margins.value.bottom),
              left: twips(margins.value.left),
              right: twips(margins.value.right),
              header: twips(10),
              footer: twips(8),
            },
          },
        },
        headers: { default: draw.pageNumber(), first: new docx.Header({ children: [] }) },
        footers: { default: draw.foot(), first: draw.foot() },
        children: [
          draw.letterhead(),
          ...draw.heading(),
          ...sheet.blocks.flatMap((block) => draw.block(block)),
          ...sheet.notes.map((note) => draw.note(note)),
          draw.gap(),
          ...draw.signing(),
          ...draw.check(),
        ],
      },
    ],
  });
  return fixedZip(await docx.Packer.toBuffer(file));
}

/** How each piece of a sheet is drawn. */
function createDraw(sheet: Sheet, rules: Rules) {
  const { AlignmentType, BorderStyle, HeadingLevel, LineRuleType, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun } =
    docx;
  const isParty = sheet.form === 'party';
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
  const bare = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none } as const;
  const loose = { line: 240, lineRule: LineRuleType.AUTO } as const;
  const single = (text: string, size: number, how: Omit<docx.IRunOptions, 'text' | 'size'> = {}, after = 40) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...loose, after },
      children: [new TextRun({ text, size: half(size), ...how })],
    });
  /** A rule under what stands above it: a paragraph whose only sight is its border. */
  const rule = (width: number, of: number) =>
    new Paragraph({
      indent: { left: twips((of - width) / 2), right: twips((of - width) / 2) },
      spacing: { line: 60, lineRule: LineRuleType.EXACT, after: 60 },
      border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
      children: [],
    });
  const body = (runs: readonly docx.TextRun[], how: Omit<docx.IParagraphOptions, 'children'> = {}) =>
    new Paragraph({
      alignment: AlignmentType.JUSTIFIED,
      indent: { firstLine: twips(rules.indent.value) },
      spacing: { line: points(rules.leading.value), lineRule: LineRuleType.EXACT, after: points(4) },
      ...how,
      children: runs,
    });
  const cell = (width: number, children: readonly (docx.Paragraph | docx.Table)[]) =>
    new TableCell({ width: { size: twips(width), type: docx.WidthType.DXA }, borders: bare, children });
  const halves = (left: number, rows: readonly (readonly [readonly docx.Paragraph[], readonly docx.Paragraph[]])[]) =>
    new Table({
      width: { size: twips(TEXT_WIDTH), type: docx.WidthType.DXA },
      columnWidths: [twips(left), twips(TEXT_WIDTH - left)],
      borders: bare,
      rows: rows.map(
        ([first, second]) => new TableRow({ cantSplit: true, children: [cell(left, first), cell(TEXT_WIDTH - left, second)] }),
      ),
    });

  const letterhead = () => {
    const left = isParty ? 75 : 66;
    const right = TEXT_WIDTH - left;
    const motto = rules.motto.value;
    return halves(left, [
      [
        [
          ...sheet.superior.map((line) => single(line, rules.issuer.value, {}, 0)),
          ...sheet.issuer.map((line) => single(line, rules.issuer.value, { bold: true }, 0)),
          isParty ? single('*', 14) : rule(28, left),
        ],
        [...motto.map((line) => single(line.text, line.size, { bold: true }, 0)), rule(isParty ? 72 : 54, right)],
      ],
      [[single(sheet.number, rules.number.value), ...subject()], [single(sheet.date, rules.date.value, { italics: true })]],
    ]);
  };

  const subject = () =>
    sheet.subject === null
      ? []
      : [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            alignment: AlignmentType.CENTER,
            spacing: { ...loose, after: 40 },
            children: [new TextRun({ text: sheet.subject, bold: false, size: half(12) })],
          }),
        ];

  const heading = () => (sheet.subject === null ? [...title(), ...addressees()] : addressees());

  const title = () => [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      alignment: AlignmentType.CENTER,
      spacing: { ...loose, before: 240, after: 60 },
      children: [new TextRun({ text: sheet.type, bold: true, size: half(rules.type.value) })],
    }),
    single(sheet.summary, rules.summary.value, { bold: true }),
    isParty ? single('-----', 14, {}, 160) : rule(36, TEXT_WIDTH),
  ];

  const addressees = () => {
    const [first, ...more] = sheet.addressees;
    if (first === undefined) return [];
    if (more.length === 0) return [single(`Kính gửi: ${first}`, rules.body.value, {}, 160)];
    const line = (text: string) => new Paragraph({ indent: { left: twips(25) }, children: [new TextRun({ text })] });
    return [line('Kính gửi:'), ...sheet.addressees.map((name, i) => line(`- ${name}${i === more.length ? '.' : ';'}`))];
  };

  const table = (title: string, columns: readonly PaperColumn[], rows: readonly (readonly string[])[]) => {
    const entry = (text: string, column: PaperColumn, bold: boolean) =>
      new TableCell({
        margins: { top: 40, bottom: 40, left: 80, right: 80 },
        children: [
          new Paragraph({
            spacing: loose,
            alignment: bold ? AlignmentType.CENTER : column.isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
            children: [new TextRun({ text, bold, size: half(12) })],
          }),
        ],
      });
    return [
      new Paragraph({
        keepNext: true,
        spacing: { ...loose, before: 120, after: 60 },
        children: [new TextRun({ text: title, italics: true, size: half(12) })],
      }),
      new Table({
        width: { size: 100, type: docx.WidthType.PERCENTAGE },
        rows: [
          new TableRow({ tableHeader: true, children: columns.map((c) => entry(c.title, c, true)) }),
          ...rows.map((row) => new TableRow({ cantSplit: true, children: columns.map((c, i) => entry(row[i] ?? '', c, false)) })),
        ],
      }),
      new Paragraph({ spacing: { ...loose, after: 60 }, children: [] }),
    ];
  };

  const run = (text: string, how: Omit<docx.IRunOptions, 'text'> = {}) => new TextRun({ text, ...how });
  const block = (b: SheetBlock): (docx.Paragraph | docx.Table)[] => {
    switch (b.is) {
      case 'paragraph':
        return [body([run(b.text)])];
      case 'ground':
        return [body([run(b.text, { italics: true })])];
      case 'verdict':
        return [single(b.text, rules.body.value, { bold: true }, 160)];
      case 'heading':
        return [body([run(b.text, { bold: true })], { heading: HeadingLevel.HEADING_2, keepNext: true })];
      case 'article':
        return [
          body([run(`Điều ${b.number}. ${b.title}`, { bold: true })], { keepNext: true }),
          ...b.paragraphs.map((text) => body([run(text)])),
        ];
      case 'list':
        return b.items.map((item) => body([run(`- ${item}`)]));
      case 'table':
        return table(b.title, b.columns, b.rows);
      case 'quote':
        return [body([run(`${b.by}:`)], { keepNext: true }), ...b.lines.map((text) => body([run(text, { italics: true })]))];
    }
  };

  const signatureOf = ({ lines, name }: Sheet['signatures'][number]) => [
    ...lines.map((line) => single(line, 14, { bold: true }, 0)),
    new Paragraph({ spacing: { ...loose, before: twips(20) }, children: [] }),
    single(name ?? ' ', 14, { bold: true }),
  ];
  const recipients = () =>
    sheet.recipients.length === 0
      ? [new Paragraph({ children: [] })]
      : [
          new Paragraph({
            spacing: loose,
            children: [
              new TextRun({
                text: 'Nơi nhận:',
                size: half(rules.recipientsHead.value),
                ...(isParty ? { underline: {} } : { bold: true, italics: true }),
              }),
            ],
          }),
          ...sheet.recipients.map(
            (text) => new Paragraph({ spacing: loose, children: [new TextRun({ text, size: half(rules.recipients.value) })] }),
          ),
        ];
  const signing = () => {
    const [first, second] = sheet.signatures;
    if (first && second) return [halves(TEXT_WIDTH / 2, [[signatureOf(first), signatureOf(second)]]), ...recipients()];
    return [halves(TEXT_WIDTH / 2, [[recipients(), first ? signatureOf(first) : []]])];
  };

  const small = (children: docx.IRunOptions['children']) =>
    new TextRun({ size: half(8), color: '595959', children: children ?? [] });
  return {
    letterhead,
    heading,
    block,
    signing,
    // An office program shows a picture its own way; the address is the same in words.
    check: () =>
      sheet.check === null
        ? []
        : [
            new Paragraph({
              spacing: { ...loose, before: 240 },
              children: [small([`Kiểm tra trong sổ cái: ${sheet.check.url}`])],
            }),
          ],
    gap: () => new Paragraph({ spacing: { ...loose, after: 120 }, children: [] }),
    note: (text: string) =>
      new Paragraph({
        spacing: { ...loose, after: 60 },
        indent: { left: twips(3) },
        border: { left: { style: BorderStyle.SINGLE, size: 10, space: 6, color: '000000' } },
        children: [new TextRun({ text, italics: true, size: half(12) })],
      }),
    pageNumber: () =>
      new docx.Header({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ size: half(13), children: [PageNumber.CURRENT] })],
          }),
        ],
      }),
    foot: () =>
      new docx.Footer({
        children: [
          new Paragraph({
            spacing: loose,
            tabStops: [{ type: docx.TabStopType.RIGHT, position: twips(TEXT_WIDTH) }],
            children: [small([sheet.foot, '\t', 'trang ', PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES])],
          }),
        ],
      }),
  };
}
