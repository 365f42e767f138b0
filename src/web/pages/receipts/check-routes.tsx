import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { checkClaim, readClaim, writeProof } from '../../../store/ledger/check-receipt.ts';
import { firstValue } from '../../form/values.ts';
import { type PageDeps, queryOf } from '../deps.ts';
import { CHECK_PATH, LEAF_PARAM, NOTE_PARAM, noteInAddress } from './address.ts';
import { CHECK_FIELDS, CheckPage, type CheckPageProps } from './check-page.tsx';
import { sendNote, sendText } from './routes.tsx';

/** `/so-cai/kiem-tra`: what a receipt is worth, for everybody. It answers from the hash alone and tells places and times. */
export function addCheckRoutes(app: FastifyInstance, deps: PageDeps): void {
  const config = { public: true };

  app.get(CHECK_PATH, { config }, async (request, reply) => {
    const typed = typedIn(request);
    return typed === undefined ? showCheck(deps, request, reply, {}) : check(deps, request, reply, typed);
  });

  app.post(CHECK_PATH, { config: { ...config, smallFile: true } }, async (request, reply) => {
    const file = request.form.files.find(({ field }) => field === CHECK_FIELDS.file);
    const text = firstValue(request.form.values, CHECK_FIELDS.text) ?? '';
    if (file?.isTooLarge) return showCheck(deps, request, reply, { error: 'fileLarge', typed: text });
    if (file && file.bytes.length > 0) {
      const claim = readClaim(Buffer.from(file.bytes).toString('utf8'));
      if (!claim) return showCheck(deps, request, reply, { error: 'fileUnreadable', typed: text });
      return showCheck(deps, request, reply, { checked: await checkClaim(deps.store, claim) });
    }
    if (text.trim() === '') return showCheck(deps, request, reply, { error: 'empty' });
    return check(deps, request, reply, text);
  });

  app.get(`${CHECK_PATH}/bang-chung.txt`, { config }, async (request, reply) => {
    const claim = readClaim(typedIn(request) ?? '');
    const checked = claim && (await checkClaim(deps.store, claim));
    const proof = checked && (await writeProof(deps.store, checked));
    if (proof === undefined) throw new AppError('request.not_found', 'not_found');
    return sendText(reply, `bang-chung-${checked?.leafHash.slice(0, 12) ?? ''}`, proof);
  });

  // A receipt its holder brings along, to be saved as a file: nothing is looked up.
  app.get(`${CHECK_PATH}/bien-nhan.txt`, { config }, async (request, reply) => {
    const claim = readClaim(typedIn(request) ?? '');
    if (claim?.is !== 'receipt') throw new AppError('request.not_found', 'not_found');
    return sendNote(reply, claim.leafHash, claim.note);
  });
}

/** What an address brings: a leaf hash out of a QR code, or a whole receipt. */
function typedIn(request: FastifyRequest): string | undefined {
  const { [LEAF_PARAM]: leaf, [NOTE_PARAM]: note } = queryOf(request);
  return note === undefined ? leaf : noteInAddress(note);
}

async function check(deps: PageDeps, request: FastifyRequest, reply: FastifyReply, typed: string): Promise<FastifyReply> {
  const claim = readClaim(typed);
  if (!claim) return showCheck(deps, request, reply, { error: 'unreadable', typed });
  return showCheck(deps, request, reply, { checked: await checkClaim(deps.store, claim) });
}

function showCheck(
  deps: PageDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Pick<CheckPageProps, 'checked' | 'typed' | 'error'>,
): FastifyReply {
  const title = request.t('receipts.checking.title');
  return deps.show(request, reply, {
    ...(shown.error === undefined ? {} : { status: shown.error === 'fileLarge' ? 413 : 422 }),
    title,
    crumbs: [{ text: request.t('receipts.row.origin'), href: '/so-cai' }, { text: title }],
    children: <CheckPage who={request} token={request.formToken()} {...shown} />,
  });
}
