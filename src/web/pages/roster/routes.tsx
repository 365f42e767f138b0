/** `/to-chuc/nhap`: registers come in from a file; `/to-chuc/xuat`: they go out; `/xuat`: what went out. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readSheets, type SheetTable, writeCsv, writeXlsx } from '../../../documents/index.ts';
import { AppError, isAppError } from '../../../kernel/errors.ts';
import { formatDate, formatStamp } from '../../../kernel/format.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { cleanInput } from '../../../kernel/text.ts';
import { REGISTER_TABLES, type RegisterName, registerWords, toRegisterSheet } from '../../../organisation/register/index.ts';
import { noteExport, readExportLog } from '../../../store/export-log.ts';
import { readRegister } from '../../../store/read/roster.ts';
import { carryOutRegister, holdSheets, mayBringRegisters, previewRegister, readHeldSheets } from '../../../store/register.ts';
import { businessNow } from '../../../store/store.ts';
import type { FieldError } from '../../components/error-summary.tsx';
import { FORM_NAMES, firstValue } from '../../form/values.ts';
import { problemText } from '../act/words.ts';
import { readerOf } from '../deps.ts';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import type { WorkParts } from '../work-parts.ts';
import { ExportLogPage } from './log-page.tsx';
import { DO, type HeldFile, PreviewPage, REGISTER_PATHS, RegisterPage } from './page.tsx';
import { toComparison } from './showing.ts';
import { type ReadWish, readWish, type TypedWish, typedWish, WISH_FIELDS, type WishProblem } from './wish.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Step {
  readonly parts: WorkParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly r: Reader;
}

/** Adds the pages. For whoever may not bring registers in they do not exist; the log of exports shows everybody their own. */
export function addRosterPages(app: FastifyInstance, parts: WorkParts): void {
  const stepOf = (request: FastifyRequest, reply: FastifyReply): Step => {
    const r = readerOf(parts, request);
    if (!mayBringRegisters(parts.store, r.asker)) throw new AppError('request.not_found', 'not_found');
    return { parts, request, reply, r };
  };
  app.get(REGISTER_PATHS.in, async (request, reply) => showForm(stepOf(request, reply)));
  app.post(REGISTER_PATHS.in, { config: { writes: true, resumes: true } }, async (request, reply) => {
    const step = stepOf(request, reply);
    const asked = firstValue(request.form.values, DO);
    const held = heldFile(request);
    if (request.resumed) return showForm(step, { typed: typedWish(request.form.values) });
    return held && asked !== 'preview' ? withHeldFile(step, held, asked) : withNewFile(step);
  });
  app.post(REGISTER_PATHS.out, async (request, reply) => sendRegisters(stepOf(request, reply)));
  app.get(REGISTER_PATHS.log, async (request, reply) => {
    const r = readerOf(parts, request);
    const title = r.t('screens.roster.logTitle');
    return parts.show(request, reply, {
      title,
      children: <ExportLogPage r={r} title={title} rows={await readExportLog(parts.store, r.asker)} />,
    });
  });
}

async function withNewFile(step: Step): Promise<FastifyReply> {
  const { parts, request, r } = step;
  const typed = typedWish(request.form.values);
  const file = request.form.files.find((one) => one.field === 'tep' && one.bytes.byteLength > 0);
  const wish = readWish(typed, r.asker.today);
  const errors: FieldError[] = 'decisionNumber' in wish ? [] : wish.map((problem) => sayWish(r, problem));
  if (!file) errors.unshift({ field: 'f-tep', text: r.t('screens.roster.noFile') });
  const read = file ? await readSheets(file.bytes) : undefined;
  if (read && !read.ok)
    errors.unshift({ field: 'f-tep', text: r.t(`screens.reading.sheet.${read.refusal.code}`, read.refusal.params) });
  if (errors.length > 0 || !('decisionNumber' in wish) || !read?.ok || !file) return showForm(step, { typed, errors });
  const preview = await previewRegister(parts.store, r.asker, read.sheets, wish);
  if (preview.plan.problems.length > 0) return showForm(step, { typed, plan: preview.plan });
  const taken = await holdSheets(parts.store, r.asker, read.sheets);
  const name = cleanInput(file.name.split(/[/\\]/).at(-1) ?? '', { multiline: false }).slice(0, 120) || `danh-muc.${read.type}`;
  return showPreview(step, { typed, wish, file: { ...taken, size: String(taken.size), name }, preview });
}

