import { isComposing, make, say, searchKey } from './dom.ts';
import { OptionList } from './option-list.ts';

const MOST = 50;

/** On desktops turns a long select into a field one can type in; phones keep the native control. */
export class KtCombobox extends HTMLElement {
  connectedCallback(): void {
    const select = this.querySelector('select');
    if (select === null || !matchMedia('(pointer: fine) and (min-width: 721px)').matches) return;
    const options = [...select.options]
      .filter((option) => option.value !== '')
      .map((option) => ({ option, text: this.dataset['group'] === undefined ? option.text : wordsOf(option) }))
      .map(({ option, text }) => {
        const search = searchKey(option.dataset['search'] ?? '');
        return { option, text, key: `${searchKey(text)} ${search}`, codes: search.split(' ') };
      });
    const input = make('input', { class: 'in', type: 'text', autocomplete: 'off', id: select.id });
    for (const name of ['aria-describedby', 'aria-invalid', 'aria-required']) {
      const value = select.getAttribute(name);
      if (value !== null) input.setAttribute(name, value);
    }
    const label = this.closest('.q')?.querySelector('label')?.textContent ?? '';
    const box = make('ul');
    const status = make('span', { class: 'vh', role: 'status' });
    const chosenText = () => (select.value === '' ? '' : (select.selectedOptions[0]?.text ?? ''));
    select.removeAttribute('id');
    select.hidden = true;
    input.value = chosenText();
    input.placeholder = select.querySelector<HTMLOptionElement>('option[value=""]')?.text ?? '';
    this.append(make('div', { class: 'combo' }, input, box, status));
    const list = new OptionList(input, box, label);
    const choose = (option: HTMLOptionElement) => {
      select.value = option.value;
      input.value = option.text;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      select.dispatchEvent(new Event('input', { bubbles: true }));
    };
    /** The one meant by what was typed: the one with this very code, else the only one left. */
    const meant = () => {
      const typed = searchKey(input.value);
      const coded = options.filter(({ codes }) => codes.includes(typed));
      const left = options.filter(({ key }) => key.includes(typed));
      return typed === '' ? undefined : coded.length === 1 ? coded[0] : left.length === 1 ? left[0] : undefined;
    };
    const open = (all: boolean) => {
      const wanted = all ? '' : searchKey(input.value);
      const found = options.filter(({ key }) => key.includes(wanted)).slice(0, MOST);
      status.textContent = found.length > 0 ? say(this.dataset['matches'], { n: found.length }) : say(this.dataset['none']);
      list.show(
        found.map(({ option, text }) => ({
          text,
          choose: () => choose(option),
        })),
      );
    };
    input.addEventListener('input', (event) => {
      if (!isComposing(event)) open(false);
    });
    input.addEventListener('compositionend', () => open(false));
    input.addEventListener('click', () => open(true));
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !list.isOpen || isComposing(event)) return;
      // An open list is answered before the form is sent.
      event.preventDefault();
      const one = meant();
      if (one === undefined) return;
      list.close();
      choose(one.option);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' || list.isOpen || isComposing(event)) return;
      event.preventDefault();
      open(input.value === chosenText());
    });
    input.addEventListener('blur', () => {
      // An exact name typed without choosing counts; an emptied field clears; anything else returns to what was chosen.
      const typed = searchKey(input.value);
      const exact = options.find(({ option }) => searchKey(option.text) === typed);
      if (typed === '' && select.querySelector('option[value=""]')) select.value = '';
      else if (exact) select.value = exact.option.value;
      input.value = chosenText();
    });
  }
}

/** A post says little without its unit, which the native list shows as the heading above it. */
function wordsOf(option: HTMLOptionElement): string {
  const group = option.closest('optgroup')?.label;
  return group === undefined ? option.text : `${option.text} · ${group}`;
}
