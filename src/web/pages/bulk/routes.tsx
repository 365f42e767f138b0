/** Work on several dossiers at once: choose, say it once, see what will and will not be done, do it, see what became of it. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../../../dossier/schema.ts';
import { AppError, isAppError } from '../../../kernel/errors.ts';
import { asPersonId, asUnitId } from '../../../kernel/ids.ts';
import type { Json } from '../../../kernel/json.ts';
import { listLabels, putLabel, takeLabel } from '../../../store/accounts/label.ts';
import { foreseeBulk } from '../../../store/bulk/carry-out.ts';
import { continueBulk, findBulk, startBulk } from '../../../store/bulk/work.ts';
import { readDossier } from '../../../store/read/dossier.ts';
import { listDossiers } from '../../../store/read/list.ts';
import { ownUnits } from '../../../store/read/work.ts';
import { businessNow } from '../../../store/store.ts';
import { readForm } from '../../form/read-form.ts';
import { firstValue } from '../../form/values.ts';
import { safePath } from '../../http/safe-path.ts';
import { keyOf } from '../act/answers.tsx';
import { EDIT } from '../act/posted.ts';
import { problemText } from '../act/words.ts';
import { type PageDeps, queryOf, readerOf } from '../deps.ts';
import { sendList } from '../list/send-list.ts';
import type { Reader } from '../showing/reader.ts';
import { BulkCheckPage } from './check-page.tsx';
import { type Chosen, readChosen, readChosenList, type SharedAct, sharedAct } from './chosen.ts';
import { BulkFormPage, type BulkFormProps } from './form-page.tsx';
import { LabelPage } from './label-page.tsx';
import { BESIDES, BULK } from './names.ts';
import { PrintPage, WHOLE_LIMIT } from './print-page.tsx';
import { BulkResultPage } from './result-page.tsx';

/** `/hang-loat`: the way from the rows of a list to as many acts. */
export function addBulkRoutes(app: FastifyInstance, deps: PageDeps): void {
  app.post(BULK.path, async (request, reply) => begin(deps, request, reply));
  app.post(`${BULK.path}/kiem-tra`, async (request, reply) => check(deps, request, reply));
  app.post(`${BULK.path}/lam`, async (request, reply) => carryOut(deps, request, reply));
  app.post(`${BULK.path}/nhan`, async (request, reply) => label(deps, request, reply));
  app.get<{ Params: { id: string } }>(`${BULK.path}/:id`, async (request, reply) =>
    result(deps, request, reply, request.params.id),
  );
  app.post<{ Params: { id: string } }>(`${BULK.path}/:id`, async (request, reply) => {
    const { asker } = readerOf(deps, request);
    const work = await findBulk(deps.store, asker, request.params.id);
    if (!work) throw new AppError('request.not_found', 'not_found');
    await continueBulk(deps.store, asker, work);
    return reply.redirect(resultHref(work.id, firstValue(request.form.values, BULK.back)), 303);
  });
}

function resultHref(id: string, back: string | undefined): string {
  const path = safePath(back);
  return `${BULK.path}/${id}${path === undefined ? '' : `?${BULK.back}=${encodeURIComponent(path)}`}`;
}

/** From the bar of a list to the page of what was pressed there. */
async function begin(deps: PageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  const sent = request.form.values;
  const what = firstValue(sent, BULK.what) ?? '';
  if (what === BESIDES.export) return sendList(deps, reply, r, await readChosenList(deps.store, r, sent), 'xlsx');
  const chosen = await readChosen(deps.store, r, sent);
  switch (what) {
    case BESIDES.label:
      return showLabel(deps, request, reply, r, chosen);
    case BESIDES.print:
      return showPrint(deps, request, reply, r, chosen);
    default:
      return showForm(deps, request, reply, r, chosen, sharedAct(r, chosen.rows, what), { idempotencyKey: randomUUID() });
  }
}

function frameOf(r: Reader, chosen: Chosen, title: string) {
  return { title, crumbs: [{ text: r.t('bulk.list'), href: chosen.back }, { text: title }] };
}

function showForm(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  chosen: Chosen,
  shared: SharedAct,
  more: Pick<BulkFormProps, 'idempotencyKey' | 'values' | 'problems' | 'moreRows'> & { readonly status?: number },
): FastifyReply {
  const { status, ...shown } = more;
  return deps.show(request, reply, {
    ...frameOf(r, chosen, r.say.act(shared.kind.name, shared.act, 'label')),
    ...(status === undefined ? {} : { status }),
    children: <BulkFormPage r={r} words={deps.words} chosen={chosen} shared={shared} token={request.formToken()} {...shown} />,
  });
}

function readBody(request: FastifyRequest, r: Reader, shared: SharedAct) {
  return readForm(fieldsOf(shared.spec.body), request.form.values, { today: r.asker.today, calendar: r.asker.law.calendar });
}