/** The file was read before: what it means is worked out again, because nothing a form carries is believed. */
async function withHeldFile(step: Step, file: HeldFile, asked: string | undefined): Promise<FastifyReply> {
  const { parts, request, reply, r } = step;
  const typed = typedWish(request.form.values);
  const wish = readWish(typed, r.asker.today);
  if (!('decisionNumber' in wish)) return showForm(step, { typed, errors: wish.map((problem) => sayWish(r, problem)) });
  const sheets = await readHeldSheets(parts.store, r.asker, file.hash);
  if (asked !== 'write') {
    const preview = await previewRegister(parts.store, r.asker, sheets, wish);
    if (asked !== 'compare') return showPreview(step, { typed, wish, file, preview });
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="so-sanh.csv"')
      .send(Readable.from(writeCsv(toComparison(r, preview.plan))));
  }
  try {
    const { subject, date, effectiveOn, decisionNumber } = wish;
    const title = subject === '' ? r.t('screens.roster.subjectDefault', { file: file.name }) : subject;
    const { taken } = await carryOutRegister(
      parts.store,
      { person: request.asker().person },
      {
        sheets,
        heading: { decisionNumber, title: title.slice(0, 300), date, effectiveOn },
        wish,
        source: { hash: file.hash, name: `${file.name}.json`, size: Number(file.size), type: file.type },
        key: keyOf(request),
        agreed: firstValue(request.form.values, 'so-sanh') ?? '',
      },
    );
    if (taken) return await reply.redirect(dossierHref(r.registry, { ...taken, id: taken.dossier }), 303);
    return showPreview(step, { typed, wish, file, preview: await previewRegister(parts.store, r.asker, sheets, wish) });
  } catch (error) {
    if (!isAppError(error) || error.category === 'internal' || error.category === 'unavailable') throw error;
    const preview = await previewRegister(parts.store, r.asker, sheets, wish);
    if (preview.plan.problems.length > 0) return showForm(step, { typed, plan: preview.plan });
    if (error.code === 'register.moved') return showPreview(step, { typed, wish, file, preview, moved: true });
    return showForm(step, {
      typed,
      errors: [{ field: 'f-tep', text: problemText(r, parts.words, error.code, error.params, kindName(r)) }],
    });
  }
}

function kindName(r: Reader): string {
  return r.registry.all.find(({ kind }) => kind.takesRows !== undefined)?.kind.name ?? '';
}

function showForm(
  { parts, request, reply, r }: Step,
  shown: {
    readonly typed?: TypedWish;
    readonly errors?: readonly FieldError[];
    readonly plan?: Parameters<typeof RegisterPage>[0]['plan'];
    readonly exportErrors?: readonly FieldError[];
    readonly reason?: string;
  } = {},
): FastifyReply {
  const today = formatDate(r.asker.today);
  const typed = shown.typed ?? { decisionNumber: '', subject: '', date: today, effectiveOn: today, missing: 'keep' };
  const isWrong = (shown.errors?.length ?? 0) > 0 || shown.plan !== undefined || shown.exportErrors !== undefined;
  return parts.show(request, reply, {
    title: r.t('screens.roster.title'),
    crumbs: crumbs(r, r.t('screens.roster.title')),
    ...(isWrong ? { status: 422 } : {}),
    children: (
      <RegisterPage
        r={r}
        token={request.formToken()}
        typed={typed}
        errors={shown.errors ?? []}
        {...(shown.plan ? { plan: shown.plan } : {})}
        {...(shown.exportErrors ? { exportErrors: shown.exportErrors } : {})}
        {...(shown.reason === undefined ? {} : { reason: shown.reason })}
      />
    ),
  });
}

