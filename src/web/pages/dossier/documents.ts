import { formatNumber, formatStamp } from '../../../kernel/format.ts';
import type { DossierView } from '../../../store/read/dossier.ts';
import type { Reader } from '../showing/reader.ts';
import { readable } from '../showing/text.tsx';
import { shortHash } from './timeline.tsx';

/** A file of the dossier. */
export interface DocumentRow {
  readonly id: string;
  readonly name: string;
  readonly href?: string;
  readonly note: string;
  readonly hash: string;
  readonly fullHash: string;
  readonly received: string;
  readonly actHref: string;
}

const TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'text/plain': 'TXT',
  'text/html': 'HTML',
};

/** The word for a type of file. */
export function typeLabel(type: string): string {
  return TYPES[type.split(';')[0] ?? ''] ?? type;
}

/** `288 KB`, `1,2 MB`. */
export function sizeLabel(r: Pick<Reader, 'lang'>, size: number): string {
  if (size < 1024) return `${formatNumber(size, r.lang)} B`;
  return size < 1024 * 1024
    ? `${formatNumber(Math.round(size / 1024), r.lang)} KB`
    : `${formatNumber(size / 1024 / 1024, r.lang, 1)} MB`;
}

/** The address a file is fetched from. */
export function fileHref(hash: string, name: string): string {
  return `/tep/${hash}?ten=${encodeURIComponent(name)}`;
}

/** The files of a dossier, newest first; one whose name is withheld is not offered. */
export function buildDocuments(r: Reader, view: DossierView): readonly DocumentRow[] {
  return view.attachments.toReversed().map((file, i): DocumentRow => {
    const name = readable(r.t, file.name);
    return {
      id: `${file.seq}-${i}`,
      name: name.text,
      ...(name.hidden ? {} : { href: fileHref(file.hash, file.name) }),
      note: `${typeLabel(file.type)}, ${sizeLabel(r, file.size)}`,
      hash: shortHash(file.hash),
      fullHash: file.hash,
      received: formatStamp(file.at),
      actHref: `?dien-bien=tat-ca#hanh-vi-${file.seq}`,
    };
  });
}
