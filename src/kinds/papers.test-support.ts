/** What tests of official papers ask: every paper of a played dossier, and what its file says. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { printPaper } from '../documents/index.ts';
import type { OfficialDocument } from '../documents/model.ts';
import type { LawView, OrganisationView } from '../dossier/context.ts';
import type { AnyKind } from '../dossier/kind.ts';
import { hashOfPaper, paperId, papersOf, toPaperActs, writePaper } from '../dossier/papers.ts';
import { unseal } from '../dossier/sealed.ts';
import type { Played } from '../dossier/testing/desk.ts';
import type { Dossier } from '../dossier/words.ts';
import type { Json } from '../kernel/json.ts';

/** Where names are looked up. */
export interface Desk {
  readonly org: OrganisationView;
  readonly law: LawView;
}

/** Every paper of a dossier by how it is called. Texts named in `withheld` are read by others only; `masked` acts show nobody. */
export function papersIn(
  kind: AnyKind,
  p: Pick<Played, 'dossier' | 'acts' | 'texts'>,
  desk: Desk,
  read: { readonly withheld?: (reference: string) => boolean; readonly isMasked?: boolean } = {},
): ReadonlyMap<string, OfficialDocument> {
  const texts = new Map([...p.texts].filter(([reference]) => read.withheld?.(reference) !== true));
  const shown = read.isMasked ? p.acts.map((a) => (a.mask === undefined ? a : { ...a, actor: null })) : p.acts;
  const acts = toPaperActs(shown, texts);
  const dossier: Dossier = { ...p.dossier, receipt: '7M4Q-92XH', state: unseal(p.dossier.state, texts, () => '⟦withheld⟧') };
  return new Map(
    papersOf(kind, dossier, acts).map((found) => [
      paperId(found),
      writePaper(desk, found, dossier, acts)?.document as unknown as OfficialDocument,
    ]),
  );
}

/** The one paper of a sort. @throws where there is none, or more */
export function onlyPaper(papers: ReadonlyMap<string, OfficialDocument>, name: string): OfficialDocument {
  const found = [...papers].filter(([id]) => id.startsWith(`${name}-`));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} papers ${name} among ${[...papers.keys()]}`);
  return first[1];
}

/** All that a paper says. */
export function said(document: OfficialDocument): string {
  return JSON.stringify(document);
}

/** Twenty millimetres in points. */
const MARGIN = 56;

const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/gu, '');

/** Lines of the text of a paper that do not stand in its file letter by letter; capitals are the form's own. */
export async function lostInPdf(document: OfficialDocument): Promise<readonly string[]> {
  const bytes = await printPaper('pdf', document, hashOfPaper(document as unknown as Json));
  const file = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, isEvalSupported: false }).promise;
  let text = '';
  for (let n = 1; n <= file.numPages; n += 1) {
    const page = await file.getPage(n);
    const { items } = await page.getTextContent();
    // What stands in the margins is number of page and foot: it comes between the lines of a text that goes on.
    const [, , , height = 0] = page.view;
    const isInMargin = (y: number): boolean => y < MARGIN || y > height - MARGIN;
    text += items.map((item) => ('str' in item && !isInMargin(Number(item.transform[5])) ? item.str : '')).join('');
  }
  const whole = squeeze(text);
  return linesIn(document).filter((line) => !whole.includes(squeeze(line)));
}

function linesIn({ blocks, notes, recipients, addressees }: OfficialDocument): readonly string[] {
  const ofBlocks = blocks.flatMap((b) => {
    switch (b.is) {
      case 'article':
        return [b.title, ...b.paragraphs];
      case 'list':
        return b.items;
      case 'table':
        return b.rows.flat();
      case 'quote':
        return [b.by, ...b.text.split('\n')];
      default:
        return [b.text];
    }
  });
  return [...ofBlocks, ...notes, ...recipients, ...addressees];
}
