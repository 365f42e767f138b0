/** Registers of the organisation in and out: the same file, comparison and decision as on the page. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { documentMessages, readSheets, writeCsv } from '../documents/index.ts';
import { AppError } from '../kernel/errors.ts';
import { createTranslator, type Lang } from '../kernel/messages.ts';
import type { LegalDate } from '../kernel/time.ts';
import {
  columnLetters,
  REGISTER_TABLES,
  type RegisterPlan,
  sayRegisterProblem,
  toRegisterSheet,
} from '../organisation/register/index.ts';
import { noteExport } from '../store/export-log.ts';
import { readRegister } from '../store/read/roster.ts';
import { carryOutRegister, holdSheets, mayBringRegisters, previewRegister } from '../store/register.ts';
import type { ApiDependencies } from './index.ts';

/** The largest file taken. */
const FILE_LIMIT = 25 * 1024 * 1024;
const TYPES = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

const wishQuery = z.object({
  decisionNumber: z.string().trim().min(1).max(80),
  title: z.string().trim().max(200).optional(),
  date: z.iso.date().optional(),
  effectiveOn: z.iso.date().optional(),
  missing: z.enum(['keep', 'end']).default('keep'),
  dryRun: z.enum(['true', 'false']).default('true'),
});
const reasonQuery = z.object({ reason: z.string().max(500).default('') });
const intake = createTranslator(documentMessages);

/** `POST /organisation/registers` and `GET /organisation/registers/{table}`. For whoever may not bring registers in neither exists. */
export function addRegisterRoutes(
  api: FastifyInstance,
  deps: ApiDependencies,
  langOf: (request: FastifyRequest) => Lang,
  idempotencyKey: (request: FastifyRequest) => { readonly idempotencyKey?: string },
): void {
  const { store } = deps;
  const callerOf = async (request: FastifyRequest) => {
    const caller = await deps.authenticate(request);
    if (!mayBringRegisters(store, caller.asker)) throw new AppError('dossier.not_found', 'not_found');
    return caller;
  };
  void api.register((files, _options, done) => {
    files.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: FILE_LIMIT }, (_request, body, ready) => ready(null, body));
    files.post('/organisation/registers', { config: { takesFile: true } }, async (request) => {
      const { asker, mayAct } = await callerOf(request);
      const sent = parseQuery(wishQuery, request.query);
      const date = sent.date ?? asker.today;
      const effectiveOn = (sent.effectiveOn ?? date) as LegalDate;
      if (effectiveOn < date) throw badQuery('effectiveOn');
      if (!Buffer.isBuffer(request.body)) throw new AppError('request.malformed', 'invalid');
      const lang = langOf(request);
      const read = await readSheets(request.body);
      if (!read.ok) {
        const message = intake(lang)(`sheet.${read.refusal.code}`, read.refusal.params);
        return { rows: 0, same: 0, changes: [], unused: [], problems: [{ code: read.refusal.code, message }] };
      }
      const { decisionNumber, missing } = sent;
      const wish = { effectiveOn, decisionNumber, missing };
      const preview = await previewRegister(store, asker, read.sheets, wish);
      if (sent.dryRun === 'true' || preview.plan.problems.length > 0) return present(preview.plan, lang);
      if (!mayAct) throw new AppError('auth.scope', 'forbidden');
      const held = await holdSheets(store, asker, read.sheets);
      const { taken } = await carryOutRegister(
        store,
        { person: asker.identity.person },
        {
          sheets: read.sheets,
          heading: { decisionNumber, title: sent.title || decisionNumber, date, effectiveOn },
          wish,
          source: { ...held, name: `${decisionNumber.replace(/[^\p{L}\p{N}.-]+/gu, '-')}.json` },
          key: idempotencyKey(request).idempotencyKey ?? randomUUID(),
          agreed: preview.digest,
        },
      );
      return {
        ...present(preview.plan, lang),
        ...(taken ? { decision: { dossier: taken.dossier, ...(taken.number ? { number: taken.number } : {}) } } : {}),
      };
    });
    done();
  });
  api.get<{ Params: { table: string } }>('/organisation/registers/:table', async (request, reply) => {
    const { asker } = await callerOf(request);
    const table = REGISTER_TABLES.find((name) => name === request.params.table);
    if (!table) throw new AppError('dossier.not_found', 'not_found');
    const { reason } = parseQuery(reasonQuery, request.query);
    await noteExport(store, asker, { what: `/to-chuc/xuat/${table}`, filter: '', format: 'csv', personal: true, reason });
    const { rows } = await readRegister(store, asker);
    const sheet = toRegisterSheet(table, rows, asker.today, langOf(request));
    return reply.type('text/csv; charset=utf-8').send(Readable.from(writeCsv({ ...sheet, preface: [] })));
  });
}

function present(plan: RegisterPlan, lang: Lang) {
  return {
    rows: plan.rows,
    same: plan.same,
    changes: plan.changes,
    unused: plan.unused,
    problems: plan.problems.map((problem) => ({
      sheet: problem.sheet,
      ...(problem.row === undefined ? {} : { row: problem.row }),
      ...(problem.column === undefined ? {} : { column: columnLetters(problem.column) }),
      ...(problem.key === undefined ? {} : { key: problem.key }),
      code: problem.code,
      message: sayRegisterProblem(problem, lang),
    })),
  };
}

function parseQuery<T>(schema: z.ZodType<T>, sent: unknown): T {
  const parsed = schema.safeParse(sent ?? {});
  if (parsed.success) return parsed.data;
  throw badQuery(...parsed.error.issues.map((issue) => issue.path.join('.')));
}

function badQuery(...paths: readonly string[]): AppError {
  return new AppError('act.invalid', 'invalid', {
    params: { count: paths.length },
    fields: paths.map((path) => ({ path, code: 'field.format' })),
  });
}
