/** What stands around every page: at most six entries by role, search, footer. */
import type { FastifyRequest } from 'fastify';
import type { KindRegistry } from '../../dossier/registry.ts';
import type { NavItem } from '../components/page-header.tsx';
import type { FrameOf } from '../http/frame.tsx';
import type { SignedIn } from '../http/request.ts';
import { CONDITION_PATH, isAdministrator } from './condition/routes.tsx';
import { LEDGER } from './ledger/page.tsx';
import { assignedPosts } from './portfolio/access.ts';
import { hasKeys } from './profile/keys.ts';
import { PATHS, registerKinds } from './register/desk.ts';
import { listHref } from './showing/address.ts';

/** Makes the frame of an installation. */
export function createFrameOf(registry: KindRegistry, options: { readonly demo: boolean }): FrameOf {
  return (request, signedIn) => {
    const { t } = request;
    const foot = [
      ...(signedIn ? [{ text: t('screens.law.title'), href: '/quy-dinh' }] : []),
      ...(signedIn && isAdministrator(signedIn.asker) ? [{ text: t('screens.condition.title'), href: CONDITION_PATH }] : []),
      { text: t('screens.ledger.title'), href: LEDGER.path },
      ...(options.demo ? [{ text: t('screens.front.tryTitle'), href: '/trai-nghiem' }] : []),
      { text: t('nav.home'), href: '/' },
    ];
    if (!signedIn) return { nav: [], foot };
    return {
      nav: navOf(registry, request, signedIn),
      search: { action: '/tra-cuu', ...searched(request) },
      foot,
      keys: hasKeys(request),
      homeHref: assignedPosts(signedIn.asker).length > 0 ? '/phu-trach' : '/viec',
    };
  };
}

/** An entry, and the other pages that belong to it. */
type Place = NavItem & { readonly alsoAt?: readonly string[] };

function navOf(registry: KindRegistry, request: FastifyRequest, signedIn: SignedIn): readonly NavItem[] {
  const { t } = request;
  const path = request.url.split('?')[0] ?? '/';
  const kinds = registry.all
    .flatMap(({ kind }) => (kind.navigation === undefined ? [] : [{ kind, place: kind.navigation }]))
    .toSorted((a, b) => a.place - b.place)
    .map(({ kind }) => ({ text: t(`kinds.${kind.name}.plural`), href: listHref(kind) }));
  const isMember = assignedPosts(signedIn.asker).length > 0;
  const work = { text: t('nav.work'), href: '/viec' };
  const items: readonly Place[] = [
    ...(isMember ? [{ text: t('nav.portfolio'), href: '/phu-trach' }, work] : [work]),
    ...kinds,
    ...registersOf(registry, signedIn, t('screens.register.nav')),
    { text: t('screens.organisation.title'), href: '/to-chuc' },
    ...(isMember ? [] : [{ text: t('nav.search'), href: '/tra-cuu' }]),
  ];
  const isAt = (href: string) => path === href || path.startsWith(`${href}/`);
  return items.map((item) => ([item.href, ...(item.alsoAt ?? [])].some(isAt) ? { ...item, current: true } : item));
}

/** The clerk finds the books of the office at the top of every page. */
function registersOf(registry: KindRegistry, { asker }: SignedIn, text: string): readonly Place[] {
  const isClerk = asker.standing.keys.some((key) => key.startsWith('clerk:'));
  return isClerk && registerKinds(registry, 'in') ? [{ text, href: PATHS.in, alsoAt: [PATHS.out] }] : [];
}

function searched(request: FastifyRequest): { value?: string } {
  const query = request.query as Readonly<Record<string, unknown>> | undefined;
  const typed = query?.['q'];
  return request.url.startsWith('/tra-cuu') && typeof typed === 'string' ? { value: typed } : {};
}
