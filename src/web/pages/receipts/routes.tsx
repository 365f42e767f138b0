import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { formatStamp } from '../../../kernel/format.ts';
import type { Performed } from '../../../store/command.ts';
import { readActReceipt } from '../../../store/ledger/receipts.ts';
import { Banner } from '../../components/banner.tsx';
import { kindOfSegment, originOf, type PageDeps, readerOf, segmentOf } from '../deps.ts';
import { readNamed } from '../dossier/find.ts';
import { dossierHref } from '../showing/address.ts';
import { ActReceiptPage } from './act-page.tsx';
import { leafCheckHref, noteCheckHref, receiptPageHref } from './address.ts';

interface Named {
  readonly Params: { readonly segment: string; readonly name: string; readonly file: string };
}

/** `/:segment/:name/bien-nhan/:seq`, followed by `.txt` for the file: the receipt of an act, for whoever may read the act. */
export function addReceiptRoutes(app: FastifyInstance, deps: PageDeps): void {
  app.get<Named>(`${segmentOf(deps)}/:name/bien-nhan/:file`, async (request, reply) => {
    const r = readerOf(deps, request);
    const { segment, name, file } = request.params;
    const view = await readNamed(deps.store, r.asker, kindOfSegment(deps, segment), name, { what: 'page' });
    const [, seq, ending] = /^(\d{1,4})(\.txt)?$/.exec(file) ?? [];
    const act = view.acts.find((one) => String(one.seq) === seq);
    if (!act) throw new AppError('act.unknown', 'not_found', { params: { act: file.slice(0, 20) } });
    const receipt = await readActReceipt(deps.store, act);
    if (ending !== undefined) {
      if (receipt.signed === undefined) throw new AppError('act.unknown', 'not_found', { params: { act: file } });
      return sendNote(reply, act.leafHash, receipt.signed.note);
    }
    const { kind, dossier } = view;
    const base = dossierHref(r.registry, { kind: kind.name, id: dossier.id, number: dossier.number });
    const title = r.t('receipts.title', { n: act.seq });
    const known = dossier.number ?? view.row.receipt;
    return deps.show(request, reply, {
      title: `${title} – ${known}`,
      crumbs: [
        { text: r.say.kind(kind.name, 'plural'), href: base.slice(0, base.lastIndexOf('/')) },
        { text: known, href: base },
        { text: title },
      ],
      children: (
        <ActReceiptPage
          who={r}
          title={title}
          act={act}
          receipt={receipt}
          checkUrl={leafCheckHref(originOf(deps, request), act.leafHash)}
          {...(receipt.signed ? { fileHref: `${receiptPageHref(base, act.seq)}.txt` } : {})}
        />
      ),
    });
  });
}

/** The receipt alone, for whoever may read the dossier no longer once the act is done: there is no later for them. */
export async function showReceiptAlone(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  done: Performed,
): Promise<FastifyReply> {
  const { signedReceipt } = done;
  const { state } = await readActReceipt(deps.store, done);
  const title = request.t('receipts.titleNew', { time: formatStamp(done.at) });
  return deps.show(request, reply, {
    title,
    children: (
      <ActReceiptPage
        who={request}
        title={title}
        act={done}
        receipt={{ signed: signedReceipt, state }}
        checkUrl={leafCheckHref(originOf(deps, request), done.leafHash)}
        {...(signedReceipt ? { fileHref: noteCheckHref(signedReceipt.note, '/bien-nhan.txt') } : {})}
      >
        <Banner status>{request.t('receipts.closedSince')}</Banner>
      </ActReceiptPage>
    ),
  });
}

/** A receipt as a file: the note and nothing else, for a verifier reads it word for word. */
export function sendNote(reply: FastifyReply, leafHash: string, note: string): FastifyReply {
  return sendText(reply, `bien-nhan-${leafHash.slice(0, 12)}`, note);
}

/** A text to be saved. */
export function sendText(reply: FastifyReply, name: string, text: string): FastifyReply {
  return reply
    .header('content-type', 'text/plain; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.txt"`)
    .header('cache-control', 'private, no-store')
    .send(text);
}
