/** The text of a PDF with the number of its pages. */
export interface PdfText {
  readonly text: string;
  readonly pages: number;
}

interface TextPiece {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

interface TextLine {
  y: number;
  height: number;
  pieces: TextPiece[];
}

const MAX_PAGES = 1000;

/** The browser classes pdfjs expects while loading; reading text never draws, so empty ones do and no native library is needed. */
function standInForDrawing(): void {
  const globals = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) globals[name] ??= class {};
}

const xOf = (piece: TextPiece): number => piece.transform[4] ?? 0;
const yOf = (piece: TextPiece): number => piece.transform[5] ?? 0;

/** Puts pieces that stand at one height into one line, top to bottom. */
function gatherLines(pieces: readonly TextPiece[]): TextLine[] {
  const lines: TextLine[] = [];
  for (const piece of pieces) {
    if (piece.str === '') continue;
    const y = yOf(piece);
    const height = piece.height || 10;
    // A line is seldom far from the one written just before it.
    const line = lines.slice(-6).find((other) => Math.abs(other.y - y) < Math.max(2, height * 0.4));
    if (line) line.pieces.push(piece);
    else lines.push({ y, height, pieces: [piece] });
  }
  return lines.sort((a, b) => b.y - a.y);
}

/** Writes a line out: small gaps become a space, a gap between two columns becomes several. */
function writeLine({ pieces, height }: TextLine): string {
  const ordered = [...pieces].sort((a, b) => xOf(a) - xOf(b));
  let text = '';
  let end: number | undefined;
  for (const piece of ordered) {
    const gap = end === undefined ? 0 : xOf(piece) - end;
    if (gap > height * 2.5) text += '    ';
    else if (gap > height * 0.15 && !/\s$/.test(text) && !/^\s/.test(piece.str)) text += ' ';
    text += piece.str;
    end = xOf(piece) + piece.width;
  }
  return text.trimEnd();
}

/** Reads the text layer of a PDF page by page, page numbers left out; stops at `maxCharacters`. */
export async function pdfToText(bytes: Uint8Array, maxCharacters: number): Promise<PdfText> {
  standInForDrawing();
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
    disableAutoFetch: true,
    disableStream: true,
    disableRange: true,
    maxImageSize: 1,
    verbosity: VerbosityLevel.ERRORS,
  });
  const document = await task.promise;
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES) && length <= maxCharacters; number += 1) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: false });
    const pieces = content.items.flatMap((item) => ('str' in item ? [item as TextPiece] : []));
    const lines = gatherLines(pieces)
      .map(writeLine)
      .filter((line) => line.trim() !== '');
    if (/^\s*[-–]?\s*\d{1,4}\s*[-–]?\s*$/.test(lines[0] ?? '') && number > 1) lines.shift();
    if (lines.length > 1 && lines.at(-1)?.trim() === String(number)) lines.pop();
    pages.push(lines.join('\n'));
    length += pages.at(-1)?.length ?? 0;
    page.cleanup();
  }
  const count = document.numPages;
  await task.destroy();
  return { text: pages.join('\n'), pages: count };
}
