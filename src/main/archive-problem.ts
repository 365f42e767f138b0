/** The one sentence for what can go wrong with an archive. */
import { isAppError } from '../kernel/errors.ts';
import { fileProblem } from './file-problem.ts';
import { StartProblem } from './start-problem.ts';
import { problem } from './words.ts';

const PLACE_FAULTS = new Set([
  'EACCES',
  'EPERM',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ENOSPC',
  'EROFS',
  'EDQUOT',
  'EIO',
  'EEXIST',
  'ENAMETOOLONG',
]);

/** Gives the sentence; what has nothing to do with archives passes unchanged. */
export function toArchiveProblem(error: unknown, file: string): unknown {
  if (error instanceof StartProblem) return error;
  const { code = '', name = '' } = error as { code?: string; name?: string };
  if (name === 'AbortError') return problem('problem.interrupted', {}, error);
  if (PLACE_FAULTS.has(code)) return fileProblem('problem.archivePlace', file, error);
  if (!isAppError(error)) return error;
  const params = { ...error.params, file };
  switch (error.code) {
    case 'archive.exists':
      return problem('problem.archiveExists', params, error);
    case 'archive.not_an_archive':
      return problem('problem.notAnArchive', params, error);
    case 'archive.newer_format':
      return problem('problem.archiveNewer', { ...params, what: String(error.params['found'] ?? '') }, error);
    case 'archive.newer_program':
      return problem('problem.archiveNewer', params, error);
    case 'archive.other_tenant':
      return problem('problem.archiveOfOthers', params, error);
    case 'archive.truncated':
      return problem('problem.archiveTruncated', params, error);
    case 'archive.altered':
      return problem('problem.archiveAltered', params, error);
    default:
      return error;
  }
}
