import { isComposing, make } from './dom.ts';

/** One thing to choose from a list under an input. */
export type ListOption = { text: string; choose: () => void };

let lists = 0;

/** A list under a text input: nothing is selected until ↓, nothing is written into the input while typing. */
export class OptionList {
  readonly #input: HTMLInputElement;
  readonly #box: HTMLElement;
  #options: readonly ListOption[] = [];
  #at = -1;

  constructor(input: HTMLInputElement, box: HTMLElement, label: string) {
    this.#input = input;
    this.#box = box;
    box.id ||= `kt-options-${++lists}`;
    box.hidden = true;
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', label);
    const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': box.id };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.addEventListener('keydown', (event) => this.#onKey(event));
    input.addEventListener('blur', () => this.close());
    // The press would take the focus from the input before the click arrives.
    box.addEventListener('mousedown', (event) => event.preventDefault());
    box.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest('[role=option]') : null;
      if (row) this.#choose([...box.children].indexOf(row));
    });
  }

  get isOpen(): boolean {
    return !this.#box.hidden;
  }

  show(options: readonly ListOption[]): void {
    this.#options = options;
    this.#at = -1;
    this.#input.removeAttribute('aria-activedescendant');
    this.#box.replaceChildren(
      ...options.map((option, index) =>
        make(
          this.#box instanceof HTMLUListElement ? 'li' : 'div',
          { role: 'option', id: `${this.#box.id}-${index}`, 'aria-selected': 'false' },
          option.text,
        ),
      ),
    );
    this.#box.hidden = options.length === 0;
    this.#input.setAttribute('aria-expanded', String(options.length > 0));
  }

  close(): void {
    this.#box.hidden = true;
    this.#at = -1;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }

  #choose(index: number): void {
    const option = this.#options[index];
    this.close();
    option?.choose();
  }

  #move(to: number): void {
    const rows = [...this.#box.children];
    rows[this.#at]?.setAttribute('aria-selected', 'false');
    this.#at = (to + rows.length) % rows.length;
    const row = rows[this.#at];
    row?.setAttribute('aria-selected', 'true');
    row?.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', row?.id ?? '');
  }

  #onKey(event: KeyboardEvent): void {
    if (isComposing(event) || !this.isOpen) return;
    if (event.key === 'ArrowDown') this.#move(this.#at + 1);
    else if (event.key === 'ArrowUp') this.#move(this.#at < 0 ? -1 : this.#at - 1);
    else if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && this.#at >= 0) this.#choose(this.#at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
