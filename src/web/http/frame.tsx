/** One way to make a page: the frame around it, the same on every screen. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { formatStamp, formatWeekdayDate } from '../../kernel/format.ts';
import { Page, type PageProps } from '../components/page.tsx';
import { FORM_NAMES } from '../form/values.ts';
import type { Assets } from './assets.ts';
import type { WebConfig } from './config.ts';
import { switchHref } from './language.ts';
import type { SignedIn } from './request.ts';

/** What the pages decide of the frame: navigation, search, footer. */
export type FrameOf = (request: FastifyRequest, signedIn: SignedIn | null) => Partial<PageProps>;

/** A page: its title and main part, and whatever of the frame it wants otherwise. */
export type View = {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly status?: number;
} & Partial<PageProps>;

/** Shows a page. */
export type ShowPage = (request: FastifyRequest, reply: FastifyReply, view: View) => FastifyReply;

/** Makes the function every handler ends with. */
export function createFrame(config: WebConfig, assets: Assets, frameOf: FrameOf = () => ({ nav: [] })): ShowPage {
  return (request, reply, view) => {
    const { status = 200, ...own } = view;
    const { lang, t, signedIn } = request;
    const capacity = signedIn?.asker.standing.capacities[0];
    const props: PageProps = {
      lang,
      t,
      assets: { style: assets.url('style.css'), islands: assets.url('islands.js'), icon: assets.url('emblem.svg') },
      nav: [],
      place: config.place[lang],
      sample: config.demo,
      ...(config.copiedAt === undefined ? {} : { copied: formatStamp(config.copiedAt) }),
      switchHref: switchHref(request),
      ...(signedIn
        ? {
            homeHref: '/viec',
            me: {
              name: t('app.reader', { name: signedIn.asker.standing.name }),
              post: capacity?.title[lang] ?? '',
              href: '/ca-nhan',
            },
            session: { endsAt: signedIn.session.endsAt, stayUrl: '/phien' },
          }
        : {}),
      ...(config.demo && signedIn && config.copiedAt === undefined
        ? {
            demo: {
              date: formatWeekdayDate(signedIn.asker.today, lang),
              action: '/demo/dong-ho',
              changeHref: '/',
              hidden: { [FORM_NAMES.token]: request.formToken(), den: request.method === 'GET' ? request.url : '/viec' },
            },
          }
        : {}),
      ...frameOf(request, signedIn),
      ...own,
    };
    const html = `<!doctype html>${renderToString(<Page {...props} />)}`;
    return reply.code(status).header('content-type', 'text/html; charset=utf-8').header('content-language', lang).send(html);
  };
}
