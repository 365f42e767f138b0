import { isComposing, make, searchKey } from './dom.ts';
import { OptionList } from './option-list.ts';

const MOST = 8;

/** Ctrl+K goes to the search field and offers the pages and actions in reach; Enter without ↓ searches. */
export class KtPalette extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type=search]');
    const form = this.querySelector('form');
    if (input === null || form === null) return;
    const box = make('div', { class: 'cmds' });
    form.append(box);
    const list = new OptionList(input, box, this.dataset['label'] ?? '');
    const open = () => {
      const wanted = searchKey(input.value);
      const found = commands().filter(({ key }) => key.includes(wanted));
      list.show(found.slice(0, MOST).map(({ text, go }) => ({ text, choose: go })));
    };
    input.addEventListener('input', (event) => {
      if (!isComposing(event)) open();
    });
    document.addEventListener('keydown', (event) => {
      if (isComposing(event) || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      if (event.key.toLowerCase() !== 'k' || document.body.dataset['keys'] === 'off') return;
      event.preventDefault();
      // Narrow screens hide the field; there the search has its own page.
      if (input.offsetParent === null) {
        location.assign(form.action);
        return;
      }
      input.focus();
      input.select();
      open();
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !isComposing(event)) input.blur();
    });
  }
}

type Command = { text: string; key: string; go: () => void };

function commands(): Command[] {
  const found = new Map<string, Command>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.mainnav a, main a.btn, .acts a, .saved, .foot a')) {
    const text = visibleText(link);
    if (text !== '' && !found.has(text)) found.set(text, { text, key: searchKey(text), go: () => link.click() });
  }
  return [...found.values()];
}

function visibleText(link: HTMLElement): string {
  const copy = link.cloneNode(true) as HTMLElement;
  for (const extra of copy.querySelectorAll('kbd')) extra.remove();
  return (copy.textContent ?? '').trim().replace(/\s+/g, ' ');
}
