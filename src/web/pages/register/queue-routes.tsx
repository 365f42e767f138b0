/** The queue of scans: shown one by one, entered, put back or thrown out, and the next is there at once. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findAct } from '../../../dossier/common-acts.ts';
import type { AnyAct } from '../../../dossier/kind.ts';
import { type FieldSpec, fieldsOf } from '../../../dossier/schema.ts';
import { AppError, type FieldProblem, isAppError } from '../../../kernel/errors.ts';
import { asDossierId } from '../../../kernel/ids.ts';
import { numberOf, serialOf } from '../../../kernel/serial.ts';
import { perform } from '../../../store/perform.ts';
import { readDossier } from '../../../store/read/dossier.ts';
import { listEntries, listWaiting } from '../../../store/read/register.ts';
import { fieldId } from '../../form/act-field.tsx';
import { fillForm } from '../../form/fill-form.ts';
import { readForm } from '../../form/read-form.ts';
import { type FormEcho, firstValue } from '../../form/values.ts';
import { framingHeaders } from '../../http/headers.ts';
import { keyOf } from '../act/answers.tsx';
import { PAPER } from '../act/from-paper.ts';
import { problemText } from '../act/words.ts';
import { queryOf, readerOf } from '../deps.ts';
import { dossierHref, withQuery } from '../showing/address.ts';
import { paperChoices, startsForm } from '../showing/paper-kinds.ts';
import type { Reader } from '../showing/reader.ts';
import type { WorkParts } from '../work-parts.ts';
import { ASKED, type Direction, nextOf, openBookOf, PATHS, type RegisterDesk, readDesk } from './desk.ts';
import { QUEUE, type QueueItem, QueuePage } from './queue-page.tsx';

interface Turn {
  readonly parts: WorkParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly r: Reader;
  readonly desk: RegisterDesk;
  readonly queue: NonNullable<RegisterDesk['entry']['entries']['queue']>;
  readonly spec: AnyAct;
}

/** What was sent and did not go through. */
interface Sent {
  readonly values: FormEcho;
  readonly problems?: readonly FieldProblem[];
  readonly refusal?: AppError;
}

/** `/so-den/xu-ly`. */
export function addQueueRoutes(app: FastifyInstance, parts: WorkParts, direction: Direction): void {
  const path = `${PATHS[direction]}/xu-ly`;
  app.get(path, { config: { writes: true } }, async (request, reply) => showTurn(await turnOf(parts, request, reply, direction)));
  app.post(path, { config: { writes: true, resumes: true } }, async (request, reply) => {
    const turn = await turnOf(parts, request, reply, direction);
    const what = firstValue(request.form.values, QUEUE.what);
    if (!request.resumed && (what === 'aside' || what === 'discard')) return moveOn(turn, what);
    return save(turn);
  });
}

async function turnOf(parts: WorkParts, request: FastifyRequest, reply: FastifyReply, direction: Direction): Promise<Turn> {
  const r = readerOf(parts, request);
  const sent = firstValue(request.form.values, ASKED.unit);
  const desk = await readDesk(parts.store, r, direction, { ...queryOf(request), ...(sent ? { [ASKED.unit]: sent } : {}) });
  const queue = desk?.entry.entries.queue;
  const spec = desk && queue ? findAct(desk.entry.kind, queue.register) : undefined;
  if (!desk || !queue || !spec || desk.unit === undefined) throw new AppError('dossier.not_found', 'not_found');
  return { parts, request, reply, r, desk, queue, spec };
}

function skipOf(turn: Turn): number {
  const typed = firstValue(turn.request.form.values, QUEUE.skip) ?? queryOf(turn.request)[QUEUE.skip] ?? '';
  return /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
}

function onward(turn: Turn, more: Readonly<Record<string, string>> = {}): FastifyReply {
  const skip = skipOf(turn);
  const kept = { [ASKED.unit]: turn.desk.unit, ...(skip > 0 ? { [QUEUE.skip]: String(skip) } : {}) };
  return turn.reply.redirect(withQuery(`${turn.desk.path}/xu-ly`, kept, more), 303);
}

