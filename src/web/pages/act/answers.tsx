/** The answers of an act's pages: its form, the page that asks once more, the page that says why not. */
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError, FieldProblem } from '../../../kernel/errors.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { FORM_NAMES, type FormEcho, type FormValues, firstValue } from '../../form/values.ts';
import type { PageDeps } from '../deps.ts';
import type { Reader } from '../showing/reader.ts';
import { SEEN, type SimilarItem } from '../similar/items.ts';
import { ActPage, type ActPageProps } from './act-page.tsx';
import { CheckPage, type CheckPageProps } from './check-page.tsx';
import { ChooseField } from './choose-field.tsx';
import { ClosedPage, fitsStage } from './closed-page.tsx';
import { type CorrectionForm, correctable } from './correction.ts';
import { draftUrl } from './draft.ts';
import { PreludePage, type PreludeStep } from './prelude-page.tsx';
import type { Subject } from './subject.ts';

/** What can stand above a form shown again. */
export interface Shown {
  readonly status: number;
  readonly key: string;
  readonly values: FormEcho;
  readonly subject: Subject;
  readonly problems: readonly FieldProblem[];
  readonly refusal: AppError;
  readonly movedSince: number;
  readonly moreRows: NonNullable<ActPageProps['moreRows']>;
  readonly chosen: string;
  readonly correction: CorrectionForm;
  readonly restored: NonNullable<ActPageProps['restored']>;
  readonly alike: readonly SimilarItem[];
}

/** Shows the form of an act, with whatever stands above it and everything typed in it. */
export function showForm(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  given: Subject,
  shown: Partial<Shown> & Pick<Shown, 'values'>,
): FastifyReply {
  const { status, key, values, problems, refusal, subject = given, ...more } = shown;
  const { view } = subject;
  const beside = view && deps.panels?.[subject.kind.name]?.beside;
  return deps.show(request, reply, {
    ...frameOf(r, subject),
    ...(status === undefined ? {} : { status }),
    children: (
      <ActPage
        r={r}
        words={deps.words}
        subject={subject}
        token={request.formToken()}
        idempotencyKey={key ?? randomUUID()}
        values={values}
        {...(problems ? { problems } : {})}
        {...(refusal ? { refusal: { code: refusal.code, params: refusal.params } } : {})}
        draftUrl={draftUrl(subject)}
        {...(beside ? { beside: beside({ act: subject.act, state: view.dossier.state, values, lang: r.lang }) } : {})}
        seen={request.form.values.has(SEEN) || more.alike !== undefined}
        {...more}
      />
    ),
  });
}

/** Shows every answer once more before the act. */
export function showCheck(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  subject: Subject,
  {
    status,
    ...ready
  }: Pick<CheckPageProps, 'body' | 'echo' | 'as' | 'consequences' | 'ways' | 'refusal' | 'present'> & {
    readonly status?: number;
  },
): FastifyReply {
  const sent = request.form.values;
  return deps.show(request, reply, {
    ...frameOf(r, subject),
    ...(status === undefined ? {} : { status }),
    children: (
      <CheckPage
        r={r}
        subject={subject}
        token={request.formToken()}
        idempotencyKey={keyOf(sent)}
        seq={firstValue(sent, FORM_NAMES.seq)}
        {...ready}
      />
    ),
  });
}

/** Shows what comes before the form. */
export function showPrelude(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  subject: Subject,
  of: { readonly step: PreludeStep; readonly values: FormEcho },
): FastifyReply {
  return deps.show(request, reply, { ...frameOf(r, subject), children: <PreludePage r={r} subject={subject} {...of} /> });
}

/** Says why the act cannot be performed, keeping what was typed. */
export function showClosed(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  subject: Subject,
  values?: FormEcho,
): FastifyReply {
  return deps.show(request, reply, {
    ...frameOf(r, subject),
    status: fitsStage(subject) ? 403 : 409,
    children: <ClosedPage r={r} subject={subject} {...(values ? { values } : {})} />,
  });
}

/** Asks which field a correction is about. */
export function showChoice(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  r: Reader,
  subject: Subject,
  seq: string | undefined,
): FastifyReply {
  const of = subject.view ? correctable(r, subject.view, subject.base, seq === undefined ? undefined : Number(seq)) : [];
  return deps.show(request, reply, { ...frameOf(r, subject), children: <ChooseField r={r} subject={subject} fields={of} /> });
}

function frameOf(r: Reader, subject: Subject) {
  const { kind, view, base, act } = subject;
  const label = r.say.act(kind.name, act, 'label');
  const own = view ? [{ text: view.row.number ?? view.row.receipt, href: base }] : [];
  return {
    title: view ? `${label} – ${view.row.number ?? view.row.receipt}` : label,
    crumbs: [{ text: r.say.kind(kind.name, 'plural'), href: `/${kind.prefix.toLowerCase()}` }, ...own, { text: label }],
  };
}

/** The idempotency key of a posted form; a fresh one where it carries none. */
export function keyOf(sent: FormValues): string {
  const key = firstValue(sent, FORM_NAMES.key) ?? '';
  return isUuid(key) ? key : randomUUID();
}