/** Decides every act without writing any, and says what would come of it. */
async function check(deps: PageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  const { values } = request.form;
  const chosen = await readChosen(deps.store, r, values);
  const shared = sharedAct(r, chosen.rows, firstValue(values, BULK.what) ?? '');
  const { body, echo, moreRows } = readBody(request, r, shared);
  const idempotencyKey = keyOf(values);
  if (values.has(EDIT) || moreRows)
    return showForm(deps, request, reply, r, chosen, shared, { idempotencyKey, values: echo, ...(moreRows ? { moreRows } : {}) });
  const fresh = chosen.items.map(({ dossier }) => ({ dossier }));
  const foreseen = await foreseeBulk(deps.store, { person: r.asker.identity.person }, { act: shared.act, body, items: fresh });
  // What is wrong with the words themselves is said at the fields, not once for each dossier.
  const problems = foreseen.flatMap((f) => ('refused' in f && f.refused.code === 'act.invalid' ? (f.refused.fields ?? []) : []));
  if (problems.length > 0) {
    const once = problems.filter((p, n) => problems.findIndex((o) => o.path === p.path && o.code === p.code) === n);
    return showForm(deps, request, reply, r, chosen, shared, { idempotencyKey, values: echo, problems: once, status: 422 });
  }
  return deps.show(request, reply, {
    ...frameOf(r, chosen, r.t('bulk.check.title', { act: r.say.act(shared.kind.name, shared.act, 'label') })),
    children: (
      <BulkCheckPage
        r={r}
        words={deps.words}
        chosen={chosen}
        shared={shared}
        foreseen={foreseen}
        token={request.formToken()}
        idempotencyKey={idempotencyKey}
        body={body}
        echo={echo}
      />
    ),
  });
}

/** Does it, then shows the page that stays: sent again, the same page. */
async function carryOut(deps: PageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  const { values } = request.form;
  const id = keyOf(values);
  const chosen = await readChosen(deps.store, r, values);
  const shared = sharedAct(r, chosen.rows, firstValue(values, BULK.what) ?? '');
  const { body } = readBody(request, r, shared);
  await startBulk(deps.store, r.asker, id, {
    act: shared.act,
    body: body as Readonly<Record<string, Json>>,
    items: chosen.items,
  });
  return reply.redirect(resultHref(id, chosen.back), 303);
}

async function result(deps: PageDeps, request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  const work = await findBulk(deps.store, r.asker, id);
  if (!work) throw new AppError('request.not_found', 'not_found');
  const back = safePath(queryOf(request)[BULK.back]) ?? '/ho-so';
  const { rows } = await listDossiers(deps.store, r.asker, {
    filter: { ids: work.items.map((item) => item.dossier) },
    order: 'due',
    limit: work.items.length,
  });
  return deps.show(request, reply, {
    title: r.t('bulk.result.short'),
    crumbs: [{ text: r.t('bulk.list'), href: back }, { text: r.t('bulk.result.short') }],
    children: <BulkResultPage r={r} words={deps.words} work={work} rows={rows} token={request.formToken()} back={back} />,
  });
}

async function showLabel(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  chosen: Chosen,
  wrong?: { readonly typed: string; readonly error: string },
): Promise<FastifyReply> {
  const known = await listLabels(deps.store, r.asker.identity);
  return deps.show(request, reply, {
    ...frameOf(r, chosen, r.t('bulk.label.put')),
    ...(wrong ? { status: 422 } : {}),
    children: <LabelPage r={r} chosen={chosen} token={request.formToken()} known={known} {...wrong} />,
  });
}

async function label(deps: PageDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const r = readerOf(deps, request);
  const { values } = request.form;
  const chosen = await readChosen(deps.store, r, values);
  const word = firstValue(values, 'nhan') ?? '';
  const [unit] = ownUnits(r.asker);
  const { person } = r.asker.identity;
  const forUnit = firstValue(values, 'cho') === 'don-vi' && unit !== undefined;
  const owner = forUnit ? { unit: asUnitId(unit) } : { person: asPersonId(person ?? '') };
  const change = values.has('go') ? takeLabel : putLabel;
  try {
    await change(
      deps.store,
      r.asker.identity,
      owner,
      word,
      chosen.rows.map((row) => row.id),
    );
  } catch (error) {
    if (!isAppError(error) || error.category !== 'invalid') throw error;
    return showLabel(deps, request, reply, r, chosen, {
      typed: word,
      error: problemText(r, deps.words, error.code, error.params),
    });
  }
  return reply.redirect(chosen.back, 303);
}

async function showPrint(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  chosen: Chosen,
): Promise<FastifyReply> {
  // Restricted dossiers are read one by one, each for its own purpose.
  const open = chosen.rows.filter((row) => r.registry.find(row.kind)?.restricted !== true);
  const whole = chosen.rows.length > WHOLE_LIMIT ? [] : open;
  const views = [];
  for (const row of whole) views.push(await readDossier(deps.store, r.asker, row.id, { what: 'print' }));
  return deps.show(request, reply, {
    ...frameOf(r, chosen, r.t('bulk.print.do')),
    children: (
      <PrintPage
        r={r}
        chosen={chosen}
        whole={views}
        closed={chosen.rows.length - open.length}
        now={await businessNow(deps.store)}
      />
    ),
  });
}
