/** The whole site on a test world, with a browser per person: what tests of pages start from. */
import { asPersonId } from '../../src/kernel/ids.ts';
import { createAccount } from '../../src/store/accounts/account.ts';
import { createApp, type WebApp } from '../../src/web/http/app.ts';
import { type Assets, toAssets } from '../../src/web/http/assets.ts';
import { WORK_SESSION } from '../../src/web/http/config.ts';
import { dossierPageMessages, type Panels, registerDossierPages } from '../../src/web/pages/index.ts';
import { type Browser, openBrowser, signInAs } from '../../src/web/testing/browser.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const PASSWORD = 'mật khẩu đủ dài';

/** A site under test. */
export interface Site {
  readonly world: World;
  readonly web: WebApp;
  /** A browser in which this person has signed in. */
  as(person: string): Promise<Browser>;
  close(): Promise<void>;
}

/** Opens a site on a fresh world; close it in `afterAll`. */
export async function openSite(options: WorldOptions & { readonly panels?: Panels; readonly assets?: Assets }): Promise<Site> {
  const world = await createWorld(options);
  const web = await createApp({
    store: world.store,
    registry: world.store.registry,
    assets: options.assets ?? toAssets({}),
    config: { secureCookies: false, demo: false, ...WORK_SESSION, place: { vi: 'Tỉnh thử', en: 'Test province' } },
    messages: [dossierPageMessages],
  });
  registerDossierPages(web.app, {
    store: world.store,
    show: web.show,
    words: web.words,
    ...(options.panels ? { panels: options.panels } : {}),
  });
  web.app.get('/viec', async (request, reply) => web.show(request, reply, { title: 'Việc', children: 'Việc' }));
  const accounts = new Set<string>();
  return {
    world,
    web,
    as: async (person) => {
      const name = person.toLowerCase();
      if (!accounts.has(person)) await createAccount(world.store, { person: asPersonId(person), name, password: PASSWORD });
      accounts.add(person);
      const browser = openBrowser(() => web.app);
      await signInAs(browser, { name, password: PASSWORD, den: '/viec' });
      return browser;
    },
    close: async () => {
      await web.app.close();
      await world.close();
    },
  };
}
