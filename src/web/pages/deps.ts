import type { FastifyRequest } from 'fastify';
import type { AnyKind } from '../../dossier/kind.ts';
import { createSpeech, type Speech } from '../../dossier/speech.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Lang } from '../../kernel/messages.ts';
import type { Store } from '../../store/store.ts';
import type { ShowPage } from '../http/frame.tsx';
import type { Words } from '../http/words.ts';
import type { Panels } from './panel.ts';
import type { Reader } from './showing/reader.ts';

/** What the pages are made with. */
export interface PageDeps {
  readonly store: Store;
  readonly show: ShowPage;
  readonly words: Words;
  /** Special views by the name of their kind. */
  readonly panels?: Panels;
  /** What the issuer of identities is called; absent: nobody signs in by one. */
  readonly issuerName?: string;
  /** Origin under which browsers reach the site; absent: that of the request. */
  readonly publicUrl?: string;
}

const speeches = new WeakMap<Store, Map<Lang, Speech>>();

/** Whoever asks, as every view model wants to know them. @throws {session.required} */
export function readerOf(deps: PageDeps, request: FastifyRequest): Reader {
  const { asker } = request.asker();
  return {
    lang: request.lang,
    t: request.t,
    say: speechOf(deps, request.lang),
    asker,
    registry: deps.store.registry,
    isCopy: deps.store.isCopy ?? false,
  };
}

/** The words of all kinds in one language. */
export function speechOf(deps: PageDeps, lang: Lang): Speech {
  const known = speeches.get(deps.store) ?? new Map<Lang, Speech>();
  speeches.set(deps.store, known);
  const say = known.get(lang) ?? createSpeech(deps.store.registry, lang);
  known.set(lang, say);
  return say;
}

/** The pattern of the first part of every address of a dossier: the segments of the registry and nothing else. */
export function segmentOf(deps: PageDeps): string {
  const segments = deps.store.registry.all.map(({ kind }) => kind.prefix.toLowerCase());
  return `/:segment(^(?:${segments.join('|')})$)`;
}

/** The kind of a page segment. @throws {dossier.not_found} there is none */
export function kindOfSegment(deps: PageDeps, segment: string): AnyKind {
  const kind = deps.store.registry.bySegment(segment.toLowerCase());
  if (!kind) throw new AppError('dossier.not_found', 'not_found');
  return kind;
}

/** The query of an address: every parameter once, as text. */
export function queryOf(request: FastifyRequest): Readonly<Record<string, string>> {
  const query = (request.query ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      return typeof first === 'string' ? [[name, first]] : [];
    }),
  );
}

/** The origin of the site as browsers see it. */
export function originOf(deps: Pick<PageDeps, 'publicUrl'>, request: FastifyRequest): string {
  return deps.publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(deps.publicUrl).origin;
}
