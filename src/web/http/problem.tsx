/** Every request that does not end well ends here: a status, a page in the reader's language, a code to quote. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, describeFault, type ErrorCategory } from '../../kernel/errors.ts';
import { statusOf } from '../../kernel/http-status.ts';
import { newReceipt } from '../../kernel/ids.ts';
import { toAppError } from '../../store/database.ts';
import { LinkButton } from '../components/button.tsx';
import { ProblemPage } from '../components/problem-page.tsx';
import { CarryForm, toCarried } from './carry-form.tsx';
import type { ShowPage } from './frame.tsx';
import { isApi, isBare, wantsJson } from './request.ts';

const BY_FRAMEWORK: Readonly<Record<string, readonly [code: string, category: ErrorCategory]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['request.too_large', 'limited'],
  FST_REQ_FILE_TOO_LARGE: ['request.too_large', 'limited'],
  FST_FILES_LIMIT: ['request.too_large', 'limited'],
  FST_PARTS_LIMIT: ['request.too_large', 'limited'],
  FST_FIELDS_LIMIT: ['request.too_large', 'limited'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['request.unsupported', 'invalid'],
};

/** Any thrown thing as an error with a code; what nobody foresaw is internal. */
export function toProblem(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (error instanceof AppError) return error;
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  const known = BY_FRAMEWORK[code ?? ''];
  if (known) return new AppError(known[0], known[1], { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new AppError('request.malformed', 'invalid', { cause: error });
  return new AppError('internal', 'internal', { cause: error });
}

/** A short code for one request, told to the reader and written to the log. */
export function newReference(): string {
  return newReceipt();
}

/** Ends failed requests; logs what was our fault, without a word of what was sent. */
export function addProblems(app: FastifyInstance, show: ShowPage): void {
  app.setErrorHandler((error, request, reply) => answerProblem(show, request, reply, error));
  app.setNotFoundHandler((request, reply) => answerProblem(show, request, reply, new AppError('request.not_found', 'not_found')));
}

/** Answers with the page of an error, or with JSON where a script of ours asked. */
export function answerProblem(show: ShowPage, request: FastifyRequest, reply: FastifyReply, thrown: unknown): FastifyReply {
  const error = toProblem(thrown);
  const status = statusOf(error);
  logFault(request, error, status);
  const { title, what } = request.words.category(request.lang, error.category);
  const told = request.words.problem(request.lang, error.code, error.params) ?? what;
  if (isApi(request) || wantsJson(request)) {
    const type = isApi(request) ? 'application/problem+json' : 'application/json; charset=utf-8';
    return reply
      .code(status)
      .header('content-type', type)
      .send({ type: 'about:blank', title, status, code: error.code, detail: told, reference: request.ref });
  }
  if (isBare(request))
    return reply.code(status).header('content-type', 'text/plain; charset=utf-8').send(`${told}\n${request.ref}\n`);
  if (status === 429 || status === 503) reply.header('retry-after', '30');
  return show(request, reply, {
    title,
    status,
    children: <Problem request={request} error={error} title={title} what={told} status={status} />,
  });
}

function Problem(props: { request: FastifyRequest; error: AppError; title: string; what: string; status: number }) {
  const { request, error, title, what, status } = props;
  const { t } = request;
  const pairs = request.method === 'POST' && mayRetry(status) ? toCarried(request.form.values) : undefined;
  const carries = pairs !== undefined && pairs.length > 0;
  const home = request.signedIn ? { href: '/viec', text: t('error.home') } : { href: '/', text: t('http.backHome') };
  return (
    <>
      <ProblemPage
        t={t}
        title={title}
        what={what}
        {...(carries ? { kept: t('problem.keptNothing') } : {})}
        code={request.ref}
        actions={
          <LinkButton href={home.href} look="plain">
            {home.text}
          </LinkButton>
        }
      />
      {error.fields && error.fields.length > 0 ? (
        <ul>
          {error.fields.map((field) => (
            <li key={field.path + field.code}>{request.words.fieldProblem(request.lang, field)}</li>
          ))}
        </ul>
      ) : null}
      {carries && request.isMultipart() ? <p>{t('problem.filesAgain')}</p> : null}
      {carries ? <CarryForm request={request} pairs={pairs} button={t('http.retry.send')} /> : null}
    </>
  );
}

/** Sending the same again can help where nothing was wrong with it; its idempotency key keeps it from being done twice. */
function mayRetry(status: number): boolean {
  return status === 429 || status >= 500;
}

function logFault(request: FastifyRequest, error: AppError, status: number): void {
  if (status < 500) {
    request.log.info({ ref: request.ref, status, code: error.code, route: request.routeOptions.url }, 'request refused');
    return;
  }
  request.log.error(
    { ref: request.ref, status, code: error.code, route: request.routeOptions.url, fault: describeFault(error) },
    'request failed',
  );
}
