/** The web site of this installation, listening. */
import path from 'node:path';
import { asInstant } from '../kernel/time.ts';
import { readCopiedAt } from '../store/copy.ts';
import type { Store } from '../store/store.ts';
import { createApp } from '../web/http/app.ts';
import { loadAssets } from '../web/http/assets.ts';
import { DEMO_SESSION, type WebConfig, WORK_SESSION } from '../web/http/config.ts';
import { createIssuer } from '../web/issuer/issuer.ts';
import { loadTiles } from '../web/pages/front/tiles.ts';
import { createFrameOf } from '../web/pages/navigation.ts';
import { findListenProblem } from './address.ts';
import type { Config } from './config.ts';
import { listMigrations } from './installation.ts';
import { findLastBackup } from './last-backup.ts';
import { getLog } from './log.ts';
import type { ProductMetrics } from './metrics/product-metrics.ts';
import { addMetrics } from './metrics/serve-metrics.ts';
import { addPages, pageMessages } from './pages.ts';
import { type ShownPersona, showPersonas } from './personas.ts';
import { PLACE } from './province.ts';
import { productRegistry } from './registry.ts';
import { readVersion } from './root.ts';
import { serveApi } from './serve-api.ts';
import { serveScim } from './serve-scim.ts';

/** A web site that answers. */
export interface ServedWeb {
  readonly port: number;
  readonly personas: readonly ShownPersona[];
  /** Ends open requests and stops listening. */
  stop(): Promise<void>;
}

/** What the web site needs besides its configuration. */
export interface WebParts {
  readonly store: Store;
  readonly root: string;
  readonly port: number;
  readonly isDemo: boolean;
  readonly metrics: ProductMetrics;
  /** Settles what ran out after the demo clock moved. */
  readonly onClockMoved: () => Promise<void>;
}

function logIssuer(detail: string): void {
  getLog().warn({ detail }, 'the issuer of identities does not answer as it should');
}

/** Starts the web site. @throws {StartProblem} the port was taken meanwhile */
export async function serveWeb(config: Config, parts: WebParts): Promise<ServedWeb> {
  const { root, isDemo } = parts;
  const [assets, migrations, personas, copiedAt] = await Promise.all([
    loadAssets(path.join(root, 'dist')),
    listMigrations(root),
    isDemo ? showPersonas(parts.store, root) : [],
    readCopiedAt(parts.store.pool),
  ]);
  // Whoever comes by page or interface sits before a screen: what is declared to be signed is signed.
  const store: Store = { ...parts.store, isCopy: copiedAt !== null, signing: 'demanded' };
  const webConfig: WebConfig = {
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    trustProxy: config.trustProxy,
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
    demo: isDemo,
    ...(isDemo ? DEMO_SESSION : WORK_SESSION),
    sendsMail: config.mail !== undefined,
    place: PLACE,
    ...(copiedAt === null ? {} : { copiedAt: asInstant(copiedAt) }),
  };
  const web = await createApp({
    store,
    config: webConfig,
    assets,
    registry: productRegistry,
    log: getLog(),
    messages: pageMessages,
    frameOf: createFrameOf(productRegistry, { demo: isDemo }),
    personas,
    ...(config.issuer === undefined ? {} : { issuer: createIssuer(config.issuer, logIssuer) }),
    migrations,
    onAnswer: parts.metrics.onAnswer,
    onClockMoved: parts.onClockMoved,
  });
  addPages(web, {
    store,
    publicUrl: config.publicUrl,
    issuerName: config.issuer?.name,
    config: webConfig,
    personas,
    tiles: loadTiles(path.join(root, 'packs')),
    installation: {
      version: readVersion(root),
      lastBackup: () => findLastBackup(config.backupDir),
      tools: path.join(root, 'dist'),
    },
  });
  addMetrics(web.app, parts.metrics, config.metricsToken);
  serveApi(web, store, config.publicUrl);
  serveScim(web.app, store, config.publicUrl);
  try {
    await web.app.listen({ port: parts.port, host: config.host });
  } catch (error) {
    await web.app.close();
    throw findListenProblem(error, parts.port, config.host) ?? error;
  }
  const address = web.app.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : parts.port,
    personas,
    stop: () => web.app.close(),
  };
}
