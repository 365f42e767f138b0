import type { FastifyInstance } from 'fastify';
import { AppError, isAppError } from '../../../kernel/errors.ts';
import { asDossierId, isUuid } from '../../../kernel/ids.ts';
import { readPurpose, statePurpose } from '../../../store/read/closed.ts';
import { findDossierId } from '../../../store/read/dossier.ts';
import { firstValue } from '../../form/values.ts';
import { safePath } from '../../http/safe-path.ts';
import { type PageDeps, readerOf } from '../deps.ts';
import { PURPOSE, showQuestion } from './ask.tsx';

/** `POST /muc-dich-xem`: what a restricted dossier is read for; then back to the page that was asked for. */
export function addPurposeRoute(app: FastifyInstance, deps: PageDeps): void {
  app.post(PURPOSE.path, async (request, reply) => {
    const r = readerOf(deps, request);
    const sent = request.form.values;
    const dossier = firstValue(sent, PURPOSE.dossier) ?? '';
    const back = safePath(firstValue(sent, PURPOSE.back)) ?? '/viec';
    const code = firstValue(sent, PURPOSE.code) ?? '';
    const words = firstValue(sent, PURPOSE.words) ?? '';
    const found = isUuid(dossier) ? await findDossierId(deps.store, r.asker, dossier) : undefined;
    if (!found) throw new AppError('dossier.not_found', 'not_found');
    try {
      await statePurpose(deps.store, r.asker, asDossierId(dossier), readPurpose(code, words));
      return reply.redirect(back, 303);
    } catch (error) {
      if (!isAppError(error) || error.category !== 'invalid') throw error;
      return showQuestion(deps, request, reply, { dossier, kind: found.kind, back, code, words, refusal: error });
    }
  });
}
