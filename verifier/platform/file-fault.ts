/** What the system says of a file, as a word there are sentences for: its own are English and name calls of the kernel. */
export type FileFault = 'missing' | 'denied' | 'folder' | 'full' | 'other';

const KNOWN: Readonly<Record<string, FileFault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  EISDIR: 'folder',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** The word, and the code of the system for what has none; undefined where no system spoke. */
export function faultOfFile(error: unknown): { readonly fault: FileFault; readonly code: string } | undefined {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined;
  return { fault: KNOWN[error.code] ?? 'other', code: error.code };
}
