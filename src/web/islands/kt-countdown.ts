import { make, say } from './dom.ts';

const WARN_MINUTES = 5;

/** Warns before the session ends and offers to stay; silent until then. */
export class KtCountdown extends HTMLElement {
  #timer = 0;
  #shown = -1;

  connectedCallback(): void {
    this.#timer = window.setInterval(() => this.#look(), 15_000);
    this.#look();
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const minutes = Math.ceil((Date.parse(this.dataset['endsAt'] ?? '') - Date.now()) / 60_000);
    if (Number.isNaN(minutes) || minutes > WARN_MINUTES) {
      this.hidden = true;
      return;
    }
    const left = Math.max(minutes, 0);
    if (left === this.#shown) return;
    this.#shown = left;
    this.hidden = false;
    const text = left === 0 ? say(this.dataset['over']) : say(this.dataset['warn'], { n: left });
    const line = make('p', { class: 'banner warn' }, text);
    if (left > 0 && this.dataset['stayUrl']) {
      const stay = make('button', { type: 'button', class: 'btn alt s' }, say(this.dataset['stay']));
      stay.addEventListener('click', () => void this.#stay());
      line.append(stay);
    }
    this.replaceChildren(make('div', { class: 'wrap' }, line));
  }

  async #stay(): Promise<void> {
    try {
      const answer = await fetch(this.dataset['stayUrl'] ?? '', { headers: { accept: 'application/json' } });
      if (!answer.ok) return;
      const { endsAt } = (await answer.json()) as { endsAt?: unknown };
      if (typeof endsAt === 'string') this.dataset['endsAt'] = endsAt;
      this.#shown = -1;
      this.#look();
    } catch {
      // Offline: the warning stays and the text is kept by the form.
    }
  }
}
