/** The programming interface, mounted beside the pages: bearer tokens in, the same doors behind. */
import type { FastifyRequest } from 'fastify';
import { registerCosignatures } from '../api/cosignatures.ts';
import { type Caller, registerApi } from '../api/index.ts';
import { registerLedger } from '../api/ledger.ts';
import { recognise } from '../documents/intake/recognise.ts';
import { key } from '../dossier/keys.ts';
import { createSpeech } from '../dossier/speech.ts';
import { AppError } from '../kernel/errors.ts';
import type { Json } from '../kernel/json.ts';
import { findSecrecyMark } from '../kernel/secrecy.ts';
import { toLegalDate } from '../kernel/time.ts';
import { findToken } from '../store/accounts/token.ts';
import { askerOn, type Store } from '../store/store.ts';
import type { WebApp } from '../web/http/app.ts';
import { printReport } from '../web/pages/evidence/take.ts';
import { leafCheckHref } from '../web/pages/receipts/address.ts';
import { siteOf } from '../web/pages/signing/posted.ts';

/** Whoever inspects may keep a copy of the log. */
const MIRROR_KEYS: ReadonlySet<string> = new Set([key.role('inspector'), key.role('admin')]);

/** Registers `/api/v1` and the log's own address. */
export function serveApi({ app, words }: Pick<WebApp, 'app' | 'words'>, store: Store, publicUrl: string | undefined): void {
  const speeches = { vi: createSpeech(store.registry, 'vi'), en: createSpeech(store.registry, 'en') };
  registerApi(app, {
    store,
    speech: (lang) => speeches[lang],
    authenticate: (request) => authenticate(store, request),
    siteOf: (request) => siteOf(publicUrl === undefined ? {} : { publicUrl }, request),
    recognise: (text) => {
      if (findSecrecyMark(text)) throw new AppError('intake.secret_mark', 'invalid');
      return recognise(text) as unknown as Json;
    },
    printReport: ({ lang, asker, view, evidence, chosen, head }) => {
      const reader = {
        lang,
        t: words.t(lang),
        say: speeches[lang],
        asker,
        registry: store.registry,
        isCopy: store.isCopy ?? false,
      };
      return printReport(reader, { store, views: [view], evidence, chosen }, head);
    },
    checkUrlOf: (request, leafHash) =>
      leafCheckHref(publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin, leafHash),
  });
  registerCosignatures(app, store);
  registerLedger(app, {
    store,
    mayMirror: async (request) => {
      if (request.headers.authorization === undefined) return false;
      const { asker } = await authenticate(store, request);
      return asker.identity.keys.some((held) => MIRROR_KEYS.has(held));
    },
  });
}

/** Who holds the token, with the standing of the day. @throws {auth.required} */
async function authenticate(store: Store, request: FastifyRequest): Promise<Caller> {
  const secret = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = secret === undefined ? undefined : await findToken(store, secret);
  if (!token) throw new AppError('auth.required', 'unauthenticated');
  // A token that provisions accounts reads nothing of the record.
  if (token.scopes.includes('provision')) throw new AppError('auth.scope', 'forbidden');
  const reference = await store.reference.atLeast(store.tenant, token.epochs);
  return { asker: askerOn(store, token.person, toLegalDate(token.businessNow), reference), mayAct: token.scopes.includes('act') };
}