async function save(turn: Turn): Promise<FastifyReply> {
  const { parts, request, r, queue, spec } = turn;
  const { values } = request.form;
  const read = readForm(fieldsOf(spec.body), values, { today: r.asker.today, calendar: r.asker.law.calendar });
  if (request.resumed) return showTurn(turn, { values: read.echo });
  const { number, becomes, ...rest } = read.body as Readonly<Record<string, unknown>>;
  // The number the page proposed is no demand: where another clerk was faster, the one after it is taken.
  const said = String(number ?? '') === firstValue(values, QUEUE.shown) ? undefined : number;
  const later = typeof becomes === 'string' && startsForm(r, becomes) ? becomes : undefined;
  const body = {
    ...rest,
    ...(said === undefined ? {} : { number: said }),
    ...(becomes === undefined || later !== undefined ? {} : { becomes }),
  };
  try {
    const done = await perform(
      parts.store,
      { person: request.asker().person },
      {
        dossier: asDossierId(firstValue(values, QUEUE.dossier) ?? ''),
        act: queue.register,
        body,
        idempotencyKey: keyOf(values),
      },
    );
    if (later !== undefined) return turn.reply.redirect(formHref(r, later, done.dossier), 303);
    return onward(turn, { [QUEUE.done]: String(serialOf(done.number)) });
  } catch (error) {
    const refusal = refusalOf(error);
    return showTurn(turn, { values: read.echo, ...(refusal.fields ? { problems: refusal.fields } : { refusal }) });
  }
}

function formHref(r: Reader, kind: string, paper: string): string {
  const found = r.registry.byName(kind);
  return withQuery(`/${found.prefix.toLowerCase()}/moi/${found.fromPaper?.act ?? ''}`, { [PAPER]: paper });
}

async function moveOn(turn: Turn, what: 'aside' | 'discard'): Promise<FastifyReply> {
  const { parts, request, queue } = turn;
  const { values } = request.form;
  const note = firstValue(values, 'note') ?? '';
  try {
    await perform(
      parts.store,
      { person: request.asker().person },
      {
        dossier: asDossierId(firstValue(values, QUEUE.dossier) ?? ''),
        act: what === 'aside' ? queue.setAside : queue.discard,
        body: what === 'aside' ? { note } : { reason: note },
      },
    );
    return onward(turn);
  } catch (error) {
    const refusal = refusalOf(error);
    const problems = refusal.fields?.map((problem) => ({ ...problem, path: 'note' }));
    return showTurn(turn, { values: {}, ...(problems ? { problems } : { refusal }) });
  }
}

/** What belongs to the form; a store that fails does not. */
function refusalOf(error: unknown): AppError {
  if (!isAppError(error) || ['internal', 'unavailable', 'unauthenticated'].includes(error.category)) throw error;
  return error;
}

async function showTurn(turn: Turn, sent?: Sent): Promise<FastifyReply> {
  const { parts, request, reply, r, desk } = turn;
  const { store } = parts;
  const skip = skipOf(turn);
  const unit = desk.unit ?? '';
  const { first, total } = await listWaiting(store, r.asker, { kind: desk.entry.kind.name, unit, skip });
  // A form that did not go through is about the scan it was filled in for, wherever that stands in the queue now.
  const asked = sent ? firstValue(request.form.values, QUEUE.dossier) : first?.id;
  const view = asked === undefined ? undefined : await readDossier(store, r.asker, asked);
  const book = openBookOf(desk, view ? desk.entry.entries.series(view.dossier.state) : '');
  const [next, doneToday] = await Promise.all([
    book ? nextOf(store, r, desk, book) : undefined,
    book
      ? listEntries(store, r.asker, { book: book.view.id, since: r.asker.today, until: r.asker.today, limit: 1 }).then(
          (e) => e.total,
        )
      : 0,
  ]);
  reply.headers(framingHeaders(parts.config.secureCookies));
  const isWaiting = view?.dossier.number === undefined && view?.available.some((a) => a.act === turn.queue.register) === true;
  const item = view && isWaiting ? itemOf(turn, view, next, sent) : undefined;
  return parts.show(request, reply, {
    title: r.t('screens.register.queue.title'),
    ...(sent ? { status: sent.refusal?.category === 'conflict' ? 409 : 422 } : {}),
    crumbs: [
      { text: r.t('screens.register.title.in'), href: withQuery(desk.path, { [ASKED.unit]: unit }) },
      { text: r.t('screens.register.queue.title') },
    ],
    children: (
      <QueuePage
        r={r}
        desk={desk}
        item={item}
        book={book}
        left={total}
        doneToday={doneToday}
        skip={skip}
        given={sent ? undefined : givenIn(request)}
        asideOpen={queryOf(request)[QUEUE.aside] === '1' || sent?.problems?.some((p) => p.path === 'note') === true}
        token={request.formToken()}
        key={randomUUID()}
        errors={(sent?.problems ?? []).map((problem) => ({
          field: fieldId(problem.path),
          text: sayProblem(turn, problem),
        }))}
        refusal={sent?.refusal ? saidRefusal(turn, sent.refusal, book?.facts.stem) : undefined}
      />
    ),
  });
}

