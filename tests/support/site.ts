/** The whole site on a test world, with a browser per person: what tests of pages start from. */
import type { FastifyBaseLogger } from 'fastify';
import { asPersonId } from '../../src/kernel/ids.ts';
import type { Instant } from '../../src/kernel/time.ts';
import { createAccount } from '../../src/store/accounts/account.ts';
import { createApp, type WebApp } from '../../src/web/http/app.ts';
import { type Assets, toAssets } from '../../src/web/http/assets.ts';
import { type WebConfig, WORK_SESSION } from '../../src/web/http/config.ts';
import { dossierPageMessages, type Panels, registerDossierPages } from '../../src/web/pages/index.ts';
import { createFrameOf } from '../../src/web/pages/navigation.ts';
import { registerWorkPages, workPageMessages } from '../../src/web/pages/work-pages.ts';
import { type Browser, openBrowser, signInAs } from '../../src/web/testing/browser.ts';
import { type OpenedLog, openLog } from './open-log.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const PASSWORD = 'mật khẩu đủ dài';
const TILES = [
  { code: 'C1', column: 0, row: 0 },
  { code: 'C2', column: 1, row: 0 },
];

/** A site under test. */
export interface Site {
  readonly world: World;
  readonly web: WebApp;
  /** The opened log, where the site signs receipts. */
  readonly log?: OpenedLog;
  /** A browser in which this person has signed in. */
  as(person: string): Promise<Browser>;
  close(): Promise<void>;
}

/** What a site is made of; `day` adds the pages of a working day, of which other tests know only `/viec`. */
export interface SiteOptions extends WorldOptions {
  readonly panels?: Panels;
  readonly assets?: Assets;
  readonly day?: boolean;
  /** The site shows a read-only copy taken at this moment. */
  readonly copiedAt?: Instant;
  readonly log?: FastifyBaseLogger;
  /** True: people confirm in person what is declared to be signed, as in the product. */
  readonly signing?: boolean;
  /** The site has keys and signs receipts; its sequencer goes round when the test says so. */
  readonly signs?: boolean;
  /** The site says that receipts are mailed. */
  readonly sendsMail?: boolean;
}

/** Opens a site on a fresh world; close it in `afterAll`. */
export async function openSite(options: SiteOptions): Promise<Site> {
  const world = await createWorld(options);
  const config: WebConfig = {
    secureCookies: false,
    demo: false,
    ...WORK_SESSION,
    place: { vi: 'Tỉnh thử', en: 'Test province' },
    ...(options.copiedAt === undefined ? {} : { copiedAt: options.copiedAt }),
    ...(options.sendsMail ? { sendsMail: true } : {}),
  };
  const log = options.signs === true ? await openLog(world) : undefined;
  const store = {
    ...world.store,
    isCopy: options.copiedAt !== undefined,
    ...(options.signing ? { signing: 'demanded' as const } : {}),
    ...(log ? { ledger: { signer: log.signer, origin: log.origin } } : {}),
  };
  const web = await createApp({
    store,
    registry: world.store.registry,
    assets: options.assets ?? toAssets({}),
    config,
    messages: [dossierPageMessages, workPageMessages],
    ...(options.log ? { log: options.log } : {}),
    ...(options.day ? { frameOf: createFrameOf(world.store.registry, { demo: false }) } : {}),
  });
  registerDossierPages(web.app, {
    store,
    show: web.show,
    words: web.words,
    ...(options.panels ? { panels: options.panels } : {}),
  });
  if (options.day) {
    registerWorkPages(web.app, {
      store,
      show: web.show,
      words: web.words,
      config,
      personas: [],
      tiles: TILES,
      installation: { version: '0', lastBackup: async () => undefined },
    });
  } else {
    web.app.get('/viec', async (request, reply) => web.show(request, reply, { title: 'Việc', children: 'Việc' }));
  }
  const accounts = new Set<string>();
  return {
    world,
    web,
    ...(log ? { log } : {}),
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
      await log?.close();
      await world.close();
    },
  };
}
