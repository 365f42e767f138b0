import { debounce, isComposing, isOwnAddress, make, makeIcon, say } from './dom.ts';

type SimilarItem = { number: string; title: string; href: string; tone: string; light: string; joinHref?: string };

const MOST = 3;
const SHORTEST = 20;

/** Shows dossiers that may already say the same; it answers late or not at all and never holds anyone up. */
export class KtSimilar extends HTMLElement {
  #asked = '';
  #off = false;
  #call: AbortController | undefined;

  connectedCallback(): void {
    const area = this.querySelector('textarea');
    if (area === null || !this.dataset['url']) return;
    const ask = debounce(() => void this.#ask(area.value), 500);
    area.addEventListener('input', (event) => {
      if (!isComposing(event)) ask();
    });
    area.addEventListener('compositionend', ask);
    if (area.value !== '') ask();
  }

  async #ask(text: string): Promise<void> {
    const sentence = text.normalize('NFC').trim().replace(/\s+/g, ' ');
    const isWhole = sentence.length >= SHORTEST || /[.!?…;]$/.test(sentence);
    if (this.#off || !isWhole || sentence === this.#asked) return;
    this.#asked = sentence;
    this.#call?.abort();
    this.#call = new AbortController();
    const url = new URL(this.dataset['url'] ?? '', location.href);
    url.searchParams.set('q', sentence.slice(0, 300));
    try {
      const answer = await fetch(url, { headers: { accept: 'application/json' }, signal: this.#call.signal });
      if (!answer.ok) return;
      this.#show(readItems(await answer.json()).slice(0, MOST));
    } catch {
      // Offline or overtaken by a newer question: the reporter goes on writing.
    }
  }

  #show(items: readonly SimilarItem[]): void {
    this.querySelector('.like')?.remove();
    if (items.length === 0) return;
    const list = make('ul', {}, ...items.map((item) => this.#row(item)));
    const off = make('button', { type: 'button', class: 'linkbtn off' }, say(this.dataset['notSame']));
    const box = make(
      'section',
      { class: 'like', role: 'status' },
      make('h2', {}, say(this.dataset['heading'], { n: items.length })),
      list,
      off,
    );
    off.addEventListener('click', () => {
      this.#off = true;
      box.remove();
      this.querySelector('textarea')?.focus();
    });
    this.append(box);
    // The server need not show them a second time.
    if (this.querySelector('input[name="__similar"]') === null)
      this.append(make('input', { type: 'hidden', name: '__similar', value: 'yes' }));
  }

  #row(item: SimilarItem): HTMLLIElement {
    const light = make(
      'span',
      { class: `light flat ${item.tone}` },
      makeIcon(item.tone.startsWith('done') ? 'done' : item.tone),
      item.light,
    );
    const row = make(
      'li',
      {},
      make('p', {}, make('a', { href: item.href, target: '_blank', rel: 'noopener' }, item.number), ` ${item.title}`),
      make('p', {}, light),
    );
    if (item.joinHref) row.append(make('a', { class: 'btn alt s', href: item.joinHref }, say(this.dataset['join'])));
    return row;
  }
}

const TONES = ['ok', 'due', 'late', 'paused', 'done-ok', 'done-late'];

function readItems(answer: unknown): SimilarItem[] {
  const items = (answer as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const { number, title, href, tone, light, joinHref } = item as Partial<Record<keyof SimilarItem, unknown>>;
    if (typeof number !== 'string' || typeof title !== 'string' || typeof href !== 'string' || !isOwnAddress(href)) return [];
    return [
      {
        number,
        title,
        href,
        tone: typeof tone === 'string' && TONES.includes(tone) ? tone : 'ok',
        light: typeof light === 'string' ? light : '',
        ...(typeof joinHref === 'string' && isOwnAddress(joinHref) ? { joinHref } : {}),
      },
    ];
  });
}
