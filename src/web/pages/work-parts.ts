/** What the pages of a working day are made with, beyond what every page is. */
import type { FastifyRequest } from 'fastify';
import type { Bilingual } from '../../kernel/messages.ts';
import type { Instant, LegalDate } from '../../kernel/time.ts';
import { onDay } from '../../store/reference.ts';
import type { Store } from '../../store/store.ts';
import type { WebConfig } from '../http/config.ts';
import type { DemoPersona } from '../http/sign-in-page.tsx';
import { type PageDeps, queryOf } from './deps.ts';
import type { TilePlace } from './front/tiles.ts';

/** A persona with its unit; the id also names its first steps in the catalogue. */
export interface PersonaCard extends DemoPersona {
  readonly unit: Bilingual;
}

/** Everything these pages need; made once per process. */
export interface WorkParts extends PageDeps {
  readonly config: WebConfig;
  /** In demo mode the people one may be with one click. */
  readonly personas: readonly PersonaCard[];
  /** Where each locality stands in the picture; empty leaves the picture out. */
  readonly tiles: readonly TilePlace[];
  /** What only the running program knows of its installation. */
  readonly installation: Installation;
}

/** Version, backups and tools of the installation. */
export interface Installation {
  readonly version: string;
  lastBackup(): Promise<Instant | undefined>;
  /** The folder that holds the tools to check the ledger with, for those who want to download them. */
  readonly tools?: string;
}

/** The organisation and law of any day. */
export async function dayOf(store: Store, date: LegalDate) {
  return onDay(await store.reference.current(store.tenant), date);
}

/** A parameter of the address, trimmed; undefined when absent or empty. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const text = queryOf(request)[name]?.trim();
  return text === '' ? undefined : text;
}
