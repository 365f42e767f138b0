/** The question what a restricted dossier is read for, in the place of the page somebody asked for. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PURPOSE_WORDS, STATED_PURPOSES } from '../../../dossier/reading.ts';
import { type AppError, isAppError } from '../../../kernel/errors.ts';
import { PageHelp } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choice-field.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Form, FormActions } from '../../components/form.tsx';
import { TextField } from '../../components/text-field.tsx';
import { FORM_NAMES } from '../../form/values.ts';
import { answerProblem } from '../../http/problem.tsx';
import { wantsJson } from '../../http/request.ts';
import { problemText } from '../act/words.ts';
import { type PageDeps, readerOf } from '../deps.ts';

/** Where the answer is sent, and what its fields are called. */
export const PURPOSE = { path: '/muc-dich-xem', dossier: 'ho-so', code: 'muc-dich', words: 'noi-ro', back: 've' } as const;

/** The question: of which dossier, of what kind, where to go on, and what was answered before. */
export interface PurposeQuestion {
  readonly dossier: string;
  readonly kind: string;
  readonly back: string;
  readonly code?: string | undefined;
  readonly words?: string | undefined;
  readonly refusal?: AppError;
}

/** Answers a failed request: with the question where a purpose is all that is missing, else as every other. */
export function askForPurpose(deps: PageDeps, request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const asks = isAppError(error, 'reading.purpose_needed') && request.method !== 'POST' && !wantsJson(request);
  return asks ? askPurposeOf(deps, request, reply, error) : answerProblem(deps.show, request, reply, error);
}

/** Shows the question a refused reading leads to; whoever answers comes back to the address that was asked for. */
export function askPurposeOf(deps: PageDeps, request: FastifyRequest, reply: FastifyReply, refused: AppError): FastifyReply {
  const { dossier, kind } = refused.params;
  return showQuestion(deps, request, reply, { dossier: String(dossier), kind: String(kind), back: request.url });
}

/** Shows the question; nothing of the dossier stands on it but what kind it is. */
export function showQuestion(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  question: PurposeQuestion,
): FastifyReply {
  const r = readerOf(deps, request);
  const { t } = r;
  const { dossier, kind, back, code, words, refusal } = question;
  const field = refusal?.code === 'reading.purpose_words' ? PURPOSE.words : PURPOSE.code;
  const isUnanswered = refusal?.code === 'reading.purpose_unknown' && (code ?? '') === '';
  const error = isUnanswered ? t('pages.reading.choose') : refusal && problemText(r, deps.words, refusal.code, refusal.params);
  const wrong = (name: string) => (error !== undefined && name === field ? { error } : {});
  const what = r.say.kind(kind, 'name');
  const title = t('pages.reading.title');
  return deps.show(request, reply, {
    title,
    status: refusal ? 422 : 200,
    crumbs: [{ text: r.say.kind(kind, 'plural') }, { text: title }],
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{t('pages.reading.lead', { kind: what })}</p>
        {error === undefined ? null : <ErrorSummary t={t} errors={[{ field: `f-${field}`, text: error }]} />}
        <Form
          t={t}
          action={PURPOSE.path}
          hidden={{ [FORM_NAMES.token]: request.formToken(), [PURPOSE.dossier]: dossier, [PURPOSE.back]: back }}
          keepNothing
          card
        >
          <RadioGroup
            t={t}
            id={`f-${PURPOSE.code}`}
            name={PURPOSE.code}
            label={t('pages.reading.purpose')}
            choices={STATED_PURPOSES.map((one) => ({ value: one, label: t(`pages.reading.purposes.${one}`) }))}
            {...(code === undefined ? {} : { value: code })}
            {...wrong(PURPOSE.code)}
          />
          <TextField
            t={t}
            id={`f-${PURPOSE.words}`}
            name={PURPOSE.words}
            label={t('pages.reading.words')}
            hint={t('pages.reading.wordsHint', { max: PURPOSE_WORDS })}
            maxLength={PURPOSE_WORDS}
            {...(words === undefined ? {} : { value: words })}
            {...wrong(PURPOSE.words)}
          />
          <FormActions>
            <Button primary>{t('pages.reading.open')}</Button>
          </FormActions>
        </Form>
        <PageHelp t={t}>
          <p>{t('pages.reading.help')}</p>
        </PageHelp>
      </>
    ),
  });
}
