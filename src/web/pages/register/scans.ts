/** Scans brought by a clerk: each is read and judged before anything is kept, then waits with what could be read of it. */
import type { FastifyRequest } from 'fastify';
import { readDocument, recognise } from '../../../documents/index.ts';
import { findAct } from '../../../dossier/common-acts.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import { isAppError } from '../../../kernel/errors.ts';
import type { Json } from '../../../kernel/json.ts';
import { truncateWords } from '../../../kernel/text.ts';
import { takeContent } from '../../../store/content.ts';
import { perform } from '../../../store/perform.ts';
import type { FieldError } from '../../components/error-summary.tsx';
import { fileNameOf } from '../../form/take-files.ts';
import type { UploadedFile } from '../../form/values.ts';
import { mimeOf } from '../act/take-file.ts';
import { problemText } from '../act/words.ts';
import type { Reader } from '../showing/reader.ts';
import type { WorkParts } from '../work-parts.ts';
import type { RegisterDesk } from './desk.ts';

/** How much of a text layer waits with its scan; enough to know the paper by. */
const EXCERPT = 3000;

/** Takes in the scans of a form, one after the other; what is refused says why and keeps nobody else from waiting. */
export async function bringScans(
  parts: WorkParts,
  r: Reader,
  desk: RegisterDesk,
  request: FastifyRequest,
): Promise<{ readonly brought: number; readonly problems: readonly FieldError[] }> {
  const { person } = request.asker();
  const { kind, entries } = desk.entry;
  const files = request.form.files.filter((file) => file.bytes.byteLength > 0);
  const problems: FieldError[] = [];
  const say = (file: UploadedFile, text: string) =>
    problems.push({ field: 'ban-quet', text: `${fileNameOf(file.name)}: ${text}` });
  if (files.length === 0) return { brought: 0, problems: [{ field: 'ban-quet', text: r.t('screens.register.noFile') }] };
  for (const file of files) {
    const read = await readDocument(file.bytes);
    // A scan has no text; it is kept as it is and the clerk reads it.
    if (!read.ok && read.refusal.code !== 'scan') {
      say(file, r.t(`screens.reading.refusal.${read.refusal.code}`, read.refusal.params));
      continue;
    }
    const taken = await takeContent(parts.store, r.asker, file.bytes, mimeOf(read.ok ? read.type : 'pdf'));
    const scan = [{ hash: taken.hash, name: fileNameOf(file.name), size: taken.size, type: taken.type }];
    try {
      const body = { unit: desk.unit ?? '', scan, ...(read.ok ? seenIn(read.text, desk) : {}) };
      await perform(parts.store, { person }, { kind: kind.name, act: entries.queue?.bring ?? '', body });
    } catch (error) {
      if (!isAppError(error) || error.category === 'internal' || error.category === 'unavailable') throw error;
      say(file, problemText(r, parts.words, error.code, error.params, kind.name));
    }
  }
  return { brought: files.length - problems.length, problems };
}

/** What the text says of the paper, as far as the act takes it; a proposal for the clerk, never more. */
function seenIn(text: string, { entry }: RegisterDesk): Readonly<Record<string, Json>> {
  const found = recognise(text);
  const spec = findAct(entry.kind, entry.entries.queue?.bring ?? '');
  const types = spec ? fieldsOf(spec.body).find((field) => field.name === 'type')?.meta.options : undefined;
  const line = (words: string | undefined, most: number): string =>
    truncateWords((words ?? '').replace(/\s+/g, ' ').trim(), most);
  const seen: Readonly<Record<string, string | undefined>> = {
    issuer: line(found.issuer?.name, 200),
    symbol: line(found.number?.text, 80),
    issuedOn: found.date?.date,
    type: found.type && types?.includes(found.type.code) ? found.type.code : undefined,
    subject: line(found.subject?.text, 1000),
    excerpt: truncateWords(found.text.trim(), EXCERPT),
  };
  return Object.fromEntries(Object.entries(seen).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
