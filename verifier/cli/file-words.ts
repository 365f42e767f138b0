/** What the system says of a file that cannot be read, in words: its own sentences are English and name calls of the kernel. */
import { say } from '../tell.ts';
import type { Words } from '../words.vi.ts';

const KNOWN: Readonly<Record<string, keyof Words>> = {
  ENOENT: 'cli.file.missing',
  ENOTDIR: 'cli.file.missing',
  EACCES: 'cli.file.denied',
  EPERM: 'cli.file.denied',
  EISDIR: 'cli.file.folder',
};

/** The reason without the name of the file. */
export function tellFileError(words: Words, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '?';
  return say(words, KNOWN[code] ?? 'cli.file.other', { code });
}
