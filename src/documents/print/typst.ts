import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { printable } from './printable.ts';

/** Tinos has the measures of Times New Roman, which the forms ask for and nobody may pass on. */
const FACES = [
  '400Regular/Tinos_400Regular',
  '400Regular_Italic/Tinos_400Regular_Italic',
  '700Bold/Tinos_700Bold',
  '700Bold_Italic/Tinos_700Bold_Italic',
];

/** Archival, with tags that say what is a heading, a table, a list. */
const STANDARD = 'a-2a';
/** Results older than so many papers are let go of: the memory of the compiler grows with all it has seen. */
const KEPT = 4;

let loaded: Promise<NodeCompiler> | undefined;

/** Loaded with the first text that is set: a process that sets none carries none of it. */
function compiler(): Promise<NodeCompiler> {
  loaded ??= (async () => {
    const { NodeCompiler: Compiler } = await import('@myriaddreamin/typst-ts-node-compiler');
    const find = createRequire(import.meta.url);
    const fontBlobs = FACES.map((face) => readFileSync(find.resolve(`@expo-google-fonts/tinos/${face}.ttf`)));
    return Compiler.create({ fontArgs: [{ fontBlobs }] });
  })();
  return loaded;
}

/**
 * Sets a text as PDF/A-2a. Data comes in as one JSON text and never as markup; with the same data, moment and typeface the bytes are the same.
 * @param at seconds of the moment written into the file as its making
 */
export async function setInPdf(template: string, data: unknown, at: number): Promise<Buffer> {
  const typst = await compiler();
  const made = typst.compile({ mainFileContent: template, inputs: { data: JSON.stringify(printable(data)) } });
  try {
    if (made.result === null)
      throw new Error('the template does not set this text', { cause: made.takeError()?.shortDiagnostics });
    return typst.pdf(made.result, { pdfStandard: STANDARD, creationTimestamp: at });
  } finally {
    typst.evictCache(KEPT);
  }
}
