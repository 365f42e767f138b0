/** A browser as tests need one: it keeps cookies, says where a form comes from, and never follows a redirect by itself. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

/** One request of a test. */
export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

/** A browser with its cookies. */
export interface Browser {
  readonly cookies: Map<string, string>;
  send(request: Sent): Promise<LightMyRequestResponse>;
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  post(
    url: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse>;
}

/** Opens a browser on an application. */
export function openBrowser(app: () => FastifyInstance): Browser {
  const cookies = new Map<string, string>();
  const send = async ({ method, url, headers = {}, payload }: Sent): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await app().inject({
      method,
      url,
      headers: { host: 'localhost', ...(cookie ? { cookie } : {}), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge } of reply.cookies) {
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    return reply;
  };
  return {
    cookies,
    send,
    get: (url, headers = {}) => send({ method: 'GET', url, headers }),
    post: (url, form, headers = {}) =>
      send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
        payload: new URLSearchParams(form).toString(),
      }),
  };
}

/** The form token in a page. */
export function tokenIn(html: string): string {
  return /name="csrf" value="([\w-]+)"/.exec(html)?.[1] ?? '';
}

/** Signs in by name and password, through the page. */
export async function signInAs(
  browser: Browser,
  { name, password, den = '/viec' }: { readonly name: string; readonly password: string; readonly den?: string },
): Promise<LightMyRequestResponse> {
  const page = await browser.get(`/dang-nhap?den=${encodeURIComponent(den)}`);
  return browser.post('/dang-nhap', { csrf: tokenIn(page.body), den, __name: name, __password: password });
}
