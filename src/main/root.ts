import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Returns the folder of this product's package.json, at or above the given file, folder or file URL.
 * @throws Error when no such folder lies above it.
 */
export function findRoot(from: string): string {
  let folder = path.resolve(from.startsWith('file:') ? fileURLToPath(from) : from);
  for (;;) {
    if (isRoot(folder)) return folder;
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`No package.json of khoithong above ${from}`);
    folder = above;
  }
}

/** The version in this product's package.json. */
export function readVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version?: unknown };
  return typeof version === 'string' ? version : '';
}

function isRoot(folder: string): boolean {
  try {
    const description: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return typeof description === 'object' && description !== null && 'name' in description && description.name === 'khoithong';
  } catch {
    return false;
  }
}
