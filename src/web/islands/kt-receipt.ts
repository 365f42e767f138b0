import { make, say } from './dom.ts';

/** Copies and prints the text it stands around; without script one selects it by hand. */
export class KtReceipt extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('.btns')) return;
    const copy = make('button', { type: 'button', class: 'btn alt s' }, say(this.dataset['copy']));
    const print = make('button', { type: 'button', class: 'btn alt s' }, say(this.dataset['print']));
    const told = make('span', { role: 'status', class: 'sm muted' });
    copy.addEventListener('click', () => void this.#copy(told));
    print.addEventListener('click', () => window.print());
    this.append(make('div', { class: 'btns' }, copy, print, told));
  }

  async #copy(told: HTMLElement): Promise<void> {
    const text = this.querySelector('pre');
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text.textContent ?? '');
      told.textContent = say(this.dataset['copied']);
    } catch {
      // No permission, or a page without TLS: the text is marked for the keys everybody knows.
      getSelection()?.selectAllChildren(text);
    }
  }
}
