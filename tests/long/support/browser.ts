/** Somebody at a browser: cookies are kept, forms are sent with everything hidden in them, nothing is followed by itself. */

/** What came back. */
export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
}

/** A browser on one site. */
export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  /** With the session of somebody who has signed in elsewhere. */
  constructor(url: string, session?: string) {
    this.#url = url;
    if (session !== undefined) this.#cookies.set('sid', session);
  }

  async get(path: string): Promise<Page> {
    return this.#send(path, { method: 'GET' });
  }

  /** Sends the page's own form with what was typed into it. */
  async submit(path: string, page: Page, typed: Readonly<Record<string, string>>): Promise<Page> {
    return this.#send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ ...hiddenIn(page.text), ...typed }).toString(),
    });
  }

  /** Signs in as one of those the demonstration offers. @throws it did not work */
  async playAs(persona: string): Promise<void> {
    const page = await this.get('/dang-nhap');
    const done = await this.submit('/trai-nghiem/vao-vai', page, { persona });
    if (done.status !== 303) throw new Error(`${persona} was not let in: ${done.status} ${mainText(done.text)}`);
  }

  async #send(path: string, request: RequestInit): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${this.#url}${path}`, {
      ...request,
      redirect: 'manual',
      headers: { accept: 'text/html', 'accept-language': 'vi', ...request.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1);
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  }
}

/** What the first form of a page's main part carries unseen, and the texts that stand in it. */
export function hiddenIn(html: string): Record<string, string> {
  const form = html.slice(html.indexOf('<form', html.indexOf('<main')));
  const inside = form.slice(0, form.indexOf('</form>'));
  const inputs = inside.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g);
  const texts = inside.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)<\/textarea>/g);
  return Object.fromEntries([...inputs, ...texts].map((m) => [m[1] ?? '', plain(m[2] ?? '')]));
}

function plain(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** The words of a page's main part, for messages of tests. */
export function mainText(html: string): string {
  return html
    .slice(html.indexOf('<main'), html.indexOf('</main>'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 400);
}
