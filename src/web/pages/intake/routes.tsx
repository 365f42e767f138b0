import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readDocument, recognise } from '../../../documents/index.ts';
import { findAct } from '../../../dossier/common-acts.ts';
import type { AnyKind } from '../../../dossier/kind.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import { AppError, type FieldProblem, isAppError } from '../../../kernel/errors.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { findSecrecyMark } from '../../../kernel/secrecy.ts';
import { cleanInput } from '../../../kernel/text.ts';
import { readContent, takeContent } from '../../../store/content.ts';
import { FORM_NAMES, firstValue } from '../../form/values.ts';
import { receiptHref } from '../act/routes.tsx';
import { mimeOf } from '../act/take-file.ts';
import { problemText } from '../act/words.ts';
import { readerOf } from '../deps.ts';
import { listHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { queryText, type WorkParts } from '../work-parts.ts';
import { changeCutting, type HeldContent, type IntakeDraft, readDraft, toDraft } from './draft.ts';
import { findDuplicate } from './duplicate.ts';
import { CheckStep, DO, EditStep, FirstStep } from './pages.tsx';
import { findProblems, INTAKE, isMarkedSecret, takeIn } from './take.ts';

/** Longest pasted text; a directive is far shorter. */
const LONGEST_TEXT = 400_000;

interface Step {
  readonly parts: WorkParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly r: Reader;
  readonly kind: AnyKind;
  readonly action: string;
}

/** `/vb/moi`: a document comes in, is recognised, corrected and confirmed. Absent where the product has no such kind. */
export function addIntakePages(app: FastifyInstance, parts: WorkParts): void {
  const kind = parts.store.registry.find(INTAKE.kind);
  if (!kind) return;
  const action = `${listHref(kind)}/moi`;
  const stepOf = (request: FastifyRequest, reply: FastifyReply): Step => ({
    parts,
    request,
    reply,
    r: readerOf(parts, request),
    kind,
    action,
  });

  app.get(action, { config: { writes: true } }, async (request, reply) => {
    const step = stepOf(request, reply);
    return showFirst(step, { text: await textAgain(step) });
  });

  app.post(action, { config: { writes: true, resumes: true } }, async (request, reply) => {
    const step = stepOf(request, reply);
    const { values } = request.form;
    const asked = firstValue(values, DO) ?? '';
    if (!values.has('symbol')) return readText(step);
    const draft = changeCutting(readDraft(values), asked);
    if (isMarkedSecret(draft))
      return showFirst(step, { text: '', status: 422, refusal: step.r.t('screens.reading.secret_mark') });
    if (request.resumed || (asked !== 'check' && asked !== 'take')) return showEdit(step, draft);
    const problems = findProblems(kind, draft, step.r.asker);
    if (problems.length > 0) return showEdit(step, draft, { status: 422, problems });
    return asked === 'take' ? take(step, draft) : showCheck(step, draft);
  });
}

/** Text read before, for whoever wants to begin again with it. */
async function textAgain({ parts, request, r }: Step): Promise<string> {
  const hash = queryText(request, 'van-ban');
  if (hash === undefined || !/^[0-9a-f]{64}$/.test(hash)) return '';
  const found = await readContent(parts.store, r.asker, hash).catch(() => undefined);
  return found?.type === 'text/plain' ? found.bytes.toString('utf8') : '';
}

async function readText(step: Step): Promise<FastifyReply> {
  const { parts, request, r, kind } = step;
  const pasted = firstValue(request.form.values, 'paste') ?? '';
  const file = request.form.files.find((f) => f.field === 'file' && f.bytes.byteLength > 0);
  if (request.resumed) return showFirst(step, { text: pasted });
  let text = pasted;
  let source: HeldContent | undefined;
  if (file) {
    const read = await readDocument(file.bytes, { name: file.name });
    if (!read.ok) {
      const said = r.t(`screens.reading.refusal.${read.refusal.code}`, read.refusal.params);
      return showFirst(step, { text: pasted, status: 422, errors: [{ field: 'f-file', text: said }] });
    }
    text = read.text;
    const taken = await takeContent(parts.store, r.asker, file.bytes, mimeOf(read.type));
    source = {
      hash: taken.hash,
      size: String(taken.size),
      type: taken.type,
      name: cleanInput(file.name, { multiline: false }).slice(0, 200) || 'van-ban',
    };
  }
  if (findSecrecyMark(text)) return showFirst(step, { text: '', status: 422, refusal: r.t('screens.reading.secret_mark') });
  if (text.trim() === '')
    return showFirst(step, { text: '', status: 422, errors: [{ field: 'f-text', text: r.t('screens.intake.empty') }] });
  if (text.length > LONGEST_TEXT)
    return showFirst(step, { text: '', status: 422, errors: [{ field: 'f-text', text: r.t('screens.intake.tooLong') }] });
  const found = recognise(text);
  const spec = findAct(kind, INTAKE.open);
  const types = fieldsOf(spec?.body ?? ({} as never)).find((f) => f.name === 'type')?.meta.options ?? [];
  const held = await takeContent(parts.store, r.asker, Buffer.from(found.text, 'utf8'), 'text/plain');
  const draft: IntakeDraft = {
    ...toDraft(found, types),
    text: { hash: held.hash, size: String(held.size), type: held.type, name: '' },
    ...(source ? { source } : {}),
  };
  return showEdit(step, draft);
}

async function take(step: Step, draft: IntakeDraft): Promise<FastifyReply> {
  const { parts, request, reply, r, kind } = step;
  const { person } = request.asker();
  try {
    const done = await takeIn(parts.store, person, draft, r.asker, keyOf(request));
    return await reply.redirect(receiptHref(r, done), 303);
  } catch (error) {
    if (
      !isAppError(error) ||
      error.category === 'internal' ||
      error.category === 'unavailable' ||
      error.category === 'unauthenticated'
    )
      throw error;
    if (error.fields && error.fields.length > 0) return showEdit(step, draft, { status: 422, problems: error.fields });
    return showEdit(step, draft, { status: 422, refusal: problemText(r, parts.words, error.code, error.params, kind.name) });
  }
}

function keyOf(request: FastifyRequest): string {
  const key = firstValue(request.form.values, FORM_NAMES.key) ?? '';
  return isUuid(key) ? key : randomUUID();
}

type More = { readonly status?: number; readonly refusal?: string };

function frame({ r, kind }: Step, more: More) {
  return {
    title: r.t('screens.intake.title'),
    crumbs: [{ text: r.say.kind(kind.name, 'plural'), href: listHref(kind) }, { text: r.t('screens.intake.title') }],
    ...(more.status ? { status: more.status } : {}),
  };
}

function common({ r, request, action }: Step, more: More) {
  return { r, action, token: request.formToken(), ...(more.refusal ? { refusal: more.refusal } : {}) };
}

function showFirst(
  step: Step,
  shown: More & { readonly text: string; readonly errors?: readonly { field: string; text: string }[] },
): FastifyReply {
  return step.parts.show(step.request, step.reply, {
    ...frame(step, shown),
    children: <FirstStep {...common(step, shown)} text={shown.text} {...(shown.errors ? { errors: shown.errors } : {})} />,
  });
}

async function showEdit(
  step: Step,
  draft: IntakeDraft,
  more: More & { readonly problems?: readonly FieldProblem[] } = {},
): Promise<FastifyReply> {
  const { parts, r, kind } = step;
  const duplicate = await findDuplicate(parts.store, r.asker, draft);
  const spec = findAct(kind, INTAKE.open);
  if (!spec) throw new AppError('act.unknown', 'not_found');
  const errors = more.problems?.map((p) => ({ field: fieldId(p.path), text: sayProblem(step, p) }));
  return parts.show(step.request, step.reply, {
    ...frame(step, more),
    children: (
      <EditStep
        {...common(step, more)}
        draft={draft}
        fields={fieldsOf(spec.body)}
        idempotencyKey={keyOf(step.request)}
        {...(duplicate ? { duplicate } : {})}
        {...(errors ? { errors } : {})}
      />
    ),
  });
}

async function showCheck(step: Step, draft: IntakeDraft): Promise<FastifyReply> {
  const duplicate = await findDuplicate(step.parts.store, step.r.asker, draft);
  return step.parts.show(step.request, step.reply, {
    ...frame(step, {}),
    children: (
      <CheckStep {...common(step, {})} draft={draft} idempotencyKey={keyOf(step.request)} {...(duplicate ? { duplicate } : {})} />
    ),
  });
}

/** The control of a problem: `s.3.text` is `f-s-3-text`. */
function fieldId(path: string): string {
  return `f-${path.replaceAll('.', '-')}`;
}

function sayProblem({ r, parts, kind }: Step, problem: FieldProblem): string {
  if (problem.code.startsWith('screens.')) return r.t(problem.code, problem.params);
  const said = problemText(r, parts.words, problem.code, problem.params ?? {}, kind.name);
  const label = r.say.has(kind.name, `fields.${problem.path}.label`)
    ? `${r.say.kind(kind.name, `fields.${problem.path}.label`)}: `
    : '';
  return `${label}${said}`;
}