function showPreview(
  { parts, request, reply, r }: Step,
  shown: {
    readonly typed: TypedWish;
    readonly wish: ReadWish;
    readonly file: HeldFile;
    readonly preview: Awaited<ReturnType<typeof previewRegister>>;
    readonly moved?: boolean;
  },
): FastifyReply {
  const { typed, wish, file, preview, moved = false } = shown;
  const title = r.t('screens.roster.preview');
  return parts.show(request, reply, {
    title,
    crumbs: [...crumbs(r, r.t('screens.roster.title'), REGISTER_PATHS.in), { text: title }],
    ...(moved ? { status: 409 } : {}),
    children: (
      <PreviewPage
        r={r}
        token={request.formToken()}
        plan={preview.plan}
        digest={preview.digest}
        wish={wish}
        typed={typed}
        file={file}
        idempotencyKey={keyOf(request)}
        moved={moved}
      />
    ),
  });
}

function crumbs(r: Reader, text: string, href?: string) {
  return [{ text: r.t('screens.organisation.title'), href: '/to-chuc' }, href === undefined ? { text } : { text, href }];
}

async function sendRegisters(step: Step): Promise<FastifyReply> {
  const { parts, request, reply, r } = step;
  const { values } = request.form;
  const reason = firstValue(values, 'ly-do') ?? '';
  const wanted = firstValue(values, 'danh-muc') ?? 'all';
  const format = firstValue(values, 'dang') === 'csv' && wanted !== 'all' ? 'csv' : 'xlsx';
  const tables = REGISTER_TABLES.filter((table) => wanted === 'all' || table === wanted);
  if (tables.length === 0) throw new AppError('request.not_found', 'not_found');
  const note = { what: `${REGISTER_PATHS.out}/${wanted}`, filter: '', format, personal: true, reason } as const;
  try {
    await noteExport(parts.store, r.asker, note);
  } catch (error) {
    if (!isAppError(error, 'export.reason')) throw error;
    const text = problemText(r, parts.words, error.code, error.params);
    return showForm(step, { exportErrors: [{ field: 'f-ly-do', text }], reason });
  }
  const sheets = await toSheets(parts, r, tables);
  const name = `danh-muc-${wanted === 'all' ? 'to-chuc' : wanted}-${r.asker.today}.${format}`;
  const [first] = sheets;
  const body = format === 'csv' && first ? writeCsv({ ...first, preface: [] }) : writeXlsx(sheets);
  return reply
    .header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(body));
}

async function toSheets(parts: WorkParts, r: Reader, tables: readonly RegisterName[]): Promise<readonly SheetTable[]> {
  const [{ rows }, now] = await Promise.all([readRegister(parts.store, r.asker), businessNow(parts.store)]);
  const words = registerWords(r.lang);
  return tables.map((table) => ({
    ...toRegisterSheet(table, rows, r.asker.today, r.lang),
    preface: [
      words('export.preface', {
        title: words(`export.${table}`),
        date: formatDate(r.asker.today),
        person: r.asker.standing.name,
        time: formatStamp(now),
      }),
    ],
  }));
}

function heldFile(request: FastifyRequest): HeldFile | undefined {
  const get = (member: string): string => firstValue(request.form.values, `tep.${member}`) ?? '';
  const hash = get('hash');
  if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
  return {
    hash,
    name: cleanInput(get('name'), { multiline: false }).slice(0, 120) || 'danh-muc',
    size: get('size'),
    type: get('type'),
  };
}

function keyOf(request: FastifyRequest): string {
  const key = firstValue(request.form.values, FORM_NAMES.key) ?? '';
  return isUuid(key) ? key : randomUUID();
}

function sayWish(r: Reader, { field, code }: WishProblem): FieldError {
  const text = r.t(`screens.roster.wrong.${code}`);
  return { field: `f-${WISH_FIELDS[field]}`, text: `${r.t(`screens.roster.${field}`)}: ${text}` };
}
