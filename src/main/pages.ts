/** Which pages this installation has, and which kinds have a view of their own. */
import type { MessageTree } from '../kernel/messages.ts';
import { DirectivePanel } from '../kinds/directive/panel.tsx';
import { organisationMessages } from '../organisation/index.ts';
import { policyMessages } from '../policy/index.ts';
import type { Store } from '../store/store.ts';
import type { WebApp } from '../web/http/app.ts';
import type { WebConfig } from '../web/http/config.ts';
import { dossierPageMessages, type Panel, type Panels, registerDossierPages } from '../web/pages/index.ts';
import { registerWorkPages, type WorkParts, workPageMessages } from '../web/pages/work-pages.ts';

/** The words of the pages, for the application's catalogues. */
export const pageMessages: readonly { readonly vi: MessageTree; readonly en: MessageTree }[] = [
  dossierPageMessages,
  workPageMessages,
  // Sentences for the codes of errors these two rooms throw.
  inLanguages('organisation', organisationMessages),
  inLanguages('policy', policyMessages),
];

function inLanguages(room: string, words: { readonly vi: MessageTree; readonly en: MessageTree }) {
  return { vi: { [room]: words.vi }, en: { [room]: words.en } };
}

/** A kind's own view sees its own state; the pages know none of them. */
const panels: Panels = { directive: DirectivePanel as unknown as Panel };

/** What the pages are wired with. */
export interface PageParts {
  readonly store: Store;
  readonly publicUrl: string | undefined;
  readonly issuerName?: string | undefined;
  readonly config: WebConfig;
  readonly personas: WorkParts['personas'];
  readonly tiles: WorkParts['tiles'];
  readonly installation: WorkParts['installation'];
}

/** Adds every page to the application. */
export function addPages(web: WebApp, { store, publicUrl, issuerName, config, personas, tiles, installation }: PageParts): void {
  const deps = {
    store,
    show: web.show,
    words: web.words,
    panels,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(issuerName === undefined ? {} : { issuerName }),
  };
  registerDossierPages(web.app, deps);
  registerWorkPages(web.app, { ...deps, config, personas, tiles, installation });
}
