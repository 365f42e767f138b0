import type { FastifyInstance } from 'fastify';
import { findAct } from '../../../dossier/common-acts.ts';
import { AppError } from '../../../kernel/errors.ts';
import { formatTime } from '../../../kernel/format.ts';
import { dropDraft, saveDraft } from '../../../store/accounts/draft.ts';
import { findDossierId } from '../../../store/read/dossier.ts';
import { firstValue } from '../../form/values.ts';
import { safePath } from '../../http/safe-path.ts';
import { type PageDeps, queryOf, readerOf } from '../deps.ts';
import { draftBody, slotOf } from './draft.ts';

/** `POST /nhap` keeps what is being typed; `/nhap/bo` drops it. */
export function addDraftRoutes(app: FastifyInstance, deps: PageDeps): void {
  app.post('/nhap', async (request, reply) => {
    const r = readerOf(deps, request);
    const slot = slotOf(queryOf(request));
    const kind = slot && deps.store.registry.find(slot.kind);
    if (!slot || !kind || kind.restricted || !findAct(kind, slot.act)) throw new AppError('request.malformed', 'invalid');
    if (slot.dossier !== null && !(await findDossierId(deps.store, r.asker, slot.dossier)))
      throw new AppError('dossier.not_found', 'not_found');
    const at = await saveDraft(deps.store, r.asker.identity, slot, draftBody(request.form.values));
    return reply.send({ at, text: r.t('form.draftSaved', { time: formatTime(at) }) });
  });

  app.post('/nhap/bo', async (request, reply) => {
    const r = readerOf(deps, request);
    const slot = slotOf(queryOf(request));
    if (!slot) throw new AppError('request.malformed', 'invalid');
    await dropDraft(deps.store, r.asker.identity, slot);
    return reply.redirect(safePath(firstValue(request.form.values, 'den')) ?? '/viec', 303);
  });
}
