import { foldVietnamese } from '../../kernel/text.ts';

/** True while an input method is building a character; nothing may react then. */
export function isComposing(event: Event): boolean {
  // UniKey and some Android keyboards report 229 without ever starting a composition.
  return event instanceof KeyboardEvent ? event.isComposing || event.keyCode === 229 : (event as InputEvent).isComposing;
}

/** True when the target takes text, so that no plain key may act. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'reset', 'file'].includes(target.type);
}

/** A new element with attributes and children; text never becomes markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A shape of the page's sprite. */
export function makeIcon(name: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(space, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A sentence from a data attribute with its placeholders filled. */
export function say(template: string | undefined, params: Readonly<Record<string, string | number>> = {}): string {
  return (template ?? '').replace(/\{(\w+)\}/g, (written, name: string) => String(params[name] ?? written));
}

/** The key under which text is compared: without marks, lower case, single spaces. */
export function searchKey(text: string): string {
  return foldVietnamese(text).trim().replace(/\s+/g, ' ');
}

/** Calls after a pause in the calls. */
export function debounce(call: () => void, wait: number): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(call, wait);
  };
}

/** True when an address leads to this site or to a page of it, so that it may be put into a link. */
export function isOwnAddress(address: string): boolean {
  return URL.canParse(address, location.href) && new URL(address, location.href).origin === location.origin;
}
