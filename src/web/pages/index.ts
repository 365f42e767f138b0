/** The pages of the site, added to the application before it listens. */
import type { FastifyInstance } from 'fastify';
import { addDraftRoutes } from './act/draft-routes.ts';
import { addActRoutes } from './act/routes.tsx';
import { addBulkRoutes } from './bulk/routes.tsx';
import { addDeadlineRoutes } from './deadline/routes.tsx';
import type { PageDeps } from './deps.ts';
import { addDossierRoutes } from './dossier/routes.tsx';
import { addEvidenceRoutes } from './evidence/routes.tsx';
import { addFileRoutes } from './file/routes.ts';
import { addSearchRoutes } from './find/search-routes.tsx';
import { addListRoutes } from './list/routes.tsx';
import { en } from './messages.en.ts';
import { vi } from './messages.vi.ts';
import { addNoticeRoutes } from './notices/routes.tsx';
import { addPaperRoutes } from './papers/routes.tsx';
import { askForPurpose } from './reading/ask.tsx';
import { addPurposeRoute } from './reading/routes.ts';
import { addCheckRoutes } from './receipts/check-routes.tsx';
import { addReceiptRoutes } from './receipts/routes.tsx';
import { addRowsRoutes } from './rows/routes.tsx';
import { en as signingEn } from './signing/messages.en.ts';
import { vi as signingVi } from './signing/messages.vi.ts';

export type { PageDeps } from './deps.ts';
export type { Panel, PanelChild, PanelProps, Panels } from './panel.ts';

/** The words of the pages every kind has, to be handed to `createApp` as one of its `messages`; mounted under `pages` and `signing`. */
export const dossierPageMessages = { vi: { ...vi, ...signingVi }, en: { ...en, ...signingEn } };

/** Adds the pages every kind has: dossier, forms of its acts, papers, deadline, list, exports; search, notices, files and drafts. */
export function registerDossierPages(site: FastifyInstance, deps: PageDeps): void {
  void site.register((app, _options, done) => {
    // Whatever page of a restricted dossier was asked for, the question what it is read for stands in its place.
    app.setErrorHandler((error, request, reply) => askForPurpose(deps, request, reply, error));
    addPages(app, deps);
    done();
  });
}

function addPages(app: FastifyInstance, deps: PageDeps): void {
  addPurposeRoute(app, deps);
  addDossierRoutes(app, deps);
  addActRoutes(app, deps);
  addDraftRoutes(app, deps);
  addPaperRoutes(app, deps);
  addReceiptRoutes(app, deps);
  addCheckRoutes(app, deps);
  addEvidenceRoutes(app, deps);
  addRowsRoutes(app, deps);
  addDeadlineRoutes(app, deps);
  addListRoutes(app, deps);
  addBulkRoutes(app, deps);
  addSearchRoutes(app, deps);
  addNoticeRoutes(app, deps);
  addFileRoutes(app, deps);
}
