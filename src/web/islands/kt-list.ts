import { debounce, isComposing, isTyping, say, searchKey } from './dom.ts';
import { rememberList } from './shortcuts.ts';

const PAGE = 10;

/** A list walked with the arrow keys; focus sits on the title link, so the browser's Enter opens it. */
export class KtList extends HTMLElement {
  #anchor = -1;

  connectedCallback(): void {
    this.#filterQuickly();
    this.#showCount();
    this.addEventListener('change', () => this.#showCount());
    this.querySelector('[data-unselect]')?.addEventListener('click', (event) => this.#unselect(event));
    this.addEventListener('focusin', (event) => this.#mark(this.#rowOf(event.target)));
    this.addEventListener('click', () => this.#remember());
    if (document.body.dataset['keys'] !== 'off') document.addEventListener('keydown', this.#onKey);
  }

  disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#onKey);
  }

  get #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => !row.hidden);
  }

  #rowOf(target: EventTarget | null): HTMLElement | null {
    return target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  }

  #link(row: HTMLElement | undefined): HTMLAnchorElement | null {
    return row?.querySelector<HTMLAnchorElement>('th a, h3 a') ?? null;
  }

  #box(row: HTMLElement | undefined): HTMLInputElement | null {
    return row?.querySelector<HTMLInputElement>('.ck input') ?? null;
  }

  #remember(): void {
    rememberList(this.#rows.map((row) => this.#link(row)?.pathname ?? '').filter(Boolean));
  }

  #mark(row: HTMLElement | null): void {
    for (const other of this.querySelectorAll('.cur')) other.classList.remove('cur');
    row?.classList.add('cur');
  }

  #current(): number {
    return this.#rows.findIndex((row) => row.classList.contains('cur'));
  }

  #go(index: number): void {
    const rows = this.#rows;
    const at = Math.max(0, Math.min(index, rows.length - 1));
    const row = rows[at];
    if (row === undefined) return;
    this.#mark(row);
    this.#link(row)?.focus();
    row.scrollIntoView({ block: 'nearest' });
  }

  #select(from: number, to: number): void {
    for (const row of this.#rows.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      const box = this.#box(row);
      if (box) box.checked = true;
    }
    this.#showCount();
  }

  #unselect(event: Event): void {
    // A plain reset would bring back the boxes the server had checked.
    event.preventDefault();
    for (const box of this.querySelectorAll<HTMLInputElement>('.ck input')) box.checked = false;
    this.#showCount();
    this.#go(Math.max(this.#current(), 0));
  }

  #showCount(): void {
    const boxes = [...this.querySelectorAll<HTMLInputElement>('.ck input')];
    const bulk = this.querySelector<HTMLElement>('[data-bulk]');
    const chosen = boxes.filter((box) => box.checked);
    for (const box of boxes) box.closest('tr')?.classList.toggle('sel', box.checked);
    if (bulk === null) return;
    const count = bulk.querySelector('[data-count]');
    const text = say(this.dataset['selected'], { n: chosen.length });
    if (count && count.textContent !== text) count.textContent = text;
  }

  #filterQuickly(): void {
    const input = document.querySelector<HTMLInputElement>('[data-quick]');
    if (input === null) return;
    const apply = debounce(() => {
      const wanted = searchKey(input.value);
      for (const row of this.querySelectorAll<HTMLElement>('[data-row]')) {
        row.hidden = wanted !== '' && !searchKey(row.textContent ?? '').includes(wanted);
      }
    }, 60);
    input.addEventListener('input', (event) => {
      if (!isComposing(event)) apply();
    });
    input.addEventListener('compositionend', apply);
  }

  #onKey = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const quick = document.querySelector<HTMLInputElement>('[data-quick]');
    if (isTyping(event.target)) {
      if (event.target !== quick) return;
      if (event.key === 'ArrowDown') this.#go(0);
      else if (event.key === 'Escape') quick?.blur();
      else return;
      event.preventDefault();
      return;
    }
    // A key pressed on some other control of the page belongs to that control.
    const inside = event.target === document.body || this.contains(event.target as Node);
    if (event.key === '/' && quick) quick.focus();
    else if (!inside || !this.#walk(event)) return;
    event.preventDefault();
  };

  #walk(event: KeyboardEvent): boolean {
    const at = this.#current();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (step !== undefined) {
      if (step === PAGE && at === this.#rows.length - 1) return this.#turn('next');
      if (step === -PAGE && at === 0) return this.#turn('prev');
      if (event.shiftKey && this.#anchor < 0) this.#anchor = Math.max(at, 0);
      if (!event.shiftKey) this.#anchor = -1;
      this.#go(at < 0 ? 0 : at + step);
      if (event.shiftKey) this.#select(this.#anchor, this.#current());
      return true;
    }
    const box = this.#box(this.#rows[at]);
    const onControl = event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement;
    if (event.key === ' ' && box && !onControl) {
      box.checked = !box.checked;
      this.#showCount();
      return true;
    }
    if (event.key === 'F8' && !event.shiftKey) {
      this.#remember();
      this.#link(this.#rows[Math.max(at, 0)])?.click();
      return true;
    }
    return false;
  }

  #turn(direction: 'next' | 'prev'): boolean {
    const link = this.querySelector<HTMLAnchorElement>(`.pager a[rel="${direction}"]`);
    link?.click();
    return link !== null;
  }
}
