/** `/so-cai`: the state of the ledger for anybody, what is needed to check it, and two forms for administrators. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../kernel/errors.ts';
import { readLedgerState } from '../../../store/ledger/state.ts';
import { takeCosignatures } from '../../../store/ledger/take-cosignatures.ts';
import { liftAlarm } from '../../../store/ledger/witnessing.ts';
import { firstValue } from '../../form/values.ts';
import { isAdministrator } from '../condition/routes.tsx';
import { originOf } from '../deps.ts';
import { queryText, type WorkParts } from '../work-parts.ts';
import { type DeskFault, LedgerDesk } from './desk.tsx';
import { LEDGER, LedgerMain } from './page.tsx';

/** The tools to check with, as the build leaves them, and what they are sent as. */
const TOOLS = [
  { name: 'page', at: LEDGER.page, file: 'verifier.html', type: 'text/html; charset=utf-8' },
  { name: 'command', at: LEDGER.command, file: 'khoithong-verifier.mjs', type: 'text/javascript; charset=utf-8' },
] as const;
/** The digests of the tools, as the build wrote them down. */
const SUMS = 'SHA256SUMS';
const SHORTEST_REASON = 20;

/** Adds the page and what hangs below it. */
export function addLedgerPage(app: FastifyInstance, parts: WorkParts): void {
  const { store, installation } = parts;
  const tools = new Map<string, Promise<Buffer | undefined>>();
  const toolAt = (file: string): Promise<Buffer | undefined> => {
    const known = tools.get(file) ?? readTool(installation.tools, file);
    tools.set(file, known);
    return known;
  };

  const show = async (request: FastifyRequest, reply: FastifyReply, fault?: DeskFault): Promise<FastifyReply> => {
    const [state, sums, ...found] = await Promise.all([
      readLedgerState(store),
      toolAt(SUMS),
      ...TOOLS.map(({ file }) => toolAt(file)),
    ]);
    const { t, lang, signedIn } = request;
    const isOffice = signedIn !== null && isAdministrator(signedIn.asker);
    const told = queryText(request, 'ket-qua');
    return parts.show(request, reply, {
      title: t('screens.ledger.title'),
      ...(fault ? { status: 422 } : {}),
      children: (
        <LedgerMain
          t={t}
          lang={lang}
          state={state}
          origin={originOf(parts, request)}
          tools={TOOLS.filter((_, n) => found[n] !== undefined).map(({ name, at, file }) => ({
            name,
            href: at,
            sha256: digestIn(sums, file),
          }))}
          desk={isOffice ? <LedgerDesk request={request} state={state} fault={fault} /> : null}
          told={
            told === 'da-ket-luan'
              ? t('screens.ledger.lift.done')
              : /^\d{1,2}$/.test(told ?? '')
                ? t('screens.ledger.hand.taken', { n: told ?? '' })
                : undefined
          }
        />
      ),
    });
  };

  app.get(LEDGER.path, { config: { public: true } }, (request, reply) => show(request, reply));

  app.get(LEDGER.policy, { config: { public: true } }, async (_request, reply) => {
    const { policy } = await readLedgerState(store);
    if (policy === null) throw new AppError('request.not_found', 'not_found');
    return reply.type('text/plain; charset=utf-8').send(policy.text);
  });

  for (const { at, file, type } of TOOLS)
    app.get(at, { config: { public: true } }, async (_request, reply) => {
      const bytes = await toolAt(file);
      if (bytes === undefined) throw new AppError('request.not_found', 'not_found');
      // Saved, not opened here: what checks us must not run as a page of ours.
      return reply.header('content-disposition', `attachment; filename="${file}"`).type(type).send(bytes);
    });

  app.post(LEDGER.hand, { config: { writes: true } }, async (request, reply) => {
    officeOf(request);
    const typed = (firstValue(request.form.values, 'line') ?? '').trim();
    const { taken } = await bring(typed);
    if (taken.length === 0) return show(request, reply, { form: 'hand', typed, error: request.t('screens.ledger.hand.nothing') });
    return reply.redirect(`${LEDGER.path}?ket-qua=${taken.length}`, 303);
  });
  const bring = async (typed: string) => {
    const main = await takeCosignatures(store, 'main', typed);
    return main.taken.length > 0 ? main : takeCosignatures(store, 'reads', typed);
  };

  app.post(LEDGER.lift, { config: { writes: true } }, async (request, reply) => {
    const person = officeOf(request);
    const id = firstValue(request.form.values, 'id') ?? '';
    const typed = (firstValue(request.form.values, 'reason') ?? '').trim();
    if (typed.length < SHORTEST_REASON)
      return show(request, reply, { form: 'lift', id, typed, error: request.t('screens.ledger.lift.short') });
    await liftAlarm(store, id, person, typed.slice(0, 1000));
    return reply.redirect(`${LEDGER.path}?ket-qua=da-ket-luan`, 303);
  });
}

/** The administrator who asks. @throws {admin.required} */
function officeOf(request: FastifyRequest): string {
  const { asker } = request.asker();
  if (!isAdministrator(asker)) throw new AppError('admin.required', 'forbidden');
  return asker.standing.person ?? '';
}

/** The digest of a file in a list as `sha256sum` writes it. */
function digestIn(sums: Buffer | undefined, file: string): string | undefined {
  const line = sums
    ?.toString('utf8')
    .split('\n')
    .find((one) => one.endsWith(`  ${file}`));
  return line?.slice(0, 64);
}

async function readTool(folder: string | undefined, file: string): Promise<Buffer | undefined> {
  return folder === undefined ? undefined : readFile(path.join(folder, file)).catch(() => undefined);
}
