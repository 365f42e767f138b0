/** Why a file or an address named on the command line cannot be used, in both languages: the system's own sentences are English and name its calls. */
import type { StartProblem } from './start-problem.ts';
import { problem, say } from './words.ts';

const REASONS = {
  ENOENT: 'fileReason.missing',
  ENOTDIR: 'fileReason.missing',
  EACCES: 'fileReason.denied',
  EPERM: 'fileReason.denied',
  EISDIR: 'fileReason.folder',
  EEXIST: 'fileReason.exists',
  ENOSPC: 'fileReason.full',
  EDQUOT: 'fileReason.full',
  EROFS: 'fileReason.readOnly',
  ENAMETOOLONG: 'fileReason.longName',
  ERR_FS_FILE_TOO_LARGE: 'fileReason.tooLarge',
} as const;

/** The sentence of a file that cannot be used; the error stays as its cause. */
export function fileProblem(
  message: 'problem.noFile' | 'problem.noPolicy' | 'problem.archivePlace',
  file: string,
  error: unknown,
): StartProblem {
  const code = String((error as { readonly code?: unknown } | null)?.code ?? '?');
  const known = Object.hasOwn(REASONS, code) ? REASONS[code as keyof typeof REASONS] : 'fileReason.other';
  return problem(message, { file, reason: say(known, { code }) }, error);
}
