import { type DocumentFileType, readDocument } from '../../../documents/index.ts';
import { AppError } from '../../../kernel/errors.ts';
import { takeContent } from '../../../store/content.ts';
import type { Asker, Store } from '../../../store/store.ts';
import type { TakeFile } from '../../form/take-files.ts';

const MIME: Readonly<Record<DocumentFileType, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain',
  html: 'text/html',
};

/** The media type under which a file of a known type is kept and served. */
export function mimeOf(type: DocumentFileType): string {
  return MIME[type];
}

/**
 * Judges a file before anything of it is kept, then stores it by its hash.
 * A scan has no text to judge; as evidence it is taken all the same.
 * @throws {intake.refusal.*} the file is hostile, locked, unreadable or marked secret
 */
export function takeFileFor(store: Store, asker: Asker): TakeFile {
  return async (bytes, name) => {
    const read = await readDocument(bytes, { name });
    if (!read.ok && read.refusal.code !== 'scan') {
      throw new AppError(`intake.refusal.${read.refusal.code}`, 'invalid', { params: read.refusal.params });
    }
    const taken = await takeContent(store, asker, bytes, MIME[read.ok ? read.type : 'pdf']);
    return { hash: taken.hash, name, size: taken.size, type: taken.type };
  };
}
