/** Forms of acts, the page that asks once more, and the act itself. Whatever goes wrong, what was typed comes back. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayBeConfirmed } from '../../../dossier/confirmation.ts';
import { fieldsOf } from '../../../dossier/schema.ts';
import { SECRET_MARK, validateBody } from '../../../dossier/validate.ts';
import { AppError, describeFault, type FieldProblem, isAppError } from '../../../kernel/errors.ts';
import { statusOf } from '../../../kernel/http-status.ts';
import { isUuid, type PersonId } from '../../../kernel/ids.ts';
import { dropDraft, findDraft } from '../../../store/accounts/draft.ts';
import type { Command, Performed } from '../../../store/command.ts';
import { foresee, perform } from '../../../store/perform.ts';
import type { Reading } from '../../../store/read/closed.ts';
import { findDossierId } from '../../../store/read/dossier.ts';
import { askAs } from '../../../store/store.ts';
import { fillForm } from '../../form/fill-form.ts';
import { readForm } from '../../form/read-form.ts';
import { takeFiles } from '../../form/take-files.ts';
import { FORM_NAMES, type FormEcho, type FormValues, firstValue } from '../../form/values.ts';
import { kindOfSegment, type PageDeps, queryOf, readerOf, segmentOf } from '../deps.ts';
import { readNamed } from '../dossier/find.ts';
import { showReceiptAlone } from '../receipts/routes.tsx';
import { dossierHref } from '../showing/address.ts';
import type { Reader } from '../showing/reader.ts';
import { isAboutSigning, readSignature } from '../signing/posted.ts';
import { findWays } from '../signing/ways.ts';
import { readSimilar, SEEN, type SimilarItem } from '../similar/items.ts';
import { keyOf, type Shown, showCheck, showChoice, showClosed, showForm, showPrelude } from './answers.tsx';
import { fitsStage } from './closed-page.tsx';
import { consequencesOf } from './consequences.ts';
import { type CorrectionForm, correctionForm } from './correction.ts';
import { draftSlot, draftUrl } from './draft.ts';
import { fromPaper, PAPER } from './from-paper.ts';
import { CHECKED, EDIT } from './posted.ts';
import { preludeAnswers, preludeStep } from './prelude-page.tsx';
import { defaultOpening, dossierSubject, isOffered, openingActs, openingSubject, type Subject } from './subject.ts';
import { takeFileFor } from './take-file.ts';
import { problemText } from './words.ts';

type Named = { Params: { segment: string; name: string; act: string } };
type Opening = { Params: { segment: string; act?: string } };

/** `/:segment/:name/:act` and `/:segment/moi(/:act)`. */
export function addActRoutes(app: FastifyInstance, deps: PageDeps): void {
  const atKind = segmentOf(deps);
  const onDossier = async (request: FastifyRequest<Named>): Promise<Subject> => {
    const r = readerOf(deps, request);
    const { segment, name, act } = request.params;
    const kind = kindOfSegment(deps, segment);
    const subject = dossierSubject(r, await readNamed(deps.store, r.asker, kind, name, readingOf(request)), act);
    if (!subject) throw new AppError('act.unknown', 'not_found');
    return subject;
  };
  const onNew = (request: FastifyRequest<Opening>): Subject => {
    const r = readerOf(deps, request);
    const kind = kindOfSegment(deps, request.params.segment);
    const act = request.params.act ?? openingActs(r, kind)[0]?.act ?? defaultOpening(kind);
    const subject = act === undefined ? undefined : openingSubject(r, kind, act);
    if (!subject) throw new AppError('act.unknown', 'not_found');
    return subject;
  };
  const opens = { config: { writes: true } };
  const config = { writes: true, resumes: true };
  app.get<Opening>(`${atKind}/moi`, opens, async (request, reply) => open(deps, request, reply, onNew(request)));
  app.get<Opening>(`${atKind}/moi/:act`, opens, async (request, reply) => open(deps, request, reply, onNew(request)));
  app.post<Opening>(`${atKind}/moi`, { config }, async (request, reply) => submit(deps, request, reply, onNew(request)));
  app.post<Opening>(`${atKind}/moi/:act`, { config }, async (request, reply) => submit(deps, request, reply, onNew(request)));
  app.get<Named>(`${atKind}/:name/:act`, opens, async (request, reply) => open(deps, request, reply, await onDossier(request)));
  app.post<Named>(`${atKind}/:name/:act`, { config }, async (request, reply) =>
    submit(deps, request, reply, await onDossier(request)),
  );
}

