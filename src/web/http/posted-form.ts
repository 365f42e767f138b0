/** From the bytes of a form to its values and files. */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors.ts';
import { collectValues, EMPTY_FORM, MOST_CONTROLS, type PostedForm, type UploadedFile } from '../form/values.ts';
import { toProblem } from './problem.tsx';
import { configOf, isBare } from './request.ts';

/** How much one form may bring. */
export const FORM_LIMITS = {
  form: 1024 * 1024,
  file: 25 * 1024 * 1024,
  strangersFile: 64 * 1024,
  upload: 26 * 1024 * 1024,
  files: 20,
} as const;

/** Reads forms into `request.form`. Must be called before routes are added. */
export async function addForms(app: FastifyInstance): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMITS.form },
    (request, body, done) => {
      request.form = { values: collectValues(new URLSearchParams(String(body))), files: [] };
      done(null, undefined);
    },
  );
  await app.register(multipart, {
    limits: {
      fileSize: FORM_LIMITS.file,
      files: FORM_LIMITS.files,
      fields: MOST_CONTROLS,
      fieldSize: FORM_LIMITS.form,
      fieldNameSize: 300,
    },
  });
  app.addHook('preValidation', async (request) => {
    if (isBare(request) || !request.isMultipart()) return;
    const isSmall = configOf(request).smallFile === true;
    if (Number(request.headers['content-length'] ?? 0) > FORM_LIMITS.upload) throw isSmall ? notSmall() : tooLarge();
    request.form = await readMultipart(request).catch((error: unknown) => {
      if (isSmall && toProblem(error).code === 'request.too_large') throw notSmall();
      // What the parser itself says of a broken body has no code.
      throw error instanceof Error && 'code' in error ? error : new AppError('request.malformed', 'invalid', { cause: error });
    });
  });
}

function tooLarge(): AppError {
  return new AppError('request.too_large', 'limited');
}

/** The same where no more than a small file is taken. */
function notSmall(): AppError {
  return new AppError('request.too_large_small', 'limited', { params: { max: FORM_LIMITS.strangersFile / 1024 } });
}

async function readMultipart(request: FastifyRequest): Promise<PostedForm> {
  const pairs: [string, string][] = [];
  const files: UploadedFile[] = [];
  let size = 0;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      pairs.push([part.fieldname, String(part.value)]);
      size += String(part.value).length;
    } else if (part.filename && configOf(request).smallFile === true) {
      files.push({ field: part.fieldname, name: part.filename, ...(await readSmall(part.file)) });
    } else if (request.signedIn && part.filename) {
      const bytes = await part.toBuffer();
      size += bytes.byteLength;
      files.push({ field: part.fieldname, name: part.filename, bytes });
    } else {
      // Nothing else of a stranger is held in memory; an empty control sends a part without a name.
      part.file.resume();
    }
    if (size > FORM_LIMITS.upload) throw tooLarge();
  }
  return pairs.length === 0 && files.length === 0 ? EMPTY_FORM : { values: collectValues(pairs), files };
}

/** Reads to the end, keeps no more than a stranger may bring: what else was sent is kept, and the page says what was too much. */
async function readSmall(file: AsyncIterable<Buffer>): Promise<Pick<UploadedFile, 'bytes' | 'isTooLarge'>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file) {
    size += chunk.byteLength;
    if (size <= FORM_LIMITS.strangersFile) chunks.push(chunk);
  }
  return size > FORM_LIMITS.strangersFile ? { bytes: Buffer.alloc(0), isTooLarge: true } : { bytes: Buffer.concat(chunks) };
}