function givenIn(request: FastifyRequest): string | undefined {
  const given = queryOf(request)[QUEUE.done];
  return /^\d{1,9}$/.test(given ?? '') ? given : undefined;
}

function sayProblem({ r, parts, desk }: Turn, problem: FieldProblem): string {
  const said = problemText(r, parts.words, problem.code, problem.params ?? {}, desk.entry.kind.name);
  const label = `fields.${problem.path}.label`;
  return r.say.has(desk.entry.kind.name, label) ? `${r.say.kind(desk.entry.kind.name, label)}: ${said}` : said;
}

/** A refusal about another paper leads to it: the one entered before, or the one that bears the number said. */
function saidRefusal({ r, parts, desk }: Turn, refusal: AppError, stem: string | undefined) {
  const { kind } = desk.entry;
  const { otherId, other, number } = refusal.params;
  const text = problemText(r, parts.words, refusal.code, refusal.params, kind.name);
  const named =
    refusal.code.endsWith('number_given') && stem !== undefined ? numberOf(`${kind.prefix}-${stem}`, Number(number)) : other;
  if (named === undefined) return { text };
  const href = dossierHref(r.registry, { kind: kind.name, id: String(otherId ?? ''), number: String(named) });
  return { text, link: { href, text: r.t('screens.register.queue.other', { number: String(named) }) } };
}

type View = Awaited<ReturnType<typeof readDossier>>;

function itemOf(turn: Turn, view: View, next: number | undefined, sent: Sent | undefined): QueueItem {
  const { r, desk, queue, spec } = turn;
  const { kind } = desk.entry;
  const all = fieldsOf(spec.body);
  const { standing, org } = r.asker;
  const proposed = spec.prefill?.({ standing, org, dossier: view.dossier });
  const values = sent && Object.keys(sent.values).length > 0 ? sent.values : fillForm(all, proposed ?? {});
  const errors = new Map(
    (sent?.problems ?? []).map((p) => [p.path, problemText(r, turn.parts.words, p.code, p.params ?? {}, kind.name)]),
  );
  const fields = queue.fields.flatMap((name): FieldSpec[] => all.filter((field) => field.name === name));
  const shown = next === undefined ? '' : String(next);
  const numberError = errors.get('number');
  return {
    id: view.dossier.id,
    seq: view.dossier.seq,
    files: queue.scan(view.dossier.state),
    excerpt: queue.excerpt(view.dossier.state),
    note: queue.note(view.dossier.state),
    fields,
    number: { value: values['number']?.[0] ?? shown, shown, ...(numberError ? { error: numberError } : {}) },
    focus: fieldId(focusIn(fields, values, errors)),
    context: {
      org,
      lang: r.lang,
      t: r.t,
      values,
      errors,
      words: (key) => (r.say.has(kind.name, `fields.${key}`) ? r.say.kind(kind.name, `fields.${key}`) : undefined),
      reading: { today: r.asker.today, calendar: r.asker.law.calendar },
      choices: paperChoices(r, fields, 'any'),
    },
  };
}

/** The first field that is wrong, else the first that must be filled in and is not, else the first one left open. */
function focusIn(fields: readonly FieldSpec[], values: FormEcho, errors: ReadonlyMap<string, string>): string {
  const isEmpty = (field: FieldSpec): boolean => (values[field.name]?.[0] ?? '') === '';
  const found =
    fields.find((field) => errors.has(field.name)) ??
    fields.find((field) => field.required && isEmpty(field)) ??
    fields.find((field) => !field.required && isEmpty(field) && field.meta.widget === 'unit');
  return found?.name ?? 'number';
}