/** A form that was sent is an act on its way, which is its purpose: what was typed is not lost to a question. */
function readingOf(request: FastifyRequest): Reading {
  return { what: 'form', acting: request.method === 'POST' };
}

async function open(deps: PageDeps, request: FastifyRequest, reply: FastifyReply, subject: Subject): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  if (!isOffered(r, subject)) throw new AppError('act.unknown', 'not_found');
  if (!isOpenTo(subject)) return showClosed(deps, request, reply, r, subject);
  const query = queryOf(request);
  const first: FormValues = new Map(Object.entries(query).map(([name, value]) => [name, [value]]));
  const correction = correctionOf(r, subject, first);
  if (correction === 'choose') return showChoice(deps, request, reply, r, subject, query['seq']);
  const draft = await findDraft(deps.store, r.asker.identity, draftSlot(subject));
  const begin = Object.fromEntries([...first].filter(([name]) => isFieldName(subject, name)));
  const kept = draft && correction === undefined ? draft : undefined;
  const values = {
    ...proposed(r, subject),
    ...(await fromPaper(deps.store, r, subject, query[PAPER])),
    ...begin,
    ...correction?.values,
    ...kept?.body,
    // What was just answered goes before what an older draft says.
    ...preludeAnswers(subject, begin),
  };
  const step = preludeStep(subject, values);
  if (step) return showPrelude(deps, request, reply, r, subject, { step, values });
  return showForm(deps, request, reply, r, subject, {
    values,
    ...(correction ? { correction } : {}),
    ...(kept
      ? { restored: { at: kept.updatedAt, discard: draftUrl(subject).replace('/nhap', '/nhap/bo'), back: subject.action } }
      : {}),
  });
}

async function submit(deps: PageDeps, request: FastifyRequest, reply: FastifyReply, subject: Subject): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  const sent = request.form.values;
  const correction = correctionOf(r, subject, sent);
  if (correction === 'choose') return showChoice(deps, request, reply, r, subject, firstValue(sent, 'seq'));
  const fields = fieldsOf(correction ? correction.body : subject.spec.body);
  const taken = await takeFiles(fields, request.form, takeFileFor(deps.store, r.asker));
  const read = readForm(fields, taken.values, { today: r.asker.today, calendar: r.asker.law.calendar });
  const body = correction ? correction.toBody(read.body) : read.body;
  const as = firstValue(sent, FORM_NAMES.as);
  const again = (more: Partial<Shown>): FastifyReply =>
    showForm(deps, request, reply, r, subject, {
      values: withoutSecrets(read.echo, more.problems ?? []),
      ...(as === undefined ? {} : { chosen: as }),
      ...(correction ? { correction } : {}),
      ...more,
    });
  const ready: Ready = { body, echo: read.echo, as, again, ...(correction ? { present: correction.of.present } : {}) };
  if (!isOpenTo(subject) && !hasKey(sent)) return showClosed(deps, request, reply, r, subject, read.echo);
  if (request.resumed || sent.has(EDIT) || read.moreRows)
    return again({ ...(read.moreRows ? { moreRows: read.moreRows } : {}), key: keyOf(sent) });
  if (taken.problems.length > 0) return again({ status: 422, problems: taken.problems, key: keyOf(sent) });
  if (!sent.has(CHECKED)) {
    const { problems } = validateBody(subject.spec.body, body, r.asker.org);
    const asksOnce = subject.spec.check || maySign(deps, subject);
    if (asksOnce && problems.length > 0) return again({ status: 422, problems, key: keyOf(sent) });
    // What is already there is told before the answers are checked: nobody checks twice.
    const alike = problems.length > 0 ? [] : await similarTo(deps, r, subject, sent, body);
    if (alike.length > 0) return again({ alike, key: keyOf(sent) });
    if (asksOnce) return lookFirst(deps, request, reply, r, subject, ready);
  }
  return carryOut(deps, request, reply, r, subject, ready);
}

