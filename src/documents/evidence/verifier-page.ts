import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

let found: Promise<Buffer | undefined> | undefined;

/** The page that checks bundles from disk, as it was built with this program; undefined where it was not. */
export function readVerifierPage(): Promise<Buffer | undefined> {
  found ??= readFirst();
  return found;
}

async function readFirst(): Promise<Buffer | undefined> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const folder of [here, path.dirname(here), path.resolve(here, '../../../dist')]) {
    const page = await readFile(path.join(folder, 'verifier.html')).catch(() => undefined);
    if (page) return page;
  }
  return undefined;
}
