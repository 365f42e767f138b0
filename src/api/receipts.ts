/** The signed receipt of an act, given again to whoever may read the act. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../kernel/errors.ts';
import { readActReceipt } from '../store/ledger/receipts.ts';
import { readDossier } from '../store/read/dossier.ts';
import type { Asker } from '../store/store.ts';
import type { ApiDependencies } from './index.ts';
import { readingOf } from './reading.ts';

/** `GET /dossiers/{id}/acts/{seq}/receipt`. */
export function addReceiptRoutes(
  api: FastifyInstance,
  deps: ApiDependencies,
  nameIn: (asker: Asker, request: FastifyRequest) => Promise<string>,
): void {
  api.get('/dossiers/:id/acts/:seq/receipt', async (request) => {
    const { asker } = await deps.authenticate(request);
    const { seq } = request.params as { readonly seq: string };
    const view = await readDossier(deps.store, asker, await nameIn(asker, request), readingOf(request));
    const act = view.acts.find((one) => String(one.seq) === seq);
    if (!act) throw new AppError('act.unknown', 'not_found', { params: { act: seq.slice(0, 20) } });
    const { signed, state } = await readActReceipt(deps.store, act);
    return { seq: act.seq, leafHash: act.leafHash, at: act.at, signedReceipt: signed ?? null, place: state.place };
  });
}