/** What was typed, less every field that bears a secrecy marking: such a text goes back to nobody. */
function withoutSecrets(echo: FormEcho, problems: readonly FieldProblem[]): FormEcho {
  const secret = problems.filter((p) => p.code === SECRET_MARK).map((p) => p.path);
  return Object.fromEntries(Object.entries(echo).filter(([name]) => !secret.includes(name)));
}

/** What a form begins with before anybody typed: the act's own proposal. */
function proposed(r: Reader, subject: Subject): FormEcho {
  const { standing, org } = r.asker;
  const body = subject.spec.prefill?.({ standing, org, ...(subject.view ? { dossier: subject.view.dossier } : {}) });
  return body ? fillForm(fieldsOf(subject.spec.body), body) : {};
}

/** Dossiers that may already say the same, told once. */
async function similarTo(
  deps: PageDeps,
  r: Reader,
  subject: Subject,
  sent: FormValues,
  body: Readonly<Record<string, unknown>>,
): Promise<readonly SimilarItem[]> {
  const { kind, view } = subject;
  if (view || !kind.similar || sent.has(SEEN)) return [];
  const text = body[kind.similar.field];
  return typeof text === 'string' ? readSimilar(deps.store, r, kind, text) : [];
}

interface Ready {
  readonly body: Readonly<Record<string, unknown>>;
  readonly echo: FormEcho;
  readonly as: string | undefined;
  readonly again: (more: Partial<Shown>) => FastifyReply;
  /** What the field says that is corrected. */
  readonly present?: string;
}

/** How far the dossier had come when the form was shown. */
function seenSeq(sent: FormValues): number {
  return Number(firstValue(sent, FORM_NAMES.seq));
}

function commandOf(subject: Subject, sent: FormValues, ready: Ready): Command {
  const seen = seenSeq(sent);
  return {
    act: subject.act,
    body: ready.body,
    idempotencyKey: keyOf(sent),
    ...(subject.view
      ? { dossier: subject.view.dossier.id, ...(Number.isInteger(seen) && seen > 0 ? { expectedSeq: seen } : {}) }
      : { kind: subject.kind.name }),
    ...(ready.as === undefined || ready.as === '' ? {} : { as: ready.as }),
  };
}

