import { isComposing, isTyping } from './dom.ts';

const LIST = 'kt-list';

/** Remembers the order of a list for the next pages, so that F8 walks on from a dossier. */
export function rememberList(addresses: readonly string[]): void {
  sessionStorage.setItem(LIST, JSON.stringify(addresses));
}

function rememberedList(): string[] {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(LIST) ?? '[]');
    return Array.isArray(list) ? list.filter((address) => typeof address === 'string') : [];
  } catch {
    return [];
  }
}

function press(selector: string): boolean {
  const target = document.querySelector<HTMLElement>(selector);
  target?.click();
  return target !== null;
}

function openNeighbour(step: 1 | -1): boolean {
  if (press(step === 1 ? 'a[rel="next"][data-dossier]' : 'a[rel="prev"][data-dossier]')) return true;
  const list = rememberedList();
  const here = list.indexOf(location.pathname);
  const next = here < 0 ? undefined : list[here + step];
  if (next !== undefined) location.assign(next);
  return next !== undefined;
}

function openKeysHelp(): boolean {
  const help = document.querySelector<HTMLDetailsElement>('details[data-keys-help]');
  if (help === null) return false;
  help.open = true;
  help.scrollIntoView({ block: 'nearest' });
  help.querySelector('summary')?.focus();
  return true;
}

/** The keys that work on every page; none is a letter, since Telex typing produces letters and Backspaces of its own. */
export function listenToShortcuts(): void {
  if (document.body.dataset['keys'] === 'off') return;
  document.addEventListener('keydown', (event) => {
    if (isComposing(event) || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    let done = false;
    if (event.key === 'F4') done = press('[data-primary]');
    else if (event.key === 'F2') done = press('[data-create]');
    else if (event.key === 'F9') done = press('[data-save-next]');
    else if (event.key === 'F8') done = openNeighbour(event.shiftKey ? -1 : 1);
    else if (isTyping(event.target)) return;
    else if (event.key === '?') done = openKeysHelp();
    if (done) event.preventDefault();
  });
}
