/** The pages of a working day: my work, portfolio, organisation, intake, profile, and the public page. */
import type { FastifyInstance } from 'fastify';
import { addConditionPage } from './condition/routes.tsx';
import { addFrontPages } from './front/routes.tsx';
import { addIntakePages } from './intake/routes.tsx';
import { addLedgerPage } from './ledger/routes.tsx';
import { addOrganisationPages } from './organisation/routes.tsx';
import { addOwnPages } from './own/routes.tsx';
import { addPortfolioPages } from './portfolio/routes.tsx';
import { addProfilePages } from './profile/routes.tsx';
import { addRegisterPages } from './register/routes.tsx';
import { addRosterPages } from './roster/routes.tsx';
import { addSimilarRoute } from './similar/routes.ts';
import { addWorkPage } from './work/routes.tsx';
import { en } from './work-messages.en.ts';
import { vi } from './work-messages.vi.ts';
import type { WorkParts } from './work-parts.ts';

export type { PersonaCard, WorkParts } from './work-parts.ts';

/** The words of these pages, to be handed to `createApp` as one of its `messages`; mounted under `screens`. */
export const workPageMessages = { vi, en };

/** Adds the pages to the application before it listens. */
export function registerWorkPages(app: FastifyInstance, parts: WorkParts): void {
  addFrontPages(app, parts);
  addWorkPage(app, parts);
  addOwnPages(app, parts);
  addPortfolioPages(app, parts);
  addOrganisationPages(app, parts);
  addRosterPages(app, parts);
  addIntakePages(app, parts);
  addProfilePages(app, parts);
  addRegisterPages(app, parts);
  addConditionPage(app, parts);
  addLedgerPage(app, parts);
  addSimilarRoute(app, parts);
}
