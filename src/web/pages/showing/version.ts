import { formatDate } from '../../../kernel/format.ts';
import { isLegalDate } from '../../../kernel/time.ts';

/** The version of a legal text as people write days; what is no day stays as it is. */
export function versionWords(version: string): string {
  const day = version.slice(0, 10);
  return isLegalDate(day) ? `${formatDate(day)}${version.slice(10)}` : version;
}