/** Every answer and all that follows from them, before anything is written; what would be refused is refused here already. */
async function lookFirst(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  subject: Subject,
  ready: Ready,
  refusal?: AppError,
): Promise<FastifyReply> {
  const sent = request.form.values;
  try {
    const foreseen = await foresee(deps.store, { person: request.asker().person }, commandOf(subject, sent, ready));
    const { decision } = foreseen;
    const consequences = decision ? consequencesOf(r, decision) : [];
    const ways =
      foreseen.isSigned && deps.store.signing === 'demanded'
        ? await findWays(deps, request, subject, foreseen, ready.echo)
        : undefined;
    return showCheck(deps, request, reply, r, subject, {
      body: ready.body,
      echo: ready.echo,
      as: ready.as,
      ...(ready.present === undefined ? {} : { present: ready.present }),
      consequences,
      ...(ways ? { ways } : {}),
      ...(refusal
        ? { refusal: problemText(r, deps.words, refusal.code, refusal.params, subject.kind.name), status: statusOf(refusal) }
        : {}),
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return answerRefusal(deps, request, reply, r, subject, ready, error, seenSeq(sent));
  }
}

async function carryOut(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  subject: Subject,
  ready: Ready,
): Promise<FastifyReply> {
  const { person } = request.asker();
  const sent = request.form.values;
  try {
    const signature = maySign(deps, subject) ? readSignature(request) : undefined;
    const done = await perform(
      deps.store,
      { person },
      { ...commandOf(subject, sent, ready), ...(signature ? { signature } : {}) },
    );
    // The act is recorded: a draft left over, on a full disk or a database just gone, must not make a failure of it.
    await dropDraft(deps.store, r.asker.identity, draftSlot(subject)).catch((error: unknown) => {
      request.log.warn({ ref: request.ref, fault: describeFault(error) }, 'draft not dropped');
    });
    // Some acts close the dossier to whoever performs them: the page it would lead to is not theirs any more.
    if (await isClosedTo(deps, request, person, done)) return await showReceiptAlone(deps, request, reply, done);
    return reply.redirect(receiptHref(r, done), 303);
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Nothing was wrong with the answers: the same page again, to be confirmed once more.
    if (isAboutSigning(error)) return lookFirst(deps, request, reply, r, subject, ready, error);
    return answerRefusal(deps, request, reply, r, subject, ready, error, seenSeq(sent));
  }
}

/** True where the act may have to be confirmed in person, and so is always looked at once more. */
function maySign(deps: PageDeps, { spec }: Subject): boolean {
  return mayBeConfirmed(spec) && deps.store.signing === 'demanded';
}

async function isClosedTo(deps: PageDeps, request: FastifyRequest, person: PersonId, done: Performed): Promise<boolean> {
  try {
    return (await findDossierId(deps.store, await askAs(deps.store, person), done.dossier)) === undefined;
  } catch (error) {
    // The act is recorded; whatever keeps the next page from being found must not make a failure of it.
    request.log.warn({ ref: request.ref, fault: describeFault(error) }, 'page after an act not looked up');
    return false;
  }
}

/** Every refusal keeps the form; what was wrong decides what stands above it. */
async function answerRefusal(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  subject: Subject,
  ready: Ready,
  error: AppError,
  seen: number,
): Promise<FastifyReply> {
  const key = keyOf(request.form.values);
  if (error.fields && error.fields.length > 0) return ready.again({ status: 422, problems: error.fields, key });
  if (error.category === 'internal' || error.category === 'unavailable' || error.category === 'unauthenticated') throw error;
  const { view } = subject;
  if (view && ['dossier.moved', 'act.stage', 'act.capacity', 'dossier.not_found'].includes(error.code)) {
    const fresh = await readNamed(deps.store, r.asker, subject.kind, view.dossier.id, readingOf(request));
    const now = dossierSubject(r, fresh, subject.act);
    if (!now || !isOpenTo(now)) return showClosed(deps, request, reply, r, now ?? subject, ready.echo);
    return ready.again({
      status: 409,
      subject: now,
      key,
      movedSince: Number.isInteger(seen) ? seen : fresh.dossier.seq,
      refusal: error,
    });
  }
  if (!view && error.code === 'act.capacity') return showClosed(deps, request, reply, r, subject, ready.echo);
  const fresh = error.code === 'idempotency.other_request' ? randomUUID() : key;
  return ready.again({
    status: error.category === 'limited' ? 429 : error.category === 'conflict' ? 409 : 422,
    key: fresh,
    refusal: error,
  });
}

/** A correction needs to know its field before it can have a form. */
function correctionOf(r: Reader, subject: Subject, asked: FormValues): CorrectionForm | 'choose' | undefined {
  if (subject.act !== 'correct' || !subject.view) return undefined;
  return correctionForm(r, subject.view, asked) ?? 'choose';
}

function isOpenTo(subject: Subject): boolean {
  return subject.capacities.length > 0 && fitsStage(subject);
}

/** A form sent before may have been carried out already: its key gives the same receipt although the act is over. */
function hasKey(sent: FormValues): boolean {
  return isUuid(firstValue(sent, FORM_NAMES.key) ?? '');
}

function isFieldName(subject: Subject, name: string): boolean {
  const head = name.split('.')[0];
  return fieldsOf(subject.spec.body).some((f) => f.name === head);
}

/** The page after an act: the dossier with the receipt. */
export function receiptHref(r: Reader, done: Performed): string {
  return `${dossierHref(r.registry, { kind: done.kind, id: done.dossier, number: done.number })}?bien-nhan=${done.seq}`;
}
